"""RPL_ISUPPORT, with the defaults that Modern IRC gives, and nonsense."""

import pytest

from mensajeria.client.features import Features
from mensajeria.client.folding import Folding
from tests.unit.client.dialogue import welcomed


def learnt(*tokens: str) -> Features:
    features = Features()
    features.learn(tokens)
    return features


def test_until_told_otherwise() -> None:
    """A server that tells nothing is taken for one of RFC 1459."""
    features = Features()
    assert (features.chantypes, features.prefixes) == ("#&", "@+")
    assert features.folding == Folding("rfc1459")
    assert not features.tells_folding
    assert features.line_length == 512


def test_what_is_told() -> None:
    features = learnt("PREFIX=(qo)~@", "CHANTYPES=#", "LINELEN=1024", "NETWORK=Plaza")
    assert (features.prefix_modes, features.prefixes) == ("qo", "~@")
    assert features.is_channel("#x")
    assert not features.is_channel("&x")
    assert not features.is_channel("")
    assert features.line_length == 1024
    assert features.network == "Plaza"


@pytest.mark.parametrize("value", ["(ov)@", "ov@+", "(ov", "(o v)@+ "])
def test_prefixes_that_make_no_sense_are_not_learnt(value: str) -> None:
    assert learnt(f"PREFIX={value}").prefixes == "@+"


def test_a_server_may_have_no_ranks() -> None:
    assert learnt("PREFIX=").prefixes == ""


@pytest.mark.parametrize(
    ("value", "length"),
    [("0", 512), ("many", 512), ("9999999", 16384), ("", 512), ("9" * 5000, 512)],
)
def test_a_line_length_is_believed_within_reason(value: str, length: int) -> None:
    assert learnt(f"LINELEN={value}").line_length == length


@pytest.mark.parametrize(
    ("value", "most"),
    [
        ("NAMES:1,JOIN:4,PRIVMSG:", 4),
        ("join:7", 7),
        ("JOIN:", 1000),
        ("JOIN:0", 1),
        ("JOIN:99999", 1000),
        ("JOIN:x", 10),
        ("KICK:1", 10),
        ("", 10),
    ],
)
def test_how_many_channels_may_be_entered_at_once(value: str, most: int) -> None:
    """Modern IRC, TARGMAX: "If `<limit>` is not specified, then there is no maximum number of
    targets for that command."
    """
    assert learnt(f"TARGMAX={value}").joins_at_once == most


def test_a_page_of_history_is_believed_within_reason() -> None:
    assert learnt("CHATHISTORY=50").history == 50
    assert learnt("CHATHISTORY=" + "9" * 5000).history == 0


def test_unknown_tokens_and_withdrawn_ones_are_no_trouble() -> None:
    learnt("-CHANTYPES", "UNHEARD_OF=1", "X", "=", "__class__=x")


@pytest.mark.parametrize(
    ("tokens", "one", "other", "same"),
    [
        (["CASEMAPPING=ascii"], "#Plaza", "#plaza", True),
        (["CASEMAPPING=ascii"], "#a[", "#a{", False),
        (["CASEMAPPING=rfc1459"], "#A[]\\^", "#a{}|~", True),
        (["CASEMAPPING=rfc1459-strict"], "#a[]\\", "#a{}|", True),
        (["CASEMAPPING=rfc1459-strict"], "#a^", "#a~", False),
        (["CASEMAPPING=ascii"], "#straße", "#strasse", False),
        (["CASEMAPPING=rfc1459"], "#Ñandú", "#ñandú", False),
        (["CASEMAPPING=ascii"], "#ÑANDÚ", "#ÑandÚ", True),
        (["CASEMAPPING=unheard-of"], "#Ñandú", "#ñandú", False),
        (["CASEMAPPING=rfc8265"], "#straße", "#STRASSE", True),
        (["CASEMAPPING=PRECIS"], "#Ñandú", "#ñandú", True),
        (["CASEMAPPING=ascii", "UTF8MAPPING=rfc8265"], "#Ñandú", "#ñandú", True),
        ([], "#Ñandú[", "#ñandú{", False),
    ],
)
def test_names_are_compared_as_the_server_does(
    tokens: list[str], one: str, other: str, same: bool
) -> None:
    """Modern IRC, CASEMAPPING: "ascii" is for the letters of ASCII, the others add four signs."""
    features = learnt(*tokens)
    assert (features.fold(one) == features.fold(other)) is same


def test_our_own_servers_compare_all_letters_behind_what_they_announce() -> None:
    """docs/adr/0002: CASEMAPPING=ascii on the wire, Unicode folding behind it."""
    others, ours = welcomed("server-time"), welcomed("mensajeria.alt/edit message-tags")
    found = [each.session.model.features.fold("STRASSE") for each in (others, ours)]
    assert found == ["strasse", "strasse"]
    found = [each.session.model.features.fold("Straße") for each in (others, ours)]
    assert found == ["straße", "strasse"]
