"""What a client is told: facts in the past tense, as values. No behaviour lives here.

Texts are as they came over the wire: whoever shows them cleans them (`clean`). `at` is when the
server says that it was (IRCv3 server-time); None where it does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """Any of the below."""

    at: datetime | None = field(default=None, kw_only=True)


# The connection


@dataclass(frozen=True)
class Welcomed(Happening):
    """The server let us in, under this nick."""

    nick: str


@dataclass(frozen=True)
class NickRefused(Happening):
    """The nick asked for cannot be had. Before `Welcomed` somebody has to choose another."""

    nick: str
    why: str


@dataclass(frozen=True)
class PasswordRefused(Happening):
    """The server wants a password, or another one; it closes the connection.

    `why`: what was wrong with the one it was given; "" if there was none.
    """

    why: str = ""


@dataclass(frozen=True)
class Banned(Happening):
    """The server does not want us, ever."""


@dataclass(frozen=True)
class Promoted(Happening):
    """We are an operator of the server; because it is `mine`, or because we asked."""

    mine: bool


@dataclass(frozen=True)
class Closed(Happening):
    """The server said that it closes the connection, and why, in its own words."""

    reason: str


@dataclass(frozen=True)
class Unreachable(Happening):
    """No connection could be made; it is tried again."""

    why: str


@dataclass(frozen=True)
class Lost(Happening):
    """The connection broke; it is tried again."""

    why: str


@dataclass(frozen=True)
class CameBack(Happening):
    """Welcome again after a broken connection. What was said meanwhile cannot be shown."""

    seconds: float


@dataclass(frozen=True)
class FirstVisit(Happening):
    """A server was met with TLS for the first time; its certificate is remembered from now on."""

    address: str
    fingerprint: str


@dataclass(frozen=True)
class Unencrypted(Happening):
    """The server does not speak TLS, and was never known to: the connection is plain."""

    address: str


@dataclass(frozen=True)
class LoggedIn(Happening):
    """We have an account now, this one. `asked`: because somebody logged in while being here."""

    account: str
    asked: bool = False


@dataclass(frozen=True)
class LoggedOut(Happening):
    """We have no account any more."""


@dataclass(frozen=True)
class VerificationWanted(Happening):
    """A new account needs a code to be complete; `how` to come by it, in the server's words."""

    account: str
    how: str


# What is said


@dataclass(frozen=True)
class Said(Happening):
    """Somebody said something. `kind` is "message", "notice" or "action"."""

    by: str
    target: str
    text: str
    kind: str = "message"
    mine: bool = False
    private: bool = False
    from_server: bool = False
    msgid: str = ""
    replies_to: str = ""
    """The id of the message that this one answers; "" for none."""
    edits: str = ""
    """The id of the message whose place this one takes (docs/editing.md); "" for none."""
    to_rank: str = ""
    """The sign of those of the channel that alone are told (STATUSMSG), such as "@"; "" for all."""
    number: int = 0
    """Which line of ours the server tells us of, by what its sender called it; 0 if not known."""


@dataclass(frozen=True)
class Reacted(Happening):
    """Somebody put a sign to a message, or took it back. `place`: a channel or a person."""

    by: str
    place: str
    msgid: str
    sign: str
    taken_back: bool = False


@dataclass(frozen=True)
class Typing(Happening):
    """Somebody is writing, or no longer is. `place`: a channel or a person."""

    by: str
    place: str
    active: bool


@dataclass(frozen=True)
class Redacted(Happening):
    """A message was deleted."""

    by: str
    place: str
    msgid: str
    reason: str = ""


@dataclass(frozen=True)
class Spot:
    """Where something stands in what a server keeps: by its id, its time, or both."""

    msgid: str
    at: datetime | None


@dataclass(frozen=True)
class PastTold(Happening):
    """A page of what was said before, oldest first, with what was done to messages meanwhile.

    `first` and `last`: where it begins and ends, which may be lines that say nothing to us; None:
    there is nothing there at all.
    """

    target: str
    said: tuple[Said | Reacted | Redacted, ...]
    first: Spot | None = None
    last: Spot | None = None


@dataclass(frozen=True)
class Found(Happening):
    """Something said that was looked for. `place`: a channel or a person; `kind` as in `Said`."""

    place: str
    by: str
    text: str
    kind: str = "message"
    mine: bool = False
    msgid: str = ""


