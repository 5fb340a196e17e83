"""irssi and WeeChat keep logs of a conversation, by default as they are, and these are imported."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from mensajeria.app import cli
from mensajeria.chat.events import Said
from mensajeria.storage.archive.reading import of_place
from tests.clients.serving import Serving
from tests.clients.terminal import PATIENCE, Terminal

pytestmark = pytest.mark.clients


def test_what_was_said_is_in_the_history_of_another_server(tmp_path: Path) -> None:
    for program in ("tmux", "irssi", "weechat"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    _converse(tmp_path)
    said = [
        ("wally", "hola desde weechat"),
        ("irma", "hola desde irssi"),
        ("irma", "\x01ACTION saluda\x01"),
        ("irma", "<i> -!- adiós"),
    ]
    logs = {
        "weechat": tmp_path / "weechat" / "logs" / "irc.casa.#general.weechatlog",
        "irssi": tmp_path / "logs" / "#general.log",
    }
    for client, log in logs.items():
        folder = tmp_path / client / "history"
        words = ["admin", "import", str(log), "--channel", "#general", "--data", str(folder)]
        assert cli.main(words) == 0
        events = [event for event in of_place(folder, "#general") if isinstance(event, Said)]
        assert [(event.by.nick, event.text) for event in events] == said


def _converse(home: Path) -> None:
    with Serving(home / "data") as server:
        irssi = ["irssi", f"--home={home / 'irssi'}", "--nick=irma"]
        irssi += [f"--connect={server.host}", f"--port={server.port}"]
        address = f"{server.host}/{server.port}"
        weechat = ["weechat", f"--dir={home / 'weechat'}"]
        weechat += ["-r", f"/server add casa {address} -notls -nicks=wally -autojoin=#general"]
        weechat += ["-r", "/connect casa"]
        with Terminal(irssi) as irma, Terminal(weechat) as wally:
            irma.wait_for("Act: 2")  # the window of #general
            wally.wait_for("Channel created")
            irma.type(f"/set autolog_path {home}/logs/$0.log")
            irma.type("/set autolog on")
            irma.type("/set cmd_queue_speed 10msec")
            irma.type("/window goto 2")
            wally.type("/buffer #general")
            wally.type("hola desde weechat")
            irma.wait_for("hola desde weechat")
            irma.type("hola desde irssi")
            wally.wait_for("hola desde irssi")
            irma.type("/me saluda")
            wally.wait_for("irma saluda")
            irma.type("<i> -!- adiós")
            wally.wait_for("<i> -!- adiós")
            irma.type("/quit")
            wally.wait_for("has quit")
            wally.type("/logger flush")
            _wait_for_line(home / "weechat" / "logs" / "irc.casa.#general.weechatlog", "has quit")


def _wait_for_line(log: Path, text: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not log.exists() or text not in log.read_text("utf-8"):
        assert time.monotonic() < deadline, f"{text!r} was never written"
        time.sleep(0.05)  # between looks; what is waited for is the text
