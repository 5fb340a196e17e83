"""What the page on how to join tells people to type does connect them, in real clients."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.serving import Serving
from tests.clients.terminal import Terminal

pytestmark = pytest.mark.clients


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with Serving(tmp_path / "data") as serving:
        yield serving


def words(server: Serving) -> list[str]:
    """All that the page shows to be typed."""
    with urllib.request.urlopen(f"http://{server.address}/?lang=en", timeout=30) as answer:
        page = answer.read().decode()
    return [html.unescape(each) for each in re.findall("<code>(.*?)</code></pre>", page, re.DOTALL)]


def test_irssi_connects_by_tls_and_checks_the_fingerprint(server: Serving, tmp_path: Path) -> None:
    if not (shutil.which("irssi") and shutil.which("tmux")):
        pytest.skip("irssi or tmux is not installed")
    (connect,) = (each for each in words(server) if each.startswith("/connect -tls"))
    wrong = re.sub("[0-9A-F]{2}:", "00:", connect)
    with Terminal(["irssi", f"--home={tmp_path / 'irssi'}", "--nick=irma"], columns=160) as irma:
        irma.wait_for("irssi")
        irma.type(wrong)
        irma.wait_for("Pinned certificate mismatch")
        irma.type("/disconnect")
        irma.type(connect)
        irma.wait_for("Welcome to")


def test_weechat_connects_by_tls_and_checks_the_fingerprint(
    server: Serving, tmp_path: Path
) -> None:
    program = shutil.which("weechat") or shutil.which("weechat-curses")
    if not (program and shutil.which("tmux")):
        pytest.skip("weechat or tmux is not installed")
    add, connect = (each for each in words(server) if re.match("/server add|/connect chat", each))
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    if int(version.stdout.split(".")[0]) < 4:  # as the page says
        add = add.replace("tls", "ssl")
    wrong = re.sub("=[0-9a-f]+", "=" + "0" * 64, add).replace("chat", "wrong")
    start = [program, f"--dir={tmp_path / 'weechat'}", "-r"]
    with Terminal([*start, "/set irc.look.server_buffer independent"], columns=160) as wanda:
        wanda.wait_for("server_buffer = independent")
        wanda.type(wrong)
        wanda.type("/connect wrong")
        wanda.wait_for("fingerprint does NOT match")
        wanda.type("/disconnect wrong")
        wanda.type(add)
        wanda.type(connect)
        wanda.wait_for("#general")
        wanda.type("/set irc.msgbuffer.whois current")
        wanda.type("/whois")
        wanda.wait_for("is using a secure connection")
