"""IRCv3 draft/metadata-2: METADATA, and when it is shown without being asked for.

Everybody sees all keys. One sets one's own, operators those of their channel, IRC operators any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.events import AccountChanged, Joined
from mensajeria.chat.metadata import Metadata, is_key
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.arrival import Attached
from mensajeria.engine.dispatch import command, must_store
from mensajeria.engine.extension import Extension
from mensajeria.engine.metadata import (
    EVERYONE,
    METADATA,
    Holder,
    MetadataChanged,
    inside,
    metadata_line,
    put,
    recall,
    send_own_metadata,
    sync,
    sync_newcomer,
    tell,
)
from mensajeria.engine.packing import packed
from mensajeria.engine.profiles import CapabilitiesChanged
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn
from mensajeria.engine.watchers import WatchChanged
from mensajeria.wire import numerics as n
from mensajeria.wire.casemapping import CHANTYPES

ROOM: Final = 200
"""Bytes of keys in one line: they are parameters of their own, of which there are but 15."""


@dataclass(frozen=True)
class Subject:
    """Whose metadata a command is about: `target` as the client calls it.

    There is no `holder` yet before registration, only what is said for it.
    """

    target: str
    pairs: Metadata
    holder: Holder | None


class Unfit(Exception):
    """A command that fails: the code, the context and the words of the FAIL."""


@command(
    "METADATA",
    help="METADATA <target> GET|LIST|SET|CLEAR|SUB|UNSUB|SUBS|SYNC [<key>...]   what is said of it",
    registered=False,
    cost=2,
)
def metadata(turn: Turn, target: str, subcommand: str, *parameters: str) -> None:
    action = _SUBCOMMANDS.get(subcommand.upper())
    try:
        if action is None:
            raise Unfit("SUBCOMMAND_INVALID", subcommand, "There is no such subcommand")
        action(turn, _subject(turn, target), parameters)
    except Unfit as unfit:
        turn.fail(*unfit.args)


def _subject(turn: Turn, target: str) -> Subject:
    """ "Clients that have not completed connection registration MUST use `*`"."""
    user = turn.session.user
    if user is None:
        if target != "*":
            raise Unfit("INVALID_TARGET", target, "Before registration there is only *")
        return Subject(target, turn.session.registration.metadata, None)
    holder = user if target == "*" else _find(turn, user, target)
    if holder is None:
        raise Unfit("INVALID_TARGET", target, "Invalid metadata target")
    return Subject(target, holder.metadata, holder)


def _find(turn: Turn, user: User, target: str) -> Holder | None:
    """A channel that one may know of, or somebody who is here."""
    try:
        if target[0] not in CHANTYPES:
            return turn.network.user(target)
        channel = turn.network.channel(target)
    except Refused:
        return None
    return channel if policy.may_see(channel, user) else None


def _must_be_own(turn: Turn, subject: Subject) -> None:
    if subject.holder is not turn.session.user:
        raise Unfit("INVALID_TARGET", subject.target, "Subscriptions are one's own: use *")


def _must_have(parameters: Sequence[str]) -> None:
    if not parameters:
        raise Refused(Reason.MISSING_PARAMETERS, "METADATA")


def _may_set(turn: Turn, subject: Subject, key: str) -> None:
    """ "Clients can set/delete metadata on themselves, and on channels they administer"."""
    holder, user = subject.holder, turn.session.user
    if holder is user or user is None:
        return
    try:
        if isinstance(holder, Channel):
            policy.may_describe(holder, user)
        elif not user.is_operator:
            raise Refused(Reason.OPERATOR_NEEDED)
    except Refused:
        raise Unfit("KEY_NO_PERMISSION", subject.target, key, "Permission denied") from None


# GET, LIST, SET, CLEAR


def _get(turn: Turn, subject: Subject, keys: Sequence[str]) -> None:
    """One answer "for every key in order"."""
    _must_have(keys)
    with turn.batch("metadata", subject.target):
        for key in keys:
            if not is_key(key):
                turn.fail("KEY_INVALID", key, "Invalid key")
            else:
                _show(turn, subject.target, key, subject.pairs.get(key))


def _list(turn: Turn, subject: Subject, parameters: Sequence[str]) -> None:
    with turn.batch("metadata", subject.target):
        for key, value in subject.pairs.items():
            _show(turn, subject.target, key, value)


def _show(turn: Turn, target: str, key: str, value: str | None) -> None:
    if value is None:
        turn.reply(n.RPL_KEYNOTSET, target, key, "Key not set")
    else:
        turn.reply(n.RPL_KEYVALUE, target, key, EVERYONE, value)


def _set(turn: Turn, subject: Subject, parameters: Sequence[str]) -> None:
    """ "responds with one `RPL_KEYVALUE` event, representing the new value (or lack of one)"."""
    _must_have(parameters)
    key, value = parameters[0], parameters[1] if len(parameters) > 1 else ""
    if not is_key(key):
        raise Unfit("KEY_INVALID", key, "Invalid key")
    _may_set(turn, subject, key)
    if not value and key not in subject.pairs:
        raise Unfit("KEY_NOT_SET", subject.target, key, "Key not set")
    if len(value.encode()) > turn.limits.metadata_value:
        raise Unfit("VALUE_INVALID", f"A value has at most {turn.limits.metadata_value} bytes")
    if key not in subject.pairs and len(subject.pairs) >= turn.limits.metadata:
        raise Unfit("LIMIT_REACHED", subject.target, "Metadata limit reached")
    _put(turn, subject, key, value or None)
    _show(turn, subject.target, key, value or None)


def _clear(turn: Turn, subject: Subject, parameters: Sequence[str]) -> None:
    """ "equivalently to using `METADATA SET` on all currently-set keys with an empty value"."""
    _may_set(turn, subject, "*")
    with turn.batch("metadata", subject.target):
        for key in list(subject.pairs):
            _put(turn, subject, key, None)
            turn.reply(n.RPL_KEYVALUE, subject.target, key, EVERYONE, "")


def _put(turn: Turn, subject: Subject, key: str, value: str | None) -> None:
    if subject.holder is not None:
        must_store(turn)
        put(turn, subject.holder, key, value)
    elif value is None:
        del subject.pairs[key]
    else:
        subject.pairs[key] = value


# Subscriptions


def _sub(turn: Turn, subject: Subject, keys: Sequence[str]) -> None:
    """ "The server MUST process each key in order"; too many: "does not process any further"."""
    _must_have(keys)
    _must_be_own(turn, subject)
    subscribed, added = turn.session.subscribed, dict.fromkeys(keys)
    new, failure = _subscribe(turn, list(added))
    done = [key for key in added if key in subscribed]
    _reply_keys(turn, n.RPL_METADATASUBOK, done)
    for key in added:
        if not is_key(key):
            turn.fail("KEY_INVALID", key, "Invalid key")
        if key == failure:
            break
    if failure:
        turn.fail("TOO_MANY_SUBS", failure, "Too many subscriptions")
    if new and turn.session.user is not None:
        _catch_up(turn, turn.session.user, new)


def _subscribe(turn: Turn, keys: Iterable[str]) -> tuple[list[str], str]:
    """Those that are new now, and the first that was one too many (or "")."""
    subscribed = turn.session.subscribed
    new: list[str] = []
    for key in filter(is_key, keys):
        if len(subscribed) >= turn.limits.subscriptions:
            return new, key
        if key not in subscribed:
            subscribed[key] = None
            new.append(key)
    return new, ""


def _catch_up(turn: Turn, user: User, keys: Sequence[str]) -> None:
    """ "When subscribing to a key, clients SHOULD receive the current value of that key for
    channels/users they are receiving updates for"."""
    nicks = turn.network.nicks
    around: dict[Holder, None] = {nicks[key]: None for key in turn.session.watching if key in nicks}
    for channel in user.channels.values():
        around.update(dict.fromkeys(inside(turn, channel)))
    if any(key in holder.metadata for holder in around for key in keys):
        sync(turn, "*", around, keys)


