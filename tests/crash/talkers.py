"""Clients that talk without pause, and keep every line that they were shown until the very end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from random import Random

CAPABILITIES = ("echo-message", "message-tags", "server-time")
FRIENDS = ("ana", "leo", "eva")
NAMES = (*FRIENDS, "rex", "sol")
WINDOW = 8
"""How many of its messages a talker has under way: the next one follows the echo of one."""


class Talker(asyncio.Protocol):
    """One client. Its messages are numbered, `"<round> <name> <number>"`, and wait for no other's.

    In between it goes in and out of channels, changes topics and whispers to `FRIENDS`; who is none
    of these also changes nicks. `heard` has all complete lines, without CR LF.
    """

    def __init__(self, name: str, round_: int, chance: Random, told: Callable[[], None]) -> None:
        self.name = name
        self.heard: list[bytes] = []
        self.welcome = False
        self.gone = asyncio.get_running_loop().create_future()
        self._round = round_
        self._friends = [friend for friend in FRIENDS if friend != name]  # an echo is enough
        self._chance = chance
        self._told = told
        self._rest = b""
        self._number = 0
        self._mine = f":{round_} {name} ".encode()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send(f"CAP REQ :{' '.join(CAPABILITIES)}", f"NICK {self.name}")
        self._send(f"USER {self.name} 0 * :A talker", "CAP END")

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        for line in lines:
            self.heard.append(line)
            self._answer(line)
            self._told()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)

    def start(self) -> None:
        """Everybody is here now, and may be whispered to."""
        for _ in range(WINDOW):
            self._talk()

    def _answer(self, line: bytes) -> None:
        words = line.split(b" ")
        if words[0] == b"PING":
            self._send(f"PONG {words[1].decode()}")
        elif b" 001 " in line:
            self._send("JOIN #plaza")
            self.welcome = True
        elif self._mine in line:  # an echo; nobody else says such things
            self._talk()

    def _talk(self) -> None:
        self._number += 1
        text = f":{self._round} {self.name} {self._number}"
        dice = self._chance.random()
        if dice < 0.05:
            self._send(f"PART #side {text}", "JOIN #side")
        elif dice < 0.1:
            self._send(f"TOPIC #side {text}")
        elif dice < 0.15 and self.name not in FRIENDS:
            self._send(f"NICK {self.name}{self._number}")
        to = self._chance.choice(self._friends) if dice > 0.85 else "#plaza"
        self._send(f"PRIVMSG {to} {text}")

    def _send(self, *lines: str) -> None:
        self._transport.write("".join(f"{line}\r\n" for line in lines).encode())


class Crowd:
    """Several talkers; at once when they have heard `lines` in all, `end` is called."""

    def __init__(self, round_: int, chance: Random, end: Callable[[], None], lines: int) -> None:
        self.talkers: list[Talker] = []
        self._round = round_
        self._chance = chance
        self._end = end
        self._left = lines
        self._started = False

    async def talk(self, port: int, patience: float) -> list[Talker]:
        """Returns when all connections are gone; TimeoutError after `patience` seconds."""
        for name in NAMES:
            talker = partial(Talker, name, self._round, self._chance, self._told)
            try:
                loop = asyncio.get_running_loop()
                self.talkers.append((await loop.create_connection(talker, "127.0.0.1", port))[1])
            except OSError:
                if self._left > 0:  # nobody has ended it
                    raise
        await asyncio.wait_for(asyncio.gather(*(t.gone for t in self.talkers)), patience)
        return self.talkers

    def _told(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._end()
        if not self._started and sum(talker.welcome for talker in self.talkers) == len(NAMES):
            self._started = True
            for talker in self.talkers:
                talker.start()
