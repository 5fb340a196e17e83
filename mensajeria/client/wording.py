"""What people read about each happening, as pieces with a style each. Shared by all faces.

Nothing here knows what a style looks like, and nothing is clean yet: who paints the pieces cleans
them. Styles: "nick" (a name, to be told apart by colour), "text", "event", "where", "warning".
"""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from mensajeria.client import happenings as h
from mensajeria.client.endings import in_words
from mensajeria.client.profile import key_in_words
from mensajeria.client.trust import readable
from mensajeria.languages import _, plural

Piece = tuple[str, str]
Pieces = list[Piece]
H = TypeVar("H", bound=h.Happening)

MOST_NAMES = 100
"""Of a channel's members that one line shows."""


@dataclass
class Scene:
    """What a reader has before them: who they are, and where what has no place of its own is."""

    me: str = ""
    target: str = ""


_WORDINGS: dict[type[h.Happening], Callable[[Any, Scene], Pieces]] = {}


def words_for(happening: h.Happening, scene: Scene) -> Pieces:
    """The line about a happening; empty for what nobody needs to read."""
    wording = _WORDINGS.get(type(happening))
    return wording(happening, scene) if wording is not None else []


def event(template: str, **values: str) -> Pieces:
    """A translated sentence about somebody: `nick`, `by` and `before` are names of people."""
    pieces: Pieces = [("event", "-- ")]
    for literal, name, _spec, _conversion in string.Formatter().parse(template):
        pieces += [("event", literal)] if literal else []
        if name is not None:
            style = "nick" if name in ("nick", "by", "before") else "event"
            pieces += [(style, values[name])]
    return pieces


def warning(sentence: str) -> Pieces:
    return [("warning", f"-- {sentence}")]


