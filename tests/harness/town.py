"""`Town`: an engine with its clients, driven by hand. No sockets, loop, threads or real time.

    town = Town()
    ana, leo = town.enter("#plaza", "ana", "leo")
    ana.send("PRIVMSG #plaza :hola")
    assert leo.seen() == [":ana!~ana@127.0.0.1 PRIVMSG #plaza :hola"]

Every line is taken in, stored and shown before `send` returns, unless `town.journal.hold()` puts
time between deciding and storing. The same calls always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from mensajeria.chat.erasing import erased_by, without
from mensajeria.chat.events import Event
from mensajeria.chat.records import Record, Recorded
from mensajeria.engine.engine import Engine
from mensajeria.engine.inputs import (
    Answered,
    Beat,
    Connected,
    Disconnected,
    Input,
    Line,
    Reconfigured,
    Room,
    Stamp,
    Stored,
)
from mensajeria.engine.questions import Question
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings
from tests.harness.answers import answered

START = 1_767_225_600_000
"""When every town begins: 2026-01-01 00:00:00 UTC, in ms."""


class Journal:
    """Stores at once unless held; `fails` is the error of every storing until it is "" again."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._waiting: list[Event] | None = None
        self.held = False
        self.fails = ""
        self.stored: list[Event] = []
        self.records: dict[tuple[str, str], Record] = {}  # by their kind's name and their key

    def append(self, events: Sequence[Event]) -> None:
        assert self._waiting is None, "the engine may have one commit in flight, not two"
        self._waiting = list(events)

    def hold(self) -> None:
        """From now on nothing is stored until `sync` or `let_go`."""
        self.held = True

    def sync(self) -> None:
        """Store the batch that is waiting, and no other."""
        if self._waiting is None:
            return
        batch, self._waiting = self._waiting, None
        if not self.fails:
            happened = [event for event in batch if not isinstance(event, Recorded)]
            self.stored = [*without(self.stored, erased_by(happened)), *happened]
            self._keep([event for event in batch if isinstance(event, Recorded)])
        self._town.take(Stored(self.fails or None))

    def _keep(self, recorded: Sequence[Recorded]) -> None:
        for event in recorded:
            place = event.kind.__name__, event.key
            self.records.pop(place, None)
            if event.record is not None:
                self.records[place] = event.record

    def let_go(self) -> None:
        """Store what waits, and from now on everything at once."""
        self.held = False
        self._town.settle()

    @property
    def ready(self) -> bool:
        return self._waiting is not None and not self.held


