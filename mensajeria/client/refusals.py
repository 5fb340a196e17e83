"""What a server refuses, as one sentence in the person's language.

Chosen by numeric or by the code of a standard reply, not by the server's own text, which is in
whatever language the server speaks and is only shown when nothing is known about the code.
"""

from __future__ import annotations

from typing import Final

from mensajeria.languages import N_, _
from mensajeria.wire.message import Message

# {0} is the first parameter after our nick, {1} the second.
_BY_NUMERIC: Final = {
    "263": N_("The server is busy; try again in a moment."),
    "401": N_("There is nobody called {0}."),
    "402": N_("There is no server called {0}."),
    "403": N_("There is no channel called {0}."),
    "404": N_("You may not speak in {0}."),
    "405": N_("You are in too many channels to enter {0}."),
    "406": N_("Nobody was called {0} lately."),
    "407": N_("{0} is too many at once."),
    "411": N_("It was not said for whom."),
    "412": N_("There was nothing to say."),
    "413": N_("{0} would be everybody; name what follows the last dot."),
    "414": N_("{0} would be everybody; name what follows the last dot."),
    "417": N_("That is too long for this server."),
    "421": N_("This server does not know the command {0}."),
    "422": N_("This server has no message of the day."),
    "431": N_("No name was given."),
    "432": N_("{0} cannot be a name here."),
    "433": N_("Somebody else is called {0}."),
    "435": N_("You may not change your name while you are banned from {1}."),
    "436": N_("Somebody else is called {0}."),
    "437": N_("{0} cannot be had at the moment."),
    "438": N_("You change your name too often; try again later."),
    "441": N_("{0} is not in {1}."),
    "442": N_("You are not in {0}."),
    "443": N_("{0} is in {1} already."),
    "451": N_("The server has not let you in yet."),
    "461": N_("{0} needs more than that."),
    "462": N_("You are in already."),
    "464": N_("The password is wrong."),
    "465": N_("You are banned from this server."),
    "470": N_("{0} leads to {1}."),
    "471": N_("{0} is full."),
    "472": N_("This server knows no mode {0}."),
    "473": N_("{0} can be entered by invitation only."),
    "474": N_("You are banned from {0}."),
    "475": N_("{0} has a key: /join {0} KEY comes in."),
    "476": N_("{0} cannot be the name of a channel."),
    "477": N_("{0} is for people with an account only."),
    "478": N_("The list of {0} is full."),
    "480": N_("You may not enter {0}."),
    "481": N_("That is for the operators of the server."),
    "482": N_("That is for the operators of {0}."),
    "483": N_("Servers cannot be kicked out."),
    "489": N_("{0} can be entered over a secure connection only."),
    "491": N_("You cannot become an operator of this server."),
    "501": N_("This server does not know that mode."),
    "502": N_("You may not change the modes of others."),
    "524": N_("There is no help about {0}."),
    "525": N_("That key cannot be used for {0}."),
    "531": N_("You may not write to {0}."),
    "696": N_("That is no parameter for mode {1} of {0}."),
    "902": N_("That account cannot be used."),
    "904": N_("The account or its password is wrong."),
    "905": N_("That is too long for this server."),
    "906": N_("Logging in was broken off."),
    "907": N_("You are logged in already."),
    "716": N_("{0} accepts no messages from people they do not know."),
    "723": N_("You lack the right to do that."),
}

