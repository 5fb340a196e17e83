"""A capability of our own: editing what one has said (docs/editing.md).

Who may is decided in `engine.editing`. An edit is a message that takes the place of another; those
who do not know of that are shown it as people do it by hand, with an asterisk.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from mensajeria.chat.events import Said, Whispered
from mensajeria.engine.editing import EDIT
from mensajeria.engine.extension import Extension
from mensajeria.wire.tags import escape

Message = TypeVar("Message", Said, Whispered)

MARK = "* "


def edits(event: Said | Whispered) -> str:
    return f"{EDIT}={escape(event.edits)}" if event.edits else ""


def marked(event: Message) -> Message:
    if not event.edits:
        return event
    first, *rest = event.lines or (0,)
    lines = (first + len(MARK), *rest) if event.lines else ()
    return replace(event, text=f"{MARK}{event.text}", lines=lines)


EXTENSION = Extension(
    EDIT,
    once=dict.fromkeys((Said, Whispered), edits),
    without=dict.fromkeys((Said, Whispered), marked),
)
