"""Who is where: coming, leaving, being thrown out, renamed, invited."""

from __future__ import annotations

from dataclasses import dataclass

from mensajeria.client.happenings.happening import Happening


@dataclass(frozen=True)
class Joined(Happening):
    nick: str
    channel: str
    mine: bool = False


@dataclass(frozen=True)
class Left(Happening):
    """`forced`: we left, and have not asked to (Libera's REMOVE, SAPART of services)."""

    nick: str
    channel: str
    reason: str = ""
    mine: bool = False
    forced: bool = False


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
