"""The line mode for a person at a terminal: a line editor below, what is said above it.

What arrives is printed above the line being typed, which stays as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.shortcuts import CompleteStyle

from mensajeria.client.clean import clean
from mensajeria.client.completion import completions
from mensajeria.client.connection import Connection, GaveUp
from mensajeria.client.conversation import Conversation
from mensajeria.client.happenings import Happening, Welcomed
from mensajeria.client.interruption import on_interruption
from mensajeria.client.plain.asking import ask_another, ask_password, columns, typed
from mensajeria.client.plain.paint import Paint
from mensajeria.client.plain.screen import Screen
from mensajeria.client.questions import Questions
from mensajeria.client.remembered import names_us, remember, remember_server
from mensajeria.client.wording import Scene

DONE, FAILED = 0, 1


class _Completer(Completer):
    """Tab: what the conversation says that a word may become."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterable[Completion]:
        word, choices = completions(self._conversation, document.text_before_cursor)
        return [Completion(choice, start_position=-len(word)) for choice in choices]


class Terminal:
    """One person's line mode. `listen` is the connection's listener; `run` is the rest."""

    def __init__(self, connection: Connection, paint: Paint) -> None:
        self._connection = connection
        self._conversation = Conversation(connection)
        self._screen = Screen(print, paint, columns=columns)
        self._welcomed = asyncio.Event()
        connection.listener = self.listen
        connection.questions = Questions(ask_another, ask_password)

    def listen(self, happening: Happening) -> None:
        """Show a happening and let the conversation follow it."""
        self._conversation.heard(happening)
        me = self._connection.session.model.nick
        self._screen.show(happening, Scene(me, self._conversation.target))
        if names_us(happening):
            remember(self._connection.identity.nick)
            remember_server(self._connection.address)
        if isinstance(happening, Welcomed):
            self._connection.questions = Questions()  # from now on the line editor is in use
            self._welcomed.set()

    async def run(self) -> int:
        """Chat until the person leaves; the exit code."""
        on_interruption(self._connection.quit)
        running = asyncio.ensure_future(self._connection.run())
        with patch_stdout(raw=True):
            await _first_of(running, asyncio.ensure_future(self._welcomed.wait()))
            await self._edit_lines(running)
            self._connection.quit()
            try:
                await running
            except GaveUp as reason:
                for sentence in str(reason).split("\n"):
                    self._screen.tell(sentence)
                return FAILED
        return DONE

    async def _edit_lines(self, running: asyncio.Future[None]) -> None:
        prompt: PromptSession[str] = PromptSession(
            self._prompt,
            completer=_Completer(self._conversation),
            complete_while_typing=False,
            complete_style=CompleteStyle.READLINE_LIKE,
            erase_when_done=True,  # the line is shown again once the server has confirmed it
        )
        while not running.done():
            line = asyncio.ensure_future(typed(prompt))
            await _first_of(running, line)
            if not line.done():
                prompt.app.exit(exception=EOFError)
            text = await line
            if text is None:
                return
            for piece in text.split("\n"):
                for sentence in self._conversation.typed(piece):
                    self._screen.tell(sentence)

    def _prompt(self) -> str:
        return f"[{clean(self._conversation.target)}] "


async def _first_of(*tasks: asyncio.Future[Any]) -> None:
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
