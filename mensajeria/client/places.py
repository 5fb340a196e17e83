"""`Places`: the channels where we want to be, on this connection and the next ones.

They follow what we enter and leave; being thrown out or refused is respected. The keys that let us
in are remembered for as long as the program runs.
"""

from __future__ import annotations

from collections.abc import Callable

from mensajeria.client.happenings import Happening, Joined, Kicked, Left, Refused
from mensajeria.client.joining import Wish
from mensajeria.client.model import Model
from mensajeria.client.reentry import Reentry
from mensajeria.wire.casemapping import Folded
from mensajeria.wire.numerics import ERR_BADCHANNELKEY, ERR_NOTONCHANNEL


class Places:
    """Keeps `wishes` as they should be."""

    def __init__(self, wishes: list[Wish], model: Callable[[], Model], reentry: Reentry) -> None:
        """`model`: that of the connection as it is then; `reentry`: tries once more."""
        self.wishes = wishes
        self.reentry = reentry
        self.came_back = False
        """Whether we were connected before: who was in a channel then is tried again."""
        self._model = model
        self._keys: dict[Folded, str] = {}

    def wish(self, channel: str, key: str) -> Wish:
        """How to enter a channel: with this key from now on, or with the one that is known."""
        folded = self._fold(channel)
        if key:
            self._keys[folded] = key
        return channel, self._keys.get(folded, "")

    def follow(self, happening: Happening) -> None:
        """We are in a channel now, or no longer."""
        if isinstance(happening, Joined) and happening.mine:
            self.forget(happening.channel)
            self.wishes.append(self.wish(happening.channel, ""))
        elif isinstance(happening, (Left, Kicked)) and happening.mine:
            self.forget(happening.channel)

    def forget(self, channel: str) -> None:
        """Want to be there no longer, neither now nor after another connection."""
        folded = self._fold(channel)
        self.reentry.over(folded)
        self.wishes[:] = [each for each in self.wishes if self._fold(each[0]) != folded]

    def is_tried_again(self, channel: str) -> bool:
        """Whether it has not let us in again yet, and we go on trying."""
        return self.reentry.is_known(self._fold(channel))

    def is_refused_again(self, refused: Refused) -> bool:
        """A channel does not let us in: it is forgotten, unless we were there before and it may let
        us in later. Whether that is no news, since it has been refused and will be tried again.
        """
        if not self._is_shut(refused):
            return False
        channel = self._fold(refused.about[0])
        if refused.code == ERR_BADCHANNELKEY:
            self._keys.pop(channel, None)
        known = self.reentry.is_known(channel)
        wish = next((each for each in self.wishes if self._fold(each[0]) == channel), None)
        if wish and self.came_back and self.reentry.refused(channel, wish, refused.code):
            return known
        self.forget(refused.about[0])
        return False

    def _is_shut(self, refused: Refused) -> bool:
        """Whether a channel does not let us in. Who asked for more without being there is told 442:
        "<client> <channel> :You're not on that channel".
        """
        joins = refused.command in ("", "JOIN") and refused.code != ERR_NOTONCHANNEL
        return joins and bool(refused.about) and self._model().channel(refused.about[0]) is None

    def _fold(self, channel: str) -> Folded:
        return self._model().features.fold(channel)
