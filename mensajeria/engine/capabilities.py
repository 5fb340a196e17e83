"""Which capabilities are offered, and changing those of a session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from mensajeria.chat.events import Event
from mensajeria.engine.audience import Hall
from mensajeria.engine.registry import EXTENSIONS
from mensajeria.engine.release import released
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import NOBODY, Turn


@dataclass(slots=True)
class CapabilitiesChanged(Event):
    """From here on the session is shown things in another way. No fact of the chat: not stored."""

    stored: ClassVar[bool] = False

    session: Session
    profile: int


def offered(settings: Settings, *, values: bool) -> list[str]:
    """The names, as `CAP LS` shows them; with `name=value` where the version allows it."""
    found = []
    for extension in EXTENSIONS.values():
        if not extension.within and extension.offered(settings):
            value = extension.value(settings) if values else None
            found.append(extension.name if value is None else f"{extension.name}={value}")
    return found


def after(session: Session, words: Iterable[str]) -> list[str]:
    """The session's capabilities after a request, "processed from left to right"."""
    names = dict(session.capabilities)
    for word in words:
        if word[0] == "-":
            names.pop(word[1:], None)
        else:
            names[word] = None
    return list(names)


def grant(turn: Turn, names: Iterable[str]) -> None:
    """Capabilities from now on: for answers at once, for what is delivered in its turn.

    "a server MUST NOT change the capabilities of the client until the last ACK of the set has been
    sent": what was said before the request is still shown in the old way.
    """
    session = turn.session
    session.capabilities = dict.fromkeys(names)
    session.granted = turn.engine.renderer.profile(session.capabilities)
    turn.happened(CapabilitiesChanged(turn.now, "", NOBODY, session, session.granted))


@released(CapabilitiesChanged)
def release_capabilities_changed(event: CapabilitiesChanged, hall: Hall) -> None:
    hall.regroup(event.session, event.profile)
