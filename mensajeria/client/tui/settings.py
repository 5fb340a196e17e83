"""`Settings`: all of them on one screen; what is changed counts at once and is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mensajeria.client.preferences import MOST_WORDS
from mensajeria.client.rooms.room import Kind
from mensajeria.client.tui.dialogues import Menu, Question
from mensajeria.client.tui.themes import offered
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

_SWITCHES: Final = ("bell", "notifications", "typing", "reopen", "log")


def _choices(face: Face) -> list[tuple[str, str]]:
    wanted = face.preferences
    looks = offered(face.available_themes.values())
    return [
        ("theme", _("Colours: {0}…").format(looks.get(face.theme, face.theme))),
        ("bell", _("Bell when somebody calls: {0}").format(_state(on=wanted.bell))),
        ("notifications", _("Notifications: {0}").format(_state(on=wanted.notifications))),
        ("typing", _("Tell others that I am writing: {0}").format(_state(on=wanted.typing))),
        (
            "reopen",
            _("Open the same servers at the next start: {0}").format(_state(on=wanted.reopen)),
        ),
        ("log", _("Write down what is said, in files: {0}").format(_state(on=wanted.log))),
        ("words", _("Words that call me: {0}…").format(", ".join(wanted.words) or _("none"))),
        ("muted", _("Muted rooms: {0}…").format(sum(r.muted for r in face.rooms))),
        ("ignored", _("People who are ignored: {0}…").format(len(face.here.ignored()))),
        ("done", _("Done")),
    ]


def _state(*, on: bool) -> str:
    return _("on") if on else _("off")


async def open_settings(face: Face) -> None:
    """Change settings until somebody has had enough."""
    wanted, key = face.preferences, ""
    while True:
        answer = await face.push_screen_wait(Menu(_("Settings"), _choices(face), at=key))
        if answer is None:
            return
        key = answer
        if key == "theme":
            await choose_colours(face)
        elif key in _SWITCHES:
            setattr(wanted, key, not getattr(wanted, key))
        elif key == "words":
            await _ask_words(face)
        elif key == "muted":
            await _mute(face)
        elif key == "ignored":
            await _heed(face)
        else:
            return
        wanted.save()


async def choose_colours(face: Face) -> None:
    """Each look is shown as long as the cursor is on it."""
    worn = face.theme
    looks = [*offered(face.available_themes.values()).items()]

    def show(theme: str) -> None:
        face.theme = theme

    key = await face.push_screen_wait(Menu(_("Colours"), looks, at=worn, moved=show))
    face.wear(key or worn)


async def _ask_words(face: Face) -> None:
    question = _("Words that call me, as my name does, with commas between them")
    written = ", ".join(face.preferences.words)
    answer = await face.push_screen_wait(Question(question, answer=written))
    if answer is not None:
        words = dict.fromkeys(word.strip() for word in answer.split(","))
        face.preferences.words = [word for word in words if word][:MOST_WORDS]


async def _mute(face: Face) -> None:
    """Choose rooms of this server, until somebody has had enough."""
    key = ""
    while True:
        rooms = [room for room in face.rooms if room.kind is not Kind.SERVER]
        answers = [(str(n), _marked(r.name, on=r.muted)) for n, r in enumerate(rooms)]
        question = Menu(_("Which rooms are muted?"), answers, at=key)
        answer = await face.push_screen_wait(question)
        if answer is None:
            return
        key = answer
        face.mute(rooms[int(key)])


async def _heed(face: Face) -> None:
    """Choose people of this server who are ignored no longer."""
    while True:
        nicks = face.here.ignored()
        answers = [(str(place), nick) for place, nick in enumerate(nicks)]
        question = _("Who is ignored no longer?") if nicks else _("Nobody is ignored here.")
        key = await face.push_screen_wait(Menu(question, answers))
        if key is None:
            return
        face.here.ignore(nicks[int(key)], ignored=False)


def _marked(name: str, *, on: bool) -> str:
    return f"[{'x' if on else ' '}] {name}"
