"""The plain text door: who waits, or types what is no protocol, is a person with nc or telnet."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mensajeria.app.visitor import Visitor
from mensajeria.engine.settings import Settings
from mensajeria.net.doors import Door, NoHttpHere, NoTlsHere
from mensajeria.net.http.door import HttpDoor
from mensajeria.net.limits import Limits
from mensajeria.net.text_door import Speaks, TextDoor, what_speaks
from mensajeria.net.tls_door import TlsDoor
from mensajeria.net.websocket.origins import Origins
from tests.harness.certificates import for_client, for_server
from tests.sockets.conftest import Serve
from tests.sockets.serving import Client, Serving

NAME = "What is your name? "


def doors(*, password: bool = False) -> tuple[Door, ...]:
    inside = (
        NoHttpHere(),
        TextDoor(lambda: Visitor("Plaza", "en", asks_password=password)),
    )
    return (NoTlsHere(), *inside)


def reads(client: Client, text: str, encoding: str = "utf-8") -> str:
    """All that is shown up to and with this text, which must come."""
    shown = b""
    while not shown.endswith(text.encode(encoding)):
        byte = client.socket.recv(1)
        assert byte, f"closed before {text!r}: {shown!r}"
        shown += byte
    return shown.decode(encoding)


def waiting(server: Serving) -> Client:
    """Somebody who says nothing and has been asked for their name."""
    client = server.connect()
    before = server.call(lambda: len(server.hub.connections))
    server.wait_until(lambda: len(server.hub.callers) > before)
    server.pass_time(1.5)
    reads(client, NAME)
    return client


def visitor(server: Serving, name: str) -> Client:
    client = waiting(server)
    client.raw(f"{name}\n".encode())
    reads(client, f"in #general: {'' if name == 'ana' else 'ana, '}{name}\r\n")
    return client


def test_who_says_nothing_for_a_moment_is_greeted(serve: Serve) -> None:
    server = serve(doors=doors())
    client = server.connect()
    server.wait_until(lambda: len(server.hub.callers) == 1)
    server.pass_time(1.4)
    server.pass_time(0.1)
    assert reads(client, NAME) == (
        "This is Plaza, a chat: everybody here reads what you write.\r\n"
        f"/lang es: español\r\n{NAME}"
    )


def test_nobody_is_greeted_too_early(serve: Serve) -> None:
    server = serve(doors=doors())
    client = server.connect()
    server.wait_until(lambda: len(server.hub.callers) == 1)
    server.pass_time(1.4)
    client.send("PING 1")
    assert client.line().endswith("PONG mensajeria.local 1")


HEAD = b"GET / HTTP/1.1\r\nHost: plaza\r\nUser-Agent: %s\r\n\r\n"


def ask_for_page(server: Serving, agent: bytes) -> None:
    """What a browser or another program does, on a connection of its own."""
    client = server.connect()
    client.raw(HEAD % agent)
    client.all()


def silent(server: Serving) -> Client:
    client = server.connect()
    server.wait_until(lambda: len(server.hub.callers) == 1)
    return client


@pytest.fixture
def browsed(serve: Serve) -> Serving:
    site: Any = Site()
    return serve(doors=(NoTlsHere(), HttpDoor(site, Origins()), *doors()[2:]))


class Site:
    async def speaker(self) -> asyncio.Protocol:
        return Speaker()


class Speaker(asyncio.Protocol):
    """Ends the connection when it is asked for something."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, _data: bytes) -> None:
        self._transport.close()


def test_what_a_browser_keeps_in_reserve_is_never_greeted(browsed: Serving) -> None:
    reserve = silent(browsed)
    ask_for_page(browsed, b"Mozilla/5.0")
    browsed.wait_until(lambda: len(browsed.hub.callers) == 1)
    browsed.pass_time(10)
    browsed.pass_time(19)
    browsed.pass_time(2)
    assert reserve.all() == b""


def test_whoever_calls_after_a_browser_waits_a_little_longer(browsed: Serving) -> None:
    ask_for_page(browsed, b"Mozilla/5.0")
    browsed.pass_time(5)
    client = silent(browsed)
    browsed.pass_time(4.9)
    browsed.pass_time(0.1)
    reads(client, NAME)


def test_whoever_calls_after_another_program_does_not(browsed: Serving) -> None:
    ask_for_page(browsed, b"curl/8.0")
    client = silent(browsed)
    browsed.pass_time(1.5)
    reads(client, NAME)


def test_a_browser_that_was_greeted_is_not_the_next_time(serve: Serve) -> None:
    server = serve(doors=doors())
    client = waiting(server)
    client.raw(HEAD % b"Mozilla/5.0")
    with suppress(ConnectionResetError):
        client.all()
    reserve = silent(server)
    server.pass_time(10)
    server.pass_time(21)
    assert reserve.all() == b""


