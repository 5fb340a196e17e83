"""SCRAM-SHA-256 on the wire, with a client of its own (RFC 5802, RFC 7677)."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from mensajeria.engine.sasl.scram import keys_of
from tests.harness.town import Client, Town

OURS = "3rfcNHYJY1ZVvWVs7j"
"""The server's part of the nonce in tests."""

ALREADY = ":mensajeria.local 900 leo leo!~leo@127.0.0.1 ana :You are now logged in as ana"


def encoded(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


@pytest.fixture
def leo(town: Town) -> Client:
    """Somebody who may log in to the account ana, whose password is "sésamo"."""
    town.connect("ana").send("REGISTER * * :sésamo")
    return town.connect("leo", ["sasl"])


def say(client: Client, text: str | bytes) -> str:
    """Send a SASL message; the server's answer, decoded if it is one."""
    client.send(f"AUTHENTICATE {encoded(text) or '+'}")
    lines = client.seen()
    if " AUTHENTICATE " in lines[0]:
        return base64.b64decode(lines[0].split()[-1]).decode()
    return "\n".join(lines)


def begin(client: Client, first: str = "n,,n=ana,r=abc") -> str:
    client.send("AUTHENTICATE SCRAM-SHA-256")
    assert client.seen() == [":mensajeria.local AUTHENTICATE +"]
    return say(client, first)


def final(password: str, first: str, server_first: str, without_proof: str) -> tuple[str, str]:
    """The client's last message, and the signature that it expects of the server."""
    values = dict(part.split("=", 1) for part in server_first.split(","))
    salted = hashlib.pbkdf2_hmac(
        "sha256", password.encode(), base64.b64decode(values["s"]), int(values["i"])
    )
    bare = first.split(",", 2)[2]
    signed = f"{bare},{server_first},{without_proof}".encode()
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    signature = hmac.digest(hashlib.sha256(client_key).digest(), signed, "sha256")
    proof = bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    verifier = hmac.digest(server_key, signed, "sha256")
    return f"{without_proof},p={encoded(proof)}", f"v={encoded(verifier)}"


def test_the_keys_are_those_of_the_example() -> None:
    """RFC 7677, section 3: user "user", password "pencil"."""
    keys = keys_of(b"pencil", base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096)
    signed = (
        "n=user,r=rOprNGfwEbeRWgbNEkqO,"
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
    )
    proof = base64.b64decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
    signature = hmac.digest(keys.stored_key, signed.encode(), "sha256")
    client_key = bytes(a ^ b for a, b in zip(proof, signature, strict=True))
    assert hashlib.sha256(client_key).digest() == keys.stored_key
    verifier = hmac.digest(keys.server_key, signed.encode(), "sha256")
    assert encoded(verifier) == "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="


@pytest.mark.parametrize("header", ["n,,", "y,,", "n,a=ana,", "n,a=ANA,"])
def test_the_right_password(leo: Client, header: str) -> None:
    first = f"{header}n=Ana,r=abc"
    ours = begin(leo, first)
    assert ours == f"r=abc{OURS},s={encoded('salt of all')},i=2"
    message, verifier = final("sésamo", first, ours, f"c={encoded(header)},r=abc{OURS}")
    assert say(leo, message) == verifier
    leo.send("AUTHENTICATE +")
    assert leo.seen() == [ALREADY, ":mensajeria.local 903 leo :SASL authentication successful"]


def test_the_wrong_password(leo: Client) -> None:
    ours = begin(leo)
    message, _ = final("otra", "n,,n=ana,r=abc", ours, f"c=biws,r=abc{OURS}")
    assert say(leo, message) == failed("invalid-proof")
    assert leo.town.engine.attempts.too_many("127.0.0.1", leo.town.now, most=1)


def failed(why: str) -> str:
    return f":mensajeria.local 904 leo :SASL authentication failed: {why}"


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("p=tls-unique,,n=ana,r=abc", "channel-binding-not-supported"),
        ("n,,m=ext,n=ana,r=abc", "extensions-not-supported"),
        ("n,,n=a=na,r=abc", "invalid-username-encoding"),
        ("n,,n=,r=abc", "invalid-username-encoding"),
        ("n,a=a=na,n=ana,r=abc", "invalid-username-encoding"),
        ("n,a=leo,n=ana,r=abc", "other-error"),
        ("n,,n=ana,r=", "invalid-encoding"),
        ("n,,n=ana,r=with space", "invalid-encoding"),
        ("n,,n=ana", "invalid-encoding"),
        ("n,,r=abc,n=ana", "invalid-encoding"),
        ("x,,n=ana,r=abc", "invalid-encoding"),
        ("n,b=,n=ana,r=abc", "invalid-encoding"),
        ("n", "invalid-encoding"),
        ("n,,n=nobody,r=abc", "wrong account or password"),
    ],
)
def test_first_messages_that_are_refused(leo: Client, first: str, why: str) -> None:
    """RFC 5802, section 7, `server-error-value`."""
    assert begin(leo, first) == failed(why)


def test_a_name_with_a_comma_is_read(leo: Client) -> None:
    """ "=2C" and "=3D" stand for "," and "="."""
    assert begin(leo, "n,,n=a=2Cb=3D,r=abc") == failed("wrong account or password")


def test_what_is_no_utf8_is_refused(leo: Client) -> None:
    leo.send("AUTHENTICATE SCRAM-SHA-256")
    leo.seen()
    assert say(leo, b"n,,n=\xff,r=abc") == failed("invalid-encoding")


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (f"c=eSws,r=abc{OURS},p=AAAA", "channel-bindings-dont-match"),
        (f"c=biws,r=abd{OURS},p=AAAA", "other-error"),
        ("c=biws,r=abc,p=AAAA", "other-error"),
        (f"c=biws,r=abc{OURS},p=AAAA", "invalid-proof"),
        (f"c=biws,r=abc{OURS},p=?", "invalid-encoding"),
        (f"c=biws,r=abc{OURS}", "invalid-encoding"),
        (f"c=biws,r=abc{OURS},x=y", "invalid-encoding"),
        ("", "invalid-encoding"),
    ],
)
def test_last_messages_that_are_refused(leo: Client, message: str, why: str) -> None:
    begin(leo)
    assert say(leo, message) == failed(why)
    leo.send("AUTHENTICATE +")
    assert "904" in leo.seen()[-1]  # there is no exchange any more: "+" is no mechanism


def test_a_client_that_says_more_than_it_should_is_refused(leo: Client) -> None:
    ours = begin(leo)
    message, verifier = final("sésamo", "n,,n=ana,r=abc", ours, f"c=biws,r=abc{OURS}")
    assert say(leo, message) == verifier
    assert say(leo, "more") == failed("other-error")


def test_an_account_that_is_gone_in_the_middle_is_nobodys(leo: Client) -> None:
    ours = begin(leo)
    message, verifier = final("sésamo", "n,,n=ana,r=abc", ours, f"c=biws,r=abc{OURS}")
    assert say(leo, message) == verifier
    account = leo.town.engine.network.accounts.find("ana")
    assert account
    leo.town.engine.network.accounts.remove(account.key)
    leo.send("AUTHENTICATE +")
    assert leo.seen() == [failed("wrong account or password")]
