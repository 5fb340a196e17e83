"""What people say of themselves beside their name: the keys that clients share, in words."""

from __future__ import annotations

from typing import Final

from mensajeria.languages import N_, _

METADATA: Final = "draft/metadata-2"

KEYS: Final = {
    "display-name": N_("Name shown"),
    "pronouns": N_("Pronouns"),
    "homepage": N_("Home page"),
    "avatar": N_("Picture (address)"),
    "status": N_("Status"),
}
"""Those that one is offered to fill in (the registry of user metadata at ircv3.net)."""


def key_in_words(key: str) -> str:
    """What a key is called; one that is not known by its own name."""
    words = KEYS.get(key)
    return _(words) if words else key
