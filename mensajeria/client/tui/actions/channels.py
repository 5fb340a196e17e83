"""Boards about channels: the one that is looked at, and all there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.rooms.room import Kind
from mensajeria.client.tui.actions import entering
from mensajeria.client.tui.actions.registry import action
from mensajeria.client.tui.channel_board import ChannelBoard
from mensajeria.client.tui.channels_board import ChannelsBoard
from mensajeria.languages import N_

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@action(
    "f5",
    shown="F5",
    title=N_("This channel…"),
    purpose=N_("the channel's topic, modes and bans; who this person is"),
)
def about_room(face: Face) -> None:
    room, talk = face.rooms.current, face.talk
    if not room.inside:
        face.run_worker(entering.open_menu(face, room))
    elif talk is None or not talk.link.is_open:
        return
    elif room.kind is Kind.PERSON:
        face.ask_who(room.name)
    elif talk.link.session.model.channel(room.name) is not None:
        face.push_screen(ChannelBoard(talk, room.name))


@action("f7", shown="F7", title=N_("Channels…"), purpose=N_("which channels there are"))
def all_channels(face: Face) -> None:
    if face.talk is not None and face.talk.link.is_open:
        face.push_screen(ChannelsBoard(face.talk))
