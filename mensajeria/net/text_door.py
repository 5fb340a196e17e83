"""`TextDoor`: for people who have nothing but `nc` or telnet. Bytes here, words elsewhere.

To the engine they are a client like any other. Between the two stands a `Person`, made outside of
the net, who turns what is typed into IRC, and IRC into sentences.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import Enum
from typing import Final, Protocol

from mensajeria.engine.dispatch import COMMANDS
from mensajeria.net.caller import Caller, Peer
from mensajeria.net.connection import Connection
from mensajeria.net.doors import HTTP_METHODS, TLS_HANDSHAKE, Greeting, begins_with_any
from mensajeria.net.hub import Hub
from mensajeria.net.keyboard import IAC, Key, Keyboard
from mensajeria.net.stream import StreamConnection
from mensajeria.wire.errors import WireError
from mensajeria.wire.message import parse

PATIENCE: Final = 4
"""Times as long as a program gets, for a person to think of a name."""

_ENOUGH: Final = 512
"""Bytes without a line end that are no first line of any protocol."""

_BOM: Final = b"\xef\xbb\xbf"


class Person(Protocol):
    """Puts IRC into words for somebody, and their words into IRC. Gives each output once."""

    def greet(self) -> None: ...
    def typed(self, line: str) -> None: ...
    def typed_too_much(self) -> None: ...
    def quit(self) -> None: ...
    def heard(self, lines: bytes) -> None: ...
    def to_show(self) -> str: ...
    def to_send(self) -> list[bytes]: ...


class Speaks(Enum):
    """What somebody's first line shows them to be."""

    IRC = "a program that speaks IRC"
    ANOTHER = "a program that speaks something else"
    WORDS = "a person"


def what_speaks(first: bytes) -> Speaks | None:
    """What it is that begins so; None if that takes more of it.

    IRC begins with a command that makes sense before registration, and what that is about: somebody
    may be called Nick. Programs that only wait longer than others are still known by such a line.
    """
    if first[:1] == bytes((IAC,)):
        return Speaks.WORDS
    another = begins_with_any(first, (TLS_HANDSHAKE, *HTTP_METHODS))
    if another:
        return Speaks.ANOTHER
    line, end, _rest = first.replace(b"\r", b"\n").partition(b"\n")
    if not end and len(first) < _ENOUGH:
        return None
    return Speaks.IRC if _is_irc(line.removeprefix(_BOM)) else Speaks.WORDS


def _is_irc(line: bytes) -> bool:
    try:
        message = parse(line)
    except WireError:
        return False
    command = COMMANDS.get(message.command)
    if command is None or command.registered:
        return False
    return bool(message.params) or message.command == "QUIT"


class TextDoor(Greeting):
    """Leads to a `Person` whom `meet` makes for each caller."""

    def __init__(self, meet: Callable[[], Person]) -> None:
        self._meet = meet

    def fits(self, first: bytes) -> bool | None:
        if not first:
            return None
        speaks = what_speaks(first)
        return None if speaks is None else speaks is Speaks.WORDS

    def open(self, caller: Caller, first: bytes) -> None:
        """What they typed before they were asked anything, if only to wake us, is no answer."""
        connection = TextConnection(caller.hub, caller.peer, self._meet())
        caller.hand_over(connection)
        if first:
            connection.wake(first)


class TextConnection(Connection):
    """A person's connection. Their terminal may be another one, so all that is shown is text."""

    def __init__(self, hub: Hub, peer: Peer, person: Person) -> None:
        super().__init__(hub, peer)
        self._person = person
        self._keyboard = Keyboard()
        self._first: bytes | None = b""  # what they have said, until it shows what they speak
        self._waking = False  # the line under way is no answer

    def framed(self, lines: Iterable[bytes]) -> bytes:
        self._person.heard(b"".join(lines))
        self.hub.loop.call_soon(self._answer)
        return self._shown()

    def unframed(self, data: bytes) -> list[bytes]:
        lines: list[bytes] = []
        for typed in self._keyboard.feed(data):
            if typed is Key.LEAVE:
                self._person.quit()
                return lines + self._person.to_send()
            if self._waking:
                self._waking = False
            elif typed is Key.TOO_LONG:
                self._person.typed_too_much()
            else:
                self._person.typed(str(typed))
                lines += self._person.to_send()
        self._show()
        return lines

    def connection_made(self, transport: object) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        _keep_alive(self.transport.get_extra_info("socket"))
        self._person.greet()
        self._show()

    def wake(self, first: bytes) -> None:
        """Take in what they said before they were greeted."""
        self._first = None
        self._waking = first[0] != IAC
        self.data_received(first)

    def data_received(self, data: bytes) -> None:
        if self._first is not None:
            self._first += data
            speaks = what_speaks(self._first)
            if speaks is None:
                return
            data, self._first = self._first, None
            if speaks is not Speaks.WORDS:
                self._mistaken(speaks, data)
                return
        super().data_received(data)

    def quit(self) -> None:
        self._person.quit()
        self.keep(self._person.to_send())

    def beat(self, now: float) -> None:
        """A person who only listens is not asked for a sign of life; their system is."""
        if self.session.user is None and (
            now - self.peer.since > PATIENCE * self.hub.limits.registration
        ):
            self.dismiss("Registration timed out")

    def _mistaken(self, speaks: Speaks, first: bytes) -> None:
        """This was no person after all, only a program that is slow to speak."""
        self.hub.disconnect(self.session, "")
        if speaks is Speaks.IRC:
            connection = StreamConnection(self.hub, self.peer)
            self.hand_over(connection)
            connection.data_received(first)
        else:  # which cannot understand what it was told, nor may a web page go on from here
            self.hub.browsers.spoke(self.peer.address, self.hub.clock())
            self.transport.abort()

    def _answer(self) -> None:
        """Pass on what follows from what was heard."""
        lines = self._person.to_send()
        if lines and not self.session.gone and not self.session.closing:
            self.keep(lines)

    def _show(self) -> None:
        text = self._shown()
        if text:
            self.write(text)

    def _shown(self) -> bytes:
        return self._person.to_show().encode(self._keyboard.encoding, "replace")


def _keep_alive(sock: socket.socket | None) -> None:
    """Have the system find out whether they are still there: after a minute, thrice."""
    if sock is None:
        return
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 3)):
            if hasattr(socket, option):
                sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
