"""LIST: which channels there are, filtered as ELIST says (Modern IRC, "LIST message", ELIST)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.engine.dispatch import command
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import Glob, fold
from mensajeria.wire.numerics import RPL_LIST, RPL_LISTEND, RPL_LISTSTART

Condition = Callable[[Channel], bool]
Measure = Callable[[Channel, int], "float | None"]
"""(channel, now in ms) -> users or minutes; None where there is nothing to measure."""

MINUTE: Final = 60_000
"""Milliseconds."""


@command(
    "LIST",
    help="LIST [<channel or condition>{,...}]   channels; >n <n mask !mask C<min C>min T<min T>min",
    cost=5,
)
def list_channels(
    turn: Turn, first: list[str] | None = None, more: list[str] | None = None
) -> None:
    """Names and masks: any of them. Conditions: all of them."""
    turn.at_length(_listed(turn, [*(first or ()), *(more or ())]))


def _listed(turn: Turn, words: Sequence[str]) -> Iterator[None]:
    conditions = _conditions(words, turn.now)
    turn.reply(RPL_LISTSTART, "Channel", "Users  Name")
    for channel in list(_candidates(turn, words)):
        if channel.key not in turn.network.channels:  # any more
            continue
        if policy.may_see(channel, turn.user) and all(holds(channel) for holds in conditions):
            topic = channel.topic.text if channel.topic is not None else ""
            turn.reply(RPL_LIST, channel.name, str(len(channel.members)), topic)
            yield
    turn.reply(RPL_LISTEND, "End of /LIST")


def _candidates(turn: Turn, words: Iterable[str]) -> Iterable[Channel]:
    """The channels that were named, or all of them when none was or a mask was given."""
    channels = turn.network.channels
    sought = [word for word in words if word[0] != "!" and not _COMPARISON.fullmatch(word)]
    if not sought:
        turn.searched += len(channels)
        return channels.values()
    if any("*" in word or "?" in word for word in sought):
        turn.searched += len(channels)
        masks = [Glob(word) for word in sought]
        return [c for c in channels.values() if any(mask.matches_folded(c.key) for mask in masks)]
    named = dict.fromkeys(fold(word) for word in sought)
    return [channels[key] for key in named if key in channels]


def _conditions(words: Iterable[str], now: int) -> list[Condition]:
    found = []
    for word in words:
        comparison = _COMPARISON.fullmatch(word)
        if comparison:
            measure, sign, bound = comparison.groups()
            found.append(_compared(_MEASURES[measure.upper()], sign, int(bound), now))
        elif word[0] == "!":
            found.append(_unlike(Glob(word[1:])))
    return found


def _unlike(mask: Glob) -> Condition:
    return lambda channel: not mask.matches_folded(channel.key)


def _compared(measure: Measure, sign: str, bound: int, now: int) -> Condition:
    """ "C<val" is "created less than val minutes ago", "T>val" "set more than val minutes ago"."""

    def holds(channel: Channel) -> bool:
        value = measure(channel, now)
        return value is not None and (value < bound if sign == "<" else value > bound)

    return holds


def _users(channel: Channel, now: int) -> float | None:
    return len(channel.members)


def _age(channel: Channel, now: int) -> float | None:
    return (now - channel.created_at) / MINUTE


def _topic_age(channel: Channel, now: int) -> float | None:
    return None if channel.topic is None else (now - channel.topic.at) / MINUTE


_COMPARISON: Final = re.compile("([CT]?)([<>])([0-9]{1,9})", re.IGNORECASE)
_MEASURES: Final[dict[str, Measure]] = {"": _users, "C": _age, "T": _topic_age}
