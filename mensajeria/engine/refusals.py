"""The one table from a reason to its numeric and words (Modern IRC, "Numerics").

In the words `{0}`, `{1}` ... stand for what the refusal is about; the parameters before the text
are given by position.
"""

from __future__ import annotations

from typing import Final

from mensajeria.chat.refused import Reason, Refused
from mensajeria.wire import numerics as n

# reason: numeric, which of `about` are parameters, text
_TABLE: Final[dict[Reason, tuple[str, tuple[int, ...], str]]] = {
    Reason.NO_SUCH_NICK: (n.ERR_NOSUCHNICK, (0,), "No such nick/channel"),
    Reason.NO_SUCH_CHANNEL: (n.ERR_NOSUCHCHANNEL, (0,), "No such channel"),
    Reason.NO_SUCH_SERVER: (n.ERR_NOSUCHSERVER, (0,), "No such server"),
    Reason.NOT_ON_CHANNEL: (n.ERR_NOTONCHANNEL, (0,), "You're not on that channel"),
    Reason.NOT_IN_CHANNEL: (n.ERR_USERNOTINCHANNEL, (0, 1), "They aren't on that channel"),
    Reason.ALREADY_ON_CHANNEL: (n.ERR_USERONCHANNEL, (0, 1), "is already on channel"),
    Reason.TOO_MANY_CHANNELS: (n.ERR_TOOMANYCHANNELS, (0,), "You have joined too many channels"),
    Reason.TOO_MANY_TARGETS: (n.ERR_TOOMANYTARGETS, (0,), "Too many targets; left out"),
    Reason.NO_TOP_LEVEL: (n.ERR_NOTOPLEVEL, (0,), "No toplevel domain specified"),
    Reason.WILD_TOP_LEVEL: (n.ERR_WILDTOPLEVEL, (0,), "Wildcard in toplevel domain"),
    Reason.CANNOT_SEND: (n.ERR_CANNOTSENDTOCHAN, (0,), "Cannot send to channel: {1}"),
    Reason.CANNOT_SEND_TO_USER: (n.ERR_CANTSENDTOUSER, (0,), "Cannot send to user: {1}"),
    Reason.CHANNEL_FULL: (n.ERR_CHANNELISFULL, (0,), "Cannot join channel (+l)"),
    Reason.INVITE_ONLY: (n.ERR_INVITEONLYCHAN, (0,), "Cannot join channel (+i)"),
    Reason.BANNED: (n.ERR_BANNEDFROMCHAN, (0,), "Cannot join channel (+b)"),
    Reason.BAD_KEY: (n.ERR_BADCHANNELKEY, (0,), "Cannot join channel (+k)"),
    Reason.ACCOUNTS_ONLY: (
        n.ERR_NEEDREGGEDNICK,
        (0,),
        "Cannot join channel (+R): you must log in to an account first",
    ),
    Reason.CHANNEL_OPERATOR_NEEDED: (n.ERR_CHANOPRIVSNEEDED, (0,), "You're not channel operator"),
    Reason.OUTRANKED: (n.ERR_CHANOPRIVSNEEDED, (0,), "{1} is out of reach of your rank"),
    Reason.OPERATOR_NEEDED: (
        n.ERR_NOPRIVILEGES,
        (),
        "Permission Denied- You're not an IRC operator",
    ),
    Reason.NICK_IN_USE: (n.ERR_NICKNAMEINUSE, (0,), "Nickname is already in use"),
    Reason.NICK_RESERVED: (
        n.ERR_NICKNAMEINUSE,
        (0,),
        "Nickname is reserved by a different account",
    ),
    Reason.ERRONEOUS_NICK: (n.ERR_ERRONEUSNICKNAME, (0,), "Erroneous nickname"),
    Reason.NO_NICK_GIVEN: (n.ERR_NONICKNAMEGIVEN, (), "No nickname given"),
    Reason.BANNED_NICK_CHANGE: (
        n.ERR_BANNICKCHANGE,
        (0,),
        "Cannot change nickname while banned on channel",
    ),
    Reason.LIST_FULL: (n.ERR_BANLISTFULL, (0, 1), "Channel list is full"),
    Reason.UNKNOWN_MODE: (n.ERR_UNKNOWNMODE, (0,), "is unknown mode char to me"),
    Reason.UNKNOWN_USER_MODE: (n.ERR_UMODEUNKNOWNFLAG, (), "Unknown MODE flag"),
    Reason.OTHER_USERS_MODES: (n.ERR_USERSDONTMATCH, (), "Can't change mode for other users"),
    Reason.BAD_MODE_PARAMETER: (n.ERR_INVALIDMODEPARAM, (0, 1, 2), "{3}"),
    Reason.MISSING_PARAMETERS: (n.ERR_NEEDMOREPARAMS, (0,), "Not enough parameters"),
    Reason.ALREADY_REGISTERED: (n.ERR_ALREADYREGISTERED, (), "You may not reregister"),
    Reason.NOT_REGISTERED: (n.ERR_NOTREGISTERED, (), "You have not registered"),
}


def numeric_of(refused: Refused) -> tuple[str, list[str]]:
    """The numeric and its parameters (after the client's nick), the text last."""
    numeric, places, text = _TABLE[refused.why]
    about = refused.about
    return numeric, [*(about[place] for place in places), text.format(*about)]


def presentable(word: str) -> str:
    """What a client sent, fit to stand in the middle of a reply to it."""
    if not word or word[0] == ":" or " " in word:
        return "*"
    return word
