"""Accounts on a whole server: real hashes, SCRAM and certificates, across a kill and a restart."""

from __future__ import annotations

import base64
import hashlib
import hmac
import signal
import sqlite3
import ssl
from contextlib import closing
from pathlib import Path

import pytest

from mensajeria.storage.opening import DATABASE
from tests.sockets.process import Process, running
from tests.sockets.serving import Client
from tests.unit.net.test_client_certificates import carrying


def encoded(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def answer(client: Client, line: str) -> str:
    """Send it; the next line."""
    client.send(line)
    return client.line()


def plain(client: Client, password: str) -> str:
    client.send("CAP REQ sasl", "AUTHENTICATE PLAIN")
    client.until("AUTHENTICATE +")
    return answer(client, f"AUTHENTICATE {encoded(f'{chr(0)}ana{chr(0)}{password}')}")


def scram(client: Client, password: str) -> str:
    """Logs in as ana; what the server says last."""
    client.send("CAP REQ sasl", "AUTHENTICATE SCRAM-SHA-256")
    client.until("AUTHENTICATE +")
    bare = "n=ana,r=rOprNGfwEbeRWgbNEkqO"
    first = _said(answer(client, f"AUTHENTICATE {encoded(f'n,,{bare}')}"))
    values = dict(part.split("=", 1) for part in first.split(","))
    salt, count = base64.b64decode(values["s"]), int(values["i"])
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, count)
    key = hmac.digest(salted, b"Client Key", "sha256")
    without_proof = f"c=biws,r={values['r']}"
    signed = f"{bare},{first},{without_proof}".encode()
    signature = hmac.digest(hashlib.sha256(key).digest(), signed, "sha256")
    proof = bytes(a ^ b for a, b in zip(key, signature, strict=True))
    last = _said(answer(client, f"AUTHENTICATE {encoded(f'{without_proof},p={encoded(proof)}')}"))
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    assert last == f"v={encoded(hmac.digest(server_key, signed, 'sha256'))}"
    return answer(client, "AUTHENTICATE +")


def _said(line: str) -> str:
    return base64.b64decode(line.split()[-1]).decode()


def secure(server: Process) -> Client:
    """A client with a certificate of its own, who does not look at the server's."""
    context = carrying()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    client = server.connect()
    client.start_tls(context)
    return client


def test_an_account_outlives_its_server(tmp_path: Path) -> None:
    with running("--data", str(tmp_path)) as server:
        ana = secure(server)
        ana.send("NICK ana", "USER ana 0 * :Ana")
        ana.sync()
        assert "REGISTER SUCCESS ana" in answer(ana, "REGISTER * * :dos palabras")
        ana.sync()
        assert " CHANGED ana " in answer(ana, "ACCOUNT CERT")
        server.signal(signal.SIGKILL)
        server.exit_code()
    with running("--data", str(tmp_path)) as server:
        assert " 904 " in plain(server.connect(), "otra")
        assert " 900 " in plain(server.connect(), "dos palabras")
        assert " 900 " in scram(server.connect(), "dos palabras")
        again = secure(server)
        again.send("CAP REQ sasl", "AUTHENTICATE EXTERNAL")
        again.until("AUTHENTICATE +")
        assert " 900 " in answer(again, "AUTHENTICATE +")


def test_a_server_that_cannot_read_its_accounts_says_so(tmp_path: Path) -> None:
    with running("--data", str(tmp_path)):
        pass
    with closing(sqlite3.connect(tmp_path / DATABASE)) as db, db:
        db.execute("INSERT INTO records VALUES ('Account', 'ana', x'c1')")
    with pytest.raises(AssertionError) as caught:  # it does not start
        Process("--data", str(tmp_path))
    said = str(caught.value)
    assert f"what the server remembers in {tmp_path} cannot be read: " in said
    assert "Traceback" not in said
