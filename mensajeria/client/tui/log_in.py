"""`LogIn`: asks for an account's name and its password."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Static

from mensajeria.client.clean import clean
from mensajeria.client.login import Password
from mensajeria.client.tui.dialogue import Dialogue, closable
from mensajeria.client.tui.dialogues import Answers, key_of
from mensajeria.client.tui.field import Field
from mensajeria.languages import _


class LogIn(Dialogue[Password | None]):
    """`account` is offered; `why`: what was wrong with what was answered before."""

    def __init__(self, account: str, why: str = "") -> None:
        super().__init__()
        self._account = account
        self._why = why

    def compose(self) -> ComposeResult:
        with closable(Vertical(classes="dialogue")):
            yield Static(_("Account"), classes="question")
            yield Field(clean(self._account), id="account", select_on_focus=True)
            yield Static(_("Its password"), classes="question")
            yield Field(id="password", password=True)
            yield Static(clean(self._why), classes="wrong", markup=False)
            yield Answers([("ok", _("Log in")), ("cancel", _("Cancel"))])

    def on_mount(self) -> None:
        self.query_one("#password" if self._account else "#account", Field).focus()

    def on_input_submitted(self) -> None:
        """What is still missing is asked for first."""
        account, password = (self.query_one(each, Field) for each in ("#account", "#password"))
        missing = next((field for field in (account, password) if not field.value.strip()), None)
        if missing is not None:
            missing.focus()
        else:
            self.dismiss(Password(account.value.strip(), password.value))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if key_of(event.button) == "ok":
            self.on_input_submitted()
        else:
            self.dismiss(None)
