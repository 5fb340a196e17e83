"""What is said, what is done to it afterwards, and what becomes of our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mensajeria.client.happenings.happening import Happening


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
