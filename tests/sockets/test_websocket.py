"""IRC over WebSocket (IRCv3 `websocket`, RFC 6455), with a client library and with raw frames."""

from __future__ import annotations

import socket
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Close, CloseCode, Frame, Opcode
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from mensajeria.net.doors import NoTlsHere
from mensajeria.net.limits import Limits
from mensajeria.net.tls_door import TlsDoor
from mensajeria.net.websocket.origins import Origins
from mensajeria.wire.lines import HARD_LIMIT
from tests.harness.certificates import for_client, for_server
from tests.sockets.browsing import http_door
from tests.sockets.conftest import Serve
from tests.sockets.serving import PATIENCE, Client, Serving

TEXT, BINARY = Subprotocol("text.ircv3.net"), Subprotocol("binary.ircv3.net")
REGISTRATION = ("NICK eva", "USER eva 0 * :Eva")
MASK = b"\1\2\3\4"


def serving(serve: Serve, limits: Limits | None = None, origins: Origins | None = None) -> Serving:
    return serve(limits=limits, doors=(NoTlsHere(), http_door(origins or Origins())))


def opened(
    server: Serving,
    wanted: Sequence[Subprotocol] = (TEXT,),
    origin: str | None = None,
) -> ClientConnection:
    """A WebSocket; the server's host is the test's own."""
    host, port = server.address
    client = connect(
        f"ws://{host}:{port}/any/path",
        subprotocols=wanted or None,
        origin=Origin(origin) if origin is not None else None,
        open_timeout=PATIENCE,
        close_timeout=PATIENCE,
        ping_interval=None,
    )
    return client.__enter__()  # or it warns; the tests themselves close it when they want to


def entered(server: Serving, wanted: Sequence[Subprotocol] = (TEXT,)) -> ClientConnection:
    """One who is in #general as eva, and has read everything so far."""
    eva = opened(server, wanted)
    for line in (*REGISTRATION, "PING in"):
        eva.send(line)
    until(eva, "in")
    return eva


def until(client: ClientConnection, end: str) -> list[str | bytes]:
    """The messages up to the first that ends so."""
    messages: list[str | bytes] = []
    while True:
        messages.append(client.recv(PATIENCE))
        last = messages[-1]
        if (last if isinstance(last, str) else last.decode()).endswith(end):
            return messages


def rest(client: ClientConnection) -> list[str | bytes]:
    """The messages up to the end, which must come."""
    messages = []
    with suppress(ConnectionClosed):
        while True:
            messages.append(client.recv(PATIENCE))
    return messages


class Raw:
    """A WebSocket without a library's scruples."""

    def __init__(self, server: Serving, at_once: bytes = b"") -> None:
        self.client: Client = server.connect()
        self.client.raw(handshake() + at_once)
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.client.socket.recv(1)
        assert head.startswith(b"HTTP/1.1 101 ")

    def enter(self) -> None:
        for line in (*REGISTRATION, "PING in"):
            self.send(Opcode.TEXT, line.encode())
        for opcode, payload in self.frames():
            if opcode is Opcode.TEXT and payload.endswith(b" in"):
                return

    def send(self, opcode: Opcode, payload: bytes, *, fin: bool = True, mask: bool = True) -> None:
        self.client.raw(Frame(opcode, payload, fin).serialize(mask=mask))

    def frames(self) -> Iterator[tuple[Opcode, bytes]]:
        """What comes until the server closes."""
        while head := self._read(2):
            size = head[1]
            assert size < 127
            if size == 126:
                size = int.from_bytes(self._read(2), "big")
            yield Opcode(head[0] & 15), self._read(size)

    def end(self) -> tuple[list[bytes], Close]:
        """The messages up to the end, and what the server said of it."""
        *messages, (opcode, payload) = self.frames()
        assert opcode is Opcode.CLOSE
        return [each for _, each in messages], Close.parse(payload)

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size and (more := self.client.socket.recv(size - len(data))):
            data += more
        return data


