"""Where a person's words go: what is typed becomes speech or commands. Shared by all faces."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from mensajeria.client.commands import obey
from mensajeria.client.happenings import Happening, Joined, Kicked, Left, Renamed
from mensajeria.client.session import Session
from mensajeria.languages import _
from mensajeria.wire.casemapping import Folded


class Link(Protocol):
    """What a conversation needs of a connection."""

    @property
    def session(self) -> Session: ...
    @property
    def is_open(self) -> bool: ...
    def join(self, channel: str, key: str = "") -> None: ...
    def flush(self) -> None: ...
    def quit(self, reason: str = "") -> None: ...


class Conversation:
    """The current target, which is a channel, a nick or "", and what follows from what is typed."""

    def __init__(self, link: Link, target: str = "") -> None:
        self.link = link
        self.target = target

    def now(self) -> datetime:
        """When it is for who types: "yesterday" is theirs."""
        return datetime.now().astimezone()

    def typed(self, text: str) -> list[str]:
        """Take in a line that somebody typed. Sentences for them, mostly none."""
        text = text.rstrip("\r\n")
        if not text.strip():
            return []
        if text[:2] == "//":
            answers = self.say(text[1:])
        elif text[0] == "/":
            answers = obey(self, text[1:])
        else:
            answers = self.say(text)
        self.link.flush()
        return answers

    def heard(self, happening: Happening) -> None:
        """Let the target follow what happens."""
        if isinstance(happening, Joined) and happening.mine:
            self.target = happening.channel
        elif isinstance(happening, (Left, Kicked)) and happening.mine:
            if self._is_target(happening.channel):
                self.close_query()
        elif isinstance(happening, Renamed) and self._is_target(happening.before):
            self.target = happening.nick

    def say(self, text: str, target: str = "", kind: str = "message") -> list[str]:
        """Say something to the target, or another one."""
        target = target or self.target
        if not self.link.is_open:
            return [_("Not connected: nothing was sent.")]
        if not target:
            return [_("You are in no channel; /join CHANNEL enters one.")]
        refused = self.link.session.say(target, text, kind)
        return [line.why for line in refused[:1]]

    def enter(self, channel: str, key: str = "") -> None:
        """Somebody asked to be in a channel."""
        self.link.join(channel, key)

    def close_query(self) -> None:
        """Go on with the channel that was entered last, if any."""
        channels = self.link.session.model.channels
        self.target = next((c.name for c in reversed(channels.values())), "")

    def _is_target(self, name: str) -> bool:
        return self.fold(name) == self.fold(self.target)

    def fold(self, name: str) -> Folded:
        return self.link.session.model.features.fold(name)

    def as_channel(self, name: str) -> str:
        """A channel's name, which people often write without its sign."""
        features = self.link.session.model.features
        return name if features.is_channel(name) else f"{features.chantypes[:1] or '#'}{name}"

    def channel_and_rest(self, text: str) -> tuple[str, str]:
        """The channel that a command is about: named first, or the current one; "" for neither."""
        features = self.link.session.model.features
        word, _space, rest = text.partition(" ")
        if features.is_channel(word):
            return word, rest.strip()
        return (self.target if features.is_channel(self.target) else ""), text
