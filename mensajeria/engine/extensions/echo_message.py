"""IRCv3 echo-message: what one says comes back, once it is stored."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("echo-message", echoes=True)