_BY_CODE: Final = {
    "INVALID_UTF8": N_("The server takes UTF-8 only."),
    "ACCOUNT_REQUIRED": N_("You need an account here."),
    "NICKNAME_RESERVED": N_("That name belongs to somebody's account."),
    "NEED_MORE_PARAMS": N_("That needs more to go with it."),
    "INVALID_REALNAME": N_("That cannot be a real name here."),
    "CANNOT_CHANGE_REALNAME": N_("You may not change your real name."),
    "ALREADY_REGISTERED": N_("You have an account already."),
    "INVALID_EMAIL": N_("No mail can be sent to that address."),
    "UNACCEPTABLE_EMAIL": N_("That address cannot be used for an account."),
    "INVALID_CODE": N_("That is not the code, or it is too old."),
    "KEY_INVALID": N_("That cannot be a name here."),
    "KEY_NO_PERMISSION": N_("You may not change that."),
    "LIMIT_REACHED": N_("There is no room for more of that."),
    "TEMPORARILY_UNAVAILABLE": N_("The server cannot do that at the moment."),
    "NOT_STORED": N_("The server could not store that, so nobody has seen it."),
    "RATE_LIMITED": N_("The server is busy; try again in a moment."),
    # accounts
    "ACCOUNTS_DISABLED": N_("There are no accounts here."),
    "ACCOUNT_EXISTS": N_("There is such an account already."),
    "ACCOUNT_NAME_MUST_BE_NICK": N_("Your account has to be called as you are."),
    "ALREADY_AUTHENTICATED": N_("You are logged in already."),
    "BAD_ACCOUNT_NAME": N_("No account can be called that here."),
    "COMPLETE_CONNECTION_REQUIRED": N_("The server has not let you in yet."),
    "NEED_NICK": N_("No name was given."),
    "NOT_LOGGED_IN": N_("You are not logged in to an account."),
    "NO_SUCH_ACCOUNT": N_("There is no such account."),
    "UNACCEPTABLE_PASSWORD": N_("That cannot be a password here."),
    "WEAK_PASSWORD": N_("That password is too short, or too easy to guess."),
    # messages
    "EDIT_FORBIDDEN": N_("You may only change messages of your own."),
    "EDIT_WINDOW_EXPIRED": N_("That message is too old to be changed."),
    "MESSAGE_ERROR": N_("What was said there could not be had."),
    "MULTILINE_MAX_BYTES": N_("That is too long for this server."),
    "MULTILINE_MAX_LINES": N_("Those are too many lines for this server."),
    "REDACT_FORBIDDEN": N_("You may not delete that message."),
    "REDACT_WINDOW_EXPIRED": N_("That message is too old to be deleted."),
    "UNKNOWN_MSGID": N_("That message is not there any more."),
    "INCOMPLETE": N_("There was no time to look through everything."),
    # channels
    "CANNOT_RENAME": N_("The channel cannot be called that."),
    "CHANNEL_NAME_IN_USE": N_("Another channel is called that."),
    "CHANNEL_RENAMED": N_("That channel has another name now."),
}

_BY_COMMAND_AND_CODE: Final = {
    ("SEARCH", "INVALID_PARAMS"): N_(
        "The server cannot search so; what it does not take is “{0}”."
    ),
    ("SEARCH", "INTERNAL_ERROR"): N_("The server cannot search at the moment."),
}
"""{0} is the first word of context."""

_PLACES: Final = 2


def is_refusal(message: Message) -> bool:
    """Whether a message says no: an error numeric, or FAIL (IRCv3 standard-replies)."""
    numeric = message.command
    return numeric == "FAIL" or numeric in _BY_NUMERIC or _is_error(numeric)


def sentence(message: Message) -> str:
    """Why something was refused, in one sentence."""
    if message.command == "FAIL":
        return _of_fail(message.params)
    text = _BY_NUMERIC.get(message.command)
    about = about_of(message)
    if text is None or (len(about) < _PLACES and "{1}" in text) or (not about and "{0}" in text):
        return _in_its_own_words(message.params[-1:])
    return _(text).format(*about)


def remark(message: Message) -> str:
    """What WARN and NOTE tell, in the person's language if the code is known."""
    text = _known(message.params)
    return _(text) if text else message.params[-1]


def about_of(message: Message) -> tuple[str, ...]:
    """What a numeric is about: its parameters between our nick and the text."""
    return tuple(message.params[1:-1])


def _is_error(numeric: str) -> bool:
    return len(numeric) == 3 and numeric.isdecimal() and numeric[0] in "45"


def _of_fail(params: list[str]) -> str:
    if tuple(params[:2]) in _BY_COMMAND_AND_CODE:
        about = (params[2:-1] or ["?"])[0]
        return _(_BY_COMMAND_AND_CODE[params[0], params[1]]).format(about)
    text = _known(params)
    return _(text) if text else _in_its_own_words(params[-1:])


def _known(params: list[str]) -> str | None:
    """The sentence for <command> <code> [<context>...] <description> (IRCv3 standard-replies)."""
    return _BY_CODE.get(params[1]) if len(params) > 1 else None


def _in_its_own_words(text: list[str]) -> str:
    return _("The server says: {text}").format(text=text[0] if text else "?")
