"""`User`: somebody on the network, who may have several connections (the engine's business)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.chat.events import Author
from mensajeria.chat.metadata import Metadata
from mensajeria.wire.casemapping import Folded, fold

if TYPE_CHECKING:
    from mensajeria.chat.channels import Channel


class User:
    """A registered user. Times are milliseconds since the Unix epoch.

    `channels` is where policy sees them; who is shown what is the audience's business.
    """

    __slots__ = (
        "_author",
        "_folded",
        "account",
        "address",
        "away",
        "channels",
        "gateway",
        "host",
        "key",
        "left_at",
        "metadata",
        "modes",
        "nick",
        "operator",
        "realname",
        "secure",
        "signed_on",
        "spoke_at",
        "uid",
        "username",
    )

    def __init__(
        self, uid: int, nick: str, key: Folded, username: str, host: str, realname: str, at: int
    ) -> None:
        self.uid = uid
        self.nick = nick
        self.key = key
        self.username = username
        self.host = host
        self.address = host
        self.gateway = ""  # what brought them, if they did not come directly
        self.realname = realname
        self.account: str | None = None
        self.away: str | None = None
        self.modes: set[str] = set()
        self.metadata: Metadata = {}
        self.operator: str | None = None
        self.secure = False
        self.signed_on = at
        self.spoke_at = at
        self.left_at: int | None = None  # since when they have had no connection, if they have none
        self.channels: dict[Folded, Channel] = {}
        self._author: Author | None = None
        self._folded: tuple[Folded, ...] | None = None

    @property
    def mask(self) -> str:
        """`nick!user@host`, as messages from this user begin."""
        return self.author.mask

    @property
    def author(self) -> Author:
        """This user as events remember them; the same object until something of it changes."""
        if self._author is None:
            mask = f"{self.nick}!{self.username}@{self.host}"
            bot = "B" in self.modes
            self._author = Author(
                self.uid, self.nick, mask, self.account, self.realname, bot, self.is_operator
            )
        return self._author

    @property
    def folded(self) -> tuple[Folded, ...]:
        """What a search may find this user by: nick, mask, username, host and real name."""
        if self._folded is None:
            texts = (self.mask, self.username, self.host, self.realname)
            self._folded = (self.key, *map(fold, texts))
        return self._folded

    def changed(self) -> None:
        """Call after changing nick, username, host, account, real name, bot or operator."""
        self._author = self._folded = None

    @property
    def is_operator(self) -> bool:
        return self.operator is not None

    @property
    def heard_in(self) -> tuple[Folded, ...]:
        """Where it is heard what they do, for events that go to all of these (see `Channel`)."""
        return tuple(channel.heard(self) for channel in self.channels.values())

    @property
    def channel_keys(self) -> tuple[Folded, ...]:
        """The folded names of the channels they are in."""
        return tuple(self.channels)
