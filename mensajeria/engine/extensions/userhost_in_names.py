"""IRCv3 userhost-in-names: full masks in NAMES."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("userhost-in-names")
