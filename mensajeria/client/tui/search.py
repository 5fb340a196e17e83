"""`Search`: finding something in what a room shows, and going there."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.rooms.room import Room
from mensajeria.client.tui.field import Field
from mensajeria.client.tui.listing import Item, Listing
from mensajeria.client.tui.paint import colour_of
from mensajeria.languages import _, plural

MOST: Final = 200


def found_in(room: Room, words: str) -> list[Spoken]:
    """What has all these words, in whatever case, the latest first; a name counts as a word."""
    wanted = words.casefold().split()
    spoken = (e for e in reversed(room.entries) if isinstance(e, Spoken) and not e.deleted)
    return [
        entry
        for entry in spoken
        if wanted and all(word in f"{entry.by} {entry.text}".casefold() for word in wanted)
    ][:MOST]


class Search(ModalScreen[Spoken | None]):
    """Words above, what was found below; Enter goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", ""),
        ("down", "into_list", ""),
    ]

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._found: list[Spoken] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue wide"):
            yield Static(_("Search in {0}").format(self._room.name), classes="question")
            yield Field(id="words")
            yield Listing("found")
            yield Static("", classes="wrong")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._found = found_in(self._room, event.value)
        dark = self.app.current_theme.dark
        items = [_item(place, entry, dark=dark) for place, entry in enumerate(self._found)]
        self.query_one("#found", Listing).put(items, "0" if items else "")
        told = plural("{count} found", "{count} found", len(items)).format(count=len(items))
        self.query_one(".wrong", Static).update(told if event.value.strip() else "")

    def on_input_submitted(self) -> None:
        self.dismiss(self._found[0] if self._found else None)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        self.dismiss(self._found[int(event.key)])

    def action_into_list(self) -> None:
        self.query_one("#found", Listing).focus()


def _item(place: int, entry: Spoken, *, dark: bool) -> Item:
    local = entry.at.astimezone()
    text = f" {local:%d/%m %H:%M}  {entry.by}: {entry.text}".replace("\n", " ")
    return Item(text, str(place), colour="" if entry.mine else colour_of(entry.by, dark=dark))
