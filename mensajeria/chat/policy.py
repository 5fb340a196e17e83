"""What is allowed: each `may_*` returns in silence or raises `Refused`. Nothing here changes state.

Channel rules follow Modern IRC ("Channel Modes", "JOIN message", "PRIVMSG message").
"""

from __future__ import annotations

from collections.abc import Iterable

from mensajeria.chat.channels import Channel, Member
from mensajeria.chat.mode_changes import Change
from mensajeria.chat.modes import ChannelMode, Kind
from mensajeria.chat.network import Network
from mensajeria.chat.ranks import OVER, reaches
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import fold, is_nick


def may_name_somebody(nick: str, limit: int) -> None:
    """A nick must be well formed."""
    if not is_nick(nick, limit):
        raise Refused(Reason.ERRONEOUS_NICK, nick)


def may_be_called(network: Network, nick: str, limit: int, user: User | None) -> None:
    """A nick must be well formed and nobody else's; another spelling of one's own is fine."""
    may_name_somebody(nick, limit)
    holder = network.nicks.get(fold(nick))
    if holder is not None and holder is not user:
        raise Refused(Reason.NICK_IN_USE, nick)


def membership(channel: Channel, user: User) -> Member:
    """The user's membership; refused with NOT_ON_CHANNEL."""
    member = channel.members.get(user.uid)
    if member is None:
        raise Refused(Reason.NOT_ON_CHANNEL, channel.name)
    return member


def authority(channel: Channel, user: User) -> str:
    """The user's member modes there, highest first; IRC operators have a founder's rights."""
    member = channel.members.get(user.uid)
    modes = member.modes if member is not None else ""
    return f"q{modes}" if user.is_operator else modes


def _must_reach(channel: Channel, user: User, rank: str) -> None:
    if reaches(authority(channel, user), rank):
        return
    membership(channel, user)
    raise Refused(Reason.CHANNEL_OPERATOR_NEEDED, channel.name)


def _must_outrank(channel: Channel, user: User, other: Member) -> None:
    if not reaches(authority(channel, user), OVER[other.modes[:1]]):
        raise Refused(Reason.OUTRANKED, channel.name, other.user.nick)


def may_join(channel: Channel, user: User, password: str | None) -> None:
    """A moderator's invitation opens everything; anybody else's, or the I list, opens only +i.

    Whose account moderates the channel may always come.
    """
    if channel.invited.get(user.uid) or reaches(channel.standing(user), "h"):
        return
    if channel.bans(user, "join"):
        raise Refused(Reason.BANNED, channel.name)
    welcome = user.uid in channel.invited or channel.welcomes(user)
    if "i" in channel.flags and not welcome:
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
    if channel.bans(user, "mute"):
        raise Refused(Reason.CANNOT_SEND, channel.name, "you are banned (+b)")


def may_see(channel: Channel, user: User) -> bool:
    """Whether a channel's existence, topic and members are shown: +s hides it from outsiders."""
    return "s" not in channel.flags or user.uid in channel.members or user.is_operator


def may_see_inside(channel: Channel, user: User, asker: User) -> bool:
    """Whether it is shown that a user is in a channel: not to outsiders if it is +s, or they +i;
    nor to anybody without a rank if it is an auditorium (+u) and they have none either.
    """
    if asker is user or asker.is_operator:
        return True
    if channel.hides(user):
        return channel.sees_hidden(asker)
    if asker.uid in channel.members:
        return True
    return "s" not in channel.flags and "i" not in user.modes


def may_find(user: User, asker: User) -> bool:
    """Whether a search shows the user: one who is +i only to those who share a channel."""
    if "i" not in user.modes or asker is user or asker.is_operator:
        return True
    return not user.channels.keys().isdisjoint(asker.channels)


def may_set_topic(channel: Channel, user: User) -> None:
    """Members; with +t half-operators and above."""
    membership(channel, user)
    if "t" in channel.flags:
        _must_reach(channel, user, "h")


