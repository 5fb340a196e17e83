"""`Beginning`: who somebody wants to be, and where."""

from __future__ import annotations

from dataclasses import dataclass

from mensajeria.client.address import Invitation


@dataclass(frozen=True)
class Beginning:
    """`channels`: where to talk there; None for wherever the invitation leads to."""

    nick: str
    invitation: Invitation
    channels: tuple[str, ...] | None = None