def handshake(**fields: str) -> bytes:
    """A request for a WebSocket; `fields` replace or leave out ("") some of it."""
    all_fields = {
        "Host": "plaza.local:7667",
        "Upgrade": "websocket",
        "Connection": "keep-alive, Upgrade",
        "Sec-WebSocket-Key": b64encode(bytes(16)).decode(),
        "Sec-WebSocket-Version": "13",
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = [f"{name}: {value}\r\n" for name, value in all_fields.items() if value]
    return f"GET / HTTP/1.1\r\n{''.join(lines)}\r\n".encode()


# The opening handshake


@pytest.mark.parametrize(
    ("wanted", "agreed"),
    [
        ([TEXT], TEXT),
        ([BINARY], BINARY),
        ([TEXT, BINARY], TEXT),
        ([BINARY, TEXT], BINARY),
        ([Subprotocol("soap"), BINARY], BINARY),
        ([Subprotocol("soap")], None),
        ([], None),
    ],
)
def test_the_subprotocol_is_the_clients_first(
    serve: Serve, wanted: list[Subprotocol], agreed: Subprotocol | None
) -> None:
    """ "The server MUST accept any subprotocol it supports, respecting the client's order of
    preference. If no subprotocol can be agreed on, the server MAY continue connection
    establishment without sending the `Sec-WebSocket-Protocol` header"."""
    server = serving(serve)
    with opened(server, wanted) as eva:
        assert eva.subprotocol == agreed
        eva.send("PING 1")
        answer = eva.recv(PATIENCE)
    # "If `binary.ircv3.net` is negotiated, then client and server will exchange binary messages"
    assert isinstance(answer, bytes if agreed == BINARY else str)


def test_the_handshake_a_byte_at_a_time(serve: Serve) -> None:
    client = serving(serve).connect()
    for byte in handshake():
        client.raw(bytes([byte]))
    assert client.line() == "HTTP/1.1 101 Switching Protocols"


def test_what_comes_right_behind_the_handshake_is_not_lost(serve: Serve) -> None:
    raw = Raw(serving(serve), Frame(Opcode.TEXT, b"PING early").serialize(mask=True))
    assert next(raw.frames())[1].endswith(b" early")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Sec_WebSocket_Key": ""}, 400),
        ({"Sec_WebSocket_Key": "short"}, 400),
        ({"Sec_WebSocket_Version": "8"}, 426),
        ({"Connection": "keep-alive"}, 426),
        ({"Host": ""}, 400),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"no colon": "x\r\nbroken"}, 400),
        ({"Content_Length": "7"}, 400),
    ],
)
def test_a_handshake_that_cannot_be_answered(
    serve: Serve, changes: dict[str, str], status: int
) -> None:
    client = serving(serve).connect()
    client.raw(handshake(**changes))
    head = client.all().decode()
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert "X-Content-Type-Options: nosniff\r\n" in head
    if "Sec_WebSocket_Version" in changes:
        # RFC 6455, 4.2.2: "an appropriate HTTP error code (such as 426 Upgrade Required) and a
        # |Sec-WebSocket-Version| header field indicating the version(s) the server is capable of"
        assert "Sec-WebSocket-Version: 13\r\n" in head


def test_a_page_of_this_server_may_connect_and_others_if_they_are_listed(serve: Serve) -> None:
    server = serving(serve, origins=Origins(("https://friend.example",)))
    host, port = server.address
    for origin in (f"http://{host}:{port}", "https://friend.example"):
        with opened(server, origin=origin) as eva:
            eva.send("PING 1")
            assert eva.recv(PATIENCE)
    with pytest.raises(InvalidStatus) as refusal:
        opened(server, origin="https://enemy.example")
    assert refusal.value.response.status_code == 403


def test_inside_tls(serve: Serve) -> None:
    server = serve(doors=(TlsDoor(for_server(), (http_door(),)),))
    sock = socket.create_connection(server.address, timeout=PATIENCE)
    with connect(
        "wss://localhost/", sock=sock, ssl=for_client(), subprotocols=[TEXT], ping_interval=None
    ) as eva:
        eva.send("PING 1")
        assert eva.recv(PATIENCE)


