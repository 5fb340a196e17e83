"""Lists of masks: one mask is there once, and what is remembered is always what is true."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.chat import mask_list
from mensajeria.chat.channels import Channel
from mensajeria.chat.mask_list import Deed, ListEntry, MaskList
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import Glob, fold

MASKS = ("*!*@*", "ana!*@*", "ANA!*@*", "*!~leo@*", "*!*@10.?.0.1", "nobody!*@*")


def person(nick: str, host: str = "10.0.0.1", account: str | None = None) -> User:
    user = User(1, nick, fold(nick), f"~{nick}", host, nick.capitalize(), 0)
    user.account = account
    return user


def list_of(*masks: str) -> MaskList:
    made = MaskList()
    for mask in masks:
        made.add(ListEntry(mask, "ana!~ana@::1", 0))
    return made


PEOPLE = (person("ana"), person("leo", "::1"), person("eva", "10.1.0.1"))


@settings(deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.sampled_from(("add", "remove", "ask")), st.integers(0, 5))))
def test_it_answers_as_if_nothing_were_remembered(script: list[tuple[str, int]]) -> None:
    masks = MaskList()
    model: dict[str, str] = {}
    for what, number in script:
        mask = MASKS[number]
        if what == "add":
            masks.add(ListEntry(mask, "ana!~ana@::1", 0))
            model[fold(mask)] = mask
        elif what == "remove":
            removed = masks.remove(mask)
            assert (removed and removed.mask) == model.pop(fold(mask), None)
        else:
            who = PEOPLE[number % 3]
            expected = any(Glob(each).matches(who.mask) for each in model.values())
            assert masks.is_about(who, "join") == expected
    assert [entry.mask for entry in masks] == list(model.values())
    assert len(masks) == len(model)


def test_what_it_remembers_is_bounded() -> None:
    masks = list_of("ana!*@*")
    for number in range(mask_list.REMEMBERED + 10):
        assert not masks.is_about(person(f"n{number}"), "join")
    assert len(masks._verdicts) <= mask_list.REMEMBERED
    assert masks.is_about(person("ana"), "join")


def test_an_account() -> None:
    """ "Servers MUST support matching exact account names. Servers MAY support matching account
    masks" (account-extban)."""
    masks = list_of("~a:Bob")
    bob = person("bob_", account="bob")
    assert masks.is_about(bob, "mute")
    bob.account = None
    bob.changed()
    assert not masks.is_about(bob, "mute")
    assert not masks.is_about(person("bob", account="bobby"), "mute")
    assert list_of("~a:b*").is_about(person("x", account="bobby"), "mute")
    assert not list_of("~a:*").is_about(person("x"), "mute")


def test_a_real_name_and_a_channel() -> None:
    ana = person("ana")
    assert list_of("~r:a?a").is_about(ana, "join")
    channel = Channel("#Malos", fold("#Malos"), 0)
    masks = list_of("~c:#MAL*")
    assert not masks.is_about(ana, "join")
    ana.channels[channel.key] = channel
    assert masks.is_about(ana, "join")
    channel.flags.add("s")
    assert not masks.is_about(ana, "join")


@pytest.mark.parametrize(
    ("mask", "deeds"),
    [
        ("ana!*@*", "join mute nick"),
        ("~j:ana!*@*", "join"),
        ("~m:ana!*@*", "mute nick"),
        ("~n:ana!*@*", "nick"),
        ("~m:~r:Ana", "mute nick"),
        ("~j:~r:Leo", ""),
    ],
)
def test_what_it_stands_against(mask: str, deeds: str) -> None:
    masks = list_of(mask)
    all_deeds: tuple[Deed, ...] = ("join", "mute", "nick")
    assert [deed for deed in all_deeds if masks.is_about(person("ana"), deed)] == deeds.split()
