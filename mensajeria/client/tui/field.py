"""`Field`: where one line is written, a name or an address."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from mensajeria.client.tui.in_order import in_order


class Field(Input):
    """Textual's own, with keys in order."""

    async def _on_key(self, event: events.Key) -> None:
        await in_order(self, event)
