"""Event x profile -> bytes, once for each rendering that differs: live, and from history alike.

A profile is a session's capabilities as bits. An event's bytes are remembered for the bits that
matter to its type, so no mix of capabilities can force rendering per recipient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from mensajeria.chat.events import Event
from mensajeria.engine.extension import Extension, LineMaker, Lines, Reading, TagMaker

LINE_LIMIT = 512
"""Bytes of a line without its tags, CR LF included (RFC 1459 section 2.3)."""

TAGS_REPEATED = 510
"""Bytes of tags that each of an event's lines may carry; longer ones only the first does, so that
nobody's tags are multiplied by the lines of their message."""

_LINES: dict[type[Event], LineMaker] = {}

Maker = TypeVar("Maker", bound=LineMaker)


def line(kind: type[Event]) -> Callable[[Maker], Maker]:
    """Register how an event type looks to everybody, whatever their capabilities."""

    def register(maker: Maker) -> Maker:
        _LINES[kind] = maker
        return maker

    return register


def fit(text: bytes) -> bytes:
    """Cut a line (tags excluded) to `LINE_LIMIT`, between characters, keeping its CR LF."""
    if len(text) <= LINE_LIMIT:
        return text
    end = LINE_LIMIT - 2
    while text[end] & 0xC0 == 0x80:  # inside a UTF-8 character
        end -= 1
    return text[:end] + b"\r\n"


def _made_for(
    kind: type[Event], bit: int, makers: Mapping[type[Event], TagMaker]
) -> list[tuple[int, TagMaker]]:
    return [(bit, maker) for declared, maker in makers.items() if issubclass(kind, declared)]


class _Plan:
    """How one event type is rendered: `mask` has the bits on which its bytes depend."""

    __slots__ = ("base", "lines", "mask", "repeated", "tags", "without")

    def __init__(
        self, kind: type[Event], bits: dict[str, int], extensions: Sequence[Extension]
    ) -> None:
        self.base = _LINES.get(kind)
        self.lines: list[tuple[int, LineMaker]] = []
        self.tags: list[tuple[int, TagMaker]] = []
        self.repeated: list[tuple[int, TagMaker]] = []  # on further lines
        self.without: list[tuple[int, Reading]] = []
        self.mask = 0
        relayed: list[tuple[int, TagMaker]] = []
        for extension in extensions:
            bit = bits[extension.within or extension.name]
            if kind in extension.lines:
                self.lines.append((bit, extension.lines[kind]))
            if kind in extension.without:
                self.without.append((bit, extension.without[kind]))
            repeated = _made_for(kind, bit, extension.tags)
            self.tags += _made_for(kind, bit, extension.once) + repeated
            self.repeated += repeated
            relayed += _made_for(kind, bit, extension.relayed)
        # "Any server-initiated tags attached to messages MUST be included before client-only tags
        # to prevent them from being pushed outside of the byte limit" (IRCv3 message-tags).
        self.tags += relayed
        self.repeated += relayed
        for bit, _ in (*self.lines, *self.tags, *self.without):
            self.mask |= bit

    def make(self, event: Event, profile: int) -> bytes:
        for bit, other in self.without:
            if not profile & bit:
                event = other(event)
        maker = self.base
        for bit, special in self.lines:
            if profile & bit:
                maker = special
                break
        text = maker(event) if maker is not None else None
        if text is None:
            return b""
        tags = _joined(self.tags, event, profile)
        if isinstance(text, Lines):
            return self._several(event, profile, text, tags)
        return tagged(tags, fit(text))

    def _several(self, event: Event, profile: int, lines: Lines, tags: str) -> bytes:
        first, *rest = lines.texts
        if not lines.batched:
            again = _joined(self.repeated, event, profile)
            again = again if len(again.encode()) <= TAGS_REPEATED else ""
            rest = [tagged(again, fit(text)) for text in rest]
        return tagged(tags, fit(first)) + b"".join(rest)

    def tags_for(self, event: Event, profile: int) -> str:
        return _joined(self.tags, event, profile)


def _joined(makers: Sequence[tuple[int, TagMaker]], event: Event, profile: int) -> str:
    made = [maker(event) for bit, maker in makers if profile & bit]
    return ";".join([tag for tag in made if tag])


def tagged(tags: str, text: bytes) -> bytes:
    """Put tags (`a=b;c`) before a line that may have some already."""
    if not tags:
        return text
    if text[:1] == b"@":
        return b"@" + tags.encode() + b";" + text[1:]
    return b"@" + tags.encode() + b" " + text


def within(reference: str, text: bytes) -> bytes:
    """Put a line, or an event's several lines, into a batch, but for what is in an inner one."""
    tag = f"batch={reference}"
    lines = text.splitlines(keepends=True)
    return b"".join([line if _is_batched(line) else tagged(tag, line) for line in lines])


def _is_batched(line: bytes) -> bool:
    tags = line[1:].partition(b" ")[0].split(b";") if line[:1] == b"@" else []
    return any(tag.startswith(b"batch=") for tag in tags)


class Renderer:
    """Renders events for profiles, remembering what it made of the last one."""

    def __init__(self, extensions: Iterable[Extension]) -> None:
        self._extensions = list(extensions)
        self._bits = {
            extension.name: 1 << place for place, extension in enumerate(self._extensions)
        }
        self._plans: dict[type[Event], _Plan] = {}
        self._event: Event | None = None
        self._made: dict[int, bytes] = {}

    def profile(self, capabilities: Iterable[str]) -> int:
        """The bits of those of these capabilities that have all they need."""
        asked = set(capabilities)
        return sum(
            self._bits[extension.name]
            for extension in self._extensions
            if extension.name in asked and asked.issuperset(extension.needs)
        )

    def render(self, event: Event, profile: int) -> bytes:
        """The line or lines with tags and CR LF; b"" where that profile is not shown the event."""
        if event is not self._event:
            self._event = event
            self._made = {}
        plan = self._plans.get(type(event)) or self._plan(type(event))
        bits = profile & plan.mask
        made = self._made.get(bits)
        if made is None:
            made = self._made[bits] = plan.make(event, bits)
        return made

    def tags(self, event: Event, profile: int) -> str:
        """Only the tags, as text: for lines that are not events."""
        return self._plan(type(event)).tags_for(event, profile)

    def _plan(self, kind: type[Event]) -> _Plan:
        plan = self._plans.get(kind)
        if plan is None:
            plan = self._plans[kind] = _Plan(kind, self._bits, self._extensions)
        return plan
