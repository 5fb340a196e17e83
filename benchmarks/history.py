"""`python -m benchmarks.history`: pages from many stored messages: time, memory, start, file size.

The messages are put directly into storage, in the batches of a busy server: channels of very
different size, some conversations, joins and parts. `--messages` (1,000,000) and `--pages`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from mensajeria.chat.events import Author, Event, Joined, Said, Whispered
from mensajeria.chat.places import owners, view
from mensajeria.engine.history import Conversations, History, Search, Span
from mensajeria.storage.archive.reading import Archive
from mensajeria.storage.opening import DATABASE, make_folder, open_database
from mensajeria.storage.sqlite import SqliteJournal
from mensajeria.storage.writer import Writer
from mensajeria.wire.casemapping import fold

BEGIN = 1_767_225_600_000
APART_MS = 700
BATCH = 20
PAGE = 100
PEOPLE = [
    Author(n, f"nick{n}", f"nick{n}!~user@10.0.{n // 250}.{n % 250}", f"nick{n}", "Somebody", False)
    for n in range(1, 401)
]
WORDS = ("hola", "qué", "tal", "va", "todo", "por", "la", "plaza", "hoy", "mañana", "siempre")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=200, help="of each kind")
    parser.add_argument("--of", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.of:
        print(json.dumps(_asked(told.of, told.messages, told.pages)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        _all(Path(name) / "data", told.messages, told.pages)
    return 0


def _all(folder: Path, messages: int, pages: int) -> None:
    written, moved, filled = fill(folder, messages)
    print(f"{messages} messages: {written:.1f} µs of processor each to write, {moved:.1f} to move")
    print(f"and {filled:.1f} to have searches find them")
    print(f"{(folder / DATABASE).stat().st_size / messages:.0f} bytes on disk each")
    started = min(_timed(lambda: _start(folder)) for _ in range(5))
    print(f"storage opens in {started:.1f} ms")
    command = [sys.executable, "-m", "benchmarks.history", "--of", str(folder)]
    command += ["--messages", str(messages), "--pages", str(pages)]
    # in a process of its own, whose memory is that of asking
    asked = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    print(f"memory grows by {asked.pop('memory')} KiB over {asked.pop('count')} answers")
    print("\n| page of 100, search | median ms | slowest ms |\n|---|---|---|")
    for kind, (middle, slowest) in asked.items():
        print(f"| {kind} | {middle:.2f} | {slowest:.2f} |")


def fill(folder: Path, messages: int) -> tuple[float, float, float]:
    """Microseconds of processor time for each message: to write, to move, to make searchable."""
    make_folder(folder, "process")
    writer = Writer(open_database(folder, "process"))
    writing = moving = 0.0
    for batch in _batches(messages):
        begun = time.process_time()
        writer.write(batch)
        written = time.process_time()
        if writer.waiting >= 256:
            writer.move()
        writer.tidy()
        writing += written - begun
        moving += time.process_time() - written
    while writer.move():
        pass
    begun = time.process_time()
    while writer.fill():
        writer.tidy()
    filling = time.process_time() - begun
    writer.close()
    return writing * 1e6 / messages, moving * 1e6 / messages, filling * 1e6 / messages


def _batches(messages: int) -> Iterator[list[Event]]:
    for start in range(0, messages, BATCH):
        yield [_event(number) for number in range(start, min(start + BATCH, messages))]


def _event(number: int) -> Event:
    """Half of all in the first channel, a quarter in the second and so on; one in ten whispered."""
    at, by = BEGIN + number * APART_MS, PEOPLE[number * 7 % len(PEOPLE)]
    msgid = f"{at:011x}{number:012x}01"
    text = " ".join(WORDS[number % 3 : 3 + number % 9]) + f" {number}"
    if number % 10 == 9:
        return Whispered(at, msgid, by, "PRIVMSG", PEOPLE[number * 3 % 40], text)
    name = f"#channel{_rank(number)}"
    if number % 50 == 7:
        return Joined(at, msgid, by, name, fold(name))
    return Said(at, msgid, by, "PRIVMSG", name, fold(name), text)


def _rank(number: int) -> int:
    """0 for half of all numbers, 1 for a quarter and so on, mixed up."""
    mixed = (number + 1) * 2654435761 >> 7 & 0xFFFF | 1 << 16
    return (mixed & -mixed).bit_length() - 1


def _start(folder: Path) -> None:
    journal = SqliteJournal(folder, lambda _error: None, "process")
    archive = Archive(folder)
    archive.history(History((fold("#channel0"),), (Span(1, newest=True),)))
    archive.close()
    journal.close()


def _asked(folder: Path, messages: int, pages: int) -> dict[str, object]:
    archive = Archive(folder)
    found: dict[str, object] = {}
    before = 0
    for kind, question in _questions(messages).items():
        times = []
        for number in range(pages):
            asked = question(messages // 10 + number * 7919 % (messages * 8 // 10))
            times.append(_timed(lambda: _page(archive, asked)))  # noqa: B023 - called at once
        before = before or _memory()
        found[kind] = (median(times), max(times))
    targets = Conversations((fold("#channel0"),), owners(PEOPLE[27]), 0, BEGIN * 2, 50, newest=True)
    times = [_timed(lambda: archive.conversations(targets)) for _ in range(pages)]
    found["TARGETS"] = (median(times), max(times))
    for kind, search in _searches(messages).items():
        times = [_timed(lambda: _hits(archive, search)) for _ in range(pages // 10)]  # noqa: B023
        found[kind] = (median(times), max(times))
    count = pages * len(_questions(messages)) + pages // 10 * len(_searches(messages))
    return {"memory": _memory() - before, "count": count, **found}


def _hits(archive: Archive, search: Search) -> None:
    hits = archive.search(search)
    assert hits.whole, "it was not looked through to the end"
    assert bool(hits.events) is not search.text.startswith("no"), "nothing is measured"


def _searches(messages: int) -> dict[str, Search]:
    """Words that are everywhere, once, and nowhere, in the biggest channel and elsewhere."""

    def of(text: str, nick: str = "", channel: str = "#channel0") -> Search:
        return Search(((fold(channel), 0),), (), 0, text, nick, None, None, PAGE)

    number = messages // 2
    while number % 10 == 9 or number % 50 == 7 or _rank(number):
        number += 1
    return {
        "search: a common word": of("MAÑANA"),
        "search: two of them, by one person": of("hola plaza", "nick7"),
        "search: a word said once": of(str(number)),
        "search: a word never said": of("nopalera"),
        "search: the same, one in 1,000": of("nopalera", channel="#channel9"),
    }


def _page(archive: Archive, question: History) -> None:
    page = archive.history(question)
    assert page is not None, "a message is not there, so nothing is measured"
    assert page.events, f"nothing was found for {question}, so nothing is measured"


def _questions(messages: int) -> dict[str, Callable[[int], History]]:
    """By what is asked, from a number of a message to the question."""
    big, small = (fold("#channel0"),), (fold("#channel9"),)
    talk = (view(owners(PEOPLE[63])[-1], fold(PEOPLE[27].nick)),)
    return {
        "LATEST, half of all": lambda _: History(big, (Span(PAGE, newest=True),)),
        "LATEST, one in 1,000": lambda _: History(small, (Span(PAGE, newest=True),)),
        "BEFORE a moment": lambda n: History(big, (Span(PAGE, before=_at(n), newest=True),)),
        "AFTER a moment": lambda n: History(big, (Span(PAGE, after=_at(n)),)),
        "BEFORE a message": lambda n: History(big, (Span(PAGE, before=_msgid(n), newest=True),)),
        "AFTER a message, with events": lambda n: History(
            big, (Span(PAGE, after=_msgid(n)),), everything=True
        ),
        "BETWEEN two moments": lambda n: History(
            big, (Span(PAGE, _at(n), _at(messages // 2), either_way=True),)
        ),
        "a conversation": lambda _: History(talk, (Span(PAGE, newest=True),)),
    }


def _at(number: int) -> int:
    return BEGIN + number * APART_MS


def _msgid(number: int) -> str:
    """That of a message in the biggest channel, near this one."""
    while number % 10 == 9 or number % 50 == 7 or _rank(number):
        number += 1
    return f"{_at(number):011x}{number:012x}01"


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _memory() -> int:
    """KiB at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
