"""Answers to WHOIS, gathered until they are complete (Modern IRC, "WHOIS message"). Bounded."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mensajeria.client.happenings import Described
from mensajeria.wire import numerics as n

_MOST_NICKS: Final = 20
_MOST_OTHER: Final = 50


class Inquiries:
    """The nicks being described, by nick as the server writes it."""

    def __init__(self) -> None:
        self._open: dict[str, Described] = {}

    def heard(self, numeric: str, nick: str, params: list[str]) -> None:
        """One line of an answer: its parameters after the nick, the text last."""
        if nick in self._open or len(self._open) < _MOST_NICKS:
            known = self._open.get(nick, Described(nick))
            self._open[nick] = _with(known, numeric, params)

    def asked_about(self, nick: str) -> bool:
        return nick in self._open

    def ended(self, nick: str) -> Described | None:
        """The whole answer; None where there was nothing, that is, nobody."""
        return self._open.pop(nick, None)


def _with(known: Described, numeric: str, params: list[str]) -> Described:
    text = params[-1] if params else ""
    if numeric == n.RPL_WHOISUSER and len(params) >= 2:
        return replace(known, mask=f"{params[0]}@{params[1]}", realname=text)
    if numeric == n.RPL_WHOISCHANNELS:
        return replace(known, channels=f"{known.channels} {text}".strip())
    if numeric == n.RPL_WHOISACCOUNT:
        return replace(known, account=params[0] if params else "")
    if numeric == n.RPL_WHOISIDLE and params and params[0].isdecimal():
        return replace(known, idle=int(params[0]))
    if numeric == n.RPL_AWAY:
        return replace(known, away=text)
    if numeric == n.RPL_WHOISOPERATOR:
        return replace(known, operator=True)
    if numeric in (n.RPL_WHOISSERVER, n.RPL_WHOISMODES) or len(known.other) >= _MOST_OTHER:
        return known
    return replace(known, other=(*known.other, " ".join(params)))
