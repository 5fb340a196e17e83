"""Who stays without any connection: people with an account that is to be always on.

They are away meanwhile, what is said to them is stored, and after a restart they are where they
were. What their owner chose is a setting of the account; where they are is a record of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mensajeria.chat.accounts import Account
from mensajeria.chat.channels import Channel
from mensajeria.chat.events import Quitted
from mensajeria.chat.network import Network
from mensajeria.chat.presences import Presence
from mensajeria.chat.users import User
from mensajeria.engine import accounts
from mensajeria.engine.absence import DISCONNECTED, settle
from mensajeria.engine.restore import restored
from mensajeria.engine.settings import AccountRules
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold

ALWAYS_ON: Final = "always-on"
"""The setting of an account: "on", "off", or not set."""

CHOICES: Final = {"ON": "on", "OFF": "off", "DEFAULT": ""}
"""What people say, and what is kept of it."""

HOUR: Final = 3_600_000
DAY: Final = 24 * HOUR
"""In milliseconds."""


def choice(account: Account) -> str:
    """What its owner chose: "on", "off", or "" for what is usual here."""
    return dict(account.settings).get(ALWAYS_ON, "")


def is_always_on(account: Account, rules: AccountRules) -> bool:
    return rules.always_on if not choice(account) else choice(account) == "on"


def choose(turn: Turn, account: Account, chosen: str) -> None:
    """Keep what its owner wants; see `choice`."""
    settings = {**dict(account.settings), ALWAYS_ON: chosen}
    kept = tuple((name, value) for name, value in settings.items() if value)
    accounts.keep(turn, replace(account, settings=kept))
    user = turn.network.of_account(account.name)
    if user is not None:
        look_whether_stays(turn, user)


def stays(turn: Turn, user: User) -> bool:
    """Whether somebody is still there when the last of their connections is not.

    Of several with one account, that is the one who came first.
    """
    account = turn.network.accounts.find(user.account) if user.account is not None else None
    if account is None or turn.network.of_account(account.name) is not user:
        return False
    return is_always_on(account, turn.settings.accounts)


def note(turn: Turn, user: User, seen_at: int | None = None) -> None:
    """Remember where they are, if they stay; forget it if they do no more.

    `seen_at`: they come or go, or have been seen since; else it is not moved by what others do.

    Only what changed is written down, and nothing while the journal cannot store. Of several with
    one account, only the one who may stay counts.
    """
    if turn.network.of_account(user.account or "") is not user:
        return
    key = fold(user.account or "")
    known = turn.network.presences.get(key)
    seen_at = seen_at or (known.seen_at if known else turn.now)
    presence = _presence(user, seen_at) if stays(turn, user) else None
    if presence == known or turn.engine.journal_error:
        return
    if presence is None:
        forget(turn, key)
    else:
        turn.network.presences[presence.key] = presence
        turn.remember(presence.key, presence)


def look_who_stays(turn: Turn, account: str) -> None:
    """One of those with that account is gone, or has another now: remember who is left."""
    left = turn.network.of_account(account)
    if left is not None:
        note(turn, left)
    elif not turn.engine.journal_error:
        forget(turn, account)


def look_whether_stays(turn: Turn, user: User) -> None:
    """Who is there without a connection and has no reason to be any more, leaves."""
    if user.left_at is not None and not stays(turn, user):
        leave_network(turn, user, "Not connected")
    else:
        note(turn, user)


def forget(turn: Turn, account: str) -> None:
    """They come back no more by themselves, whatever else happens."""
    key = fold(account)
    if turn.network.presences.pop(key, None) is not None:
        turn.forget(Presence, key)


def stay(turn: Turn, user: User) -> None:
    """Their last connection is gone, and they are not; but an operator only while they are here."""
    if user.is_operator:
        user.operator = None
        turn.network.set_mode(user, "o", False)
    user.left_at = _left_at(turn, user)
    settle(turn, user)
    note(turn, user, user.left_at)


def _left_at(turn: Turn, user: User) -> int:
    """From which moment (ms) on they have missed things.

    A connection that breaks misses what waits for the disk; one that quits is shown that, if it
    does not break before, and is told of here twice: when it quits, and when it is closed.
    """
    left_at = turn.engine.unshown.since(turn.now) if turn.session.gone else turn.now
    return left_at if user.left_at is None else min(left_at, user.left_at)


def leave_network(turn: Turn, user: User, reason: str) -> None:
    """Somebody leaves the network and every channel, and does not come back by themselves."""
    channels = user.heard_in
    turn.network.remove(user, turn.now)
    if user.account is not None:
        look_who_stays(turn, user.account)
    quitted = Quitted(turn.now, turn.msgid(), user.author, reason, channels)
    if turn.engine.journal_error and not channels:
        turn.follow(quitted)  # nobody would hear it, and what cannot be stored must not pile up
    else:
        turn.happened(quitted)


def expire(turn: Turn) -> None:
    """Have those leave who have not been here for `accounts.absence` days; looked at hourly.

    And those who stayed because that was usual, and is no more.
    """
    network, now = turn.network, turn.now
    if now - network.looked_at < HOUR or turn.engine.journal_error:
        return
    network.looked_at = now
    longest = turn.settings.accounts.absence * DAY
    for presence in list(network.presences.values()):
        user, unseen = network.of_account(presence.account), now - presence.seen_at
        if user is None:
            forget(turn, presence.account)
        elif user.left_at is None:
            if unseen > DAY:
                note(turn, user, now)  # should the server break down, they were here today
        elif unseen > longest or not stays(turn, user):
            leave_network(turn, user, "Not seen for a long time")


def _presence(user: User, seen_at: int) -> Presence:
    return Presence(
        user.account or "",
        user.nick,
        user.username,
        user.host,
        user.realname,
        user.signed_on,
        seen_at,
        user.away or "",
        "".join(sorted(user.modes - {"o"})),
        tuple((each.name, each.members[user.uid].modes) for each in user.channels.values()),
    )


@restored(Presence)
def restore_presence(network: Network, record: Presence) -> None:
    """Those whose account is gone, or whose nick somebody else has by now, do not come back."""
    key = fold(record.nick)
    if network.accounts.find(record.account) is None or key in network.nicks:
        return
    user = User(
        network.next_uid(),
        record.nick,
        key,
        record.username,
        record.host,
        record.realname,
        record.signed_on,
    )
    user.away = record.away or DISCONNECTED
    user.left_at = record.seen_at
    network.add(user)
    network.log_in(user, record.account)
    user.metadata.update(network.kept_metadata(user))
    for mode in record.modes:
        network.set_mode(user, mode, True)
    for name, modes in record.channels:
        network.enter(_channel(network, name, record.seen_at), user, modes)
    network.presences[record.key] = record


def _channel(network: Network, name: str, at: int) -> Channel:
    """As it is, as it was kept, or, of one that nobody owns, with what keeps strangers out."""
    channel = network.find(name) or network.empty(name)
    if channel is None:
        channel = Channel(name, fold(name), at)
        channel.flags.update("nt")
    return channel
