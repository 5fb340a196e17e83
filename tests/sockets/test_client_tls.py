"""The client's way to a real server: TLS first, and nobody else in the place of whom it knows."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl
from contextlib import suppress
from pathlib import Path

import pytest

from mensajeria.app.own_certificate import own_certificate
from mensajeria.app.self_signed import self_signed
from mensajeria.client.address import Security, ServerAddress
from mensajeria.client.approach import Approach
from mensajeria.client.connection import Connection, GaveUp
from mensajeria.client.conversation import Conversation
from mensajeria.client.happenings import (
    Described,
    FirstVisit,
    Happening,
    LoggedIn,
    Lost,
    Told,
    Unencrypted,
    Welcomed,
)
from mensajeria.client.identity import Identity
from mensajeria.client.known_servers import KnownServers
from mensajeria.client.reasons import why_not_connected
from mensajeria.client.trust import VOUCHED, Known, NotTrusted, readable
from mensajeria.net.tls import server_context
from mensajeria.net.tls_door import TlsDoor
from tests.harness.certificates import for_server, pem
from tests.sockets.conftest import Serve
from tests.sockets.serving import PATIENCE

NAME = "chat.example.test"


@pytest.fixture
def servers(tmp_path: Path) -> KnownServers:
    return KnownServers(tmp_path / "known_servers")


def way(servers: KnownServers, security: Security = Security.TRY) -> Approach:
    """One that treats this machine as any other, and waits for no silent server."""
    return Approach(servers, security, remembers_loopback=True, handshake=PATIENCE)


def fingerprint(of: bytes) -> str:
    certificate = of.decode().partition("-----END PRIVATE KEY-----\n")[2]
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).digest().hex(":").upper()


def context(folder: Path, key_and_certificate: bytes) -> ssl.SSLContext:
    file = folder / "other.pem"
    file.write_bytes(key_and_certificate)
    return server_context(file, file)


def visit(approach: Approach, address: ServerAddress) -> tuple[bool, Happening | None]:
    """Whether it was with TLS, and what there was to tell."""

    async def go() -> tuple[bool, Happening | None]:
        opened = await approach.open(address, PATIENCE, asyncio.Event())
        with_tls = opened.writer.get_extra_info("ssl_object") is not None
        await opened.abandon()
        return with_tls, opened.news

    return asyncio.run(asyncio.wait_for(go(), PATIENCE))


def test_a_first_visit_is_told_and_remembered(serve: Serve, servers: KnownServers) -> None:
    address = ServerAddress(*serve(doors=(TlsDoor(for_server(), ()),)).address)
    shown = fingerprint(pem())
    assert visit(way(servers), address) == (True, FirstVisit(str(address), shown))
    assert servers.get(address) == Known(shown)
    assert visit(way(servers), address) == (True, None)


def test_a_changed_certificate_is_refused(
    serve: Serve, servers: KnownServers, tmp_path: Path
) -> None:
    door = TlsDoor(for_server(), ())
    address = ServerAddress(*serve(doors=(door,)).address)
    visit(way(servers), address)
    other = self_signed(["localhost"], [])
    door.context = context(tmp_path, other)
    with pytest.raises(NotTrusted) as refused:
        visit(way(servers), address)
    assert readable(fingerprint(pem())) in str(refused.value)
    assert readable(fingerprint(other)) in str(refused.value)
    assert servers.get(address) == Known(fingerprint(pem()))
    servers.put(address, None)
    assert visit(way(servers), address)[0]
    assert servers.get(address) == Known(fingerprint(other))


@pytest.mark.slow
def test_a_server_without_tls_is_met_plainly_unless_it_was_met_with_it(
    serve: Serve, servers: KnownServers
) -> None:
    address = ServerAddress(*serve(doors=()).address)
    assert visit(way(servers), address) == (False, Unencrypted(str(address)))
    assert servers.get(address) is None
    servers.put(address, VOUCHED)
    with pytest.raises((NotTrusted, ConnectionError)):
        visit(way(servers), address)
    assert visit(way(servers, Security.NEVER), address) == (False, None)


def test_who_answers_plainly_in_place_of_a_known_server_hears_nothing(
    servers: KnownServers,
) -> None:
    heard: list[bytes] = []

    async def story() -> None:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b":irc NOTICE * :*** Looking up your hostname\r\n")
            heard.append(await reader.read())
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            address = ServerAddress(*server.sockets[0].getsockname())
            servers.put(address, VOUCHED)
            connection = Connection(
                address, Identity("ana", "s3cret"), print, [], dialler=way(servers).open
            )
            with pytest.raises(GaveUp, match="reached with TLS before"):
                await connection.run()

    asyncio.run(asyncio.wait_for(story(), PATIENCE))
    assert b"s3cret" not in heard[0]
    assert heard[1:] == [b""]


def test_a_known_server_that_sends_everybody_away_is_no_reason_for_alarm(
    servers: KnownServers,
) -> None:
    async def story() -> None:
        async def dismiss(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"ERROR :Closing Link: 127.0.0.1 (Too many connections)\r\n")
            with suppress(OSError):
                await reader.read()  # as they hang up; closing now would take our words back
            writer.close()

        async with await asyncio.start_server(dismiss, "127.0.0.1", 0) as server:
            address = ServerAddress(*server.sockets[0].getsockname())
            servers.put(address, VOUCHED)
            with pytest.raises(OSError, match="Too many connections") as dismissed:
                await way(servers).open(address, PATIENCE, asyncio.Event())
            assert why_not_connected(dismissed.value, str(address)) == (
                "The server closed the connection: Too many connections."
            )

    asyncio.run(asyncio.wait_for(story(), PATIENCE))


@pytest.mark.parametrize("known", [None, VOUCHED])
def test_a_stalled_handshake_ends(
    servers: KnownServers, known: Known | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mensajeria.client.approach.HANDSHAKE_OF_KNOWN", 0.01)
    approach = Approach(servers, remembers_loopback=True, handshake=0.01)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = ServerAddress(*silent.getsockname())
        if known is None:
            assert visit(approach, address) == (False, Unencrypted(str(address)))
            return
        servers.put(address, known)
        with pytest.raises(ConnectionAbortedError):
            visit(approach, address)


def test_on_this_machine_nobody_is_remembered(
    serve: Serve, servers: KnownServers, tmp_path: Path
) -> None:
    door = TlsDoor(for_server(), ())
    address = ServerAddress(*serve(doors=(door,)).address)
    assert visit(Approach(servers), address) == (True, None)
    door.context = context(tmp_path, self_signed(["localhost"], []))
    assert visit(Approach(servers), address) == (True, None)
    assert servers.get(address) is None


def test_a_certificate_that_authorities_vouch_for_takes_the_place_of_a_remembered_one(
    serve: Serve, servers: KnownServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = socket.getaddrinfo

    def anywhere(host: str, *rest: object, **options: object) -> object:
        return here("127.0.0.1" if host == NAME else host, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", anywhere)
    door = TlsDoor(for_server(), ())
    address = ServerAddress(NAME, serve(doors=(door,)).address[1])
    assert visit(way(servers), address)[1] == FirstVisit(str(address), fingerprint(pem()))
    vouched = self_signed([NAME], [])
    door.context = context(tmp_path, vouched)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.pem"))
    assert visit(way(servers), address) == (True, None)
    assert servers.get(address) == VOUCHED
    door.context = for_server()
    with pytest.raises(NotTrusted, match="authorities vouch for"):
        visit(way(servers), address)
    servers.put(address, None)
    door.context = context(tmp_path, vouched)
    assert visit(way(servers), address) == (True, None), "nothing to tell of who is vouched for"
    assert servers.get(address) == VOUCHED


def test_a_person_chats_over_it_and_leaves(serve: Serve, servers: KnownServers) -> None:
    address = ServerAddress(*serve(doors=(TlsDoor(for_server(), ()),)).address)
    heard: list[Happening] = []

    def listen(happening: Happening) -> None:
        heard.append(happening)
        if isinstance(happening, Welcomed):
            connection.session.send("WHOIS", "ana")
        if isinstance(happening, Described):
            connection.quit("bye")

    connection = Connection(address, Identity("ana"), listen, [], dialler=way(servers).open)
    asyncio.run(asyncio.wait_for(connection.run(), PATIENCE))
    described = next(each for each in heard if isinstance(each, Described))
    assert "is using a secure connection" in described.other


def test_a_server_that_ends_is_gone_and_no_bug(serve: Serve, servers: KnownServers) -> None:
    server = serve(doors=(TlsDoor(for_server(), ()),))
    heard: list[Happening] = []

    def end() -> None:
        for each in list(server.hub.connections.values()):
            each.dismiss("Server shutting down")

    def listen(happening: Happening) -> None:
        heard.append(happening)
        if isinstance(happening, Welcomed):
            server.loop.call_soon_threadsafe(end)
        if isinstance(happening, Lost):
            connection.quit()

    address = ServerAddress(*server.address)
    connection = Connection(address, Identity("ana"), listen, [], dialler=way(servers).open)
    asyncio.run(asyncio.wait_for(connection.run(), PATIENCE))
    assert isinstance(heard[-1], Lost)


def test_an_account_is_known_by_the_certificate_from_then_on(
    serve: Serve, servers: KnownServers, tmp_path: Path
) -> None:
    address = ServerAddress(*serve(doors=(TlsDoor(for_server(), ()),)).address)
    approach = way(servers)
    approach.certificate = lambda: own_certificate(tmp_path)
    first = stay(approach, address, LoggedIn, Told, Told, say="/register open-sesame")
    assert LoggedIn("ana", asked=True) in first
    assert LoggedIn("ana") in stay(approach, address, LoggedIn, Welcomed)
    approach.certificate = lambda: None
    assert not any(isinstance(each, LoggedIn) for each in stay(approach, address, Welcomed))


def stay(
    approach: Approach, address: ServerAddress, *awaited: type[Happening], say: str = ""
) -> list[Happening]:
    """Connect, type something, and leave once all of this has happened."""
    heard: list[Happening] = []
    waiting = list(awaited)

    def listen(happening: Happening) -> None:
        heard.append(happening)
        if type(happening) in waiting:
            waiting.remove(type(happening))
        if isinstance(happening, Welcomed) and say:
            assert Conversation(connection).typed(say) == []
        if not waiting:
            connection.quit()

    connection = Connection(address, Identity("ana"), listen, [], dialler=approach.open)
    asyncio.run(asyncio.wait_for(connection.run(), PATIENCE))
    return heard
