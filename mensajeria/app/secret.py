"""A text that must not be seen: what a password is from the moment it is read.

Nothing but `reveal()` gives the text away, so a log line, an error or a debugger's view of the
configuration cannot. Whoever calls `reveal()` answers for where it goes.
"""

import hmac


class Secret:
    """A password or its hash. False when it is empty, that is, when none was set."""

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    @property
    def is_hash(self) -> bool:
        """Whether this is what `mensajeria admin hash` prints, rather than the password itself."""
        return self._text.startswith("$argon2")

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Secret(…)" if self._text else "Secret()"

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a secret is not to be written down")
