"""Answers to what was asked: WHOIS, LIST, standard replies, and all other numerics as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mensajeria.client.happenings import (
    ChannelListed,
    Greeted,
    Happening,
    ListEnded,
    Told,
    WentAway,
)
from mensajeria.client.incoming.registry import on, on_other_numeric
from mensajeria.client.numbers import number
from mensajeria.client.refusals import remark
from mensajeria.wire import numerics as n
from mensajeria.wire.message import Message

if TYPE_CHECKING:
    from mensajeria.client.session import Session

_ABOUT_SOMEBODY = (
    n.RPL_WHOISCERTFP,
    n.RPL_WHOISREGNICK,
    n.RPL_WHOISUSER,
    n.RPL_WHOISSERVER,
    n.RPL_WHOISOPERATOR,
    n.RPL_WHOISIDLE,
    n.RPL_WHOISCHANNELS,
    n.RPL_WHOISSPECIAL,
    n.RPL_WHOISACCOUNT,
    n.RPL_WHOISBOT,
    n.RPL_WHOISACTUALLY,
    n.RPL_WHOISHOST,
    n.RPL_WHOISMODES,
    n.RPL_WHOISSECURE,
)


@on(*_ABOUT_SOMEBODY, least=3)
def described(session: Session, message: Message) -> Iterable[Happening]:
    session.inquiries.heard(message.command, message.params[1], message.params[2:])
    return ()


@on(n.RPL_ENDOFWHOIS, least=2)
def description_ended(session: Session, message: Message) -> Iterable[Happening]:
    answer = session.inquiries.ended(message.params[1])
    if answer is not None:
        yield answer


@on(n.RPL_AWAY, least=3)
def is_away(session: Session, message: Message) -> Iterable[Happening]:
    """Part of a WHOIS, or the answer to something said to somebody who is away."""
    nick = message.params[1]
    if session.inquiries.asked_about(nick):
        session.inquiries.heard(message.command, nick, message.params[2:])
    else:
        yield WentAway(nick, message.params[2])


@on(n.RPL_LIST, least=3)
def listed(session: Session, message: Message) -> Iterable[Happening]:
    topic = message.params[3] if len(message.params) > 3 else ""
    yield ChannelListed(message.params[1], number(message.params[2], 0), topic)


@on(n.RPL_LISTEND)
def list_ended(session: Session, message: Message) -> Iterable[Happening]:
    yield ListEnded()


@on(
    n.RPL_LISTSTART,
    n.RPL_MYINFO,
    n.RPL_YOURHOST,
    n.RPL_CREATED,
    n.RPL_TOPICWHOTIME,
    n.RPL_CREATIONTIME,
    n.RPL_MOTDSTART,
    n.RPL_ENDOFMOTD,
    n.ERR_NOMOTD,
    n.RPL_LUSERCLIENT,
    n.RPL_LUSEROP,
    n.RPL_LUSERUNKNOWN,
    n.RPL_LUSERCHANNELS,
    n.RPL_LUSERME,
    n.RPL_LOCALUSERS,
    n.RPL_GLOBALUSERS,
    "250",  # how many were connected at most
    "042",  # the server's id for us
    "396",  # our host as others see it
)
def of_no_interest(session: Session, message: Message) -> Iterable[Happening]:
    """What servers say of themselves to newcomers."""
    return ()


@on(n.RPL_MOTD, least=2)
def greeted(session: Session, message: Message) -> Iterable[Happening]:
    """Servers begin each line with "- " (RFC 2812, RPL_MOTD)."""
    text = message.params[-1]
    yield Greeted(text[2:] if text[:2] == "- " else text)


@on("WARN", "NOTE", least=1)
def noted(session: Session, message: Message) -> Iterable[Happening]:
    """IRCv3 standard-replies: the last parameter is a description for people."""
    command = message.params[0].strip("*") if len(message.params) > 1 else ""
    yield Told(remark(message), command)


@on_other_numeric
def other(session: Session, message: Message) -> Iterable[Happening]:
    yield Told(" ".join(message.params[1:]))
