"""Finds every extension and command module there is: a new file in their folder is enough."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Container, Iterator
from types import ModuleType
from typing import Final

from mensajeria.chat.events import Event
from mensajeria.engine import commands, extensions
from mensajeria.engine.extension import Consequence, Extension
from mensajeria.engine.session import Session
from mensajeria.wire.message import Message

MAX_LABEL = 64
"""Bytes of a label (IRCv3 labeled-response: "MUST NOT exceed 64 bytes")."""


class Extensions(dict[str, Extension]):
    """All extensions by capability name, in the order of their modules' names."""

    def named(self, word: str) -> Extension | None:
        """The one that has this name, or has it as an alias."""
        return self.get(word) or next(
            (each for each in self.values() if word in each.aliases), None
        )

    def active(self, name: str, capabilities: Container[str]) -> bool:
        """Whether a session with these capabilities has all that this one needs, and itself."""
        return all(wanted in capabilities for wanted in (name, *self[name].needs))

    def echoing(self) -> Iterator[str]:
        """The capabilities with which a session is shown what it says itself."""
        return (name for name, extension in self.items() if extension.echoes)

    def consequences(self) -> dict[type[Event], list[Consequence]]:
        """What the extensions make of events as these happen, in the order of the extensions."""
        found: dict[type[Event], list[Consequence]] = {}
        for extension in self.values():
            for kind, consequence in extension.causes.items():
                found.setdefault(kind, []).append(consequence)
        return found


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
        yield importlib.import_module(f"{package.__name__}.{name}")


def _load_extensions() -> Extensions:
    found = Extensions()
    for module in _modules(extensions):
        extension = getattr(module, "EXTENSION", None)
        if isinstance(extension, Extension):
            found[extension.name] = extension
    return found


EXTENSIONS: Final = _load_extensions()


def load_commands() -> None:
    """Have every command register itself. Later than the extensions, which some commands use."""
    for _ in _modules(commands):
        pass


def label_of(session: Session, message: Message) -> str:
    """The label that the message's answer must carry, or ""."""
    label = message.tags.get("label", "") if message.tags else ""
    if not label or not EXTENSIONS.active("labeled-response", session.capabilities):
        return ""
    return label if len(label.encode()) <= MAX_LABEL else ""
