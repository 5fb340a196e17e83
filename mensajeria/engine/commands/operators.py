"""OPER, KILL, WALLOPS and REHASH: what IRC operators do (Modern IRC, "Operator Messages")."""

from __future__ import annotations

from mensajeria.chat.events import Announced, Killed
from mensajeria.engine.audience import Hall
from mensajeria.engine.commands.user_modes import change_modes
from mensajeria.engine.departure import expel
from mensajeria.engine.dispatch import command
from mensajeria.engine.proof import prove
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.settings import Operator
from mensajeria.engine.turn import Turn
from mensajeria.wire import numerics as n


@command("OPER", help="OPER <name> <password>   become an IRC operator", cost=5)
def oper(turn: Turn, name: str, password: str) -> None:
    """An unknown name takes as long as a wrong password: some password is checked in any case."""
    operators = turn.settings.operators
    if not operators:
        turn.reply(n.ERR_NOOPERHOST, "No O-lines for your host")
        return
    known = next((operator for operator in operators if operator.name == name), None)
    secret = (known or operators[0]).secret
    prove(turn, secret, password, lambda right: _judged(turn, right, known), hopeless=not known)


def _judged(turn: Turn, right: bool, operator: Operator | None) -> None:
    if not right or operator is None:
        return
    user = turn.user
    user.operator = operator.name
    turn.reply(n.RPL_YOUREOPER, "You are now an IRC operator")
    change_modes(turn, user, [(True, "o")])


@command(
    "KILL",
    help="KILL <nickname> :<reason>   put somebody out of the network",
    operator=True,
    stores=True,
)
def kill(turn: Turn, nick: str, comment: str) -> None:
    """The victim sees KILL, then QUIT as all who share a channel do, then ERROR and the end."""
    if nick.lower() == turn.settings.server.lower():
        turn.reply(n.ERR_CANTKILLSERVER, "You can't kill a server!")
        return
    killer, victim = turn.user, turn.network.user(nick)
    reason = comment[: turn.limits.kick]
    turn.happened(Killed(turn.now, turn.msgid(), killer.author, victim.author, reason))
    expel(turn, victim, f"Killed ({killer.nick} ({reason}))")


@command("WALLOPS", help="WALLOPS :<text>   to all who have set +w", operator=True, cost=2)
def wallops(turn: Turn, text: str) -> None:
    hearers = tuple(turn.network.with_mode.get("w", ()))
    turn.happened(Announced(turn.now, turn.msgid(), turn.user.author, text, hearers))


@command("REHASH", help="REHASH   read the configuration again", operator=True, cost=5)
def rehash(turn: Turn) -> None:
    turn.reconfigure(lambda error: _rehashed(turn, error))


def _rehashed(turn: Turn, error: str) -> None:
    """A wrong configuration changes nothing."""
    if error:
        turn.fail("CONFIG_BAD", error)
    else:
        turn.reply(n.RPL_REHASHING, "configuration", "Rehashing")


@line(Killed)
def killed(event: Killed) -> bytes:
    return f":{event.by.mask} KILL {event.whom.nick} :{event.reason}\r\n".encode()


@line(Announced)
def announced(event: Announced) -> bytes:
    return f":{event.by.mask} WALLOPS :{event.text}\r\n".encode()


@released(Killed)
def release_killed(event: Killed, hall: Hall) -> None:
    hall.tell_user(event, event.whom.uid)


@released(Announced)
def release_announced(event: Announced, hall: Hall) -> None:
    for uid in event.to:
        hall.tell_user(event, uid)
