"""Lines as WeeChat 3.8 wrote them (see tests/clients/test_their_logs.py for a whole log)."""

from __future__ import annotations

from datetime import datetime

import pytest

from mensajeria.app.admin.chat_logs.logged import Aside, Logged
from mensajeria.app.admin.chat_logs.weechat import read

AT = datetime(2026, 11, 24, 11, 8, 29)  # noqa: DTZ001 - logs have no zone


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (
            "2026-11-24 11:08:29\twally\thola desde weechat",
            Logged(AT, "wally", "hola desde weechat"),
        ),
        ("2026-11-24 11:08:29\t@wally\thola", Logged(AT, "wally", "hola")),
        ("2026-11-24 11:08:29\twally\t   con\ttab", Logged(AT, "wally", "   con\ttab")),
        ("2026-11-24 11:08:29\t *\tirma saluda", Logged(AT, "irma", "\x01ACTION saluda\x01")),
        (
            "2026-11-24 11:08:29\t--\tNotice(irma): aviso de irssi",
            Logged(AT, "irma", "aviso de irssi", "NOTICE"),
        ),
        ("2026-11-24 11:08:29\t--\tNotice -> #general: aviso", Aside.OTHER),
        ("2026-11-24 11:08:29\t-->\tirma (root) (~root@::1) has joined #general", Aside.OTHER),
        ("2026-11-24 11:08:29\t<--\tirma2 (~root@::1) has quit (Quit: adios)", Aside.OTHER),
        ("2026-11-24 11:08:29\t\tsomething", Aside.OTHER),
        ("", Aside.OTHER),
        ("2026-13-24 11:08:29\twally\thola", Aside.UNREADABLE),
        ("11:08 <wally> hola", Aside.UNREADABLE),
        ("2026-11-24 11:08:29 wally hola", Aside.UNREADABLE),
    ],
)
def test_a_line_and_what_it_says(line: str, meant: Logged | Aside) -> None:
    assert list(read([line])) == [meant]
