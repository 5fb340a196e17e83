"""Whole masks from what people write."""

from __future__ import annotations

import pytest

from mensajeria.chat.masks import EXTENDED, MAX_MASK, complete


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
        ("~a:ana", "~a:ana"),
        ("~ACCOUNT:Ana", "~a:Ana"),
        ("~c:#plaza", "~c:#plaza"),
        ("~r:Ana*", "~r:Ana*"),
        ("~m:leo", "~m:leo!*@*"),
        ("~mute:~account:leo", "~m:~a:leo"),
        ("~j:@casa.example", "~j:*!*@casa.example"),
    ],
)
def test_what_is_missing_is_anything(written: str, whole: str) -> None:
    assert complete(written) == whole
    assert complete(whole) == whole


@pytest.mark.parametrize("written", ["~z:ana", "~m:", "~m:~j:ana", "~m:~z:ana"])
def test_what_is_no_extended_mask(written: str) -> None:
    assert complete(written) is None or EXTENDED.fullmatch(written) is None


@pytest.mark.parametrize("written", ["", "a b", ":a!b@c", "a\x07", "a" * (MAX_MASK + 1)])
def test_what_can_be_no_mask(written: str) -> None:
    assert complete(written) is None
