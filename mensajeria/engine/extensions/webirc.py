"""IRCv3 webirc: a gateway that people come through says from where each of them does.

From then on they are as if they had come directly: address, host, limits, bans. What the gateway
itself has shown, such as a certificate, says nothing of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

from mensajeria.engine.dispatch import command
from mensajeria.engine.proof import prove
from mensajeria.engine.questions import Matches
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Gateway
from mensajeria.engine.turn import Turn

_HOST: Final = re.compile(r"(?=.{1,63}$)[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")
"""A name that can be a host in a mask."""

_LONGEST_NAME: Final = 50


@dataclass(frozen=True)
class Arrival:
    """Somebody whom a gateway brings, in its own words made safe."""

    gateway: str
    address: str
    host: str
    secure: bool


@command(
    "WEBIRC",
    help="WEBIRC <password> <gateway> <hostname> <ip> [:<options>]   for gateways only",
    registered=False,
    cost=2,
)
def webirc(
    turn: Turn, password: str, gateway: str, hostname: str, ip: str, options: str | None = None
) -> None:
    """ "The WEBIRC command MUST be the first command sent from the WebIRC gateway"."""
    if not _is_first(turn.session):
        turn.close("WEBIRC must be the first command")
        return
    arrival = _arrival(gateway, hostname, ip, options or "")
    if arrival is None:
        turn.close("Invalid WebIRC address")
        return
    here = ip_address(turn.session.address)
    known = [each for each in turn.settings.gateways if any(here in some for some in each.hosts)]
    if known:
        _try(turn, known, password, arrival)
    else:
        turn.close("Your address is not one of a WebIRC gateway")


def _is_first(session: Session) -> bool:
    said = session.registration
    return not (
        session.user is not None
        or session.gateway
        or said.negotiating
        or said.nick
        or said.username
        or said.password
    )


def _arrival(gateway: str, hostname: str, ip: str, options: str) -> Arrival | None:
    """None if the address is none. A host that cannot be one is "" here, as no host at all."""
    try:
        address = ip_address(ip)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv6Address) and address.scope_id:
        return None
    names = {option.partition("=")[0] for option in options.split(" ")}
    host = hostname if _HOST.fullmatch(hostname) and not _is_address(hostname) else ""
    return Arrival(gateway[:_LONGEST_NAME], str(address), host, "secure" in names)


def _is_address(text: str) -> bool:
    """A host that looks like an address would be taken for one."""
    return re.fullmatch(r"[0-9.]+", text) is not None


def _try(turn: Turn, gateways: Sequence[Gateway], password: str, arrival: Arrival) -> None:
    """See whether it is one of these, of which one machine may have several."""
    first, *others = gateways

    def judged(right: bool) -> None:
        if right:
            _arrive(turn, arrival)
        elif others:
            _try(turn, others, password, arrival)
        else:
            turn.close("Invalid WebIRC password")

    if others:
        turn.ask(Matches(first.secret, password), judged)
    else:
        prove(turn, first.secret, password, judged)


def _arrive(turn: Turn, arrival: Arrival) -> None:
    """ "Servers MUST ONLY treat the connection as secure if this flag is sent and the connection
    from the gateway to the server is also secure with TLS."."""
    session = turn.session
    session.gateway = f"{arrival.gateway} ({session.address})"
    session.address, session.host = arrival.address, arrival.host
    session.secure = session.secure and arrival.secure
    session.fingerprint = ""