def test_what_wakes_the_server_is_no_name(serve: Serve) -> None:
    server = serve(doors=doors())
    client = server.connect()
    client.raw(b"hello?\nana\nhola\n")
    reads(client, f"{NAME}[")
    reads(client, "1 in #general: ana\r\n")


def test_people_and_programs_in_one_channel(serve: Serve) -> None:
    server = serve(Settings(channel_modes="n"), doors=doors())
    (leo,) = server.enter("leo")
    ana = waiting(server)
    ana.raw(b"ana\r\n")
    reads(ana, "2 in #general: leo, ana\r\n")
    assert leo.sync() == [":ana!~ana@127.0.0.1 JOIN #general"]
    ana.raw("¡Hola!\n/me waves\n/msg leo psst\n".encode())
    assert leo.until("psst") == [
        ":ana!~ana@127.0.0.1 PRIVMSG #general :¡Hola!",
        ":ana!~ana@127.0.0.1 PRIVMSG #general :\x01ACTION waves\x01",
        ":ana!~ana@127.0.0.1 PRIVMSG leo :psst",
    ]
    leo.send("PRIVMSG #general :hi \x1b[2Jana\a\r\nTOPIC #general :tea", "PART #general :bye")
    shown = reads(ana, "(bye)\r\n").splitlines()
    assert [line[len("[12:01] ") :] for line in shown] == [
        "<leo> hi ␛[2Jana␇",
        "-- leo set the topic of #general: tea",
        "-- leo left #general (bye)",
    ]


@pytest.mark.parametrize("leaving", [b"/quit\n", b"\x04", b"\x03", b"\xff\xf4"])
def test_leaving(serve: Serve, leaving: bytes) -> None:
    server = serve(doors=doors())
    (leo,) = server.enter("ana")
    client = visitor(server, "eva")
    leo.sync()
    client.raw(leaving)
    assert client.all() == b""
    assert "QUIT" in leo.sync()[0]


def test_the_end_of_what_they_type_is_leaving(serve: Serve) -> None:
    server = serve(doors=doors())
    (leo,) = server.enter("ana")
    client = visitor(server, "eva")
    client.raw(b"adios\n")
    client.hang_up()
    assert client.all() == b""
    assert leo.until("QUIT")[-2:] == [
        ":eva!~eva@127.0.0.1 PRIVMSG #general :adios",
        ":eva!~eva@127.0.0.1 QUIT :Quit: ",
    ]


def test_a_name_that_is_taken_or_none_is_asked_for_again(serve: Serve) -> None:
    server = serve(doors=doors())
    server.enter("ana")
    client = waiting(server)
    client.raw(b"ana\n")
    assert "ana" in reads(client, NAME)
    client.raw(b"two words\n")
    assert "two words cannot be a name." in reads(client, NAME)
    client.raw(b"x" * 31 + b"\n")
    reads(client, NAME)
    client.raw(b"\n")
    assert reads(client, NAME) == NAME
    client.raw(b"eva\n")
    reads(client, "connected as eva\r\n")


def test_the_password_is_asked_for(serve: Serve) -> None:
    server = serve(Settings(password="sesame"), doors=doors(password=True))
    client = server.connect()
    client.raw(b"\n")
    reads(client, "The server's password: ")
    client.raw(b"sesame\n")
    reads(client, NAME)
    client.raw(b"ana\n")
    reads(client, "connected as ana\r\n")


def test_a_wrong_password_ends_it(serve: Serve) -> None:
    server = serve(Settings(password="sesame"), doors=doors(password=True))
    client = server.connect()
    client.raw(b"\nguess\nana\n")
    assert client.all().decode().endswith("That is not the password.\r\n")


def test_another_language(serve: Serve) -> None:
    server = serve(doors=doors())
    client = waiting(server)
    client.raw(b"/lang es\n")
    reads(client, "¿Cómo te llamas? ")
    client.raw(b"ana\n")
    reads(client, "ahora estás en #general\r\n")
    client.raw(b"/lang en\n/lang xx\n")
    reads(client, "The language is English now.\r\n")
    reads(client, "/lang en, /lang es\r\n")


def test_a_program_that_is_slow_to_speak_is_served_all_the_same(serve: Serve) -> None:
    server = serve(doors=doors())
    client = waiting(server)
    client.send("CAP LS 302")
    client.send("NICK ana", "USER ana 0 * :Ana", "CAP END")
    lines = client.until(" 001 ")
    assert lines[0].startswith(":mensajeria.local CAP * LS ")
    assert server.call(lambda: len(server.hub.connections)) == 1


