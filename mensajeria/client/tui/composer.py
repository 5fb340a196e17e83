"""`Composer`: where one writes. Enter says it, Alt+Enter begins another line, Tab completes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rich.text import Text
from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from mensajeria.client.clean import clean
from mensajeria.client.formatting import BOLD
from mensajeria.client.rooms.entries import Spoken
from mensajeria.client.tui.in_order import in_order
from mensajeria.client.tui.marks import marked, meant, painted
from mensajeria.client.tui.recall import Recall
from mensajeria.languages import _, plural

MOST_ROWS: Final = 8
_SECRET: Final = ("/register ", "/login ")
"""What is not brought back: a password stands there."""

_SHOWN: Final = 8
"""Choices that are shown at a time."""

_NEW_LINE: Final = ("alt+enter", "shift+enter", "ctrl+j", "\r", "shift+\r")
"""The last two are what Textual makes of Enter with another key as xterm and tmux may send it."""

Complete = Callable[[str], tuple[str, list[str]]]
"""Given what is before the cursor: the word being written, and what it may become."""


@dataclass(frozen=True)
class About:
    """What is being written is about a message: `deed` is "reply" or "edit"."""

    deed: str
    entry: Spoken
    words: str


def _harmless(text: str) -> str:
    """A text from the server as it may stand in the field: its lines and its look are kept."""
    return "\n".join(meant(clean(marked(line))) for line in text.split("\n"))


class Composer(TextArea):
    """A text field of one row that grows with what is written."""

    class Submitted(Message):
        """A text is to be said."""

        def __init__(self, text: str, about: About | None) -> None:
            super().__init__()
            self.text = text
            self.about = about

    class Blank(Message):
        """Enter in an empty field."""

    class Written(Message):
        """Somebody has changed the text, by typing, pasting or completing."""

    class Asked(Message):
        """A question mark in an empty field: help is wanted."""

    def __init__(self, complete: Complete) -> None:
        super().__init__(
            id="composer", tab_behavior="focus", compact=True, highlight_cursor_line=False
        )
        self._complete = complete
        self._recall = Recall()
        self._choices: list[str] = []
        self._chosen = 0
        self._word = ""
        self.about: About | None = None
        self._set_aside = ""
        self._attends = self._way_back = self._writers = self._offers = ""

    def tell_hint(self, words: str) -> None:
        """What stands in the empty field. A name in it may look like markup."""
        self.placeholder = Content(words)

    def tell_writers(self, nicks: list[str]) -> None:
        """Say below who else is writing here."""
        template = plural("{names} is writing…", "{names} are writing…", len(nicks))
        words = template.format(names=", ".join(nicks)) if nicks else ""
        self._writers = clean(words)
        self._tell()

    def tell_way_back(self, *, is_needed: bool) -> None:
        """Say how to come back from what was said before."""
        self._way_back = _("Ctrl+End: back to the latest") if is_needed else ""
        self._tell()

    def _tell(self) -> None:
        told = (self._attends, self._way_back, "" if self._attends else self._writers)
        self.border_title = Content(self._offers or " · ".join(filter(None, told)))  # no markup

    async def _on_key(self, event: events.Key) -> None:
        if event.key not in ("tab", "shift+tab"):
            self._offer([])
        if self._handle(event.key):
            event.stop()
            event.prevent_default()  # of what a field makes of it, which follows otherwise
        else:
            await in_order(self, event)

    def begin(self, event: events.Key) -> None:
        """Go on here with a sign that was typed elsewhere."""
        self.focus()
        if not self._handle(event.key) and event.character:
            self.insert(event.character)

    def take(self, text: str) -> None:
        """Put in what was pasted elsewhere."""
        self.focus()
        self.insert(marked(text))

    def _handle(self, key: str) -> bool:
        """Do what a key does here beside being written. Whether it did anything."""
        if key == "enter":
            self._submit()
        elif key in _NEW_LINE:
            self.insert("\n")
        elif key == "tab":
            self._turn(1)
        elif key == "shift+tab":
            self._turn(-1)
        elif key == "up":
            return self.cursor_at_first_line and self._put(self._recall.earlier(self.text))
        elif key == "down":
            return self.cursor_at_last_line and self._put(self._recall.later())
        elif key == "ctrl+b":
            self.format(BOLD, BOLD)
        elif key == "escape" and self.about is not None:
            self.attend(None)
        elif key == "question_mark" and not self.text:
            self.post_message(self.Asked())
        else:
            return False
        return True

    def _submit(self) -> None:
        """The field is empty at once: who types on begins another line."""
        text = self.text.strip("\n")
        if text.strip():
            if not text.lower().startswith(_SECRET):
                self._recall.add(text)
            self.text = ""
            self.post_message(self.Submitted(meant(text), self.about))
            self.attend(None)
        elif not self.text:
            self.post_message(self.Blank())

    def give_up(self) -> bool:
        """Empty the field; "up" brings back what was in it. Whether there was anything."""
        written, attended = self.text, self.about
        if written.strip():
            self._recall.add(written)
        self.text = self._set_aside = ""
        self.attend(None)
        return bool(written or attended)

    def attend(self, about: About | None) -> None:
        """Write about a message from now on, or no longer; a message to edit is written out, and
        what was written before is in the field again afterwards.
        """
        if self.about is not None and self.about.deed == "edit":
            self._put(self._set_aside)
            self._set_aside = ""
        self.about = about
        self._attends = clean(about.words) if about is not None else ""
        self._tell()
        if about is not None and about.deed == "edit":
            self._set_aside = self.text
            self.write_out(_harmless(about.entry.text))
        self.focus()

    def write_out(self, text: str) -> None:
        """Have this in the field, to be changed."""
        self._put(marked(text))

    def give_back(self, text: str) -> None:
        """Have this in the field again, before what was written meanwhile."""
        self._put("\n".join(filter(None, (marked(text), self.text))))

    # How it is to look

    def format(self, code: str, end: str = "") -> None:
        """Put a formatting code where the cursor is, or around what is chosen."""
        start, stop = sorted(self.selection)
        chosen = self.get_text_range(start, stop)
        self.replace(marked(f"{code}{chosen}{end if chosen else ''}"), start, stop)

    def edit(self, edit: Edit) -> EditResult:
        """All that is typed comes through here, and no text that is put in from elsewhere."""
        self.post_message(self.Written())
        return super().edit(edit)

    def get_line(self, line_index: int) -> Text:
        ground = "#{:02x}{:02x}{:02x}".format(*self.background_colors[1].rgb)
        return painted(super().get_line(line_index), ground)

    def render_line(self, y: int) -> Strip:
        """While the window changes its size there may be no room for a moment, which Textual's own
        field cannot wrap its hint to.
        """
        return super().render_line(y) if self.content_size.width else Strip.blank(self.size.width)

    async def _on_paste(self, event: events.Paste) -> None:  # before the field's own
        event.text = marked(event.text)

    # Choosing

    def _put(self, text: str | None) -> bool:
        if text is None:
            return False
        self.text = text
        self.move_cursor(self.document.end)
        return True

    def _turn(self, step: int) -> None:
        """Complete the word before the cursor; again for the next choice."""
        if not self._choices:
            row, column = self.cursor_location
            before = self.document.get_line(row)[:column]
            self._word, choices = self._complete(before)
            self._offer(choices)
            self._chosen = -1 if step > 0 else 0
            if not self._choices:
                return
        self._chosen = (self._chosen + step) % len(self._choices)
        choice = self._choices[self._chosen]
        row, column = self.cursor_location
        self.replace(choice, (row, column - len(self._word)), (row, column))
        self._word = choice
        self._tell_choices()

    def _offer(self, choices: list[str]) -> None:
        """There are these to choose from now, or none any more."""
        had, self._choices = self._choices, choices
        if had and not choices:
            self._offers = ""
            self._tell()

    def _tell_choices(self) -> None:
        """Show what else there is to choose, if anything, around what was chosen."""
        if len(self._choices) > 1:
            first = max(0, min(self._chosen - 2, len(self._choices) - _SHOWN))
            shown = [*enumerate(self._choices)][first : first + _SHOWN]
            words = (f"▸{c.strip()}" if n == self._chosen else c.strip() for n, c in shown)
            more = "  …" if first + _SHOWN < len(self._choices) else ""
            self._offers = clean("  ".join(words) + more)
        self._tell()
