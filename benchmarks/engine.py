"""`python -m benchmarks.engine`: what a line costs in each stage of its way, without any socket.

Microseconds of processor time a line, in batches like a busy server's: the engine (parse, decide,
release, render, fill the outboxes), storing the batch, and later moving it to the archive and
having searches find it. The least of `--rounds`, since whatever else the machine does only adds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from mensajeria.chat.events import Event
from mensajeria.engine.engine import Engine
from mensajeria.engine.inputs import Connected, Line, Stored
from mensajeria.engine.questions import Question
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings
from mensajeria.net.stamps import Stamps
from mensajeria.storage.opening import make_folder, open_database
from mensajeria.storage.writer import Writer

LINES = 10_000
TEXT = "x" * 64


@dataclass(frozen=True)
class Load:
    """Channels, members of each, how many lines there are to a batch, and what members ask for."""

    name: str
    channels: int
    members: int
    batch: int
    capabilities: str = ""


LOADS = (
    Load("crowd", 1, 500, 100),
    Load("single", 1, 500, 1),
    Load("rooms", 100, 10, 100),
    Load("clients", 100, 10, 100, "server-time message-tags account-tag batch labeled-response"),
)
"""As in `benchmarks.loads`; the last one is `rooms` as it is with the clients that people use."""


class Crowd:
    """An engine with its members. It is the engine's journal, too, and says "stored" at once."""

    def __init__(self, load: Load) -> None:
        self._stamps = Stamps()
        self._capabilities = load.capabilities
        self._appended = False
        self.batches: list[Sequence[Event]] = []
        self._engine = Engine(Settings(), self, self)
        members = range(load.channels * load.members)
        lines = [self._enter(number, number % load.channels) for number in members]
        self.lines = list(islice(cycle(lines), LINES))
        self.settle()

    def append(self, events: Sequence[Event]) -> None:
        self._appended = True
        self.batches.append(events)

    def ask(self, _ticket: int, _question: Question[object]) -> None:
        raise AssertionError("nobody asks for anything slow")

    def reconfigure(self, _ticket: int) -> None:
        raise AssertionError("nobody asks for that")

    def _enter(self, number: int, channel: int) -> Line:
        """Somebody comes; what they will say."""
        session = Session(number, "127.0.0.1")
        self._engine.receive(self._stamps.next(), Connected(session))
        wish = f"CAP REQ :{self._capabilities}" if self._capabilities else "CAP LIST"
        name = (f"NICK n{number}", "USER n 0 * :Somebody")
        for line in (wish, *name, "CAP END", f"JOIN #channel{channel}"):
            self._engine.receive(self._stamps.next(), Line(session, line.encode()))
        return Line(session, f"PRIVMSG #channel{channel} :{TEXT}".encode())

    def say(self, batch: int) -> None:
        """Everything there is to say, with one tick for each batch."""
        self.batches.clear()
        for start in range(0, len(self.lines), batch):
            for line in self.lines[start : start + batch]:
                self._engine.receive(self._stamps.next(), line)
            self.settle()

    def settle(self) -> None:
        """One tick, at whose end everything was stored, shown and sent."""
        self._engine.commit()
        while self._appended:
            self._appended = False
            self._engine.receive(self._stamps.next(), Stored())
        for session in self._engine.take_dirty():
            session.outbox.clear()


class Storing:
    """A database in a new folder, to which batches are stored, and then moved."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder, "power")
        self._writer = Writer(open_database(folder, "power"))

    def store(self, batches: Sequence[Sequence[Event]]) -> None:
        for batch in batches:
            self._writer.write(batch)

    def move(self) -> None:
        while self._writer.move():
            pass
        self._writer.tidy()

    def fill(self) -> None:
        while self._writer.fill():
            pass
        self._writer.tidy()

    def close(self) -> None:
        self._writer.close()


def _cost(work: Callable[[], None]) -> float:
    """Microseconds of processor time for each of the lines."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e6 / LINES


def _round(crowd: Crowd, load: Load, folder: Path) -> Sequence[float]:
    said = _cost(lambda: crowd.say(load.batch))
    storing = Storing(folder)
    try:
        stored = _cost(lambda: storing.store(crowd.batches))
        return said, stored, _cost(storing.move), _cost(storing.fill)
    finally:
        storing.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--load", choices=[load.name for load in LOADS], action="append")
    told = parser.parse_args()
    print("| load | deliveries a line | engine µs | storing µs | moving µs | texts µs |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for load in LOADS:
        if not told.load or load.name in told.load:
            print(f"| {load.name} | {load.members - 1} | {_told(load, told.rounds)} |", flush=True)
    return 0


def _told(load: Load, rounds: int) -> str:
    crowd = Crowd(load)
    with tempfile.TemporaryDirectory(dir=".") as name:
        stages = [_round(crowd, load, Path(name) / str(number)) for number in range(rounds)]
    return " | ".join(f"{min(stage):.2f}" for stage in zip(*stages, strict=True))


if __name__ == "__main__":
    sys.exit(main())
