"""IRCv3 crawler-preference, a proposal: whether lists of networks may have this one.

"The `index` key specifies whether a crawler is allowed to index the network. This key MUST be
specified." Without a preference there is no token.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension, Tokens
from mensajeria.engine.settings import Settings


def preference(settings: Settings) -> Tokens:
    return {"CRAWLER": f"index:{settings.crawlers}"} if settings.crawlers else {}


EXTENSION = Extension(
    "crawler-preference",
    offered=lambda settings: False,  # a token, no capability
    isupport=preference,
)
