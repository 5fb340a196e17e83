"""About ourselves: where we want to be, what we are called, whether we are away, our account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from mensajeria.client.tui.actions.asking import asks
from mensajeria.client.tui.actions.registry import offering
from mensajeria.client.tui.dialogues import Question
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@offering
def of_ourselves(face: Face) -> Iterator[SystemCommand]:
    join = asks(face, _("Which channel?"), "/join ", "#")
    yield SystemCommand(_("Join a channel…"), _("enter a channel"), join)
    yield SystemCommand(
        _("Change name…"), _("be called otherwise"), asks(face, _("Your name"), "/nick ")
    )
    back = face.rooms.model.away
    away = (lambda: face.obey("/away")) if back else asks(face, _("Why?"), "/away ")
    yield SystemCommand(_("Back") if back else _("Away…"), _("tell the others"), away)


@offering
def of_our_account(face: Face) -> Iterator[SystemCommand]:
    if face.talk is None:
        return
    offered = face.talk.link.session.negotiation.offered
    if "draft/account-registration" in offered:
        register = asks(face, _("A password for your new account"), "/register ", secret=True)
        yield SystemCommand(_("Register…"), _("make your name an account of yours"), register)
    if "sasl" in offered:
        yield SystemCommand(_("Log in…"), _("use your account"), lambda: _log_in(face))


def _log_in(face: Face) -> None:
    """Ask for an account, then for its password."""

    def named(account: str | None) -> None:
        if account:
            question = _("Password of {0}").format(account)
            asks(face, question, f"/login {account} ", secret=True)()

    face.ask_for(Question(_("Account"), answer=face.rooms.model.nick), named)
