"""TLS on the one port, with real TLS clients. A bad handshake hurts only its own end."""

from __future__ import annotations

import shutil
import ssl
import subprocess

import pytest

from mensajeria.net.doors import NoHttpHere
from mensajeria.net.limits import Limits
from mensajeria.net.tls_door import TlsDoor
from tests.harness.certificates import for_client, for_server
from tests.sockets.conftest import Serve
from tests.sockets.serving import PATIENCE, Client, Serving, numbers
from tests.sockets.speaking import FILLING, speak_until_dropped
from tests.unit.net.test_client_certificates import carrying


def door() -> TlsDoor:
    return TlsDoor(for_server(), (NoHttpHere(),))


@pytest.fixture
def server(serve: Serve) -> Serving:
    return serve(doors=(door(), NoHttpHere()))


def secure(server: Serving, nick: str, *, receive_buffer: int = 0) -> Client:
    """Somebody who came by TLS."""
    client = server.connect(receive_buffer=receive_buffer)
    client.start_tls(for_client())
    client.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
    return client


def test_both_talk_on_the_same_port_and_one_is_secure(server: Serving) -> None:
    (ana,) = server.enter("ana")
    leo = secure(server, "leo")
    leo.sync()
    ana.sync()
    ana.send("PRIVMSG #general :hola")
    leo.until(":ana!~ana@127.0.0.1 PRIVMSG #general :hola")
    leo.send("PRIVMSG #general :que tal", "WHOIS ana", "WHOIS leo")
    ana.until(":leo!~leo@127.0.0.1 PRIVMSG #general :que tal")
    told = [line for line in leo.sync() if " 671 " in line]
    assert told == [":mensajeria.local 671 leo leo :is using a secure connection"]


def offered_to(client: Client) -> list[str]:
    """What it may do with sasl."""
    client.send("CAP LS 302")
    words = [word.removeprefix(":") for line in client.sync() for word in line.split()]
    return [word for word in words if word.startswith("sasl=")]


def test_a_certificate_of_the_client_is_of_use_to_it(server: Serving) -> None:
    ana = server.connect()
    ana.start_tls(carrying())
    assert offered_to(ana) == ["sasl=PLAIN,SCRAM-SHA-256,EXTERNAL"]
    leo = server.connect()
    leo.start_tls(for_client())
    assert offered_to(leo) == ["sasl=PLAIN,SCRAM-SHA-256"]


def test_browsers_are_not_asked_for_a_certificate(server: Serving) -> None:
    """They would show their users all that they have, to choose from."""
    context = carrying()
    context.set_alpn_protocols(["h2", "http/1.1"])
    browser = server.connect()
    browser.start_tls(context)
    assert offered_to(browser) == ["sasl=PLAIN,SCRAM-SHA-256"]


def test_http_inside_tls_gets_its_answer(server: Serving) -> None:
    browser = server.connect()
    browser.start_tls(for_client())
    browser.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    head, body = browser.all().decode().split("\r\n\r\n")
    assert head.startswith("HTTP/1.1 421 ")
    assert f"127.0.0.1:{server.address[1]}" in body


def test_a_handshake_byte_by_byte(server: Serving) -> None:
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = for_client().wrap_bio(incoming, outgoing, server_hostname="localhost")
    client = server.connect()

    def send() -> None:
        for byte in outgoing.read():
            client.raw(bytes([byte]))

    while True:
        try:
            tls.do_handshake()
            break
        except ssl.SSLWantReadError:
            send()
            incoming.write(client.socket.recv(65536))
    tls.write(b"PING end\r\n")
    send()
    incoming.write(client.socket.recv(65536))
    assert b"PONG" in tls.read()


