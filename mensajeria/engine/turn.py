"""`Turn`: all that one input causes: replies to the asker, and events for whoever they concern.

A handler has nothing else to write with, so labels, batches and acknowledgements are solved here,
once, for every command there is and will be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mensajeria.chat.events import Author, Event, Tags
from mensajeria.chat.network import Network
from mensajeria.chat.records import Record, Recorded
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.at_length import give_portion
from mensajeria.engine.extension import Reply
from mensajeria.engine.inputs import Stamp
from mensajeria.engine.questions import Answer, Question
from mensajeria.engine.refusals import numeric_of, presentable
from mensajeria.engine.render import fit, tagged, within
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Limits, Settings
from mensajeria.wire.casemapping import Glob, fold
from mensajeria.wire.message import Message, format_message
from mensajeria.wire.numerics import RPL_NAMREPLY, RPL_USERHOST, RPL_WHOISCHANNELS
from mensajeria.wire.tags import escape

if TYPE_CHECKING:
    from mensajeria.engine.engine import Engine

Item = bytes | Event

LISTS: Final = frozenset({RPL_NAMREPLY, RPL_USERHOST, RPL_WHOISCHANNELS})
"""Replies whose words have a colon before them even if there is only one: mIRC and many a bot look
for it there. These are the ones for which Ergo found that out."""

NOBODY = Author(0, "*", "*", None, "", False)
"""The author of what nobody in particular did."""


class Unavailable(Exception):
    """Something of ours (disk, peer) cannot serve now; str() is one sentence for the asker."""


class Turn:
    """One input's consequences, in order. They are shown once its events are stored."""

    __slots__ = (
        "_batch",
        "closing",
        "engine",
        "further",
        "items",
        "label",
        "message",
        "portions",
        "rest",
        "searched",
        "session",
        "stamp",
        "suspended",
    )

    def __init__(
        self, engine: Engine, session: Session, stamp: Stamp, message: Message | None = None
    ) -> None:
        self.engine = engine
        self.session = session
        self.stamp = stamp
        self.message = message
        self.items: list[Item] = []
        self.closing = False
        self.suspended = False
        self.label = ""
        self.further = 0  # targets after the first, in the longest list of them; the sender pays
        self.searched = 0  # users or channels that the handler went through; the sender pays
        self.rest: Iterator[object] | None = None  # of an answer that is given in portions
        self.portions = ""  # the batch around them, when they carry a label; see `labelled`
        self._batch = ""

    # What a handler may know

    @property
    def user(self) -> User:
        """The user that the session speaks for; refused before registration."""
        user = self.session.user
        if user is None:
            raise Refused(Reason.NOT_REGISTERED)
        return user

    @property
    def network(self) -> Network:
        return self.engine.network

    @property
    def settings(self) -> Settings:
        return self.engine.settings

    @property
    def limits(self) -> Limits:
        return self.engine.settings.limits

    @property
    def now(self) -> int:
        """Milliseconds since the Unix epoch."""
        return self.stamp.at

    @property
    def verb(self) -> str:
        """The command being answered, or "*"."""
        return self.message.command if self.message is not None else "*"

    def has(self, capability: str) -> bool:
        return capability in self.session.capabilities

    def must_be_this_server(self, name: str | None) -> None:
        """For commands that may name a server, or a user for theirs: there is only this one."""
        if not name or fold(name) in self.network.nicks or Glob(name).matches(self.settings.server):
            return
        raise Refused(Reason.NO_SUCH_SERVER, name)

    def client_tags(self) -> Tags:
        """The tags of the client's message that go on to others."""
        message = self.message
        if message is None or not message.tags:
            return ()
        return self.engine.accepted_tags(self.session, message)

    # What a handler may say

    def reply(self, numeric: str, *parameters: str) -> None:
        """A numeric to the asker; the last parameter may hold spaces."""
        self.send(numeric, self.session.nick, *parameters)

    def send(self, command: str, *parameters: str, source: str = "") -> None:
        """A line to the asker, from the server unless `source` says otherwise."""
        self.pass_on(self.formatted(command, parameters, source, self.session.granted))

    def pass_on(self, lines: bytes) -> None:
        """Lines as they are to the asker, but for the batch that they are in."""
        self.items.append(within(self._batch, lines) if self._batch else lines)

    def formatted(
        self, command: str, parameters: Sequence[str], source: str, profile: int
    ) -> bytes:
        """A line with the tags that answers have. What cannot stand in the middle becomes "*"."""
        middle = [presentable(word) for word in parameters[:-1]]
        source = source or self.settings.server
        words = [*middle, *parameters[-1:]]
        line = fit(format_message(command, words, source=source, trailing=command in LISTS))
        return tagged(self.engine.renderer.tags(Reply(self.stamp.at, "", NOBODY), profile), line)

    def as_shown(self, event: Event) -> bytes:
        """A fact as the asker is shown it: its line or lines, b"" for "not shown"."""
        return self.engine.renderer.render(event, self.session.granted)

    def fail(self, code: str, *context_and_text: str) -> None:
        """A failure to the asker (IRCv3 standard-replies)."""
        self.send("FAIL", self.verb, code, *context_and_text)

    def warn(self, code: str, *context_and_text: str) -> None:
        self.send("WARN", self.verb, code, *context_and_text)

    def note(self, code: str, *context_and_text: str) -> None:
        self.send("NOTE", self.verb, code, *context_and_text)

    def refused(self, refusal: Refused) -> None:
        """Answer a refusal with its numeric; the turn goes on."""
        numeric, parameters = numeric_of(refusal)
        self.reply(numeric, *parameters)

    def refuse_surplus(self, targets: Sequence[str]) -> None:
        """Answer every target beyond `limits.targets` with 407, so that none is lost in silence."""
        for target in targets[self.limits.targets :]:
            self.refused(Refused(Reason.TOO_MANY_TARGETS, target))

    def happened(self, event: Event) -> None:
        """A fact, to be stored and shown to whom it concerns."""
        self.items.append(event)
        self.follow(event)

    def follow(self, event: Event) -> None:
        """What extensions make of a fact, and no more."""
        for consequence in self.engine.consequences.get(type(event), ()):
            consequence(self, event)

    def remember(self, key: str, record: Record) -> None:
        """Have this record kept, in place of the one of its kind with that key.

        Only for commands that `store`: what cannot be stored must not pile up.
        """
        self.happened(Recorded(self.now, "", NOBODY, type(record), key, record))

    def forget(self, kind: type[Record], key: str) -> None:
        """Have the record of that kind and key deleted; see `remember`."""
        self.happened(Recorded(self.now, "", NOBODY, kind, key, None))

    def msgid(self) -> str:
        return self.stamp.msgid()

    def close(self, reason: str) -> None:
        """End the connection once what was said is out (ERROR, Modern IRC)."""
        self.send("ERROR", f"Closing Link: {self.session.address} ({reason})")
        self.closing = True

    @contextmanager
    def batch(self, kind: str, *parameters: str) -> Iterator[None]:
        """Replies within belong together, for those who understand batches (IRCv3 batch)."""
        if not self.has("batch"):
            yield
            return
        outer, reference = self._batch, self.session.next_batch()
        self.send("BATCH", f"+{reference}", kind, *parameters)
        self._batch = reference
        try:
            yield
        finally:  # "For every started batch, server MUST end that batch"
            self._batch = outer
            self.send("BATCH", f"-{reference}")

    # What takes longer

    def at_length(self, answer: Iterator[object]) -> None:
        """Have an answer of any length written by this generator (see `at_length`), to its end if
        it is short."""
        give_portion(self, answer)
        self.session.waiting = self.rest is not None

    def ask(self, question: Question[Answer], then: Callable[[Answer], None]) -> None:
        """Have something slow found out and go on with `then`; the session's next lines wait.

        When there is no answer, the asker is told so (TEMPORARILY_UNAVAILABLE) instead.
        """
        self.engine.suspend(self, question, then)

    def reconfigure(self, then: Callable[[str], None]) -> None:
        """Have the configuration read again; `then` gets "" or one sentence on what is wrong."""
        self.engine.ask_configuration(self, then)


