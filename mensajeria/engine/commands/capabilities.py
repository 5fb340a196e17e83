"""CAP: which capabilities there are and which this connection has (IRCv3)."""

from __future__ import annotations

from collections.abc import Iterable

from mensajeria.engine.capabilities import after
from mensajeria.engine.commands.registration import complete
from mensajeria.engine.dispatch import command
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import ERR_INVALIDCAPCMD

ROOM = 400
"""Bytes of capabilities in one line."""


@command(
    "CAP",
    help="CAP LS|LIST|REQ|END [:<capabilities>]   negotiate capabilities",
    registered=False,
)
def cap(turn: Turn, subcommand: str, text: str | None = None) -> None:
    action = _SUBCOMMANDS.get(subcommand.upper())
    if action is None:
        turn.reply(ERR_INVALIDCAPCMD, subcommand.upper()[:32], "Invalid CAP command")
    else:
        action(turn, text or "")


def _ls(turn: Turn, version: str) -> None:
    session = turn.session
    if version.isdecimal() and len(version) < 10:
        session.cap_version = max(session.cap_version, int(version))
    if session.cap_version >= 302:
        turn.engine.grant(session, [*session.capabilities, "cap-notify"])
    _negotiate(turn)
    shown = turn.engine.offered_capabilities(with_values=session.cap_version >= 302)
    _send_list(turn, "LS", shown)


def _list(turn: Turn, text: str) -> None:
    _send_list(turn, "LIST", turn.session.capabilities)


def _send_list(turn: Turn, kind: str, words: Iterable[str]) -> None:
    """In several lines with "*" for 302 clients; the others get one."""
    lines: list[list[str]] = [[]]
    for word in words:
        if len(" ".join([*lines[-1], word])) > ROOM and turn.session.cap_version >= 302:
            lines.append([])
        lines[-1].append(word)
    for some in lines[:-1]:
        turn.send("CAP", turn.session.nick, kind, "*", " ".join(some))
    turn.send("CAP", turn.session.nick, kind, " ".join(lines[-1]))


def _req(turn: Turn, text: str) -> None:
    """ "The server MUST NOT make any change to any capabilities if it replies with a NAK"."""
    _negotiate(turn)
    wanted: list[str] = []
    unwanted: list[str] = []
    offered = set(turn.engine.offered_capabilities(with_values=False))
    for word in text.split():
        (unwanted if word[0] == "-" else wanted).append(word.lstrip("-"))
    possible = all(name in offered for name in [*wanted, *unwanted])
    names = after(turn.session, wanted, unwanted) if possible else None
    if names is None:
        turn.send("CAP", turn.session.nick, "NAK", text)
        return
    turn.send("CAP", turn.session.nick, "ACK", text)
    turn.engine.grant(turn.session, names)


def _end(turn: Turn, text: str) -> None:
    registration = turn.session.registration
    if turn.session.user is None and registration.negotiating:
        registration.negotiating = False
        complete(turn)


def _negotiate(turn: Turn) -> None:
    """Registration waits for CAP END, once CAP LS or REQ was used before it."""
    if turn.session.user is None:
        turn.session.registration.negotiating = True


_SUBCOMMANDS = {"LS": _ls, "LIST": _list, "REQ": _req, "END": _end}
