"""Clients are told which client-only tags are not passed on (IRCv3 message-tags, CLIENTTAGDENY)."""

from __future__ import annotations

import pytest

from mensajeria.engine.extensions.message_tags import tokens
from mensajeria.engine.settings import Settings


@pytest.mark.parametrize(
    ("denied", "told"),
    [
        ((), {}),  # "omitting the token entirely is recommended instead"
        (("foo", "example/bar"), {"CLIENTTAGDENY": "foo,example/bar"}),
        # "An asterisk [...] When used, this MUST be the first item in the list."
        (("-foo", "*", "-example/bar"), {"CLIENTTAGDENY": "*,-foo,-example/bar"}),
    ],
)
def test_the_token_lists_them(denied: tuple[str, ...], told: dict[str, str]) -> None:
    assert tokens(Settings(denied_tags=denied)) == told
