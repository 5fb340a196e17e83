"""IRCv3 labeled-response: which answer is to which request. `engine.turn` does it."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("labeled-response", needs=("batch",))
