"""What is typed about other people: seeing nothing of them any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.tui.actions.typed import typed
from mensajeria.languages import N_, _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face


@typed("whois", usage=N_("/whois [NAME]"), purpose=N_("who somebody is"))
def whois(face: Face, text: str) -> list[str]:
    """On a card, as from the list of people."""
    if face.talk is None or not face.talk.link.is_open:
        return [_("Not connected: nothing was sent.")]
    face.ask_who(text.split()[0] if text else face.rooms.model.nick)
    return []


@typed("names", "who", usage=N_("/names [CHANNEL]"), purpose=N_("who is in a channel"))
def names(face: Face, text: str) -> list[str]:
    name = text or face.rooms.current.name
    channel = face.rooms.model.channel(name)
    if channel is None:
        return face.talk.typed(f"/names {name}") if face.talk is not None else []
    people = sorted(channel.members.values(), key=lambda member: member.nick.casefold())
    listed = ", ".join(f"{member.prefixes[:1]}{member.nick}" for member in people)
    return [_("In {0}: {1}").format(channel.name, listed)]


@typed(
    "ignore", usage=N_("/ignore [NAME]"), purpose=N_("hide what somebody says; alone: list them")
)
def ignore(face: Face, text: str) -> list[str]:
    if not text:
        nicks = face.here.ignored()
        told = _("Ignored here: {0}").format(", ".join(nicks))
        return [told if nicks else _("Nobody is ignored here.")]
    return _ignore(face, text, ignored=True)


@typed("unignore", usage=N_("/unignore NAME"), purpose=N_("… or show it again"), needs=1)
def unignore(face: Face, text: str) -> list[str]:
    return _ignore(face, text, ignored=False)


def _ignore(face: Face, text: str, *, ignored: bool) -> list[str]:
    nick = text.split()[0]
    if face.rooms.model.is_me(nick):
        return [_("That is you.")]
    face.here.ignore(nick, ignored=ignored)
    return []
