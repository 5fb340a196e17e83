"""IRCv3 server-time: "the value of the time tag ... YYYY-MM-DDThh:mm:ss.sssZ"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mensajeria.wire.times import iso, milliseconds


@given(st.integers(0, 253_402_300_799_999))
def test_there_and_back(at: int) -> None:
    assert milliseconds(iso(at)) == at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1970-01-01T00:00:00.000Z", 0),
        ("2019-01-04T14:33:26.123Z", 1_546_612_406_123),
        ("2019-01-04T14:33:26Z", 1_546_612_406_000),
        ("2019-01-04T14:33:26.1Z", 1_546_612_406_100),
        ("2019-01-04T14:33:26.123999999Z", 1_546_612_406_123),
        ("1969-12-31T23:59:59.999Z", -1),
    ],
)
def test_what_is_a_moment(text: str, at: int) -> None:
    assert milliseconds(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "1546612406123",
        "2019-01-04T14:33:26.123",
        "2019-01-04 14:33:26.123Z",
        "2019-02-29T14:33:26.123Z",
        "2019-01-04T24:33:26.123Z",
        "0000-01-01T00:00:00.000Z",
        "٢٠١٩-01-04T14:33:26.123Z",
        "2019-01-04T14:33:26.123Z\n",
    ],
)
def test_what_is_none(text: str) -> None:
    assert milliseconds(text) is None
