"""Actions that ask for a line and type it after a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mensajeria.client.tui.dialogues import Question

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


def asks(
    face: Face, question: str, command: str, answer: str = "", *, secret: bool = False
) -> Callable[[], None]:
    """Ask for a line and type it after the command."""

    def answered(line: str | None) -> None:
        if line:
            face.obey(command + line)

    return lambda: face.ask_for(Question(question, answer=answer, secret=secret), answered)
