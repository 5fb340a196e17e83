"""`Heading` and `Banner`: one line above the conversation, one for when there is no connection."""

from __future__ import annotations

from rich.text import Text
from textual.message import Message
from textual.widgets import Static

from mensajeria.client.clean import clean
from mensajeria.client.tui.blocks import linked
from mensajeria.languages import _, plural


class Heading(Static):
    """Which room this is, what it is about, how many are in it, and where help is."""

    _left = Text()
    _right = ""

    def tell(
        self,
        name: str,
        topic: str,
        people: int | None,
        elsewhere: int,
        place: str = "",
        *,
        away: bool = False,
    ) -> None:
        """`elsewhere`: what is unread in rooms that are not listed at the moment; `place`: on which
        of several servers this is; `away`: we are.
        """
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(f" {clean(name)}", "bold")
        if place:
            text.append(f" · {clean(place)}", "dim")
        if elsewhere:
            text.append("  ").append(f" +{elsewhere} ", "bold reverse")
        text.append("  " if topic else "")
        for style, piece in linked(clean(topic), "topic") if topic else ():
            text.append(piece)
            if style == "link":
                text.stylize(f"link {piece}", len(text) - len(piece))
        right = [_("away")] if away else []
        right += [_people(people)] if people is not None else []
        told = " · ".join([*right, _("F1 help")])
        self._left, self._right = text, f" {told} "
        self.refresh()

    class Asked(Message):
        """What this room is like is wanted."""

    def on_click(self) -> None:
        self.post_message(self.Asked())

    def render(self) -> Text:
        """As wide as there is room now, which changes when lists fold away."""
        return _with_right(self._left.copy(), self._right, self.content_size.width)


def _people(count: int) -> str:
    return plural("{count} person", "{count} people", count).format(count=count)


def _with_right(text: Text, right: str, width: int) -> Text:
    """The text cut so that what stands at the right has its place."""
    text.truncate(max(0, width - len(right)), overflow="ellipsis", pad=True)
    text.append(right, "dim")
    return text


class Banner(Static):
    """Shown while there is no connection: why, and what happens with what is written."""

    def tell(self, why: str, waiting: int) -> None:
        """`waiting`: how many lines are kept for the next connection. No `why`: hidden."""
        self.display = bool(why)
        if not why:
            return
        kept = plural("{count} line waits.", "{count} lines wait.", waiting)
        sentences = [clean(why), kept.format(count=waiting) if waiting else ""]
        self.update(Text(" " + " ".join(filter(None, sentences)), no_wrap=False))
