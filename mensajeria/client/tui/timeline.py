"""`Timeline`: a room's entries as rows that scroll. Only the rows on the screen are drawn.

What is looked at stays where it is while rows come above or below, and the end is followed as long
as it is what is looked at. A gap that comes in sight is filled from the side that somebody comes
from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Final

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from mensajeria.client.clean import clean
from mensajeria.client.rooms.entries import Entry, Gap, Spoken
from mensajeria.client.rooms.room import Kind, Room, nobody
from mensajeria.client.tui.copying import Marked, copied
from mensajeria.client.tui.paint import STYLES, Paint
from mensajeria.client.tui.sheet import Block, Sheet
from mensajeria.client.wording import Pieces
from mensajeria.languages import _

DEED_KEYS: Final = {
    "reply": "r",
    "react": "plus",
    "edit": "e",
    "delete": "d",
    "copy": "c",
    "person": "p",
    "open": "o",
}
"""What is done with the chosen message by one key. By a click there are also "original", for a
quote, and "react" with a sign after it.
"""


class Timeline(ScrollView, can_focus=True):
    """`show` it a room; it watches that from then on."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"timeline--{style}" for style in STYLES} | {
        "timeline--selected"
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "select(-1)", ""),
        ("down", "select(1)", ""),
        ("enter", "do('')", ""),
        *((key, f"do({deed!r})", "") for deed, key in DEED_KEYS.items()),
        ("delete", "do('delete')", ""),
    ]
    FOCUS_ON_CLICK = False  # who clicks goes on writing

    class Selected(Message):
        """A message was chosen, by Enter or a second click. `deed`: what is to be done with it, as
        in `DEED_KEYS`; "" to be asked.
        """

        def __init__(self, entry: Spoken, deed: str = "") -> None:
            super().__init__()
            self.entry = entry
            self.deed = deed

    class AtTop(Message):
        """What is above the first entry is wanted, if there is anything."""

    class GapSeen(Message):
        """What is missing in a gap is wanted, beginning at the side that somebody comes from."""

        def __init__(self, gap: Gap, *, downwards: bool) -> None:
            super().__init__()
            self.gap = gap
            self.downwards = downwards

    class Followed(Message):
        """The end has come in sight, or is no longer: `Timeline.follows`."""

    def __init__(self, me: Callable[[], str], now: Callable[[], datetime]) -> None:
        super().__init__(id="timeline")
        self._sheet = Sheet(me, now)
        self._paint: Paint | None = None
        self._filled_downwards = False
        self.selected: Spoken | None = None
        self._follows = True

    @property
    def follows(self) -> bool:
        """Whether the end is what is looked at."""
        return self._follows

    @follows.setter
    def follows(self, follows: bool) -> None:
        if follows is not self._follows:
            self._follows = follows
            self.post_message(self.Followed())

    # What is shown

    def show(self, room: Room) -> None:
        """Show another room from its end."""
        self._sheet.room.watch = nobody
        self._sheet.take(room)
        room.watch = self._watch
        self.selected = None
        self._wrap()
        self.to_end()

    def to_end(self) -> None:
        """Look at the latest, and go on doing so."""
        self._scroll(self.virtual_size.height)
        self.follows = True

    def on_resize(self) -> None:
        anew = self._text_width != self._sheet.width
        self._keeping_place(self._wrap if anew else self._measure)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._paint = None

    def _watch(self, entry: Entry | None) -> None:
        """The room has changed."""
        sheet = self._sheet
        if entry is None and self.selected not in sheet.room.entries:
            self.selected = None
        if entry is None or not sheet.is_of_today:
            self._keeping_place(self._wrap)
        elif entry is sheet.room.entries[-1] and not sheet.shows_last(entry):
            self._keeping_place(lambda: self._change(sheet.append, entry))
        else:
            self._keeping_place(lambda: self._change(sheet.wrap_again, entry))

    @property
    def _text_width(self) -> int:
        return max(1, self.scrollable_content_region.width)

    def _wrap(self) -> None:
        self._sheet.wrap(self._text_width)
        self._measure()

    def _change(self, change: Callable[[Entry], None], entry: Entry) -> None:
        change(entry)
        if self.follows:
            self._sheet.trim()
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(self._text_width, max(len(self._sheet.rows), self._height))
        self.refresh()

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    @property
    def _blank(self) -> int:
        """Rows above the first one: a conversation that has just begun stands at the bottom."""
        return max(0, self._height - len(self._sheet.rows))

    # Where it is looked at

    def _keeping_place(self, change: Callable[[], None]) -> None:
        """Change the rows; what is read stays where it is, or the end is followed."""
        place = self._anchor()
        block, row = self._sheet.rows[place] if place >= 0 else (None, 0)
        height = place + self._blank - self.scroll_offset.y
        follows = self.follows  # which a change of sizes alone may seem to end
        change()
        if follows or block is None:
            self.to_end()
            return
        places = (i for i, (b, _row) in enumerate(self._sheet.rows) if b.entry is block.entry)
        first = next(places, None)
        if first is not None:
            rows = len(self._sheet.rows[first][0].rows)
            self._scroll(first + min(row, rows - 1) + self._blank - height)

    def _anchor(self) -> int:
        """The row that stays where it is: the lowest in sight, which is above what comes below; but
        that above a gap while this is filled downwards.
        """
        top = max(0, self.scroll_offset.y - self._blank)
        bottom = min(self.scroll_offset.y + self._height - self._blank, len(self._sheet.rows)) - 1
        if self._filled_downwards:
            seen = range(top + 1, bottom + 1)
            gap = next((i for i in seen if isinstance(self._sheet.rows[i][0].entry, Gap)), None)
            return gap - 1 if gap is not None else bottom
        while bottom > top and isinstance(self._sheet.rows[bottom][0].entry, Gap):
            bottom -= 1
        return bottom

    def _scroll(self, y: float) -> None:
        self.scroll_to(y=y, animate=False, immediate=True, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.follows = new_value >= self.max_scroll_y
        if new_value <= 0 < old_value:
            self._reach_up()
        self._look_for_gaps(downwards=new_value > old_value)

    def _look_for_gaps(self, *, downwards: bool) -> None:
        """One in sight is filled, unless it is being filled."""
        top = max(0, self.scroll_offset.y - self._blank)
        seen = [block.entry for block, _row in self._sheet.rows[top : top + self._height]]
        gap = next((entry for entry in seen if isinstance(entry, Gap)), None)
        if gap is not None and not gap.filling:
            self._filled_downwards = downwards
            self.post_message(self.GapSeen(gap, downwards=downwards))

    def _reach_up(self) -> None:
        """What is above the first row is wanted: it is here already, or somewhere else."""
        if not self._sheet.is_whole:
            self._sheet.deepen()
            self.call_later(self._keeping_place, self._wrap)
        else:
            self.post_message(self.AtTop())

    def page(self, pages: int) -> None:
        """Scroll by whole screens, up for a negative number; one row stays in sight."""
        if pages < 0 and self.scroll_offset.y <= 0:
            self._reach_up()
        top = self.scroll_offset.y
        wanted = top + pages * max(1, self._height - 1)
        self._scroll(max(wanted, self._nearest_gap(wanted, top)) if pages < 0 else wanted)

    def _nearest_gap(self, start: int, top: int) -> int:
        """Up to where one may scroll at once: a gap comes in sight first, and stays while it is
        being filled. Rows from `start` to what is in sight; -1 for as far as one likes.
        """
        rows = self._sheet.rows
        first, below = max(0, start - self._blank), top + self._height - self._blank
        for place in range(min(below, len(rows)) - 1, first - 1, -1):
            entry = rows[place][0].entry
            if isinstance(entry, Gap) and (place < top - self._blank or entry.filling):
                return min(place + self._blank, top)
        return -1

    def reveal(self, entry: Entry) -> None:
        """Scroll so that an entry is in sight, in the middle if it was not."""
        if all(block.entry is not entry for block in self._sheet.blocks):
            self._sheet.deepen(wholly=True)
            self._wrap()
        places = [i for i, (block, _row) in enumerate(self._sheet.rows) if block.entry is entry]
        if not places:
            return
        top, bottom = places[0] + self._blank, places[-1] + self._blank
        if not self.scroll_offset.y <= top <= bottom < self.scroll_offset.y + self._height:
            self._scroll((top + bottom - self._height) // 2 + 1)

    # What is drawn

    def render_line(self, y: int) -> Strip:
        place = y + self.scroll_offset.y - self._blank
        width = self.scrollable_content_region.width
        base = self.rich_style
        if not self._sheet.rows and y == self._height - 1:
            return self._empty(width).apply_style(base)
        if not 0 <= place < len(self._sheet.rows):
            return Strip.blank(width, base)
        block, row = self._sheet.rows[place]
        # at the top it is always to be seen who is speaking
        pieces = block.rows[row] if y else self._sheet.with_head(block, row)
        strip = Strip(self._painter().segments(pieces)).crop_extend(0, width, None)
        if self.selected is not None and block.entry is self.selected:
            base = base + self.get_component_rich_style("timeline--selected", partial=True)
        strip = strip.apply_style(base)
        strip = self._marked(strip, place)
        return strip.apply_offsets(0, place)

    def _empty(self, width: int) -> Strip:
        """What stands where nothing has been said."""
        told = {
            Kind.CHANNEL: _("What you write here is read by everybody in {0}."),
            Kind.PERSON: _("What you write here is read by {0}."),
        }.get(self._sheet.room.kind, "")
        pieces: Pieces = [("event", " " + told.format(clean(self._sheet.room.name)))]
        return Strip(self._painter().segments(pieces)).crop_extend(0, width, None)

    def _painter(self) -> Paint:
        if self._paint is None:
            dark = self.app.current_theme.dark
            ground = self.background_colors[1].rgb
            hexadecimal = "#{:02x}{:02x}{:02x}".format(*ground)
            self._paint = Paint(self._component_style, ground=hexadecimal, dark=dark)
        return self._paint

    def _component_style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    # Text marked with the mouse

    def _marked(self, strip: Strip, place: int) -> Strip:
        selection = self.text_selection
        span = selection.get_span(place) if selection is not None else None
        if span is None:
            return strip
        start, end = span
        end = strip.cell_length if end == -1 else end
        marked = self.screen.get_component_rich_style("screen--selection")
        before, inside, after = strip.divide([start, end, strip.cell_length])
        return Strip.join([before, inside.apply_style(marked), after])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        rows = self._sheet.rows
        first = selection.start.y if selection.start is not None else 0
        last = selection.end.y if selection.end is not None else len(rows) - 1
        marked = []
        for place in range(max(0, first), min(last + 1, len(rows))):
            start, end = selection.get_span(place) or (0, 0)
            marked.append(Marked(*rows[place], start, None if end == -1 else end))
        return copied(marked, self._sheet.frame), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        self.refresh()

    # Choosing a message

    def on_click(self, event: events.Click) -> None:
        link, deed = event.style.meta.get("link"), event.style.meta.get("deed", "")
        if link:
            self.app.open_url(link)
            return
        entry = self._entry_at(event.get_content_offset(self))
        if entry is not None and deed and event.button == 1:
            self.post_message(self.Selected(entry, deed))
        elif entry is not None and (entry is self.selected or event.button != 1):
            self._choose(entry)
            self.post_message(self.Selected(entry))
        else:
            self._choose(entry)

    def _entry_at(self, offset: Offset | None) -> Spoken | None:
        place = offset.y + self.scroll_offset.y - self._blank if offset is not None else -1
        if not 0 <= place < len(self._sheet.rows):
            return None
        return _spoken(self._sheet.rows[place][0])

    def _choose(self, entry: Spoken | None) -> None:
        self.selected = entry
        self.refresh()

    def point_at(self, entry: Spoken) -> None:
        """Choose a message, and scroll to where it is."""
        self._choose(entry)
        self.reveal(entry)

    def action_select(self, step: int) -> None:
        """Choose the next message above or below; from nothing the latest."""
        spoken = [entry for entry in map(_spoken, self._sheet.blocks) if entry is not None]
        if not spoken:
            return
        place = spoken.index(self.selected) + step if self.selected in spoken else len(spoken) - 1
        self._choose(spoken[max(0, min(place, len(spoken) - 1))])
        if self.selected is not None:
            self.reveal(self.selected)

    def takes(self, key: str) -> bool:
        """Whether a key that writes something does something with the chosen message instead."""
        return self.has_focus and self.selected is not None and key in DEED_KEYS.values()

    def on_key(self, event: events.Key) -> None:
        """Who types words means no deeds, even if all of them come in one go."""
        if event.is_printable and not self.takes(event.key):
            self._choose(None)

    def action_do(self, deed: str) -> None:
        chosen = self.selected
        if chosen is not None:
            self.post_message(self.Selected(chosen, deed))
            self._choose(None if deed else chosen)  # only the first key of many is one

    def on_blur(self) -> None:
        self._choose(None)


def _spoken(block: Block) -> Spoken | None:
    """What somebody can do something with."""
    entry = block.entry
    return entry if isinstance(entry, Spoken) and not entry.ignored else None
