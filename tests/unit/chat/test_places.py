"""Where a fact is found later, and whose it is to find."""

from __future__ import annotations

from mensajeria.chat.events import (
    Author,
    Beckoned,
    Hinted,
    Kicked,
    NickChanged,
    Quitted,
    Said,
    Signalled,
    Whispered,
)
from mensajeria.chat.places import is_message, owners, places
from mensajeria.wire.casemapping import fold

ANA = Author(1, "Ana", "Ana!~ana@127.0.0.1", None, "Ana", False)
LEO = Author(2, "leo", "leo!~leo@127.0.0.1", "Leonardo", "Leo", False)
PLAZA, CAFE = fold("#Plaza"), fold("#Café")


def test_a_channel_by_its_folded_name() -> None:
    assert places(Said(1, "m", ANA, "PRIVMSG", "#Plaza", PLAZA, "hola")) == ("#plaza",)
    assert places(Kicked(1, "m", ANA, "#Plaza", PLAZA, LEO)) == ("#plaza",)
    assert places(Signalled(1, "m", ANA, "#Plaza", PLAZA, ())) == ("#plaza",)


def test_several_channels() -> None:
    assert places(Quitted(1, "m", ANA, "Quit", (PLAZA, CAFE))) == ("#plaza", "#café")
    assert places(NickChanged(1, "m", ANA, "eva", ())) == ()


def test_what_was_for_some_of_a_channel_is_nowhere() -> None:
    event = Said(1, "m", ANA, "PRIVMSG", "#Plaza", PLAZA, "hola", prefix="@", only=(2,))
    assert places(event) == ()
    assert places(Hinted(1, "m", ANA, "#Plaza", PLAZA, (), "@", (2,))) == ()


def test_a_conversation_is_each_ones_view_of_the_other() -> None:
    """An account is the owner whatever the nick; a guest only as long as they are here."""
    expected = ("~1 leo", "~1 leonardo", "=leonardo ana")
    assert places(Whispered(1, "m", ANA, "PRIVMSG", LEO, "psst")) == expected
    assert set(places(Beckoned(1, "m", LEO, ANA, ()))) == set(expected)
    assert places(Whispered(1, "m", ANA, "PRIVMSG", ANA, "note")) == ("~1 ana",)


def test_who_may_read_which_views() -> None:
    assert owners(ANA) == ("~1",)
    assert owners(LEO) == ("~2", "=leonardo")


def test_only_text_is_a_message() -> None:
    assert is_message(Whispered(1, "m", ANA, "NOTICE", LEO, "psst"))
    assert not is_message(Beckoned(1, "m", ANA, LEO, ()))
