"""IRCv3 cap-notify: the client is told of capabilities that come and go."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("cap-notify")
