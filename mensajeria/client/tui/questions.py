"""What the connection and the person who writes are asked, as dialogues."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from mensajeria.client.login import Password
from mensajeria.client.tui.dialogue import Dialogue
from mensajeria.client.tui.dialogues import Choice, Question
from mensajeria.client.tui.log_in import LogIn
from mensajeria.client.tui.taken import TakenName
from mensajeria.languages import _, plural

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face
    from mensajeria.client.tui.server import Server

Answer = TypeVar("Answer")

UNASKED: Final = 5
"""Lines of one message that are said without a question."""


async def answer_to(face: Face, server: Server, made: Callable[[], Dialogue[Answer]]) -> Answer:
    """What is answered to a question of a server, which waits until this is looked at. Who goes to
    another server instead of answering is asked again on coming back.
    """
    async with server.asking():
        while True:
            await server.is_looked_at()
            dialogue = made()
            dialogue.closes_beside = False
            dialogue.can_wait = face.servers.are_several
            answer = await face.push_screen_wait(dialogue)
            if not dialogue.was_left:
                return answer


async def ask_name(face: Face, server: Server, nick: str, why: str) -> str | Password | None:
    """Another name, in the place of one that cannot be had, or how to log in to have it."""
    session = server.connection.session if server.connection is not None else None
    logs_in = session is not None and session.negotiation.takes_passwords
    return await answer_to(
        face, server, lambda: TakenName(server.address, nick, why, logs_in=logs_in)
    )


async def ask_login(face: Face, server: Server, account: str, why: str) -> Password | None:
    """Another password for an account, or another account."""
    return await answer_to(face, server, lambda: LogIn(account, why))


async def ask_password(face: Face, server: Server, why: str) -> str | None:
    """The server's. `why`: not the one it was given."""
    question = _("The password or code of {0}").format(server.address)
    return await answer_to(face, server, lambda: Question(question, why=why, secret=True))


async def ask_key(face: Face, server: Server, channel: str, wrong: str) -> None:
    """A channel's, to come in with it. `wrong`: not this one. It can be seen while it is typed,
    as by all who are inside.
    """
    question = _("The key of {0}").format(channel)
    why = _("That is not the key.") if wrong else ""
    key = await answer_to(face, server, lambda: Question(question, why=why))
    if key and server.talk is not None:
        server.talk.enter(channel, key)
        server.talk.link.flush()


async def tries_again(face: Face, why: str) -> bool:
    """Whether to connect once more, though there seems to be no use in it."""
    question = Choice(why, [("again", _("Try again")), ("end", _("Quit"))])
    question.closes_beside = False
    return await face.push_screen_wait(question) == "again"


async def deletes(face: Face, message: str) -> bool:
    """Whether a message is to be gone for everybody."""
    question = "\n".join((_("Delete this for everybody?"), message))
    answers = [("yes", _("Delete")), ("no", _("Keep"))]
    return await face.push_screen_wait(Choice(question, answers)) == "yes"


async def says_all(face: Face, lines: int) -> bool:
    """Whether so many lines are meant to be said."""
    question = plural("Send {count} line?", "Send {count} lines?", lines).format(count=lines)
    answers = [("yes", _("Send them")), ("no", _("Not yet"))]
    return await face.push_screen_wait(Choice(question, answers)) == "yes"
