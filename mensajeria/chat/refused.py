"""`Refused`: what a rule answers to a request it does not allow.

The reasons are named here in the chat's own words; `engine.refusals` maps each to its numeric.
"""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """Why a request was refused; the value says what `about` holds."""

    NO_SUCH_NICK = "nick"
    NO_SUCH_CHANNEL = "channel"
    NO_SUCH_SERVER = "server"
    NOT_ON_CHANNEL = "channel: the asker is not in it"
    NOT_IN_CHANNEL = "nick, channel: the other user is not in it"
    ALREADY_ON_CHANNEL = "nick, channel"
    TOO_MANY_CHANNELS = "channel"
    CANNOT_SEND = "channel, why"
    CANNOT_SEND_TO_USER = "nick, why"
    CHANNEL_FULL = "channel"
    INVITE_ONLY = "channel"
    BANNED = "channel"
    BAD_KEY = "channel"
    ACCOUNTS_ONLY = "channel"
    CHANNEL_OPERATOR_NEEDED = "channel"
    OPERATOR_NEEDED = ""
    NICK_IN_USE = "nick"
    ERRONEOUS_NICK = "nick"
    NO_NICK_GIVEN = ""
    BANNED_NICK_CHANGE = "channel"
    LIST_FULL = "channel, mode, mask"
    UNKNOWN_MODE = "letter"
    UNKNOWN_USER_MODE = ""
    OTHER_USERS_MODES = ""
    BAD_MODE_PARAMETER = "target, letter, parameter, why"
    MISSING_PARAMETERS = "command"
    ALREADY_REGISTERED = ""
    NOT_REGISTERED = ""


class Refused(Exception):
    """A request that a rule does not allow. Nothing has been changed when it is raised."""

    def __init__(self, why: Reason, *about: str) -> None:
        super().__init__(why, *about)
        self.why = why
        self.about = about
