"""A capability of our own: what is sent again after a lost connection is said once.

With it a client gives PRIVMSG, NOTICE or the BATCH that opens a multiline message a token of its
own choice (docs/idempotency.md). The work is done in `engine.said_once`.
"""

from __future__ import annotations

from mensajeria.engine.commands.messages import IDEMPOTENCY
from mensajeria.engine.extension import Extension

EXTENSION = Extension(IDEMPOTENCY)
