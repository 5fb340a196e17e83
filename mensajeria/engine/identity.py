"""Who somebody is changes while they are here: their account, their username, their host."""

from __future__ import annotations

from mensajeria.chat.events import AccountChanged, HostChanged, NickChanged
from mensajeria.chat.users import User
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import released
from mensajeria.engine.render import line
from mensajeria.engine.turn import Turn


def change_nick(turn: Turn, user: User, wanted: str) -> None:
    """Give somebody, who may be called so, another nick."""
    if wanted == user.nick:
        return
    before = user.author
    turn.network.rename(user, wanted, turn.now)
    turn.happened(NickChanged(turn.now, turn.msgid(), before, wanted, user.heard_in))


def change_account(turn: Turn, user: User, account: str | None) -> None:
    """Log somebody in to an account (its display name), or out of it with None."""
    if account == user.account:
        return
    before = user.author
    turn.network.log_in(user, account)
    turn.happened(AccountChanged(turn.now, turn.msgid(), before, account, user.heard_in))


def change_host(turn: Turn, user: User, username: str, host: str) -> None:
    """Give somebody another username (with its "~", if it has one), another host, or both."""
    if (username, host) == (user.username, user.host):
        return
    before = user.author
    user.username, user.host = username, host
    user.changed()
    turn.happened(HostChanged(turn.now, turn.msgid(), before, username, host, user.heard_in))


@line(NickChanged)
def nick_changed(event: NickChanged) -> bytes:
    return f":{event.by.mask} NICK {event.nick}\r\n".encode()


@released(NickChanged)
def release_nick_changed(event: NickChanged, hall: Hall) -> None:
    hall.tell_peers(event, event.channels, event.by.uid)


@released(AccountChanged)
def release_account_changed(event: AccountChanged, hall: Hall) -> None:
    """No line of its own: only an extension shows it."""
    hall.tell_peers(event, event.channels, event.by.uid)


@released(HostChanged)
def release_host_changed(event: HostChanged, hall: Hall) -> None:
    """No line of its own: only an extension shows it."""
    hall.tell_peers(event, event.channels, event.by.uid)
