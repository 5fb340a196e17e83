"""About ourselves: where we want to be, what we are called, whether we are away, our account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from mensajeria.client.happenings import VerificationWanted
from mensajeria.client.login import Password
from mensajeria.client.tui.actions.asking import asks
from mensajeria.client.tui.actions.registry import action, offering
from mensajeria.client.tui.dialogues import Question
from mensajeria.client.tui.log_in import LogIn
from mensajeria.client.tui.own_board import OwnBoard
from mensajeria.client.tui.questions import answer_to
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face
    from mensajeria.client.tui.server import Server


@offering
def of_ourselves(face: Face) -> Iterator[SystemCommand]:
    join = asks(face, _("Which channel?"), "/join ", "#")
    yield SystemCommand(_("Join a channel…"), _("enter a channel"), join)
    yield SystemCommand(
        _("Change name…"), _("change your name"), asks(face, _("Your name"), "/nick ")
    )
    back = face.rooms.model.away
    away = (lambda: face.obey("/away")) if back else asks(face, _("Why?"), "/away ")
    yield SystemCommand(_("Back") if back else _("Away…"), _("tell the others"), away)


@action("f8", shown="F8", title=N_("About me…"), purpose=N_("your name, profile, being away"))
def about_me(face: Face) -> None:
    if face.talk is not None and face.talk.link.is_open:
        face.push_screen(OwnBoard(face.talk))


@offering
def of_our_account(face: Face) -> Iterator[SystemCommand]:
    if face.talk is None:
        return
    offered = face.talk.link.session.negotiation.offered
    if "draft/account-registration" in offered:
        told = _("make your name an account of yours")
        yield SystemCommand(_("Register…"), told, lambda: face.run_worker(_register(face)))
    if "sasl" in offered:
        yield SystemCommand(_("Log in…"), _("use your account"), lambda: _log_in(face))


async def _register(face: Face) -> None:
    """Ask for a password twice, and for an e-mail address where the server wants one."""

    def differs(again: str) -> str:
        return "" if again == password else _("The two passwords differ.")

    talk = face.talk
    question = _("A password for your new account")
    password = await face.push_screen_wait(Question(question, secret=True))
    if talk is None or not password:
        return
    again = Question(_("The same password again"), secret=True, check=differs)
    if await face.push_screen_wait(again) is None:
        return
    session, email = talk.link.session, "*"
    offered = session.negotiation.offered.get("draft/account-registration")
    if offered is None or not talk.link.is_open:  # any more
        face.told([_("Not connected: nothing was sent.")])
        return
    if "email-required" in offered.split(","):
        address: str | None = await face.push_screen_wait(Question(_("Your e-mail address")))
        email = address or ""
    if email:
        session.send("REGISTER", "*", email, password)
        talk.link.flush()


async def ask_code(face: Face, server: Server, wanted: VerificationWanted) -> None:
    """A new account needs a code; Escape leaves it for /verify."""
    question = _("The code for the account {0}").format(wanted.account)
    code = await answer_to(face, server, lambda: Question(question, why=wanted.how))
    if code:
        face.obey(f"/verify {wanted.account} {code}")


def _log_in(face: Face) -> None:
    def answered(login: Password | None) -> None:
        if login is not None:
            face.obey(f"/login {login.account} {login.password}")

    face.push_screen(LogIn(face.rooms.model.nick), answered)