# Lines as messages


def test_lines_go_both_ways(serve: Serve) -> None:
    server = serving(serve)
    (ana,) = server.enter("ana")
    eva, leo = entered(server), entered_as(server, "leo", BINARY)
    ana.until("leo")
    ana.send("PRIVMSG #general :hola, ñandú")
    hello = ":ana!~ana@127.0.0.1 PRIVMSG #general :hola, ñandú"
    assert hello in until(eva, "ñandú")
    assert hello.encode() in until(leo, "ñandú")
    leo.send(b"PRIVMSG #general :and back")
    assert ana.until("and back")[-1] == ":leo!~leo@127.0.0.1 PRIVMSG #general :and back"
    assert ":leo!~leo@127.0.0.1 PRIVMSG #general :and back" in until(eva, "and back")
    eva.close()
    leo.close()


def entered_as(server: Serving, nick: str, subprotocol: Subprotocol) -> ClientConnection:
    client = opened(server, (subprotocol,))
    for line in (f"NICK {nick}", f"USER {nick} 0 * :{nick}", "PING in"):
        client.send(line.encode() if subprotocol == BINARY else line)
    until(client, "in")
    return client


def test_a_message_in_fragments_is_one_line(serve: Serve) -> None:
    server = serving(serve)
    with opened(server) as eva:
        eva.send(["PI", "", "NG ", "pieces"])
        assert until(eva, "pieces")


def test_a_ping_between_fragments_is_answered(serve: Serve) -> None:
    """RFC 6455, 5.4: "Control frames (see Section 5.5) MAY be injected in the middle of a
    fragmented message"."""
    raw = Raw(serving(serve))
    raw.send(Opcode.TEXT, b"PING ", fin=False)
    raw.send(Opcode.PING, b"are you there")
    raw.send(Opcode.CONT, b"whole")
    frames = raw.frames()
    assert next(frames) == (Opcode.PONG, b"are you there")
    assert next(frames)[1].endswith(b" whole")


@pytest.mark.parametrize("ending", [b"\r\n", b"\n", b"\r"])
def test_line_ends_that_should_not_be_there_are_left_out(serve: Serve, ending: bytes) -> None:
    raw = Raw(serving(serve))
    raw.send(Opcode.BINARY, b"PING end" + ending)
    assert next(raw.frames())[1].endswith(b" end")


def test_two_lines_in_a_message_are_none(serve: Serve) -> None:
    """ "each message MUST consist of a single IRC line": a page that sends what a person pasted
    must not be made to give commands."""
    server = serving(serve)
    (ana,) = server.enter("ana")
    eva = entered(server)
    eva.send("PRIVMSG #general :hola\r\nQUIT :tricked")
    eva.send("PRIVMSG #general :still here")
    assert not [line for line in ana.until("still here") if "hola" in line or "tricked" in line]
    eva.close()


def test_an_empty_message_is_nothing(serve: Serve) -> None:
    with opened(serving(serve)) as eva:
        eva.send("")
        eva.send("PING 1")
        assert len(until(eva, "1")) == 1


# Ends


def test_saying_goodbye_is_quitting(serve: Serve) -> None:
    server = serving(serve)
    (ana,) = server.enter("ana")
    eva = entered(server)
    eva.send("PRIVMSG #general :last words")
    eva.close(CloseCode.GOING_AWAY, "tab closed")
    heard = ana.until("QUIT")
    assert heard[-2:] == [
        ":eva!~eva@127.0.0.1 PRIVMSG #general :last words",
        ":eva!~eva@127.0.0.1 QUIT :Connection closed",
    ]
    # RFC 6455, 5.5.1: "the endpoint typically echos the status code it received"
    assert eva.close_code == CloseCode.GOING_AWAY


