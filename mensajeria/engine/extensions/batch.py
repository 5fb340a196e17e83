"""IRCv3 batch: replies that belong together. The work is done in `engine.turn`."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("batch")
