"""IRCv3 MONITOR: hearing when somebody comes and goes, without a channel in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from mensajeria.chat.events import Arrived, Author, Event, NickChanged, Quitted
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.audience import Hall
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.packing import packed
from mensajeria.engine.refusals import presentable
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import NOBODY, Turn
from mensajeria.engine.watchers import WatchChanged
from mensajeria.wire.casemapping import Folded, fold, is_nick
from mensajeria.wire.numerics import (
    ERR_MONLISTFULL,
    ERR_UNKNOWNERROR,
    RPL_ENDOFMONLIST,
    RPL_MONLIST,
    RPL_MONOFFLINE,
    RPL_MONONLINE,
)

# The command, and the list of each session


@command(
    "MONITOR",
    help="MONITOR + <nick>{,<nick>} | - <nick>{,<nick>} | C | L | S   hear who comes and goes",
    cost=2,
    each=0.05,  # clients send their whole list as they come in
)
def monitor(turn: Turn, modifier: str, targets: list[str] | None = None) -> None:
    action = _MODIFIERS.get(modifier.upper())
    if action is None:
        turn.reply(ERR_UNKNOWNERROR, "MONITOR", presentable(modifier), "Unknown modifier")
    else:
        action(turn, targets)


def _add(turn: Turn, targets: list[str] | None) -> None:
    """ "'target' MUST be a valid nick as determined by the IRC daemon": others are passed over."""
    if not targets:
        raise Refused(Reason.MISSING_PARAMETERS, "MONITOR")
    watching, limits = turn.session.watching, turn.limits
    added: dict[Folded, str] = {}
    refused: list[str] = []
    for target in targets:
        key = fold(target)
        if key in watching or not is_nick(target, limits.nick):
            continue
        if len(watching) < limits.monitor:
            watching[key] = added[key] = target
        else:
            refused.append(target)
    _change(turn, added=added)
    _show_status(turn, added)
    for words in _joined(refused):
        turn.reply(ERR_MONLISTFULL, str(limits.monitor), words, "Monitor list is full.")


def _remove(turn: Turn, targets: list[str] | None) -> None:
    """ "No output will be returned for use of this command"."""
    if not targets:
        raise Refused(Reason.MISSING_PARAMETERS, "MONITOR")
    watching = turn.session.watching
    keys = [key for key in dict.fromkeys(map(fold, targets)) if key in watching]
    for key in keys:
        del watching[key]
    _change(turn, removed=keys)


def _clear(turn: Turn, targets: list[str] | None) -> None:
    watching = turn.session.watching
    _change(turn, removed=watching)
    watching.clear()


def _list(turn: Turn, targets: list[str] | None) -> None:
    for words in _joined(turn.session.watching.values()):
        turn.reply(RPL_MONLIST, words)
    turn.reply(RPL_ENDOFMONLIST, "End of MONITOR list")


def _status(turn: Turn, targets: list[str] | None) -> None:
    _show_status(turn, turn.session.watching)


_MODIFIERS: Final[dict[str, Callable[[Turn, list[str] | None], None]]] = {
    "+": _add,
    "-": _remove,
    "C": _clear,
    "L": _list,
    "S": _status,
}


def _show_status(turn: Turn, watched: dict[Folded, str]) -> None:
    """Who of these is here, by mask, and who is not, as they were asked for."""
    nicks = turn.network.nicks
    for words in _joined(nicks[key].mask for key in watched if key in nicks):
        turn.reply(RPL_MONONLINE, words)
    for words in _joined(nick for key, nick in watched.items() if key not in nicks):
        turn.reply(RPL_MONOFFLINE, words)


def _joined(targets: Iterable[str]) -> Iterable[str]:
    """ "target[,target2]*", in as few lines as hold them."""
    return (words.replace(" ", ",") for words in packed(targets))


def _change(turn: Turn, *, added: Iterable[Folded] = (), removed: Iterable[Folded] = ()) -> None:
    change = WatchChanged(
        turn.now, "", turn.user.author, turn.session, tuple(added), tuple(removed)
    )
    turn.happened(change)


@released(WatchChanged)
def release_watch_changed(event: WatchChanged, hall: Hall) -> None:
    """Not for a session that is gone meanwhile: nobody would ever take it out again."""
    if event.session in hall.sessions.get(event.by.uid, ()):
        hall.watchers.add(event.session, event.added)
        hall.watchers.remove(event.session, event.removed)


# What watchers hear


@dataclass(slots=True)
class Appeared(Event):
    """Somebody has that nick from now on; told by the server of that name."""

    stored: ClassVar[bool] = False

    who: Author
    server: str


@dataclass(slots=True)
class Vanished(Event):
    """Nobody has that nick any more."""

    stored: ClassVar[bool] = False

    who: Author
    server: str


def tell_of_arrival(turn: Turn, event: Arrived) -> None:
    turn.happened(Appeared(event.at, "", NOBODY, event.by, turn.settings.server))


def tell_of_departure(turn: Turn, event: Quitted) -> None:
    turn.happened(Vanished(event.at, "", NOBODY, event.by, turn.settings.server))


def tell_of_change(turn: Turn, event: NickChanged) -> None:
    """One nick has nobody any more, and another has; another spelling is still the same nick."""
    if fold(event.nick) != fold(event.by.nick):
        user, server = turn.network.users[event.by.uid], turn.settings.server
        turn.happened(Vanished(event.at, "", NOBODY, event.by, server))
        turn.happened(Appeared(event.at, "", NOBODY, user.author, server))


@line(Appeared)
def appeared(event: Appeared) -> bytes:
    """ "the server may send "*" instead of the nick (`<nick>`)", so that it is one for all."""
    return f":{event.server} {RPL_MONONLINE} * :{event.who.mask}\r\n".encode()


@line(Vanished)
def vanished(event: Vanished) -> bytes:
    return f":{event.server} {RPL_MONOFFLINE} * :{event.who.nick}\r\n".encode()


@released(Appeared)
def release_appeared(event: Appeared, hall: Hall) -> None:
    _tell_watchers(event, hall)


@released(Vanished)
def release_vanished(event: Vanished, hall: Hall) -> None:
    _tell_watchers(event, hall)


def _tell_watchers(event: Appeared | Vanished, hall: Hall) -> None:
    for session in hall.watchers.of(fold(event.who.nick)):
        hall.tell(event, session)


EXTENSION = Extension(
    "monitor",
    offered=lambda settings: False,  # a command and a token, no capability
    isupport=lambda settings: {"MONITOR": str(settings.limits.monitor)},
    causes={Arrived: tell_of_arrival, NickChanged: tell_of_change, Quitted: tell_of_departure},
)
