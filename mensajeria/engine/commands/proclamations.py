"""PRIVMSG and NOTICE to `$<mask>`: an IRC operator's words to everybody (RFC 2812, section 3.3.1).

`$*.example.org` is for all users of the servers of such a name, `$#*.example.org` for all who come
from such hosts; `$$` is what some clients write for `$`.
"""

from __future__ import annotations

from mensajeria.chat.events import Proclaimed, Tags
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Glob

SIGN = "$"
"""What no nick and no channel begins with."""


def proclaim(turn: Turn, target: str, text: str, tags: Tags) -> None:
    """Say that to whoever the target is about; raises Refused."""
    user = turn.user
    if not user.is_operator:
        raise Refused(Reason.OPERATOR_NEEDED)
    to = _hearers(turn, target.removeprefix(SIGN).removeprefix(SIGN))
    said = Proclaimed(turn.now, turn.msgid(), user.author, turn.verb, target, text, tags, to)
    turn.happened(said)


def _hearers(turn: Turn, mask: str) -> tuple[int, ...]:
    """ "The mask MUST have at least 1 (one) "." in it and no wildcards following the last "."
    [...] to prevent people sending messages to "#*" or "$*"."""
    _first, dot, top = mask.rpartition(".")
    if not dot:
        raise Refused(Reason.NO_TOP_LEVEL, mask)
    if "*" in top or "?" in top:
        raise Refused(Reason.WILD_TOP_LEVEL, mask)
    users = turn.network.users
    turn.searched += len(users)
    if mask[0] == "#":
        hosts = Glob(mask[1:])
        return tuple(uid for uid, user in users.items() if hosts.matches(user.host))
    return tuple(users) if Glob(mask).matches(turn.settings.server) else ()


@line(Proclaimed)
def proclaimed(event: Proclaimed) -> bytes:
    return f":{event.by.mask} {event.verb} {event.target} :{event.text}\r\n".encode()


@released(Proclaimed)
def release_proclaimed(event: Proclaimed, hall: Hall) -> None:
    hall.say_to(event, event.to)
