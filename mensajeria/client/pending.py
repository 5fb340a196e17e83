"""Lines of ours from the moment they are said until the server has confirmed or refused them.

At most `WINDOW` are on their way at a time, so that no server's flood control is ever provoked, and
each ends as exactly one `Delivered` or `Undelivered`. Sans-I/O; has no clock.

A line is confirmed by the answer to its label (IRCv3 labeled-response) where the server has that,
else by the PONG to a PING sent right after it: a server answers in order, so an error about the
line comes before.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from mensajeria.client.features import Features
from mensajeria.client.happenings import Delivered, Happening, Said, Undelivered
from mensajeria.client.multiline import several
from mensajeria.client.refusals import is_refusal, sentence
from mensajeria.wire.message import Message, format_message

ONCE: Final = "mensajeria.alt/idempotency"
WINDOW: Final = 5
MOST_WAITING: Final = 10_000
"""Lines waiting for their turn; more are refused (`Pending.add`)."""

_ABOUT_A_LINE: Final = re.compile(
    "263|40[13478]|41[1-7]|421|437|442|451|477|48[2679]|494|531|71[67]|FAIL"
)
"""What a server answers to a PRIVMSG that it does not deliver."""


@dataclass
class Line:
    """Something said, in one piece that fits. `number` is whatever its sender wants it to be."""

    number: int
    target: str
    text: str
    kind: str = "message"
    refusal: str = ""
    token: str = ""
    """By which the server knows it when it comes again (docs/idempotency.md); "" for none."""
    tags: dict[str, str] = field(default_factory=dict)
    """What the line is said with: what it answers, what it edits."""
    room: int = 400
    """Bytes that a line of IRC has for the text; a message that needs more is sent as several."""

    def to_bytes(self, tags: dict[str, str], reference: str = "") -> bytes:
        """The line for the server; what no line holds is a batch of this name."""
        if self.kind == "message" and ("\n" in self.text or len(self.text.encode()) > self.room):
            return several(self.target, self.text.split("\n"), self.room, tags, reference)
        verb = "NOTICE" if self.kind == "notice" else "PRIVMSG"
        text = f"\x01ACTION {self.text}\x01" if self.kind == "action" else self.text
        return format_message(verb, [self.target, text], tags=tags)


def unsent(number: int, lines: Iterable[Line]) -> list[Line]:
    """Those of this number that were never sent. One with a token was, and may have been said."""
    return [line for line in lines if line.number == number and not line.token]


def _is_known(message: Message) -> bool:
    """Whether the server says that it has had this line before."""
    return message.command == "NOTE" and message.params[1:2] == ["ALREADY_SAID"]


class Pending:
    """The lines under way of one connection, and those that wait behind them."""

    def __init__(self, features: Features, tokens: Callable[[], str] = lambda: "") -> None:
        self.once = False  # whether the server says a line once that it is sent twice
        self._new_token = tokens
        self.labels = False  # whether the server answers labels
        self.echo = False  # whether the server shows us our own lines
        self._features = features
        self._waiting: deque[Line] = deque()
        self._under_way: dict[str, Line] = {}  # by label and PING token
        self._batches: dict[str, str] = {}  # open answers: batch reference -> label
        self._tokens = 0

    @property
    def idle(self) -> bool:
        """Whether every line has been confirmed or refused."""
        return not self._waiting and not self._under_way

    @property
    def room(self) -> int:
        """How many lines more would be sent at once."""
        return max(0, WINDOW - len(self._under_way) - len(self._waiting))

    @property
    def waiting(self) -> int:
        """How many lines wait for their turn."""
        return len(self._waiting)

    def add(self, line: Line) -> bool:
        """Have a line said in its turn. False: too many wait already, and it is not taken."""
        if len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.append(line)
        return True

    def is_unsent(self, number: int) -> bool:
        """Whether this line waits, and was never sent."""
        return bool(unsent(number, self._waiting))

    def take_back(self, number: int) -> None:
        """Have it not said after all, if it is unsent."""
        for line in unsent(number, self._waiting):
            self._waiting.remove(line)

    def to_send(self) -> bytes:
        """What may be sent now."""
        out = b""
        while self._waiting and len(self._under_way) < WINDOW:
            line = self._waiting.popleft()
            self._tokens += 1
            token = f"line-{self._tokens}"
            self._under_way[token] = line
            out += line.to_bytes(self._tags(line, token), token)
            out += b"" if self.labels else format_message("PING", [token])
        return out

    def _tags(self, line: Line, label: str) -> dict[str, str]:
        if self.once:
            line.token = line.token or self._new_token()
        tags = {**line.tags, **({"label": label} if self.labels else {})}
        return {**tags, ONCE: line.token} if self.once and line.token else tags

    def labels_gone(self) -> bytes:
        """The server answers labels no longer: PINGs for the lines that wait for such an answer."""
        self.labels = False
        return b"".join(format_message("PING", [token]) for token in self._under_way)

    def abandon(self) -> tuple[list[Line], list[Line]]:
        """The connection is gone: the lines whose fate is unknown, and those to send on the next.

        A line with a token can be sent again whatever has become of it.
        """
        under_way = list(self._under_way.values())
        lost = [line for line in under_way if not line.token]
        unsent = [*(line for line in under_way if line.token), *self._waiting]
        self._under_way.clear()
        self._waiting.clear()
        return lost, unsent

    def observe(self, message: Message) -> tuple[bool, list[Happening]]:
        """Whether this message was only about a line of ours, and what became of lines by it."""
        token = self._token_of(message)
        if token in self._under_way:
            return self._answered(token, message)
        if message.command == "PONG" and message.params[-1:]:
            return self._fenced(message.params[-1])
        line = next(iter(self._under_way.values()), None)
        if line is None or self.labels or not self._concerns(line, message):
            return False, []
        line.refusal = line.refusal or sentence(message)
        return True, []

    def number_of(self, message: Message) -> int:
        """Which of our lines a message is an answer to; 0 if it is to none, or nobody can tell."""
        is_end = message.command == "BATCH" and message.params[:1] != [] and self.labels
        opened = message.params[0][1:] if is_end else message.tags.get("batch", "")
        token = message.tags.get("label", "") or self._batches.get(opened, "")
        line = self._under_way.get(token)
        return line.number if line is not None else 0

    def _token_of(self, message: Message) -> str:
        """The label that a message answers, directly or from within a batch; or ""."""
        if "label" in message.tags:
            return message.tags["label"]
        if message.command == "BATCH" and message.params and message.params[0][:1] == "-":
            return self._batches.pop(message.params[0][1:], "")
        return self._batches.get(message.tags.get("batch", ""), "")

    def _answered(self, token: str, message: Message) -> tuple[bool, list[Happening]]:
        line = self._under_way[token]
        opening = message.command == "BATCH" and message.params[:1] != []
        if opening and message.params[0][:1] == "+":
            if len(self._batches) < WINDOW:  # one for each line
                self._batches[message.params[0][1:]] = token
            return True, []
        refused = is_refusal(message)
        if refused:
            line.refusal = line.refusal or sentence(message)
        within = "label" not in message.tags and not opening
        settled = [] if within else self._settle(token)
        told = refused or opening or message.command == "ACK" or _is_known(message)
        return told, settled

    def _fenced(self, token: str) -> tuple[bool, list[Happening]]:
        if token not in self._under_way:
            return False, []
        settled: list[Happening] = []
        for earlier in list(self._under_way):
            settled += self._settle(earlier)
            if earlier == token:
                break
        return True, settled

    def _settle(self, token: str) -> list[Happening]:
        line = self._under_way.pop(token)
        if line.refusal:
            return [Undelivered(line.number, line.target, line.text, line.refusal)]
        delivered = Delivered(line.number)
        if self.echo:
            return [delivered]
        private = not self._features.is_channel(line.target)
        told = (line.target, line.text, line.kind)
        return [Said("", *told, mine=True, private=private, number=line.number), delivered]

    def _concerns(self, line: Line, message: Message) -> bool:
        """Whether an answer without a label can be about the oldest line under way."""
        if not _ABOUT_A_LINE.fullmatch(message.command):
            return False
        if message.command == "FAIL":
            return message.params[:1] in (["PRIVMSG"], ["NOTICE"], ["BATCH"], ["*"])
        about = message.params[1:-1]
        fold = self._features.fold
        return not about or fold(about[0]) in (fold(line.target), "privmsg", "notice")
