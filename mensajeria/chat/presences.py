"""`Presence`: somebody who stays though nobody of theirs is connected, as they come back later."""

from __future__ import annotations

from dataclasses import dataclass

from mensajeria.chat.records import Record
from mensajeria.wire.casemapping import Folded, fold


@dataclass(frozen=True)
class Presence(Record):
    """What a restarted server needs to have somebody be where they were.

    Its key is that of the account. `channels` are names with the member modes held there; times in
    ms since the Unix epoch, `seen_at` being when they last had a connection, as far as is known.
    """

    account: str
    nick: str
    username: str
    host: str
    realname: str
    signed_on: int
    seen_at: int
    away: str = ""
    modes: str = ""
    channels: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> Folded:
        return fold(self.account)
