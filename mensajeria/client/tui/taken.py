"""`TakenName`: asks for another name, or to log in as whom it belongs to."""

from __future__ import annotations

from mensajeria.client.identity import not_a_name
from mensajeria.client.login import Password
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.client.tui.dialogues import OneLine
from mensajeria.client.tui.field import Field
from mensajeria.client.tui.log_in import LogIn
from mensajeria.languages import _
from mensajeria.wire.casemapping import is_nick


class TakenName(OneLine[str | Password | None]):
    """`nick` cannot be had, for this reason. `logs_in`: the server has accounts."""

    def __init__(self, address: str, nick: str, why: str, *, logs_in: bool) -> None:
        super().__init__(_("Another name for {0}").format(address), why=why, check=_wrong)
        self._nick = nick
        self._logs_in = logs_in

    def others(self) -> list[tuple[str, str]]:
        return [("log-in", _("That is me: log in…"))] if self._logs_in else []

    def answered(self, line: str) -> None:
        self.dismiss(line)

    def other(self, _key: str) -> None:
        self.app.push_screen(LogIn(self._nick), self._logged_in)

    def _logged_in(self, password: Password | None) -> None:
        if password is not None:
            self.dismiss(password)
        else:
            self.query_one(Field).focus()


def _wrong(answer: str) -> str:
    return "" if is_nick(answer, LONGEST_NICK) else not_a_name(answer)
