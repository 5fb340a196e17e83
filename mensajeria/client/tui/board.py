"""`Board`: a dialogue with rows to choose from that follows what the server says meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from mensajeria.client.clean import clean
from mensajeria.client.happenings import Happening, Refused
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.tui.dialogue import Dialogue, closable
from mensajeria.client.tui.dialogues import Choice, Question
from mensajeria.client.tui.listing import Item, Listing

_OURS: Final = {"", "AWAY", "INVITE", "LIST", "METADATA", "MODE", "NICK", "SETNAME", "TOPIC"}
"""What boards ask. The conversation goes on behind them, and what is refused to that is not theirs;
an error numeric does not name its command.
"""

_OF_ENTERING: Final = {"403", "405", "437", "470", "471", "473", "474", "475", "476", "477"}
"""Numerics that refuse a channel, of which others want to know as well."""


class Board(Dialogue[None]):
    """A heading, rows, and below them what was refused. Give it its rows in `rows`."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self.talk = talk

    def heading(self) -> str:
        raise NotImplementedError

    def rows(self) -> list[Item]:
        raise NotImplementedError

    def chosen(self, key: str) -> None:
        """Somebody wants to do something about a row."""
        raise NotImplementedError

    def hears(self, happening: Happening) -> bool:
        """Something happened; whether it was for this board alone."""
        if isinstance(happening, Refused) and happening.command in _OURS:
            self.tell(happening.why)
            return happening.code not in _OF_ENTERING
        self.call_later(self.redraw)
        return False

    def compose(self) -> ComposeResult:
        with closable(Vertical(classes="dialogue wide")):
            yield Static("", classes="question", markup=False)
            yield from self.above()
            yield Listing("choices")
            yield Static("", classes="wrong", markup=False)

    def above(self) -> ComposeResult:
        """What stands between the heading and the rows."""
        return ()

    def on_mount(self) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Show the rows as they are now."""
        self.query_one(".question", Static).update(clean(self.heading()))
        rows, listing = self.rows(), self.query_one(Listing)
        keys = [row.key for row in rows if not row.is_heading]
        listing.put(rows, listing.current if listing.current in keys else (keys or [""])[0])

    def tell(self, sentence: str) -> None:
        """Say something below the rows."""
        self.query_one(".wrong", Static).update(clean(sentence))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        self.tell("")
        self.chosen(event.key)

    # What boards do

    def send(self, command: str, *params: str) -> None:
        """Ask something of the server."""
        self.talk.link.session.send(command, *params)
        self.talk.link.flush()

    def ask(
        self,
        question: str,
        then: Callable[[str], None],
        answer: str = "",
        *,
        replaces: bool = False,
    ) -> None:
        """Ask for a line, which may be empty."""

        def answered(line: str | None) -> None:
            if line is not None:
                then(line)

        self.app.push_screen(Question(question, answer=answer, replaces=replaces), answered)

    def choose(
        self, question: str, answers: list[tuple[str, str]], then: Callable[[str], None]
    ) -> None:
        """Ask for one of a few answers, given as (key, words)."""

        def answered(key: str | None) -> None:
            if key is not None:
                then(key)

        self.app.push_screen(Choice(question, answers), answered)


def answered(screens: Sequence[Screen[Any]], talk: Talk | None, happening: Happening) -> bool:
    """Tell the boards that are open about this connection, the one in front first, until one of
    them has asked for it. Whether one had.
    """
    boards = [each for each in reversed(screens) if isinstance(each, Board) and each.talk is talk]
    return any(board.hears(happening) for board in boards)
