"""`Reentry`: channels that do not let us in again after a lost connection, tried a few times more.

Right after it, a nick may not be free yet, or services may not know yet who we are; what has been
refused for that is worth another try, with growing pauses. Anything else that is refused stays so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from mensajeria.client.joining import Wish
from mensajeria.client.patience import Patience
from mensajeria.wire import numerics as n
from mensajeria.wire.casemapping import Folded

_PASSING: Final = frozenset({n.ERR_UNAVAILRESOURCE, n.ERR_INVITEONLYCHAN, n.ERR_NEEDREGGEDNICK})


def a_few_times() -> Patience:
    """Five attempts, the first included, within about a minute."""
    return Patience(first=4.0, attempts=5)


class Reentry:
    """One for all channels of a connection. `enter`: tries once more."""

    def __init__(self, enter: Callable[[Wish], None], patience: Callable[[], Patience]) -> None:
        self._enter = enter
        self._new_patience = patience
        self._patience: dict[Folded, Patience] = {}
        self._timers: dict[Folded, asyncio.TimerHandle] = {}

    def refused(self, channel: Folded, wish: Wish, code: str) -> bool:
        """A channel where we were does not let us in. Whether it will be tried again."""
        self._stop(channel)
        patience = self._patience.setdefault(channel, self._new_patience())
        delay = patience.next() if code in _PASSING else None
        if delay is None:
            del self._patience[channel]
            return False
        self._timers[channel] = asyncio.get_running_loop().call_later(delay, self._enter, wish)
        return True

    def is_known(self, channel: Folded) -> bool:
        """Whether it has been refused before, and is still tried."""
        return channel in self._patience

    def over(self, channel: Folded) -> None:
        """We are in, or do not want to be any more."""
        self._stop(channel)
        self._patience.pop(channel, None)

    def all_over(self) -> None:
        """The connection is gone."""
        for channel in [*self._patience]:
            self.over(channel)

    def _stop(self, channel: Folded) -> None:
        timer = self._timers.pop(channel, None)
        if timer is not None:
            timer.cancel()