class Surroundings:
    """Answers what is asked at once (see `answers`), or when told to if `by_hand`."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.by_hand = False
        self.asked: list[Answered] = []
        self.next_settings: Settings | str = "nothing to read"

    def ask(self, ticket: int, question: Question[Any]) -> None:
        self.asked.append(answered(ticket, question, self._town.journal.stored))

    def reconfigure(self, ticket: int) -> None:
        self._town.later.append(self._reconfigured(ticket))

    def _reconfigured(self, ticket: int) -> Reconfigured:
        if isinstance(self.next_settings, Settings):
            return Reconfigured(self.next_settings, ticket=ticket)
        return Reconfigured(None, self.next_settings, ticket)

    def answer(self) -> None:
        """Give the oldest answer that waits."""
        self._town.take(self.asked.pop(0))


class Client:
    """One connection of the town. Lines are text without their CR LF."""

    def __init__(self, town: Town, session: Session) -> None:
        self.town = town
        self.session = session
        self.closed = False
        self.has_room = True  # for more of a long answer
        self.unsent: list[bytes] = []  # while the session waits for something slow
        self._seen: list[str] = []
        self.received = bytearray()  # everything, ever

    def send(self, line: str | bytes) -> None:
        """Send one line and let the town settle."""
        self.unsent.append(line if isinstance(line, bytes) else line.encode())
        self.town.settle()

    def seen(self) -> list[str]:
        """The lines since last asked."""
        lines, self._seen = self._seen, []
        return lines

    def drop(self, reason: str = "Connection lost") -> None:
        """The connection breaks."""
        if not self.closed:
            self.closed = True
            self.town.take(Disconnected(self.session, reason))

    def hear(self, data: bytes) -> None:
        self.received += data
        self._seen += data.decode().split("\r\n")[:-1]


class Town:
    """The server and everybody connected to it. `now` is in ms and moves only by `advance`."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.journal = Journal(self)
        self.surroundings = Surroundings(self)
        self.now = START
        self.clients: dict[str, Client] = {}
        self.later: list[Input] = []  # inputs that came up while another was taken in
        self._by_session: dict[Session, Client] = {}
        self._serial = 0
        self.engine = Engine(settings or Settings(autojoin=()), self.journal, self.surroundings)

    def restart(self) -> Town:
        """A new town that remembers what this one's journal has; nobody is there yet."""
        again = Town(replace(self.engine.settings, started=self.now))
        again.now = self.now
        again.journal.stored = list(self.journal.stored)
        again.journal.records = dict(sorted(self.journal.records.items(), key=lambda kept: kept[0]))
        again.engine.restore(again.journal.records.values())
        return again

    # People

    def open(self, address: str = "127.0.0.1", *, secure: bool = False) -> Client:
        """A connection that has said nothing yet."""
        client = Client(self, Session(len(self._by_session) + 1, address, secure))
        self._by_session[client.session] = client
        self.take(Connected(client.session))
        return client

    def connect(self, nick: str, caps: Iterable[str] = (), address: str = "127.0.0.1") -> Client:
        """Somebody comes online; what they were told meanwhile counts as seen."""
        client = self.clients[nick] = self.open(address)
        names = " ".join(caps)
        if names:
            client.send(f"CAP REQ :{names}")
        client.send(f"NICK {nick}")
        client.send(f"USER {nick} 0 * :{nick.capitalize()}")
        if names:
            client.send("CAP END")
        client.seen()
        return client

    def enter(self, channel: str, *nicks: str) -> list[Client]:
        """Have them in the channel (connected if need be), all of it seen by everybody."""
        for nick in nicks:
            client = self.clients.get(nick) or self.connect(nick)
            client.send(f"JOIN {channel}")
        for client in self._by_session.values():
            client.seen()
        return [self.clients[nick] for nick in nicks]

    # Time

    def advance(self, seconds: float) -> None:
        """Let time pass, and the engine notice."""
        self.now += round(seconds * 1000)
        self.take(Beat())

    # The work of the net, by hand

    def take(self, item: Input) -> None:
        """Give the engine an input, and let the town settle."""
        self._receive(item)
        self.settle()

    def settle(self) -> None:
        """Go on until nothing moves any more without somebody doing something."""
        while self._step():
            pass

    def _step(self) -> bool:
        moved = self._read()
        self.engine.commit()
        if self.journal.ready:
            self.journal.sync()
            moved = True
        if self.surroundings.asked and not self.surroundings.by_hand:
            self.surroundings.answer()
            moved = True
        if self.later:
            self._receive(self.later.pop(0))
            moved = True
        for session in list(self.engine.unfinished):
            if self._by_session[session].has_room:
                self._receive(Room(session))
                moved = True
        return self._write() or moved

    def _receive(self, item: Input) -> None:
        self._serial += 1
        self.engine.receive(Stamp(self.now, self._serial), item)

    def _read(self) -> bool:
        """Lines in the order of the connections; those who wait for something slow keep theirs."""
        moved = False
        self.engine.resumed.clear()
        for client in list(self._by_session.values()):
            while client.unsent and not client.session.waiting:
                line = client.unsent.pop(0)
                moved = True
                if not client.closed:
                    self._receive(Line(client.session, line))
        return moved

    def _write(self) -> bool:
        dirty = sorted(self.engine.take_dirty(), key=lambda session: session.id)
        for session in dirty:
            client = self._by_session[session]
            client.hear(b"".join(session.outbox))
            session.outbox.clear()
            if session.over and not client.closed:
                client.closed = True
                self._receive(Disconnected(session, "closed"))
        return bool(dirty)
