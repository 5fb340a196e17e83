"""What is true of any bytes and any message."""

from __future__ import annotations

import contextlib

from hypothesis import example, given
from hypothesis import strategies as st

from mensajeria.wire.casemapping import Glob, fold, is_channel, is_nick
from mensajeria.wire.errors import WireError
from mensajeria.wire.lines import LineBuffer
from mensajeria.wire.message import Message, format_message, parse
from mensajeria.wire.tags import escape, unescape

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"))
MIDDLE = TEXT.filter(lambda word: bool(word) and word[0] != ":" and " " not in word)
KEY = st.from_regex(r"\+?([a-z.]{1,5}/)?[a-zA-Z0-9-]{1,8}", fullmatch=True)
MESSAGES = st.builds(
    Message,
    st.from_regex(r"[A-Z]{1,9}|[0-9]{3}", fullmatch=True),
    st.builds(lambda middle, last: [*middle, last], st.lists(MIDDLE, max_size=6), TEXT),
    st.none() | MIDDLE,
    st.dictionaries(KEY, TEXT, max_size=4),
)


@given(st.binary(max_size=700))
def test_any_bytes_parse_or_raise_wire_error(line: bytes) -> None:
    with contextlib.suppress(WireError):
        assert parse(line).command


@given(MESSAGES)
def test_what_is_formatted_parses_to_the_same(message: Message) -> None:
    line = format_message(message.command, message.params, source=message.source, tags=message.tags)
    assert parse(line[:-2], max_tags=1 << 20, max_body=1 << 20) == message


@given(st.lists(st.binary(max_size=40)), st.data())
def test_any_chunking_gives_the_same_lines(pieces: list[bytes], data: st.DataObject) -> None:
    stream = b"\r\n".join(pieces)
    whole = LineBuffer().feed(stream)
    cut = LineBuffer()
    lines: list[bytes] = []
    rest = stream
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        lines += cut.feed(rest[:size])
        rest = rest[size:]
    assert lines == whole


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaping_comes_back(value: str) -> None:
    assert unescape(escape(value)) == value


@given(st.text())
@example("ſ")
@example("İ")
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text())
def test_a_name_in_other_letters_is_still_a_name(name: str) -> None:
    for is_name in (is_nick, is_channel):
        if is_name(name, 1000):
            assert is_name(fold(name), 1000)


@given(st.text("ab*?", max_size=12), st.text("ab", max_size=12))
def test_masks_match_as_if_every_way_were_tried(mask: str, text: str) -> None:
    assert Glob(mask).matches(text) is _every_way(mask, text)


def _every_way(mask: str, text: str) -> bool:
    if not mask:
        return not text
    if mask[0] == "*":
        return any(_every_way(mask[1:], text[skip:]) for skip in range(len(text) + 1))
    return bool(text) and mask[0] in ("?", text[0]) and _every_way(mask[1:], text[1:])
