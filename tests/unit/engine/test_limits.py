"""Lines and tags at their limits, and answers that could grow without end."""

from __future__ import annotations

import pytest

from mensajeria.engine.commands import who
from tests.harness.town import Town


def test_4094_bytes_of_tags_are_let_through(town: Town) -> None:
    """ "<client_max> (4096) :: '@' <tag_data 4094> ' '" (IRCv3 message-tags)."""
    ana, leo = (town.connect(nick, ["message-tags", "server-time"]) for nick in ("ana", "leo"))
    tags = "+a=" + "x" * (4094 - 3)
    ana.send(f"@{tags} PRIVMSG leo :hola")
    (line,) = leo.seen()
    ours, found, _ = line.partition(f";{tags} :ana!")
    assert found
    assert len(ours) - 1 <= 510  # "Servers MUST NOT add tag data exceeding 510 bytes to messages."


def test_more_is_refused_as_a_whole(town: Town) -> None:
    """ "Servers MUST NOT truncate tags and MUST always reject lines that exceed this limit"."""
    ana, leo = (town.connect(nick, ["message-tags"]) for nick in ("ana", "leo"))
    ana.send("@+a=" + "x" * 4092 + " PRIVMSG leo :hola")
    assert ana.seen() == [":mensajeria.local 417 ana :Input line was too long"]
    assert leo.seen() == []


def test_a_line_longer_than_512_bytes_is_refused(town: Town) -> None:
    ana, leo = town.connect("ana"), town.connect("leo")
    ana.send("PRIVMSG leo :" + "x" * 497)
    assert len(leo.seen()) == 1
    ana.send("PRIVMSG leo :" + "x" * 498)
    assert ana.seen() == [":mensajeria.local 417 ana :Input line was too long"]
    assert leo.seen() == []


def test_a_line_cut_to_fit_ends_between_characters(town: Town) -> None:
    """ "they do not do so in the middle of a UTF-8-encoded codepoint" (IRCv3 UTF8ONLY)."""
    ana, leo = town.connect("ana"), town.connect("leo")
    ana.send("PRIVMSG leo :" + "ñ" * 248)
    (line,) = leo.seen()
    assert 509 <= len(line.encode()) <= 510
    assert line.endswith("ñ")


def test_what_is_not_utf8_is_not_relayed(town: Town) -> None:
    """ "MUST NOT relay content [...] containing non-UTF-8 data to clients" (IRCv3 UTF8ONLY)."""
    ana, leo = town.connect("ana"), town.connect("leo")
    ana.send(b"PRIVMSG leo :\xf1")
    (line,) = ana.seen()
    assert line.startswith(":mensajeria.local FAIL PRIVMSG INVALID_UTF8 :")
    assert leo.seen() == []


def test_what_is_not_utf8_has_no_command_if_that_is_not(town: Town) -> None:
    """ "If the server is unable to parse the sent command then it MAY send a FAIL command with no
    command name (i.e. *)" (IRCv3 UTF8ONLY)."""
    ana = town.connect("ana")
    ana.send(b"PRIV\xf1MSG leo :hola")
    (line,) = ana.seen()
    assert line.startswith(":mensajeria.local FAIL * INVALID_UTF8 :")


def test_a_refused_line_is_answered_with_its_label(town: Town) -> None:
    ana = town.connect("ana", ["labeled-response", "batch"])
    ana.send(b"@label=a PRIVMSG leo :\xf1")
    ana.send("@label=b PRIVMSG leo :" + "x" * 512)
    one, other = ana.seen()
    assert one.startswith("@label=a :mensajeria.local FAIL PRIVMSG INVALID_UTF8 :")
    assert other == "@label=b :mensajeria.local 417 ana :Input line was too long"


def test_the_longest_label_leaves_room_for_the_other_tags(town: Town) -> None:
    ana = town.connect("ana", ["labeled-response", "batch", "server-time"])
    ana.send("@label=" + r"\:" * 64 + " PING x")
    (line,) = ana.seen()
    assert line.startswith("@label=" + r"\:" * 64 + ";time=")
    assert len(line.partition(" ")[0]) - 1 <= 510


def test_a_mask_finds_so_many_and_no_more(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who, "MAX_FOUND", 3)
    ana, *_ = (town.connect(f"n{place}") for place in "abcde")
    ana.send("WHO *")
    assert len(ana.seen()) == 3 + 1


def test_an_answer_of_many_nicks_cuts_none_in_two(town: Town) -> None:
    nicks = [f"{letter * 27}" for letter in "abcdefghijklmnopq"]
    first, *_ = [town.connect(nick) for nick in nicks]
    first.send(f"ISON {' '.join(nicks)}")
    lines = first.seen()
    assert len(lines) == 2
    assert [nick for line in lines for nick in line.rpartition(":")[2].split()] == nicks


def test_all_that_a_client_sends_back_to_it_fits_in_a_line(town: Town) -> None:
    ana = town.connect("ana")
    for verb in ("WHOIS", "WHO", "WHOWAS", "HELP", "CAP", "MODE", "STATS u", "TIME", "ISON"):
        ana.send(f"{verb} {'ñ' * 200}")
        assert all(len(line.encode()) <= 510 for line in ana.seen())
