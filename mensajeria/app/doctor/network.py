"""Checks of the network: the port, the addresses that others can use, multicast."""

from __future__ import annotations

from collections.abc import Sequence

from mensajeria.app.doctor.finding import Finding, fine, problem, warning
from mensajeria.app.interfaces import Kind
from mensajeria.app.ways import Way
from mensajeria.languages import _


def port(number: int, trouble: str, *, ours: bool, holder: str) -> Finding:
    """`trouble`: why it cannot be listened on, one sentence that says what to do.

    `ours`: because a server of this person does; `holder`: else which program, if known.
    """
    if ours:
        return fine(_("Your server is listening on port {port}.").format(port=number))
    if trouble:
        held = _("The program {name} has it.").format(name=holder) if holder else ""
        return problem(_("The server cannot listen: {reason}.").format(reason=trouble), held)
    return fine(_("Port {port} is free.").format(port=number))


def addresses(ways: Sequence[Way], *, local_only: bool, alone: bool = False) -> Finding:
    """`ways` to the server, those of the internet left out if `local_only`.

    `alone`: it is to listen on this machine's loopback address only.
    """
    if alone:
        return fine(_("Only this machine can connect, since --listen says so."))
    others = [way for way in ways if way.for_others and way.kind is not Kind.CONTAINER]
    if others:
        named = ", ".join(way.where.host for way in others)
        return fine(_("Others can try {addresses}.").format(addresses=named))
    if local_only:
        return warning(
            _("This machine has no address in a local network that others could use."),
            _("Connect it to a network, or open the server to all: --set access=anyone"),
        )
    return warning(
        _("This machine has no address that others could use."),
        _("Connect it to a network, and let --listen name one of its addresses or 0.0.0.0."),
    )


def multicast(trouble: str) -> Finding:
    """`trouble`: why no multicast group could be joined; "" if one could."""
    if trouble:
        return warning(
            _("Multicast does not work here: {reason}.").format(reason=trouble),
            _("Clients will not find the server by themselves; tell people its address."),
        )
    return fine(_("Multicast works, so that clients here can find servers."))
