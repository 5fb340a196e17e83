"""The facts of the chat, in the past tense: what happened, to be stored, shown and replayed.

Each carries all that is needed to render it later (the author's mask at that moment, time, msgid),
since the same fact is delivered live, kept in the journal and, later, replicated. Times are
milliseconds since the Unix epoch. Nothing here knows how a fact looks on the wire or who hears it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from mensajeria.wire.casemapping import Folded, fold

NOWHERE: Final = fold("")
"""No channel's name."""

Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Author:
    """Who did it, as they were at that moment. Shared by all events until the user changes."""

    uid: int
    nick: str
    mask: str
    account: str | None
    realname: str
    bot: bool
    operator: bool = False  # of the network (IRC operator)
    via: str = ""  # the nick of who relayed it, for somebody of another network


@dataclass(slots=True)
class Event:
    """A fact. Treat as immutable (freezing costs a microsecond for each, on the hot path).

    `stored` tells whether it must be durable before anybody sees it. `refusable`: it changed no
    state, so that when it cannot be stored its author is told and it never happened. `passing`: it
    need not wait for the disk that others wait for (docs/adr/0006).
    """

    stored: ClassVar[bool] = True
    refusable: ClassVar[bool] = False
    passing: ClassVar[bool] = False

    at: int
    msgid: str
    by: Author


@dataclass(slots=True)
class Said(Event):
    """A message to a channel. `only`: for a STATUSMSG, the uids it was decided to be for.

    `lines`: how many characters of the text each line had in which it was sent (see `sent_in`);
    none for a message that was one line from the start. `edits`: the msgid of the message of the
    same author that this one takes the place of.
    """

    refusable: ClassVar[bool] = True

    verb: str
    channel: str
    key: Folded
    text: str
    tags: Tags = ()
    prefix: str = ""
    only: tuple[int, ...] | None = None
    lines: tuple[int, ...] = ()
    edits: str = ""


@dataclass(slots=True)
class Whispered(Event):
    """A message to one user; `lines` and `edits` as in `Said`."""

    refusable: ClassVar[bool] = True

    verb: str
    to: Author
    text: str
    tags: Tags = ()
    lines: tuple[int, ...] = ()
    edits: str = ""


def sent_in(text: str, lengths: Sequence[int]) -> Iterator[tuple[str, bool]]:
    """The lines in which a text was sent, each with whether it goes on with the one before.

    Lines that do not are parted from the one before by a line feed in the text.
    """
    start = 0
    for number, length in enumerate(lengths):
        goes_on = number > 0 and text[start : start + 1] != "\n"
        start += number > 0 and not goes_on
        yield text[start : start + length], goes_on
        start += length


@dataclass(slots=True)
class Signalled(Event):
    """Client-only tags without text, to a channel (TAGMSG), such as a reaction."""

    refusable: ClassVar[bool] = True

    channel: str
    key: Folded
    tags: Tags
    prefix: str = ""
    only: tuple[int, ...] | None = None


@dataclass(slots=True)
class Beckoned(Event):
    """Client-only tags without text, to one user (TAGMSG), such as a reaction."""

    refusable: ClassVar[bool] = True

    to: Author
    tags: Tags


@dataclass(slots=True)
class Hinted(Signalled):
    """A sign to a channel that means nothing a moment later: somebody is typing."""

    stored: ClassVar[bool] = False
    passing: ClassVar[bool] = True


@dataclass(slots=True)
class Nudged(Beckoned):
    """A sign to one user that means nothing a moment later: somebody is typing."""

    stored: ClassVar[bool] = False
    passing: ClassVar[bool] = True


@dataclass(slots=True)
class Redacted(Event):
    """A message to a channel, of which this is the msgid, is deleted for good.

    `prefix` and `only` are as it had them. What is left of it is an `Erased`.
    """

    refusable: ClassVar[bool] = True

    channel: str
    key: Folded
    redacted: str
    reason: str = ""
    prefix: str = ""
    only: tuple[int, ...] | None = None


@dataclass(slots=True)
class Retracted(Event):
    """A message between two users, of which this is the msgid, is deleted for good.

    `to` is the other one of them, as they are by now.
    """

    refusable: ClassVar[bool] = True

    to: Author
    redacted: str
    reason: str = ""


