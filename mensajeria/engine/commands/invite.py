"""INVITE: letting somebody in, and telling them (Modern IRC, "INVITE message")."""

from __future__ import annotations

from mensajeria.chat import policy
from mensajeria.chat.events import Invited
from mensajeria.chat.ranks import reaches
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.audience import Hall
from mensajeria.engine.dispatch import command
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import RPL_AWAY, RPL_ENDOFINVITELIST, RPL_INVITELIST, RPL_INVITING


@command(
    "INVITE",
    help="INVITE <nick> <channel>   ask somebody in; INVITE alone shows who has asked you",
    cost=2,
)
def invite(turn: Turn, nick: str | None = None, name: str | None = None) -> None:
    if not nick:
        _show_invitations(turn)
        return
    if not name:
        raise Refused(Reason.MISSING_PARAMETERS, "INVITE")
    channel, user = turn.network.channel(name), turn.user
    target = turn.network.user(nick)
    policy.may_invite(channel, user, target)
    moderates = reaches(policy.authority(channel, user), "h")
    channel.invite(target, by_moderator=moderates, limit=turn.limits.invitations)
    turn.reply(RPL_INVITING, target.nick, channel.name)
    if target.away is not None:
        turn.reply(RPL_AWAY, target.nick, target.away)
    turn.happened(
        Invited(turn.now, turn.msgid(), user.author, target.author, channel.name, channel.key)
    )


def _show_invitations(turn: Turn) -> None:
    """The channels that the asker was invited to and has not come to."""
    uid = turn.user.uid
    turn.searched += len(turn.network.channels)
    for channel in turn.network.channels.values():
        if uid in channel.invited:
            turn.reply(RPL_INVITELIST, channel.name)
    turn.reply(RPL_ENDOFINVITELIST, "End of /INVITE list")


@line(Invited)
def invited(event: Invited) -> bytes:
    return f":{event.by.mask} INVITE {event.whom.nick} {event.channel}\r\n".encode()


@released(Invited)
def release_invited(event: Invited, hall: Hall) -> None:
    """ "Other channel members SHOULD NOT be notified"."""
    hall.tell_user(event, event.whom.uid)
