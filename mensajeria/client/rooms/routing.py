"""Which room each happening belongs to, and what it does there: `route`.

Where a happening has no place of its own, such as an answer to what was typed, it is shown in the
room that is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from mensajeria.client import happenings as h
from mensajeria.client.rooms.deeds import Deed, do, msgid_of
from mensajeria.client.rooms.entries import Fate, Move, Noted, Spoken
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.rooms import Rooms

H = TypeVar("H", bound=h.Happening)
Route = Callable[[Rooms, H], None]

MOST_INVITED: Final = 5
"""Rooms at a time of channels that we were only invited into."""

_ROUTES: dict[type[h.Happening], Callable[[Rooms, Any], None]] = {}


def route(rooms: Rooms, happening: h.Happening) -> None:
    """Write a happening down where it belongs."""
    found = _ROUTES.get(type(happening))
    if found is not None:
        found(rooms, happening)


def _on(*kinds: type[h.Happening]) -> Callable[[Route[H]], Route[H]]:
    def register(handler: Route[H]) -> Route[H]:
        _ROUTES.update(dict.fromkeys(kinds, handler))
        return handler

    return register


# What is said


@_on(h.Said)
def said(rooms: Rooms, said: h.Said) -> None:
    room, line = rooms.under_way.get(said.number) or (_where(rooms, said), None)
    if said.edits and _done(room, said):
        return
    if line is None and said.mine and _may_be_ours(rooms, said):
        line = rooms.under_way.like(room, said)
    if line is not None:
        _told(rooms, room, line, said)
        return
    spoken = rooms.spoken_of(said)
    spoken.replies_to = room.message(said.replies_to)
    rooms.say(room, spoken)


def _may_be_ours(rooms: Rooms, said: h.Said) -> bool:
    """Whether this may be a line of ours, though no label says so: of notes to oneself there are
    two copies, one without.
    """
    return not rooms.under_way.labelled or rooms.model.is_me(said.target)


@_on(h.Reacted, h.Redacted)
def done(rooms: Rooms, deed: h.Reacted | h.Redacted) -> None:
    room = rooms.get(deed.place)
    if room is not None:
        _done(room, deed)


def _done(room: Room, deed: Deed) -> bool:
    """Whether a message that is shown looks different now; another one will when it is."""
    entry = room.message(msgid_of(deed))
    if entry is None:
        room.keep(deed)
    if entry is None or not do(entry, deed):
        return False
    room.changed(entry)
    return True


def _where(rooms: Rooms, said: h.Said) -> Room:
    if not said.private:
        return rooms.open(said.target)
    if said.from_server:
        return rooms.server
    other = said.target if said.mine else said.by
    if rooms.ignores(other) and rooms.get(other) is None:
        return rooms.server  # where nothing of it is shown, either
    return rooms.open(other)


def _told(rooms: Rooms, room: Room, line: Spoken, said: h.Said) -> None:
    """A line of ours that is shown is now as the server has it."""
    rooms.under_way.end(room, line)
    line.at, line.by = said.at or line.at, said.by or line.by
    line.msgid, line.text = said.msgid, said.text
    line.kept, line.fate = bool(said.msgid or said.at), Fate.SAID
    line.answers, line.replies_to = said.replies_to, room.message(said.replies_to)
    room.changed(line)
    room.to_end(line)


@_on(h.Delivered)
def delivered(rooms: Rooms, delivered: h.Delivered) -> None:
    """Mostly the server has told of it already."""
    room, entry = rooms.under_way.get(delivered.number) or (None, None)
    if room is not None and entry is not None:
        entry.fate = Fate.SAID
        rooms.under_way.wait()
        room.changed(entry)
        room.to_end(entry)


@_on(h.Undelivered)
def undelivered(rooms: Rooms, undelivered: h.Undelivered) -> None:
    room, entry = rooms.under_way.get(undelivered.number) or (None, None)
    if room is None or entry is None:
        rooms.note(rooms.current, undelivered)
        return
    entry.fate, entry.why = Fate.REFUSED, undelivered.why
    if undelivered.uncertain:
        entry.fate = Fate.UNCERTAIN
        rooms.under_way.wait()
    else:
        rooms.under_way.drop(entry)
    room.changed(entry)
    if room is not rooms.current:
        rooms.note(rooms.current, undelivered)


# Who is where


@_on(h.Joined)
def joined(rooms: Rooms, joined: h.Joined) -> None:
    room = rooms.open(joined.channel)
    if not joined.mine:
        rooms.move(room, Move(joined.nick, "came"), joined.at)
        return
    room.inside, room.by_invitation = True, False
    rooms.listed()


@_on(h.Left)
def left(rooms: Rooms, left: h.Left) -> None:
    room = rooms.open(left.channel)
    if left.forced:
        room.inside = False
        rooms.note(room, left, left.at)
        rooms.listed()
    elif left.mine:
        rooms.close(room)
    else:
        rooms.move(room, Move(left.nick, "left"), left.at)


@_on(h.Kicked)
def kicked(rooms: Rooms, kicked: h.Kicked) -> None:
    room = rooms.open(kicked.channel)
    room.inside = room.inside and not kicked.mine
    rooms.note(room, kicked, kicked.at)
    rooms.listed()


@_on(h.Disconnected)
def disconnected(rooms: Rooms, gone: h.Disconnected) -> None:
    for name in (*gone.channels, gone.nick):
        room = rooms.get(name)
        if room is not None:
            rooms.move(room, Move(gone.nick, "gone"), gone.at)


@_on(h.Renamed)
def renamed(rooms: Rooms, renamed: h.Renamed) -> None:
    rooms.rename(renamed.before, renamed.nick)
    for name in (*renamed.channels, renamed.nick):
        room = rooms.get(name)
        if room is not None:
            rooms.move(room, Move(renamed.before, "renamed", renamed.nick), renamed.at)


@_on(h.Invited)
def invited(rooms: Rooms, invited: h.Invited) -> None:
    """Others are invited before our eyes where a server tells that (invite-notify)."""
    if rooms.ignores(invited.by):
        return
    room = rooms.get(invited.channel)
    if invited.mine and (room is not None or _has_room_for(rooms, invited.channel)):
        rooms.invite(rooms.open(invited.channel), invited)
    else:
        rooms.note(room or rooms.current, invited, invited.at)


def _has_room_for(rooms: Rooms, channel: str) -> bool:
    """Anybody can invite into anything; of more than a few a line has to do."""
    waiting = sum(room.by_invitation for room in rooms)
    return rooms.features.is_channel(channel) and waiting < MOST_INVITED


# What changes


@_on(h.TopicTold, h.TopicChanged)
def topic(rooms: Rooms, topic: h.TopicTold | h.TopicChanged) -> None:
    room = rooms.get(topic.channel)
    if room is not None:
        room.topic = topic.text
        rooms.listed()
    if isinstance(topic, h.TopicChanged) or room is None:
        rooms.note(room or rooms.current, topic, topic.at)


@_on(h.ModeChanged)
def modes(rooms: Rooms, changed: h.ModeChanged) -> None:
    if changed.by == changed.target:  # what a server sets on newcomers
        return
    own = rooms.model.is_me(changed.target)
    rooms.note(rooms.get(changed.target) or (rooms.server if own else rooms.current), changed)


@_on(h.WentAway, h.Returned)
def away(rooms: Rooms, moved: h.WentAway | h.Returned) -> None:
    """Only in the room of that person: in channels the list of members shows it."""
    room = rooms.get(moved.nick)
    if room is not None:
        rooms.note(room, moved, moved.at)


# What the server tells, and answers


@_on(h.VerificationWanted)
def verification(rooms: Rooms, wanted: h.VerificationWanted) -> None:
    rooms.note(rooms.current, wanted)


@_on(h.ProfileTold)
def profile(rooms: Rooms, told: h.ProfileTold) -> None:
    """Our own is told whenever we come; what others say was asked for."""
    if not rooms.model.is_me(told.nick):
        rooms.note(rooms.current, told)


@_on(h.Greeted, h.Told, h.Welcomed, h.Promoted, h.FirstVisit, h.LoggedIn, h.LoggedOut)
def told(rooms: Rooms, told: h.Happening) -> None:
    rooms.note(rooms.server, told, told.at)
    if _is_about_account(told) and rooms.current is not rooms.server:
        rooms.note(rooms.current, told, told.at)


def _is_about_account(told: h.Happening) -> bool:
    """Whether it is what has become of logging in, or of making an account."""
    if isinstance(told, h.LoggedIn):
        return told.asked
    return isinstance(told, h.Told) and told.command in ("REGISTER", "VERIFY")


@_on(h.Unencrypted, h.Lost)
def trouble(rooms: Rooms, told: h.Happening) -> None:
    rooms.note(rooms.server, told, told.at)


@_on(h.Unreachable)
def unreachable(rooms: Rooms, told: h.Unreachable) -> None:
    """It is tried again and again; what is in the way is written down when it changes."""
    last = rooms.server.entries[-1] if rooms.server.entries else None
    if not (isinstance(last, Noted) and last.about == told):
        rooms.note(rooms.server, told, told.at)


@_on(h.CameBack)
def came_back(rooms: Rooms, back: h.CameBack) -> None:
    """Nobody knows what was said meanwhile: each room says so."""
    for room in rooms:
        if room is rooms.server or any(isinstance(entry, Spoken) for entry in room.entries):
            rooms.note(room, back)


@_on(h.Refused)
def refused(rooms: Rooms, refused: h.Refused) -> None:
    """A channel that does not let us in, or not again, says why in its own room."""
    room = rooms.get(refused.about[0]) if refused.about else None
    rooms.note(room or rooms.current, refused)
    if room is not None and room.kind is Kind.CHANNEL and room.inside:
        room.inside = rooms.model.channel(room.name) is not None
        rooms.listed()


@_on(h.MaskListed, h.MasksEnded)
def masks(rooms: Rooms, told: h.MaskListed | h.MasksEnded) -> None:
    rooms.note(rooms.get(told.channel) or rooms.current, told)


@_on(h.AwayMarked, h.ChannelListed, h.ListEnded, h.Described, h.RealNameChanged)
def answer(rooms: Rooms, answer: h.Happening) -> None:
    rooms.note(rooms.current, answer)
