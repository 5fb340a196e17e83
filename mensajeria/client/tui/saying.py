"""What becomes of a text that is written: speech, an answer, an edit, or something to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.tui import questions
from mensajeria.client.tui.actions import entering
from mensajeria.client.tui.composer import Composer

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


def submit(face: Face, event: Composer.Submitted) -> None:
    """Do what the text is for, where one is."""
    if face.talk is None or entering.kept_back(face, event):
        return
    lines = event.text.split("\n")
    if event.about is not None:
        deed = face.talk.edit if event.about.deed == "edit" else face.talk.answer
        deed(event.about.entry, event.text)
    elif len(lines) > 1:
        face.run_worker(_say_lines(face, lines))
    else:
        face.obey(event.text)


async def _say_lines(face: Face, lines: list[str]) -> None:
    """Ask once, unless it is one message of a few lines that is meant for all to read; who would
    rather not has it back.
    """
    talk, room = face.talk, face.rooms.current
    assert talk is not None
    unasked = min(questions.UNASKED, talk.link.session.several_lines)
    is_plain = lines[0][:1] != "/"  # a command, with a password perhaps, does nothing here
    if (len(lines) > unasked or not is_plain) and not await questions.says_all(face, len(lines)):
        face.composer.give_back("\n".join(lines))
    elif (face.talk, face.rooms.current) != (talk, room):  # which was entered meanwhile
        room.draft = "\n".join(lines)
    else:
        face.told(talk.say_lines(lines))
