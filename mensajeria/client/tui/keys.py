"""The keys that work everywhere, and the page that lists all there are."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from mensajeria.client.commands import COMMANDS
from mensajeria.languages import N_, _

EVERYWHERE: Final[list[BindingType]] = [
    Binding("f1", "help", priority=True),
    Binding("f2", "toggle_rooms", priority=True),
    Binding("f3", "toggle_members", priority=True),
    Binding("f6", "next_area", priority=True),
    Binding("alt+up", "neighbour(-1)", priority=True),
    Binding("alt+down", "neighbour(1)", priority=True),
    Binding("alt+a", "next_unread", priority=True),
    Binding("pageup", "page(-1)", priority=True),
    Binding("pagedown", "page(1)", priority=True),
    Binding("ctrl+end", "to_end", priority=True),
    Binding("ctrl+up", "choose_message", priority=True),
    Binding("ctrl+f", "search", priority=True),
    Binding("f4", "settings", priority=True),
    Binding("escape", "write", priority=False),
    Binding("ctrl+c", "copy_or_quit", priority=True),
    Binding("ctrl+q", "quit", priority=True),
    *(Binding(f"alt+{n}", f"nth_room({n or 10})", priority=True) for n in range(10)),
]

_LISTED: Final = (
    (N_("Enter"), N_("say it")),
    ("Alt+Enter", N_("another line (also Ctrl+J)")),
    ("Tab", N_("complete a name, channel or command; again for the next")),
    ("↑ ↓", N_("what was said before")),
    ("Alt+↑ Alt+↓", N_("the room above, the room below")),
    ("Alt+1 … Alt+0", N_("the first to the tenth room")),
    ("Alt+A", N_("the next room with something new")),
    (N_("PgUp PgDn"), N_("scroll; Ctrl+End goes to the end")),
    ("Ctrl+↑", N_("choose a message; then ↑ ↓, Enter for what can be done with it")),
    ("F2  F3", N_("show or hide the rooms, the people")),
    ("F6", N_("go to the rooms, the people, back to writing")),
    ("Ctrl+F", N_("search in this room")),
    ("Ctrl+P", N_("find a command")),
    ("F4", N_("settings")),
    (N_("Esc"), N_("back to writing")),
    ("Ctrl+C", N_("copy what is marked, else end")),
    ("Ctrl+Q", N_("end")),
)


class Help(ModalScreen[None]):
    """All keys, and what can be typed after a slash."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,f1,enter,q,question_mark", "dismiss", "")]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page"):
            yield Static(_heading(_("Keys")))
            yield Static(_table([(_(key), _(purpose)) for key, purpose in _LISTED]))
            yield Static(_heading(_("What can be typed")))
            commands = dict.fromkeys(COMMANDS.values())
            yield Static(_table([(_(each.usage), _(each.purpose)) for each in commands]))
            yield Static(
                Text(
                    _(
                        "The mouse works, too: click a room, a person, a link; click a"
                        " message twice for what can be done with it."
                    ),
                    "dim",
                )
            )


def _heading(text: str) -> Text:
    return Text(f"{text}\n", "bold")


def _table(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=14)
    table.add_column()
    for key, purpose in rows:
        table.add_row(Text(key, "bold"), Text(purpose))
    table.add_row("", "")
    return table
