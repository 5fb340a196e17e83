"""Events as lines that people read: `<ana> hola`, as the terminal client shows them."""

from __future__ import annotations

from typing import Any, Final

from mensajeria.chat import events as facts
from mensajeria.chat.events import Event, Said
from mensajeria.client.clean import clean
from mensajeria.languages import N_, _

_TEXTS: Final[dict[type[Event], str]] = {
    facts.Joined: N_("{nick} joined"),
    facts.Parted: N_("{nick} left ({reason})"),
    facts.Quitted: N_("{nick} left the network ({reason})"),
    facts.Kicked: N_("{nick} put {whom} out ({reason})"),
    facts.NickChanged: N_("{nick} is called {new} now"),
    facts.TopicChanged: N_("{nick} set the topic: {text}"),
    facts.ModeChanged: N_("{nick} set {changes}"),
    facts.ChannelRenamed: N_("{nick} renamed the channel to {name} ({reason})"),
}
_ACTION: Final = "\x01ACTION "


def readable(event: Event) -> list[str]:
    """Its lines, without the time; none for what has no text, such as a reaction."""
    if isinstance(event, Said):
        return [_said(event, line) for line in event.text.split("\n")]
    text = _TEXTS.get(type(event))
    return [] if text is None else [f"-- {clean(_filled(_(text), event))}".replace(" ()", "")]


def _said(message: Said, line: str) -> str:
    edited = _(" (edited)") if message.edits else ""
    if line.startswith(_ACTION):
        return clean(f"* {message.by.nick} {line[len(_ACTION) :].rstrip(chr(1))}") + edited
    framed = "-{}-" if message.verb == "NOTICE" else "<{}>"
    return clean(f"{framed.format(message.by.nick)} {line}") + edited


def _filled(text: str, event: Any) -> str:
    return text.format(
        nick=event.by.nick,
        new=getattr(event, "nick", ""),
        whom=event.whom.nick if hasattr(event, "whom") else "",
        reason=getattr(event, "reason", ""),
        text=getattr(event, "text", ""),
        name=getattr(event, "name", ""),
        changes=" ".join(getattr(event, "changes", ())),
    )