@pytest.mark.parametrize("first", [b"POST / HTTP/1.1\r\n\r\nNICK eva\r\n", b"\x16\x03\x01\x02\x00"])
def test_whatever_else_spoke_after_the_greeting_is_shown_out(serve: Serve, first: bytes) -> None:
    """A web page must not be able to have its browser say something here."""
    server = serve(doors=doors())
    client = waiting(server)
    client.raw(first)
    assert client.all() == b""


def test_old_terminals_get_back_what_they_speak(serve: Serve) -> None:
    server = serve(doors=doors())
    (ana,) = server.enter("ana")
    client = visitor(server, "eva")
    client.raw("mañana\n".encode("latin-1"))
    assert ana.until("PRIVMSG")[-1].endswith("PRIVMSG #general :mañana")
    ana.send("PRIVMSG #general :sí, señora 😀")
    reads(client, "<ana> sí, señora ?\r\n", "latin-1")


def test_what_is_too_long_is_not_sent(serve: Serve) -> None:
    server = serve(doors=doors())
    (ana,) = server.enter("ana")
    client = visitor(server, "eva")
    client.raw(b"x" * 70_000 + b"\nshort\n")
    reads(client, "That line was too long; nothing of it was sent.\r\n")
    assert ana.until("PRIVMSG")[-1].endswith("PRIVMSG #general :short")


def test_flooding_waits_as_everywhere(serve: Serve) -> None:
    server = serve(limits=Limits(flood_burst=5, flood_rate=100_000), doors=doors())
    client = visitor(server, "ana")
    (leo,) = server.enter("leo")
    client.raw((b"hello " * 50 + b"\n") * 100 + b"that was all\n")  # more than the backlog holds
    assert len(leo.until("that was all")) == 101


def test_one_who_only_listens_is_not_thrown_out(serve: Serve) -> None:
    server = serve(doors=doors())
    client = visitor(server, "ana")
    server.pass_time(1000)
    client.raw(b"/who\n")
    reads(client, "1 in #general: ana\r\n")


def test_one_who_never_says_a_name_is(serve: Serve) -> None:
    server = serve(doors=doors())
    client = waiting(server)
    server.pass_time(110)
    server.pass_time(30)
    assert client.all().decode().endswith("saying who you are took too long.\r\n")


def test_one_byte_at_a_time(serve: Serve) -> None:
    server = serve(doors=doors())
    client = server.connect()
    for byte in b"\xff\xfb\x01\xff\xfd\x03ana\r\n":
        client.raw(bytes([byte]))
    reads(client, "1 in #general: ana\r\n")


def test_a_person_inside_tls(serve: Serve) -> None:
    inside = doors()[1:]
    server = serve(doors=(TlsDoor(for_server(), inside), *inside))
    client = server.connect()
    client.start_tls(for_client())
    server.pass_time(1.5)
    server.pass_time(1.5)
    reads(client, NAME)


def test_who_has_not_finished_the_handshake_is_not_greeted(serve: Serve) -> None:
    inside = doors()[1:]
    server = serve(doors=(TlsDoor(for_server(), inside), *inside))
    client = server.connect()
    client.raw(b"\x16\x03\x01")
    server.wait_until(lambda: len(server.hub.callers) == 1)
    server.pass_time(5)
    assert server.call(lambda: len(server.hub.connections)) == 0


@pytest.mark.parametrize(
    ("first", "speaks"),
    [
        (b"CAP LS 302\r\n", Speaks.IRC),
        (b"nick ana\n", Speaks.IRC),
        (b"\xef\xbb\xbfNICK ana\r\n", Speaks.IRC),
        (b"@label=1 PING x\r\n", Speaks.IRC),
        (b":ana USER ana 0 * :Ana\r\n", Speaks.IRC),
        (b"QUIT\r\n", Speaks.IRC),
        (b"Nick\r\n", Speaks.WORDS),
        (b"hello everybody\r\n", Speaks.WORDS),
        (b"JOIN #general\r\n", Speaks.WORDS),
        (b"\r\n", Speaks.WORDS),
        (b"\xff\xfb\x01", Speaks.WORDS),
        (b":)\r\n", Speaks.WORDS),
        (b"\0" * 512, Speaks.WORDS),
        (b"GET / HTTP/1.1\r\n", Speaks.ANOTHER),
        (b"CAP LS", None),
        (b"GE", None),
    ],
)
def test_what_speaks(first: bytes, speaks: Speaks | None) -> None:
    assert what_speaks(first) is speaks


@given(st.binary(max_size=600))
def test_a_longer_beginning_never_changes_what_it_is(data: bytes) -> None:
    verdicts = [what_speaks(data[:end]) for end in range(len(data) + 1)]
    known = [each for each in verdicts if each is not None]
    assert len(set(known)) <= 1
