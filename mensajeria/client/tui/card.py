"""`Card`: who somebody is, as WHOIS tells."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from mensajeria.client.clean import clean
from mensajeria.client.happenings import Described
from mensajeria.client.tui.dialogue import Dialogue, closable
from mensajeria.client.tui.paint import colour_of
from mensajeria.client.wording import facts_of


class Card(Dialogue[None]):
    """One fact a line."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter,space,q", "dismiss", "")]

    def __init__(self, described: Described) -> None:
        super().__init__()
        self._described = described

    def compose(self) -> ComposeResult:
        nick = clean(self._described.nick)
        colour = colour_of(nick, dark=self.app.current_theme.dark)
        with closable(Vertical(classes="dialogue")):
            yield Static(Text(nick, f"bold {colour}"), classes="question")
            yield Static("\n".join(map(clean, facts_of(self._described))), id="facts", markup=False)
