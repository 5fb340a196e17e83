"""Boards about channels: the one that is looked at, and all there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.formatting import plain
from mensajeria.client.rooms.room import Kind
from mensajeria.client.tui.actions import entering
from mensajeria.client.tui.actions.registry import action
from mensajeria.client.tui.actions.typed import typed
from mensajeria.client.tui.channel_board import ChannelBoard
from mensajeria.client.tui.channels_board import ChannelsBoard
from mensajeria.languages import N_, _

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


@typed("topic", usage=N_("/topic [CHANNEL] [TEXT]"), purpose=N_("show or set the topic"))
def topic(face: Face, text: str) -> list[str]:
    """What a channel that we are in is about is known; the rest is for the server."""
    talk = face.talk
    if talk is None:
        return []
    name, wanted = talk.channel_and_rest(text)
    channel = talk.link.session.model.channel(name)
    if wanted or channel is None:
        return talk.typed(f"/topic {text}".rstrip())
    words = plain(channel.topic)
    told = _("The topic of {0}: {1}") if words else _("{0} has no topic.")
    return [told.format(channel.name, words)]


@action("f7", shown="F7", title=N_("Channels…"), purpose=N_("which channels there are"))
def all_channels(face: Face) -> None:
    list_channels(face, "")


@typed("list", usage=N_("/list [WORDS]"), purpose=N_("which channels there are"))
def list_channels(face: Face, words: str) -> list[str]:
    """On a large network there are more than a conversation has room for."""
    if face.talk is None or not face.talk.link.is_open:
        return [_("Not connected: nothing was sent.")]
    face.push_screen(ChannelsBoard(face.talk, words))
    return []
