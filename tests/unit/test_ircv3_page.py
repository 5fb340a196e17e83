"""docs/ircv3.md is what the extensions make of it."""

from __future__ import annotations

from mensajeria.engine.registry import EXTENSIONS
from tools.ircv3 import EXAMPLE, PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_every_capability_of_a_specification_is_on_it() -> None:
    """Those of vendors, and what belongs to a page of another name, are not asked for."""
    text = page()
    offered = [each.name for each in EXTENSIONS.values() if each.offered(EXAMPLE)]
    missing = [name for name in offered if f"`{name}`" not in text and not _belongs(name)]
    assert missing == []


def _belongs(name: str) -> bool:
    vendor = "/" in name and not name.startswith("draft/")
    return vendor or name in PARTS


PARTS = {
    "bot-mode": "message-tags",
    "draft/account-required": "account-registration",
    "draft/event-playback": "chathistory",
    "sasl": "sasl-3.2",
}
"""What has a file of its own, but no page; and the page it is on."""