@pytest.mark.parametrize("said", [b"\x16", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"])
def test_a_handshake_that_stops_ends_when_registration_must(server: Serving, said: bytes) -> None:
    leo = secure(server, "leo")
    leo.sync()
    stalled = server.connect()
    stalled.raw(said)
    server.wait_until(lambda: len(server.hub.callers) == 2)
    server.pass_time(31)
    stalled.all()  # comes to an end
    stalled.close()
    server.wait_until(lambda: len(server.hub.callers) == 1)
    assert leo.sync() == []


def test_silence_after_the_handshake_ends_with_a_reason(server: Serving) -> None:
    silent = server.connect()
    silent.start_tls(for_client())
    server.wait_until(lambda: len(server.hub.callers) == 1)
    server.pass_time(31)
    assert silent.rest() == ["ERROR :Closing Link: 127.0.0.1 (Registration timed out)"]


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x00\x05hello",
        b"\x16\x03\x00" + bytes(1000),
        b"\x16\x03\x01\xff\xff" + b"x" * 100_000,
    ],
)
def test_garbage_is_answered_with_an_alert(server: Serving, garbage: bytes) -> None:
    leo = secure(server, "leo")
    leo.sync()
    client = server.connect()
    client.raw(garbage)
    server.wait_until(lambda: len(server.hub.callers) == 1)
    assert leo.sync() == []


def test_who_leaves_in_the_middle_of_the_handshake_is_forgotten(server: Serving) -> None:
    for end in (1, 5, 100):
        client = server.connect()
        client.raw((b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200))[:end])
        client.reset()
    server.wait_until(lambda: not server.hub.callers)


def test_goodbye_is_answered_with_goodbye(server: Serving) -> None:
    client = server.connect()
    client.start_tls(for_client())
    assert isinstance(client.socket, ssl.SSLSocket)
    client.socket.unwrap()  # raises if there is none
    server.wait_until(lambda: not server.hub.callers)


def test_the_last_words_are_followed_by_goodbye(server: Serving) -> None:
    leo = secure(server, "leo")
    leo.sync()
    vars(leo.socket)["suppress_ragged_eofs"] = (
        False  # an end without goodbye is an error from now on
    )
    leo.send("QUIT :adios")
    assert leo.rest()[-1].endswith("ERROR :Closing Link: 127.0.0.1 (Quit: adios)")


def test_who_vanishes_is_gone(server: Serving) -> None:
    (ana,) = server.enter("ana")
    leo = secure(server, "leo")
    leo.sync()
    leo.close()
    ana.until(" QUIT :")
    server.wait_until(lambda: len(server.hub.callers) == 1)


def test_who_never_reads_is_dropped_and_nobody_else_notices(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, send_queue=65_536), doors=(door(),))
    ana, leo = server.enter("ana", "leo")
    secure(server, "slow", receive_buffer=4096)
    ana.until("JOIN #general")
    speak_until_dropped(ana, leo, ":slow!~slow@127.0.0.1 QUIT :SendQ exceeded")
    server.wait_until(lambda: len(server.hub.callers) == 2)


def test_much_in_both_directions(serve: Serve) -> None:
    server = serve(limits=Limits(throttle=False, send_queue=16_000_000), doors=(door(),))
    ana, leo = secure(server, "ana"), secure(server, "leo")
    ana.sync()
    leo.sync()
    for start in range(0, 5_000, 500):
        ana.send(*(f"PRIVMSG leo :{FILLING} {n}" for n in range(start, start + 500)))
        ana.sync()
    assert list(numbers(leo.sync(), FILLING)) == list(range(5_000))


def test_a_new_certificate_is_for_newcomers(serve: Serve) -> None:
    tls = door()
    server = serve(doors=(tls,))
    leo = secure(server, "leo")
    leo.sync()
    tls.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)  # has no certificate at all
    with pytest.raises(ssl.SSLError):
        server.connect().start_tls(for_client())
    assert leo.sync() == []


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl")
def test_openssl_s_client(server: Serving) -> None:
    host, port = server.address
    done = subprocess.run(
        ["openssl", "s_client", "-quiet", "-verify_quiet", "-connect", f"{host}:{port}"],
        input="NICK ana\r\nUSER ana 0 * :Ana\r\nQUIT :adios\r\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert " 001 ana " in done.stdout
    assert done.stdout.splitlines()[-1].endswith("(Quit: adios)")


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl")
def test_renegotiation_is_refused(server: Serving) -> None:
    """`R` makes s_client ask for it. RFC 5246, 7.2.2, no_renegotiation."""
    leo = secure(server, "leo")
    leo.sync()
    host, port = server.address
    done = subprocess.run(
        ["openssl", "s_client", "-tls1_2", "-connect", f"{host}:{port}"],
        input="R\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert "RENEGOTIATING" in done.stdout + done.stderr
    assert "no renegotiation" in done.stderr
    server.wait_until(lambda: len(server.hub.callers) == 1)
    assert leo.sync() == []
