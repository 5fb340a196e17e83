"""What goes out: text that fits, that ends no line early, in pieces where it is long."""

import pytest

from mensajeria.client.session import sendable
from mensajeria.wire.message import parse
from tests.unit.client.dialogue import welcomed

TEXTS = ["word " * 300, "x" * 2000, "ñandú " * 200, "日本語" * 300, "👩‍👩‍👧" * 120]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("kind", ["message", "notice", "action"])
def test_others_get_every_piece_whole(text: str, kind: str) -> None:
    """RFC 1459 section 2.3: "these messages shall not exceed 512 characters in length, counting
    all characters including the trailing CR-LF", with the source that the server puts in front.
    """
    dialogue = welcomed()
    dialogue.session.say("#plaza", text, kind)
    pieces = []
    while not dialogue.session.pending.idle:
        for line in dialogue.said():
            if line.startswith("PING"):
                dialogue.hears(f":x PONG x {line.split()[1]}")
            else:
                relayed = f":{dialogue.session.model.mask} {line}\r\n".encode()
                assert len(relayed) <= 512
                said = parse(relayed[:-2], max_body=512).params[1]
                pieces.append(said.removeprefix("\x01ACTION ").removesuffix("\x01"))
    between = " " if " " in text else ""
    assert between.join(pieces).rstrip() == text.rstrip()
    assert len(pieces) > 1


def test_a_server_with_longer_lines_gets_longer_lines() -> None:
    dialogue = welcomed(isupport="LINELEN=2048")
    dialogue.session.say("#plaza", "x" * 1900)
    assert dialogue.said() == ["PRIVMSG #plaza " + "x" * 1900, "PING line-1"]


def test_an_unknown_mask_is_reckoned_with() -> None:
    dialogue = welcomed()
    dialogue.session.model.mask = ""
    dialogue.session.say("#plaza", "x" * 500)
    [first] = [line for line in dialogue.said() if line.startswith("PRIVMSG")][:1]
    assert len(f":ana!~1234567890@{'h' * 63} {first}\r\n") <= 512


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("a\r\nQUIT", "a  QUIT"),
        ("a\x00b", "a b"),
        ("\x01VERSION\x01", "VERSION"),
        ("half \ud800", "half ?"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_no_text_ends_its_line_or_asks_in_secret(text: str, sent: str) -> None:
    assert sendable(text) == sent


def test_a_command_that_no_line_can_hold_is_not_sent() -> None:
    dialogue = welcomed()
    dialogue.session.send("WHOIS", "", "x")
    dialogue.session.send("KICK", "#plaza", "two words", "reason")
    assert dialogue.said() == []


@pytest.mark.parametrize("text", [*TEXTS, ":" * 900, " " * 900])
@pytest.mark.parametrize("length", [512, 700])
def test_the_text_of_a_command_is_as_long_as_its_line_can_be(text: str, length: int) -> None:
    """RFC 1459 section 2.3: "these messages shall not exceed 512 characters in length, counting
    all characters including the trailing CR-LF"; Modern IRC has LINELEN for more.
    """
    dialogue = welcomed(isupport=f"LINELEN={length}")
    dialogue.session.send("TOPIC", "#plaza", text)
    (line,) = dialogue.said()
    assert length - 40 < len(f"{line}\r\n".encode()) <= length
    assert text.startswith(parse(line.encode(), max_body=length).params[1])


def test_a_command_whose_names_no_line_can_hold_is_not_sent() -> None:
    dialogue = welcomed()
    dialogue.session.send("TOPIC", "#" + "x" * 600, "tea")
    dialogue.session.send("TOPIC", "#" + "x" * 505, "tea and cake")
    assert dialogue.said() == []


def test_a_raw_line_is_one_line() -> None:
    dialogue = welcomed()
    dialogue.session.raw("WHO #plaza\r\nQUIT")
    assert dialogue.said() == ["WHO #plaza  QUIT"]


def test_a_target_with_spaces_or_none_harms_nobody() -> None:
    dialogue = welcomed()
    for target in ("#pla za", "", ":leo", ":", "le\ro", "le\x00o", "le\x1bo"):
        for kind in ("message", "action"):
            [refused] = dialogue.session.say(target, "hola", kind)
            assert (refused.text, refused.why) == (
                "hola",
                "That cannot be a name here.",
            )
    assert dialogue.said() == []
    dialogue.session.say("\ud800", "hola")
    assert dialogue.said()[0] == "PRIVMSG ? hola"


def test_tags_for_a_target_with_spaces_or_none_are_not_sent() -> None:
    dialogue = welcomed("message-tags")
    for target in ("#pla za", "", ":leo"):
        dialogue.session.tag(target, {"+typing": "active"})
    assert dialogue.said() == []
