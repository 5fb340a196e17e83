"""Which capabilities are offered, and changing those of a session."""

from __future__ import annotations

from collections.abc import Iterable

from mensajeria.engine.registry import EXTENSIONS
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings


def offered(settings: Settings, *, values: bool) -> list[str]:
    """The names, as `CAP LS` shows them; with `name=value` where the version allows it."""
    found = []
    for extension in EXTENSIONS.values():
        if extension.offered(settings):
            value = extension.value(settings) if values else None
            found.append(extension.name if value is None else f"{extension.name}={value}")
    return found


def after(session: Session, wanted: Iterable[str], unwanted: Iterable[str]) -> list[str] | None:
    """The session's capabilities with that change, or None when one would miss what it needs.

    Those of 302 or later have cap-notify for good: "clients ... MUST NOT be able to disable" it.
    """
    if session.cap_version >= 302 and "cap-notify" in unwanted:
        return None
    names = dict.fromkeys([*session.capabilities, *wanted])
    for name in wanted:
        names.update(dict.fromkeys(EXTENSIONS[name].implies))
    for name in unwanted:
        names.pop(name, None)
    for name in names:
        if not all(need in names for need in EXTENSIONS[name].needs):
            return None
    return list(names)
