"""The table of numerics is one."""

from __future__ import annotations

import pytest

from mensajeria.wire import numerics

TABLE = {name: value for name, value in vars(numerics).items() if name.startswith(("RPL_", "ERR_"))}


def test_each_is_a_three_digit_number() -> None:
    """ "a three-digit number represented as text" (Modern IRC, Command)."""
    assert TABLE
    assert all(len(value) == 3 and value.isdecimal() for value in TABLE.values())


def test_each_number_has_one_name() -> None:
    assert len(set(TABLE.values())) == len(TABLE)


def test_errors_are_where_errors_are() -> None:
    """ "Error replies are found in the range from 400 to 599" (RFC 2812 section 5.2); later
    specifications took numbers above them for both."""
    for name, value in TABLE.items():
        if value < "600":
            assert name.startswith("ERR_") is (value >= "400"), name


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("RPL_WELCOME", "001"),
        ("RPL_ISUPPORT", "005"),
        ("RPL_REMOTEISUPPORT", "105"),
        ("RPL_WHOISREGNICK", "307"),
        ("RPL_WHOREPLY", "352"),
        ("RPL_WHOSPCRPL", "354"),
        ("RPL_NAMREPLY", "353"),
        ("RPL_ENDOFMOTD", "376"),
        ("RPL_YOUREOPER", "381"),
        ("ERR_INPUTTOOLONG", "417"),
        ("ERR_NICKNAMEINUSE", "433"),
        ("ERR_NEEDMOREPARAMS", "461"),
        ("ERR_INVALIDUSERNAME", "468"),
        ("ERR_HELPNOTFOUND", "524"),
        ("ERR_INVALIDKEY", "525"),
        ("ERR_INVALIDMODEPARAM", "696"),
        ("RPL_MONONLINE", "730"),
        ("ERR_MONLISTFULL", "734"),
        ("RPL_LOGGEDIN", "900"),
        ("RPL_SASLMECHS", "908"),
    ],
)
def test_as_the_specifications_number_them(name: str, number: str) -> None:
    assert TABLE[name] == number
