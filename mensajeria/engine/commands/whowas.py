"""WHOWAS: who had a nick before (Modern IRC, "WHOWAS message"). Bounded by `limits.whowas`."""

from __future__ import annotations

from datetime import datetime, timezone

from mensajeria.chat.network import Departed
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.dispatch import command
from mensajeria.engine.turn import Turn
from mensajeria.wire import numerics as n
from mensajeria.wire.casemapping import fold


@command("WHOWAS", help="WHOWAS <nickname> [<count>]   who had a nickname before", cost=3)
def whowas(
    turn: Turn, nick: str | None = None, count: str | None = None, server: str | None = None
) -> None:
    if not nick:
        raise Refused(Reason.NO_NICK_GIVEN)
    turn.must_be_this_server(server)
    found = _entries(turn, nick)[: _limit(count)]
    for entry in found:
        turn.reply(n.RPL_WHOWASUSER, entry.nick, entry.username, entry.host, "*", entry.realname)
        left = datetime.fromtimestamp(entry.at // 1000, timezone.utc)
        turn.reply(
            n.RPL_WHOISSERVER, entry.nick, turn.settings.server, f"{left:%Y-%m-%d %H:%M:%S} UTC"
        )
    if not found:
        turn.reply(n.ERR_WASNOSUCHNICK, nick, "There was no such nickname")
    turn.reply(n.RPL_ENDOFWHOWAS, nick, "End of WHOWAS")


def _entries(turn: Turn, nick: str) -> list[Departed]:
    """ "The history is searched backward, returning the most recent entry first"."""
    key = fold(nick)
    turn.searched += len(turn.network.departed)
    return [entry for entry in reversed(turn.network.departed) if entry.key == key]


def _limit(count: str | None) -> int | None:
    """ "If given, <count> SHOULD be a positive number. Otherwise, a full search is done"."""
    usable = count is not None and count.isascii() and count.isdigit() and len(count) < 10
    return (int(count or 0) or None) if usable else None