def test_nothing_follows_the_answer_to_a_goodbye(serve: Serve) -> None:
    """RFC 6455, 5.5.1: "The application MUST NOT send any more data frames after sending a Close
    frame"."""
    server = serving(serve)
    raw = Raw(server)
    raw.enter()
    raw.client.raw(
        Frame(Opcode.TEXT, b"PING late").serialize(mask=True)
        + Frame(Opcode.CLOSE, b"").serialize(mask=True)
        + Frame(Opcode.TEXT, b"PING too late").serialize(mask=True)
    )
    assert list(raw.frames()) == [(Opcode.CLOSE, b"")]


def test_quitting_is_said_goodbye_to(serve: Serve) -> None:
    eva = entered(serving(serve))
    eva.send("QUIT :bye")
    assert rest(eva) == [":mensajeria.local ERROR :Closing Link: 127.0.0.1 (Quit: bye)"]
    assert eva.close_code == CloseCode.NORMAL_CLOSURE


def test_hanging_up_without_a_word_is_quitting(serve: Serve) -> None:
    server = serving(serve)
    (ana,) = server.enter("ana")
    raw = Raw(server)
    raw.enter()
    raw.client.hang_up()
    assert ana.until("QUIT")[-1] == ":eva!~eva@127.0.0.1 QUIT :Connection closed"
    raw.end()


def test_the_end_of_the_server_is_told(serve: Serve) -> None:
    """RFC 6455, 7.4.1: "1001 indicates that an endpoint is "going away", such as a server going
    down"."""
    server = serving(serve)
    eva = entered(server)
    server.run(server.hub.wind_up("Server shutting down", 1))
    assert rest(eva) == ["ERROR :Closing Link: 127.0.0.1 (Server shutting down)"]
    assert eva.close_code == CloseCode.GOING_AWAY


def test_silence_is_asked_about_and_then_ended(serve: Serve) -> None:
    server = serving(serve)
    eva = entered(server)
    server.pass_time(121)
    assert eva.recv(PATIENCE) == "PING :mensajeria.local"
    server.pass_time(121)
    assert rest(eva) == ["ERROR :Closing Link: 127.0.0.1 (Ping timeout: 242 seconds)"]
    assert eva.close_code == CloseCode.POLICY_VIOLATION


def test_who_never_registers_is_ended(serve: Serve) -> None:
    server = serving(serve)
    eva = opened(server)
    server.pass_time(31)
    assert rest(eva) == ["ERROR :Closing Link: 127.0.0.1 (Registration timed out)"]


# What is wrong


@pytest.mark.parametrize(
    ("frames", "code", "reason"),
    [
        ([(Opcode.TEXT, b"x" * (HARD_LIMIT + 1))], 1009, "Input line was far too long"),
        ([(Opcode.TEXT, b"PING \xff")], 1007, "A text message must be UTF-8"),
        ([(Opcode.CONT, b"PING 1")], 1002, "That is not how a WebSocket talks"),
        ([(Opcode.PING, b"x" * 126)], 1002, "That is not how a WebSocket talks"),
    ],
)
def test_what_is_no_websocket_is_ended(
    serve: Serve, frames: list[tuple[Opcode, bytes]], code: int, reason: str
) -> None:
    server = serving(serve)
    (ana,) = server.enter("ana")
    raw = Raw(server)
    raw.enter()
    for opcode, payload in frames:
        raw.client.raw(wire_frame(opcode, payload))
    messages, close = raw.end()
    assert (messages, close.code) == ([], code)
    assert ana.until("QUIT")[-1] == f":eva!~eva@127.0.0.1 QUIT :{reason}"


def wire_frame(opcode: Opcode, payload: bytes, *, fin: bool = True) -> bytes:
    """A masked frame, also one that the library would not make."""
    size = len(payload)
    length = bytes([128 | size]) if size < 126 else b""
    if 126 <= size < 65536:
        length = bytes([128 | 126]) + size.to_bytes(2, "big")
    elif size >= 65536:
        length = bytes([128 | 127]) + size.to_bytes(8, "big")
    masked = bytes(byte ^ MASK[at % 4] for at, byte in enumerate(payload))
    return bytes([(fin << 7) | opcode]) + length + MASK + masked


