"""IRCv3 draft/message-redaction: taking back what was said, or what should not have been.

Authors may for some time, a channel's operators and those of the network at any time. What is
redacted is deleted wherever it is kept (docs/durability.md); pages of history leave it out, and
show the REDACT itself among what else happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.erasing import Message, Redaction
from mensajeria.chat.events import Author, Beckoned, Event, Redacted, Retracted, Whispered
from mensajeria.chat.places import places
from mensajeria.chat.ranks import PREFIXES
from mensajeria.engine.audience import Hall
from mensajeria.engine.authorship import wrote
from mensajeria.engine.dispatch import command, must_store
from mensajeria.engine.extension import Extension
from mensajeria.engine.history import Find
from mensajeria.engine.readable import Target, readable
from mensajeria.engine.release import released
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import CHANTYPES, fold

NAME: Final = "draft/message-redaction"

LONGEST: Final = 300
"""Characters of a reason."""


@dataclass(frozen=True)
class Request:
    """What is to be deleted: the target as it was given, and what can be read under that name."""

    name: str
    msgid: str
    reason: str
    target: Target


@command(
    "REDACT",
    help="REDACT <target> <msgid> [:<reason>]   delete a message for good",
    stores=True,
    cost=2,
)
def redact(turn: Turn, name: str, msgid: str, reason: str | None = None) -> None:
    """ "To redact a message, a client MUST negotiate the `draft/message-redaction` capability"."""
    if not turn.has(NAME):
        turn.fail("CAPABILITY_NEEDED", f"Ask for {NAME} first")
        return
    target = _target(turn, name.lstrip(PREFIXES) or name)
    if target is None:
        turn.fail("INVALID_TARGET", name, f"You cannot delete messages from {name}")
        return
    request = Request(name, msgid, (reason or "")[:LONGEST], target)
    turn.ask(Find(msgid), lambda found: _decide(turn, request, found))


def _target(turn: Turn, name: str) -> Target | None:
    """Operators of the network need not be in a channel."""
    channel = turn.network.find(name) if name[:1] in CHANTYPES else None
    if channel is not None and turn.user.is_operator:
        return Target(channel.name, (channel.key,))
    return readable(turn, name)


def _decide(turn: Turn, request: Request, found: list[Event]) -> None:
    must_store(turn)
    message = next((each for each in found if _sees(turn, request.target, each)), None)
    about = (request.name, request.msgid)
    if not isinstance(message, Message):
        turn.fail("UNKNOWN_MSGID", *about, "This message does not exist or is too old")
    elif not _moderates(turn, message) and not wrote(turn, message):
        turn.fail("REDACT_FORBIDDEN", *about, "You are not authorised to delete this message")
    elif not _moderates(turn, message) and _is_too_late(turn, message):
        window = str(turn.settings.redaction)
        turn.fail("REDACT_WINDOW_EXPIRED", *about, window, "You can no longer delete this message")
    else:
        turn.happened(_redaction(turn, request, message))


def _sees(turn: Turn, target: Target, event: Event) -> bool:
    """Whether it is a message that the asker knows of: others must not find out that it exists."""
    if not isinstance(event, Message):
        return False
    mine = wrote(turn, event)
    if event.at < target.since and not mine:
        return False
    if isinstance(event, Whispered | Beckoned):
        return not set(places(event)).isdisjoint(target.places)
    only = event.only
    shown = only is None or mine or turn.user.is_operator or turn.user.uid in only
    return shown and event.key in target.places


def _moderates(turn: Turn, message: Message) -> bool:
    """Whether the asker may delete what others said there."""
    if isinstance(message, Whispered | Beckoned):
        return turn.user.is_operator
    channel = turn.network.find(message.key) or turn.network.formerly(message.key)
    return channel is not None and policy.may_redact(channel, turn.user)


def _is_too_late(turn: Turn, message: Message) -> bool:
    window = turn.settings.redaction
    return bool(window) and turn.now - message.at > 1000 * window


def _redaction(turn: Turn, request: Request, message: Message) -> Redaction:
    """The fact, for the message's own audience: "in the same way as PRIVMSG messages"."""
    at, msgid, by = turn.now, turn.msgid(), turn.user.author
    if isinstance(message, Whispered | Beckoned):
        to = _other(turn, message)
        return Retracted(at, msgid, by, to, message.msgid, request.reason)
    return Redacted(
        at,
        msgid,
        by,
        request.target.name,
        fold(request.target.name),
        message.msgid,
        request.reason,
        message.prefix,
        message.only,
    )


def _other(turn: Turn, message: Whispered | Beckoned) -> Author:
    """The one of the two who is not the asker, as they are by now if they are here."""
    mine = wrote(turn, message)
    then = message.to if mine else message.by
    now = turn.network.users.get(then.uid) or turn.network.of_account(then.account or "")
    return now.author if now is not None else then


def redacted(event: Redacted) -> bytes:
    return _line(event, f"{event.prefix}{event.channel}")


def retracted(event: Retracted) -> bytes:
    return _line(event, event.to.nick)


def _line(event: Redaction, target: str) -> bytes:
    reason = f" :{event.reason}" if event.reason else ""
    return f":{event.by.mask} REDACT {target} {event.redacted}{reason}\r\n".encode()


@released(Redacted)
def release_redacted(event: Redacted, hall: Hall) -> None:
    if event.only is None:
        hall.say(event, event.key)
    else:
        hall.say_to(event, event.only)


@released(Retracted)
def release_retracted(event: Retracted, hall: Hall) -> None:
    hall.whisper(event, event.to.uid)


def msgid(event: Redaction) -> str:
    return f"msgid={event.msgid}"


def offered(settings: Settings) -> bool:
    """Without history nothing is kept that could be deleted."""
    return settings.history


EXTENSION = Extension(
    NAME,
    offered=offered,
    needs=("message-tags",),
    lines={Redacted: redacted, Retracted: retracted},
    tags=dict.fromkeys((Redacted, Retracted), msgid),
)
