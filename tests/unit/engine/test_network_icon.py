"""IRCv3 draft/network-icon: a token where a setting has an image, and none where it has none."""

from __future__ import annotations

import pytest

from mensajeria.engine.settings import Settings
from mensajeria.wire.isupport import parse_tokens
from tests.harness.town import Town


@pytest.mark.parametrize("icon", ["https://example.net/icon.png?size={size}", ""])
def test_the_icon_of_the_settings(icon: str) -> None:
    """ "If a server publishes a `draft/ICON` ISUPPORT token, the value MUST be a URL to an image."
    "Servers MAY implement extended-isupport to allow clients to fetch the network icon before
    connection registration."
    """
    ana = Town(Settings(icon=icon)).open()
    ana.send("CAP REQ draft/extended-isupport")
    ana.send("ISUPPORT")
    tokens = [
        word for line in ana.seen() if " 005 * " in line for word in line.split(" :")[0].split()[3:]
    ]
    assert parse_tokens(tokens).get("draft/ICON", "") == icon
