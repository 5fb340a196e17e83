"""Where a server is looked for, in which order, and what is said when there is none."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from mensajeria.client.address import Invitation, ServerAddress
from mensajeria.client.discovery import Found
from mensajeria.client.finding import HERE, Findings, answers, look_around, one_of_several
from mensajeria.client.plain.choosing import choose
from mensajeria.client.remembered import last_server, remember_server

LAST = ServerAddress("192.168.1.9", 7667)
CASA = Found(ServerAddress("192.168.1.5", 7667), "casa (pi)")
CLUB = Found(ServerAddress("192.168.1.6", 7000), "club (laptop)", private=True)


class Surroundings:
    """What answers and what is announced; `asked` is what was looked at, in order."""

    def __init__(self, *open_places: ServerAddress, servers: tuple[Found, ...] = ()) -> None:
        self.asked: list[object] = []
        self._open = open_places
        self._servers = servers

    async def answers(self, address: ServerAddress) -> bool:
        self.asked.append(address)
        return address in self._open

    async def announced(self) -> list[Found]:
        self.asked.append("network")
        return list(self._servers)

    def look(self, last: ServerAddress | None = None) -> Findings:
        return asyncio.run(look_around(last, self.answers, self.announced))


def test_a_server_on_this_machine_comes_first() -> None:
    around = Surroundings(HERE, LAST, servers=(CASA,))
    assert around.look(LAST) == Findings((Found(HERE),))
    assert around.asked == [HERE]


def test_then_the_last_one() -> None:
    around = Surroundings(LAST, servers=(CASA,))
    assert around.look(LAST) == Findings((Found(LAST),))
    assert around.asked == [HERE, LAST]


def test_then_all_that_are_announced() -> None:
    around = Surroundings(servers=(CASA, CLUB))
    assert around.look(LAST) == Findings((CASA, CLUB))
    assert around.asked == [HERE, LAST, "network"]


def test_if_there_is_none_it_says_what_was_tried() -> None:
    assert Surroundings().look() == Findings(
        (),
        "No server was found: none answers on this machine (127.0.0.1:7667), and none is announced"
        " on this network.",
    )
    assert Surroundings().look(LAST).tried == (
        "No server was found: none answers on this machine (127.0.0.1:7667) or where you were last"
        " (192.168.1.9:7667), and none is announced on this network."
    )


def test_a_place_answers_if_it_takes_connections() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = ServerAddress(*listening.getsockname())
        assert asyncio.run(answers(address))
    assert not asyncio.run(answers(address))


def test_where_nobody_can_be_asked_the_sentence_lists_them() -> None:
    sentence = one_of_several((CASA, CLUB))
    assert sentence == (
        "Several servers were found; give one of them as ADDRESS: 192.168.1.5:7667,"
        " 192.168.1.6:7000"
    )


# Choosing


def asked(findings: Findings, *typed: str | None) -> tuple[Invitation | None, list[str]]:
    """What comes of typing this, and all that was said and asked."""
    said: list[str] = []
    waiting = list(typed)

    def ask(question: str) -> Awaitable[str | None]:
        said.append(question)
        return _soon(waiting.pop(0))

    return asyncio.run(_choose(findings, ask, said.append)), said


async def _choose(
    findings: Findings,
    ask: Callable[[str], Awaitable[str | None]],
    tell: Callable[[str], None],
) -> Invitation | None:
    return await choose(findings, ask, tell)


async def _soon(answer: str | None) -> str | None:
    return answer


def test_the_only_one_is_joined_with_a_word() -> None:
    assert asked(Findings((CASA,))) == (
        Invitation(CASA.address),
        ["Joining casa (pi) 192.168.1.5:7667"],
    )
    assert asked(Findings((Found(HERE),))) == (Invitation(HERE), [])


SEVERAL = [
    "Several servers were found:",
    "   1  casa (pi)      192.168.1.5:7667",
    "   2  club (laptop)  192.168.1.6:7000  asks for a code",
]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", CASA.address),
        ("1", CASA.address),
        (" 2 ", CLUB.address),
        ("x:1", ServerAddress("x", 1)),
    ],
)
def test_one_of_several_is_picked(typed: str, address: ServerAddress) -> None:
    chosen, said = asked(Findings((CASA, CLUB)), typed)
    assert chosen == Invitation(address)
    assert said == [*SEVERAL, "Which one [1]: "]


@pytest.mark.parametrize("wrong", ["0", "3", "a b"])
def test_what_is_no_choice_is_asked_again(wrong: str) -> None:
    chosen, said = asked(Findings((CASA, CLUB)), wrong, "2")
    assert chosen == Invitation(CLUB.address)
    assert len(said) == len(SEVERAL) + 3


def test_without_any_an_address_is_asked_for() -> None:
    chosen, said = asked(Findings((), "None."), "", "casa:7000#kabo")
    assert chosen == Invitation(ServerAddress("casa", 7000), "kabo")
    assert said[:2] == ["None.", "Address of a server: "]
    assert said[2].startswith("'' is no address")


def test_one_may_also_leave() -> None:
    assert asked(Findings((), "None."), None)[0] is None
    assert asked(Findings((CASA, CLUB)), None)[0] is None


# What is remembered


def test_where_one_was_last_is_remembered(tmp_path: Path) -> None:
    assert last_server(tmp_path) is None
    remember_server(LAST, tmp_path / "new")
    assert last_server(tmp_path / "new") == LAST


def test_this_machine_is_tried_anyway(tmp_path: Path) -> None:
    remember_server(LAST, tmp_path)
    remember_server(ServerAddress("localhost", 7000), tmp_path)
    assert last_server(tmp_path) == LAST


def test_a_file_that_holds_no_address_is_as_good_as_none(tmp_path: Path) -> None:
    for content in (b"", b"a b\n", b"\xff"):
        (tmp_path / "server").write_bytes(content)
        assert last_server(tmp_path) is None
