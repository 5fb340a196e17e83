"""A whole server's certificate: made at the first start, renewed by SIGHUP, checked."""

from __future__ import annotations

import signal
import ssl
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path

import pytest

from mensajeria.app.self_signed import self_signed
from tests.sockets.process import PATIENCE, ROOT, running
from tests.sockets.serving import Client


def believing(pem: Path) -> ssl.SSLContext:
    """A client's, which believes this certificate only."""
    return ssl.create_default_context(cadata=pem.read_text("ascii").partition("KEY-----\n")[2])


def enter(client: Client, context: ssl.SSLContext, nick: str) -> None:
    client.start_tls(context)
    client.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
    client.sync()


def test_nothing_configured(tmp_path: Path) -> None:
    for nick in ("ana", "leo"):  # it is the same at the second start
        with running("--data", str(tmp_path)) as server:
            if nick == "ana":
                context = believing(tmp_path / "tls.pem")
            enter(server.connect(), context, nick)
            assert server.end() == (0, "")


def test_in_memory_only(tmp_path: Path) -> None:
    with running("--ephemeral", "--data", str(tmp_path)) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        enter(server.connect(), context, "ana")
    assert list(tmp_path.iterdir()) == []


def test_the_door_can_be_closed(tmp_path: Path) -> None:
    with running("--data", str(tmp_path), "--set", "doors.tls=false") as server:
        client = server.connect()
        client.raw(b"\x16\x03\x01\x02\x00")
        assert client.rest()[0].endswith("(This port does not speak TLS; connect without it)")
    assert not (tmp_path / "tls.pem").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
def test_sighup_reads_the_files_again_and_sessions_stay(tmp_path: Path) -> None:
    pem = tmp_path / "own.pem"
    pem.write_bytes(self_signed(["localhost"], [ip_address("127.0.0.1")]))
    named = ["--set", f"tls.certificate={pem}", "--set", f"tls.key={pem}"]
    with running("--ephemeral", "--set", "limits.throttle=false", *named) as server:
        ana = server.connect()
        enter(ana, believing(pem), "ana")
        pem.write_bytes(self_signed(["localhost"], [ip_address("127.0.0.1")]))
        server.signal(signal.SIGHUP)
        for _attempt in range(1000):
            leo = server.connect()
            try:
                enter(leo, believing(pem), "leo")
                break
            except ssl.SSLCertVerificationError:  # not read again yet
                leo.close()
        else:
            raise AssertionError("not read again")
        leo.send("PRIVMSG #general :hola")
        assert ana.until("PRIVMSG #general :hola")


def test_a_certificate_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_bytes(b"hola")
    command = [sys.executable, "-m", "mensajeria", "server", "--lang", "en", "--ephemeral"]
    named = ["--set", f"tls.certificate={wrong}", "--set", f"tls.key={wrong}"]
    done = subprocess.run(
        [*command, "--listen", "127.0.0.1:0", *named],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"mensajeria: {wrong} does not hold a certificate and its key without a password, as PEM\n"
    )
