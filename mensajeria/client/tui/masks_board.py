"""`MasksBoard`: who is banned from a channel, excepted or invited for good; adding and lifting."""

from __future__ import annotations

from typing import Final

from mensajeria.client.commands.moderating import as_mask
from mensajeria.client.happenings import Happening, MaskListed, MasksEnded, ModeChanged
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.tui.board import Board
from mensajeria.client.tui.listing import Item
from mensajeria.languages import N_, _

LISTS: Final = {
    "b": N_("Who is banned"),
    "e": N_("Who may come in in spite of a ban"),
    "I": N_("Who needs no invitation"),
}
MOST: Final = 2000
_ADD: Final = "+"


class MasksBoard(Board):
    """Masks such as leo!*@*, and who put each there."""

    def __init__(self, talk: Talk, channel: str, mode: str) -> None:
        super().__init__(talk)
        self._channel = channel
        self._mode = mode
        self._masks: dict[str, str] = {}  # who put them there
        self._coming: dict[str, str] | None = {}  # an answer under way

    def on_mount(self) -> None:
        super().on_mount()
        self._list()

    def _list(self) -> None:
        self._coming = {}
        self.send("MODE", self._channel, f"+{self._mode}")

    def hears(self, happening: Happening) -> bool:
        if isinstance(happening, (MaskListed, MasksEnded)):
            return self._told(happening)
        if isinstance(happening, ModeChanged) and self._is_ours(happening.target):
            self._list()
        return super().hears(happening)

    def _told(self, told: MaskListed | MasksEnded) -> bool:
        if self._coming is None or told.mode != self._mode or not self._is_ours(told.channel):
            return False
        if isinstance(told, MasksEnded):
            self._masks, self._coming = self._coming, None
            self.redraw()
        elif len(self._coming) < MOST:
            self._coming[told.mask] = told.by
        return True

    def _is_ours(self, channel: str) -> bool:
        return self.talk.fold(channel) == self.talk.fold(self._channel)

    def heading(self) -> str:
        return f"{self._channel} · {_(LISTS[self._mode])} (+{self._mode})"

    @property
    def _leads(self) -> bool:
        model = self.talk.rooms.model
        channel = model.channel(self._channel)
        return channel is not None and model.leads(channel)

    def rows(self) -> list[Item]:
        add = [Item(" " + _("Add…"), _ADD)] if self._leads else []
        masks = [Item(f" {mask}", f"={mask}", badge=by) for mask, by in self._masks.items()]
        nobody = [] if masks else [Item(" " + _("nobody"), style="dim", is_heading=True)]
        return [*add, *masks, *nobody]

    def chosen(self, key: str) -> None:
        if key == _ADD:
            self.ask(_("A name, or a mask such as *!*@host"), self._add)
        elif not self._leads:
            self.tell(_("That is for the operators of {0}.").format(self._channel))
        else:
            mask = key[1:]
            answers = [("yes", _("Remove the mask")), ("no", _("Keep it"))]
            self.choose(mask, answers, lambda answer: self._lift(mask, answer))

    def _add(self, mask: str) -> None:
        if mask:
            self._change("+", as_mask(mask))

    def _lift(self, mask: str, answer: str) -> None:
        if answer == "yes":
            self._change("-", mask)

    def _change(self, sign: str, mask: str) -> None:
        self.send("MODE", self._channel, f"{sign}{self._mode}", mask)
