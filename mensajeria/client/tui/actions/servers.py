"""Being on several servers: going to another one as well, and leaving one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from mensajeria.client.address import Invitation, not_an_address
from mensajeria.client.beginning import Beginning
from mensajeria.client.finding import Findings
from mensajeria.client.identity import not_a_name
from mensajeria.client.open_servers import MOST_SERVERS
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.client.tui.actions.registry import action, offering
from mensajeria.client.tui.actions.typed import typed
from mensajeria.client.tui.welcome import Welcome
from mensajeria.languages import N_, _
from mensajeria.wire.casemapping import is_nick

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@typed(
    "connect",
    "server",
    usage=N_("/connect [ADDRESS] [NAME]"),
    purpose=N_("be on another server as well; alone: try this one again"),
)
def connect(face: Face, text: str) -> list[str]:
    address, _space, name = text.partition(" ")
    if not address:
        return _again(face)
    try:
        invitation = Invitation.parse(address)
    except ValueError:
        return [not_an_address(address)]
    name = name.strip()
    if name and not is_nick(name, LONGEST_NICK):
        return [not_a_name(name)]
    return connect_to(face, Beginning(name or face.rooms.model.nick, invitation))


def _again(face: Face) -> list[str]:
    if not face.here.has_ended:
        return [_("Usage: {0}").format(_("/connect [ADDRESS] [NAME]"))]
    face.servers.stay(face.here)
    return []


def connect_to(face: Face, beginning: Beginning) -> list[str]:
    """Be on another server as well, and look at it. Sentences for who asked for it."""
    server = face.servers.at(str(beginning.invitation.address))
    if server is None and face.servers.are_full:
        return [_("At most {0} servers at a time.").format(MOST_SERVERS)]
    if server is None:
        server = face.servers.open(beginning, face.start.connect_also)
    elif server.has_ended:
        server.try_code(beginning.invitation.password)
        face.servers.stay(server)
    face.go_to(server, server.rooms.current)
    return []


@action(title=N_("Connect to a server…"), purpose=N_("be on another server as well"))
def ask_for_server(face: Face) -> None:
    """Choose among those that are found and are not joined yet; who is nowhere may end instead."""

    def chosen(beginning: Beginning | None) -> None:
        if beginning is not None:
            face.told(connect_to(face, beginning))
        elif face.here.connection is None:
            face.leave()

    async def find() -> Findings:
        found = await face.start.find_more()
        others = (each for each in found.servers if not face.servers.at(str(each.address)))
        return Findings(tuple(others), found.tried)

    name = face.rooms.model.nick or face.start.name or face.start.offered
    face.push_screen(Welcome(name, None, find), chosen)


@typed(
    "disconnect",
    usage=N_("/disconnect [REASON]"),
    purpose=N_("leave this server, and stay on the others"),
)
def disconnect(face: Face, text: str) -> list[str]:
    face.servers.close(face.here, text)
    if face.here.connection is None:
        ask_for_server(face)
    return []


@typed("quit", "exit", "q", usage=N_("/quit [REASON]"), purpose=N_("leave all servers and quit"))
def leave(face: Face, text: str) -> list[str]:
    face.leave(text)
    return []


@offering
def of_servers(face: Face) -> Iterator[SystemCommand]:
    if face.here.connection is None:
        return
    disconnect = _("Disconnect from {0}").format(face.servers.name_of(face.here))
    yield SystemCommand(disconnect, _("and stay on the others"), lambda: face.obey("/disconnect"))
    if face.here.has_ended:
        again = _("try this server again")
        yield SystemCommand(_("Connect again"), again, lambda: face.servers.stay(face.here))
