"""What the server supports (RPL_ISUPPORT, 005): told at the beginning, and when it changes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Final

from mensajeria.chat.modes import MAX_KEY, Kind, letters
from mensajeria.chat.ranks import PREFIXES, RANKS
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn
from mensajeria.wire import numerics as n
from mensajeria.wire.isupport import format_tokens

EXTENDED_ISUPPORT: Final = "draft/extended-isupport"
"""The capability of those who want RPL_ISUPPORT in a batch."""


def send_isupport(turn: Turn) -> None:
    """RPL_ISUPPORT: every token is the truth about this server."""
    _send(turn, tokens_of(turn, turn.settings))


def announce_changes(turn: Turn, old: Settings) -> None:
    """Tell the session of this turn which tokens came, changed and went with the settings.

    "As usual, servers can update or delete existing values by sending additional RPL_ISUPPORT
    messages" (IRCv3 extended-isupport); those who are told all of them later need not be.
    """
    if turn.session.user is None:
        return
    before, now = tokens_of(turn, old), tokens_of(turn, turn.settings)
    changed = {key: value for key, value in now.items() if before.get(key, key) != value}
    changed.update((f"-{key}", None) for key in before if key not in now)
    if changed:
        _send(turn, changed)


def _send(turn: Turn, tokens: Mapping[str, str | None]) -> None:
    """ "The server MUST NOT send any unbatched RPL_ISUPPORT message while both of these
    capabilities are enabled" (IRCv3 extended-isupport; the other one is batch)."""
    grouped = turn.has(EXTENDED_ISUPPORT)
    with turn.batch("draft/isupport") if grouped else nullcontext():
        for words in format_tokens(tokens):
            turn.reply(n.RPL_ISUPPORT, *words, "are supported by this server")


def tokens_of(turn: Turn, settings: Settings) -> dict[str, str | None]:
    """Those of the server itself, then those of its extensions."""
    limits = settings.limits
    tokens: dict[str, str | None] = {
        "AWAYLEN": str(limits.away),
        "CASEMAPPING": "ascii",
        "CHANLIMIT": f"#:{limits.channels_per_user}",
        "CHANMODES": ",".join(letters(kind) for kind in Kind if kind is not Kind.RANK),
        "CHANNELLEN": str(limits.channel),
        "CHANTYPES": "#",
        "ELIST": "CMNTU",
        "EXCEPTS": "e",
        "FORWARD": "f",
        "INVEX": "I",
        "KEYLEN": str(MAX_KEY),
        "KICKLEN": str(limits.kick),
        "MAXLIST": ",".join(f"{mode}:{limits.list_entries}" for mode in letters(Kind.LIST)),
        "MAXTARGETS": str(limits.targets),  # what TARGMAX says of PRIVMSG and NOTICE
        "MODES": None,
        "NETWORK": settings.network,
        "NICKLEN": str(limits.nick),
        "PREFIX": f"({RANKS}){PREFIXES}",
        "SAFELIST": None,  # see engine/at_length.py
        "SAFERATE": None,  # see net/connection.py
        "STATUSMSG": PREFIXES,
        "TARGMAX": f"JOIN:,KICK:{limits.targets},LIST:,MONITOR:,NAMES:{limits.targets},"
        f"NOTICE:{limits.targets},PART:,PRIVMSG:{limits.targets},TAGMSG:{limits.targets},WHOIS:1",
        "TOPICLEN": str(limits.topic),
        "USERLEN": str(limits.username + 1),
        "UTF8ONLY": None,
        "WHOX": None,
    }
    tokens.update(turn.engine.extension_tokens(settings))
    return tokens
