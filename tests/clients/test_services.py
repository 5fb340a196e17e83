"""irssi and WeeChat with NickServ, as docs/accounts.md says it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clients.serving import Serving
from tests.clients.terminal import Terminal
from tests.clients.test_debian_clients import needs

pytestmark = pytest.mark.clients


@contextmanager
def irssi(server: Serving, home: Path, nick: str) -> Iterator[Terminal]:
    needs("tmux", "irssi")
    where = ["-c", server.host, "-p", str(server.port), "-n", nick]
    with Terminal(["irssi", f"--home={home}", *where]) as irma:
        yield irma


def test_a_nick_is_registered_and_got_back(tmp_path: Path) -> None:
    with Serving(tmp_path / "data") as server, irssi(server, tmp_path / "irssi", "ana") as ana:
        ana.wait_for("MOTD")
        ana.type("/msg NickServ REGISTER dos-palabras")
        ana.wait_for("You are now logged in as ana")
        ana.type("/query NickServ")
        ana.wait_for("Your account ana was registered")
        ana.type("/join #taller")
        ana.wait_for("has joined #taller")
        needs("weechat")
        where = f"/server add casa {server.host}/{server.port} -notls -nicks=ana,ana_"
        home = f"--dir={tmp_path / 'weechat'}"
        with Terminal(["weechat", home, "-r", where, "-r", "/connect casa"]) as late:
            late.wait_for("Channel #general")
            late.type("/buffer irc.server.casa")
            late.type("/msg NickServ RECOVER ana dos-palabras")
            late.wait_for("You are now known as ana")
            late.wait_for("~ana")
            ana.type("/window goto 1")
            ana.wait_for("Goes on as ana_")
