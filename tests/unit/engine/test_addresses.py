"""Addresses that settings give to clients as ISUPPORT tokens, and that are absent without them."""

from __future__ import annotations

from mensajeria.engine.settings import Settings
from mensajeria.wire.isupport import parse_tokens
from tests.harness.town import Town

ICON = "https://example.net/icon.png?size={size}"
FILES = "https://example.net/upload"


def tokens(settings: Settings) -> dict[str, str | None]:
    """As they are told before registration."""
    ana = Town(settings).open()
    ana.send("CAP REQ draft/extended-isupport")
    ana.send("ISUPPORT")
    lines = [line.split(" :")[0].split() for line in ana.seen() if " 005 * " in line]
    return parse_tokens([word for words in lines for word in words[3:]])


def test_the_icon() -> None:
    """ "If a server publishes a `draft/ICON` ISUPPORT token, the value MUST be a URL to an image."
    "Servers MAY implement extended-isupport to allow clients to fetch the network icon before
    connection registration" (network-icon).
    """
    assert tokens(Settings(icon=ICON))["draft/ICON"] == ICON


def test_where_files_go() -> None:
    """ "Its value MUST be a URI and SHOULD use the `https` scheme" (filehost)."""
    told = tokens(Settings(filehost=FILES))
    assert told["soju.im/FILEHOST"] == told["draft/FILEHOST"] == FILES


def test_neither_by_default() -> None:
    assert not [name for name in tokens(Settings()) if "ICON" in name or "FILEHOST" in name]
