"""The configuration as each part of the server wants it."""

from __future__ import annotations

import dataclasses

import msgspec

from mensajeria import __version__
from mensajeria.app.configuration import OWNER, Configuration
from mensajeria.app.join_code import secret_of
from mensajeria.engine import settings as engine
from mensajeria.net import limits as net
from mensajeria.net.gatekeeper import IpNetwork
from mensajeria.storage.archive.retention import Keeping


def engine_settings(
    configuration: Configuration, started: int, code: str = "", token: str = ""
) -> engine.Settings:
    """What the engine needs to know; `started` in ms since the Unix epoch.

    `code`: the join code if it is private; `token`: by which its owner is known, "" for nobody.
    """
    server = configuration.server
    password = secret_of(code) if code else configuration.password
    named = [engine.Operator(each.name, each.password.reveal()) for each in configuration.operators]
    owner = [engine.Operator(OWNER, token)] if token else []
    return engine.Settings(
        server=server.name,
        network=server.network,
        version=f"mensajeria-{__version__}",
        description=server.description,
        icon=server.icon,
        filehost=server.filehost,
        emoji=server.emoji,
        crawlers=server.crawlers,
        relay=configuration.channels.relay,
        started=started,
        motd=server.motd,
        admin=server.admin,
        denied_tags=server.denied_tags,
        password=password.reveal(),
        autojoin=configuration.channels.autojoin,
        channel_modes=configuration.channels.modes,
        operators=(*named, *owner),
        gateways=tuple(
            engine.Gateway(each.password.reveal(), tuple(host.range for host in each.hosts))
            for each in configuration.gateways
        ),
        transport=_transport(configuration),
        accounts=engine.AccountRules(**msgspec.structs.asdict(configuration.accounts)),
        history=configuration.history.enabled,
        history_since_joining=configuration.history.since_joining,
        redaction=configuration.history.redaction,
        limits=_limits(configuration),
    )


def _limits(configuration: Configuration) -> engine.Limits:
    """Those that both have by the same name, as they were set; the rest keep their defaults."""
    known = {each.name for each in dataclasses.fields(engine.Limits)}
    given = msgspec.structs.asdict(configuration.limits)
    shared = {name: value for name, value in given.items() if name in known}
    return engine.Limits(**shared, history=configuration.history.page)


def gateways(configuration: Configuration) -> tuple[IpNetwork, ...]:
    """Where gateways call from, with many people each."""
    return tuple(host.range for each in configuration.gateways for host in each.hosts)


def _transport(configuration: Configuration) -> engine.Transport | None:
    tls, port = configuration.tls, configuration.transport_port
    if tls.sts is None or port is None:
        return None
    return engine.Transport(port, tls.sts, tls.sts_preload)


def proxies(configuration: Configuration) -> tuple[IpNetwork, ...]:
    """Where proxies call from that say whom they bring."""
    return tuple(each.range for each in configuration.proxies)


def keeping(configuration: Configuration) -> Keeping:
    """How much of what is stored is kept."""
    history = configuration.history
    return Keeping(history.enabled, history.days, history.messages)


def net_limits(configuration: Configuration) -> net.Limits:
    """What one client may use of the net."""
    limits = configuration.limits
    return net.Limits(
        throttle=limits.throttle,
        connections=limits.connections,
        connections_per_address=limits.connections_per_address,
        connection_rate=limits.connection_rate,
        registration=limits.registration,
        ping=limits.ping,
        flood_burst=limits.flood_burst,
        flood_rate=limits.flood_rate,
        backlog=limits.backlog,
        send_queue=limits.send_queue,
    )
