"""A session has other capabilities than before, and is shown things in another way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.events import Event
from mensajeria.engine.audience import Hall
from mensajeria.engine.release import released
from mensajeria.engine.session import Session


@dataclass(slots=True)
class CapabilitiesChanged(Event):
    """From here on the session is shown things in another way. No fact of the chat: not stored."""

    stored: ClassVar[bool] = False

    session: Session
    profile: int


@released(CapabilitiesChanged)
def release_capabilities_changed(event: CapabilitiesChanged, hall: Hall) -> None:
    hall.regroup(event.session, event.profile)
