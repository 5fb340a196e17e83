"""What is allowed: each `may_*` returns in silence or raises `Refused`. Nothing here changes state.

Channel rules follow Modern IRC ("Channel Modes", "JOIN message", "PRIVMSG message").
"""

from __future__ import annotations

from mensajeria.chat.channels import Channel, Member
from mensajeria.chat.network import Network
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import fold, is_nick


def may_be_called(network: Network, nick: str, limit: int, user: User | None) -> None:
    """A nick must be well formed and nobody else's; another spelling of one's own is fine."""
    if not is_nick(nick, limit):
        raise Refused(Reason.ERRONEOUS_NICK, nick)
    holder = network.nicks.get(fold(nick))
    if holder is not None and holder is not user:
        raise Refused(Reason.NICK_IN_USE, nick)


def membership(channel: Channel, user: User) -> Member:
    """The user's membership; refused with NOT_ON_CHANNEL."""
    member = channel.members.get(user.uid)
    if member is None:
        raise Refused(Reason.NOT_ON_CHANNEL, channel.name)
    return member


def may_join(channel: Channel, user: User, password: str | None) -> None:
    """An invitation, or a mask on the I list, opens +i; it also passes +k, +l, +R and bans."""
    if user.uid in channel.invited:
        return
    if channel.matches("b", user) and not channel.matches("e", user):
        raise Refused(Reason.BANNED, channel.name)
    if "i" in channel.flags and not channel.matches("I", user):
        raise Refused(Reason.INVITE_ONLY, channel.name)
    if "R" in channel.flags and user.account is None:
        raise Refused(Reason.ACCOUNTS_ONLY, channel.name)
    if channel.password is not None and channel.password != password:
        raise Refused(Reason.BAD_KEY, channel.name)
    if channel.limit is not None and len(channel.members) >= channel.limit:
        raise Refused(Reason.CHANNEL_FULL, channel.name)


def may_speak(channel: Channel, user: User) -> None:
    """Whether a message to the channel is let through: +n, +m, +M and bans (voice passes them)."""
    member = channel.members.get(user.uid)
    if member is not None and member.modes:
        return
    flags = channel.flags
    if member is None and "n" in flags:
        raise Refused(Reason.CANNOT_SEND, channel.name, "you are not in the channel")
    if "m" in flags:
        raise Refused(Reason.CANNOT_SEND, channel.name, "it is moderated (+m)")
    if "M" in flags and user.account is None:
        raise Refused(Reason.CANNOT_SEND, channel.name, "you must log in to an account (+M)")
    if channel.lists["b"] and channel.matches("b", user) and not channel.matches("e", user):
        raise Refused(Reason.CANNOT_SEND, channel.name, "you are banned (+b)")


def may_see(channel: Channel, user: User) -> bool:
    """Whether a channel's existence, topic and members are shown: +s hides it from outsiders."""
    return "s" not in channel.flags or user.uid in channel.members or user.is_operator


def may_set_topic(channel: Channel, user: User) -> None:
    """Members; with +t half-operators and above."""
    member = membership(channel, user)
    if "t" in channel.flags and not member.at_least("h"):
        raise Refused(Reason.CHANNEL_OPERATOR_NEEDED, channel.name)


def may_send_text(channel: Channel, text: str) -> None:
    """+C lets no CTCP through but actions (`/me`)."""
    if "C" in channel.flags and text[:1] == "\x01" and not text.startswith("\x01ACTION"):
        raise Refused(Reason.CANNOT_SEND, channel.name, "CTCPs are not let through (+C)")


def may_whisper(target: User, user: User) -> None:
    """A user with +R hears only those who are logged in to an account."""
    if "R" in target.modes and user.account is None and target is not user:
        raise Refused(Reason.CANNOT_SEND_TO_USER, target.nick, "log in to an account first (+R)")


def may_change_nick(user: User) -> None:
    """Not while banned: nobody could tell any more who it was that was banned."""
    for channel in user.channels.values():
        member = channel.members[user.uid]
        if not member.modes and channel.matches("b", user) and not channel.matches("e", user):
            raise Refused(Reason.BANNED_NICK_CHANGE, channel.name)
