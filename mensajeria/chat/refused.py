"""`Refused`: what a rule answers to a request it does not allow.

The reasons are named here in the chat's own words; `engine.refusals` maps each to its numeric.
"""

from __future__ import annotations

from enum import Enum, auto


class Reason(Enum):
    """Why a request was refused; the comment says what `about` holds."""

    NO_SUCH_NICK = auto()  # nick
    NO_SUCH_CHANNEL = auto()  # channel
    NO_SUCH_SERVER = auto()  # server
    NOT_ON_CHANNEL = auto()  # channel: the asker is not in it
    NOT_IN_CHANNEL = auto()  # nick, channel: the other user is not in it
    ALREADY_ON_CHANNEL = auto()  # nick, channel
    TOO_MANY_CHANNELS = auto()  # channel
    TOO_MANY_TARGETS = auto()  # target: one beyond the limit
    NO_TOP_LEVEL = auto()  # mask: it would be everybody's
    WILD_TOP_LEVEL = auto()  # mask: the same
    CANNOT_SEND = auto()  # channel, why
    CANNOT_SEND_TO_USER = auto()  # nick, why
    CHANNEL_FULL = auto()  # channel
    INVITE_ONLY = auto()  # channel
    BANNED = auto()  # channel
    BAD_KEY = auto()  # channel
    ACCOUNTS_ONLY = auto()  # channel
    CHANNEL_OPERATOR_NEEDED = auto()  # channel
    OUTRANKED = auto()  # channel, nick
    OPERATOR_NEEDED = auto()
    NICK_IN_USE = auto()  # nick
    NICK_RESERVED = auto()  # nick: it belongs to an account
    ERRONEOUS_NICK = auto()  # nick
    NO_NICK_GIVEN = auto()
    BANNED_NICK_CHANGE = auto()  # channel
    LIST_FULL = auto()  # channel, mode, mask
    UNKNOWN_MODE = auto()  # letter
    UNKNOWN_USER_MODE = auto()
    OTHER_USERS_MODES = auto()
    BAD_MODE_PARAMETER = auto()  # target, letter, parameter, why
    MISSING_PARAMETERS = auto()  # command
    ALREADY_REGISTERED = auto()
    NOT_REGISTERED = auto()


class Refused(Exception):
    """A request that a rule does not allow. Nothing has been changed when it is raised."""

    def __init__(self, why: Reason, *about: str) -> None:
        super().__init__(why, *about)
        self.why = why
        self.about = about
