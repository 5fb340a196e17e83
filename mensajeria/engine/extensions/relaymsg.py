"""IRCv3 draft/relaymsg: a bridge speaks in a channel for people of other networks.

Their nicks hold a "/", which no nick here can, so that they can be taken for nobody. They obey the
channel's bans and mutes as if they were here.
"""

from __future__ import annotations

from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.events import Author, Said
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold
from mensajeria.wire.tags import escape

NAME: Final = "draft/relaymsg"
SEPARATOR: Final = "/"
USERNAME: Final = "relay"
RESERVED: Final = frozenset("!+%@&~#$:'\"?*,.")
""" "Servers MUST also sanitize or reject nicks that contain reserved IRC characters"."""


@command(
    "RELAYMSG",
    help="RELAYMSG <channel> <nick/network> :<text>   speak for somebody of another network",
    stores=True,
)
def relaymsg(turn: Turn, channel: Channel, nick: str, text: str | None = None) -> None:
    """ "Clients MUST request the `draft/relaymsg` capability before using this command"."""
    if not turn.has(NAME):
        turn.fail("CAPABILITY_NEEDED", f"Ask for {NAME} first")
    elif not policy.may_relay(channel, turn.user, by_operators=turn.settings.relay):
        turn.fail("PRIVS_NEEDED", channel.name, "You may not relay messages to this channel")
    elif not _is_foreign(nick, turn.limits.nick):
        turn.fail("INVALID_NICK", nick, f"A relayed nick holds a {SEPARATOR}, and no other sign")
    elif not text:
        turn.fail("BLANK_MSG", "There is nothing to relay")
    else:
        _relay(turn, channel, nick, text)


def _is_foreign(nick: str, limit: int) -> bool:
    """Something to both sides of the separator, that could stand before "!" in a line."""
    name, separator, network = nick.rpartition(SEPARATOR)
    return (
        bool(name and separator and network)
        and len(nick) <= limit
        and nick.isprintable()
        and RESERVED.isdisjoint(nick)
        and RESERVED.isdisjoint(fold(nick))
    )


def _relay(turn: Turn, channel: Channel, nick: str, text: str) -> None:
    user, host = turn.user, turn.settings.server
    stranger = User(user.uid, nick, fold(nick), USERNAME, host, nick, turn.now)
    if channel.bans(stranger, "mute"):
        raise Refused(Reason.CANNOT_SEND, channel.name, f"{nick} is banned (+b)")
    policy.may_send_text(channel, text)
    by = Author(user.uid, nick, stranger.mask, None, nick, False, via=user.nick)
    turn.happened(
        Said(
            turn.now,
            turn.msgid(),
            by,
            "PRIVMSG",
            channel.name,
            channel.key,
            text,
            turn.client_tags(),
        )
    )


def relayed_by(event: Said) -> str:
    """ "the `relaymsg` message tag, which is set to the nick of the sender"."""
    return f"{NAME}={escape(event.by.via)}" if event.by.via else ""


EXTENSION = Extension(NAME, value=lambda settings: SEPARATOR, tags={Said: relayed_by})
