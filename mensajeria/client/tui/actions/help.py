"""`Help`: the page that lists all keys, and what can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from mensajeria.client.commands import COMMANDS
from mensajeria.client.commands.program import explained
from mensajeria.client.tui.actions.registry import action, keys_shown
from mensajeria.client.tui.actions.typed import TYPED, typed, usages
from mensajeria.client.tui.dialogue import Dialogue, closable
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

_WRITING: Final = (
    (N_("Enter"), N_("send it")),
    ("Alt+Enter", N_("another line (also Ctrl+J)")),
    ("Tab", N_("complete a name, channel, command or :emoji; again for the next")),
    ("↑ ↓", N_("what was said before")),
    ("Ctrl+P", N_("find a command")),
)


class Help(Dialogue[None]):
    """All keys, and what can be typed after a slash."""

    BINDINGS: ClassVar[list[BindingType]] = [("f1,enter,q,question_mark", "dismiss", "")]

    def compose(self) -> ComposeResult:
        with closable(VerticalScroll(classes="page")):
            yield Static(_heading(_("Keys")))
            writing = [(_(key), _(purpose)) for key, purpose in _WRITING]
            yield Static(_table([*writing, *keys_shown()]))
            yield Static(_heading(_("What can be typed")))
            yield Static(_table(usages()))
            yield Static(
                Text(
                    _(
                        "The mouse works, too: click a room, a person, a link; click a"
                        " message twice for what can be done with it."
                    ),
                    "dim",
                )
            )


@action("f1", title=N_("Help"), purpose=N_("keys and commands"))
def show_help(face: Face) -> None:
    face.push_screen(Help())


@typed("help", usage=N_("/help [COMMAND]"), purpose=N_("what can be typed"))
def help_typed(face: Face, text: str) -> list[str]:
    if not text:
        show_help(face)
        return []
    return explained(text, {**COMMANDS, **TYPED})


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
