"""IRCv3 bot-mode: people can see who is a program. The user mode itself is in `user_modes`.

"This tag MUST only be sent to users who have requested the message-tags capability"; there is no
capability of its own.
"""

from __future__ import annotations

from mensajeria.chat.events import Event
from mensajeria.engine.extension import Extension


def bot(event: Event) -> str:
    """ "Servers MUST NOT send this tag with a value"."""
    return "bot" if event.by.bot else ""


EXTENSION = Extension(
    "bot-mode",
    within="message-tags",
    tags={Event: bot},
    isupport=lambda settings: {"BOT": "B"},
)
