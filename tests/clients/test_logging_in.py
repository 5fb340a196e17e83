"""irssi and WeeChat log in to an account by themselves, each in the ways that it has."""

from __future__ import annotations

import hashlib
import io
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from mensajeria.app.admin.users import kept_in, run
from mensajeria.app.self_signed import self_signed
from tests.clients.serving import Serving
from tests.clients.terminal import Terminal
from tests.clients.test_debian_clients import needs

pytestmark = pytest.mark.clients

IRSSI = """
servers = ( { address = "HOST"; port = "PORT"; chatnet = "casa"; autoconnect = "yes"; } );
chatnets = { casa = { type = "IRC"; nick = "irma"; sasl_mechanism = "PLAIN";
             sasl_username = "ana"; sasl_password = "dos palabras"; }; };
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the account ana."""
    monkeypatch.setattr("sys.stdin", io.StringIO("dos palabras\n"))
    run("add", tmp_path / "data", "ana")
    return tmp_path / "data"


@contextmanager
def weechat(server: Serving, home: Path, options: str) -> Iterator[Terminal]:
    where = f"/server add casa {server.host}/{server.port} -nicks=wendy {options}"
    password = "/set irc.server.casa.sasl_password dos palabras"
    commands = [where, password, "/connect casa"]
    with Terminal(
        ["weechat", f"--dir={home}", *chain(*(("-r", each) for each in commands))]
    ) as wendy:
        yield wendy


def is_let_in_as_ana(wendy: Terminal) -> None:
    """Looked at where it shows what a server says."""
    wendy.wait_for("Channel #general")
    wendy.type("/buffer irc.server.casa")
    wendy.type("/whois wendy")
    wendy.wait_for("is logged in as ana")


def test_irssi_with_plain(data: Path, tmp_path: Path) -> None:
    needs("tmux", "irssi")
    with Serving(data) as server:
        home = tmp_path / "irssi"
        home.mkdir()
        settings = IRSSI.replace("HOST", server.host).replace("PORT", str(server.port))
        (home / "config").write_text(settings)
        with Terminal(["irssi", f"--home={home}"]) as irma:
            irma.wait_for("SASL authentication succeeded")
            irma.wait_for("logged in as ana")


def test_weechat_with_scram(data: Path, tmp_path: Path) -> None:
    needs("tmux", "weechat")
    options = "-notls -sasl_mechanism=scram-sha-256 -sasl_username=ana"
    with Serving(data) as server, weechat(server, tmp_path / "weechat", options) as wendy:
        is_let_in_as_ana(wendy)


def test_weechat_with_a_certificate(data: Path, tmp_path: Path) -> None:
    needs("tmux", "weechat")
    pem = tmp_path / "wendy.pem"
    pem.write_bytes(self_signed(["wendy"], []))
    der = ssl.PEM_cert_to_DER_cert(pem.read_text().rpartition("KEY-----\n")[2])
    with kept_in(data) as kept:
        ana = kept.find("ana")
        kept.store(replace(ana, fingerprints=(hashlib.sha256(der).hexdigest(),)))
    options = f"-ssl -ssl_verify=off -ssl_cert={pem} -sasl_mechanism=external"
    with Serving(data) as server, weechat(server, tmp_path / "weechat", options) as wendy:
        is_let_in_as_ana(wendy)
