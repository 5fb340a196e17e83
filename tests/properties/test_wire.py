"""What is true of any bytes and any message."""

from __future__ import annotations

import contextlib

from hypothesis import example, given
from hypothesis import strategies as st

from mensajeria.wire.casemapping import Glob, fold, is_channel, is_nick
from mensajeria.wire.errors import WireError
from mensajeria.wire.isupport import format_tokens, parse_tokens
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


@given(st.text(alphabet="@:+;=\\ aAß\u00a0\t1", max_size=40).map(str.encode))
@example(b"@a_b=\\ :x  y z :")
def test_what_parses_can_be_formatted_and_parses_to_the_same(line: bytes) -> None:
    with contextlib.suppress(WireError):
        message = parse(line)
        again = format_message(
            message.command, message.params, source=message.source, tags=message.tags
        )
        assert parse(again[:-2], max_tags=1 << 20, max_body=1 << 20) == message


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


@given(st.lists(st.sampled_from([b"a", b"bb", b"\r", b"\n", b"\r\n", b"xxxxxx"])), st.data())
def test_any_chunking_breaks_at_the_same_line(pieces: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(pieces)
    sizes = data.draw(st.lists(st.integers(1, 9), min_size=len(stream), max_size=len(stream)))
    assert _fed(stream, sizes) == _fed(stream, [max(1, len(stream))])


def _fed(stream: bytes, sizes: list[int]) -> tuple[list[bytes], bool]:
    """The lines of a stream fed in chunks of these sizes, and whether it broke the buffer."""
    buffer = LineBuffer(limit=5)
    lines: list[bytes] = []
    try:
        for size in sizes:
            lines += buffer.feed(stream[:size])
            stream = stream[size:]
        lines += buffer.feed(b"")
    except WireError:
        return lines, True
    return lines, False


@given(st.dictionaries(st.from_regex(r"[A-Z]{1,9}", fullmatch=True), st.none() | TEXT))
def test_tokens_come_back(tokens: dict[str, str | None]) -> None:
    lines = format_tokens(tokens)
    assert all(" " not in word for line in lines for word in line)
    assert parse_tokens([word for line in lines for word in line]) == tokens


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


@given(st.text("aAb*?", max_size=12), st.text("ab", max_size=12))
def test_masks_match_as_if_every_way_were_tried(mask: str, text: str) -> None:
    assert Glob(mask).matches(text) is _every_way(mask.lower(), text)
    assert Glob(mask).matches_folded(fold(text.upper())) is _every_way(mask.lower(), text)


def _every_way(mask: str, text: str) -> bool:
    if not mask:
        return not text
    if mask[0] == "*":
        return any(_every_way(mask[1:], text[skip:]) for skip in range(len(text) + 1))
    return bool(text) and mask[0] in ("?", text[0]) and _every_way(mask[1:], text[1:])
