"""`Reacting`: which sign to put to a message, one of the usual ones or any by its name."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from mensajeria.client.clean import clean
from mensajeria.client.emojis import name_of, named
from mensajeria.client.tui.dialogue import Dialogue, closable
from mensajeria.client.tui.field import Field
from mensajeria.client.tui.listing import Item, Listing
from mensajeria.languages import _

USUAL: Final = ("👍", "❤️", "😂", "🎉", "😮", "😢", "👀", "✅")


class Reacting(Dialogue[str | None]):
    """A name above, signs below; Enter takes the first. What is no name is a sign itself."""

    BINDINGS: ClassVar[list[BindingType]] = [("down", "into_list", "")]

    def __init__(self, about: str) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        with closable(Vertical(classes="dialogue")):
            yield Static(clean(self._about), classes="question", markup=False)
            yield Field(placeholder=_("name of an emoji"))
            yield Listing("found")

    def on_mount(self) -> None:
        self._put([(name_of(sign), sign) for sign in USUAL])

    def _put(self, signs: list[tuple[str, str]]) -> None:
        self._signs = [sign for _name, sign in signs]
        items = [Item(f" {sign}  {name.replace('_', ' ')}", sign) for name, sign in signs]
        self.query_one(Listing).put(items, self._signs[0] if signs else "")

    def on_input_changed(self, event: Input.Changed) -> None:
        words = event.value.strip().strip(":")
        self._put(named(words) if words else [(name_of(sign), sign) for sign in USUAL])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        sign = self._signs[0] if self._signs else event.value.strip()
        self.dismiss(sign or None)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        self.dismiss(event.key)

    def action_into_list(self) -> None:
        self.query_one(Listing).focus()
