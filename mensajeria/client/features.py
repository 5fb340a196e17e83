"""What a server says of itself in RPL_ISUPPORT, as far as a client needs it (Modern IRC, 005)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mensajeria.client.folding import Folding
from mensajeria.client.numbers import number
from mensajeria.wire.casemapping import Folded
from mensajeria.wire.isupport import parse_tokens

_LEAST_LINE: Final = 512
_MOST_LINE: Final = 16384
_USUAL_JOINS: Final = 10
"""Channels that any server lets in with one JOIN, as far as is known."""

_MOST_JOINS: Final = 1000


class Features:
    """A server's parameters; until it tells them, those that Modern IRC gives as the defaults."""

    def __init__(self) -> None:
        self.folding = Folding()
        self.tells_folding = False
        """Whether the server has said how it compares names; a new connection waits for that."""
        self.chantypes = "#&"
        self.prefix_modes = "ov"
        self.prefixes = "@+"
        self.statusmsg = ""
        self.line_length = _LEAST_LINE  # bytes, with CR LF
        self.list_modes = "beI"
        self.key_modes = "k"
        self.setting_modes = "l"
        self.flag_modes = "imnst"
        """Of channels: of types A to D (Modern IRC, "CHANMODES")."""
        self.list_filters = ""
        """By what LIST can be asked for some of the channels only (ELIST)."""
        self.joins_at_once = _USUAL_JOINS
        self.network = ""
        self.history = 0
        """Messages that one page of history may have; 0 for as many as one likes."""
        self.whox = False
        self.references = ["msgid", "timestamp"]
        """By what messages of the past may be named, the best first."""

    def learn(self, params: Sequence[str]) -> None:
        """Take in the tokens of one RPL_ISUPPORT. What makes no sense is not learnt."""
        for name, value in parse_tokens(params).items():
            learn_one = getattr(self, f"_learn_{name.lower()}", None) if name.isalnum() else None
            if learn_one is not None:
                learn_one(value or "")

    def fold(self, name: str) -> Folded:
        """The name under which a nick or channel is found on this server."""
        return self.folding.fold(name)

    def folds_by_unicode(self) -> None:
        """The server is one of those that compare all letters, not only those of ASCII."""
        self.folding = replace(self.folding, by_unicode=True)

    def is_channel(self, name: str) -> bool:
        return name[:1] in self.chantypes if name else False

    def parted(self, target: str) -> tuple[str, str]:
        """What only those of a rank in a channel are told (STATUSMSG): the rank, and the channel.
        Other targets are as they are, for no rank.
        """
        bare = target.lstrip(self.statusmsg) if self.statusmsg else target
        is_for_some = bare != target and self.is_channel(bare)
        return (target[: -len(bare)], bare) if is_for_some else ("", target)

    def _learn_casemapping(self, value: str) -> None:
        self.folding = replace(self.folding, casemapping=value.lower())
        self.tells_folding = True

    def _learn_utf8mapping(self, value: str) -> None:
        self.folding = replace(self.folding, by_unicode=bool(value))

    def _learn_chantypes(self, value: str) -> None:
        self.chantypes = value

    def _learn_prefix(self, value: str) -> None:
        found = re.fullmatch(r"\(([A-Za-z]*)\)(\S*)", value)
        if not value:
            self.prefix_modes = self.prefixes = ""
        elif found and len(found[1]) == len(found[2]):
            self.prefix_modes, self.prefixes = found[1], found[2]

    def _learn_statusmsg(self, value: str) -> None:
        self.statusmsg = value

    def _learn_linelen(self, value: str) -> None:
        self.line_length = min(max(number(value, self.line_length), _LEAST_LINE), _MOST_LINE)

    def _learn_chanmodes(self, value: str) -> None:
        kinds = [*value.split(","), "", "", ""]
        self.list_modes, self.key_modes, self.setting_modes, self.flag_modes = kinds[:4]

    def _learn_elist(self, value: str) -> None:
        self.list_filters = value.upper()

    def _learn_chathistory(self, value: str) -> None:
        self.history = number(value, 0)

    def _learn_targmax(self, value: str) -> None:
        """TARGMAX=[<command>:[limit]{,<command>:[limit]}]; without a limit there is none."""
        limits = dict(each.upper().partition(":")[::2] for each in value.split(","))
        limit = limits.get("JOIN", str(self.joins_at_once)) or str(_MOST_JOINS)
        if limit.isdecimal():
            self.joins_at_once = min(max(int(limit), 1), _MOST_JOINS)

    def _learn_whox(self, _value: str) -> None:
        self.whox = True

    def _learn_msgreftypes(self, value: str) -> None:
        self.references = value.split(",")

    def _learn_network(self, value: str) -> None:
        self.network = value
