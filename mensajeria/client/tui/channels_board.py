"""`ChannelsBoard`: which channels there are, to look through and to enter."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from mensajeria.client.formatting import plain
from mensajeria.client.happenings import ChannelListed, Happening, ListEnded, Refused
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.tui.board import Board
from mensajeria.client.tui.field import Field
from mensajeria.client.tui.listing import Item, Listing
from mensajeria.languages import _, plural

MOST: Final = 5000
"""Of which one knows at a time; of more, a server that can is asked for those that fit."""

_REDRAWN_EVERY: Final = 200


class ChannelsBoard(Board):
    """What is typed filters by name and topic; Enter goes into the first, or makes the channel that
    there is none of.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("down", "into_list", "")]

    def __init__(self, talk: Talk, words: str = "") -> None:
        """`words`: to begin with."""
        super().__init__(talk)
        self._known: dict[str, ChannelListed] = {}
        self._words = words
        self._asked = ""  # with which words
        self._is_coming = False
        self._too_many = False

    def above(self) -> ComposeResult:
        yield Field(self._words, placeholder=_("part of a name or of what it is about"))

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Input).focus()
        self._list("")

    def _list(self, words: str) -> None:
        """Ask for all channels, or for those with a name like this (ELIST M: "mask search")."""
        self._known, self._too_many = {}, False
        self._is_coming, self._asked = True, words
        self.send("LIST", *([f"*{words}*"] if words else []))

    def hears(self, happening: Happening) -> bool:
        if isinstance(happening, Refused) and "LIST" in (happening.command, *happening.about):
            self._is_coming = False
            self.redraw()
        if not self._is_coming or not isinstance(happening, (ChannelListed, ListEnded)):
            return isinstance(happening, Refused) and super().hears(happening)
        if isinstance(happening, ChannelListed):
            self._add(happening)
        else:
            self._is_coming = False
            self.redraw()
            self._ask_again()
        return True

    def _add(self, channel: ChannelListed) -> None:
        if len(self._known) < MOST:
            self._known[channel.channel] = channel
        else:
            self._too_many = True
        if len(self._known) % _REDRAWN_EVERY == 0:
            self.redraw()

    def _ask_again(self) -> None:
        """Where there are more than we can know, have the server look for what was typed."""
        word = self._words.strip()
        searches = "M" in self.talk.rooms.features.list_filters and " " not in word
        narrower = (self._too_many or self._asked) and word != self._asked
        if not self._is_coming and searches and narrower:
            self._list(word)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._words = event.value
        self.redraw()
        self._ask_again()

    def on_input_submitted(self) -> None:
        rows = self.rows()
        if rows:
            self.chosen(rows[0].key)

    def action_into_list(self) -> None:
        self.query_one(Listing).focus()

    def _found(self) -> list[ChannelListed]:
        """Those that have all these words, the largest first."""
        words = self._words.casefold().split()
        found = [
            each
            for each in self._known.values()
            if all(word in f"{each.channel} {plain(each.topic)}".casefold() for word in words)
        ]
        return sorted(found, key=lambda each: (-each.members, each.channel.casefold()))

    def _new(self) -> str:
        """The channel that would be made by entering what was typed; "" for none. A word without
        the sign of a channel is one if nothing else is found.
        """
        word, features = self._words.strip(), self.talk.rooms.features
        is_name = features.is_channel(word) or (features.chantypes and not self._found())
        if not word or not is_name or self._is_coming or set(word) & set(" ,"):
            return ""
        name = self.talk.as_channel(word)
        known = {features.fold(each) for each in self._known}
        return "" if features.fold(name) in known or name in features.chantypes else name

    def heading(self) -> str:
        count = len(self._found())
        counted = plural("{count} channel", "{count} channels", count).format(count=count)
        more = "…" if self._is_coming or self._too_many else ""
        return " · ".join((_("Channels"), f"{counted}{more}"))

    def rows(self) -> list[Item]:
        rows = [
            Item(f" {each.channel}  {plain(each.topic)}", each.channel, badge=str(each.members))
            for each in self._found()
        ]
        new = self._new()
        made = _("Make the channel {0}").format(new)
        return [*rows, Item(f" {made}", new)] if new else rows

    def chosen(self, key: str) -> None:
        self.talk.typed(f"/join {key}")
        self.dismiss()
