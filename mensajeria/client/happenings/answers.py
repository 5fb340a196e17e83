"""What was asked for: lists, descriptions, refusals, and whatever else a server tells."""

from __future__ import annotations

from dataclasses import dataclass

from mensajeria.client.happenings.happening import Happening


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
