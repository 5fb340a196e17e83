"""A connection that comes to somebody who is here already: the same account on one device more."""

from __future__ import annotations

from mensajeria.chat.channels import Channel
from mensajeria.chat.events import Joined
from mensajeria.chat.users import User
from mensajeria.engine.absence import settle
from mensajeria.engine.arrival import Shown, attach, welcomed
from mensajeria.engine.catching_up import note_missed
from mensajeria.engine.commands.names import send_names
from mensajeria.engine.commands.topic import send_topic
from mensajeria.engine.commands.welcome import send_welcome
from mensajeria.engine.staying import note
from mensajeria.engine.turn import Turn


def come_to(turn: Turn, user: User) -> None:
    """Have the session of this turn be one more of theirs, and show it where they are.

    Nobody else is told: for the others nothing has happened.
    """
    session = turn.session
    if len(turn.engine.attendance.here(user.uid)) >= turn.limits.sessions:
        turn.close(f"More than {turn.limits.sessions} connections of one account")
        return
    if user.left_at is not None:
        note_missed(turn, user.left_at)
    user.left_at = None
    attach(turn, user)
    user.secure = all(each.secure for each in turn.engine.attendance.here(user.uid))
    send_welcome(turn)
    welcomed(turn)
    for channel in user.channels.values():
        _show(turn, channel)
    settle(turn, user, session.absence)
    note(turn, user, turn.now)


def _show(turn: Turn, channel: Channel) -> None:
    """What one is shown who has just joined."""
    user = turn.user
    modes = channel.members[user.uid].modes
    joined = Joined(turn.now, "", user.author, channel.name, channel.key, modes)
    turn.items.append(turn.engine.renderer.render(joined, turn.session.granted))
    turn.follow(Shown(turn.now, "", user.author, channel.name))
    if channel.topic is not None:
        send_topic(turn, channel)
    if not turn.has("no-implicit-names"):
        send_names(turn, channel)
