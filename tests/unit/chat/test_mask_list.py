"""Lists of masks: one mask is there once, and what is remembered is always what is true."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mensajeria.chat import mask_list
from mensajeria.chat.mask_list import ListEntry, MaskList
from mensajeria.wire.casemapping import Glob, fold

MASKS = ("*!*@*", "ana!*@*", "ANA!*@*", "*!~leo@*", "*!*@10.?.0.1", "nobody!*@*")
PEOPLE = ("ana!~ana@10.0.0.1", "leo!~leo@::1", "eva!~eva@10.1.0.1")


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
            assert masks.is_about(who) == any(Glob(each).matches(who) for each in model.values())
    assert [entry.mask for entry in masks] == list(model.values())
    assert len(masks) == len(model)


def test_what_it_remembers_is_bounded() -> None:
    masks = MaskList()
    masks.add(ListEntry("ana!*@*", "leo!~leo@::1", 0))
    for number in range(mask_list.REMEMBERED + 10):
        assert not masks.is_about(f"n{number}!u@h")
    assert len(masks._verdicts) <= mask_list.REMEMBERED
    assert masks.is_about("ana!u@h")
