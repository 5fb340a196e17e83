"""All checks of the machine that a server runs on, or is about to."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from ipaddress import ip_address

from mensajeria.app.address import Address
from mensajeria.app.configuration import Configuration
from mensajeria.app.doctor import firewall, kept, machine, network, probes
from mensajeria.app.doctor.finding import Finding, problem
from mensajeria.app.open_files import allow_connections
from mensajeria.app.sockets import CannotListen, hosts_of
from mensajeria.app.ways import ways_to
from mensajeria.storage.checking import newest, why_damaged


def examine(configuration: Configuration) -> Iterator[Finding]:
    """Everything, the likeliest reason for nobody to come first."""
    if listen := _with_a_port(configuration):
        yield _port(listen)
    yield from reach(configuration)
    yield network.multicast(probes.why_no_multicast())
    yield from _certificate(configuration)
    yield from state(configuration)
    if not configuration.ephemeral:
        yield kept.folder(str(configuration.data), probes.why_not_writable(configuration.data))
        yield kept.database(why_damaged(configuration.data))
    quick = find_spec("uvloop") or find_spec("winloop")
    yield from machine.python(platform.python_version(), quick_loop=quick is not None)


def reach(configuration: Configuration) -> Iterator[Finding]:
    """Whether others find a way through the network and the firewall. Quick, and harmless."""
    listen = _with_a_port(configuration)
    if not listen:
        return
    everywhere = configuration.access == "anyone"
    ends = list(_ends(listen))
    ways = ways_to(ends, everywhere=everywhere)
    alone = all(ip_address(host.partition("%")[0]).is_loopback for host, _port in ends)
    yield network.addresses(ways, local_only=not everywhere, alone=alone)
    if any(way.for_others for way in ways):
        yield firewall.firewall(probes.PROBE, sys.platform, listen[0].port, sys.executable)


def state(configuration: Configuration) -> Iterator[Finding]:
    """Whether the machine has what a server needs. Quick, and harmless."""
    folder, wanted = configuration.data, configuration.limits.connections
    latest = None if configuration.ephemeral else newest(folder)
    yield machine.clock(time.time(), latest and latest / 1000)
    yield machine.open_files(allow_connections(wanted), wanted)
    if not configuration.ephemeral:
        yield machine.disk(probes.free(folder), str(folder))


def _with_a_port(configuration: Configuration) -> list[Address]:
    """Where others could come from another machine: not what is a file."""
    return [address for address in configuration.listen if not address.path]


def _ends(listen: Sequence[Address]) -> Iterator[tuple[str, int]]:
    for address in listen:
        with suppress(CannotListen):  # which is a finding of its own
            yield from ((host, address.port) for _family, host in hosts_of(address))


def _port(listen: Sequence[Address]) -> Finding:
    number = listen[0].port
    trouble = probes.why_not_listening(listen)
    ours = bool(trouble) and probes.serves(number)
    return network.port(number, trouble, ours=ours, holder=probes.holder(number) if trouble else "")


def _certificate(configuration: Configuration) -> Iterator[Finding]:
    """The one that is there; none is made."""
    from mensajeria.app.doctor.certificates import dates_of

    tls = configuration.tls
    path = tls.certificate or configuration.data / "tls.pem"
    if not configuration.doors.tls or (tls.certificate is None and not path.exists()):
        return
    try:
        yield kept.certificate(*dates_of(path.read_bytes()))
    except (OSError, ValueError) as error:
        yield problem(str(error))
