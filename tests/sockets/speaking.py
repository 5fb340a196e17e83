"""Speaking much: into the queue of somebody who never reads, until the server has had enough."""

from __future__ import annotations

from tests.sockets.serving import Client, numbers

FILLING = "x" * 400
_MOST, _AT_ONCE = 100_000, 100


def speak_until_dropped(ana: Client, leo: Client, dropped: str) -> None:
    """Have `ana` speak in #general until `leo` hears that line; he has heard all she said."""
    heard: list[str] = []
    for start in range(0, _MOST, _AT_ONCE):
        wanted = range(start, start + _AT_ONCE)
        ana.send(*(f"PRIVMSG #general :{FILLING} {n}" for n in wanted))
        ana.sync()
        heard += leo.sync()
        if dropped in heard:
            assert list(numbers(heard, FILLING)) == list(range(wanted.stop))
            return
    raise AssertionError("a queue grew without bound")
