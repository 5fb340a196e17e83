"""`Heading` and `Banner`: one line above the conversation, one for when there is no connection."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.message import Message
from textual.widgets import Static

from mensajeria.client.clean import clean
from mensajeria.client.tui.blocks import linked
from mensajeria.languages import _, plural


class Heading(Static):
    """Which room this is, what it is about, how many are in it, and where help is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"heading--quiet"}
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
            text.append(f" · {clean(place)}", self._quiet)
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
        text, width = self._left.copy(), self.content_size.width
        # cut so that what stands at the right has its place
        text.truncate(max(0, width - len(self._right)), overflow="ellipsis", pad=True)
        return text.append(self._right, self._quiet)

    @property
    def _quiet(self) -> Style:
        return self.get_component_rich_style("heading--quiet", partial=True)


def _people(count: int) -> str:
    return plural("{count} person", "{count} people", count).format(count=count)


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
