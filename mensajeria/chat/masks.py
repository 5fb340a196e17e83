"""Making whole masks (`nick!user@host`) of what people write (Modern IRC, "Masks")."""

from __future__ import annotations

from typing import Final

MAX_MASK: Final = 200
"""Characters of a mask, far beyond any nick, user name and host together."""


def complete(text: str) -> str | None:
    """`nick` -> `nick!*@*`, `user@host` -> `*!user@host`, an address -> `*!*@address`.

    None for what can be no mask, or could not stand in the middle of a line.
    """
    if not text or len(text) > MAX_MASK or " " in text or not text.isprintable():
        return None
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
