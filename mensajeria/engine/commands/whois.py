"""WHOIS: all about one user that the asker may know (Modern IRC, "WHOIS message")."""

from __future__ import annotations

from collections.abc import Iterator

from mensajeria.chat import policy
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.commands.user_modes import modes_of
from mensajeria.engine.dispatch import command
from mensajeria.engine.packing import packed
from mensajeria.engine.services.service import Service, service_called
from mensajeria.engine.turn import Turn
from mensajeria.wire import numerics as n
from mensajeria.wire.casemapping import fold


@command("WHOIS", help="WHOIS [<server>] <nickname>   who somebody is", cost=2)
def whois(turn: Turn, first: str | None = None, second: str | None = None) -> None:
    """In RPL_ENDOFWHOIS "<nick> MUST be exactly the <nick> parameter sent by the client"."""
    if second:
        turn.must_be_this_server(first)
    asked = second or first
    if not asked:
        raise Refused(Reason.NO_NICK_GIVEN)
    nick = asked.partition(",")[0]  # TARGMAX: one, others are silently dropped
    user, service = turn.network.nicks.get(fold(nick)), service_called(turn, nick)
    if user is not None:
        _describe(turn, user)
    elif service is not None:
        _describe_service(turn, service)
    else:
        turn.refused(Refused(Reason.NO_SUCH_NICK, nick))
    turn.reply(n.RPL_ENDOFWHOIS, asked, "End of /WHOIS list")


def _describe(turn: Turn, user: User) -> None:
    nick, asker = user.nick, turn.user
    settings = turn.settings
    turn.reply(n.RPL_WHOISUSER, nick, user.username, user.host, "*", user.realname)
    turn.reply(n.RPL_WHOISSERVER, nick, settings.server, settings.description)
    if user.is_operator:
        turn.reply(n.RPL_WHOISOPERATOR, nick, "is an IRC operator")
    idle, signed_on = (turn.now - user.spoke_at) // 1000, user.signed_on // 1000
    turn.reply(n.RPL_WHOISIDLE, nick, str(idle), str(signed_on), "seconds idle, signon time")
    for channels in packed(_channels(user, asker)):
        turn.reply(n.RPL_WHOISCHANNELS, nick, channels)
    if user.account is not None:
        turn.reply(n.RPL_WHOISACCOUNT, nick, user.account, "is logged in as")
    if "B" in user.modes:
        turn.reply(n.RPL_WHOISBOT, nick, f"is a bot on {settings.network}")
    if user.secure:
        turn.reply(n.RPL_WHOISSECURE, nick, "is using a secure connection")
    if asker is user or asker.is_operator:
        for fingerprint in _fingerprints(turn, user):
            turn.reply(n.RPL_WHOISCERTFP, nick, f"has client certificate fingerprint {fingerprint}")
        turn.reply(n.RPL_WHOISHOST, nick, f"is connecting from *@{user.host} {user.address}")
        if user.gateway:
            turn.reply(n.RPL_WHOISSPECIAL, nick, f"comes through the gateway {user.gateway}")
        turn.reply(n.RPL_WHOISMODES, nick, f"is using modes {modes_of(user)}")
    if user.away is not None:
        turn.reply(n.RPL_AWAY, nick, user.away)


def _describe_service(turn: Turn, service: Service) -> None:
    name, settings = service.name, turn.settings
    turn.reply(n.RPL_WHOISUSER, name, name, settings.server, "*", service.about)
    turn.reply(n.RPL_WHOISSERVER, name, settings.server, settings.description)
    turn.reply(n.RPL_WHOISSPECIAL, name, f"is a service of {settings.network}")


def _fingerprints(turn: Turn, user: User) -> list[str]:
    """Those of all their devices, each once. "Clients MUST only be sent this numeric if they are
    either using the WHOIS command on themselves or they are an operator."."""
    devices = turn.engine.attendance.here(user.uid)
    return sorted({each.fingerprint for each in devices if each.fingerprint})


def _channels(user: User, asker: User) -> Iterator[str]:
    """Those that the asker may know of, with the user's highest prefix in each.

    "secret channels will not show up [...] unless the user the numeric is being sent to is joined
    to that channel"; of an invisible user only those that both are in.
    """
    for channel in user.channels.values():
        if policy.may_see_inside(channel, user, asker):
            yield channel.members[user.uid].prefixes[:1] + channel.name
