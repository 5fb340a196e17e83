"""`Search`: finding what was said, in what is loaded and on the server, and going there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from mensajeria.client.clean import clean
from mensajeria.client.formatting import plain
from mensajeria.client.rooms.seeker import Hit, Seeker
from mensajeria.client.seeking import NotAQuery, Query, parse
from mensajeria.client.tui.dialogue import Dialogue, closable
from mensajeria.client.tui.field import Field
from mensajeria.client.tui.listing import Item, Listing
from mensajeria.client.tui.paint import colour_of
from mensajeria.languages import _, plural

PAUSE_S: Final = 0.7
"""How long nothing more is typed until the server is asked by itself."""

_LEAST: Final = 2
"""Characters for that."""

_MORE: Final = "more"


class Search(Dialogue[Hit | None]):
    """Words above, what was found below; Enter asks the server, then goes to what is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "into_list", ""),
        Binding("ctrl+f", "widen", priority=True),
    ]

    def __init__(self, seeker: Seeker, place: str, now: Callable[[], datetime], words: str) -> None:
        """`place`: where one is, "" for nowhere; `words`: to begin with."""
        super().__init__()
        self._seeker = seeker
        self._here = self._place = place
        self._now = now
        self._words = words
        self._wrong = ""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        with closable(Vertical(classes="dialogue wide")):
            yield Static(classes="question", markup=False)
            yield Field(self._words, id="words", select_on_focus=False)
            yield Listing("found")
            yield Static(classes="wrong", markup=False)
            yield Static(self._how(), classes="how", markup=False)

    def _how(self) -> str:
        filters = _("from:NAME  in:WHERE  on:DAY  after:DAY  before:DAY")
        keys = _("Enter: ask the server, then go there · Ctrl+F: here, everywhere")
        return f"{filters}\n{keys}"

    def on_mount(self) -> None:
        self._seeker.watch = self._draw
        self._look()
        if self._words:
            self._seeker.ask()

    def on_unmount(self) -> None:
        self._seeker.watch = lambda: None
        self._seeker.look(Query())

    # What is looked for

    def on_input_changed(self) -> None:
        self._look()
        if self._pause is not None:
            self._pause.stop()
        if len(self._typed) >= _LEAST:
            self._pause = self.set_timer(PAUSE_S, self.ask)

    @property
    def _typed(self) -> str:
        return self.query_one("#words", Input).value.strip()

    def _look(self) -> None:
        try:
            query, self._wrong = parse(self._typed, self._place, self._now()), ""
        except NotAQuery as why:
            query, self._wrong = Query(), str(why)
        if query != self._seeker.query or query.is_empty:
            self._seeker.look(query)

    def action_widen(self) -> None:
        """Everywhere, or here again."""
        self._place = "" if self._place else self._here
        self._look()
        if len(self._typed) >= _LEAST:
            self.ask()

    def ask(self) -> None:
        """Have the server look as well."""
        self._seeker.ask()

    def on_input_submitted(self) -> None:
        if self._seeker.server_can and not self._seeker.asked:
            self.ask()
        elif self._seeker.hits:
            self.dismiss(self._seeker.hits[0])

    # What was found

    def _draw(self) -> None:
        """All of it anew; in the list the cursor stays where it is."""
        place = self._seeker.query.place or self._place
        where = _("Search in {0}").format(place) if place else _("Search everywhere")
        self.query_one(".question", Static).update(clean(where))
        dark = self.app.current_theme.dark
        hits = self._seeker.hits
        items = [_item(hit, named=not place, dark=dark) for hit in hits]
        if self._seeker.has_more:
            items.append(Item(" " + _("more…"), _MORE, "dim"))
        found = self.query_one("#found", Listing)
        found.put(items, found.current or (hits[0].key if hits else ""))
        self.query_one(".wrong", Static).update(clean(self._told(len(hits))))

    def _told(self, count: int) -> str:
        if self._wrong or self._seeker.query.is_empty:
            return self._wrong
        found = plural("{count} found", "{count} found", count).format(count=count)
        return " · ".join(filter(None, (found, self._seeker.told)))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        if event.key == _MORE:
            self._seeker.more()
            return
        self.dismiss(next((hit for hit in self._seeker.hits if hit.key == event.key), None))

    def action_into_list(self) -> None:
        self.query_one("#found", Listing).focus()


def _item(hit: Hit, *, named: bool, dark: bool) -> Item:
    """`named`: say where it was."""
    local = hit.at.astimezone()
    place = f"{hit.place}  " if named else ""
    text = f" {local:%Y-%m-%d %H:%M}  {place}{hit.by}: {plain(hit.text)}".replace("\n", " ")
    return Item(text, hit.key, colour="" if hit.mine else colour_of(hit.by, dark=dark))
