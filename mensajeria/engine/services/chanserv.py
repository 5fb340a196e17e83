"""ChanServ: whose a channel is, and who has which rank there whenever they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.ranks import RANKS, reaches
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.channel_keeping import let_go
from mensajeria.engine.failed import Failed
from mensajeria.engine.own_account import own_account
from mensajeria.engine.services.channels import (
    change_rank,
    change_standing,
    existing,
    give_to,
    may_dispose,
    may_rank,
    must_have_room,
)
from mensajeria.engine.services.service import CHANSERV
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold
from mensajeria.wire.times import iso

say = CHANSERV.say


# Whose it is


@CHANSERV.order("REGISTER", usage="<#channel>", help="have a channel stay, and belong to you")
def register(turn: Turn, name: str) -> None:
    """Its operators may, of one that nobody owns and that is not the server's."""
    own, channel = own_account(turn), existing(turn, name)
    if not reaches(policy.authority(channel, turn.user), "o"):
        raise Refused(Reason.CHANNEL_OPERATOR_NEEDED, channel.name)
    if channel.founder:
        raise Failed("REGISTERED", f"{channel.name} belongs to {channel.founder}")
    if channel.key in map(fold, turn.settings.autojoin):
        raise Failed("REGISTERED", f"{channel.name} belongs to the server")
    must_have_room(turn, own.name)
    give_to(turn, channel, own.name)
    say(turn, f"{channel.name} is yours now, and stays when nobody is in it")


@CHANSERV.order("DROP", usage="<#channel>", help="have a channel belong to nobody any more")
def drop(turn: Turn, name: str) -> None:
    channel = existing(turn, name)
    may_dispose(turn, channel)
    let_go(turn, channel)
    say(turn, f"{channel.name} belongs to nobody now; it goes with its last member")


@CHANSERV.order("TRANSFER", usage="<#channel> <account>", help="give a channel to somebody else")
def transfer(turn: Turn, name: str, to: str) -> None:
    channel, account = existing(turn, name), turn.network.accounts.find(to)
    may_dispose(turn, channel)
    if account is None:
        raise Failed("NO_SUCH_ACCOUNT", f"There is no account {to}")
    must_have_room(turn, account.name)
    give_to(turn, channel, account.name)
    say(turn, f"{channel.name} belongs to {account.name} now")


@CHANSERV.order("INFO", usage="<#channel>", help="tell whose a channel is, and since when")
def info(turn: Turn, name: str) -> None:
    channel = existing(turn, name)
    owner = f"belongs to {channel.founder}" if channel.founder else "belongs to no account"
    say(turn, f"{channel.name} {owner}; it was made {iso(channel.created_at)[:10]}")


# What accounts are there


@CHANSERV.order(
    "ACCESS",
    usage="<#channel> LIST | ADD <account> <modes> | DEL <account>",
    help=f"show or change which accounts have which member modes ({RANKS}) whenever they come",
)
def access(turn: Turn, name: str, action: str = "LIST", who: str = "", modes: str = "") -> None:
    channel, action = existing(turn, name), action.upper()
    if action == "LIST":
        _list(turn, channel)
    elif action == "ADD" and modes:
        say(turn, change_standing(turn, channel, who, modes.lstrip("+"), True))
    elif action == "DEL" and who:
        had = channel.access.get(fold(who), ("", ""))[1]
        say(turn, change_standing(turn, channel, who, had, False))
    else:
        raise Failed("UNKNOWN", f"Say {CHANSERV.orders['ACCESS'].usage}")


@CHANSERV.order(
    "AMODE",
    usage="<#channel> [+<modes> <account> | -<modes> <account>]",
    help="the same as ACCESS, as MODE has it: AMODE #taller +o leo",
)
def amode(turn: Turn, name: str, change: str = "", who: str = "") -> None:
    channel = existing(turn, name)
    if not change:
        _list(turn, channel)
    elif change[0] in "+-" and who:
        say(turn, change_standing(turn, channel, who, change[1:], change[0] == "+"))
    else:
        raise Failed("UNKNOWN", f"Say {CHANSERV.orders['AMODE'].usage}")


def _list(turn: Turn, channel: Channel) -> None:
    may_rank(turn, channel, "v")
    for account, modes in channel.access.values():
        say(turn, f"{account} +{modes}")
    say(turn, f"{len(channel.access)} accounts in {channel.name}")


# What people are there

_RANKS: Final = {
    "OP": "o",
    "HALFOP": "h",
    "VOICE": "v",
    "PROTECT": "a",
}


def _rank(letter: str, adding: bool) -> Callable[[Turn, str, str], None]:
    def change(turn: Turn, name: str, nick: str = "") -> None:
        say(turn, change_rank(turn, existing(turn, name), nick, letter, adding))

    return change


for _name, _letter in _RANKS.items():
    _usage = "<#channel> [<nick>]"
    _help = f"give somebody in the channel, or yourself, its member mode {_letter}"
    CHANSERV.order(_name, usage=_usage, help=_help)(_rank(_letter, True))
    _help = f"take its member mode {_letter} from somebody in the channel, or from yourself"
    CHANSERV.order(f"DE{_name}", usage=_usage, help=_help)(_rank(_letter, False))
