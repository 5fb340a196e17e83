"""Batches whose messages mean something together: several lines of one message, pages of history,
what was found.

IRCv3 batch, draft/multiline, chathistory. Sans-I/O and bounded: what goes on without end is let go.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from mensajeria.wire.message import Message

MULTILINE: Final = "draft/multiline"
HISTORY: Final = "chathistory"
CORRESPONDENTS: Final = "draft/chathistory-targets"
FOUND: Final = ("soju.im/search", "search")
"""The text of its specification has one name, its examples the other."""

_GATHERED: Final = (MULTILINE, HISTORY, CORRESPONDENTS, *FOUND)
_MOST_OPEN: Final = 20
_MOST_MESSAGES: Final = 5000
_CONCAT: Final = "draft/multiline-concat"


@dataclass
class Batch:
    """One that is over: the message that opened it, and what was in it."""

    opening: Message
    messages: list[Message] = field(default_factory=list)

    def hold(self, message: Message) -> None:
        """Keep one for the end, unless there are too many."""
        if len(self.messages) < _MOST_MESSAGES:
            self.messages.append(message)

    @property
    def kind(self) -> str:
        return self.opening.params[1]

    @property
    def target(self) -> str:
        return self.opening.params[2] if len(self.opening.params) > 2 else ""


class Batches:
    """Give it each message. What it holds back comes again when its batch is over."""

    def __init__(self) -> None:
        self._open: dict[str, Batch] = {}

    def hear(self, message: Message) -> tuple[bool, Batch | None]:
        """Whether the message is held back, and the batch that it ended, if it did."""
        if message.command == "BATCH" and message.params:
            return self._parted(message)
        batch = self._open.get(message.tags.get("batch", ""))
        if batch is None:
            return False, None
        batch.hold(message)
        return True, None

    def _parted(self, message: Message) -> tuple[bool, Batch | None]:
        sign, reference = message.params[0][:1], message.params[0][1:]
        if sign == "+" and len(message.params) > 1 and message.params[1] in _GATHERED:
            if len(self._open) < _MOST_OPEN:
                self._open[reference] = Batch(message)
            return True, None
        batch = self._open.pop(reference, None) if sign == "-" else None
        if batch is None:
            return False, None
        outer = self._open.get(batch.opening.tags.get("batch", ""))
        if outer is None or batch.kind != MULTILINE:
            return True, batch
        outer.hold(joined(batch))
        return True, None


def joined(batch: Batch) -> Message:
    """A message of several lines as one whose text has them all.

    "the client MUST concatenate the message lines with a line feed", unless a line has the tag
    draft/multiline-concat.
    """
    text, command = "", "PRIVMSG"
    for place, line in enumerate(batch.messages):
        separator = "\n" if place and _CONCAT not in line.tags else ""
        text += separator + (line.params[-1] if len(line.params) > 1 else "")
        command = line.command
    tags = {name: value for name, value in batch.opening.tags.items() if name != "batch"}
    return Message(command, [batch.target, text], batch.opening.source, tags)
