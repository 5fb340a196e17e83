"""What ChanServ's orders are made of: whose a channel is, and what accounts are there.

Who may do it is decided by what their account is there, whatever they are at the moment; IRC
operators have a founder's rights.
"""

from __future__ import annotations

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.modes import CHANNEL_MODES
from mensajeria.chat.ranks import OVER, RANKS, reaches
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.channel_keeping import keep
from mensajeria.engine.failed import Failed
from mensajeria.engine.services.service import CHANSERV
from mensajeria.engine.standing import grant, withdraw
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold


def existing(turn: Turn, name: str) -> Channel:
    """A channel with members, or one that stays without, if they may know of it. Raises Refused."""
    channel, user = turn.network.find(name) or turn.network.empty(name), turn.user
    if channel is None or not (policy.may_see(channel, user) or channel.standing(user)):
        raise Refused(Reason.NO_SUCH_CHANNEL, name)
    return channel


def may_dispose(turn: Turn, channel: Channel) -> None:
    """Its founder, whom it must have. Raises Failed."""
    if not channel.founder:
        raise Failed("NOT_REGISTERED", f"{channel.name} belongs to no account")
    if not turn.user.is_operator and fold(turn.user.account or "") != fold(channel.founder):
        raise Failed("NOT_YOURS", f"{channel.name} belongs to {channel.founder}")


def may_rank(turn: Turn, channel: Channel, letter: str, had: str = "") -> None:
    """Whether the asker may change that member mode of somebody who `had` these. Raises Refused."""
    standing = "q" if turn.user.is_operator else channel.standing(turn.user)
    if not reaches(standing, CHANNEL_MODES[letter].by):
        raise Refused(Reason.CHANNEL_OPERATOR_NEEDED, channel.name)
    if not reaches(standing, OVER[had[:1]]):
        raise Refused(Reason.OUTRANKED, channel.name, "This one")


def must_have_room(turn: Turn, account: str) -> None:
    """One account owns only so many channels. Raises Failed."""
    if turn.network.founded[fold(account)] >= turn.limits.channels_owned:
        raise Failed("TOO_MANY_CHANNELS", f"{account} owns as many channels as one may")


def give_to(turn: Turn, channel: Channel, account: str) -> None:
    """Have it stay, and belong to that account."""
    before, channel.founder, channel.stays = channel.founder, account, True
    if before:
        set_standing(turn, channel, before, "o")
    set_standing(turn, channel, account, "qo")
    keep(turn, channel)


def set_standing(turn: Turn, channel: Channel, account: str, modes: str) -> None:
    """An account is to have these member modes, and those who are there with it have them now."""
    channel.set_access(account, modes)
    lost = "".join(mode for mode in RANKS if mode not in modes)
    for user in turn.network.logged_in.get(fold(account), {}).values():
        if channel.member(user) is not None:
            withdraw(turn, channel, user, lost, CHANSERV.author(turn))
            grant(turn, channel, user, modes, CHANSERV.author(turn))


def change_standing(turn: Turn, channel: Channel, name: str, modes: str, adding: bool) -> str:
    """Give or take an account these modes; its name and what it has now. Raises Failed, Refused."""
    _, had = channel.access.get(fold(name), ("", ""))
    account = turn.network.accounts.find(name)
    if not channel.founder:
        raise Failed("NOT_REGISTERED", f"{channel.name} belongs to no account")
    if account is None:
        raise Failed("NO_SUCH_ACCOUNT", f"There is no account {name}")
    if not set(RANKS).issuperset(modes):
        raise Failed("UNKNOWN_MODE", f"Member modes are {RANKS}")
    for letter in modes or "v":
        may_rank(turn, channel, letter, had)
    if not adding and account.key == fold(channel.founder):
        raise Failed("FOUNDER", f"{channel.name} is its own; say TRANSFER to give it away")
    if not had and len(channel.access) >= turn.limits.list_entries:
        raise Failed("LIST_FULL", f"{channel.name} has as many as it may have")
    has = {*had, *modes} if adding else set(had) - set(modes)
    set_standing(turn, channel, account.name, "".join(mode for mode in RANKS if mode in has))
    keep(turn, channel)
    return f"{account.name} has {_shown(channel, account.name)} in {channel.name}"


def _shown(channel: Channel, account: str) -> str:
    modes = channel.access.get(fold(account), ("", ""))[1]
    return f"+{modes}" if modes else "no modes"


def change_rank(turn: Turn, channel: Channel, nick: str, letter: str, adding: bool) -> str:
    """Give or take somebody who is there a member mode, as MODE does; says so. Raises Refused."""
    user = turn.network.user(nick or turn.user.nick)
    member = channel.member(user)
    if member is None:
        raise Refused(Reason.NOT_IN_CHANNEL, user.nick, channel.name)
    may_rank(turn, channel, letter, "" if adding or user is turn.user else member.modes)
    (grant if adding else withdraw)(turn, channel, user, letter, CHANSERV.author(turn))
    if channel.stays and user.account is not None:
        channel.set_access(user.account, member.modes)
    keep(turn, channel)
    return f"{user.nick} has {f'+{member.modes}' if member.modes else 'no modes'} in {channel.name}"
