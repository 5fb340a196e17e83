"""`Crowd`: all who take part in one round, until the server is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from random import Random
from typing import Final

from tests.crash.victim import PATIENCE
from tests.torture.players import Newcomer, Player

STAYS: Final = "eva"
"""In the channels also without a connection."""
FRIENDS: Final = ["ana", "leo", STAYS]
"""They have accounts and whisper to each other."""
GUESTS: Final = ["rex", "sol"]


class Crowd:
    """The players and newcomers of one round. `at` says what is done after how many lines that they
    have heard in all; `besides` goes on until all of them are gone."""

    def __init__(
        self,
        round_: int,
        chance: Random,
        at: Mapping[int, Callable[[], None]],
        besides: Callable[[int], Coroutine[None, None, None]] | None = None,
    ) -> None:
        self.players: list[Player] = []
        self.newcomers: list[Newcomer] = []
        self._round = round_
        self._chance = chance
        self._at = at
        self._besides = besides
        self._heard = 0
        self._started = False

    async def play(self, port: int) -> None:
        """Returns when all connections are gone."""
        loop = asyncio.get_running_loop()
        for name in (*FRIENDS, *GUESTS):
            make = partial(Player, name, self._round, self._chance, FRIENDS, self._told)
            self.players += [(await loop.create_connection(make, "127.0.0.1", port))[1]]
        for number in range(2):
            new = partial(Newcomer, f"new{self._round}x{number}", self._told)
            self.newcomers += [(await loop.create_connection(new, "127.0.0.1", port))[1]]
        everybody = [player.gone for player in self.players]
        everybody += [newcomer.gone for newcomer in self.newcomers]
        besides = asyncio.ensure_future(self._besides(port)) if self._besides else None
        try:
            await asyncio.wait_for(asyncio.gather(*everybody), PATIENCE)
        finally:
            if besides is not None:
                besides.cancel()
                await asyncio.wait([besides])

    def _told(self) -> None:
        self._heard += 1
        if self._heard in self._at:
            self._at[self._heard]()
        if not self._started and sum(each.welcome for each in self.players) == len(self.players):
            self._started = True
            for player in self.players:
                player.start()
