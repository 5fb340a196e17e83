"""Read markers: until when somebody has read a channel or a conversation (IRCv3 read-marker)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mensajeria.chat.records import Record
from mensajeria.wire.casemapping import Folded


@dataclass(frozen=True, slots=True)
class ReadMarker(Record):
    """`owner` as in `chat.places`, `target` a channel or nick, `at` in ms since the Unix epoch."""

    owner: str
    target: str
    at: int

    @property
    def key(self) -> str:
        return f"{self.owner} {self.target}"


class ReadMarkers:
    """Those of everybody. A marker never goes back."""

    def __init__(self) -> None:
        self._of: dict[str, dict[str, ReadMarker]] = {}  # by owner and target, the latest set last

    def at(self, owners: Iterable[str], target: Folded) -> int:
        """Until when one who is all these owners has read; 0 if that was never said."""
        found = (self._of.get(owner, {}).get(target) for owner in owners)
        return max((marker.at for marker in found if marker is not None), default=0)

    def put(self, marker: ReadMarker, most: int) -> list[ReadMarker]:
        """Set it. Gives those that its owner loses for it, if they would have more than `most`."""
        of_owner = self._of.setdefault(marker.owner, {})
        of_owner.pop(marker.target, None)
        of_owner[marker.target] = marker
        surplus = list(of_owner)[: max(0, len(of_owner) - most)]
        return [of_owner.pop(target) for target in surplus]

    def forget(self, owner: str) -> list[ReadMarker]:
        """Gives all of theirs, which they have no more."""
        return list(self._of.pop(owner, {}).values())
