"""IRCv3 labeled-response: which answer belongs to which request. The work is done in `engine.turn`."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("labeled-response", needs=("batch",))
