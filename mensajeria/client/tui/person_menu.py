"""What can be done about a person: talk, see who it is, and what operators of a channel may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.client.model import Channel, Model
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.tui.dialogues import Menu, Question
from mensajeria.languages import _

if TYPE_CHECKING:
    from mensajeria.client.tui.face import Face

_RANKS = {"give-op": "+o", "take-op": "-o", "give-voice": "+v", "take-voice": "-v"}


def choices(model: Model, nick: str, *, ignored: bool) -> list[tuple[str, str]]:
    """What everybody may, as (key, words)."""
    offered = [("whois", _("Who is it?"))]
    if model.is_me(nick):
        return offered
    ignore = ("heed", _("Ignore no longer")) if ignored else ("ignore", _("Ignore"))
    return [("talk", _("Talk")), *offered, ("invite", _("Invite into a channel…")), ignore]


def choices_of_leaders(model: Model, channel: Channel | None, nick: str) -> list[tuple[str, str]]:
    """What those who run a channel may."""
    if model.is_me(nick) or channel is None or not (model.leads(channel) or model.runs_server):
        return []
    member = channel.members.get(model.features.fold(nick))
    if member is None:
        return []
    op = ("take-op", _("Take the operator's rank away"))
    op = op if "@" in member.prefixes else ("give-op", _("Make an operator"))
    voice = ("take-voice", _("Take the voice away"))
    voice = voice if "+" in member.prefixes else ("give-voice", _("Give a voice"))
    return [op, voice, ("kick", _("Kick out…")), ("ban", _("Kick out and ban"))]


async def open_menu(face: Face, talk: Talk, nick: str) -> None:
    """Ask what to do about a person, and do it."""
    model = talk.link.session.model
    channel = model.channel(talk.target)
    offered = choices(model, nick, ignored=face.here.ignores(nick))
    offered += choices_of_leaders(model, channel, nick)
    wanted = await face.push_screen_wait(Menu(nick, offered))
    if wanted == "talk":
        face.turn_to(talk.rooms.open(nick))
    elif wanted == "whois":
        face.ask_who(nick)
    elif wanted in ("ignore", "heed"):
        face.here.ignore(nick, ignored=wanted == "ignore")
    elif wanted == "invite":
        where = await face.push_screen_wait(Question(_("Into which channel?"), answer="#"))
        if where:
            face.obey(f"/invite {nick} {talk.as_channel(where)}")
    elif wanted == "kick":
        reason = await face.push_screen_wait(Question(_("Kick {0} out: why?").format(nick)))
        if reason is not None:
            face.obey(f"/kick {talk.target} {nick} {reason}".rstrip())
    elif wanted == "ban":
        face.obey(f"/ban {talk.target} {nick}")
        face.obey(f"/kick {talk.target} {nick}")
    elif wanted in _RANKS:
        face.obey(f"/mode {talk.target} {_RANKS[wanted]} {nick}")
