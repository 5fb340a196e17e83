"""The loads: how many people sit where, who talks, and how far ahead. Figures only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """A closed load: a sender has at most `window` lines that not all other members have yet."""

    name: str
    title: str
    channels: int
    members: int  # in each channel
    senders: int  # in each channel
    window: int

    @property
    def connections(self) -> int:
        """How many clients there are in all."""
        return self.channels * self.members


LOADS = (
    Load("crowd", "500 in one channel, 10 senders", channels=1, members=500, senders=10, window=16),
    Load("single", "500, one message at a time", channels=1, members=500, senders=1, window=1),
    Load("rooms", "100 channels of 10, all talk", channels=100, members=10, senders=10, window=1),
)
