"""irssi and WeeChat, as people have them, join and talk in both directions."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.serving import Serving
from tests.clients.terminal import Terminal

pytestmark = pytest.mark.clients

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    """Everybody may set the topic, since nobody is the lobby's operator."""
    with Serving(tmp_path / "data", 'channels.modes="n"') as serving:
        yield serving


def needs(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def plain_client(server: Serving, name: str, home: Path) -> Terminal:
    command = [sys.executable, "-m", "mensajeria", "client", server.address, "--name", name]
    env = {"XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    return Terminal([*command, "--plain"], env=env)


def test_irssi_and_our_client_talk(server: Serving, tmp_path: Path) -> None:
    needs("tmux", "irssi")
    irssi = [
        "irssi",
        f"--home={tmp_path / 'irssi'}",
        "--nick=irma",
        f"--connect={server.host}",
        f"--port={server.port}",
    ]
    with Terminal(irssi) as irma, plain_client(server, "pau", tmp_path) as pau:
        irma.wait_for("irma")
        pau.wait_for("#general")
        irma.type("/set cmd_queue_speed 10msec")  # it is shy by itself
        irma.type("/window goto 2")
        irma.wait_for("[#general")
        pau.type("hola irssi, ¿qué tal?")
        irma.wait_for("hola irssi, ¿qué tal?")
        irma.type("hola desde irssi")
        pau.wait_for("<irma> hola desde irssi")
        irma.type("/me saluda")
        pau.wait_for("irma saluda")
        irma.type("/topic #general de todo un poco")
        pau.wait_for("de todo un poco")
        irma.type("/nick irmita")
        pau.wait_for("irmita")
        irma.type("/whois pau")
        irma.type("/window goto 1")  # where it shows such answers
        irma.wait_for("End of WHOIS")


def test_weechat_and_our_client_talk(server: Serving, tmp_path: Path) -> None:
    needs("tmux", "weechat")
    weechat = [
        "weechat",
        f"--dir={tmp_path / 'weechat'}",
        "-r",
        f"/server add casa {server.host}/{server.port} -notls -nicks=wendy",
        "-r",
        "/connect casa",
    ]
    with Terminal(weechat) as wendy, plain_client(server, "pau", tmp_path) as pau:
        wendy.wait_for("wendy")
        pau.wait_for("#general")
        wendy.type("/buffer #general")
        pau.type("hola weechat, ¿qué tal?")
        wendy.wait_for("hola weechat, ¿qué tal?")
        wendy.type("hola desde weechat")
        pau.wait_for("<wendy> hola desde weechat")
        wendy.type("/me saluda")
        pau.wait_for("wendy saluda")
        wendy.type("/mode #general")
        wendy.type("/part adiós a todas")
        pau.wait_for("adiós a todas")
