"""draft/persistence: PERSISTENCE, for who wants to stay without a connection, or no longer.

What staying means is in `staying`; here is how it is chosen and told, and which facts move it.
https://github.com/ircv3/ircv3-specifications/pull/503
"""

from __future__ import annotations

from typing import Final

from mensajeria.chat.accounts import Account
from mensajeria.chat.events import (
    AccountChanged,
    Arrived,
    ChannelRenamed,
    Event,
    HostChanged,
    Joined,
    Kicked,
    ModeChanged,
    NickChanged,
    Parted,
    RealnameChanged,
    UserModeChanged,
)
from mensajeria.engine.arrival import Welcomed
from mensajeria.engine.dispatch import command
from mensajeria.engine.extension import Extension
from mensajeria.engine.staying import (
    CHOICES,
    choice,
    choose,
    expire,
    is_always_on,
    look_whether_stays,
    look_who_stays,
    note,
)
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold

NAME: Final = "draft/persistence"


@command(
    "PERSISTENCE",
    help="PERSISTENCE GET|SET ON|OFF|DEFAULT   whether you stay when you are not connected",
    stores=True,
)
def persistence(turn: Turn, action: str, chosen: str | None = None) -> None:
    account = turn.network.accounts.find(turn.user.account or "")
    if account is None:
        turn.fail("ACCOUNT_REQUIRED", "Only people with an account can stay")
    elif action.upper() == "GET":
        _tell(turn, account)
    elif action.upper() == "SET" and (chosen or "").upper() in CHOICES:
        choose(turn, account, CHOICES[(chosen or "").upper()])
        _tell(turn, turn.network.accounts.find(account.name) or account)
    else:
        turn.fail("INVALID_PARAMS", "Say GET, SET ON, SET OFF or SET DEFAULT")


def _tell(turn: Turn, account: Account) -> None:
    """What was chosen, and what comes of it."""
    effective = "ON" if is_always_on(account, turn.settings.accounts) else "OFF"
    turn.send("PERSISTENCE", "STATUS", choice(account).upper() or "DEFAULT", effective)


def welcomed(turn: Turn, event: Welcomed) -> None:
    """Who asked for it is told how things are; who has gone for too long makes room."""
    account = turn.network.accounts.find(turn.user.account or "")
    if account is not None and turn.has(NAME):
        _tell(turn, account)
    expire(turn)


def moved(turn: Turn, event: Event) -> None:
    """Somebody is somewhere else, or somebody else, than before."""
    user = turn.network.users.get(event.by.uid)
    if user is not None and user.account is not None:
        note(turn, user)


def kicked(turn: Turn, event: Kicked) -> None:
    user = turn.network.users[event.whom.uid]
    if user.account is not None:
        note(turn, user)


def ranked(turn: Turn, event: ModeChanged) -> None:
    """Whoever is named may have another rank; what is no nick, as a mask, names nobody."""
    members = turn.network.channels[event.key].members
    for word in event.changes[1:]:
        user = turn.network.nicks.get(fold(word))
        if user is not None and user.account is not None and user.uid in members:
            note(turn, user)


def account_changed(turn: Turn, event: AccountChanged) -> None:
    """Whoever logged out is not remembered under what they were."""
    if event.by.account is not None:
        look_who_stays(turn, event.by.account)
    user = turn.network.users.get(event.by.uid)
    if user is not None:
        look_whether_stays(turn, user)


def renamed(turn: Turn, event: ChannelRenamed) -> None:
    for member in turn.network.channels[event.new_key].members.values():
        if member.user.account is not None:
            note(turn, member.user)


EXTENSION = Extension(
    NAME,
    offered=lambda settings: settings.accounts.enabled,
    causes={
        Welcomed: welcomed,
        Arrived: moved,
        Joined: moved,
        Parted: moved,
        Kicked: kicked,
        ModeChanged: ranked,
        UserModeChanged: moved,
        NickChanged: moved,
        HostChanged: moved,
        RealnameChanged: moved,
        AccountChanged: account_changed,
        ChannelRenamed: renamed,
    },
)
