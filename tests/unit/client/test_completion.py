"""Tab: what a half-typed word may become."""

import pytest

from mensajeria.client.completion import completions
from tests.unit.client.test_conversation import Chat


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("/jo", ["/join "]),
        ("/w", ["/who ", "/whois "]),
        ("le", ["leo: "]),
        ("LE", ["leo: "]),
        ("hola le", ["leo"]),
        ("/msg e", ["eva"]),
        ("see #pl", ["#plaza"]),
        ("#pl", ["#plaza"]),
        ("", []),
        ("hola ", []),
        ("an", []),  # oneself
        ("hola /jo", []),
        ("good :smirk_c", ["😼"]),
        (":thumbs_u:", ["👍"]),
        (":+1", ["👍"]),
        (":D", []),
    ],
)
def test_choices(typed: str, choices: list[str]) -> None:
    assert completions(Chat(), typed)[1] == choices


def test_the_word_that_is_replaced() -> None:
    assert completions(Chat(), "hola le") == ("le", ["leo"])


def test_in_a_query_the_other_person_is_the_choice() -> None:
    chat = Chat()
    chat.sends("/query bob")
    assert completions(chat, "b")[1] == ["bob: "]


def test_a_nick_that_would_steer_the_terminal_is_no_choice() -> None:
    chat = Chat()
    chat.hears(":le\x1b[2Jx!u@h JOIN #plaza", ":le\u202ex!u@h JOIN #plaza")
    assert completions(chat, "le")[1] == ["leo: "]


def test_nor_is_such_a_channel() -> None:
    chat = Chat()
    chat.hears(":ana!~ana@host.example JOIN #plu\u202em", ":ana!~ana@host.example JOIN #plan")
    assert completions(chat, "#pl")[1] == ["#plan", "#plaza"]
