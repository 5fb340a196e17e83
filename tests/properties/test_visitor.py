"""Whatever a person types and a server says, the person sees harmless text and nothing breaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mensajeria.app.visitor import AHEAD, Visitor
from mensajeria.client.commands import COMMANDS
from mensajeria.wire.errors import WireError
from mensajeria.wire.message import parse

words = st.text(st.characters(exclude_characters="\r\n\0"), max_size=40)
typed = st.one_of(
    words,
    st.tuples(st.sampled_from([*COMMANDS, "lang"]), words).map(
        lambda said: f"/{said[0]} {said[1]}"
    ),
)
VERBS = ["PRIVMSG", "NOTICE", "JOIN", "PART", "QUIT", "NICK", "KICK", "TOPIC", "MODE", "ERROR"]
NUMERICS = ["001", "005", "332", "353", "366", "372", "401", "433", "432", "464", "474", "FAIL"]
said = st.tuples(
    st.sampled_from(["", ":ana!a@h ", ":eva!e@h ", ":server "]),
    st.sampled_from([*VERBS, *NUMERICS]),
    st.lists(st.sampled_from(["ana", "#plaza", "*", "eva", "+b", "=", "\x01ACTION x\x01"])),
    words,
).map(lambda line: f"{line[0]}{line[1]} {' '.join(line[2])} :{line[3]}\r\n")
steps = st.lists(
    st.one_of(st.tuples(st.just("typed"), typed), st.tuples(st.just("heard"), said)), max_size=30
)


@given(steps, st.booleans())
def test_only_harmless_text_is_shown(script: list[tuple[str, str]], password: bool) -> None:
    visitor = Visitor("Plaza", "en", asks_password=password)
    visitor.greet()
    for what, text in script:
        if what == "typed":
            visitor.typed(text)
        else:
            visitor.heard(text.encode("utf-8", "replace"))
        shown = visitor.to_show().replace("\r\n", "")
        assert not any(character < " " or "\x7f" <= character < "\xa0" for character in shown)
        for line in visitor.to_send():
            assert b"\r" not in line
            assert b"\n" not in line


@given(st.lists(typed, max_size=20))
def test_what_is_sent_is_irc(lines: list[str]) -> None:
    """But for `/raw`, with which people send what they like."""
    visitor = Visitor("Plaza", "en", asks_password=False)
    visitor.typed("ana")
    visitor.heard(b":server 001 ana :Welcome\r\n:ana!a@h JOIN #plaza\r\n")
    for line in lines:
        visitor.typed(line)
    raw = any(line.lower().startswith(("/raw", "/quote")) for line in lines)
    for sent in visitor.to_send():
        try:
            parse(sent)
        except WireError:
            assert raw, sent


def test_what_is_typed_ahead_is_bounded() -> None:
    visitor = Visitor("Plaza", "en", asks_password=False)
    visitor.typed("ana")
    for number in range(AHEAD + 2):
        visitor.typed(str(number))
    assert visitor.to_show().count("Not connected: nothing was sent.") == 2
