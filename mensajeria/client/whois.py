"""Answers to WHOIS, gathered until they are complete (Modern IRC, "WHOIS message"). Bounded."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mensajeria.client.happenings import Described
from mensajeria.client.numbers import number
from mensajeria.wire import numerics as n

_MOST_NICKS: Final = 20
_MOST_OTHER: Final = 50
_LONGEST: Final = 10_000
"""Characters of the list of somebody's channels, which comes in as many lines as it takes."""


class Inquiries:
    """The nicks being described, by nick as the server writes it."""

    def __init__(self) -> None:
        self._open: dict[str, Described] = {}
        self._profiles: dict[str, dict[str, str]] = {}

    def heard(self, numeric: str, nick: str, params: list[str]) -> None:
        """One line of an answer: its parameters after the nick, the text last."""
        if nick in self._open or len(self._open) < _MOST_NICKS:
            known = self._open.get(nick, Described(nick))
            self._open[nick] = _with(known, numeric, params)

    def ask_profile(self, nick: str) -> None:
        """What is told of somebody's profile until the end of the next answer is part of it."""
        if len(self._profiles) < _MOST_NICKS:
            self._profiles[nick.casefold()] = {}

    def heard_profile(self, nick: str, key: str, value: str) -> bool:
        """Whether this belongs to an answer."""
        profile = self._profiles.get(nick.casefold())
        if profile is not None and len(profile) < _MOST_OTHER:
            profile[key] = value
        return profile is not None

    def profile_refused(self, nick: str) -> bool:
        """The server has no profile of somebody. Whether it was asked along with a WHOIS."""
        return self._profiles.pop(nick.casefold(), None) is not None

    def asked_about(self, nick: str) -> bool:
        return nick in self._open

    def ended(self, nick: str) -> Described | None:
        """The whole answer; None where there was nothing, that is, nobody."""
        profile = self._profiles.pop(nick.casefold(), {})
        described = self._open.pop(nick, None)
        if described is None:
            return None
        told = tuple((key, value) for key, value in profile.items() if value)
        return replace(described, profile=told)


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
