"""What can be done with a message that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mensajeria.client.formatting import plain
from mensajeria.client.rooms.entries import Fate, Spoken
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.tui.composer import About
from mensajeria.client.tui.dialogues import Menu
from mensajeria.client.tui.reacting import Reacting
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

_SHOWN: Final = 40


def choices(talk: Talk, entry: Spoken) -> list[tuple[str, str]]:
    """What can be done with it here and now, as (key, words)."""
    if entry.fate is Fate.REFUSED:
        return [("again", _("Send it again")), ("drop", _("Take it away")), *_always(entry)]
    offered = []
    if entry.msgid and not entry.deleted:
        if talk.knows("message-tags"):
            offered += [("reply", _("Reply")), ("react", _("React"))]
        if entry.mine and talk.knows("mensajeria.alt/edit"):
            offered.append(("edit", _("Edit")))
        if talk.knows("draft/message-redaction") and _may_delete(talk, entry):
            offered.append(("delete", _("Delete")))
    return [*offered, *_always(entry)]


def _may_delete(talk: Talk, entry: Spoken) -> bool:
    """Authors may, and those who run the channel or the network."""
    model = talk.link.session.model
    channel = model.channel(talk.target)
    return entry.mine or model.runs_server or (channel is not None and model.leads(channel))


def _always(entry: Spoken) -> list[tuple[str, str]]:
    person = [] if entry.mine else [("person", _("About {0}…").format(entry.by))]
    return [("copy", _("Copy")), *person]


async def open_menu(face: Face, talk: Talk, entry: Spoken) -> None:
    """Ask what to do with a message, and do it."""
    words = f"{entry.by}: {plain(entry.text)}".replace("\n", " ")
    about = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    wanted = await face.push_screen_wait(Menu(about, choices(talk, entry)))
    if wanted == "react":
        sign = await face.push_screen_wait(Reacting(about))
        if sign is not None:
            talk.react(entry, sign)
    elif wanted in ("reply", "edit"):
        title = _("Reply to {0}").format(entry.by) if wanted == "reply" else _("Edit")
        face.composer.attend(About(wanted, entry, f"{title} · Esc"))
    elif wanted == "person":
        await face.about_person(entry.by)
    elif wanted is not None:
        _do(face, talk, entry, wanted)


def _do(face: Face, talk: Talk, entry: Spoken, wanted: str) -> None:
    if wanted == "again":
        talk.again(talk.rooms.current, entry)
    elif wanted == "drop":
        talk.rooms.current.remove(entry)
    elif wanted == "delete":
        talk.delete(entry)
    elif wanted == "copy":
        face.copy_to_clipboard(plain(entry.text))
