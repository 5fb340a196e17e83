"""IRCv3 invite-notify: those who moderate a channel hear who is invited into it.

"The server is not required to send the INVITE message [...] to all clients supporting this
capability on a channel": as with Ergo, it goes to half-operators and above.
"""

from __future__ import annotations

from dataclasses import dataclass

from mensajeria.chat.events import Invited
from mensajeria.engine.audience import Hall
from mensajeria.engine.commands.invite import invited
from mensajeria.engine.extension import Extension
from mensajeria.engine.release import released
from mensajeria.engine.turn import Turn


@dataclass(slots=True)
class InvitationSeen(Invited):
    """An invitation as others hear of it; `to` has the uids it was decided to be for."""

    to: tuple[int, ...]


def tell_moderators(turn: Turn, event: Invited) -> None:
    """All who moderate but those two, who know."""
    members = turn.network.channel(event.channel).members.values()
    known = (event.by.uid, event.whom.uid)
    to = tuple(m.user.uid for m in members if m.at_least("h") and m.user.uid not in known)
    if to:
        turn.happened(
            InvitationSeen(
                event.at, event.msgid, event.by, event.whom, event.channel, event.key, to
            )
        )


@released(InvitationSeen)
def release_invitation_seen(event: InvitationSeen, hall: Hall) -> None:
    for uid in event.to:
        hall.tell_user(event, uid)


EXTENSION = Extension(
    "invite-notify", lines={InvitationSeen: invited}, causes={Invited: tell_moderators}
)
