"""The table from a command or numeric to the function that understands it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from mensajeria.client.happenings import Happening
from mensajeria.client.refusals import is_refusal
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session

Handler = Callable[["Session", Message], Iterable[Happening]]
H = TypeVar("H", bound=Handler)

_HANDLERS: dict[str, tuple[Handler, int]] = {}
_REFUSED = "refused"
_OTHER = "other"


def on(*commands: str, least: int = 0) -> Callable[[H], H]:
    """Register a handler for these; messages with fewer parameters than `least` are ignored."""

    def register(handler: H) -> H:
        for command in commands:
            _HANDLERS[command] = (handler, least)
        return handler

    return register


on_refusal = on(_REFUSED, least=1)
on_other_numeric = on(_OTHER, least=1)


def handler_for(command: str) -> Handler | None:
    """What understands this command; None if nothing does."""
    found = _HANDLERS.get(command)
    if found is None and is_refusal(Message(command, [])):
        found = _HANDLERS[_REFUSED]
    if found is None and command.isdecimal():
        found = _HANDLERS[_OTHER]
    if found is None:
        return None
    handler, least = found
    return lambda session, message: (
        handler(session, message) if len(message.params) >= least else ()
    )
