"""`Browsers`: from where browsers call. They keep connections in reserve, silent until needed.

What a browser finds on such a connection it takes for the answer to what it asks next, and shows an
error instead of the page. So nobody is to be greeted who may be one of those.
"""

from __future__ import annotations

import re
from typing import Final

from mensajeria.net.gatekeeper import REMEMBERED, IpAddress

TOGETHER: Final = 5.0
"""Seconds before a browser speaks on one connection, or after, in which it opens others."""

KNOWN: Final = 3600.0
"""Seconds for which somebody may come back to a page without saying so at once."""

_BROWSER: Final = re.compile(rb"^User-Agent:[ \t]*Mozilla/", re.IGNORECASE | re.MULTILINE)
"""What all of them say they are, and programs that fetch something do not."""


def is_browser(head: bytes) -> bool:
    """Whether a browser asks so, by the head of its request."""
    return _BROWSER.search(head) is not None


class Browsers:
    """When one last spoke from where. Times are the clock's seconds."""

    def __init__(self) -> None:
        self._spoke: dict[IpAddress, float] = {}

    def spoke(self, address: IpAddress, now: float) -> None:
        """One has asked for something from there."""
        self._spoke.pop(address, None)
        self._spoke[address] = now  # the latest at the end
        if len(self._spoke) > REMEMBERED:
            del self._spoke[next(iter(self._spoke))]

    def went_on(self, address: IpAddress, now: float) -> None:
        """Somebody has asked for more from there, on a connection that a browser may have."""
        if address in self._spoke:
            self.spoke(address, now)

    def may_come_back(self, address: IpAddress, now: float) -> bool:
        """Whether one was there not too long ago."""
        return address in self._spoke and now - self._spoke[address] < KNOWN

    def may_hold(self, address: IpAddress, since: float) -> bool:
        """Whether a connection made then, and silent ever since, may be in reserve."""
        return address in self._spoke and self._spoke[address] > since - TOGETHER
