"""What people write to find something, and what the server is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from mensajeria import languages
from mensajeria.client.seeking import NotAQuery, Query, parse
from mensajeria.wire.tags import parse_tags

HERE = timezone(timedelta(hours=2))
NOW = datetime(2026, 3, 4, 12, 30, 15, tzinfo=HERE)


def day(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


@pytest.fixture
def spanish() -> Iterator[None]:
    languages.use("es")
    yield
    languages.use("en")


ALMOST = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query(place="#plaza")),
        ("la  canción", Query("la canción", place="#plaza")),
        ("from:leo tea", Query("tea", "leo", "#plaza")),
        ("tea FROM:@leo", Query("tea", "leo", "#plaza")),
        ("tea in:#club", Query("tea", place="#club")),
        ("tea in:*", Query("tea")),
        ("after:2026-03-01", Query(place="#plaza", after=day(3, 1))),
        ("before:2026-03-01", Query(place="#plaza", before=day(3, 1) - ALMOST)),
        ("on:yesterday", Query(place="#plaza", after=day(3, 3), before=day(3, 4) - ALMOST)),
        ("after:today", Query(place="#plaza", after=day(3, 4))),
        ("after:9:05", Query(place="#plaza", after=day(3, 4, 9, 5))),
        ("after:2026-02-28T18:30", Query(place="#plaza", after=day(2, 28, 18, 30))),
        ("after:3h", Query(place="#plaza", after=NOW - timedelta(hours=3))),
        ("after:2d", Query(place="#plaza", after=NOW - timedelta(days=2))),
        ("http://x from: :) a:b", Query("http://x :) a:b", place="#plaza")),
    ],
)
def test_what_is_written_and_what_it_means(text: str, query: Query) -> None:
    assert parse(text, "#plaza", NOW) == query


@pytest.mark.usefixtures("spanish")
def test_in_the_language_of_the_reader_and_in_english() -> None:
    told = parse("de:leo en:* desde:ayer té", "#plaza", NOW)
    assert told == Query("té", "leo", "", day(3, 3))
    assert parse("from:leo in:* after:yesterday té", "#plaza", NOW) == told


@pytest.mark.parametrize("when", ["monday", "2026-02-30", "25:00", "99999w", "2026-13-01T10:00"])
def test_what_is_no_time_is_said_with_what_would_be_one(when: str) -> None:
    with pytest.raises(NotAQuery, match=f"{when} is no time; a day is written 2026-03-04"):
        parse(f"after:{when}", "", NOW)


def test_attributes_as_the_server_wants_them() -> None:
    """ "SEARCH text=fast;in=#chan;limit=2"; times have the "same format as the `server-time`
    specification".
    """
    query = Query("la; canción", "leo", "#plaza", day(3, 1), day(3, 4))
    attributes = query.attributes(50)
    assert " " not in attributes
    assert parse_tags(attributes) == {
        "text": "la; canción",
        "from": "leo",
        "in": "#plaza",
        "after": "2026-02-28T22:00:00.000Z",
        "before": "2026-03-03T22:00:00.000Z",
        "limit": "50",
    }
    assert Query("x").attributes(1) == "text=x;limit=1"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("CANCION"), True),
        (Query("canción una"), True),
        (Query("leo canción"), True),
        (Query("otra"), False),
        (Query(by="LEO"), True),
        (Query(by="eva"), False),
        (Query(after=NOW), True),
        (Query(before=NOW), True),
        (Query(after=NOW + ALMOST), False),
        (Query(before=NOW - ALMOST), False),
    ],
)
def test_what_is_loaded_is_looked_through_in_the_same_way(query: Query, found: bool) -> None:
    assert query.finds("leo", "Una canción", NOW) is found
