"""PRIVMSG, NOTICE and TAGMSG: what people say to channels and to each other.

Modern IRC, "PRIVMSG message" and "NOTICE message"; IRCv3 message-tags for TAGMSG. "Automatic
replies must never be sent in response to a NOTICE message", errors included.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.events import (
    Beckoned,
    Hinted,
    Nudged,
    Said,
    Signalled,
    Tags,
    Whispered,
    sent_in,
)
from mensajeria.chat.ranks import MODE_OF, PREFIXES
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.said_once import MAX_TOKEN
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.commands.proclamations import SIGN, proclaim
from mensajeria.engine.dispatch import command, must_store
from mensajeria.engine.editing import edited_by, when_editable
from mensajeria.engine.extension import Lines
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.said_once import claim, said_before
from mensajeria.engine.services.hearing import hear
from mensajeria.engine.services.service import SERVICES, service_called
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import CHANTYPES, distinct, fold
from mensajeria.wire.numerics import (
    ERR_NORECIPIENT,
    ERR_NOTEXTTOSEND,
    RPL_AWAY,
)

IDEMPOTENCY: Final = "mensajeria.alt/idempotency"
"""The tag that gives a message its token, and the capability of those who may use it."""


@dataclass(slots=True)
class Saying:
    """What is said, to whomever: text or, with TAGMSG, nothing but tags.

    `lines` and `edits` as in `Said`. Under a `token` it is said once, see `said_once`.
    """

    verb: str
    text: str
    tags: Tags
    lines: tuple[int, ...] = ()
    token: str = ""
    edits: str = ""


@command("PRIVMSG", help="PRIVMSG <target>{,<target>} :<text>   say something", stores=True)
def privmsg(turn: Turn, targets: list[str] | None = None, text: str | None = None) -> None:
    if not targets:
        turn.reply(ERR_NORECIPIENT, "No recipient given (PRIVMSG)")
    elif not text:
        turn.reply(ERR_NOTEXTTOSEND, "No text to send")
    else:
        speak(turn, targets, saying_of(turn, text))


@command(
    "NOTICE",
    help="NOTICE <target>{,<target>} :<text>   say without expecting an answer",
    stores=True,
)
def notice(turn: Turn, targets: list[str] | None = None, text: str | None = None) -> None:
    if targets and text:
        speak(turn, targets, saying_of(turn, text))


@command("TAGMSG", help="TAGMSG <target>{,<target>}   send only message tags", cost=0.5)
def tagmsg(turn: Turn, targets: list[str] | None = None) -> None:
    if not targets:
        turn.reply(ERR_NORECIPIENT, "No recipient given (TAGMSG)")
    elif turn.has("message-tags"):
        tags = turn.client_tags()
        if not _are_passing(tags):
            must_store(turn)
        if tags or not _were_denied(turn):
            speak(turn, targets, Saying(turn.verb, "", tags))


def saying_of(turn: Turn, text: str) -> Saying:
    """What the client's message says."""
    if turn.message is None or not turn.message.tags:  # as nearly always
        return Saying(turn.verb, text, ())
    tags, token, edits = turn.client_tags(), token_of(turn), edited_by(turn)
    return Saying(turn.verb, text, tags, token=token, edits=edits)


def _are_passing(tags: Tags) -> bool:
    """Whether they mean nothing a moment later: "clients SHOULD assume the sender is still typing
    until [...] At least 30 seconds have elapsed" at most (IRCv3 typing)."""
    return all(key == "+typing" for key, _ in tags)


def _were_denied(turn: Turn) -> bool:
    """Whether there were client-only tags, of a message that has none now."""
    return turn.message is not None and any(key[0] == "+" for key in turn.message.tags)


def token_of(turn: Turn) -> str:
    """The token that the client's message has, if it may."""
    if turn.message is None or not turn.message.tags or not turn.has(IDEMPOTENCY):
        return ""
    return turn.message.tags.get(IDEMPOTENCY, "")


def speak(turn: Turn, targets: list[str], saying: Saying) -> None:
    """Say it; an edit, only if it may take the place of what it names."""
    if not saying.edits:
        _speak(turn, targets, saying)
    elif len(targets) > 1:
        turn.fail("INVALID_EDIT", saying.edits, "A message has one target")
    else:
        when_editable(turn, targets[0], saying.edits, partial(_speak, turn, targets, saying))


def _speak(turn: Turn, targets: list[str], saying: Saying) -> None:
    """To each target once; a refused one does not keep the message from the others."""
    if saying.token and len(saying.token.encode()) > MAX_TOKEN:
        turn.fail("INVALID_TOKEN", f"A token has at most {MAX_TOKEN} bytes")
        return
    if saying.verb == "PRIVMSG":
        turn.user.spoke_at = turn.now
    pieces = targets if len(targets) == 1 else distinct(targets)
    limit = turn.limits.targets
    for target in pieces[:limit]:
        try:
            _speak_to(turn, target, saying)
        except Refused as refusal:
            if saying.verb != "NOTICE":
                turn.refused(refusal)
    if len(pieces) > limit and saying.verb != "NOTICE":
        turn.refuse_surplus(pieces)


