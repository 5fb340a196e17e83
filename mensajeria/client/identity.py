"""Who we are to a server: the name we want, and what to be called when somebody else has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mensajeria.client.login import Password
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.languages import _

_ROOM: Final = 8
"""A name that every server takes is at most nine characters long (RFC 1459 section 1.2)."""


@dataclass
class Identity:
    """`nick` is what we want to be called; `password` is the server's, "" for none."""

    nick: str
    password: str = ""
    login: Password | None = None
    """What the last login was made with; the next connection logs in with it by itself."""
    insists: bool = False
    """A name in use is asked about, not replaced by a similar one."""

    @property
    def username(self) -> str:
        """What goes into the mask, where only plain letters and digits are safe."""
        return "".join(c for c in self.nick if c.isascii() and c.isalnum())[:9] or "user"


def alternatives(nick: str) -> list[str]:
    """Names to try when this one is taken: the most alike first, then short ones."""
    stem = nick[:_ROOM].rstrip("_") or nick[:1]
    return [f"{nick}_", f"{nick}__", *(f"{stem}{digit}" for digit in range(2, 10))]


def not_a_name(text: str) -> str:
    """One sentence about what is none, and one about what would be (`casemapping.is_nick`)."""
    return _(
        "{text} cannot be a name. A name is made of letters of one alphabet, digits and signs such"
        " as - and _, without spaces; neither a digit nor - comes first, and {most} characters are"
        " the most."
    ).format(text=text or "''", most=LONGEST_NICK)
