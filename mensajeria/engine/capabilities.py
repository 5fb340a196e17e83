"""Which capabilities are offered, and changing those of a session."""

from __future__ import annotations

from collections.abc import Iterable

from mensajeria.engine.extension import Extension
from mensajeria.engine.packing import packed
from mensajeria.engine.profiles import CapabilitiesChanged
from mensajeria.engine.registry import EXTENSIONS
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import NOBODY, Turn

VERSION = 302
"""From this version of CAP LS on there are values, several lines, and cap-notify for good."""


def offered(settings: Settings) -> dict[str, Extension]:
    """What there is, by all the names that it has."""
    found = [each for each in EXTENSIONS.values() if not each.within and each.offered(settings)]
    names = {each.name: each for each in found}
    return names | {alias: each for each in found for alias in each.aliases}


def shown(settings: Settings, session: Session, version: int) -> list[str]:
    """What there is as `CAP LS` shows it: with `name=value` where the version allows it.

    Without that, what is ratified comes first, as only one line of it can be shown.
    """
    there = offered(settings)
    if version < VERSION:
        names = [name for name, extension in there.items() if not extension.policy]
        return sorted(names, key=lambda name: ("/" in name, not name.startswith("draft/")))
    values = [(name, each.value_for(settings, session)) for name, each in there.items()]
    return [name if value is None else f"{name}={value}" for name, value in values]


def after(session: Session, words: Iterable[str]) -> list[str]:
    """The session's capabilities after a request, "processed from left to right"."""
    names = dict(session.capabilities)
    for word in words:
        name = word.removeprefix("-")
        extension = EXTENSIONS.named(name)
        names.pop(extension.name if extension else name, None)
        if extension and word[0] != "-":
            names[extension.name] = None
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


def announce(turn: Turn, old: Settings) -> None:
    """Tell the session of this turn which capabilities came and went with the settings.

    "When enabled, the server MUST notify the client about all new capabilities and about existing
    capabilities that are no longer available"; what is gone "MUST" be cancelled for everybody.
    """
    session, new = turn.session, turn.settings
    now = offered(new)
    gone = [name for name, each in offered(old).items() if name not in now and not each.policy]
    if "cap-notify" in session.capabilities:
        before = shown(old, session, session.cap_version)
        came = [word for word in shown(new, session, session.cap_version) if word not in before]
        for kind, words in (("NEW", came), ("DEL", gone)):
            for some in packed(words):
                turn.send("CAP", session.nick, kind, some)
    if not session.capabilities.keys().isdisjoint(gone):
        grant(turn, [name for name in session.capabilities if name not in gone])
