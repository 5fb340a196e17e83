"""IRCv3 no-implicit-names: JOIN is not answered with the list of members (see `membership`)."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("no-implicit-names")
