"""IRCv3 standard-replies: the client understands FAIL, WARN and NOTE, which are sent to all."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("standard-replies")
