"""CAP: which capabilities there are and which this connection has (IRCv3)."""

from __future__ import annotations

from collections.abc import Iterable

from mensajeria.engine.capabilities import VERSION, after, grant, offered, shown
from mensajeria.engine.commands.registration import complete
from mensajeria.engine.dispatch import command
from mensajeria.engine.packing import packed
from mensajeria.engine.render import LINE_LIMIT
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import ERR_INVALIDCAPCMD


@command(
    "CAP",
    help="CAP LS|LIST|REQ|END [:<capabilities>]   negotiate capabilities",
    registered=False,
)
def cap(turn: Turn, subcommand: str, text: str | None = None) -> None:
    action = _SUBCOMMANDS.get(subcommand.upper())
    if action is None:
        turn.reply(ERR_INVALIDCAPCMD, subcommand[:32], "Invalid CAP command")
    else:
        action(turn, text or "")


def _ls(turn: Turn, text: str) -> None:
    """ "servers SHOULD return a CAP LS reply consistent with the request's version"."""
    session = turn.session
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    session.cap_version = max(session.cap_version, version)
    if session.cap_version >= VERSION and "cap-notify" not in session.capabilities:
        grant(turn, [*session.capabilities, "cap-notify"])
    _negotiate(turn)
    _send_list(turn, "LS", shown(turn.settings, session, version), version)


def _list(turn: Turn, text: str) -> None:
    _send_list(turn, "LIST", turn.session.capabilities, turn.session.cap_version)


def _send_list(turn: Turn, kind: str, words: Iterable[str], version: int) -> None:
    """In several lines, with "*" in all but the last, for those who know of that.

    "If a client has not indicated support for `CAP LS 302` features, the server MUST NOT send these
    new features to the client": the others get one line, with as many whole names as fit.
    """
    head = f":{turn.settings.server} CAP {turn.session.nick} {kind} * :\r\n"
    lines = list(packed(words, LINE_LIMIT - len(head.encode()))) or [""]
    if version < VERSION:
        del lines[1:]
    for some in lines[:-1]:
        turn.send("CAP", turn.session.nick, kind, "*", some)
    turn.send("CAP", turn.session.nick, kind, lines[-1])


def _req(turn: Turn, text: str) -> None:
    """ "The capability identifier set must be accepted as a whole, or rejected entirely"."""
    _negotiate(turn)
    words = text.split()
    possible = _is_possible(turn, words)
    for some in list(packed(words)) or [""]:
        turn.send("CAP", turn.session.nick, "ACK" if possible else "NAK", some)
    if possible:
        grant(turn, after(turn.session, words))


def _is_possible(turn: Turn, words: list[str]) -> bool:
    """All must be on offer and more than information, and "servers MUST NOT disable the
    cap-notify capability" after 302."""
    if turn.session.cap_version >= VERSION and "-cap-notify" in words:
        return False
    there = offered(turn.settings)
    possible = [name for name, extension in there.items() if not extension.informs]
    return all(word.removeprefix("-") in possible for word in words)


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
