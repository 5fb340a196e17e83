"""`Survey`: a WHO that nobody has typed, to learn who of a channel is away. One at a time."""

from __future__ import annotations

from typing import Final

from mensajeria.client.features import Features

TOKEN: Final = "152"
"""By which an answer to WHOX is known to be ours."""

_FIELDS: Final = f"%tcnf,{TOKEN}"
"""Token, channel, nick and flags, which come in this order."""


class Survey:
    """`channel`: the one that was asked about; "" for none."""

    def __init__(self, features: Features) -> None:
        self._features = features
        self.channel = ""

    def begin(self, channel: str) -> tuple[str, ...]:
        """The parameters of WHO."""
        self.channel = channel
        return (channel, _FIELDS) if self._features.whox else (channel,)

    def is_about(self, channel: str) -> bool:
        fold = self._features.fold
        return bool(self.channel) and fold(channel) == fold(self.channel)

    def end(self) -> None:
        self.channel = ""
