"""VERSION, ADMIN, INFO, TIME, LINKS and STATS: about the server (Modern IRC, "Server Queries").

Each may name a server, or a user for theirs; there is only this one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Final

from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.dispatch import command
from mensajeria.engine.isupport import send_isupport
from mensajeria.engine.turn import Turn
from mensajeria.wire import numerics as n


@command("VERSION", help="VERSION [<server>]   what this server runs and supports", cost=2)
def version(turn: Turn, target: str | None = None) -> None:
    turn.must_be_this_server(target)
    settings = turn.settings
    release = settings.version.replace(" ", "-")
    turn.reply(n.RPL_VERSION, release, settings.server, settings.description)
    send_isupport(turn)


@command("ADMIN", help="ADMIN [<server>]   who runs this server")
def admin(turn: Turn, target: str | None = None) -> None:
    """Up to three lines: where it is, who runs it, and where to write to."""
    turn.must_be_this_server(target)
    settings = turn.settings
    if not settings.admin:
        turn.reply(n.ERR_NOADMININFO, settings.server, "No administrative info available")
        return
    turn.reply(n.RPL_ADMINME, settings.server, "Administrative info")
    numerics = (n.RPL_ADMINLOC1, n.RPL_ADMINLOC2, n.RPL_ADMINEMAIL)
    for numeric, text in zip(numerics, settings.admin, strict=False):
        turn.reply(numeric, text)


@command("INFO", help="INFO [<server>]   about this server", cost=2)
def info(turn: Turn, target: str | None = None) -> None:
    turn.must_be_this_server(target)
    settings = turn.settings
    for text in (
        f"{settings.version}, a group chat server that speaks IRC",
        f"{settings.server} ({settings.description}) of the {settings.network} network",
        f"Up since {_date(settings.started)}",
    ):
        turn.reply(n.RPL_INFO, text)
    turn.reply(n.RPL_ENDOFINFO, "End of INFO list")


@command("TIME", help="TIME [<server>]   what time it is for this server")
def time(turn: Turn, target: str | None = None) -> None:
    turn.must_be_this_server(target)
    turn.reply(n.RPL_TIME, turn.settings.server, str(turn.now // 1000), _date(turn.now))


def _date(at: int) -> str:
    """Milliseconds since the epoch, for people; the same on every machine."""
    return f"{datetime.fromtimestamp(at // 1000, timezone.utc):%Y-%m-%d %H:%M:%S} UTC"


@command("LINKS", help="LINKS   the servers of the network")
def links(turn: Turn) -> None:
    turn.reply(n.RPL_LINKS, "*", turn.settings.server, f"0 {turn.settings.description}")
    turn.reply(n.RPL_ENDOFLINKS, "*", "End of /LINKS list")


@command("STATS", help="STATS u|m|o [<server>]   uptime; for operators, use of commands, operators")
def stats(turn: Turn, query: str, target: str | None = None) -> None:
    """An unknown letter gives nothing but the end."""
    turn.must_be_this_server(target)
    letter = query[0]
    if letter in _FOR_OPERATORS and not turn.user.is_operator:
        raise Refused(Reason.OPERATOR_NEEDED)
    report = _REPORTS.get(letter)
    if report is not None:
        report(turn)
    turn.reply(n.RPL_ENDOFSTATS, letter, "End of /STATS report")


def _uptime(turn: Turn) -> None:
    minutes, seconds = divmod((turn.now - turn.settings.started) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    turn.reply(n.RPL_STATSUPTIME, f"Server Up {days} days {hours}:{minutes:02}:{seconds:02}")


def _commands(turn: Turn) -> None:
    """ "a list of commands supported by the server and the usage count for each"."""
    for verb, count in sorted(turn.engine.usage.items()):
        turn.reply(n.RPL_STATSCOMMANDS, verb, str(count))


def _operators(turn: Turn) -> None:
    """ "a list of hosts from which normal clients may become operators": any, with a password."""
    for operator in turn.settings.operators:
        turn.reply(n.RPL_STATSOLINE, "O", "*@*", "*", operator.name)


_REPORTS: Final[dict[str, Callable[[Turn], None]]] = {
    "u": _uptime,
    "m": _commands,
    "o": _operators,
}
_FOR_OPERATORS: Final = frozenset("mo")
