"""What a person sees who starts a server: where it is, how to join, what it keeps.

Scripts and service managers get other lines, `listening on HOST:PORT`, which are never translated.
"""

from __future__ import annotations

import getpass
import os
import socket
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from mensajeria import __version__
from mensajeria.app import qr
from mensajeria.app.configuration import Configuration, Server
from mensajeria.app.interfaces import Kind
from mensajeria.app.python import PYTHON
from mensajeria.app.sockets import shown
from mensajeria.app.ways import Way, ends_of, ways_to
from mensajeria.languages import N_, _

NARROWEST: Final = 44
"""Columns that the words need for themselves beside a QR code."""
WIDEST: Final = 78
"""Columns beyond which sentences are no easier to read."""
GAP: Final = 2

_KINDS: Final = {
    Kind.LAN: "",
    Kind.PUBLIC: N_("internet"),
    Kind.TUNNEL: N_("VPN"),
    Kind.CONTAINER: N_("containers here"),
    Kind.LINK: N_("this cable only"),
    Kind.LOOPBACK: N_("this machine"),
}
_PROMISES: Final = {
    "power": N_("A message is on the disk, safe even from a power cut, before anybody sees it."),
    "process": N_("Messages survive a crash of the server, but maybe not a power cut."),
    "none": N_("The latest messages are lost if the server or the machine stops suddenly."),
}


class Size(NamedTuple):
    """Of a terminal."""

    columns: int
    rows: int


@dataclass(frozen=True)
class Facts:
    """What there is to say of a server that has started.

    `fingerprint`: of the certificate for TLS; "" without TLS. `code`: what everybody is asked for.
    """

    configuration: Configuration
    ways: Sequence[Way]
    fingerprint: str = ""
    code: str = ""

    @property
    def link(self) -> str:
        """For browsers; "" if that door is shut."""
        return self.ways[0].link(self.code) if self.configuration.doors.http else ""


def show(
    configuration: Configuration,
    sockets: Sequence[socket.socket],
    fingerprint: str = "",
    code: str = "",
) -> None:
    """Say on standard output where the server listens, or to a person all they may want to know."""
    ways = ways_to(ends_of(sockets), everywhere=configuration.access == "anyone")
    if not (ways and sys.stdout.isatty()):
        _say("\n".join(f"listening on {shown(each)}" for each in sockets))
        return
    facts = Facts(configuration, ways, fingerprint, code)
    _say("\n".join(first_screen(facts, _size(), draws=_draws(sys.stdout, os.environ))))


def show_stopping() -> None:
    """Say to a person that it is about to end."""
    if sys.stdout.isatty():
        _say("\n" + _("Stopping: everybody is told. Ctrl-C again to stop at once."))


def first_screen(facts: Facts, size: Size, *, draws: bool) -> list[str]:
    """Its lines: with a QR code if the terminal `draws` and has the room to show all at once."""
    head = list(_head(facts))
    foot = _wrapped(_sentences(facts), min(size.columns - 1, WIDEST))
    modules = qr.modules_of(facts.link) if draws and facts.link and facts.ways[0].for_others else []
    room = size.columns - len(modules) - GAP - 1
    if modules and room >= NARROWEST:
        words = _words(facts, min(room, WIDEST))
        drawn = [*head, *_beside(words, modules), *foot]
        if len(drawn) < size.rows and max(map(len, words)) <= room:
            return drawn
    return [*head, "", *_words(facts, min(size.columns - 1, WIDEST)), "", *foot]


def _beside(words: Sequence[str], modules: list[list[int]]) -> Iterator[str]:
    """The QR code at the left, where it stays whatever the words do."""
    margin = " " * (len(modules[0]) + GAP)
    for word, line in zip_longest(words, qr.half_blocks(modules), fillvalue=None):
        code = qr.painted(line) + " " * GAP if line is not None else margin
        yield (code + (word or "")).rstrip()


def _head(facts: Facts) -> Iterator[str]:
    server = facts.configuration.server
    named = server.network != Server().network
    name = f"{server.network} ({server.name})" if named else server.name
    yield f"mensajeria {__version__} · {name}"
    if facts.link:
        yield _("In a browser: {link}").format(link=facts.link)


