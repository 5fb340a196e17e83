"""IRCv3 no-implicit-names: JOIN is not answered with the list of members (see `membership`).

Clients of the time before it was ratified ask for it as a draft, or as soju called it.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension(
    "no-implicit-names", aliases=("draft/no-implicit-names", "soju.im/no-implicit-names")
)
