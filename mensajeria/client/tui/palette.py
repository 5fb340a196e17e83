"""What the command palette (Ctrl+P) offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.markup import escape

from mensajeria.client.clean import clean
from mensajeria.client.rooms.room import Kind
from mensajeria.client.tui.dialogues import Question
from mensajeria.client.tui.themes import DARK, LIGHT
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


def commands(face: Face) -> Iterator[SystemCommand]:
    """Everything that can be done without typing it, then the rooms to go to."""
    yield SystemCommand(_("Help"), _("keys and commands"), face.action_help)
    yield SystemCommand(_("Rooms"), _("show or hide them"), face.action_toggle_rooms)
    yield SystemCommand(_("People"), _("show or hide them"), face.action_toggle_members)
    yield SystemCommand(_("Search"), _("in this room"), face.action_search)
    yield SystemCommand(_("Settings"), _("colours, bell, notifications"), face.action_settings)
    yield from _of_room(face)
    yield from _of_account(face)
    for theme, words in ((DARK, _("Dark colours")), (LIGHT, _("Light colours"))):
        yield SystemCommand(words, _("how all of this looks"), _wears(face, theme.name))
    yield SystemCommand(_("End"), _("leave the server"), face.leave)
    for room in face.rooms:
        if room.kind is not Kind.SERVER:
            yield SystemCommand(room.name, _("go there"), _turns(face, room.name))


def harmless(command: SystemCommand) -> SystemCommand:
    """The same with a title in which nothing is markup, such as the name of "#[x]"."""
    return command._replace(title=escape(clean(command.title)))


def _of_room(face: Face) -> Iterator[SystemCommand]:
    """About the room that is looked at."""
    room = face.rooms.current
    if room.kind is Kind.SERVER:
        return
    mute = _("Unmute {0}") if room.muted else _("Mute {0}")
    told = _("whether the bell rings for it")
    yield SystemCommand(mute.format(room.name), told, lambda: face.mute(room))
    yield SystemCommand(
        _("Leave {0}").format(room.name), _("close it"), lambda: face.leave_room(room)
    )
    if room.kind is Kind.CHANNEL:
        about = _("what the channel is about")
        topic = _asks(face, _("What is it about?"), f"/topic {room.name} ", room.topic)
        yield SystemCommand(_("Topic…"), about, topic)
        invite = _asks(face, _("Whom?"), "/invite ")
        yield SystemCommand(_("Invite…"), _("ask somebody in"), invite)


def _of_account(face: Face) -> Iterator[SystemCommand]:
    """About ourselves."""
    join = _asks(face, _("Which channel?"), "/join ", "#")
    yield SystemCommand(_("Join a channel…"), _("enter a channel"), join)
    yield SystemCommand(
        _("Change name…"), _("be called otherwise"), _asks(face, _("Your name"), "/nick ")
    )
    back = face.rooms.model.away
    away = (lambda: face.obey("/away")) if back else _asks(face, _("Why?"), "/away ")
    yield SystemCommand(_("Back") if back else _("Away…"), _("tell the others"), away)
    if face.talk is None:
        return
    offered = face.talk.link.session.negotiation.offered
    if "draft/account-registration" in offered:
        register = _asks(face, _("A password for your new account"), "/register ", secret=True)
        yield SystemCommand(_("Register…"), _("make your name an account of yours"), register)
    if "sasl" in offered:
        yield SystemCommand(_("Log in…"), _("use your account"), lambda: _log_in(face))


def _log_in(face: Face) -> None:
    """Ask for an account, then for its password."""

    def named(account: str | None) -> None:
        if account:
            question = _("Password of {0}").format(account)
            _asks(face, question, f"/login {account} ", secret=True)()

    face.ask_for(Question(_("Account"), answer=face.rooms.model.nick), named)


def _asks(
    face: Face, question: str, command: str, answer: str = "", *, secret: bool = False
) -> Callable[[], None]:
    """Ask for a line and type it after the command."""

    def answered(line: str | None) -> None:
        if line:
            face.obey(command + line)

    return lambda: face.ask_for(Question(question, answer=answer, secret=secret), answered)


def _wears(face: Face, theme: str) -> Callable[[], None]:
    return lambda: face.wear(theme)


def _turns(face: Face, name: str) -> Callable[[], None]:
    return lambda: face.turn_to(face.rooms.open(name))
