"""Agreeing with a server on capabilities (IRCv3 capability-negotiation, version 302). Sans-I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from mensajeria.client.login import takes_plain
from mensajeria.wire.message import format_message

WANTED: Final = (
    "account-tag",
    "away-notify",
    "batch",
    "cap-notify",
    "chghost",
    "draft/account-registration",
    "echo-message",
    "extended-join",
    "invite-notify",
    "labeled-response",
    "mensajeria.alt/idempotency",
    "message-tags",
    "multi-prefix",
    "sasl",
    "server-time",
    "setname",
    "soju.im/search",
    "standard-replies",
)
WANTED_BY_ROOMS: Final = (
    *WANTED,
    "draft/chathistory",
    "draft/event-playback",
    "draft/message-redaction",
    "draft/metadata-2",
    "draft/multiline",
    "draft/read-marker",
    "mensajeria.alt/edit",
)
"""What a face that shows several conversations makes something of, beside that."""

_NEEDED_BY: Final = {
    "draft/chathistory": {"batch", "message-tags", "server-time"},
    "draft/event-playback": {"draft/chathistory"},
    "draft/metadata-2": {"batch"},
    "draft/multiline": {"batch", "message-tags"},
    "draft/read-marker": {"server-time"},
    "labeled-response": {"batch", "message-tags"},
    "mensajeria.alt/edit": {"message-tags"},
    "mensajeria.alt/idempotency": {"message-tags"},
    "soju.im/search": {"batch", "message-tags", "server-time"},
}
_MOST_OFFERED: Final = 1000


class Negotiation:
    """Which capabilities are on, and what to send for it. `finished` once CAP END was due."""

    def __init__(
        self,
        log_in: Callable[[str], bytes] = lambda _mechanisms: b"",
        wants: Iterable[str] = WANTED,
    ) -> None:
        """`log_in`: how to begin to, given the mechanisms; the end then waits for `login_over`."""
        self._wants = tuple(wants)
        self.enabled: set[str] = set()
        self.finished = False
        self.offered: dict[str, str] = {}  # with their values
        self._log_in = log_in
        self._awaited = 0  # answers to CAP REQ

    @property
    def takes_passwords(self) -> bool:
        """Whether an account's name and password log in (SASL PLAIN)."""
        mechanisms = self.offered.get("sasl")
        return mechanisms is not None and takes_plain(mechanisms)

    def opening(self) -> bytes:
        return format_message("CAP", ["LS", "302"])

    def heard(self, params: list[str]) -> bytes:
        """Take in a CAP message (without its first parameter, our nick). What to answer."""
        if len(params) < 2:
            return b""
        words = params[-1].split()
        verb = params[0].upper()
        if verb == "LS":
            return self._listed(words, more=params[1] == "*")
        if verb == "NEW":
            return self._renewed(_with_values(words))
        if verb == "DEL":
            self.enabled.difference_update(words)
            for word in words:
                self.offered.pop(word, None)
            return b""
        if verb in ("ACK", "NAK"):
            return self._answered(verb, words)
        return b""

    def _listed(self, words: list[str], *, more: bool) -> bytes:
        if len(self.offered) < _MOST_OFFERED:
            self.offered.update(_with_values(words))
        if more or self.finished or self._awaited:
            return b""
        return self._request(self._wanted(set(self.offered))) or self._end()

    def _wanted(self, offered: set[str]) -> list[str]:
        available = offered | self.enabled
        return [
            name
            for name in self._wants
            if name in offered and _NEEDED_BY.get(name, set()) <= available
        ]

    def _request(self, names: list[str]) -> bytes:
        if not names:
            return b""
        self._awaited += 1
        return format_message("CAP", ["REQ", " ".join(names)])

    def _answered(self, verb: str, words: list[str]) -> bytes:
        """A list is acknowledged or refused as a whole; a refused one is asked for one by one."""
        self._awaited = max(0, self._awaited - 1)
        if verb == "NAK" and len(words) > 1:
            return b"".join(self._request([word]) for word in words)
        if verb == "ACK":
            self.enabled.update(word for word in words if word in self.offered)
            self.enabled.difference_update(word[1:] for word in words if word[:1] == "-")
        return b"" if self._awaited else self._settled()

    def _renewed(self, offered: dict[str, str]) -> bytes:
        if len(self.offered) < _MOST_OFFERED:
            self.offered.update(offered)
        return self._request(self._wanted(set(offered)))

    def _settled(self) -> bytes:
        """All that was asked for is answered: log in, if that is possible, before the end."""
        if self.finished or "sasl" not in self.enabled:
            return self._end()
        return self._log_in(self.offered.get("sasl", "")) or self._end()

    def login_over(self) -> bytes:
        """The server has said whether we are logged in."""
        return self._end()

    def _end(self) -> bytes:
        if self.finished:
            return b""
        self.finished = True
        return format_message("CAP", ["END"])


def _with_values(words: list[str]) -> dict[str, str]:
    return {name: value for name, _sign, value in (word.partition("=") for word in words)}
