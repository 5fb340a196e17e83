"""`Dialogue`: what stands in front of the conversation, and the ways to put it away."""

from __future__ import annotations

from typing import ClassVar, Final, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

_WAYS: Final = {
    "alt+up": "room_above",
    "alt+down": "room_below",
    "alt+a": "next_unread",
    **{f"alt+{number % 10}": f"room_{number}" for number in range(1, 11)},
}
"""Keys that lead to another room, and the actions that they are for."""

_CLOSE: Final = "[@click=screen.dismiss(None)]Esc ✕[/]"

Box = TypeVar("Box", bound=Widget)


class Dialogue(ModalScreen[ScreenResultType]):
    """Escape, a click on the sign at its corner and one beside it are no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", ""),
        *(Binding(key, f"go_away({name!r})") for key, name in _WAYS.items()),
    ]

    closes_beside = True
    """A click beside it is meant. It is not where no answer is the end of something."""

    can_wait = False
    """Who goes to another room meanwhile wants to be asked again."""

    was_left = False
    """Somebody did."""

    def on_click(self, event: events.Click) -> None:
        under_mouse, _region = self.get_widget_at(*event.screen_offset)
        if under_mouse is self and self.closes_beside:
            self.dismiss(None)

    async def action_go_away(self, name: str) -> None:
        if self.can_wait:
            self.was_left = True
            self.dismiss(None)
            await self.app.run_action(f"do({name!r})")


def closable(box: Box) -> Box:
    """The box of a dialogue, with the sign at its corner."""
    box.border_title = Content.from_markup(_CLOSE)
    return box
