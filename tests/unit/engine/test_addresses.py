"""What settings give to clients as ISUPPORT tokens, and what is absent without them."""

from __future__ import annotations

from mensajeria.engine.settings import Settings
from mensajeria.wire.isupport import parse_tokens
from tests.harness.town import Town

ICON = "https://example.net/icon.png?size={size}"
EMOJI = "https://example.net/emoji.json"
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


def test_where_the_emoji_are() -> None:
    """ "If they do, the value MUST be the URL of an emoji pack document" (custom-emoji)."""
    assert tokens(Settings(emoji=EMOJI))["draft/EMOJI"] == EMOJI


def test_what_crawlers_may_do() -> None:
    """ "The value of this key MUST be either `allow` [...] or `deny`" (crawler-preference)."""
    assert tokens(Settings(crawlers="deny"))["CRAWLER"] == "index:deny"


def test_none_by_default() -> None:
    assert (
        tokens(Settings())
        .keys()
        .isdisjoint({"draft/ICON", "draft/FILEHOST", "soju.im/FILEHOST", "draft/EMOJI", "CRAWLER"})
    )
