"""Whole masks from what people write."""

from __future__ import annotations

import pytest

from mensajeria.chat.masks import MAX_MASK, complete


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("leo", "leo!*@*"),
        ("*", "*!*@*"),
        ("leo!~leo@casa.example", "leo!~leo@casa.example"),
        ("leo!~leo", "leo!~leo@*"),
        ("~leo@casa.example", "*!~leo@casa.example"),
        ("@casa.example", "*!*@casa.example"),
        ("!", "*!*@*"),
        ("leo!@", "leo!*@*"),
        ("10.0.0.?", "*!*@10.0.0.?"),
        ("::1", "*!*@::1"),
        ("añ?", "añ?!*@*"),
        ("a@b!c@d", "a@b!c@d"),
    ],
)
def test_what_is_missing_is_anything(written: str, whole: str) -> None:
    assert complete(written) == whole
    assert complete(whole) == whole


@pytest.mark.parametrize("written", ["", "a b", ":a!b@c", "a\x07", "a" * (MAX_MASK + 1)])
def test_what_can_be_no_mask(written: str) -> None:
    assert complete(written) is None
