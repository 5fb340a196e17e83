"""`Stage`: the full-screen client without a terminal or a network: keys in, the screen out.

The server is a `Dialogue`: a test says what it hears and looks at what it was sent. The clock
stands still.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timezone
from typing import Any

from textual.pilot import Pilot

from mensajeria.client.address import Invitation, ServerAddress
from mensajeria.client.beginning import Beginning
from mensajeria.client.connection import GaveUp
from mensajeria.client.discovery import Found
from mensajeria.client.finding import Findings
from mensajeria.client.happenings import Happening, Welcomed
from mensajeria.client.questions import Questions
from mensajeria.client.session import Session
from mensajeria.client.tui.face import Face
from mensajeria.client.tui.listing import Listing
from mensajeria.client.tui.start import Start
from mensajeria.client.tui.timeline import Timeline
from tests.unit.client.dialogue import Dialogue, welcomed

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=timezone.utc)
"""A Wednesday."""

HERE = Invitation(ServerAddress("irc.example", 7667))


class Line:
    """A connection that stands until it is told otherwise; `sent` is what was flushed."""

    def __init__(self, dialogue: Dialogue, invitation: Invitation) -> None:
        self.dialogue = dialogue
        self.address = invitation.address
        self.listener: Callable[[Happening], None] = lambda _happening: None
        self.questions = Questions()
        self.is_open = True
        self.sent: list[str] = []
        self.left: str | None = None
        self.forgotten = ""
        self.runs = 0
        self._over: asyncio.Future[None] | None = None

    @property
    def session(self) -> Session:
        return self.dialogue.session

    @property
    def channels(self) -> list[tuple[str, str]]:
        return [(channel.name, "") for channel in self.session.model.channels.values()]

    @property
    def identity(self) -> Any:
        return self.session.identity

    @property
    def waiting(self) -> int:
        return 0 if self.is_open else self.session.pending.waiting

    async def run(self) -> None:
        self.runs += 1
        self._over = asyncio.get_running_loop().create_future()
        await self._over

    def gives_up(self, why: str) -> None:
        assert self._over is not None
        self._over.set_exception(GaveUp(why))

    def join(self, channel: str, key: str = "") -> None:
        self.session.enter([(channel, key)])

    def forget(self, channel: str) -> None:
        self.forgotten = channel

    def is_unsent(self, number: int) -> bool:
        return self.session.pending.is_unsent(number)

    def take_back(self, number: int) -> None:
        self.session.pending.take_back(number)

    def flush(self) -> None:
        self.sent += self.dialogue.said()

    def quit(self, reason: str = "") -> None:
        self.left = reason
        if self._over is not None and not self._over.done():
            self._over.set_result(None)


class Stage:
    """One run of the client. `line` is its first connection once there is one; `lines` are all,
    in the order in which they were made.
    """

    def __init__(self, face: Face, lines: list[Line], pilot: Pilot[int]) -> None:
        self.face = face
        self.lines = lines
        self.pilot = pilot
        self.joined: list[tuple[Invitation, str]] = []

    @property
    def line(self) -> Line:
        return self.lines[0]

    async def hears(self, *lines: str, on: int = 0) -> None:
        """The server says this; `on`: which of several."""
        for happening in self.lines[on].dialogue.hears(*lines):
            self.lines[on].listener(happening)
        self.lines[on].flush()
        await self.pilot.pause()

    async def tells(self, *happenings: Happening, on: int = 0) -> None:
        """The connection says this."""
        for happening in happenings:
            self.lines[on].listener(happening)
        await self.pilot.pause()

    async def types(self, text: str) -> None:
        """Write a line and press Enter."""
        await self.press(*text, "enter")

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*(_NAMES.get(key, key) for key in keys))
        await self.pilot.pause()

    def draw(self) -> None:
        """Draw all that is on the screen."""
        self.face.screen._compositor.render_strips()

    async def resize(self, columns: int, rows: int) -> None:
        """The window has another size, which Textual heeds a moment later."""
        await self.pilot.resize_terminal(columns, rows)
        while self.face.front.query_one("#body").size != (columns, rows):
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    def sent(self, on: int = 0) -> list[str]:
        """What the server was sent since last asked, but for the PINGs after what is said, and
        that somebody is writing.
        """
        quiet = ("PING", "@+typing")
        sent, self.lines[on].sent = self.lines[on].sent, []
        return [line for line in sent if not line.startswith(quiet)]

    def rows(self, widget: str = "#timeline") -> list[str]:
        """The rows of a part of the screen as they are drawn, without the blank ones."""
        found = self.face.screen_stack[0].query_one(widget)
        assert isinstance(found, (Timeline, Listing))
        rows = [found.render_line(y).text.rstrip() for y in range(found.size.height)]
        return [row for row in rows if row]

    def shows(self, text: str) -> bool:
        return any(text in row for row in self.rows())

    def listed(self, which: str = "#rooms") -> list[str]:
        return [" ".join(row.split()) for row in self.rows(which)]

    def text_of(self, selector: str) -> str:
        """The words of a simple part of the screen that is in front."""
        return str(self.face.screen.query_one(selector).render())


_NAMES = {" ": "space", "/": "slash", "#": "number_sign", "?": "question_mark", ".": "full_stop"}


@asynccontextmanager
async def stage(
    dialogue: Dialogue | None = None,
    size: tuple[int, int] = (120, 30),
    *,
    name: str = "ana",
    invitation: Invitation | None = HERE,
    more: tuple[Invitation, ...] = (),
    found: tuple[Found, ...] = (),
    reopened: tuple[Beginning, ...] = (),
) -> AsyncIterator[Stage]:
    """The client with a connection that is in #plaza, unless a name or a server is to be asked."""
    first = dialogue or welcomed()
    lines: list[Line] = []
    joined: list[tuple[Invitation, str]] = []

    def connect(begun: Beginning) -> Any:
        joined.append((begun.invitation, begun.nick))
        lines.append(Line(welcomed(nick=begun.nick) if lines else first, begun.invitation))
        return lines[-1]

    async def find() -> Findings:
        return Findings(found, "" if found else "No server was found.")

    named = (invitation, *more) if invitation else ()
    start = Start(name, "maria", named, find, find, connect, connect, reopened)
    face = Face(start, now=lambda: NOON)
    async with face.run_test(size=size) as pilot:
        played = Stage(face, lines, pilot)
        played.joined = joined
        await pilot.pause()
        if joined:
            await played.tells(Welcomed("ana"))
            await played.hears(":ana!~ana@host.example JOIN #plaza", *_NAMED)
            played.sent()
        yield played
        played.draw()


_NAMED = (":irc.example 353 ana = #plaza :@leo +eva ana", ":irc.example 366 ana #plaza :End")


def played(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """A test that waits for things, as one that pytest can call."""

    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        asyncio.run(_awaited(test(*arguments, **named)))

    return run


async def _awaited(it: Awaitable[None]) -> None:
    await it
