"""`Channel` and `Member`: who is in it, with what rank, and its modes and lists."""

from __future__ import annotations

from mensajeria.chat.ranks import PREFIX_OF, RANKS
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import Folded, Glob


class Topic:
    """A channel's topic: the text, who set it (their mask), and when (ms)."""

    __slots__ = ("at", "by", "text")

    def __init__(self, text: str, by: str, at: int) -> None:
        self.text = text
        self.by = by
        self.at = at


class ListEntry:
    """One mask of a ban, exception or invitation list: who set it (their mask), and when (ms)."""

    __slots__ = ("at", "by", "glob", "mask")

    def __init__(self, mask: str, by: str, at: int) -> None:
        self.mask = mask
        self.by = by
        self.at = at
        self.glob = Glob(mask)


class Member:
    """A user in a channel. `modes` holds their member modes, highest rank first ("ov")."""

    __slots__ = ("modes", "user")

    def __init__(self, user: User, modes: str = "") -> None:
        self.user = user
        self.modes = modes

    def grant(self, letter: str) -> bool:
        """Give a member mode; False if they had it."""
        if letter in self.modes:
            return False
        self.modes = "".join(mode for mode in RANKS if mode in self.modes + letter)
        return True

    def revoke(self, letter: str) -> bool:
        """Take a member mode; False if they did not have it."""
        if letter not in self.modes:
            return False
        self.modes = self.modes.replace(letter, "")
        return True

    @property
    def prefixes(self) -> str:
        """All their prefixes, highest first ("@+")."""
        return "".join(PREFIX_OF[mode] for mode in self.modes)

    def at_least(self, letter: str) -> bool:
        """Whether their highest member mode is `letter` or above."""
        return bool(self.modes) and RANKS.index(self.modes[0]) <= RANKS.index(letter)


class Channel:
    """A channel that has members. Times are milliseconds since the Unix epoch."""

    __slots__ = (
        "created_at",
        "flags",
        "invited",
        "key",
        "limit",
        "lists",
        "members",
        "name",
        "password",
        "topic",
    )

    def __init__(self, name: str, key: Folded, at: int) -> None:
        self.name = name
        self.key = key
        self.created_at = at
        self.topic: Topic | None = None
        self.members: dict[int, Member] = {}  # by uid
        self.flags: set[str] = set()  # mode letters without a parameter
        self.password: str | None = None  # +k
        self.limit: int | None = None  # +l
        self.lists: dict[str, dict[Folded, ListEntry]] = {"b": {}, "e": {}, "I": {}}
        self.invited: dict[int, None] = {}  # uids, oldest first

    def __repr__(self) -> str:
        return f"<Channel {self.name}>"

    def member(self, user: User) -> Member | None:
        return self.members.get(user.uid)

    def matches(self, letter: str, user: User) -> bool:
        """Whether a mask of that list ("b", "e" or "I") is about this user."""
        entries = self.lists[letter]
        return bool(entries) and any(e.glob.matches(user.mask) for e in entries.values())
