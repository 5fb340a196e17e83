"""HELP: what each command does, as the registry has it (Modern IRC, "HELP message")."""

from __future__ import annotations

from mensajeria.engine.dispatch import COMMANDS, command
from mensajeria.engine.packing import packed
from mensajeria.engine.turn import Turn
from mensajeria.wire.numerics import ERR_HELPNOTFOUND, RPL_ENDOFHELP, RPL_HELPSTART, RPL_HELPTXT

ROOM = 70
"""Bytes of a line of the list: readable in a narrow window."""


@command("HELPOP", help="HELPOP [<command>]   the same as HELP")
@command("HELP", help="HELP [<command>]   what a command does, or which there are", cost=2)
def help(turn: Turn, subject: str | None = None) -> None:  # noqa: A001
    """ "reply with a single ERR_HELPNOTFOUND", or from RPL_HELPSTART to RPL_ENDOFHELP."""
    if not subject:
        _index(turn)
        return
    found = COMMANDS.get(subject.upper())
    if found is None:
        turn.reply(ERR_HELPNOTFOUND, subject, "No help available on this topic")
        return
    usage, _, meaning = found.help.partition("   ")
    note = " (IRC operators only)" if found.operator else ""
    meaning = meaning.strip()
    _send(turn, subject, usage, [meaning[:1].upper() + meaning[1:] + note])  # leaves CAP as it is


def _index(turn: Turn) -> None:
    verbs = list(packed(sorted(COMMANDS), ROOM))
    _send(turn, "*", "Commands of this server", [*verbs, "HELP <command> tells about one of them"])


def _send(turn: Turn, subject: str, title: str, lines: list[str]) -> None:
    """ "some sort of title and the first RPL_HELPTXT message SHOULD be empty"."""
    turn.reply(RPL_HELPSTART, subject, title)
    for text in ["", *lines[:-1]]:
        turn.reply(RPL_HELPTXT, subject, text)
    turn.reply(RPL_ENDOFHELP, subject, lines[-1])
