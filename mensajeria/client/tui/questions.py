"""What the connection and the person who writes are asked, as dialogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mensajeria.client.identity import not_a_name
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.client.tui.dialogues import Choice, Question
from mensajeria.languages import _, plural
from mensajeria.wire.casemapping import is_nick

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face
    from mensajeria.client.tui.server import Server

UNASKED: Final = 5
"""Lines of one message that are said without a question."""


async def ask_name(face: Face, server: Server, why: str) -> str | None:
    """Another name, in the place of one that cannot be had."""

    def wrong(answer: str) -> str:
        return "" if is_nick(answer, LONGEST_NICK) else not_a_name(answer)

    question = _("Another name for {0}").format(server.address)
    async with server.asking():
        return await face.push_screen_wait(Question(question, why=why, check=wrong))


async def ask_password(face: Face, server: Server, why: str) -> str | None:
    """The server's. `why`: not the one it was given."""
    question = _("The password or code of {0}").format(server.address)
    async with server.asking():
        return await face.push_screen_wait(Question(question, why=why, secret=True))


async def ask_key(face: Face, server: Server, channel: str, wrong: str) -> None:
    """A channel's, to come in with it. `wrong`: not this one. It can be seen while it is typed,
    as by all who are inside.
    """
    question = _("The key of {0}").format(channel)
    why = _("That is not the key.") if wrong else ""
    async with server.asking():
        key = await face.push_screen_wait(Question(question, why=why))
    if key:
        face.obey(f"/join {channel} {key}")


async def tries_again(face: Face, why: str) -> bool:
    """Whether to connect once more, though there seems to be no use in it."""
    answers = [("again", _("Try again")), ("end", _("Quit"))]
    return await face.push_screen_wait(Choice(why, answers)) == "again"


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