def test_fragments_have_the_limit_of_a_line_together(serve: Serve) -> None:
    raw = Raw(serving(serve))
    raw.enter()
    raw.client.raw(wire_frame(Opcode.TEXT, b"x" * HARD_LIMIT, fin=False))
    raw.client.raw(wire_frame(Opcode.CONT, b"x"))
    assert raw.end()[1].code == CloseCode.MESSAGE_TOO_BIG


def test_frames_must_be_masked(serve: Serve) -> None:
    """RFC 6455, 5.1: "The server MUST close the connection upon receiving a frame that is not
    masked"."""
    raw = Raw(serving(serve))
    raw.enter()
    raw.send(Opcode.TEXT, b"PING 1", mask=False)
    assert raw.end()[1].code == CloseCode.PROTOCOL_ERROR


def test_what_came_before_the_broken_frame_counts(serve: Serve) -> None:
    server = serving(serve)
    (ana,) = server.enter("ana")
    raw = Raw(server)
    raw.enter()
    raw.client.raw(
        wire_frame(Opcode.TEXT, b"PRIVMSG #general :before") + wire_frame(Opcode.TEXT, b"\xff")
    )
    raw.end()
    assert any("before" in line for line in ana.until("QUIT"))


def test_bytes_that_are_no_utf8_are_refused_but_no_reason_to_end(serve: Serve) -> None:
    with opened(serving(serve), (BINARY,)) as eva:
        eva.send(b"PRIVMSG #general :\xff")
        eva.send(b"PING on")
        assert any(b"INVALID_UTF8" in each for each in until(eva, "on") if isinstance(each, bytes))


def test_too_long_a_line_is_refused(serve: Serve) -> None:
    """ "Maximum message size is reduced by two bytes accordingly (ie. to 510 bytes ...)"."""
    with opened(serving(serve)) as eva:
        for size, is_too_long in ((510, False), (511, True)):
            eva.send("X" * size)
            eva.send(f"PING {size}")
            answers = " ".join(map(str, until(eva, str(size))))
            assert (" 417 " in answers) is is_too_long


@pytest.mark.parametrize("frame", [b"\x89\x80" + MASK, b"\x8a\x80" + MASK, b"\x81\x80" + MASK])
def test_frames_that_say_nothing_cost_too(serve: Serve, frame: bytes) -> None:
    server = serving(serve, Limits(flood_rate=0.1, connection_rate=100))
    raw = Raw(server)
    raw.client.raw(frame * 2000)
    server.wait_until(lambda: any(each._must_wait() for each in server.hub.connections.values()))


def test_lines_share_the_flood_budget_of_all_others(serve: Serve) -> None:
    server = serving(serve, Limits(flood_burst=5, flood_rate=0.1, backlog=1000))
    raw = Raw(server)
    for number in range(500):
        raw.send(Opcode.TEXT, b"PING %d" % number)
    answers = raw.frames()
    assert [next(answers)[1][-2:] for _ in range(5)] == [b" %d" % n for n in range(5)]
    server.wait_until(lambda: any(not each._reading for each in server.hub.connections.values()))


@pytest.mark.slow
def test_a_paste_is_only_delayed(serve: Serve) -> None:
    server = serving(serve, Limits(flood_burst=5, flood_rate=100_000, backlog=1000))
    raw = Raw(server)
    for number in range(500):
        raw.send(Opcode.TEXT, b"PING %d" % number)
    answers = raw.frames()
    assert [next(answers)[1].split()[-1] for _ in range(500)] == [b"%d" % n for n in range(500)]


def test_who_does_not_read_is_let_go(serve: Serve) -> None:
    server = serving(serve, Limits(throttle=False, send_queue=65536))
    (ana,) = server.enter("ana")
    raw = Raw(server)
    raw.enter()
    ana.until("eva")
    for _ in range(200):
        ana.send(*[f"PRIVMSG #general :{'x' * 400}"] * 200)
        if any("SendQ exceeded" in line for line in ana.sync()):
            return
    raise AssertionError("they are still there")
