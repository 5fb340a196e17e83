"""`Writers`: who is writing something at the moment (IRCv3 typing), and telling that we are.

The clock comes in: seconds of whichever clock never goes back.
"""

from __future__ import annotations

from typing import Final

from mensajeria.client.happenings import Said, Typing
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.session import Session

LASTS_S: Final = 6.0
""" "at least 6 seconds have elapsed since the last active notification was received"."""

AGAIN_S: Final = 3.0
""" "MUST NOT be sent more often than every 3 seconds"."""

_MOST: Final = 100


class Writers:
    """Those who write, by room and nick, and when they were last heard to."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, str], float] = {}
        self._told = ("", -AGAIN_S)

    def heard(self, happening: Typing | Said, now: float) -> None:
        """Somebody writes, has stopped, or has said it."""
        place = happening.place if isinstance(happening, Typing) else _place(happening)
        key = (place.casefold(), happening.by)
        self._since.pop(key, None)
        if isinstance(happening, Typing) and happening.active and len(self._since) < _MOST:
            self._since[key] = now

    def forget(self) -> None:
        """There is no connection any more by which to hear of them."""
        self._since.clear()

    def in_room(self, room: Room, now: float) -> list[str]:
        """Who writes there."""
        place = room.name.casefold()
        self._since = {key: at for key, at in self._since.items() if now - at < LASTS_S}
        return [nick for where, nick in self._since if where == place]

    def tell(self, session: Session, room: Room, text: str, now: float) -> None:
        """Let the others know that we write; commands and nothing are no writing, nor is
        what nobody can be told where we are not."""
        place, at = self._told
        recent = place == room.name and now - at < AGAIN_S
        if recent or not text or text[0] == "/" or room.kind is Kind.SERVER or not room.inside:
            return
        self._told = (room.name, now)
        session.tell_writing(room.name)


def _place(said: Said) -> str:
    return said.by if said.private and not said.mine else said.target
