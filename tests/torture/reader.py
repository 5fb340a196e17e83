"""`Reader`: a person who logs in after the server was killed, and reads what was missed."""

from __future__ import annotations

import socket

from mensajeria.wire.message import Message, parse
from tests.crash.victim import PATIENCE
from tests.torture.facts import Fact, Gatherer, up_to_a_message
from tests.torture.players import CAPABILITIES, PASSWORD, log_in

PAGE = 100
BEGINNING = "timestamp=2000-01-01T00:00:00.000Z"


class Reader:
    """A connection that says one thing at a time. With `account`, it is logged in to that."""

    def __init__(self, port: int, nick: str, *, account: bool = True) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._file = self._socket.makefile("rb")
        self._asked = 0
        lines = [f"CAP REQ :{CAPABILITIES}", *(log_in(nick) if account else [])]
        lines += [f"NICK {nick}", f"USER {nick} 0 * :A reader", "CAP END"]
        answers = [parse(line, max_tags=8191) for line in self.ask(*lines)]
        self.logged_in = any(answer.command == "903" for answer in answers)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()
        self._socket.close()

    def register(self) -> bool:
        answers = [parse(line) for line in self.ask(f"REGISTER * * :{PASSWORD}")]
        return any(answer.params[:1] == ["SUCCESS"] for answer in answers)

    def names(self, channel: str) -> set[str]:
        messages = [parse(line) for line in self.ask(f"NAMES {channel}")]
        listed = [message.params[3].split() for message in messages if message.command == "353"]
        return {name.lstrip("~&@%+") for names in listed for name in names}

    def history(self, target: str, after: str = "") -> list[Fact]:
        """All that happened there after the fact with that id, page by page."""
        found: list[Fact] = []
        page = self._page(target, f"msgid={after}" if after else BEGINNING)
        while known := up_to_a_message(page):
            found += known
            page = self._page(target, f"msgid={known[-1].msgid}")
        assert len(page) < PAGE, "so many in a row without an id"
        return found + page

    def _page(self, target: str, mark: str) -> list[Fact]:
        lines = self.ask(f"CHATHISTORY AFTER {target} {mark} {PAGE}")
        failed = [line for line in lines if b" FAIL CHATHISTORY " in line]
        assert not failed, failed
        begun = [line for line in lines if b" chathistory " in line and b"BATCH +" in line]
        assert len(begun) == 1, lines
        return list(Gatherer().facts(_in_batch(lines, parse(begun[0]))))

    def ask(self, *lines: str) -> list[bytes]:
        """Everything that comes until the server has dealt with these."""
        self._asked += 1
        words = "".join(f"{line}\r\n" for line in (*lines, f"PING {self._asked}"))
        self._socket.sendall(words.encode())
        seen: list[bytes] = []
        while True:
            line = self._file.readline().removesuffix(b"\r\n")
            assert line, f"the server has hung up: {seen[-3:]}"
            if b" PONG " in line and line.endswith(f" {self._asked}".encode()):
                return seen
            if line.startswith(b"PING "):
                self._socket.sendall(line.replace(b"PING", b"PONG", 1) + b"\r\n")
            else:
                seen.append(line)


def _in_batch(lines: list[bytes], opening: Message) -> list[bytes]:
    """The lines from the batch's beginning to its end: others may come before and after."""
    reference = opening.params[0][1:]
    ends = [
        place for place, line in enumerate(lines) if line.endswith(f"BATCH -{reference}".encode())
    ]
    begins = [place for place, line in enumerate(lines) if f"BATCH +{reference} ".encode() in line]
    return lines[begins[0] + 1 : ends[0]]
