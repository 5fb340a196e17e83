"""What can be typed after a slash: one function for each, with its names and its help.

A command gets the conversation and what was typed after its name, and gives sentences for the
person who typed it. What it asks of the server goes through the session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mensajeria.client.login import Password
from mensajeria.client.names import is_name
from mensajeria.client.profile import METADATA
from mensajeria.client.seeking import CAPABILITY, NotAQuery, parse
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.conversation import Conversation

MOST_FOUND = 50
"""Of what /search shows at a time."""

Act = Callable[["Conversation", str], list[str]]


@dataclass(frozen=True)
class Command:
    """`usage` as in "/join CHANNEL [KEY]"; `purpose` in a few words."""

    names: tuple[str, ...]
    usage: str
    purpose: str
    needs: int
    offline: bool
    act: Act


COMMANDS: dict[str, Command] = {}
"""By each of their names."""


def typed(
    *names: str, usage: str, purpose: str, needs: int = 0, offline: bool = False
) -> Callable[[Act], Act]:
    """Register a command. `needs`: how many words it cannot do without."""

    def register(act: Act) -> Act:
        command = Command(names, usage, purpose, needs, offline, act)
        COMMANDS.update(dict.fromkeys(names, command))
        return act

    return register


def obey(conversation: Conversation, text: str) -> list[str]:
    """Do what was typed after the slash."""
    name, _space, rest = text.partition(" ")
    command = COMMANDS.get(name.lower())
    if command is None:
        return [_("There is no command /{0}; /help lists those there are.").format(name)]
    if len(rest.split()) < command.needs:
        return [_("It is written {0}").format(_(command.usage))]
    if not command.offline and not conversation.link.is_open:
        return [_("Not connected: nothing was sent.")]
    return command.act(conversation, rest.strip())


def _split(text: str) -> tuple[str, str]:
    """The first word and the rest."""
    word, _space, rest = text.partition(" ")
    return word, rest.strip()


@typed("nick", usage=N_("/nick NAME"), purpose=N_("be called otherwise"), needs=1)
def nick(conversation: Conversation, text: str) -> list[str]:
    conversation.link.session.rename(text.split()[0])
    return []


@typed("join", "j", usage=N_("/join CHANNEL [KEY]"), purpose=N_("enter a channel"), needs=1)
def join(conversation: Conversation, text: str) -> list[str]:
    name, key = _split(text)
    channel = conversation.as_channel(name)
    known = conversation.link.session.model.channel(channel)
    if known is not None:
        conversation.target = known.name
    else:
        conversation.enter(channel, key)
    return []


@typed("part", "leave", usage=N_("/part [CHANNEL] [REASON]"), purpose=N_("leave a channel"))
def part(conversation: Conversation, text: str) -> list[str]:
    channel, reason = conversation.channel_and_rest(text)
    if not channel:
        conversation.close_query()
        return []
    conversation.link.session.send("PART", channel, *([reason] if reason else []))
    return []


@typed(
    "msg",
    usage=N_("/msg NAME TEXT"),
    purpose=N_("say something to one person"),
    needs=2,
    offline=True,
)
def msg(conversation: Conversation, text: str) -> list[str]:
    return _say_to(conversation, text)


@typed(
    "query",
    usage=N_("/query [NAME]"),
    purpose=N_("talk to one person; alone: no longer"),
    offline=True,
)
def query(conversation: Conversation, text: str) -> list[str]:
    if not text:
        conversation.close_query()
        return []
    target, said = _split(text)
    if not is_name(target):
        return [_("There cannot be anything under that name.")]
    conversation.target = target
    return conversation.say(said) if said else []


@typed(
    "me", usage=N_("/me TEXT"), purpose=N_("say what you do: * ana waves"), needs=1, offline=True
)
def me(conversation: Conversation, text: str) -> list[str]:
    return conversation.say(text, kind="action")


@typed("notice", usage=N_("/notice NAME TEXT"), purpose=N_("send a notice"), needs=2, offline=True)
def notice(conversation: Conversation, text: str) -> list[str]:
    return _say_to(conversation, text, kind="notice")


def _say_to(conversation: Conversation, text: str, kind: str = "message") -> list[str]:
    """Say something to whomever the first word names."""
    target, said = _split(text)
    if not is_name(target):
        return [_("There cannot be anything under that name.")]
    return conversation.say(said, target, kind)


@typed("topic", usage=N_("/topic [CHANNEL] [TEXT]"), purpose=N_("show or set what it is about"))
def topic(conversation: Conversation, text: str) -> list[str]:
    channel, wanted = conversation.channel_and_rest(text)
    if not channel:
        return [_("That is for a channel.")]
    conversation.link.session.send("TOPIC", channel, *([wanted] if wanted else []))
    return []


@typed("names", "who", usage=N_("/names [CHANNEL]"), purpose=N_("who is in a channel"))
def names(conversation: Conversation, text: str) -> list[str]:
    channel, _rest = conversation.channel_and_rest(text)
    if not channel:
        return [_("That is for a channel.")]
    conversation.link.session.send("NAMES", channel)
    return []


@typed("list", usage=N_("/list"), purpose=N_("which channels there are"))
def list_channels(conversation: Conversation, text: str) -> list[str]:
    conversation.link.session.send("LIST", *text.split()[:1])
    return []


@typed("whois", usage=N_("/whois [NAME]"), purpose=N_("who somebody is"))
def whois(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    nick = (text.split() or [session.model.nick])[0]
    if METADATA in session.negotiation.enabled:
        session.inquiries.ask_profile(nick)
        session.send("METADATA", nick, "LIST")
    session.send("WHOIS", nick)
    return []


@typed("away", usage=N_("/away [REASON]"), purpose=N_("say that you are away; alone: are back"))
def away(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    reason = text or ("" if session.model.away else _("away"))
    session.send("AWAY", *([reason] if reason else []))
    return []


@typed("setname", usage=N_("/setname TEXT"), purpose=N_("change your real name"), needs=1)
def setname(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    if "setname" not in session.negotiation.enabled:
        return [_("On this server a real name cannot be changed.")]
    session.send("SETNAME", text)
    return []


@typed(
    "search",
    usage=N_("/search WORDS"),
    purpose=N_("find what was said (from: in: on: …)"),
    needs=1,
)
def search(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    if CAPABILITY not in session.negotiation.enabled:
        return [_("This server cannot search.")]
    try:
        query = parse(text, "", conversation.now())
    except NotAQuery as why:
        return [str(why)]
    session.send("SEARCH", query.attributes(MOST_FOUND))
    return []


@typed("invite", usage=N_("/invite NAME [CHANNEL]"), purpose=N_("ask somebody in"), needs=1)
def invite(conversation: Conversation, text: str) -> list[str]:
    name, rest = _split(text)
    channel, _rest = conversation.channel_and_rest(rest)
    if not channel:
        return [_("That is for a channel.")]
    conversation.link.session.send("INVITE", name, channel)
    return []


@typed("kick", usage=N_("/kick NAME [REASON]"), purpose=N_("throw somebody out"), needs=1)
def kick(conversation: Conversation, text: str) -> list[str]:
    channel, rest = conversation.channel_and_rest(text)
    name, reason = _split(rest)
    if not channel or not name:
        return [_("That is for a channel.")]
    conversation.link.session.send("KICK", channel, name, *([reason] if reason else []))
    return []


@typed("mode", usage=N_("/mode [WHERE] [MODES]"), purpose=N_("show or change modes"))
def mode(conversation: Conversation, text: str) -> list[str]:
    words, session = text.split(), conversation.link.session
    if not words or words[0][0] in "+-":
        words.insert(0, conversation.target or session.model.nick)
    session.send("MODE", *words)
    return []


@typed(
    "register",
    usage=N_("/register PASSWORD [EMAIL]"),
    purpose=N_("make your name an account of yours"),
    needs=1,
)
def register(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    offered = session.negotiation.offered.get("draft/account-registration")
    password, email = _split(text)
    if offered is None:
        return [_("This server makes no accounts.")]
    if "email-required" in offered.split(",") and not email:
        return [_("This server wants an e-mail address: /register PASSWORD EMAIL")]
    session.send("REGISTER", "*", email or "*", password)
    return []


@typed(
    "verify",
    usage=N_("/verify ACCOUNT CODE"),
    purpose=N_("complete an account with its code"),
    needs=2,
)
def verify(conversation: Conversation, text: str) -> list[str]:
    conversation.link.session.send("VERIFY", *_split(text))
    return []


@typed("login", usage=N_("/login ACCOUNT PASSWORD"), purpose=N_("use your account"), needs=2)
def login(conversation: Conversation, text: str) -> list[str]:
    session = conversation.link.session
    if "sasl" not in session.negotiation.enabled:
        return [_("This server has no accounts.")]
    session.log_in(Password(*_split(text)))
    return []


@typed("quit", "exit", "q", usage=N_("/quit [REASON]"), purpose=N_("end"), offline=True)
def leave(conversation: Conversation, text: str) -> list[str]:
    conversation.link.quit(text)
    return []


@typed("raw", "quote", usage=N_("/raw LINE"), purpose=N_("send a line of IRC as it is"), needs=1)
def raw(conversation: Conversation, text: str) -> list[str]:
    conversation.link.session.raw(text)
    return []


@typed("help", usage=N_("/help"), purpose=N_("what can be typed"), offline=True)
def list_commands(_conversation: Conversation, _text: str) -> list[str]:
    commands = dict.fromkeys(COMMANDS.values())
    lines = [f"{_(command.usage):<26} {_(command.purpose)}{_also(command)}" for command in commands]
    form, meaning = _("//TEXT"), _("say something that begins with a slash")
    return [*lines, f"{form:<26} {meaning}"]


def _also(command: Command) -> str:
    others = ", ".join(f"/{name}" for name in command.names[1:])
    return f" ({others})" if others else ""
