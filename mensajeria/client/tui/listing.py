"""`Listing`: rows to choose from, with a cursor. Only those on the screen are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from mensajeria.client.clean import clean
from mensajeria.client.tui.beyond import Beyond, beyond
from mensajeria.client.tui.looks import readable
from mensajeria.client.wrapping import columns_of, fitted


@dataclass(frozen=True)
class Item:
    """One row. `key` is what is chosen, for a heading by the mouse alone, if it has one; `badge`
    stands at the right, in a style of its own if `badge_style` says so.
    """

    text: str
    key: str = ""
    style: str = "item"
    colour: str = ""
    badge: str = ""
    is_heading: bool = False
    badge_style: str = ""


class Listing(ScrollView, can_focus=True):
    """A list that is given anew whenever anything changes; the cursor stays on its key."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "listing--item",
        "listing--heading",
        "listing--dim",
        "listing--new",
        "listing--mention",
        "listing--current",
        "listing--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "move(-1)", ""),
        ("down", "move(1)", ""),
        ("pageup", "move(-10)", ""),
        ("pagedown", "move(10)", ""),
        ("home", "move(-1000000)", ""),
        ("end", "move(1000000)", ""),
        ("enter", "choose", ""),
    ]

    FOCUS_ON_CLICK = False  # a click chooses already

    class Chosen(Message):
        """A row was chosen. `menu`: with the other button, for what can be done with it."""

        def __init__(self, listing: Listing, key: str, *, menu: bool) -> None:
            super().__init__()
            self.listing = listing
            self.key = key
            self.menu = menu

        @property
        def control(self) -> Listing:
            return self.listing

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.items: list[Item] = []
        self.current = ""
        self._cursor = ""

    def put(self, items: list[Item], current: str = "") -> None:
        """Show these. `current` is marked."""
        moved = current != self.current
        self.items, self.current = items, current
        self.virtual_size = Size(self.scrollable_content_region.width, len(items))
        if moved:
            self._cursor = current
            self._reveal()
        self.refresh()

    def action_move(self, step: int) -> None:
        keys = [item.key for item in self.items if not item.is_heading]
        if keys:
            place = keys.index(self._cursor) + step if self._cursor in keys else 0
            self._cursor = keys[max(0, min(place, len(keys) - 1))]
            self._reveal()
            self.refresh()

    def action_choose(self) -> None:
        if any(item.key == self._cursor and not item.is_heading for item in self.items):
            self.post_message(self.Chosen(self, self._cursor, menu=False))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        beyond = self._beyond(offset.y) if offset is not None else None
        if beyond is not None:
            self._to_middle(beyond.places[0])
            return
        place = offset.y + self.scroll_offset.y if offset is not None else -1
        item = self.items[place] if 0 <= place < len(self.items) else Item("", is_heading=True)
        if not item.is_heading:
            self._cursor = item.key
            self.refresh()
        if item.key or not item.is_heading:
            self.post_message(self.Chosen(self, item.key, menu=event.button != 1))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _reveal(self) -> None:
        keys = ["\0" if item.is_heading else item.key for item in self.items]
        if self._cursor in keys:
            place = keys.index(self._cursor)
            y = place - self.scroll_offset.y
            if not 0 <= y < self._height or self._beyond(y) is not None:
                self._to_middle(place)

    def _to_middle(self, place: int) -> None:
        """Have a row in the middle."""
        y = place - self._height // 2
        self.scroll_to(y=y, animate=False, immediate=True, force=True)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _beyond(self, y: int) -> Beyond | None:
        """What this row of the screen tells of rows that are not on it, in the place of its own."""
        if y not in (0, self._height - 1):
            return None
        styles = [item.style for item in self.items]
        return beyond(styles, self.scroll_offset.y, self._height, y)

    def render_line(self, y: int) -> Strip:
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        edge = self._beyond(y)
        if edge is not None:
            return self._strip_of_edge(edge, width)
        if not 0 <= place < len(self.items):
            return Strip.blank(width, self.rich_style)
        item = self.items[place]
        badge = f"{fitted(clean(item.badge), width // 2)} " if item.badge else ""
        text = fitted(clean(item.text), width - columns_of(badge))
        room = max(0, width - columns_of(text) - columns_of(badge))
        style = self._look_of(item)
        name = style + self._of_name(item, style)
        badged = self._look((item.badge_style or item.style) if item.badge else "item") + style
        return Strip(
            [Segment(text, name), Segment(" " * room, style), Segment(badge, badged)]
        ).apply_style(self.rich_style)

    def _strip_of_edge(self, edge: Beyond, width: int) -> Strip:
        text = fitted(edge.text, width)
        told = Segment(text + " " * (width - columns_of(text)), self._look(edge.style))
        return Strip([told]).apply_style(self.rich_style)

    def _look_of(self, item: Item) -> Style:
        if item.is_heading:
            return self._look("heading")
        style = self._look(item.style)
        if item.key == self.current:
            style += self._look("current")
        if self.has_focus and item.key == self._cursor:
            style += self._look("cursor")
        return style

    def _of_name(self, item: Item, style: Style) -> Style:
        """Somebody's own colour, as far as it can be read on what is behind it."""
        if not item.colour:
            return Style.null()
        marked, plain = style.bgcolor, self.background_colors[1].rich_color
        return Style(color=readable(item.colour, (marked or plain).get_truecolor().hex))

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"listing--{name}", partial=True)
