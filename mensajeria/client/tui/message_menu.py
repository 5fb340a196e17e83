"""What can be done with a message that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mensajeria.client.clean import clean
from mensajeria.client.formatting import plain
from mensajeria.client.rooms.entries import Fate, Spoken
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.tui import questions
from mensajeria.client.tui.blocks import linked
from mensajeria.client.tui.composer import About
from mensajeria.client.tui.dialogues import Menu
from mensajeria.client.tui.reaching import go_to_answered
from mensajeria.client.tui.reacting import Reacting
from mensajeria.client.tui.timeline import DEED_KEYS
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

_SHOWN: Final = 40
_MOST_LINKS: Final = 5


def choices(talk: Talk, entry: Spoken) -> list[tuple[str, str]]:
    """What can be done with it here and now, as (key, words)."""
    if entry.fate in (Fate.REFUSED, Fate.UNCERTAIN):
        return [("again", _("Send it again")), ("drop", _("Remove it")), *_always(entry)]
    offered = []
    if entry.fate is Fate.PENDING and talk.link.is_unsent(entry.number):
        offered += [("edit", _("Edit")), ("take-back", _("Take it back"))]
    if entry.msgid and not entry.deleted:
        if talk.knows("message-tags"):
            offered += [("reply", _("Reply")), ("react", _("React"))]
        if entry.answers:
            offered.append(("original", _("Go to what it answers")))
        if entry.mine and talk.knows("mensajeria.alt/edit"):
            offered.append(("edit", _("Edit")))
        if talk.knows("draft/message-redaction") and _may_delete(talk, entry):
            offered.append(("delete", _("Delete")))
    return [*offered, *_always(entry)]


def links_of(entry: Spoken) -> list[str]:
    """Where one can go from a message."""
    pieces = linked(plain(entry.text), "") if not entry.deleted else []
    found = (text for style, text in pieces if style == "link")
    return [*dict.fromkeys(found)][:_MOST_LINKS]


def _may_delete(talk: Talk, entry: Spoken) -> bool:
    """Authors may, and those who run the channel or the network."""
    model = talk.link.session.model
    channel = model.channel(talk.target)
    return entry.mine or model.runs_server or (channel is not None and model.leads(channel))


def _always(entry: Spoken) -> list[tuple[str, str]]:
    person = [] if entry.mine else [("person", _("About {0}…").format(entry.by))]
    return [*_links(entry), ("copy", _("Copy")), *person]


def _links(entry: Spoken) -> list[tuple[str, str]]:
    """ "open" is the first of them."""
    return [
        (f"open-{number}" if number else "open", _("Open {0}").format(clean(link)))
        for number, link in enumerate(links_of(entry))
    ]


def offers(talk: Talk, entry: Spoken, deed: str) -> bool:
    """Whether this can be done with it; "react" may have its sign after it."""
    offered = dict(choices(talk, entry)) if entry in talk.rooms.current.entries else {}
    return deed in offered or deed.partition(" ")[0] in offered


async def open_menu(face: Face, talk: Talk, entry: Spoken, deed: str = "") -> None:
    """Ask what to do with a message, unless a `deed` says it, and do it if that is offered."""
    offered = choices(talk, entry)
    if not deed:
        shortcuts = {_typed(key): does for does, key in DEED_KEYS.items()}
        answer = await face.push_screen_wait(Menu(shown(entry), offered, shortcuts=shortcuts))
        deed = answer or ""
    if offers(talk, entry, deed):
        await _do(face, talk, entry, deed)
    elif deed:
        face.bell()
    if deed not in ("", "original"):
        face.composer.focus()


def shown(entry: Spoken) -> str:
    """A message in a few words."""
    words = f"{entry.by}: {plain(entry.text)}".replace("\n", " ")
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


async def _do(face: Face, talk: Talk, entry: Spoken, deed: str) -> None:
    """`deed`: one of the `choices`, after "react" perhaps with the sign."""
    deed, _space, sign = deed.partition(" ")
    if deed == "react":
        chosen = None if sign else await face.push_screen_wait(Reacting(shown(entry)))
        if (sign or chosen) and offers(talk, entry, deed):  # still
            talk.react(entry, sign or chosen or "")
    elif entry.fate is Fate.PENDING and deed in ("edit", "take-back"):
        _take_back(face, talk, entry, writes=deed == "edit")
    elif deed in ("reply", "edit"):
        face.composer.attend(_about(deed, entry))
    elif deed == "person":
        await face.about_person(entry.by)
    elif deed == "delete":
        if await questions.deletes(face, shown(entry)) and offers(talk, entry, deed):
            talk.delete(entry)
    elif deed.startswith("open"):
        face.open_url(links_of(entry)[int(deed.partition("-")[2] or 0)])
    else:
        _at_once(face, talk, entry, deed)


def _take_back(face: Face, talk: Talk, entry: Spoken, *, writes: bool) -> None:
    """What waits is not said. `writes`: it is in the field again, to be said otherwise."""
    talk.take_back(talk.rooms.current, entry)
    if writes:
        if entry.replies_to is not None:
            face.composer.attend(_about("reply", entry.replies_to))
        face.composer.give_back(entry.text)
        face.composer.focus()


def _about(deed: str, entry: Spoken) -> About:
    title = _("Reply to {0}").format(entry.by) if deed == "reply" else _("Edit")
    return About(deed, entry, f"{title} · Esc")


def _at_once(face: Face, talk: Talk, entry: Spoken, deed: str) -> None:
    """What needs no more words."""
    if deed == "original":
        go_to_answered(face, talk, entry)
    elif deed == "again":
        talk.again(talk.rooms.current, entry)
    elif deed == "drop":
        talk.drop(talk.rooms.current, entry)
    elif deed == "copy":
        face.copy_to_clipboard("\n".join(map(clean, plain(entry.text).split("\n"))))


def _typed(key: str) -> str:
    """What a key writes, of those that Textual calls otherwise."""
    return {"plus": "+"}.get(key, key)
