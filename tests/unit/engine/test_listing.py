"""LIST by age, which no dialogue can show: minutes have to pass (Modern IRC, ISUPPORT ELIST)."""

from __future__ import annotations

import pytest

from tests.harness.town import Client, Town


def listed(client: Client, condition: str) -> list[str]:
    client.send(f"LIST {condition}")
    return [line.split()[3] for line in client.seen() if line.split()[1] == "322"]


@pytest.fixture
def ana(town: Town) -> Client:
    """#old is ten minutes old and has a topic of five, #new is of now."""
    (ana,) = town.enter("#old", "ana")
    town.advance(5 * 60)
    ana.send("TOPIC #old :x")
    town.advance(5 * 60)
    town.enter("#new", "ana")
    return ana


@pytest.mark.parametrize(
    ("condition", "channels"),
    [
        ("C<5", ["#new"]),
        ("C>5", ["#old"]),
        ("C>10", []),
        ("C>9,C<11", ["#old"]),
        ("T<4", []),
        ("T>4", ["#old"]),
        ("t<6", ["#old"]),
        ("c>5,<1", []),
        ("#old,#new C<5", ["#new"]),
        ("#*,!#new >0", ["#old"]),
    ],
)
def test_val_is_in_minutes(ana: Client, condition: str, channels: list[str]) -> None:
    """ "C<val" [...] created either less than val minutes ago, or more than val minutes ago"."""
    assert listed(ana, condition) == channels
