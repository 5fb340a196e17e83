"""The client with nobody sitting at it: says what comes in through a pipe, or logs for ever.

What is heard goes to standard output; what goes wrong goes to standard error.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from mensajeria.client.clean import clean
from mensajeria.client.connection import Connection, GaveUp
from mensajeria.client.happenings import (
    FirstVisit,
    Greeted,
    Happening,
    Kicked,
    Left,
    Refused,
    Undelivered,
    Unencrypted,
    Unreachable,
)
from mensajeria.client.interruption import on_interruption
from mensajeria.client.plain.paint import Paint, colours_for
from mensajeria.client.plain.screen import Screen
from mensajeria.client.plain.streams import Output, lines_of, standard_output
from mensajeria.client.wording import Scene, words_for
from mensajeria.languages import _, plural

DONE, FAILED = 0, 1
_BLANK = " "
"""IRC cannot say nothing; a blank line of a text is said as this."""


def complain(sentence: str) -> None:
    """One line on standard error."""
    print(f"mensajeria: {clean(sentence)}", file=sys.stderr, flush=True)


class Unattended:
    """What logging and sending have in common: one channel, one output, one outcome."""

    def __init__(self, channel: str, *, logs: bool) -> None:
        self.channel = channel
        self.connection: Connection | None = None
        self.changed = asyncio.Event()
        self.logs = logs
        self.refused = 0
        self.failed = False
        stream = standard_output()
        output = Output(stream, self._output_broken)
        self._screen = Screen(output.write, Paint(colours_for(stream)), dated=logs)
        self._told = ""  # the last complaint since something else happened

    def listen(self, happening: Happening) -> None:
        """Take in a happening: the listener of the connection."""
        self.changed.set()
        if isinstance(happening, Unreachable):
            if not self._told:
                self._complain(happening.why)
            return
        self._told = ""
        if isinstance(happening, Undelivered):
            self._refuse(happening)
        elif isinstance(happening, Refused):
            self._complain(happening.why)
        elif isinstance(happening, (FirstVisit, Unencrypted)):
            said = "".join(text for _style, text in words_for(happening, Scene()))
            complain(said.removeprefix("-- "))
        elif not isinstance(happening, Greeted):
            me = self.connection.session.model.nick if self.connection else ""
            self._screen.show(happening, Scene(me, self.channel))
        self._end_if_shut_out(happening)

    @property
    def inside(self) -> bool:
        """Whether we are connected and in our channel."""
        link = self.connection
        return link is not None and link.is_open and self._in_channel(link)

    def _in_channel(self, link: Connection) -> bool:
        return link.session.model.channel(self.channel) is not None

    def fail(self, sentence: str) -> None:
        """End with exit code 1, for this reason; one is enough."""
        if not self.failed:
            self._complain(sentence)
        self.failed = True
        self.end()

    def end(self) -> None:
        if self.connection is not None:
            self.connection.quit()
        self.changed.set()

    def _complain(self, sentence: str) -> None:
        """Tell of something that may be the reason to end, too: then it has been told."""
        if sentence != self._told:
            for line in sentence.split("\n"):
                complain(line)
        self._told = sentence

    def _refuse(self, line: Undelivered) -> None:
        self.refused += 1
        template = _("line {number} was not delivered: {text} ({why})")
        complain(template.format(number=line.number, text=line.text, why=line.why))

    def _end_if_shut_out(self, happening: Happening) -> None:
        link = self.connection
        if link is None or self._in_channel(link) or link.enters_again(self.channel):
            return
        fold = link.session.model.features.fold
        if isinstance(happening, Refused) and fold(self.channel) in map(fold, happening.about):
            self.fail(happening.why)
        elif isinstance(happening, Kicked) and happening.mine:
            self.fail(
                _("{by} kicked us out of {channel}.").format(by=happening.by, channel=self.channel)
            )
        elif isinstance(happening, Left) and happening.forced:
            self.fail(_("We were taken out of {channel}.").format(channel=self.channel))

    def _output_broken(self, error: OSError) -> None:
        """A reader that has gone ends a log, quietly; lines to send are sent all the same."""
        if not isinstance(error, BrokenPipeError) and error.strerror:
            self.fail(_("The output cannot be written: {0}.").format(error.strerror))
        elif self.logs:
            self.end()


async def log(unattended: Unattended, connection: Connection) -> int:
    """Write down what is said until interrupted."""
    return await _attend(unattended, connection, asyncio.Event().wait, interrupted=DONE)


async def send(unattended: Unattended, connection: Connection, descriptor: int) -> int:
    """Say every line that comes in, and end when each was confirmed or refused."""

    async def feed() -> None:
        lines = lines_of(descriptor, asyncio.get_running_loop())
        number = 0
        while (line := await lines.get()) is not None:
            number += 1
            await _until(unattended, lambda: _has_room(unattended, connection))
            for refused in connection.session.say(
                unattended.channel, line or _BLANK, number=number
            ):
                unattended.listen(refused)
            connection.flush()
        await _until(unattended, lambda: unattended.inside and connection.idle)

    return await _attend(unattended, connection, feed, interrupted=FAILED)


def _has_room(unattended: Unattended, connection: Connection) -> bool:
    return unattended.inside and connection.session.pending.room > 0


async def _until(unattended: Unattended, holds: Callable[[], bool]) -> None:
    while not holds():
        unattended.changed.clear()
        await unattended.changed.wait()


async def _attend(
    unattended: Unattended,
    connection: Connection,
    work: Callable[[], Coroutine[Any, Any, object]],
    interrupted: int,
) -> int:
    """Do the work over the connection; the exit code."""
    unattended.connection = connection
    on_interruption(unattended.end)
    running = asyncio.ensure_future(connection.run())
    working = asyncio.ensure_future(work())
    await asyncio.wait({running, working}, return_when=asyncio.FIRST_COMPLETED)
    finished = working.done()
    working.cancel()
    connection.quit()
    try:
        await running
    except GaveUp as reason:
        unattended.fail(str(reason))
    if finished:
        working.result()
    return _outcome(unattended, DONE if finished else interrupted)


def _outcome(unattended: Unattended, code: int) -> int:
    """Say how much was refused, if anything; the exit code, which is `code` if all went well."""
    if unattended.failed:
        return FAILED
    if unattended.refused:
        count = unattended.refused
        told = plural("{count} line was not delivered.", "{count} lines were not delivered.", count)
        complain(told.format(count=count))
        return FAILED
    return code