def labelled(turn: Turn, lines: Sequence[bytes]) -> list[bytes]:
    """A labelled turn's lines as its asker gets them (IRCv3 labeled-response).

    None: an ACK; one: the label on it; more: a batch with the label on its opening. A batch that
    the reply consists of carries the label itself. Portions are all in one batch.
    """
    label = f"label={escape(turn.label)}"
    profile = turn.session.profile
    lines = [line for text in lines for line in text.splitlines(keepends=True)]
    reference, more = turn.portions, turn.rest is not None
    if reference or more:
        turn.portions = reference or turn.session.next_batch()
        return _enclosed(turn, turn.portions, lines, opens=not reference, closes=not more)
    if not lines:
        return [tagged(label, turn.formatted("ACK", (), "", profile))]
    if len(lines) == 1 or _is_one_batch(lines):
        return [tagged(label, lines[0]), *lines[1:]]
    return _enclosed(turn, turn.session.next_batch(), lines)


def _enclosed(
    turn: Turn, reference: str, lines: Sequence[bytes], *, opens: bool = True, closes: bool = True
) -> list[bytes]:
    """The lines in the batch of a labelled answer, with its opening and end if they are there."""
    profile = turn.session.profile
    inner = [within(reference, line) for line in lines]
    if opens:
        opening = turn.formatted("BATCH", (f"+{reference}", "labeled-response"), "", profile)
        inner.insert(0, tagged(f"label={escape(turn.label)}", opening))
    if closes:
        inner.append(turn.formatted("BATCH", (f"-{reference}",), "", profile))
    return inner


def _is_one_batch(lines: Sequence[bytes]) -> bool:
    """Whether the lines are a single batch from its opening to its end."""
    opening, closing = _batch_mark(lines[0]), _batch_mark(lines[-1])
    return opening[:1] == b"+" and closing == b"-" + opening[1:]


def _batch_mark(line: bytes) -> bytes:
    """`+reference` or `-reference` of a BATCH line of ours, b"" of any other line."""
    words = line.split(maxsplit=4)
    at = 2 if line[:1] == b"@" else 1
    return words[at + 1] if words[at : at + 1] == [b"BATCH"] else b""
