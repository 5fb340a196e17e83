"""What is typed about the latest message: changing or deleting one's own, reacting to another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.emojis import named
from mensajeria.client.rooms.entries import Fate, Spoken
from mensajeria.client.tui import message_menu
from mensajeria.client.tui.actions.typed import typed
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@typed("edit", usage=N_("/edit [TEXT]"), purpose=N_("change what you said last"))
def edit(face: Face, text: str) -> list[str]:
    return _about_latest(face, "edit", mine=True, text=text)


@typed("delete", usage=N_("/delete"), purpose=N_("delete what you said last"))
def delete(face: Face, _text: str) -> list[str]:
    return _about_latest(face, "delete", mine=True)


@typed("reply", usage=N_("/reply [TEXT]"), purpose=N_("answer what somebody said last"))
def reply(face: Face, text: str) -> list[str]:
    return _about_latest(face, "reply", mine=False, text=text)


@typed("react", usage=N_("/react [EMOJI]"), purpose=N_("react to what somebody said last"))
def react(face: Face, text: str) -> list[str]:
    name = text.strip(":")
    sign = next((sign for known, sign in named(name) if known == name), text) if text else ""
    return _about_latest(face, f"react {sign}".rstrip(), mine=False)


def _about_latest(face: Face, deed: str, *, mine: bool, text: str = "") -> list[str]:
    """Do it to the latest message that is ours, or is not, with this text if there is one."""
    said = (
        each
        for each in reversed(face.rooms.current.entries)
        if isinstance(each, Spoken) and each.mine is mine and each.fate is Fate.SAID
    )
    entry = next((each for each in said if not each.deleted and not each.ignored), None)
    if face.talk is None or entry is None:
        return [_("There is no such message here.")]
    if not message_menu.offers(face.talk, entry, deed):
        return [_("This server has nothing of the kind.")]
    if text:
        (face.talk.edit if deed == "edit" else face.talk.answer)(entry, text)
    else:
        face.run_worker(message_menu.open_menu(face, face.talk, entry, deed))
    return []
