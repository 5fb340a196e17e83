"""Clients that do all kinds of things without pause, and remember what they were shown and told."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from random import Random

from mensajeria.wire.message import Message, parse
from tests.torture.facts import Fact, Gatherer

CAPABILITIES = (
    "message-tags server-time echo-message batch labeled-response standard-replies sasl"
    " draft/multiline draft/chathistory draft/event-playback draft/message-redaction"
    " draft/account-registration draft/persistence"
)
PASSWORD = "sésamo ábrete"
WINDOW = 8
"""How many of its commands a player has under way: the next follows the answer to one."""


def log_in(account: str) -> list[str]:
    """SASL PLAIN in one go."""
    proof = base64.b64encode(f"\0{account}\0{PASSWORD}".encode()).decode()
    return ["AUTHENTICATE PLAIN", f"AUTHENTICATE {proof}"]


class Player(asyncio.Protocol):
    """One client in #plaza. `seen`: every fact it was shown; `refused`: texts that were not stored;
    `asked_gone`: ids of its own messages that it has asked to delete."""

    def __init__(
        self, name: str, round_: int, chance: Random, friends: list[str], told: Callable[[], None]
    ) -> None:
        self.name = name
        self.seen: list[Fact] = []
        self.refused: set[str] = set()
        self.asked_gone: set[str] = set()
        self.welcome = False
        self.gone = asyncio.get_running_loop().create_future()
        self._round = round_
        self._chance = chance
        self._friends = friends
        self._account = name in friends
        self._told = told
        self._gatherer = Gatherer()
        self._rest = b""
        self._number = 0
        self._under_way: dict[str, str] = {}  # by label, what was said
        self._own: list[str] = []  # ids of what it has said, the latest ones

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.send(f"CAP REQ :{CAPABILITIES}", *(log_in(self.name) if self._account else []))
        self.send(f"NICK {self.name}", f"USER {self.name} 0 * :A player", "CAP END")

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        for line in lines:
            self._hear(parse(line, max_tags=8191))
            self._told()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)

    def start(self) -> None:
        """Everybody is here now."""
        for _ in range(WINDOW):
            self._act()

    def send(self, *lines: str) -> None:
        self._transport.write("".join(f"{line}\r\n" for line in lines).encode())

    def _hear(self, message: Message) -> None:
        if message.command == "PING":
            self.send(f"PONG :{message.params[0]}")
        elif message.command == "001":
            self.send("JOIN #plaza")
            self.welcome = True
        fact = self._gatherer.fact(message)
        if fact is not None:
            self.seen.append(fact)
        said = self._under_way.pop(message.tags.get("label", ""), None)
        if said is not None:
            self._answered(said, message)

    def _answered(self, said: str, message: Message) -> None:
        if message.command == "FAIL":
            self.refused.add(said)
        elif message.command in ("PRIVMSG", "BATCH") and "msgid" in message.tags:
            self._own = [*self._own[-20:], message.tags["msgid"]]
        self._act()

    def _act(self) -> None:
        """One thing with a label, whose answer has the next one done."""
        self._number += 1
        text = f"{self._round} {self.name} {self._number}"
        label = f"@label={self._number}"
        self._under_way[str(self._number)] = text
        dice = self._chance.random()
        if dice < 0.05:
            self.send(f"{label} PART #side :{text}", "JOIN #side")
        elif dice < 0.08:
            self.send("JOIN #side", f"{label} TOPIC #side :{text}")
        elif dice < 0.11:
            self.send("JOIN #side", f"{label} PRIVMSG #side :{text}")
        elif dice < 0.14 and not self._account:
            self.send(f"{label} NICK {self.name}{self._number}")
        elif dice < 0.18 and self._own:
            msgid = self._chance.choice(self._own)
            self.asked_gone.add(msgid)
            self.send(f"{label} REDACT #plaza {msgid} :{text}")
        elif dice < 0.25:
            self._say_lines(label, text)
        elif dice < 0.35 and self._account:
            friend = self._chance.choice([each for each in self._friends if each != self.name])
            self.send(f"{label} PRIVMSG {friend} :{text}")
        else:
            self.send(f"{label} PRIVMSG #plaza :{text}")

    def _say_lines(self, label: str, text: str) -> None:
        self.send(
            f"{label} BATCH +{self._number} draft/multiline #plaza",
            f"@batch={self._number} PRIVMSG #plaza :{text}",
            f"@batch={self._number};draft/multiline-concat PRIVMSG #plaza : goes on",
            f"@batch={self._number} PRIVMSG #plaza :and ends",
            f"BATCH -{self._number}",
        )


class Newcomer(asyncio.Protocol):
    """Registers an account while all others talk; `promised` once it was told that it has one."""

    def __init__(self, name: str, told: Callable[[], None]) -> None:
        self.name = name
        self.promised = False
        self.gone = asyncio.get_running_loop().create_future()
        self._told = told
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        lines = [f"CAP REQ :{CAPABILITIES}", f"NICK {self.name}", f"USER {self.name} 0 * :New"]
        lines += ["CAP END", f"REGISTER * * :{PASSWORD}"]
        transport.write("".join(f"{line}\r\n" for line in lines).encode())

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        for line in lines:
            self.promised = self.promised or parse(line).params[:1] == ["SUCCESS"]
            self._told()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(None)