@dataclass(frozen=True)
class SearchEnded(Happening):
    """That is all that the server gives of what was looked for, so many."""

    count: int


@dataclass(frozen=True)
class Corresponded(Happening):
    """Somebody with whom there is a past, which was asked about; `at`: when the latest was said."""

    nick: str


@dataclass(frozen=True)
class ReadUntil(Happening):
    """All of ours have read what was said there until then (draft/read-marker); None: nothing."""

    target: str
    until: datetime | None


@dataclass(frozen=True)
class Delivered(Happening):
    """The server has confirmed a line of ours. `number` is what the sender called it."""

    number: int


@dataclass(frozen=True)
class Undelivered(Happening):
    """A line of ours was refused; or, if `uncertain`, nobody knows whether it was."""

    number: int
    target: str
    text: str
    why: str
    uncertain: bool = False


# Who is where


@dataclass(frozen=True)
class Joined(Happening):
    nick: str
    channel: str
    mine: bool = False


@dataclass(frozen=True)
class Left(Happening):
    nick: str
    channel: str
    reason: str = ""
    mine: bool = False


@dataclass(frozen=True)
class Kicked(Happening):
    nick: str
    channel: str
    by: str
    reason: str = ""
    mine: bool = False


@dataclass(frozen=True)
class Disconnected(Happening):
    """Somebody left the network, and with it these channels of ours."""

    nick: str
    reason: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Renamed(Happening):
    """`channels`: those of ours where they are."""

    before: str
    nick: str
    mine: bool = False
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invited(Happening):
    nick: str
    channel: str
    by: str
    mine: bool = False


@dataclass(frozen=True)
class Named(Happening):
    """Who is in a channel, with the prefixes of their rank."""

    channel: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Surveyed(Happening):
    """Who is away in a channel is known now: it is in the model."""

    channel: str


# What changes


@dataclass(frozen=True)
class TopicTold(Happening):
    """What the topic is ("" for none), on entering or because it was asked for."""

    channel: str
    text: str


@dataclass(frozen=True)
class TopicChanged(Happening):
    channel: str
    text: str
    by: str


@dataclass(frozen=True)
class ModeChanged(Happening):
    """Modes of a channel or of ourselves, written as IRC writes them: "+o ana"."""

    target: str
    changes: str
    by: str


@dataclass(frozen=True)
class WentAway(Happening):
    nick: str
    reason: str


@dataclass(frozen=True)
class Returned(Happening):
    """Somebody is no longer away."""

    nick: str


@dataclass(frozen=True)
class AwayMarked(Happening):
    """Our own away mark was set or taken off."""

    away: bool


@dataclass(frozen=True)
class RealNameChanged(Happening):
    nick: str
    realname: str


# Answers


@dataclass(frozen=True)
class ChannelListed(Happening):
    channel: str
    members: int
    topic: str


@dataclass(frozen=True)
class ListEnded(Happening):
    pass


@dataclass(frozen=True)
class MaskListed(Happening):
    """One that a channel has in the list of this mode, such as "b" for those who are banned; `by`:
    who put it there, "" where the server does not say.
    """

    channel: str
    mode: str
    mask: str
    by: str


@dataclass(frozen=True)
class MasksEnded(Happening):
    channel: str
    mode: str


@dataclass(frozen=True)
class ProfileTold(Happening):
    """What somebody says of themselves under a key (draft/metadata-2); "" for nothing."""

    nick: str
    key: str
    value: str


@dataclass(frozen=True)
class Described(Happening):
    """All that WHOIS told about somebody. `profile`: what they say themselves, as (key, value)."""

    nick: str
    mask: str = ""
    realname: str = ""
    account: str = ""
    channels: str = ""
    away: str | None = None
    idle: int | None = None
    operator: bool = False
    other: tuple[str, ...] = ()
    profile: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Refused(Happening):
    """Something we asked for is not to be had; one sentence in the person's language.

    `command`: what was asked, where the server names it (FAIL); "" elsewhere.
    """

    why: str
    code: str
    about: tuple[str, ...] = ()
    command: str = ""


@dataclass(frozen=True)
class Greeted(Happening):
    """A line of the server's message of the day."""

    text: str


@dataclass(frozen=True)
class Told(Happening):
    """What else the server tells, mostly in its own words (WARN, NOTE, ...).

    `command`: what it is about, where the server names it; "" elsewhere.
    """

    text: str
    command: str = ""