@dataclass(slots=True)
class Erased(Event):
    """What is left in the place of a message that was deleted: when it was, and where it is found.

    It is in what was stored only: it never happens, and nobody is shown it.
    """

    where: tuple[str, ...] = ()


@dataclass(slots=True)
class Joined(Event):
    """Somebody came into a channel. `modes`: the member modes they got with it, such as "o".

    Here and below: `heard` is where it is heard of, if not by everybody in the channel.
    """

    channel: str
    key: Folded
    modes: str = ""
    heard: Folded = NOWHERE


@dataclass(slots=True)
class Parted(Event):
    """Somebody left a channel by themselves."""

    channel: str
    key: Folded
    reason: str = ""
    heard: Folded = NOWHERE


@dataclass(slots=True)
class Kicked(Event):
    """Somebody was put out of a channel."""

    channel: str
    key: Folded
    whom: Author
    reason: str = ""
    heard: Folded = NOWHERE


@dataclass(slots=True)
class Arrived(Event):
    """Somebody came to the network. Only those who watch for them hear of it."""

    stored: ClassVar[bool] = False


@dataclass(slots=True)
class Quitted(Event):
    """Somebody left the network; `channels` are the folded names of those they were in."""

    reason: str
    channels: tuple[Folded, ...]


@dataclass(slots=True)
class NickChanged(Event):
    """`by` is the user as they were before, `nick` what they are called from now on."""

    nick: str
    channels: tuple[Folded, ...]


@dataclass(slots=True)
class TopicChanged(Event):
    """An empty text clears the topic."""

    channel: str
    key: Folded
    text: str


@dataclass(slots=True)
class ModeChanged(Event):
    """Channel modes; `changes` as on the wire, such as ("+o-v", "ana", "leo")."""

    channel: str
    key: Folded
    changes: tuple[str, ...]


@dataclass(slots=True)
class ChannelRenamed(Event):
    """A channel is called otherwise from now on; `channel` and `key` are what it was before."""

    channel: str
    key: Folded
    name: str
    new_key: Folded
    reason: str = ""


@dataclass(slots=True)
class Invited(Event):
    """Shown to the one invited (and, by extension, to those who may invite)."""

    stored: ClassVar[bool] = False

    whom: Author
    channel: str
    key: Folded


@dataclass(slots=True)
class AwayChanged(Event):
    """`text` is None when somebody is back."""

    stored: ClassVar[bool] = False

    text: str | None
    channels: tuple[Folded, ...]


@dataclass(slots=True)
class RealnameChanged(Event):
    """`by` is the user as they were before."""

    stored: ClassVar[bool] = False

    realname: str
    channels: tuple[Folded, ...]


@dataclass(slots=True)
class AccountChanged(Event):
    """`by` is the user as they were before; `account` is None when they logged out."""

    stored: ClassVar[bool] = False

    account: str | None
    channels: tuple[Folded, ...]


@dataclass(slots=True)
class HostChanged(Event):
    """`by` is the user as they were before; username and host as they are from now on."""

    stored: ClassVar[bool] = False

    username: str
    host: str
    channels: tuple[Folded, ...]


@dataclass(slots=True)
class UserModeChanged(Event):
    """A user's own modes, shown to that user alone; `changes` such as "+i-w"."""

    stored: ClassVar[bool] = False

    changes: str


@dataclass(slots=True)
class Announced(Event):
    """An operator's word to those who want to hear such words (WALLOPS); `to` has their uids."""

    stored: ClassVar[bool] = False

    text: str
    to: tuple[int, ...]


@dataclass(slots=True)
class Proclaimed(Event):
    """An operator's message to many at once; `to` has the uids of whom the target is about."""

    stored: ClassVar[bool] = False

    verb: str
    target: str
    text: str
    tags: Tags
    to: tuple[int, ...]


@dataclass(slots=True)
class Killed(Event):
    """An operator put somebody out of the network; shown to that user alone."""

    stored: ClassVar[bool] = False

    whom: Author
    reason: str


@dataclass(slots=True)
class Expelled(Event):
    """All connections of `by` are ended, whatever they are doing; they are told why."""

    stored: ClassVar[bool] = False

    reason: str
