"""Why servers end connections, as ours and most others put it, in the person's language."""

from __future__ import annotations

from typing import Final

from mensajeria.languages import N_, _

_WORDS: Final = {
    "Server shutting down": N_("the server is stopping"),
    "Registration timed out": N_("saying who you are took too long"),
    "Excess Flood": N_("too much was sent at once"),
    "SendQ exceeded": N_("what was sent there was not taken in time"),
    "Connection closed": N_("the connection was closed"),
    "Read error": N_("the connection broke"),
    "Ping timeout": N_("no answer for too long"),
    "Input line was far too long": N_("a line was far too long"),
    "This server is full": N_("it is full"),
    "This server is for its local network only": N_("it is for its local network only"),
    "Too many connections from your address": N_(
        "there are too many connections from your address"
    ),
    "Your address connects too often; wait a little": N_(
        "your address connects too often; wait a little"
    ),
}


def in_words(reason: str) -> str:
    """A reason, if it is known; any other as it is. What is after a colon are particulars."""
    known = _WORDS.get(reason) or _WORDS.get(reason.partition(":")[0])
    return _(known) if known else reason
