"""`Notes`: what we say to ourselves comes twice, as what we said and as what was said to us.

labeled-response: "`echo-message` will result in duplicate messages being sent by the server, as
both sent and received messages". Either may come first, and what another device of ours says to us
comes once, without a label.
"""

from __future__ import annotations

from typing import Final

MOST: Final = 20


class Notes:
    """Knows the latest that have come once."""

    def __init__(self) -> None:
        self._once: list[str] = []

    def is_second(self, note: str) -> bool:
        """Whether this is the second copy. `note`: its id, or its text where there are none."""
        if note in self._once:
            self._once.remove(note)
            return True
        self._once = [*self._once, note][-MOST:]
        return False
