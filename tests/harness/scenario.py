"""`.chat` files: dialogues that anybody can read, and the one runner that plays them.

    # a comment; quote the sentence of the specification that is checked
    set limits.nick = 5                 a setting (the engine's names), before anything happens
    ana has server-time batch           the capabilities that she will ask for
    ana is here                         she connects; what she is told meanwhile is not looked at
    ana joins #plaza                    the same if need be, and JOIN; not looked at by anybody
    ana connects                        a connection that says nothing yet
    ana > PRIVMSG #plaza :hola          she sends this
    leo < :ana!… PRIVMSG #plaza :hola   the next line that he sees is this
    leo << :… 005 …                     he sees this sooner or later; those before are skipped
    leo < nothing                       he has seen no more than what was said
    leo ignores the rest                what he has seen so far does not matter
    leo drops                           his connection breaks
    leo < closed                        the server has ended his connection
    [tls] leo < :… 671 …                a step for connections of this kind only
    == Title ==                         another dialogue in the same file, with a server of its own

`…` stands for anything within a word, and at the end of the line for anything; `\\x01` is a control
character. Every line that anybody sees must be there, in order: what is left over at the end fails
the test.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from mensajeria.engine.settings import AccountRules, Limits, Operator, Settings

Some = TypeVar("Some", Settings, Limits, AccountRules)


class Connection(Protocol):
    """A client of some transport."""

    @property
    def closed(self) -> bool:
        """Whether the server has ended the connection, after all that `seen` gave."""

    def send(self, line: str) -> None:
        """Send a line and wait until it has had its effect."""

    def seen(self) -> list[str]:
        """All lines since last asked."""

    def drop(self) -> None:
        """Break the connection, and wait until the server has noticed."""


class Transport(Protocol):
    """A running server, reached in some way."""

    def open(self) -> Connection:
        """A new connection."""

    def stop(self) -> None:
        """Take the server down."""


@dataclass
class Step:
    """One line of a file; `only` is the transport it is for, if it is not for all."""

    number: int
    text: str
    only: str = ""


@dataclass
class Scenario:
    """One dialogue. `settings` holds `("limits.nick", "5")` pairs."""

    title: str
    settings: list[tuple[str, str]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


class Mismatch(AssertionError):
    """What happened is not what the file says; str() is for people."""


def parse(text: str) -> list[Scenario]:
    """The dialogues of a file. Settings before the first title hold for all of them."""
    first = Scenario("")
    found = [first]
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("=="):
            found.append(Scenario(line.strip("= "), list(first.settings)))
        elif line.startswith("set "):
            key, _, value = line[4:].partition("=")
            found[-1].settings.append((key.strip(), value.strip()))
        else:
            only, text = _ONLY.fullmatch(line).groups("")  # type: ignore[union-attr]
            found[-1].steps.append(Step(number, _BYTE.sub(_byte, text), only))
    return [scenario for scenario in found if scenario.steps]


_ONLY = re.compile(r"(?:\[(\w+)\] )?(.*)")
_BYTE = re.compile(r"\\x([0-9a-f]{2})")


def _byte(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def settings_of(scenario: Scenario) -> Settings:
    """The engine's settings for it; nobody joins anything by themselves unless it says so."""
    settings = Settings(autojoin=())
    for key, value in scenario.settings:
        table, _, name = key.rpartition(".")
        if table == "limits":
            settings = replace(settings, limits=_with(settings.limits, name, value))
        elif table == "accounts":
            settings = replace(settings, accounts=_with(settings.accounts, name, value))
        else:
            settings = _with(settings, key, value)
    return settings


def _with(settings: Some, name: str, text: str) -> Some:
    """A copy with that field as the text says: a number, text, or a list with "|" between.

    An operator is a name, a space and the password.
    """
    now = getattr(settings, name)
    value: object = text
    if isinstance(now, bool):
        value = text == "true"
    elif isinstance(now, int):
        value = int(text)
    elif name == "operators":
        value = tuple(Operator(*piece.split()) for piece in text.split("|"))
    elif isinstance(now, tuple):
        value = tuple(piece.strip() for piece in text.split("|") if piece.strip())
    change: Any = {name: value}
    return replace(settings, **change)


