"""No server makes a client remember more and more: of all its tables, none grows past its limit,
whatever line is said again and again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import pytest

from mensajeria.client.incoming.registry import _HANDLERS
from mensajeria.client.negotiation import WANTED_BY_ROOMS
from mensajeria.wire import numerics as n
from tests.unit.client.rooms.test_past import Chat

ALL = " ".join(WANTED_BY_ROOMS)
FEW = 12
LIMITS = {
    "batches": ("_MOST_OPEN", "_MOST_MESSAGES"),
    "model": ("MOST_CHANNELS", "MOST_MEMBERS", "MOST_KEYS", "MOST_MODES"),
    "whois": ("_MOST_NICKS", "_MOST_OTHER", "_LONGEST"),
    "negotiation": ("_MOST_OFFERED",),
    "rooms.entries": ("MOST_SIGNS", "MOST_REACTIONS", "MOST_MOVES"),
    "rooms.room": ("MOST_ENTRIES", "MOST_DEEDS"),
    "rooms.rooms": ("MOST_ROOMS",),
    "rooms.presence": ("_MOST_CHANNELS",),
    "rooms.past": ("MOST_DEEDS",),
    "rooms.missed": ("MOST",),
    "rooms.seeker": ("MOST_FOUND",),
    "rooms.under_way": ("MOST_UNTOLD",),
    "notes": ("MOST",),
}
SHAPES = (
    *("+n{0} draft/multiline #plaza", "-n{0}") * 4,
    "+n{0} chathistory #plaza",
    "n{0}",
    "n{0} m{0}",
    "#n{0} n{0} :n{0}",
    "#plaza n{0} :n{0}",
    "#plaza +b n{0}",
    "#plaza +{1} n{0}",
    "ana n{0} n{0} n{0} :n{0}",
    "ana #plaza n{0} n{0} n{0} n{0} H :n{0}",
    "ana = #plaza :n{0}",
    "ana #plaza n{0} :n{0}",
    "ana leo n{0} :n{0}",
    "ana #n{0} n{0} :n{0}",
    "* LS * :n{0}=x",
    "* ACK :n{0}",
    "* NEW :n{0}",
    "#plaza :n{0}",
    "ana :n{0}",
    "#plaza m1 n{0}",
)
VERBS = [
    *{does: verb for verb, (does, _least) in _HANDLERS.items()}.values(),
    n.RPL_WHOISCHANNELS,
    "BATCH",
]
"""One for each handler, and those that do something else with the same one, or without any."""

TAGS = (
    "@label=line-1 ",
    "@batch=1;msgid=m{0} ",
    "@msgid=m{0};+draft/react=n{0};+draft/reply=m{0} ",
)


@contextmanager
def few() -> Iterator[None]:
    """Whatever has a limit has a low one."""
    with ExitStack() as limits:
        for module, names in LIMITS.items():
            for name in names:
                limits.enter_context(patch(f"mensajeria.client.{module}.{name}", FEW))
        limits.enter_context(patch("mensajeria.client.rooms.room._DROPPED_AT_ONCE", 4))
        yield


@pytest.mark.parametrize("tags", TAGS)
def test_no_line_makes_a_table_grow_without_end(tags: str) -> None:
    with few():
        for verb in VERBS:
            chat = Chat(ALL)
            chat.typed("hola")
            chat.hears(":x BATCH +1 chathistory #plaza")
            for shape in SHAPES:
                flood = f"{tags}:{{2}}!u@h {verb} {shape}"
                told = [flood.format(i, chr(97 + i % 26), _BY[i % 3](i)) for i in range(4 * FEW)]
                chat.hears(*told)
            assert dict(_large(chat)) == {}, verb


_BY = (lambda _i: "ana", lambda _i: "leo", "n{}".format)


def _large(chat: Chat) -> Iterator[tuple[str, int]]:
    """Where in all that a client remembers there is a table of more than a few."""
    seen: set[int] = set()
    waiting: deque[tuple[str, object]] = deque([("chat", chat), ("session", chat.line.session)])
    while waiting:
        path, thing = waiting.popleft()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, str) and len(thing) > 10 * FEW:
            yield path, len(thing)
        elif isinstance(thing, (list, dict, set, deque)):
            if len(thing) > 3 * FEW:
                yield path, len(thing)
            values = [*thing.values()] if isinstance(thing, dict) else [*thing]
            waiting += ((f"{path}[]", each) for each in values)
        elif type(thing).__module__.startswith("mensajeria.") or thing is chat:
            waiting += ((f"{path}.{name}", each) for name, each in _parts(thing))


def _parts(thing: object) -> Iterator[tuple[str, object]]:
    names = [*getattr(thing, "__dict__", ()), *getattr(type(thing), "__slots__", ())]
    return ((name, getattr(thing, name, None)) for name in names)
