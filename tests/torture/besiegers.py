"""Clients that send garbage, and clients that never read: what a server on the internet gets."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from random import Random

SCRAPS = (
    b"NICK \xff\xfe\r\n",
    b"USER\r\nJOIN #plaza,,\x00\r\n",
    b"@" + b"a" * 9000 + b" PRIVMSG #plaza :x\r\n",
    b"CAP REQ :" + b"x " * 200 + b"\r\n",
    b"BATCH +a draft/multiline #plaza\r\n@batch=a PRIVMSG #plaza :never ends\r\n",
    b"\x16\x03\x01\x00\xa5\x01\x00\x00",
    b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n",
    b"PROXY TCP4 1.2.3.4\r\n",
    b"x" * 70_000,
)
SLOW = 5


async def besiege(port: int, chance: Random) -> None:
    """Goes on until it is cancelled."""
    slow = [_slow_reader(port) for _ in range(SLOW)]
    try:
        while True:
            await _garbage(port, chance)
    finally:
        for each in slow:
            each.close()


async def _garbage(port: int, chance: Random) -> None:
    """One connection: scraps of this and that, and noise; then it hangs up or breaks off."""
    with suppress(OSError):
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(chance.randrange(1, 5)):
            writer.write(chance.choice(SCRAPS) + chance.randbytes(chance.randrange(300)))
            await writer.drain()
        if chance.random() < 0.5:
            writer.transport.abort()
        else:
            writer.close()
            await writer.wait_closed()


def _slow_reader(port: int) -> socket.socket:
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", port))
    slow.sendall(f"NICK s{slow.fileno()}\r\nUSER s 0 * :s\r\nJOIN #plaza\r\n".encode())
    return slow
