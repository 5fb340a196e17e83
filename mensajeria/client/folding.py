"""`Folding`: which names are the same to a server, as it says with CASEMAPPING.

The mappings of IRC know ASCII letters and four signs; to a server that has no more than these,
"straße" and "strasse" are two channels. Others fold by Unicode, ours among them (docs/adr/0002).
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Final

from mensajeria.wire.casemapping import Folded, fold

_ASCII: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_SIGNS: Final = {
    "rfc1459": str.maketrans("[]\\^", "{}|~"),
    "rfc1459-strict": str.maketrans("[]\\", "{}|"),
}
_BY_UNICODE: Final = frozenset({"precis", "rfc7613", "rfc8265"})


@dataclass(frozen=True)
class Folding:
    """`casemapping`: its name; `by_unicode`: letters beyond ASCII fold as well."""

    casemapping: str = "rfc1459"
    by_unicode: bool = False

    def fold(self, name: str) -> Folded:
        """The name under which a nick or channel is found."""
        if self.by_unicode or self.casemapping in _BY_UNICODE:
            folded: str = fold(name)
        else:
            folded = name.lower() if name.isascii() else name.translate(_ASCII)
        signs = _SIGNS.get(self.casemapping)
        return Folded(folded.translate(signs) if signs is not None else folded)
