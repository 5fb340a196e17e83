"""IRCv3 multi-prefix: all of a member's prefixes, highest first, in NAMES and WHO."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("multi-prefix")
