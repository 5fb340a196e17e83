"""`OwnBoard`: what others see of us: names, profile, being away; each can be changed."""

from __future__ import annotations

from mensajeria.client.happenings import Happening, ProfileTold
from mensajeria.client.model import Model
from mensajeria.client.profile import KEYS, METADATA, key_in_words
from mensajeria.client.tui.board import Board
from mensajeria.client.tui.listing import Item
from mensajeria.languages import _


class OwnBoard(Board):
    """What the server does not offer is not there."""

    def on_mount(self) -> None:
        super().on_mount()
        if self.talk.knows(METADATA):
            self.send("METADATA", "*", "LIST")

    def hears(self, happening: Happening) -> bool:
        ours = isinstance(happening, ProfileTold) and self._model.is_me(happening.nick)
        return super().hears(happening) or ours

    @property
    def _model(self) -> Model:
        return self.talk.rooms.model

    def heading(self) -> str:
        account = self._model.account
        told = _("account {}").format(account) if account else _("without an account")
        return f"{self._model.nick} · {told}"

    def rows(self) -> list[Item]:
        model = self._model
        away = _("I am back") if model.away else _("I am away…")
        rows = [_row("nick", _("Name"), model.nick)]
        if self.talk.knows("setname"):
            rows.append(_row("realname", _("Real name"), model.realname or "…"))
        rows.append(Item(f" {away}", "away"))
        if self.talk.knows(METADATA):
            keys = dict.fromkeys([*KEYS, *model.profile])
            rows += [_row(f"={k}", key_in_words(k), model.profile.get(k, "")) for k in keys]
        return rows

    def chosen(self, key: str) -> None:
        model = self._model
        if key == "nick":
            self.ask(_("Your name"), self._rename, model.nick, replaces=True)
        elif key == "realname":
            self.ask(_("Real name"), self._set_real_name, model.realname)
        elif key != "away":
            self.ask(key_in_words(key[1:]), lambda value: self._set(key[1:], value), self._of(key))
        elif model.away:
            self.send("AWAY")
        else:
            self.ask(_("Why?"), lambda why: self.send("AWAY", why or _("away")))

    def _of(self, key: str) -> str:
        return self._model.profile.get(key[1:], "")

    def _rename(self, nick: str) -> None:
        if nick:
            self.talk.link.session.rename(nick)
            self.talk.link.flush()

    def _set_real_name(self, name: str) -> None:
        if name:
            self.send("SETNAME", name)

    def _set(self, key: str, value: str) -> None:
        """ "Clients can set/delete metadata": without a value a key is deleted."""
        if value != self._model.profile.get(key, ""):
            self.send("METADATA", "*", "SET", key, *([value] if value else []))


def _row(key: str, words: str, value: str) -> Item:
    return Item(f" {words}: {value or '–'}", key)
