"""Going from room to room, and what can be done with the one that is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from mensajeria.client.rooms.room import Kind
from mensajeria.client.tui.actions.asking import asks
from mensajeria.client.tui.actions.registry import action, offering
from mensajeria.client.tui.actions.typed import typed
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@action("alt+up", shown="Alt+↑ Alt+↓", purpose=N_("the room above, the room below"))
def room_above(face: Face) -> None:
    _step(face, -1)


@action("alt+down")
def room_below(face: Face) -> None:
    _step(face, 1)


def _step(face: Face, step: int) -> None:
    places, here = face.servers.rooms(), (face.here, face.rooms.current)
    place = places.index(here) + step if here in places else 0
    face.go_to(*places[place % len(places)])


@action("alt+left", shown="Alt+←", purpose=N_("back to the room before; again: here once more"))
def room_before(face: Face) -> None:
    """As after having gone to what was found elsewhere."""
    before = face.visited.back()
    if before is not None:
        face.go_to(*before)


def _to_nth(number: int, face: Face) -> None:
    places = face.servers.rooms()
    if number <= len(places):
        face.go_to(*places[number - 1])


for _number in range(1, 11):
    action(
        f"alt+{_number % 10}",
        name=f"room_{_number}",
        shown="Alt+1 … Alt+0" if _number == 1 else "",
        purpose=N_("the first to the tenth room"),
    )(partial(_to_nth, _number))


@action("alt+a", shown="Alt+A", purpose=N_("the next room with something new"))
def next_unread(face: Face) -> None:
    """Where somebody is called first, else where something is new."""
    places = face.servers.rooms()
    calling = [place for place in places if place[1].mentions]
    wanted = calling or [place for place in places if place[1].unread]
    if wanted:
        face.go_to(*wanted[0])


@typed("mute", usage=N_("/mute"), purpose=N_("mute this room, or unmute it"))
def mute(face: Face, _text: str) -> list[str]:
    room = face.rooms.current
    if room.kind is Kind.SERVER:
        return [_("That is for a channel.")]
    face.mute(room)
    told = _("{0} is muted now.") if room.muted else _("{0} is not muted any more.")
    return [told.format(room.name)]


@typed("close", usage=N_("/close"), purpose=N_("close this room; a channel is left"))
def close(face: Face, _text: str) -> list[str]:
    face.leave_room(face.rooms.current)
    return []


@offering
def of_this_room(face: Face) -> Iterator[SystemCommand]:
    room = face.rooms.current
    if room.kind is Kind.SERVER:
        return
    mute = _("Unmute {0}") if room.muted else _("Mute {0}")
    told = _("whether the bell rings for it")
    yield SystemCommand(mute.format(room.name), told, lambda: face.mute(room))
    leave = _("Leave {0}") if room.inside else _("Close {0}")
    yield SystemCommand(leave.format(room.name), _("close it"), lambda: face.leave_room(room))
    if room.kind is Kind.CHANNEL and room.inside:
        about = _("what the channel is about")
        topic = asks(face, _("The topic of the channel"), f"/topic {room.name} ", room.topic)
        yield SystemCommand(_("Topic…"), about, topic)
        invite = asks(face, _("Whom do you invite?"), "/invite ")
        yield SystemCommand(_("Invite…"), _("ask somebody in"), invite)


@offering
def rooms_to_go_to(face: Face) -> Iterator[SystemCommand]:
    several = face.servers.are_several
    for server, room in face.servers.rooms():
        name = face.servers.name_of(server)
        if room.kind is not Kind.SERVER:
            title = f"{room.name} · {name}" if several else room.name
            yield SystemCommand(title, _("go there"), partial(face.go_to, server, room))
        elif several:
            yield SystemCommand(name, _("go there"), partial(face.go_to, server, room))
