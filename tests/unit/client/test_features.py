"""RPL_ISUPPORT, with the defaults that Modern IRC gives, and nonsense."""

import pytest

from mensajeria.client.features import Features


def learnt(*tokens: str) -> Features:
    features = Features()
    features.learn(tokens)
    return features


def test_until_told_otherwise() -> None:
    """A server that tells nothing is taken for one of RFC 1459."""
    features = Features()
    assert (features.casemapping, features.chantypes, features.prefixes) == ("rfc1459", "#&", "@+")
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


def test_a_page_of_history_is_believed_within_reason() -> None:
    assert learnt("CHATHISTORY=50").history == 50
    assert learnt("CHATHISTORY=" + "9" * 5000).history == 0


def test_unknown_tokens_and_withdrawn_ones_are_no_trouble() -> None:
    learnt("-CHANTYPES", "UNHEARD_OF=1", "X", "=", "__class__=x")
