"""What people write into a ban list, made whole: masks, and conditions such as `~a:account`.

Modern IRC, "Masks"; the extended ones are described in ADR 0007.
"""

from __future__ import annotations

import re
from typing import Final

MAX_MASK: Final = 200
"""Characters of a mask, far beyond any nick, user name and host together."""

MATCHING: Final = {"a": "account", "c": "channel", "r": "realname"}
"""What an extended mask may look at instead of `nick!user@host`, by letter and long name."""

NARROWING: Final = {"j": "join", "m": "mute", "n": "nick"}
"""What an extended mask may be restricted to; another mask, of whatever kind, follows."""

EXTENDED: Final = re.compile("~([A-Za-z]+):(.+)", re.DOTALL)

_LETTERS: Final = {name: letter for letter, name in (MATCHING | NARROWING).items()}


def complete(text: str) -> str | None:
    """`nick` -> `nick!*@*`, `user@host` -> `*!user@host`, an address -> `*!*@address`.

    `~account:ana` -> `~a:ana`, `~m:nick` -> `~m:nick!*@*`. None for what can be no mask, or could
    not stand in the middle of a line.
    """
    if not text or len(text) > MAX_MASK or " " in text or not text.isprintable():
        return None
    extended = EXTENDED.fullmatch(text)
    return _extended(*extended.groups()) if extended else _whole(text)


def _extended(name: str, rest: str) -> str | None:
    letter = _LETTERS.get(name.lower(), name.lower())
    if letter in MATCHING:
        return f"~{letter}:{rest}"
    inner = complete(rest) if letter in NARROWING else None
    if inner is None or inner[:2] in ("~j", "~m", "~n"):  # one restriction is enough
        return None
    return f"~{letter}:{inner}"


def _whole(text: str) -> str | None:
    nick, bang, rest = text.partition("!")
    if bang:
        user, _, host = rest.partition("@")
    elif "@" in text:
        nick, (user, _, host) = "*", text.partition("@")
    elif "." in text or ":" in text:  # which no nick can have
        nick, user, host = "*", "*", text
    else:
        user = host = "*"
    mask = f"{nick or '*'}!{user or '*'}@{host or '*'}"
    return None if mask[0] == ":" else mask
