"""IRCv3 draft/multiline: messages of several lines, sent, kept and shown as one.

Those without the capability are shown each line as a message (see `commands.messages`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mensajeria.chat.events import Said, Whispered, sent_in
from mensajeria.engine.client_batch import BatchFailed, Gathering
from mensajeria.engine.commands.messages import (
    Saying,
    said,
    speak,
    token_of,
    whispered,
)
from mensajeria.engine.dispatch import must_store
from mensajeria.engine.editing import edited_by
from mensajeria.engine.extension import Extension, Lines
from mensajeria.engine.render import fit, tagged
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold
from mensajeria.wire.message import Message

NAME = "draft/multiline"
CONCAT = "draft/multiline-concat"


class Multiline(Gathering):
    """ "implementations MUST collect the message content from each line in the batch and wait until
    the full batch has been received before processing the message"."""

    takes = frozenset({"PRIVMSG", "NOTICE"})
    invalid = "MULTILINE_INVALID"

    def __init__(self, turn: Turn, target: str) -> None:
        self.target = target
        self.tags = turn.client_tags()  # "sent attached to the initial BATCH command"
        self.token = token_of(turn)
        self.edits = edited_by(turn)
        self.verb = ""
        self.pieces: list[str] = []  # with the line feeds between them
        self.lengths: list[int] = []
        self.size = 0

    def add(self, turn: Turn, message: Message) -> None:
        self._must_suit(message)
        text = message.params[1] if len(message.params) > 1 else ""
        goes_on = CONCAT in message.tags
        if goes_on and not text:
            raise self._invalid("A blank line cannot go on with the one before")
        if self.lengths and not goes_on:
            self.pieces.append("\n")
            self.size += 1
        self.pieces.append(text)
        self.lengths.append(len(text))
        self.size += len(text.encode())
        self._must_be_short_enough(turn)

    def _must_suit(self, message: Message) -> None:
        """ "one or more PRIVMSG lines, or one or more NOTICE lines. These lines MUST all have a
        target which matches the batch target"."""
        self.verb = self.verb or message.command
        if message.command not in self.takes or message.command != self.verb:
            raise self._invalid("All lines must be PRIVMSG, or all NOTICE")
        target = message.params[0] if message.params else "*"
        if fold(target) != fold(self.target):
            raise BatchFailed(
                "MULTILINE_INVALID_TARGET", self.target, target, "All lines need the same target"
            )

    def _must_be_short_enough(self, turn: Turn) -> None:
        limits = turn.limits
        if self.size > limits.multiline_bytes:
            limit = str(limits.multiline_bytes)
            raise BatchFailed("MULTILINE_MAX_BYTES", limit, f"At most {limit} bytes")
        if len(self.lengths) > limits.multiline_lines:
            limit = str(limits.multiline_lines)
            raise BatchFailed("MULTILINE_MAX_LINES", limit, f"At most {limit} lines")

    def finish(self, turn: Turn) -> None:
        """ "Clients MUST NOT send messages consisting entirely of blank lines"."""
        text = "".join(self.pieces)
        if not text.strip("\n"):
            raise self._invalid("A message needs at least one line that is not blank")
        must_store(turn)
        saying = Saying(self.verb, text, self.tags, tuple(self.lengths), self.token, self.edits)
        speak(turn, [self.target], saying)

    def _invalid(self, why: str) -> BatchFailed:
        return BatchFailed(self.invalid, why)


def begin(turn: Turn, parameters: Sequence[str]) -> Multiline:
    if len(parameters) != 1 or not parameters[0]:
        raise BatchFailed(Multiline.invalid, "A message in several lines has one target")
    return Multiline(turn, parameters[0])


def said_as_batch(event: Said) -> bytes | Lines:
    return _batch(event, f"{event.prefix}{event.channel}") if event.lines else said(event)


def whispered_as_batch(event: Whispered) -> bytes | Lines:
    return _batch(event, event.to.nick) if event.lines else whispered(event)


def _batch(event: Said | Whispered, target: str) -> Lines:
    """The same for all who are shown it: its reference is the message's own id."""
    opening = f":{event.by.mask} BATCH +{event.msgid} {NAME} {target}\r\n"
    closing = f":{event.by.mask} BATCH -{event.msgid}\r\n"
    head = f":{event.by.mask} {event.verb} {target} :"
    inner = _inner(head, sent_in(event.text, event.lines), event.msgid)
    return Lines([opening.encode(), *inner, closing.encode()], batched=True)


def _inner(head: str, lines: Iterable[tuple[str, bool]], reference: str) -> Iterable[bytes]:
    for text, goes_on in lines:
        tags = f"batch={reference};{CONCAT}" if goes_on else f"batch={reference}"
        yield tagged(tags, fit(f"{head}{text}\r\n".encode()))


def limits(settings: Settings) -> str:
    """ "The capability MUST be advertised by servers with a REQUIRED value"."""
    most = settings.limits
    return f"max-bytes={most.multiline_bytes},max-lines={most.multiline_lines}"


EXTENSION = Extension(
    NAME,
    value=limits,
    needs=("batch",),
    opens={NAME: begin},
    lines={Said: said_as_batch, Whispered: whispered_as_batch},
)
