"""Whatever else is refused: error numerics and FAIL, as one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import Happening, Refused
from mensajeria.client.incoming.registry import on, on_refusal
from mensajeria.client.refusals import about_of, sentence
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session


@on_refusal
def refused(session: Session, message: Message) -> Iterable[Happening]:
    if not session.telling.refused(message):
        yield Refused(sentence(message), message.command, about_of(message))


@on("FAIL", least=2)
def failed(session: Session, message: Message) -> Iterable[Happening]:
    """FAIL <command> <code> [<context>...] <description> (IRCv3 standard-replies).

    Who has no name yet has been asked for another one already, at the 433 beside it; who has not
    asked for theirs, but the client by itself, need not be told.
    """
    if message.params[1] == "NICKNAME_RESERVED" and (
        session.name_refused() or not session.welcomed
    ):
        return
    if session.telling.refused(message):
        return
    command, code, *about = message.params
    if command == "METADATA" and about and session.inquiries.profile_refused(about[0]):
        return  # of somebody who is not there, as the answer to the WHOIS beside it says
    yield Refused(sentence(message), code, tuple(about[:-1]), command)
