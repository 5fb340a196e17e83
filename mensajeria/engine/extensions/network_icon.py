"""IRCv3 draft/network-icon: an image that stands for the network, where a setting has one.

"This image SHOULD be square. The URL SHOULD use the "https" scheme."
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension, Tokens
from mensajeria.engine.settings import Settings


def icon(settings: Settings) -> Tokens:
    return {"draft/ICON": settings.icon} if settings.icon else {}


EXTENSION = Extension(
    "draft/network-icon",
    offered=lambda settings: False,  # a token, no capability
    isupport=icon,
)
