"""`ChannelBoard`: what a channel is like, and changing it for those who may."""

from __future__ import annotations

from typing import Final

from mensajeria.client.formatting import plain
from mensajeria.client.happenings import Happening, ModeChanged
from mensajeria.client.model import Channel
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.tui.board import Board
from mensajeria.client.tui.listing import Item
from mensajeria.client.tui.masks_board import LISTS, MasksBoard
from mensajeria.languages import N_, _, plural

_WORDS: Final = {
    "i": N_("only those who are invited come in"),
    "m": N_("only those with a voice or a rank speak"),
    "n": N_("only those who are inside speak"),
    "p": N_("private"),
    "s": N_("hidden from those outside"),
    "t": N_("only those who run it set the topic"),
    "k": N_("key"),
    "l": N_("most people at a time"),
}
_OURS: Final = {
    "C": N_("no CTCP but /me"),
    "M": N_("only those with an account speak"),
    "R": N_("only those with an account come in"),
    "u": N_("those without a rank do not see each other"),
    "f": N_("where those go who may not come in"),
}
"""What other servers mean by these letters is another thing."""


class ChannelBoard(Board):
    """The topic, modes, lists of masks, inviting. Others than those who run it can look."""

    def __init__(self, talk: Talk, channel: str) -> None:
        super().__init__(talk)
        self._channel_name = channel
        self._asked = True  # for the modes

    def on_mount(self) -> None:
        super().on_mount()
        self.send("MODE", self._channel_name)

    def hears(self, happening: Happening) -> bool:
        told = isinstance(happening, ModeChanged) and not happening.by and self._asked
        if told:
            self._asked = False
        return super().hears(happening) or told

    @property
    def _channel(self) -> Channel | None:
        return self.talk.link.session.model.channel(self._channel_name)

    def heading(self) -> str:
        channel = self._channel
        count = len(channel.members) if channel is not None else 0
        people = plural("{count} person", "{count} people", count).format(count=count)
        return f"{self._channel_name} · {people}"

    def redraw(self) -> None:
        if self._channel is None:
            self.dismiss()
        else:
            super().redraw()

    def rows(self) -> list[Item]:
        channel, features = self._channel, self.talk.rooms.features
        if channel is None:
            return []
        style = "item" if self._leads else "dim"
        topic = plain(channel.topic) or _("none")
        usual_first = sorted(features.flag_modes, key=lambda mode: mode not in _WORDS)
        flags = [self._flag(mode, style) for mode in usual_first]
        settings = features.key_modes + features.setting_modes
        return [
            Item(" " + _("Topic: {0}").format(topic), "topic", "item" if self._may("t") else "dim"),
            Item(" " + _("Invite…"), "invite", "item" if self._may("i") else "dim"),
            *flags,
            *(self._setting(mode, style) for mode in settings),
            *(Item(f" {_(LISTS[m])}…", f"list {m}") for m in features.list_modes if m in LISTS),
        ]

    def _flag(self, mode: str, style: str) -> Item:
        channel = self._channel
        is_set = channel is not None and mode in channel.modes
        return Item(f" [{'x' if is_set else ' '}] {self._words(mode)}", f"flag {mode}", style)

    def _setting(self, mode: str, style: str) -> Item:
        value = (self._channel and self._channel.modes.get(mode)) or _("none")
        return Item(f" {self._words(mode)}: {value}", f"set {mode}", style)

    def _words(self, mode: str) -> str:
        offered = self.talk.link.session.negotiation.offered
        ours = _OURS if any(name.startswith("mensajeria.alt/") for name in offered) else {}
        words = _WORDS.get(mode) or ours.get(mode)
        return f"{_(words)} (+{mode})" if words else _("mode +{0}").format(mode)

    # Changing it

    @property
    def _leads(self) -> bool:
        channel = self._channel
        return channel is not None and self.talk.rooms.model.leads(channel)

    def _may(self, unless: str) -> bool:
        """Whether we may do what everybody may unless this mode is set."""
        channel = self._channel
        return channel is not None and (self._leads or unless not in channel.modes)

    def chosen(self, key: str) -> None:
        what, _space, mode = key.partition(" ")
        allowed = {"topic": self._may("t"), "invite": self._may("i"), "list": True}
        if not allowed.get(what, self._leads):
            self.tell(_("That is for the operators of {0}.").format(self._channel_name))
        elif what == "list":
            self.app.push_screen(MasksBoard(self.talk, self._channel_name, mode))
        elif what == "flag":
            is_set = self._channel is not None and mode in self._channel.modes
            self.send("MODE", self._channel_name, f"{'-' if is_set else '+'}{mode}")
        elif what == "set":
            self._ask_setting(mode)
        elif what == "topic":
            self._ask_topic()
        else:
            self.ask(
                _("Whom do you invite?"), lambda nick: self.send("INVITE", nick, self._channel_name)
            )

    def _ask_topic(self) -> None:
        topic = self._channel.topic if self._channel else ""
        self.ask(
            _("The topic of the channel"),
            lambda text: self.send("TOPIC", self._channel_name, text),
            plain(topic),
        )

    def _ask_setting(self, mode: str) -> None:
        before = self._channel.modes.get(mode, "") if self._channel else ""

        def change(value: str) -> None:
            if value:
                self.send("MODE", self._channel_name, f"+{mode}", value)
            elif before:
                needed = [before] if mode in self.talk.rooms.features.key_modes else []
                self.send("MODE", self._channel_name, f"-{mode}", *needed)

        self.ask(self._words(mode), change, before)
