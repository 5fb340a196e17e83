"""Saying something instead of what one has said before: who may, and until when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.events import Said, Whispered
from mensajeria.chat.places import names, owners, view
from mensajeria.engine.authorship import wrote
from mensajeria.engine.history import History, Page, Span
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import CHANTYPES

EDIT: Final = "mensajeria.alt/edit"
"""The tag that names the message to take the place of, and the capability of those who know it."""


def edited_by(turn: Turn) -> str:
    """The msgid that the client's message is to take the place of, or ""."""
    if turn.message is None or not turn.message.tags or not turn.has(EDIT):
        return ""
    return turn.message.tags.get(EDIT, "")


def when_editable(turn: Turn, target: str, msgid: str, then: Callable[[], None]) -> None:
    """Go on with `then` if the user may say something instead of that message to the target."""
    question = History(_places(turn, target), (Span(1, after=msgid, including=True),))
    turn.ask(question, partial(_found, turn, target, msgid, then))


def _places(turn: Turn, target: str) -> tuple[str, ...]:
    """Where it must have been said. Refused where nothing can be said (anymore)."""
    user = turn.user
    if target[:1] not in CHANTYPES:
        other = turn.network.user(target)
        return tuple(view(owner, name) for owner in owners(user) for name in names(other))
    channel = turn.network.channel(target)
    policy.may_speak(channel, user)
    return (channel.key,)


def _found(
    turn: Turn, target: str, msgid: str, then: Callable[[], None], page: Page | None
) -> None:
    said = page.events[0] if page is not None and page.events else None
    seconds = turn.limits.edit_time
    if not isinstance(said, Said | Whispered) or said.msgid != msgid:
        turn.fail("UNKNOWN_MSGID", target, msgid, "There is no such message")
    elif said.edits or said.by.via or not wrote(turn, said):  # what was relayed is nobody's here
        turn.fail("EDIT_FORBIDDEN", target, msgid, "You can only edit messages of your own")
    elif turn.now - said.at > seconds * 1000:
        text = "It is too late to edit this message"
        turn.fail("EDIT_WINDOW_EXPIRED", target, msgid, f"{seconds:g}", text)
    else:
        then()