def _words(facts: Facts, width: int) -> list[str]:
    """What to type, where else, and how to know it: paragraphs with a line between them."""
    paragraphs = [
        _doors(facts),
        _elsewhere(facts.ways[1:], width),
        _known_by(facts, width),
        _wrapped([_("Its operator is {user}, joining from here.").format(user=_user())], width),
    ]
    lines = [line for each in paragraphs if (shown := list(each)) for line in ("", *shown)]
    return lines[1:]


def _wrapped(sentences: Iterable[str], width: int) -> list[str]:
    return [line for each in sentences for line in textwrap.wrap(each, width)]


def _doors(facts: Facts) -> Iterator[str]:
    """One line for each kind of client: what to type there."""
    where, doors = facts.ways[0].where, facts.configuration.doors
    tls = _("TLS or plain") if facts.fingerprint else _("without TLS")
    lines = {
        _("Terminal"): f"{PYTHON} client.py {facts.ways[0].typed}".rstrip(),
        _("IRC"): f"{where}, {tls}",
        _("Text"): f"nc {where.host} {where.port}" if doors.text else "",
        _("Code"): facts.code,
    }
    width = max(map(len, lines))
    return (f"{label:{width}}  {line}" for label, line in lines.items() if line)


def _elsewhere(ways: Sequence[Way], width: int) -> Iterator[str]:
    """The other addresses, each with what it is good for."""
    if not ways:
        return
    notes = [(way.where.host, _(_KINDS[way.kind]) if way.kind else "") for way in ways]
    named = [f"{host} ({note})" if note else host for host, note in notes]
    unbroken = ", ".join(each.replace(" ", "\0") for each in named)
    lines = textwrap.wrap(_("Also at {addresses}").format(addresses=unbroken), width)
    yield from (line.replace("\0", " ") for line in lines)


def _known_by(facts: Facts, width: int) -> Iterator[str]:
    """The certificate's fingerprint, broken between bytes into lines of much the same length."""
    if not facts.fingerprint:
        return
    parts = facts.fingerprint.split(":")
    count = -(-len(parts) * 3 // (width + 1))
    each = -(-len(parts) // count)
    yield _("TLS fingerprint (SHA-256):")
    yield from (":".join(parts[at : at + each]) for at in range(0, len(parts), each))


def _sentences(facts: Facts) -> Iterator[str]:
    configuration = facts.configuration
    if not facts.ways[0].for_others:
        yield _("Only this machine can connect.")
    if configuration.access == "lan" and _is_for_others(configuration):
        yield _("Only local networks may connect (--set access=anyone opens it).")
    elif configuration.access == "anyone" and not (configuration.password or facts.code):
        yield _("Anybody who can reach this machine may connect, without a password.")
    if configuration.password:
        yield _("Everybody is asked for the password.")
    yield from _promise(configuration)
    yield _("Ctrl-C stops the server.")


def _is_for_others(configuration: Configuration) -> bool:
    """Whether it listens to more than loopback, whatever addresses there are."""
    here = ("127.0.0.1", "::1", "localhost")
    return any(not each.path and each.host not in here for each in configuration.listen)


def _promise(configuration: Configuration) -> Iterator[str]:
    if configuration.ephemeral:
        yield _("Nothing is kept: all is forgotten when the server stops.")
        return
    yield _(_PROMISES[configuration.storage.durability])
    yield _("All is kept in {folder}").format(folder=_homely(configuration.data))


def _user() -> str:
    """Whose account the server runs in."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return str(os.getuid()) if hasattr(os, "getuid") else "?"


def _homely(folder: Path) -> str:
    """A path as people of this machine write it."""
    with suppress(ValueError, RuntimeError):
        if sys.platform != "win32":
            return str(Path("~") / folder.absolute().relative_to(Path.home()))
    return str(folder)


def _size() -> Size:
    try:
        return Size(*os.get_terminal_size(sys.stdout.fileno()))
    except (OSError, ValueError):
        return Size(80, 24)


def _draws(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether a QR code would be seen as one: with its characters, in black and white."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    if sys.platform == "win32" and not environment.get("WT_SESSION"):
        return False  # the old console shows escape sequences as they are
    return (stream.encoding or "").lower().replace("-", "") == "utf8"


def _say(text: str) -> None:
    with suppress(OSError):  # the terminal or the pipe may be gone; the server need not be
        print(text, flush=True)
