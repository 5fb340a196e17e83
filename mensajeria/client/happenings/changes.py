"""What changes about channels and people."""

from __future__ import annotations

from dataclasses import dataclass

from mensajeria.client.happenings.happening import Happening


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