def _unsub(turn: Turn, subject: Subject, keys: Sequence[str]) -> None:
    _must_have(keys)
    _must_be_own(turn, subject)
    wanted = dict.fromkeys(keys)
    for key in wanted:
        turn.session.subscribed.pop(key, None)
    _reply_keys(turn, n.RPL_METADATAUNSUBOK, filter(is_key, wanted))
    for key in wanted:
        if not is_key(key):
            turn.fail("KEY_INVALID", key, "Invalid key")


def _subs(turn: Turn, subject: Subject, parameters: Sequence[str]) -> None:
    _must_be_own(turn, subject)
    with turn.batch("metadata-subs"):
        _reply_keys(turn, n.RPL_METADATASUBS, turn.session.subscribed)


def _reply_keys(turn: Turn, numeric: str, keys: Iterable[str]) -> None:
    for words in packed(keys, ROOM):
        some = words.split()
        for start in range(0, len(some), 12):
            turn.reply(numeric, *some[start : start + 12])


def _sync(turn: Turn, subject: Subject, parameters: Sequence[str]) -> None:
    """ "to receive all subscribed metadata from the given target"."""
    holder = subject.holder
    if holder is not None:
        holders = inside(turn, holder) if isinstance(holder, Channel) else [holder]
        sync(turn, subject.target, holders, turn.session.subscribed)


