"""IRCv3 custom-emoji, a proposal: where the network's own emoji are, if a setting says so.

"Servers wishing to provide server-wide emoji packs MAY publish a `draft/EMOJI` ISUPPORT token. If
they do, the value MUST be the URL of an emoji pack document." Those of a channel are in its
metadata, under `draft/emoji`, a key like any other.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension, Tokens
from mensajeria.engine.settings import Settings


def emoji(settings: Settings) -> Tokens:
    return {"draft/EMOJI": settings.emoji} if settings.emoji else {}


EXTENSION = Extension(
    "draft/custom-emoji",
    offered=lambda settings: False,  # a token, no capability
    isupport=emoji,
)
