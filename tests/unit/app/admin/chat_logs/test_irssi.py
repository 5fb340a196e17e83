"""Lines as irssi 1.4.3 wrote them (see tests/clients/test_their_logs.py for a whole log)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from mensajeria.app.admin.chat_logs.irssi import read
from mensajeria.app.admin.chat_logs.logged import Aside, Logged

OPENED = "--- Log opened Tue Nov 24 11:08:27 2026"
AT = datetime(2026, 11, 24, 11, 8)  # noqa: DTZ001 - logs have no zone


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("11:08 < wally> hola desde weechat", Logged(AT, "wally", "hola desde weechat")),
        ("11:08 <@wally> hola", Logged(AT, "wally", "hola")),
        ("11:08 <wally> hola", Logged(AT, "wally", "hola")),
        ("11:08:59 < wally> hola", Logged(AT, "wally", "hola")),
        ("11:08 < wally>    sangrado", Logged(AT, "wally", "   sangrado")),
        ("11:08 < wally> <i> -!- * x", Logged(AT, "wally", "<i> -!- * x")),
        ("11:08  * irma saluda", Logged(AT, "irma", "\x01ACTION saluda\x01")),
        ("11:08 -wally:#general- aviso", Logged(AT, "wally", "aviso", "NOTICE")),
        ("11:08 [notice(#general)] aviso de irssi", Aside.OTHER),
        ("11:08 -!- irma [~root@127.0.0.1] has joined #general", Aside.OTHER),
        ("11:08 -!- You're now known as irma2", Aside.OTHER),
        ("--- Log closed Tue Nov 24 11:08:45 2026", Aside.OTHER),
        ("", Aside.OTHER),
        ("24:08 < wally> hola", Aside.UNREADABLE),
        ("11:08 hola", Aside.UNREADABLE),
        ("2026-11-24 11:08:29\twally\thola", Aside.UNREADABLE),
    ],
)
def test_a_line_and_what_it_says(line: str, meant: Logged | Aside) -> None:
    assert list(read([OPENED, line])) == [Aside.OTHER, meant]


def test_a_new_day_begins() -> None:
    (*_, said) = read([OPENED, "--- Day changed Wed Nov 25 2026", "00:01 < wally> hola"])
    assert isinstance(said, Logged)
    assert said.at.date() == date(2026, 11, 25)


def test_a_date_in_spanish() -> None:
    (_, said) = read(["--- Log opened mar ene 06 11:08:27 2026", "00:01 < wally> hola"])
    assert isinstance(said, Logged)
    assert said.at.date() == date(2026, 1, 6)


def test_no_line_gets_a_wrong_date() -> None:
    lines = [
        "11:08 < wally> before any date",
        OPENED,
        "--- Day changed Mi Okt 28 2026",
        "00:01 < w> x",
    ]
    assert list(read(lines)) == [
        Aside.UNREADABLE,
        Aside.OTHER,
        Aside.UNREADABLE,
        Aside.UNREADABLE,
    ]


def test_the_date_of_what_comes_before_the_first() -> None:
    assert list(read(["11:08 < wally> hola"], date(2026, 11, 24))) == [Logged(AT, "wally", "hola")]
