"""`Network`: the whole state of the chat, indexed; and the changes that keep its indexes whole."""

from __future__ import annotations

from collections import Counter, deque
from typing import Final

from mensajeria.chat.accounts import Accounts
from mensajeria.chat.channels import Channel, Member
from mensajeria.chat.metadata import AccountMetadata
from mensajeria.chat.ownership import KeptChannel, revived
from mensajeria.chat.presences import Presence
from mensajeria.chat.read_markers import ReadMarkers
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.said_once import Tokens
from mensajeria.chat.sealed import Sealed
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import Folded, fold

MAX_RENAMED: Final = 1000
"""Former names of channels that are remembered, in all."""


class Departed:
    """What WHOWAS remembers of somebody who left or changed nick; `at` in ms."""

    __slots__ = ("at", "host", "key", "nick", "realname", "username")

    def __init__(self, user: User, at: int) -> None:
        self.nick = user.nick
        self.key = user.key
        self.username = user.username
        self.host = user.host
        self.realname = user.realname
        self.at = at


class Network:
    """Users by uid and by folded nick, channels by folded name, and the recently departed.

    Uids are given from `started` (ms) on, so that no later start of the server gives one again:
    who they were is in what is stored. It would take a thousand newcomers a second.
    """

    def __init__(self, whowas: int, started: int = 0) -> None:
        self.users: dict[int, User] = {}
        self.nicks: dict[Folded, User] = {}
        self.channels: dict[Folded, Channel] = {}
        self.departed: deque[Departed] = deque(maxlen=whowas)
        self.with_mode: dict[str, dict[int, User]] = {}  # by a letter of theirs, then by uid
        self.kept: dict[Folded, KeptChannel] = {}  # of the channels that stay, empty or not
        self.founded: Counter[Folded] = Counter()  # how many of them each account made
        self.presences: dict[Folded, Presence] = {}  # by account, of those who stay
        self.looked_at = 0  # ms: when it was last seen to who of them stays for too long
        self.logged_in: dict[Folded, dict[int, User]] = {}  # by account, then by uid
        self.accounts = Accounts()
        self.renamed: dict[Folded, Channel] = {}  # by a name that the channel had before
        self.said_once = Tokens()
        self.read_markers = ReadMarkers()
        self.sealed: dict[str, Sealed] = {}  # by the channel's key
        self.metadata: dict[Folded, AccountMetadata] = {}  # by account
        self.most_users = 0
        self._last_uid = started

    def next_uid(self) -> int:
        self._last_uid += 1
        return self._last_uid

    def user(self, nick: str) -> User:
        """The user of that nick; refused with NO_SUCH_NICK."""
        found = self.nicks.get(fold(nick))
        if found is None:
            raise Refused(Reason.NO_SUCH_NICK, nick)
        return found

    def channel(self, name: str) -> Channel:
        """The channel of that name; refused with NO_SUCH_CHANNEL."""
        found = self.channels.get(fold(name))
        if found is None:
            raise Refused(Reason.NO_SUCH_CHANNEL, name)
        return found

    def of_account(self, account: str) -> User | None:
        """Who is here with that account, the longest if there are several."""
        return next(iter(self.logged_in.get(fold(account), {}).values()), None)

    def kept_metadata(self, user: User) -> tuple[tuple[str, str], ...]:
        """What is kept of somebody's account; nothing of another account that had its name."""
        account = self.accounts.find(user.account or "")
        kept = self.metadata.get(account.key) if account is not None else None
        if account is None or kept is None or kept.registered_at != account.registered_at:
            return ()
        return kept.pairs

    def add(self, user: User) -> None:
        """Let somebody in. Their nick must be free (see `policy.may_be_called`)."""
        self.users[user.uid] = user
        self.nicks[user.key] = user
        self.most_users = max(self.most_users, len(self.users))

    def set_mode(self, user: User, letter: str, on: bool) -> None:
        """Give somebody a user mode, or take it."""
        having = self.with_mode.setdefault(letter, {})
        if on:
            user.modes.add(letter)
            having[user.uid] = user
        else:
            user.modes.discard(letter)
            having.pop(user.uid, None)
        user.changed()

    def log_in(self, user: User, account: str | None) -> None:
        """Give somebody an account, by its display name, or none."""
        self._log_out(user)
        if account is not None:
            self.logged_in.setdefault(fold(account), {})[user.uid] = user
        user.account = account
        user.changed()

    def _log_out(self, user: User) -> None:
        """From the index only: facts about somebody who leaves still tell whose they are."""
        key = fold(user.account or "")
        others = self.logged_in.get(key, {})
        others.pop(user.uid, None)
        if not others:
            self.logged_in.pop(key, None)

    def rename(self, user: User, nick: str, at: int) -> None:
        """Give somebody another nick, which must be free or theirs in other letters."""
        self.departed.append(Departed(user, at))
        del self.nicks[user.key]
        user.nick, user.key = nick, fold(nick)
        user.changed()
        self.nicks[user.key] = user

    def remove(self, user: User, at: int) -> None:
        """Somebody leaves the network, and with it every channel."""
        self.departed.append(Departed(user, at))
        for channel in list(user.channels.values()):
            self.leave(channel, user)
        for letter in user.modes:
            del self.with_mode[letter][user.uid]
        self._log_out(user)
        del self.users[user.uid]
        del self.nicks[user.key]

    def keep(self, record: KeptChannel) -> None:
        """Have a channel stay, or replace what is kept of it."""
        self.let_go(record.key)
        self.kept[record.key] = record
        self.founded[fold(record.founder)] += 1

    def let_go(self, key: Folded) -> None:
        """Nothing is kept of that channel any more."""
        record = self.kept.pop(key, None)
        if record is not None:
            self.founded[fold(record.founder)] -= 1
            self.founded += Counter()  # leaves out what is zero

    def empty(self, name: str) -> Channel | None:
        """A channel that stays, as it is when nobody is in it; one has to `enter` to be there."""
        record = self.kept.get(fold(name))
        return revived(record) if record is not None else None

    def rename_channel(self, channel: Channel, name: str) -> None:
        """Give a channel another name, which must be free or its own in other letters."""
        before, now = channel.key, fold(name)
        channel.name, channel.key = name, now
        if now == before:
            return
        del self.channels[before]
        self.channels[now] = channel
        for member in channel.members.values():
            del member.user.channels[before]
            member.user.channels[now] = channel
        self.renamed.pop(now, None)
        self.renamed[before] = channel
        while len(self.renamed) > MAX_RENAMED:
            del self.renamed[next(iter(self.renamed))]

    def formerly(self, name: str) -> Channel | None:
        """The channel that had this name before, if it is still there."""
        channel = self.renamed.get(fold(name))
        here = channel is not None and self.channels.get(channel.key) is channel
        return channel if here else None

    def enter(self, channel: Channel, user: User, modes: str = "", at: int = 0) -> None:
        """Let somebody in; the channel is there from its first member to its last."""
        self.channels[channel.key] = channel
        self.renamed.pop(channel.key, None)
        channel.members[user.uid] = Member(user, modes, at)
        channel.invited.pop(user.uid, None)
        user.channels[channel.key] = channel

    def leave(self, channel: Channel, user: User) -> None:
        del channel.members[user.uid]
        del user.channels[channel.key]
        if not channel.members:
            del self.channels[channel.key]

    def find(self, name: str) -> Channel | None:
        return self.channels.get(fold(name))
