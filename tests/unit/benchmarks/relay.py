"""A server just good enough for the load generator, which cheats as a test wants it to."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

Line = bytes
# (who hears it, the line) -> what that listener is sent instead
Cheat = Callable[[str, Line], list[Line]]


def honest(listener: str, line: Line) -> list[Line]:
    """Every line, once, as it comes."""
    return [line]


@contextmanager
def relay(cheat: Cheat = honest) -> Iterator[int]:
    """One channel of everybody on a port of 127.0.0.1, which is what the block gets."""
    with socket.create_server(("127.0.0.1", 0)) as door, socket.socket() as bell:
        bell.connect(door.getsockname())
        thread = threading.Thread(target=_Relay(door, cheat).serve)
        thread.start()
        try:
            yield door.getsockname()[1]
        finally:
            bell.sendall(b"STOP\r\n")
            thread.join(10)


class _Relay:
    def __init__(self, door: socket.socket, cheat: Cheat) -> None:
        self.door, self.cheat = door, cheat
        self.waiting = selectors.DefaultSelector()
        self.clients = ExitStack()
        self.unfinished: dict[socket.socket, bytes] = {}
        self.nicks: dict[socket.socket, str] = {}
        self.serving = True

    def serve(self) -> None:
        with self.waiting, self.clients:
            self.waiting.register(self.door, selectors.EVENT_READ)
            while self.serving:
                for key, _ in self.waiting.select(10):
                    assert isinstance(key.fileobj, socket.socket)
                    self.ready(key.fileobj)

    def ready(self, client: socket.socket) -> None:
        if client is self.door:
            client = self.clients.enter_context(self.door.accept()[0])
            self.unfinished[client] = b""
            self.waiting.register(client, selectors.EVENT_READ)
        elif received := self.received(client):
            *lines, self.unfinished[client] = (self.unfinished[client] + received).split(b"\r\n")
            for line in lines:
                self.hear(client, line)
        else:
            self.waiting.unregister(client)
            self.nicks.pop(client, None)

    def received(self, client: socket.socket) -> bytes:
        try:
            return client.recv(65536)
        except ConnectionResetError:
            return b""

    def hear(self, client: socket.socket, line: Line) -> None:
        command, _, rest = line.partition(b" ")
        if command == b"NICK":
            self.nicks[client] = rest.decode()
        elif command == b"USER":
            client.sendall(b":relay 001 you :welcome\r\n")
        elif command == b"JOIN":
            client.sendall(b":relay 366 you " + rest + b" :End of /NAMES list\r\n")
        elif command == b"PRIVMSG":
            self.pass_on(client, b":%s!u@h %s\r\n" % (self.nicks[client].encode(), line))
        elif command == b"STOP":
            self.serving = False

    def pass_on(self, author: socket.socket, line: Line) -> None:
        for client, nick in self.nicks.items():
            if client is not author:
                with suppress(ConnectionError):  # the generator may be done, and gone
                    client.sendall(b"".join(self.cheat(nick, line)))
