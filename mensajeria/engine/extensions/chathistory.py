"""IRCv3 draft/chathistory: what was said, on request, as it looked when it was said.

Who may read what is said in `engine.readable`. As in Ergo, who has not asked for the capability may
use the command all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from mensajeria.chat.events import (
    Beckoned,
    ChannelRenamed,
    Event,
    Joined,
    ModeChanged,
    Whispered,
)
from mensajeria.chat.network import Network
from mensajeria.chat.places import owners
from mensajeria.chat.sealed import Change, Sealed, when_made, when_modes_change
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.history import Conversations, History, Latest, Mark, Page, Span
from mensajeria.engine.portion import fitting
from mensajeria.engine.readable import Target, account_since, readable
from mensajeria.engine.restore import restored
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import ERR_UNKNOWNCOMMAND
from mensajeria.wire.times import iso, milliseconds

PLAYBACK: Final = "draft/event-playback"


class Failure(Exception):
    """Why there is no page: a code, its context and a sentence, for FAIL."""


def _before(limit: int, mark: Mark | None) -> tuple[Span, ...]:
    return (Span(limit, before=mark, newest=True),)


def _after(limit: int, mark: Mark | None) -> tuple[Span, ...]:
    return (Span(limit, after=mark),)


def _latest(limit: int, mark: Mark | None) -> tuple[Span, ...]:
    return (Span(limit, after=mark, newest=True),)


def _around(limit: int, mark: Mark | None) -> tuple[Span, ...]:
    """The message itself, or the first from that moment on, is in the middle."""
    earlier = (limit - 1) // 2
    return (
        Span(earlier, before=mark, newest=True),
        Span(limit - earlier, after=mark, including=True),
    )


_BY_ONE_MARK: Final[dict[str, Callable[[int, Mark | None], tuple[Span, ...]]]] = {
    "BEFORE": _before,
    "AFTER": _after,
    "LATEST": _latest,
    "AROUND": _around,
}
_PARAMETERS: Final = dict.fromkeys(_BY_ONE_MARK, 3) | {"BETWEEN": 4, "TARGETS": 3}


@command(
    "CHATHISTORY",
    help="CHATHISTORY BEFORE|AFTER|LATEST|AROUND <target> <timestamp=|msgid=> <limit>   what was"
    " said; also BETWEEN, with two of them, and TARGETS, with two timestamps instead of a target",
    cost=2,
)
def chathistory(turn: Turn, *words: str) -> None:
    if not turn.settings.history:
        turn.reply(ERR_UNKNOWNCOMMAND, turn.verb, "Unknown command")
        return
    try:
        _ask(turn, *_checked(words))
    except Failure as failure:
        turn.fail(*failure.args)


def _checked(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The subcommand, and as many parameters as it has."""
    given = words[0] if words else "*"
    wanted = _PARAMETERS.get(given.upper())
    if wanted is None:
        raise Failure("INVALID_PARAMS", given, "Unknown command")
    if len(words) - 1 < wanted:
        raise Failure("INVALID_PARAMS", given, "Insufficient parameters")
    if len(words) - 1 > wanted:
        raise Failure("INVALID_PARAMS", given, "Too many parameters")
    return given.upper(), words[1:]


def _ask(turn: Turn, subcommand: str, words: Sequence[str]) -> None:
    limit = _limit(turn, subcommand, words[-1])
    if subcommand == "TARGETS":
        _ask_for_targets(turn, words, limit)
    elif subcommand == "BETWEEN":
        first, second = (_mark(subcommand, words[0], word) for word in words[1:3])
        _ask_for_page(turn, subcommand, words[0], (Span(limit, first, second, either_way=True),))
    else:
        target, word = words[:2]
        any_mark = subcommand == "LATEST" and word == "*"
        mark = None if any_mark else _mark(subcommand, target, word)
        _ask_for_page(turn, subcommand, target, _BY_ONE_MARK[subcommand](limit, mark))


def _limit(turn: Turn, subcommand: str, word: str) -> int:
    """Never more than is announced; a client that asks for more gets the first part of it."""
    if not word.isascii() or not word.isdigit() or len(word) > 9 or int(word) == 0:
        raise Failure("INVALID_PARAMS", subcommand, word, "Invalid limit")
    return min(int(word), turn.limits.history)


