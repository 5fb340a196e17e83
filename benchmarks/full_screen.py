"""`python -m benchmarks.full_screen`: the client's full screen: first paint, long rooms, busy ones.

Without a terminal (Textual's headless driver), but for the first paint, which is that of a real
process in a pseudo terminal.
"""

from __future__ import annotations

import asyncio
import os
import select
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from statistics import median

from textual import events

from benchmarks.running import ROOT
from mensajeria.client.rooms.entries import Spoken
from tests.tui.stage import NOON, Stage, stage

ROUNDS = 7
LINES = 10_000
HEARD = 100
_COMING = (
    ("lines are said", ":leo!u@h PRIVMSG #plaza :line {}"),
    ("people come in", ":n{}!u@h JOIN #plaza"),
    ("people are gone", ":n{}!u@h QUIT :split"),
)
BUSY_PER_S = 50
BUSY_S = 4.0
PATIENCE_S = 20.0
_BETWEEN_KEYS = 0.05
_TEXT = "a line of what people say to each other, long enough to be broken on most screens, "


def main() -> None:
    painted = [_first_paint() for _ in range(ROUNDS)]
    _tell("first paint of a new process", painted)
    asyncio.run(_long_room())
    asyncio.run(_busy_room())


def _first_paint() -> float:
    """Seconds until a client whose server never answers has drawn its heading."""
    import pty

    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "mensajeria", "client", "127.0.0.1:1", "--name", "bench"]
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as client:
        drawn = b""
        while b"F1" not in drawn and time.perf_counter() - start < PATIENCE_S:
            if select.select([ours], [], [], PATIENCE_S)[0]:
                drawn += os.read(ours, 65536)
        took = time.perf_counter() - start
        client.kill()
    os.close(ours)
    os.close(theirs)
    return took


async def _long_room() -> None:
    async with stage(size=(120, 40)) as on:
        room = on.face.rooms.open("#plaza")
        tracemalloc.start()
        for number in range(LINES):
            room.entries.append(Spoken(NOON, f"nick{number % 40}", f"{number} {_TEXT}"))
        on.face.turn_to(on.face.rooms.server)
        turned = await _timed(on, lambda: on.face.turn_to(room))
        held, _peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"{LINES} lines: {held / 1024 / 1024:.1f} MiB with their rows")
        _tell(f"{LINES} lines: turning to them, traced", [turned])
        on.face.turn_to(on.face.rooms.server)
        _tell(f"{LINES} lines: turning to them", [await _timed(on, lambda: on.face.turn_to(room))])
        pages = [await _timed(on, lambda: on.face.action_do("page_up")) for _ in range(50)]
        _tell(f"{LINES} lines: one page up", pages)
        on.face.timeline.to_end()
        for what, line in _COMING:
            seconds = await _timed(on, partial(_hear, on, line))
            _tell(f"{LINES} lines: {HEARD} {what}", [seconds])
        start = time.perf_counter()
        await on.pilot.resize_terminal(100, 40)
        _tell(f"{LINES} lines: another width", [time.perf_counter() - start])


def _hear(on: Stage, line: str) -> None:
    """Something of the same kind, many times in one go."""
    for number in range(HEARD):
        for happening in on.line.dialogue.hears(line.format(number)):
            on.line.listener(happening)


async def _timed(on: Stage, act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    await on.pilot.pause()
    return time.perf_counter() - start


async def _busy_room() -> None:
    """How long a key takes to be written while others talk."""
    async with stage(size=(120, 40)) as on:
        busy = asyncio.ensure_future(_talk(on))
        typed = []
        while not busy.done():
            written, start = len(on.face.composer.text), time.perf_counter()
            on.face.post_message(events.Key("x", "x"))
            while len(on.face.composer.text) == written:
                await asyncio.sleep(0.001)
            typed.append(time.perf_counter() - start)
            await asyncio.sleep(_BETWEEN_KEYS)
        await busy
        _tell(f"{BUSY_PER_S} messages a second: a key", typed)


async def _talk(on: Stage) -> None:
    for number in range(int(BUSY_PER_S * BUSY_S)):
        line = f":nick{number % 9}!u@h PRIVMSG #plaza :{number} {_TEXT}"
        for happening in on.line.dialogue.hears(line):
            on.line.listener(happening)
        await asyncio.sleep(1 / BUSY_PER_S)


def _tell(what: str, seconds: list[float]) -> None:
    spread = f"{min(seconds) * 1000:.0f}-{max(seconds) * 1000:.0f}"
    print(f"{what}: {median(seconds) * 1000:.0f} ms ({spread})", flush=True)


if __name__ == "__main__":
    main()
