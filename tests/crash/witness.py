"""What the journal has against what people saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mensajeria.chat.events import Event, Said, Whispered
from mensajeria.engine.registry import EXTENSIONS
from mensajeria.engine.render import Renderer
from mensajeria.storage.archive.reading import everything
from tests.crash.talkers import CAPABILITIES

STORED = {b"PRIVMSG", b"NOTICE", b"JOIN", b"PART", b"QUIT", b"NICK", b"TOPIC", b"KICK", b"MODE"}


def journal(data: Path) -> list[Event]:
    """All that is stored, whether it has reached the archive or not."""
    return list(everything(data))


def facts(heard: Iterable[bytes]) -> list[bytes]:
    """Those of the lines that tell what somebody did, which is what must be stored."""
    return [line for line in heard if _is_fact(line)]


def _is_fact(line: bytes) -> bool:
    words = line.split(b" ")
    if words[0].startswith(b"@"):
        words = words[1:]
    return b"!" in words[0] and words[1] in STORED


def as_shown(events: Iterable[Event]) -> list[bytes]:
    """The lines that the talkers must have seen for these events, byte by byte."""
    renderer = Renderer(EXTENSIONS.values())
    profile = renderer.profile(CAPABILITIES)
    return [renderer.render(event, profile).removesuffix(b"\r\n") for event in events]


def out_of_order(seen: Iterable[bytes], stored: Iterable[bytes]) -> list[bytes]:
    """The lines of `seen` that are not in `stored` after the one before them."""
    rest = iter(stored)
    return [line for line in seen if not any(line == other for other in rest)]


def repeated(events: Iterable[Event]) -> list[str]:
    """The message ids that more than one event has."""
    return [msgid for msgid, times in Counter(event.msgid for event in events).items() if times > 1]


def numbers(events: Iterable[Event]) -> dict[str, list[int]]:
    """By round and talker, the numbers of their messages."""
    found: dict[str, list[int]] = {}
    for event in events:
        if isinstance(event, Said | Whispered):
            talker, _, number = event.text.rpartition(" ")
            found.setdefault(talker, []).append(int(number))
    return found