class Player:
    """Plays one dialogue on one transport, of this kind."""

    def __init__(self, file: str, transport: Transport, kind: str = "") -> None:
        self._file = file
        self._transport = transport
        self._kind = kind
        self._caps: dict[str, str] = {}
        self._people: dict[str, Connection] = {}
        self._unread: dict[str, list[str]] = {}
        self._step = Step(0, "")

    def play(self, scenario: Scenario) -> None:
        for step in scenario.steps:
            self._step = step
            if step.only in ("", self._kind):
                self._do(step.text)
        for name in self._people:
            self._nothing_left(name, "at the end")

    def _do(self, text: str) -> None:
        name, _, rest = text.partition(" ")
        verb, _, argument = rest.strip().partition(" ")
        action = _ACTIONS.get(verb)
        if action is None:
            raise Mismatch(f"{self._where()}: cannot be read: {text}")
        action(self, name, argument.strip())

    # What people do

    def has(self, name: str, caps: str) -> None:
        self._caps[name] = caps

    def connects(self, name: str, _: str) -> None:
        self._people[name] = self._transport.open()
        self._unread[name] = []

    def is_here(self, name: str, _: str) -> None:
        self.connects(name, "")
        caps = self._caps.get(name)
        if caps:
            self.says(name, f"CAP REQ :{caps}")
        self.says(name, f"NICK {name}")
        self.says(name, f"USER {name} 0 * :{name.capitalize()}")
        if caps:
            self.says(name, "CAP END")
        self.ignores(name, "")

    def joins(self, name: str, channel: str) -> None:
        if name not in self._people:
            self.is_here(name, "")
        before = {other: len(self._all(other)) for other in self._people}
        self.says(name, f"JOIN {channel}")
        for other, count in before.items():
            del self._all(other)[count:]

    def says(self, name: str, line: str) -> None:
        self._person(name).send(line)

    def drops(self, name: str, _: str) -> None:
        self._person(name).drop()

    # What they see

    def ignores(self, name: str, _: str) -> None:
        self._all(name).clear()

    def sees(self, name: str, expected: str) -> None:
        if expected == "nothing":
            self._nothing_left(name, "here")
        elif expected == "closed":
            self._nothing_left(name, "before the end of the connection")
            if not self._person(name).closed:
                raise Mismatch(f"{self._where()}: {name} is still connected")
        else:
            self._next(name, expected)

    def sees_later(self, name: str, expected: str) -> None:
        unread = self._all(name)
        for place, line in enumerate(unread):
            if matches(expected, line):
                del unread[: place + 1]
                return
        raise Mismatch(self._difference(name, expected, unread))

    def _next(self, name: str, expected: str) -> None:
        unread = self._all(name)
        if not unread or not matches(expected, unread[0]):
            raise Mismatch(self._difference(name, expected, unread))
        del unread[0]

    def _nothing_left(self, name: str, where: str) -> None:
        unread = self._all(name)
        if unread:
            raise Mismatch(self._difference(name, f"nothing more {where}", unread))

    # Particulars

    def _person(self, name: str) -> Connection:
        if name not in self._people:
            raise Mismatch(f"{self._where()}: who is {name}? Nobody of that name is here")
        return self._people[name]

    def _all(self, name: str) -> list[str]:
        unread = self._unread.setdefault(name, [])
        unread += self._person(name).seen()
        return unread

    def _where(self) -> str:
        return f"{self._file}:{self._step.number}"

    def _difference(self, name: str, expected: str, seen: list[str]) -> str:
        lines = [f"{self._where()}: {name} should see", f"  - {expected}", "but sees"]
        lines += [f"  + {line}" for line in seen[:12]] or ["  (nothing)"]
        if len(seen) > 12:
            lines.append(f"  + ... and {len(seen) - 12} more")
        return "\n".join(lines)


def matches(pattern: str, line: str) -> bool:
    """Whether a line is what the pattern says."""
    rest = pattern.endswith("…")
    words = (pattern[:-1] if rest else pattern).split("…")
    regex = "[^ ]*".join(re.escape(word) for word in words)
    return re.fullmatch(regex + ".*" if rest else regex, line) is not None


_ACTIONS: dict[str, Callable[[Player, str, str], None]] = {
    "has": Player.has,
    "connects": Player.connects,
    "is": Player.is_here,
    "joins": Player.joins,
    ">": Player.says,
    "<": Player.sees,
    "<<": Player.sees_later,
    "ignores": Player.ignores,
    "drops": Player.drops,
}
