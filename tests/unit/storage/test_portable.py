"""Events as lines of JSON: what goes out comes back, and nonsense does not come in."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from mensajeria.chat.events import (
    Author,
    ChannelRenamed,
    Event,
    Joined,
    Kicked,
    ModeChanged,
    NickChanged,
    Parted,
    Quitted,
    Said,
    Signalled,
    TopicChanged,
)
from mensajeria.storage.codec import Unreadable
from mensajeria.storage.portable import KINDS, from_line, to_line
from mensajeria.wire.casemapping import fold

ANA = Author(0, "ana", "ana!~ana@::1", "ana", "Ana", True, operator=True, via="puente")
LEO = Author(0, "leo", "leo!~leo@::1", None, "Leo", False)
AT = 1_767_225_600_007
PLAZA = "#Plaza", fold("#plaza")

EXAMPLES: list[Event] = [
    Said(AT, "a", ANA, "PRIVMSG", *PLAZA, "hola, ¿qué tal?", (("+draft/reply", "x y"),), edits="b"),
    Said(AT, "b", LEO, "NOTICE", *PLAZA, "uno\ndos", lines=(3, 3)),
    Said(AT, "b", LEO, "PRIVMSG", *PLAZA, "unodos", lines=(3, 3)),
    Signalled(AT, "c", ANA, *PLAZA, (("+draft/react", "🎉"),)),
    Joined(AT, "d", LEO, *PLAZA, "o"),
    Parted(AT, "e", LEO, *PLAZA, "adiós"),
    Kicked(AT, "f", ANA, *PLAZA, LEO, "basta"),
    Quitted(AT, "g", LEO, "adiós", (fold("#plaza"),)),
    NickChanged(AT, "h", LEO, "leonor", (fold("#plaza"),)),
    TopicChanged(AT, "i", ANA, *PLAZA, "de todo"),
    ModeChanged(AT, "j", ANA, *PLAZA, ("+o", "leo")),
    ChannelRenamed(AT, "k", ANA, *PLAZA, "#Plazuela", fold("#plazuela"), "más pequeña"),
]


def test_there_is_an_example_of_each_kind() -> None:
    assert {type(event) for event in EXAMPLES} == set(KINDS.values())


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_what_goes_out_comes_back(event: Event) -> None:
    assert from_line(to_line(event, "#Plaza")) == event


def test_a_line_is_for_other_programs_too() -> None:
    line = to_line(Said(AT, "a", LEO, "PRIVMSG", *PLAZA, "hola"), "#Plaza")
    assert json.loads(line) == {
        "kind": "Said",
        "time": "2026-01-01T00:00:00.007Z",
        "msgid": "a",
        "by": {
            "nick": "leo",
            "mask": "leo!~leo@::1",
            "account": None,
            "realname": "Leo",
            "bot": False,
        },
        "channel": "#Plaza",
        "verb": "PRIVMSG",
        "text": "hola",
    }


def test_numbers_of_users_and_other_channels_stay_here() -> None:
    someone = replace(LEO, uid=7)
    quitted = Quitted(AT, "g", someone, "adiós", (fold("#plaza"), fold("#secret")))
    line = to_line(quitted, "#Plaza")
    assert b"secret" not in line
    assert from_line(line) == EXAMPLES[7]


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_it_can_be_put_into_another_channel(event: Event) -> None:
    moved: Any = from_line(to_line(event, "#Plaza"), "#Dos")
    assert getattr(moved, "key", None) == fold("#dos") or moved.channels == (fold("#dos"),)


GOOD = json.loads(to_line(EXAMPLES[0], "#Plaza"))


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "Recorded"},
        {"kind": ["Said"]},
        {"time": "yesterday"},
        {"time": 7},
        {"time": "1950-01-01T00:00:00.000Z"},
        {"msgid": ""},
        {"msgid": "a\r\nQUIT"},
        {"by": "ana"},
        {"by": {"nick": "ana"}},
        {"by": {**GOOD["by"], "nick": "a b"}},
        {"by": {**GOOD["by"], "mask": "a\r\nQUIT"}},
        {"channel": "plaza"},
        {"channel": 7},
        {"text": "one\nQUIT"},
        {"text": "nul\0"},
        {"text": "x" * 501},
        {"text": "uno\ndos", "lines": [3, -3]},
        {"text": "uno\ndos", "lines": [3]},
        {"text": "uno\ndos", "lines": [7]},
        {"verb": "QUIT"},
        {"tags": [["a b", "c"]]},
        {"tags": [["a"]]},
    ],
)
def test_nonsense_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        from_line(json.dumps({**GOOD, **changed}).encode())


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(line: bytes) -> None:
    with pytest.raises(Unreadable):
        from_line(line)
