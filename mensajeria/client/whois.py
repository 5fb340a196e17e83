"""Answers to WHOIS, gathered until they are complete (Modern IRC, "WHOIS message"). Bounded."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from mensajeria.client.features import Features
from mensajeria.client.happenings import Described
from mensajeria.client.numbers import number
from mensajeria.wire import numerics as n
from mensajeria.wire.casemapping import Folded

_MOST_NICKS: Final = 20
_MOST_OTHER: Final = 50
_LONGEST: Final = 10_000
"""Characters of the list of somebody's channels, which comes in as many lines as it takes."""

V = TypeVar("V")


class Inquiries:
    """The nicks being described. Servers write them as they are in one line, and as they were asked
    for in the next: they are known by their folded names. An answer without an end makes room.
    """

    def __init__(self, features: Features) -> None:
        self._features = features
        self._open: dict[Folded, Described] = {}
        self._profiles: dict[Folded, dict[str, str]] = {}

    def heard(self, numeric: str, nick: str, params: list[str]) -> None:
        """One line of an answer: its parameters after the nick, the text last."""
        folded = self._features.fold(nick)
        known = self._open.get(folded)
        if known is None:
            _make_room(self._open)
        self._open[folded] = _with(known or Described(nick), numeric, params)

    def ask_profile(self, nick: str) -> None:
        """What is told of somebody's profile until the end of the next answer is part of it."""
        folded = self._features.fold(nick)
        self._profiles.pop(folded, None)
        _make_room(self._profiles)
        self._profiles[folded] = {}

    def heard_profile(self, nick: str, key: str, value: str) -> bool:
        """Whether this belongs to an answer."""
        profile = self._profiles.get(self._features.fold(nick))
        if profile is not None and len(profile) < _MOST_OTHER:
            profile[key] = value
        return profile is not None

    def profile_refused(self, nick: str) -> bool:
        """The server has no profile of somebody. Whether it was asked along with a WHOIS."""
        return self._profiles.pop(self._features.fold(nick), None) is not None

    def asked_about(self, nick: str) -> bool:
        return self._features.fold(nick) in self._open

    def ended(self, nick: str) -> Described | None:
        """The whole answer; None where there was nothing, that is, nobody."""
        folded = self._features.fold(nick)
        profile = self._profiles.pop(folded, {})
        described = self._open.pop(folded, None)
        if described is None:
            return None
        told = tuple((key, value) for key, value in profile.items() if value)
        return replace(described, profile=told)


def _make_room(table: dict[Folded, V]) -> None:
    """Forget those that came first, of which the end will hardly come any more."""
    while len(table) >= _MOST_NICKS:
        del table[next(iter(table))]


def _with(known: Described, numeric: str, params: list[str]) -> Described:
    text = params[-1] if params else ""
    if numeric == n.RPL_WHOISUSER and len(params) >= 2:
        return replace(known, mask=f"{params[0]}@{params[1]}", realname=text)
    if numeric == n.RPL_WHOISCHANNELS:
        return replace(known, channels=f"{known.channels} {text}".strip()[:_LONGEST])
    if numeric == n.RPL_WHOISACCOUNT:
        return replace(known, account=params[0] if params else "")
    if numeric == n.RPL_WHOISIDLE and params:
        return replace(known, idle=number(params[0], None))
    if numeric == n.RPL_AWAY:
        return replace(known, away=text)
    if numeric == n.RPL_WHOISOPERATOR:
        return replace(known, operator=True)
    if numeric in (n.RPL_WHOISSERVER, n.RPL_WHOISMODES) or len(known.other) >= _MOST_OTHER:
        return known
    return replace(known, other=(*known.other, " ".join(params)))
