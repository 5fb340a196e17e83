"""IRCv3 draft/whoami: one is told one's own mask and real name at the start (see `welcome`)."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("draft/whoami", needs=("chghost",))
