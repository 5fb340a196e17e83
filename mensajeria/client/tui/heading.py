"""`Heading` and `Banner`: one line above the conversation, one for when there is no connection."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Static

from mensajeria.client.clean import clean
from mensajeria.client.tui.blocks import linked
from mensajeria.languages import _, plural

_MENU: Final = " ≡ "


class Heading(Static):
    """Which room this is, what it is about, how many are in it, and where help is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"heading--quiet"}
    _left = Text()
    _right = ""
    _help = ""

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
        self._left, self._right = text, " " + "".join(f"{each} · " for each in right)
        self._help = _("F1 help")
        self.refresh()

    class Asked(Message):
        """What an action does is wanted."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Asked(event.style.meta.get("asks", "about_room")))

    def render(self) -> Text:
        """As wide as there is room now, which changes when lists fold away."""
        text, width = self._left.copy(), self.content_size.width
        # cut so that what stands at the right has its place
        told = len(self._right) + len(self._help) + len(_MENU)
        text.truncate(max(0, width - told), overflow="ellipsis", pad=True)
        text.append(self._right, self._quiet)
        text.append(self._help, self._quiet + _asking("show_help"))
        return text.append(_MENU, self._quiet + _asking("all_commands"))

    @property
    def _quiet(self) -> Style:
        return self.get_component_rich_style("heading--quiet", partial=True)


def _asking(action: str) -> Style:
    """Of what a click on asks for, in the place of what this room is like."""
    return Style(meta={"asks": action})


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
