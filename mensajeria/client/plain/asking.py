"""Questions to a person at a terminal, one line each, before the line editor is in use."""

from __future__ import annotations

import os
import textwrap

from prompt_toolkit import PromptSession

from mensajeria.client.clean import clean
from mensajeria.client.identity import not_a_name
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.languages import _
from mensajeria.wire.casemapping import is_nick

_USUAL_COLUMNS = 80


async def ask_name(offered: str = "") -> str | None:
    """A name that can be one, or None from somebody who would rather leave."""
    question = _("Your name [{0}]: ").format(offered) if offered else _("Another name: ")
    while True:
        answer = await ask(question)
        if answer is None:
            return None
        name = answer.strip() or offered
        if is_nick(name, LONGEST_NICK):
            return name
        tell(not_a_name(name))


async def ask_password(why: str) -> str | None:
    """The server's password or code; it is not shown. `why`: not the one it was given."""
    if why:
        tell(why)
    return await ask(_("The server's password or code: "), secret=True)


async def ask(question: str, *, secret: bool = False) -> str | None:
    return await typed(PromptSession(is_password=secret), question)


async def typed(prompt: PromptSession[str], question: str | None = None) -> str | None:
    """The next line, or None from somebody who would rather leave.

    An interruption is caught here, since one that leaves a task ends the event loop.
    """
    try:
        return await prompt.prompt_async(question)
    except (KeyboardInterrupt, EOFError):
        return None


async def ask_another(_nick: str, why: str) -> str | None:
    tell(why)
    return await ask_name()


def tell(sentence: str) -> None:
    """Show a sentence while nothing else is shown yet."""
    print(textwrap.fill(clean(sentence), max(1, columns() - 1)))


def columns() -> int:
    """Of the terminal as it is now: COLUMNS may be left over from another one."""
    try:
        return os.get_terminal_size().columns or _USUAL_COLUMNS
    except OSError:
        return _USUAL_COLUMNS
