"""What the local network is told of this server, if anything."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Final

from mensajeria import __version__
from mensajeria.app.configuration import Configuration
from mensajeria.app.interfaces import Kind
from mensajeria.app.ways import Way
from mensajeria.net.announcing import IRC, IRC_OVER_TLS, OURS, Announced

_NEAR: Final = (Kind.LAN, Kind.LINK, Kind.PUBLIC)
"""Where others are that hear us and may come: not the machine itself, its containers, a VPN."""


def announcement(
    configuration: Configuration, ways: Sequence[Way], fingerprint: str, *, private: bool
) -> Announced | None:
    """For the port of the best of these ways; None if nobody else can take any.

    `fingerprint`: of the certificate for TLS; "" without. `private`: newcomers are asked something.
    """
    near = [way for way in ways if way.kind in _NEAR]
    if not near:
        return None
    port = near[0].where.port
    host = socket.gethostname().partition(".")[0]
    facts = {
        "txtvers": "1",  # RFC 6763, 6.7
        "network": configuration.server.network,
        "version": __version__,
        "private": "1" if private else "0",
    }
    if fingerprint:
        facts["sha256"] = fingerprint.replace(":", "").lower()
    return Announced(
        name=f"{configuration.server.network} ({host})",
        host=_host(host, port),
        port=port,
        addresses=tuple(ip_address(way.where.host) for way in near if way.where.port == port),
        kinds=(OURS, IRC, IRC_OVER_TLS) if fingerprint else (OURS, IRC),
        facts=tuple(facts.items()),
    )


def _host(name: str, port: int) -> str:
    """One of our own: the machine's name belongs to whoever announces that (avahi, say)."""
    plain = re.sub("[^A-Za-z0-9-]", "", name)[:40].strip("-") or "server"
    return f"{plain}-mensajeria-{port}"