def _mark(subcommand: str, target: str, word: str) -> Mark:
    kind, _, value = word.partition("=")
    if kind == "msgid" and value:
        return value
    if kind == "timestamp":
        return _moment(subcommand, word)
    if value:
        text = f"{kind}-based history requests are not supported"
        raise Failure("INVALID_MSGREFTYPE", subcommand, target, text)
    raise Failure("INVALID_PARAMS", subcommand, word, "Invalid timestamp or msgid")


def _moment(subcommand: str, word: str) -> int:
    at = milliseconds(word.removeprefix("timestamp="))
    if at is None or not word.startswith("timestamp="):
        raise Failure("INVALID_PARAMS", subcommand, word, "Invalid timestamp")
    return at


# Pages


def _ask_for_page(turn: Turn, subcommand: str, name: str, spans: tuple[Span, ...]) -> None:
    target = _target(turn, subcommand, name)

    def show(page: Page | None) -> None:
        if page is None:
            turn.fail("MESSAGE_ERROR", subcommand, name, "There is no such message")
        else:
            _show(turn, target, page)

    turn.ask(History(target.places, spans, turn.has(PLAYBACK), target.since), show)


def _target(turn: Turn, subcommand: str, name: str) -> Target:
    target = readable(turn, name)
    if target is None:
        raise Failure("INVALID_TARGET", subcommand, name, "Messages could not be retrieved")
    return target


def _show(turn: Turn, target: Target, page: Page) -> None:
    lines = [turn.as_shown(event) for event in page.events]
    with turn.batch("chathistory", target.name):
        for line in fitting(lines, newest=page.newest):
            turn.pass_on(line)


# Targets


def _ask_for_targets(turn: Turn, words: Sequence[str], limit: int) -> None:
    first, second = (_moment("TARGETS", word) for word in words[:2])
    channels = {channel.key: channel for channel in turn.user.channels.values()}
    question = Conversations(
        tuple(channels),
        owners(turn.user),
        min(first, second),
        max(first, second),
        limit,
        newest=first > second,
    )
    turn.ask(question, lambda found: _show_targets(turn, found))


def _show_targets(turn: Turn, found: Iterable[Latest]) -> None:
    with turn.batch("draft/chathistory-targets"):
        for place, event in found:
            name = _name_of(turn, place, event)
            if name:
                turn.send("CHATHISTORY", "TARGETS", name, iso(event.at))


def _name_of(turn: Turn, place: str, event: Event) -> str:
    """How the asker calls it; "" for a channel that may not be read (any more)."""
    if isinstance(event, Whispered | Beckoned):
        mine = set(owners(event.by)) & set(owners(turn.user))
        if event.at < account_since(turn):
            return ""
        return event.to.nick if mine else event.by.nick
    try:
        target = _target(turn, "TARGETS", place)
    except Failure:
        return ""
    return target.name if event.at >= target.since else ""


# What nobody may read any more


def joined(turn: Turn, event: Joined) -> None:
    channel = turn.network.channels[event.key]
    if len(channel.members) == 1 and channel.created_at == turn.now:
        _seal(turn, when_made(turn.network.sealed, channel, turn.now))


def mode_changed(turn: Turn, event: ModeChanged) -> None:
    channel = turn.network.channels.get(event.key)
    if channel is not None:
        _seal(turn, when_modes_change(turn.network.sealed, channel))


def renamed(turn: Turn, event: ChannelRenamed) -> None:
    """It is as closed as it was, under the new name."""
    _seal(turn, when_modes_change(turn.network.sealed, turn.network.channels[event.new_key]))


def _seal(turn: Turn, changes: Iterable[Change]) -> None:
    for key, seal in changes:
        turn.network.sealed.pop(key, None)
        if seal is None:
            turn.forget(Sealed, key)
        else:
            turn.network.sealed[key] = seal
            turn.remember(key, seal)


@restored(Sealed)
def restore_seal(network: Network, seal: Sealed) -> None:
    network.sealed[seal.key] = seal


def tokens(settings: Settings) -> dict[str, str | None]:
    """ "CHATHISTORY MUST be sent to the client to state the maximum number of messages a client can
    request in a single command"; MSGREFTYPES "in order of decreasing preference"."""
    if not settings.history:
        return {}
    return {"CHATHISTORY": str(settings.limits.history), "MSGREFTYPES": "msgid,timestamp"}


EXTENSION = Extension(
    "draft/chathistory",
    isupport=tokens,
    offered=lambda settings: settings.history,
    causes={Joined: joined, ModeChanged: mode_changed, ChannelRenamed: renamed},
)