def _speak_to(turn: Turn, target: str, saying: Saying) -> None:
    name = target.lstrip(PREFIXES)
    if name[:1] in CHANTYPES and name:
        channel = turn.network.find(name)
        if channel is None:
            raise Refused(Reason.NO_SUCH_CHANNEL, target)
        _to_channel(turn, channel, target[: len(target) - len(name)], saying)
    elif target[:1] == SIGN and saying.verb != "TAGMSG" and not saying.lines:
        proclaim(turn, target, saying.text, saying.tags)
    elif fold(target) in SERVICES:
        _to_service(turn, target, saying)
    else:
        _to_user(turn, turn.network.user(target), saying)


def _to_service(turn: Turn, name: str, saying: Saying) -> None:
    """It is no fact of the chat: nobody stores a password. Only PRIVMSG is answered."""
    service = service_called(turn, name)
    if service is None:
        raise Refused(Reason.NO_SUCH_NICK, name)
    if saying.text:
        service.echo(turn, saying.text)
    if saying.verb == "PRIVMSG" and saying.text[:1] != "\x01":
        hear(turn, service, saying.text)


def _to_channel(turn: Turn, channel: Channel, prefix: str, saying: Saying) -> None:
    user = turn.user
    to = f"{prefix}{channel.key}" if saying.token else ""
    if saying.token and said_before(turn, saying.verb, to, saying.token):
        return
    policy.may_speak(channel, user)
    _may_send_text(channel, saying)
    only = None
    if prefix:  # "@%" is "functionally identical" to "%"
        prefix = max(prefix, key=PREFIXES.index)
        only = _those_above(channel, prefix, user)
    name, key, tags = channel.name, channel.key, saying.tags
    at, msgid, by = turn.now, turn.msgid(), user.author
    if saying.verb == "TAGMSG":
        sign = Hinted if _are_passing(tags) else Signalled
        turn.happened(sign(at, msgid, by, name, key, tags, prefix, only))
    else:
        verb, text, lines, edits = saying.verb, saying.text, saying.lines, saying.edits
        turn.happened(Said(at, msgid, by, verb, name, key, text, tags, prefix, only, lines, edits))
        if saying.token:
            claim(turn, to, saying.token, msgid)


def _may_send_text(channel: Channel, saying: Saying) -> None:
    """Of several lines, each: some are shown them as so many messages."""
    if not saying.lines:
        policy.may_send_text(channel, saying.text)
    else:
        for text, _ in sent_in(saying.text, saying.lines):
            policy.may_send_text(channel, text)


def _those_above(channel: Channel, prefix: str, author: User) -> tuple[int, ...]:
    """STATUSMSG: the others with that status or a higher one (Modern IRC, STATUSMSG)."""
    rank = MODE_OF[prefix]
    members = channel.members.values()
    return tuple(m.user.uid for m in members if m.at_least(rank) and m.user is not author)


def _to_user(turn: Turn, target: User, saying: Saying) -> None:
    user = turn.user
    if saying.token and said_before(turn, saying.verb, target.key, saying.token):
        return
    policy.may_whisper(target, user)
    at, msgid, by, to, tags = turn.now, turn.msgid(), user.author, target.author, saying.tags
    if saying.verb == "TAGMSG":
        sign = Nudged if _are_passing(tags) else Beckoned
        turn.happened(sign(at, msgid, by, to, tags))
        return
    verb, text, lines, edits = saying.verb, saying.text, saying.lines, saying.edits
    turn.happened(Whispered(at, msgid, by, verb, to, text, tags, lines, edits))
    if saying.token:
        claim(turn, target.key, saying.token, msgid)
    if target.away is not None and saying.verb == "PRIVMSG":
        turn.reply(RPL_AWAY, target.nick, target.away)


@line(Said)
def said(event: Said) -> bytes | Lines:
    if event.lines:
        return _in_lines(event, f"{event.prefix}{event.channel}")
    return (
        f":{event.by.mask} {event.verb} {event.prefix}{event.channel} :{event.text}\r\n"
    ).encode()


@line(Whispered)
def whispered(event: Whispered) -> bytes | Lines:
    if event.lines:
        return _in_lines(event, event.to.nick)
    return f":{event.by.mask} {event.verb} {event.to.nick} :{event.text}\r\n".encode()


def _in_lines(event: Said | Whispered, target: str) -> Lines:
    """So many messages: "Servers MUST NOT send blank lines to clients that have not negotiated the
    multiline capability" (IRCv3 multiline)."""
    head = f":{event.by.mask} {event.verb} {target} :"
    lines = sent_in(event.text, event.lines)
    return Lines([f"{head}{text}\r\n".encode() for text, _ in lines if text])


@released(Said)
@released(Signalled)
@released(Hinted)
def release_to_channel(event: Said | Signalled, hall: Hall) -> None:
    if event.only is None:
        hall.say(event, event.key)
    else:
        hall.say_to(event, event.only)


@released(Whispered)
@released(Beckoned)
@released(Nudged)
def release_to_user(event: Whispered | Beckoned, hall: Hall) -> None:
    hall.whisper(event, event.to.uid)
