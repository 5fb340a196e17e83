"""What rooms are made of: something said, something that happened, people coming and going."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

from mensajeria.client.happenings import Happening, Said, Spot

MOST_SIGNS: Final = 20
MOST_REACTIONS: Final = 1000
"""Of one message: different signs, and people for each."""

MOST_MOVES: Final = 50
"""Of one `Moved`; the next begins another."""


class Fate(Enum):
    """What has become of something said."""

    PENDING = "on its way, or waiting for a connection"
    SAID = "the server has it"
    REFUSED = "not said"
    UNCERTAIN = "the connection broke before anybody knew"


Identity = str | tuple[datetime | None, str, str]


def identity_of(said: Said) -> Identity:
    """Of an entry that shows this."""
    return identity(said.msgid, said.at, said.by, said.text)


def identity(msgid: str, at: datetime | None, by: str, text: str) -> Identity:
    """What tells something said from everything else: its id, or where servers have none, that
    somebody said it so then.
    """
    return msgid or (at, by, text)


@dataclass(eq=False)
class Entry:
    """Any of the below. `at` has a time zone."""

    at: datetime


@dataclass(eq=False)
class Spoken(Entry):
    """Something said. `kind` as in `happenings.Said`; `why` is why it was refused."""

    by: str
    text: str
    kind: str = "message"
    mine: bool = False
    mentions_us: bool = False
    fate: Fate = Fate.SAID
    number: int = 0
    why: str = ""
    msgid: str = ""
    kept: bool = False
    """Whether the server told of it with a name or a time by which it can be found again."""
    to_rank: str = ""
    """As in `happenings.Said`."""
    answers: str = ""
    """The msgid of what it answers; "" for nothing."""
    replies_to: Spoken | None = None
    """That, where it is shown."""
    edited: bool = False
    deleted: bool = False
    ignored: bool = False
    """By somebody of whom nothing is to be shown."""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    """By sign: who."""

    @property
    def spot(self) -> Spot:
        """Where the server has it."""
        return Spot(self.msgid, self.at)

    @property
    def in_short(self) -> str:
        """For who is called to it while they look elsewhere."""
        return f"{self.by}: {self.text}"

    @property
    def identity(self) -> Identity:
        """The same for the same thing, told twice."""
        return identity(self.msgid, self.at, self.by, self.text)

    def react(self, sign: str, by: str, *, taken_back: bool) -> None:
        """Somebody puts a sign to it, or takes it back. Bounded."""
        people = self.reactions.get(sign, [])
        if taken_back:
            people = [nick for nick in people if nick != by]
        elif by not in people and len(people) < MOST_REACTIONS:
            people = [*people, by]
        if people and (sign in self.reactions or len(self.reactions) < MOST_SIGNS):
            self.reactions[sign] = people
        elif not people:
            self.reactions.pop(sign, None)


@dataclass(eq=False)
class Noted(Entry):
    """Something else to read about, as it happened or as a sentence of our own."""

    about: Happening | str


@dataclass(eq=False)
class Gap(Entry):
    """Something may have been said here that the server has, and we have not.

    `above` and `below`: where it begins and ends; `below` is None until it is known. `away_s`: how
    long there was no connection, if that is why. `filling`: it was asked for.
    """

    above: Spot
    below: Spot | None = None
    away_s: float | None = None
    filling: bool = False


@dataclass(eq=False)
class Begun(Entry):
    """The server has nothing from before this."""


@dataclass(frozen=True)
class Move:
    """`how` is "came", "left", "gone" or "renamed"; then `now` is what they are called."""

    nick: str
    how: str
    now: str = ""


@dataclass(eq=False)
class Moved(Entry):
    """Who came, left and was renamed without anything else in between."""

    moves: list[Move] = field(default_factory=list)

    @property
    def has_room(self) -> bool:
        return len(self.moves) < MOST_MOVES

    def summed_up(self) -> dict[str, list[str]]:
        """Who it comes to: "came", "left" and "visited" (came and left again), "renamed"."""
        came, gone = dict[str, None](), dict[str, None]()
        sums: dict[str, list[str]] = {"came": [], "left": [], "visited": [], "renamed": []}
        for move in self.moves:
            if move.how == "came":
                came[move.nick] = None
            elif move.how == "renamed":
                sums["renamed"].append(f"{move.nick} → {move.now}")
                if move.nick in came:
                    came[move.now] = came.pop(move.nick)
            elif move.nick in came:
                del came[move.nick]
                sums["visited"] += [] if move.nick in sums["visited"] else [move.nick]
            else:
                gone[move.nick] = None
        returned = [nick for nick in came if nick in gone]
        sums["came"] = [nick for nick in came if nick not in gone]
        sums["left"] = [nick for nick in gone if nick not in came]
        sums["returned"] = returned
        return sums
