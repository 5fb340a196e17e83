"""`Channel` and `Member`: who is in it, with what rank, and its modes and lists."""

from __future__ import annotations

from mensajeria.chat.events import NOWHERE
from mensajeria.chat.mask_list import Deed, MaskList
from mensajeria.chat.metadata import Metadata
from mensajeria.chat.modes import Kind, letters
from mensajeria.chat.ranks import PREFIX_OF, RANKS, reaches
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import Folded, fold


class Topic:
    """A channel's topic: the text, who set it (their mask), and when (ms)."""

    __slots__ = ("at", "by", "text")

    def __init__(self, text: str, by: str, at: int) -> None:
        self.text = text
        self.by = by
        self.at = at


class Member:
    """A user in a channel, since when (ms). `modes`: their member modes, highest first ("ov")."""

    __slots__ = ("joined_at", "modes", "user")

    def __init__(self, user: User, modes: str = "", joined_at: int = 0) -> None:
        self.user = user
        self.modes = modes
        self.joined_at = joined_at

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
        return reaches(self.modes, letter)


def backstage(key: Folded) -> Folded:
    """The name under which those hear of hidden members who see them; no channel is called so."""
    return fold(f"{key} backstage")


class Channel:
    """A channel that has members. Times are milliseconds since the Unix epoch.

    One that `stays` is kept when they are gone (see `ownership`): `founder` is the account that
    made it (or ""), `access` has accounts and the member modes they have whenever they come.
    """

    __slots__ = (
        "access",
        "created_at",
        "flags",
        "founder",
        "invited",
        "key",
        "lists",
        "members",
        "metadata",
        "name",
        "parameters",
        "stays",
        "topic",
    )

    def __init__(self, name: str, key: Folded, at: int) -> None:
        self.name = name
        self.key = key
        self.created_at = at
        self.topic: Topic | None = None
        self.members: dict[int, Member] = {}  # by uid
        self.metadata: Metadata = {}
        self.flags: set[str] = set()  # mode letters without a parameter
        self.parameters: dict[str, str] = {}  # of the modes that have one: "k", "l"
        self.lists = {letter: MaskList() for letter in letters(Kind.LIST)}
        self.stays = False
        self.founder = ""
        self.access: dict[Folded, tuple[str, str]] = {}  # account, modes; by folded account
        self.invited: dict[int, bool] = {}  # by uid, oldest first: whether by a moderator

    def __repr__(self) -> str:
        return f"<Channel {self.name}>"

    @property
    def password(self) -> str | None:
        """What must be known to join (+k)."""
        return self.parameters.get("k")

    @property
    def limit(self) -> int | None:
        """How many may be inside (+l)."""
        limit = self.parameters.get("l")
        return None if limit is None else int(limit)

    def invite(self, user: User, *, by_moderator: bool, limit: int) -> None:
        """Remember an invitation; the oldest go when there are more than `limit`."""
        opened = self.invited.pop(user.uid, False)
        self.invited[user.uid] = opened or by_moderator
        while len(self.invited) > limit:
            del self.invited[next(iter(self.invited))]

    def set_access(self, account: str, modes: str) -> None:
        """Give an account these member modes whenever it comes; "" for none."""
        self.access.pop(fold(account), None)
        if modes:
            self.access[fold(account)] = (account, modes)

    def standing(self, user: User) -> str:
        """The member modes that somebody's account has there, highest first."""
        return self.access.get(fold(user.account or ""), ("", ""))[1]

    def member(self, user: User) -> Member | None:
        return self.members.get(user.uid)

    def bans(self, user: User, deed: Deed) -> bool:
        """Whether the bans, less their exceptions, are against this user doing that."""
        bans, exceptions = self.lists["b"], self.lists["e"]
        return bans.is_about(user, deed) and not exceptions.is_about(user, deed)

    def hides(self, user: User) -> bool:
        """Whether a member is hidden from ordinary ones: all without a rank in an auditorium."""
        member = self.members.get(user.uid)
        return "u" in self.flags and member is not None and not member.modes

    def sees_hidden(self, user: User) -> bool:
        """Whether those who are hidden are shown to this user: half-operators and above."""
        member = self.members.get(user.uid)
        return member is not None and member.at_least("h")

    def heard(self, user: User) -> Folded:
        """Where it is heard what the user does: in the channel, or behind its scenes."""
        return self.apart(user) or self.key

    def apart(self, user: User) -> Folded:
        """Behind the scenes if that is where it is heard what the user does, else `NOWHERE`."""
        return backstage(self.key) if self.hides(user) else NOWHERE

    def welcomes(self, user: User) -> bool:
        """Whether this user is on the list of those who need no invitation."""
        return self.lists["I"].is_about(user, "join")