def may_rename(channel: Channel, user: User) -> None:
    """Operators and above."""
    _must_reach(channel, user, "o")


def may_describe(channel: Channel, user: User) -> None:
    """Operators and above say what a channel's metadata is."""
    _must_reach(channel, user, "o")


def may_redact(channel: Channel, user: User) -> bool:
    """Whether they may delete what others said there: half-operators and above, IRC operators."""
    return reaches(authority(channel, user), "h")


def may_relay(channel: Channel, user: User, *, by_operators: bool) -> bool:
    """Whether they may speak for others: IRC operators, and the channel's if that is allowed."""
    return user.is_operator or (by_operators and reaches(authority(channel, user), "o"))


def may_send_text(channel: Channel, text: str) -> None:
    """+C lets no CTCP through but actions (`/me`)."""
    if "C" in channel.flags and text[:1] == "\x01" and not text.startswith("\x01ACTION"):
        raise Refused(Reason.CANNOT_SEND, channel.name, "CTCPs are not let through (+C)")


def may_change_modes(
    network: Network, channel: Channel, user: User, changes: Iterable[Change]
) -> None:
    """Each change by the rank that its mode asks for; a rank from nobody higher than oneself.

    All or nothing: "If a user does not have appropriate privileges [...], the server MUST not
    process the message". Everybody may lay down a rank of their own.
    """
    for change in changes:
        other = _concerned(network, channel, change)
        if other is not None and other.user is user and not change.adding:
            continue
        _must_reach(channel, user, change.mode.by)
        if change.mode.letter == "f" and change.adding:
            may_forward_to(network, channel, user, change.argument or "")
        if other is not None and not change.adding:
            _must_outrank(channel, user, other)


def may_forward_to(network: Network, channel: Channel, user: User, name: str) -> None:
    """Only to another channel that the user runs as well: nobody else asked for those people."""
    target = network.find(name)
    if target is None or target is channel:
        why = "There is no such other channel"
        raise Refused(Reason.BAD_MODE_PARAMETER, channel.name, "f", name, why)
    _must_reach(target, user, "o")


def _concerned(network: Network, channel: Channel, change: Change) -> Member | None:
    """The member whose rank is changed, if there is such a member."""
    if change.mode.kind is not Kind.RANK:
        return None
    target = network.nicks.get(fold(change.argument or ""))
    return None if target is None else channel.member(target)


def may_see_list(channel: Channel, user: User, mode: ChannelMode) -> None:
    """Bans are shown to members, the other lists to those who may change them."""
    if mode.letter == "b" and user.uid in channel.members:
        return
    _must_reach(channel, user, mode.by)


def may_kick(channel: Channel, user: User, nick: str, target: User | None) -> Member:
    """The member to be put out; half-operators and above, and nobody whom they do not outrank."""
    _must_reach(channel, user, "h")
    member = channel.member(target) if target is not None else None
    if member is None:
        raise Refused(Reason.NOT_IN_CHANNEL, nick, channel.name)
    _must_outrank(channel, user, member)
    return member


def may_invite(channel: Channel, user: User, target: User) -> None:
    """ "Only members of the channel are allowed to invite other users"; with +i moderators."""
    membership(channel, user)
    if "i" in channel.flags:
        _must_reach(channel, user, "h")
    if target.uid in channel.members:
        raise Refused(Reason.ALREADY_ON_CHANNEL, target.nick, channel.name)


def may_whisper(target: User, user: User) -> None:
    """A user with +R hears only those who are logged in to an account."""
    if "R" in target.modes and user.account is None and target is not user:
        raise Refused(Reason.CANNOT_SEND_TO_USER, target.nick, "log in to an account first (+R)")


def may_change_nick(user: User) -> None:
    """Not while banned: nobody could tell any more who it was that was banned."""
    for channel in user.channels.values():
        member = channel.members[user.uid]
        if not member.modes and channel.bans(user, "nick"):
            raise Refused(Reason.BANNED_NICK_CHANGE, channel.name)