_SUBCOMMANDS: Final[dict[str, Callable[[Turn, Subject, Sequence[str]], None]]] = {
    "GET": _get,
    "LIST": _list,
    "SET": _set,
    "CLEAR": _clear,
    "SUB": _sub,
    "UNSUB": _unsub,
    "SUBS": _subs,
    "SYNC": _sync,
}


# Without being asked


def on_arrival(turn: Turn, event: Attached) -> None:
    """What was said before registration, and what the account has kept, is theirs now."""
    user, limit = turn.user, turn.limits.metadata
    for key, value in turn.session.registration.metadata.items():
        if key in user.metadata or len(user.metadata) < limit:
            put(turn, user, key, value)
    recall(turn, user)


def on_account(turn: Turn, event: AccountChanged) -> None:
    if event.account is not None:
        recall(turn, turn.network.users[event.by.uid])


def on_join(turn: Turn, event: Joined) -> None:
    """The newcomer hears of the others, and they of the newcomer."""
    user, channel = turn.network.users[event.by.uid], turn.network.channel(event.channel)
    for key, value in user.metadata.items():
        tell(turn, user, key, value)
    if user is turn.session.user and turn.has(METADATA):
        sync_newcomer(turn, channel)


def on_watch(turn: Turn, event: WatchChanged) -> None:
    """ "clients SHOULD receive the current values of keys they are subscribed to when they
    `MONITOR` a user"."""
    nicks, keys = turn.network.nicks, turn.session.subscribed
    watched = [nicks[key] for key in event.added if key in nicks]
    if turn.has(METADATA) and any(key in user.metadata for user in watched for key in keys):
        sync(turn, "*", watched, keys)


def on_capabilities(turn: Turn, event: CapabilitiesChanged) -> None:
    """ "Upon requesting the capability, clients receive their [...] metadata in a batch"; "If a
    client removes this capability or the batch capability", they are subscribed to nothing.

    "The order of capability negotiation is not significant".
    """
    session = event.session
    both = turn.engine.renderer.profile([METADATA, "batch"])
    if session.granted & both != both:
        session.subscribed.clear()
    elif session.user is not None and session.profile & both != both:
        send_own_metadata(turn)


def limits(settings: Settings) -> str:
    bounds = settings.limits
    return (
        f"before-connect,max-subs={bounds.subscriptions},max-keys={bounds.metadata},"
        f"max-value-bytes={bounds.metadata_value}"
    )


EXTENSION = Extension(
    METADATA,
    value=limits,
    needs=("batch",),
    lines={MetadataChanged: metadata_line},
    causes={
        Attached: on_arrival,
        AccountChanged: on_account,
        Joined: on_join,
        WatchChanged: on_watch,
        CapabilitiesChanged: on_capabilities,
    },
)
