"""MODE for channels: showing modes and lists, and changing them (Modern IRC, "Channel mode")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.events import ModeChanged
from mensajeria.chat.mode_changes import HIDDEN, Change, Circumstances, apply, read
from mensajeria.chat.modes import CHANNEL_MODES, ChannelMode, Kind
from mensajeria.chat.refused import Reason, Refused
from mensajeria.engine.audience import Hall
from mensajeria.engine.channel_keeping import keep
from mensajeria.engine.dispatch import must_store
from mensajeria.engine.release import released
from mensajeria.engine.render import LINE_LIMIT, line
from mensajeria.engine.turn import Turn
from mensajeria.wire import numerics as n

LISTS: Final[dict[str, tuple[str, str, str]]] = {
    "b": (n.RPL_BANLIST, n.RPL_ENDOFBANLIST, "End of channel ban list"),
    "e": (n.RPL_EXCEPTLIST, n.RPL_ENDOFEXCEPTLIST, "End of channel exception list"),
    "I": (n.RPL_INVEXLIST, n.RPL_ENDOFINVEXLIST, "End of Channel Invite Exception List"),
}
"""Of each list mode: the numeric of an entry, that of the end, and the end's words."""


class Effect(NamedTuple):
    """A change that was made, as everybody is told."""

    adding: bool
    letter: str
    parameters: tuple[str, ...]


def channel_mode(turn: Turn, channel: Channel, text: str | None, arguments: Sequence[str]) -> None:
    """Show the modes, or do what `text` asks for: lists to see, changes to make."""
    user = turn.user
    if not policy.may_see(channel, user):
        raise Refused(Reason.NOT_ON_CHANNEL, channel.name)
    if not text:
        _show_modes(turn, channel)
        return
    changes, unknown = read(text, arguments)
    wanted = [change for change in changes if not change.is_question]
    policy.may_change_modes(turn.network, channel, user, wanted)
    for letter in unknown:
        turn.refused(Refused(Reason.UNKNOWN_MODE, letter))
    for letter in dict.fromkeys(each.mode.letter for each in changes if each.is_question):
        _show_list(turn, channel, CHANNEL_MODES[letter])
    if wanted:
        must_store(turn)
        _change(turn, channel, wanted)


def _show_modes(turn: Turn, channel: Channel) -> None:
    """ "Servers MAY choose to hide sensitive information such as channel keys": from outsiders."""
    inside = turn.user.uid in channel.members or turn.user.is_operator
    letters = "".join(sorted({*channel.flags, *channel.parameters}))
    shown = [
        value if inside or CHANNEL_MODES[letter].kind is not Kind.KEY else HIDDEN
        for letter, value in sorted(channel.parameters.items())
    ]
    turn.reply(n.RPL_CHANNELMODEIS, channel.name, f"+{letters}", *shown)
    turn.reply(n.RPL_CREATIONTIME, channel.name, str(channel.created_at // 1000))


def _show_list(turn: Turn, channel: Channel, mode: ChannelMode) -> None:
    try:
        policy.may_see_list(channel, turn.user, mode)
    except Refused as refusal:
        turn.refused(refusal)
        return
    numeric, end, words = LISTS[mode.letter]
    for entry in channel.lists[mode.letter]:
        turn.reply(numeric, channel.name, entry.mask, entry.by, str(entry.at // 1000))
    turn.reply(end, channel.name, words)


def _change(turn: Turn, channel: Channel, changes: Iterable[Change]) -> None:
    """Make each change that can be made, and tell what changed: nothing less, nothing more."""
    user = turn.user
    now = Circumstances(turn.network, user, turn.now, turn.limits.list_entries)
    effects = []
    for change in changes:
        try:
            parameters = apply(channel, change, now)
        except Refused as refusal:
            turn.refused(refusal)
            continue
        if parameters is not None:
            effects.append(Effect(change.adding, change.mode.letter, parameters))
    if effects:
        keep(turn, channel)
    room = LINE_LIMIT - len(f":{user.mask} MODE {channel.name} \r\n".encode())
    for words in in_lines(effects, room):
        turn.happened(
            ModeChanged(turn.now, turn.msgid(), user.author, channel.name, channel.key, words)
        )


def in_lines(effects: Iterable[Effect], room: int) -> Iterator[tuple[str, ...]]:
    """As the wire has them, `("+o-v", "ana", "leo")`; more than once if `room` bytes do not do."""
    some: list[Effect] = []
    length = 0
    for effect in effects:
        size = 2 + sum(1 + len(word.encode()) for word in effect.parameters)
        if some and length + size > room:
            yield _words(some)
            some, length = [], 0
        some.append(effect)
        length += size
    if some:
        yield _words(some)


def _words(effects: Sequence[Effect]) -> tuple[str, ...]:
    letters, sign = "", ""
    for effect in effects:
        wanted = "+" if effect.adding else "-"
        letters += effect.letter if wanted == sign else wanted + effect.letter
        sign = wanted
    return (letters, *(word for effect in effects for word in effect.parameters))


@line(ModeChanged)
def mode_changed(event: ModeChanged) -> bytes:
    return f":{event.by.mask} MODE {event.channel} {' '.join(event.changes)}\r\n".encode()


@released(ModeChanged)
def release_mode_changed(event: ModeChanged, hall: Hall) -> None:
    hall.tell_channel(event, event.key)
