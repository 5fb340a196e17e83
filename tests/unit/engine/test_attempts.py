"""How often an address may guess at a password, and how much is remembered of it."""

from __future__ import annotations

import pytest

from mensajeria.engine.attempts import MOST, REMEMBERED, WINDOW, Attempts
from mensajeria.engine.questions import Matches
from mensajeria.engine.settings import Limits, Operator, Settings
from tests.harness.town import Client, Town

WAIT = ":mensajeria.local 464 leo :Too many wrong passwords from your address; wait a minute"


def guess(town: Town, password: str, address: str = "192.0.2.7") -> list[str]:
    """What somebody is told who comes with this password."""
    leo = town.open(address)
    for line in (f"PASS {password}", "NICK leo", "USER leo 0 * :Leo"):
        leo.send(line)
    told = leo.seen()
    leo.drop()
    return told


@pytest.fixture
def town() -> Town:
    """Nobody goes on guessing for ever here."""
    return Town(Settings(autojoin=(), password="secreto"))


def test_who_guesses_wrong_too_often_must_wait_even_with_the_right_one(town: Town) -> None:
    for _ in range(MOST):
        assert guess(town, "otra")[0] == ":mensajeria.local 464 leo :Password incorrect"
    assert guess(town, "secreto")[0] == WAIT
    town.advance(WINDOW / 1000)
    assert " 001 leo " in guess(town, "secreto")[0]


def test_nothing_is_looked_at_meanwhile(town: Town) -> None:
    """A check of a hash takes a processor for 30 ms: a guesser gets none of them."""
    for _ in range(MOST):
        guess(town, "otra")
    town.surroundings.by_hand = True
    assert guess(town, "otra")[0] == WAIT
    assert not town.surroundings.asked


def test_others_are_not_concerned(town: Town) -> None:
    for _ in range(MOST):
        guess(town, "otra")
    assert " 001 leo " in guess(town, "secreto", "192.0.2.8")[0]


def test_no_password_at_all_is_no_guess(town: Town) -> None:
    """Clients come without one to see whether it takes one."""
    for _ in range(MOST + 1):
        leo = town.open("192.0.2.7")
        leo.send("NICK leo")
        leo.send("USER leo 0 * :Leo")
        leo.drop()
    assert " 001 leo " in guess(town, "secreto")[0]


def test_load_tests_on_loopback_may_guess() -> None:
    """`limits.throttle` "exempts loopback peers from per-address limits"."""
    town = Town(Settings(autojoin=(), password="secreto", limits=Limits(throttle=False)))
    for _ in range(MOST):
        guess(town, "otra", "127.0.0.1")
        guess(town, "otra")
    assert " 001 leo " in guess(town, "secreto", "127.0.0.1")[0]
    assert guess(town, "secreto")[0] == WAIT


def test_the_password_of_an_operator_is_no_easier_to_guess() -> None:
    town = Town(Settings(autojoin=(), operators=(Operator("jefa", "secreto"),)))
    leo: Client = town.connect("leo", address="192.0.2.7")
    for _ in range(MOST):
        leo.send("OPER jefa otra")
    leo.seen()
    leo.send("OPER jefa secreto")
    assert leo.seen() == [WAIT]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("2001:db8::1", "2001:db8:0:0:9::", True),
        ("::1", "::2", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_what_counts_as_one_address(one: str, other: str, together: bool) -> None:
    attempts = Attempts()
    for _ in range(MOST):
        attempts.add(one, 0)
    assert attempts.too_many(other, 0) is together


def test_memory_is_bounded() -> None:
    attempts = Attempts()
    for number in range(REMEMBERED + 5):
        for _ in range(MOST):
            attempts.add(f"10.0.{number // 250}.{number % 250}", 0)
    assert len(attempts) == REMEMBERED
    assert not attempts.too_many("10.0.0.0", 0)
    assert attempts.too_many("10.0.1.0", 0)


def test_matches_keeps_its_secrets() -> None:
    assert "secreto" not in repr(Matches("secreto", "secreto"))
