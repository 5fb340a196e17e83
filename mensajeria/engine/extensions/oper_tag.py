"""IRCv3 draft/oper-tag: one sees which words come from an operator of the network.

"The value of the tag, if specified, MUST identify the operator": it is left out, since the names
of operators are half of what OPER asks for.
"""

from __future__ import annotations

from mensajeria.chat.events import Event
from mensajeria.engine.extension import Extension


def operator(event: Event) -> str:
    """ "to all commands sent by a user (e.g. PRIVMSG, MODE, NOTICE, and all others)"."""
    return "draft/oper" if event.by.operator else ""


EXTENSION = Extension("draft/oper-tag", tags={Event: operator})
