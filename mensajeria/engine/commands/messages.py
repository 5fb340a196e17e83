"""PRIVMSG, NOTICE and TAGMSG: what people say to channels and to each other.

Modern IRC, "PRIVMSG message" and "NOTICE message"; IRCv3 message-tags for TAGMSG. "Automatic
replies must never be sent in response to a NOTICE message", errors included.
"""

from __future__ import annotations

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.events import Beckoned, Said, Signalled, Tags, Whispered
from mensajeria.chat.ranks import MODE_OF, PREFIXES
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.dispatch import command
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import CHANTYPES
from mensajeria.wire.numerics import (
    ERR_NORECIPIENT,
    ERR_NOTEXTTOSEND,
    RPL_AWAY,
)


@command("PRIVMSG", help="PRIVMSG <target>{,<target>} :<text>   say something", stores=True)
def privmsg(turn: Turn, targets: list[str] | None = None, text: str | None = None) -> None:
    if not targets:
        turn.reply(ERR_NORECIPIENT, "No recipient given (PRIVMSG)")
    elif not text:
        turn.reply(ERR_NOTEXTTOSEND, "No text to send")
    else:
        turn.user.spoke_at = turn.now
        _speak(turn, targets, text)


@command(
    "NOTICE",
    help="NOTICE <target>{,<target>} :<text>   say without expecting an answer",
    stores=True,
)
def notice(turn: Turn, targets: list[str] | None = None, text: str | None = None) -> None:
    if targets and text:
        _speak(turn, targets, text)


@command("TAGMSG", help="TAGMSG <target>{,<target>}   send only message tags", cost=0.5)
def tagmsg(turn: Turn, targets: list[str] | None = None) -> None:
    if not targets:
        turn.reply(ERR_NORECIPIENT, "No recipient given (TAGMSG)")
    elif turn.has("message-tags"):
        _speak(turn, targets, "")


def _speak(turn: Turn, targets: list[str], text: str) -> None:
    """To each target once; a refused one does not keep the message from the others."""
    tags = turn.client_tags()
    pieces = targets if len(targets) == 1 else list(dict.fromkeys(targets))
    limit = turn.limits.targets
    for target in pieces[:limit]:
        try:
            _speak_to(turn, target, text, tags)
        except Refused as refusal:
            if turn.verb != "NOTICE":
                turn.refused(refusal)
    if len(pieces) > limit and turn.verb != "NOTICE":
        turn.refuse_surplus(pieces)


def _speak_to(turn: Turn, target: str, text: str, tags: Tags) -> None:
    name = target.lstrip(PREFIXES)
    if name[:1] in CHANTYPES and name:
        channel = turn.network.find(name)
        if channel is None:
            raise Refused(Reason.NO_SUCH_CHANNEL, target)
        _to_channel(turn, channel, target[: len(target) - len(name)], text, tags)
    else:
        _to_user(turn, turn.network.user(target), text, tags)


def _to_channel(turn: Turn, channel: Channel, prefix: str, text: str, tags: Tags) -> None:
    user = turn.user
    policy.may_speak(channel, user)
    policy.may_send_text(channel, text)
    only = None
    if prefix:  # "@%" is "functionally identical" to "%"
        prefix = max(prefix, key=PREFIXES.index)
        only = _those_above(channel, prefix, user)
    if turn.verb == "TAGMSG":
        turn.happened(
            Signalled(
                turn.now, turn.msgid(), user.author, channel.name, channel.key, tags, prefix, only
            )
        )
        return
    turn.happened(
        Said(
            turn.now,
            turn.msgid(),
            user.author,
            turn.verb,
            channel.name,
            channel.key,
            text,
            tags,
            prefix,
            only,
        )
    )


def _those_above(channel: Channel, prefix: str, author: User) -> tuple[int, ...]:
    """STATUSMSG: the others with that status or a higher one (Modern IRC, STATUSMSG)."""
    rank = MODE_OF[prefix]
    members = channel.members.values()
    return tuple(m.user.uid for m in members if m.at_least(rank) and m.user is not author)


def _to_user(turn: Turn, target: User, text: str, tags: Tags) -> None:
    user = turn.user
    policy.may_whisper(target, user)
    if turn.verb == "TAGMSG":
        turn.happened(Beckoned(turn.now, turn.msgid(), user.author, target.author, tags))
        return
    turn.happened(
        Whispered(turn.now, turn.msgid(), user.author, turn.verb, target.author, text, tags)
    )
    if target.away is not None and turn.verb == "PRIVMSG":
        turn.reply(RPL_AWAY, target.nick, target.away)


@line(Said)
def said(event: Said) -> bytes:
    return (
        f":{event.by.mask} {event.verb} {event.prefix}{event.channel} :{event.text}\r\n"
    ).encode()


@line(Whispered)
def whispered(event: Whispered) -> bytes:
    return f":{event.by.mask} {event.verb} {event.to.nick} :{event.text}\r\n".encode()


@released(Said)
@released(Signalled)
def release_to_channel(event: Said | Signalled, hall: Hall) -> None:
    if event.only is None:
        hall.say(event, event.key)
    else:
        hall.say_to(event, event.only)


@released(Whispered)
@released(Beckoned)
def release_to_user(event: Whispered | Beckoned, hall: Hall) -> None:
    hall.whisper(event, event.to.uid)
