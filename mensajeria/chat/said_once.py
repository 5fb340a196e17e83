"""What people have said under a token of their own, so that it is said once however often it comes.

Whoever loses the connection before the echo cannot know whether a line was said, and says it again.
Accounts are remembered across restarts, guests by where they come from as long as the server runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mensajeria.chat.records import Record
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import fold

WINDOW: Final = 86_400_000
"""Milliseconds after which a token may mean something else."""

EACH: Final = 100
"""Tokens remembered of one person; the oldest give way."""

ALL: Final = 10_000
"""Tokens remembered in all."""

MAX_TOKEN: Final = 64
"""Bytes of a token."""

Key = tuple[str, str, str]
"""Whose it is, whom it was said to, and the token."""


@dataclass(frozen=True, slots=True)
class SaidOnce(Record):
    """What was said, by its msgid and moment (ms since the Unix epoch)."""

    owner: str
    target: str
    token: str
    msgid: str
    at: int

    @property
    def is_kept(self) -> bool:
        """Whether it is remembered across restarts."""
        return self.owner[0] == "="


def owner_of(user: User) -> str:
    """Who would say it again: somebody of the same account or, for guests, from the same place.

    Not of the same nick: who comes back too early finds it taken by their own lost connection.
    """
    if user.account is not None:
        return f"={fold(user.account)}"
    return fold(f"{user.username}@{user.host}")


class Tokens:
    """The latest of them, by what they are and by what was said."""

    def __init__(self) -> None:
        self._said: dict[Key, SaidOnce] = {}
        self._by_msgid: dict[str, SaidOnce] = {}  # the oldest first
        self._of: dict[str, dict[str, None]] = {}  # the msgids of each owner

    def __len__(self) -> int:
        return len(self._said)

    def find(self, owner: str, target: str, token: str, now: int) -> SaidOnce | None:
        """What the owner said to the target under that token, within the window."""
        said = self._said.get((owner, target, token))
        return said if said is not None and now - said.at <= WINDOW else None

    def add(self, said: SaidOnce) -> list[SaidOnce]:
        """Remember this one; gives those that had to give way to it."""
        before = self._said.get((said.owner, said.target, said.token))
        gone = [before] if before is not None else []
        self.forget(before.msgid if before is not None else "")
        self._said[said.owner, said.target, said.token] = self._by_msgid[said.msgid] = said
        own = self._of.setdefault(said.owner, {})
        own[said.msgid] = None
        if len(own) > EACH:
            gone.append(self._by_msgid[next(iter(own))])
            self.forget(gone[-1].msgid)
        if len(self._by_msgid) > ALL:
            gone.append(next(iter(self._by_msgid.values())))
            self.forget(gone[-1].msgid)
        return gone

    def forget_owner(self, owner: str) -> list[SaidOnce]:
        """Gives all that this one said, who has said nothing as far as is known then."""
        found = [self._by_msgid[msgid] for msgid in self._of.get(owner, ())]
        for said in found:
            self.forget(said.msgid)
        return found

    def forget(self, msgid: str) -> None:
        """That message was not said under any token, or not lately."""
        said = self._by_msgid.pop(msgid, None)
        if said is None:
            return
        del self._said[said.owner, said.target, said.token]
        own = self._of[said.owner]
        del own[msgid]
        if not own:
            del self._of[said.owner]