def duration(seconds: float) -> str:
    """A length of time for people: "40 s", "5 min", "3 h 10 min"."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = int(seconds // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def _on(kind: type[H]) -> Callable[[Callable[[H, Scene], Pieces]], Callable[[H, Scene], Pieces]]:
    def register(wording: Callable[[H, Scene], Pieces]) -> Callable[[H, Scene], Pieces]:
        _WORDINGS[kind] = wording
        return wording

    return register


def _because(reason: str) -> Pieces:
    """A reason in brackets; servers put "Quit:" before what somebody says on leaving."""
    reason = reason.removeprefix("Quit:").strip()
    return [("event", f" ({reason})")] if reason else []


# What is said


@_on(h.Said)
def said(happening: h.Said, scene: Scene) -> Pieces:
    if happening.from_server:
        return [("event", f"-- {happening.text}")]
    by = happening.by or scene.me
    if happening.private:
        return _privately(happening, by)
    where: Pieces = []
    if happening.target.casefold() != scene.target.casefold():
        where = [("where", f"{happening.target} ")]
    return [*where, *_spoken(happening.kind, by), ("text", happening.text)]


def _spoken(kind: str, by: str) -> Pieces:
    if kind == "action":
        return [("event", "* "), ("nick", by), ("text", " ")]
    before, after = ("-", "- ") if kind == "notice" else ("<", "> ")
    return [("text", before), ("nick", by), ("text", after)]


def _privately(happening: h.Said, by: str) -> Pieces:
    other = happening.target if happening.mine else by
    arrow: Pieces = [("where", "-> ")] if happening.mine else []
    if happening.kind == "action":
        return [*arrow, ("where", f"*{other}* "), *_spoken("action", by), ("text", happening.text)]
    mark = "-" if happening.kind == "notice" else "*"
    return [*arrow, ("text", mark), ("nick", other), ("text", f"{mark} {happening.text}")]


@_on(h.Undelivered)
def undelivered(happening: h.Undelivered, _scene: Scene) -> Pieces:
    template = _("Not delivered to {target}: {text} ({why})")
    values = {"target": happening.target, "text": happening.text, "why": happening.why}
    return warning(template.format(**values))


# Who is where


@_on(h.Joined)
def joined(happening: h.Joined, _scene: Scene) -> Pieces:
    template = _("you are in {channel} now") if happening.mine else _("{nick} came into {channel}")
    return event(template, nick=happening.nick, channel=happening.channel)


@_on(h.Left)
def left(happening: h.Left, _scene: Scene) -> Pieces:
    template = _("you left {channel}") if happening.mine else _("{nick} left {channel}")
    if happening.forced:
        template = _("you were taken out of {channel}")
    line = event(template, nick=happening.nick, channel=happening.channel)
    return [*line, *_because(happening.reason)]


@_on(h.Kicked)
def kicked(happening: h.Kicked, _scene: Scene) -> Pieces:
    template = _("{by} kicked {nick} out of {channel}")
    if happening.mine:
        template = _("{by} kicked you out of {channel}")
    line = event(template, nick=happening.nick, by=happening.by, channel=happening.channel)
    return [*line, *_because(happening.reason)]


@_on(h.Disconnected)
def disconnected(happening: h.Disconnected, _scene: Scene) -> Pieces:
    return [*event(_("{nick} is gone"), nick=happening.nick), *_because(in_words(happening.reason))]


@_on(h.Renamed)
def renamed(happening: h.Renamed, _scene: Scene) -> Pieces:
    template = _("you are {nick} now") if happening.mine else _("{before} is {nick} now")
    return event(template, before=happening.before, nick=happening.nick)


@_on(h.Invited)
def invited(happening: h.Invited, scene: Scene) -> Pieces:
    template = _("{by} invites {nick} into {channel}")
    if happening.mine:
        template = _("{by} invites you into {channel}; /join {channel} accepts")
    by = happening.by or scene.me
    return event(template, by=by, nick=happening.nick, channel=happening.channel)


@_on(h.Named)
def named(happening: h.Named, _scene: Scene) -> Pieces:
    names, count = happening.names[:MOST_NAMES], len(happening.names)
    line = event(
        plural("{count} in {channel}: ", "{count} in {channel}: ", count),
        count=str(count),
        channel=happening.channel,
    )
    for place, name in enumerate(names):
        line += [("event", ", " if place else ""), ("nick", name)]
    more = count - len(names)
    return line + ([("event", _(" and {count} more").format(count=more))] if more else [])


# What changes


@_on(h.TopicTold)
def topic_told(happening: h.TopicTold, _scene: Scene) -> Pieces:
    template = (
        _("the topic of {channel}: {text}") if happening.text else _("{channel} has no topic")
    )
    return event(template, channel=happening.channel, text=happening.text)


@_on(h.TopicChanged)
def topic_changed(happening: h.TopicChanged, _scene: Scene) -> Pieces:
    template = _("{by} set the topic of {channel}: {text}")
    if not happening.text:
        template = _("{by} removed the topic of {channel}")
    return event(template, by=happening.by, channel=happening.channel, text=happening.text)


@_on(h.ModeChanged)
def mode_changed(happening: h.ModeChanged, _scene: Scene) -> Pieces:
    if happening.by == happening.target:  # what a server sets on newcomers
        return []
    template = _("{by} changes {target}: {changes}") if happening.by else "{target}: {changes}"
    return event(template, by=happening.by, target=happening.target, changes=happening.changes)


@_on(h.WentAway)
def went_away(happening: h.WentAway, _scene: Scene) -> Pieces:
    return [*event(_("{nick} is away"), nick=happening.nick), *_because(happening.reason)]


@_on(h.Returned)
def returned(happening: h.Returned, _scene: Scene) -> Pieces:
    return event(_("{nick} is back"), nick=happening.nick)


@_on(h.AwayMarked)
def away_marked(happening: h.AwayMarked, _scene: Scene) -> Pieces:
    return event(_("you are marked as away") if happening.away else _("you are marked as back"))


@_on(h.RealNameChanged)
def real_name_changed(happening: h.RealNameChanged, _scene: Scene) -> Pieces:
    template = _("{nick} is really called {name}")
    return event(template, nick=happening.nick, name=happening.realname)


# Answers


@_on(h.ChannelListed)
def listed(happening: h.ChannelListed, _scene: Scene) -> Pieces:
    topic = f": {happening.topic}" if happening.topic else ""
    return [("event", f"-- {happening.channel} ({happening.members}){topic}")]


@_on(h.ListEnded)
def list_ended(_happening: h.ListEnded, _scene: Scene) -> Pieces:
    return event(_("these are the channels that can be seen"))


@_on(h.MaskListed)
def mask_listed(happening: h.MaskListed, _scene: Scene) -> Pieces:
    by = f" ({happening.by})" if happening.by else ""
    return [("event", f"-- {happening.channel} +{happening.mode} {happening.mask}{by}")]


@_on(h.MasksEnded)
def masks_ended(happening: h.MasksEnded, _scene: Scene) -> Pieces:
    template = _("this is what there is in the list +{mode} of {channel}")
    return event(template, mode=happening.mode, channel=happening.channel)


def facts_of(happening: h.Described) -> list[str]:
    """What there is to say about somebody."""
    facts = [
        (happening.mask, "{}"),
        (happening.realname, _("real name {}")),
        *((f"{key_in_words(key)}: {value}", "{}") for key, value in happening.profile),
        (happening.account, _("account {}")),
        (happening.channels, _("in {}")),
        ("" if happening.idle is None else duration(happening.idle), _("silent for {}")),
        (happening.away or "", _("away: {}")),
        ("*" if happening.operator else "", _("operator of the server")),
        *((other, "{}") for other in happening.other),
    ]
    return [template.format(fact) for fact, template in facts if fact]


@_on(h.Found)
def found(happening: h.Found, _scene: Scene) -> Pieces:
    where: Pieces = [("where", f"{happening.place} ")]
    return [*where, *_spoken(happening.kind, happening.by), ("text", happening.text)]


@_on(h.SearchEnded)
def search_ended(happening: h.SearchEnded, _scene: Scene) -> Pieces:
    found = plural("{count} found", "{count} found", happening.count)
    return event(found.format(count=happening.count))


@_on(h.Described)
def described(happening: h.Described, _scene: Scene) -> Pieces:
    told = "; ".join(facts_of(happening))
    return [*event("{nick}: ", nick=happening.nick), ("event", told)]


@_on(h.ProfileTold)
def profile_told(happening: h.ProfileTold, _scene: Scene) -> Pieces:
    key, value = key_in_words(happening.key), happening.value or "–"
    return event("{nick}: {key}: {value}", nick=happening.nick, key=key, value=value)


@_on(h.Refused)
def refused(happening: h.Refused, _scene: Scene) -> Pieces:
    return warning(happening.why)


@_on(h.Greeted)
def greeted(happening: h.Greeted, _scene: Scene) -> Pieces:
    return [("event", f"-- {happening.text}")]


@_on(h.Told)
def told(happening: h.Told, _scene: Scene) -> Pieces:
    return [("event", f"-- {happening.text}")]


# The connection


@_on(h.Welcomed)
def welcomed(happening: h.Welcomed, _scene: Scene) -> Pieces:
    return event(_("connected as {nick}"), nick=happening.nick)


@_on(h.Promoted)
def promoted(happening: h.Promoted, _scene: Scene) -> Pieces:
    if happening.mine:
        return event(_("you run this server here, so you are its operator"))
    return event(_("you are an operator of this server"))


@_on(h.Unreachable)
def unreachable(happening: h.Unreachable, _scene: Scene) -> Pieces:
    template = _("{why} It is tried again until it works.")
    return warning(template.format(why=happening.why))


@_on(h.Lost)
def lost(happening: h.Lost, _scene: Scene) -> Pieces:
    return warning(_("{why} Connecting again.").format(why=happening.why))


@_on(h.CameBack)
def came_back(happening: h.CameBack, _scene: Scene) -> Pieces:
    template = _("back after {time}; what was said meanwhile could not be shown")
    return event(template, time=duration(happening.seconds))


@_on(h.LoggedIn)
def logged_in(happening: h.LoggedIn, _scene: Scene) -> Pieces:
    return event(_("you are logged in as {nick}"), nick=happening.account)


@_on(h.VerificationWanted)
def verification_wanted(happening: h.VerificationWanted, _scene: Scene) -> Pieces:
    template = _("{how} Then: /verify {account} CODE")
    return event(template, how=happening.how, account=happening.account)


@_on(h.LoggedOut)
def logged_out(_happening: h.LoggedOut, _scene: Scene) -> Pieces:
    return event(_("you are not logged in any more"))


@_on(h.FirstVisit)
def first_visit(happening: h.FirstVisit, _scene: Scene) -> Pieces:
    template = _(
        "first visit to {address}, whose certificate is remembered. Its fingerprint: {fingerprint}"
    )
    return event(template, address=happening.address, fingerprint=readable(happening.fingerprint))


@_on(h.Unencrypted)
def unencrypted(happening: h.Unencrypted, _scene: Scene) -> Pieces:
    sentence = _("{address} does not speak TLS: others on the way can read along.")
    return warning(sentence.format(address=happening.address))
