"""SETNAME: another real name (IRCv3 setname)."""

from __future__ import annotations

from mensajeria.chat.events import RealnameChanged
from mensajeria.engine.audience import Hall
from mensajeria.engine.dispatch import command
from mensajeria.engine.release import released
from mensajeria.engine.turn import Turn


@command("SETNAME", help="SETNAME :<real name>   change your real name", cost=2)
def setname(turn: Turn, text: str | None = None) -> None:
    """ "If the server rejects the realname due to invalidity, it MUST send a FAIL message"."""
    user = turn.user
    if not text or len(text) > turn.limits.realname:
        turn.fail("INVALID_REALNAME", "Realname is not valid")
        return
    if text == user.realname:
        return
    before = user.author
    user.realname = text
    user.changed()
    turn.happened(RealnameChanged(turn.now, turn.msgid(), before, text, user.heard_in))


@released(RealnameChanged)
def release_realname_changed(event: RealnameChanged, hall: Hall) -> None:
    """No line of its own: "MUST NOT be sent to clients which do not have the capability"."""
    hall.tell_peers(event, event.channels, event.by.uid)
