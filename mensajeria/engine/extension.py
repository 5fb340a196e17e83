"""What an IRCv3 extension may declare, and the profile bits that come of it.

A module under `extensions/` makes one `Extension` called `EXTENSION` (or none, when it only brings
commands). What it declares is all the engine knows of it: the core never names one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mensajeria.chat.events import Event
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings

if TYPE_CHECKING:
    from mensajeria.engine.client_batch import Gathering
    from mensajeria.engine.turn import Turn


@dataclass(frozen=True)
class Lines:
    """Several lines of one event, each with CR LF. `batched`: the first opens a batch in which the
    others are, and which carries the event's tags; else each stands for itself."""

    texts: Sequence[bytes]
    batched: bool = False


LineMaker = Callable[..., bytes | Lines | None]
"""An event -> its line (or lines) with CR LF and without tags, or None for "not shown"."""

TagMaker = Callable[..., str]
"""An event -> `key=value` (escaped; several joined by ";"), or "" for no tag."""

Reading = Callable[..., Event]
"""An event -> the one that is shown instead of it; itself, if it is shown as it is."""

Consequence = Callable[["Turn", Any], None]
"""(turn, event): what else happens in that turn because of the event."""

Gather = Callable[["Turn", Sequence[str]], "Gathering"]
"""(turn, parameters after the type): somebody opens a batch; raises `BatchFailed`."""

Tokens = Mapping[str, str | None]


def no_tokens(settings: Settings) -> Tokens:
    return {}


@dataclass(frozen=True)
class Extension:
    """One capability and what changes for those who have asked for it.

    `lines` replaces (or adds) the rendering of event types, `tags` adds message tags to them
    (declared for `Event`: to all, answers included), both only where the capability is on; `once`
    are tags that, of an event's several lines, only the first carries.
    `without` gives the event that those without the capability are shown instead.
    `causes` tells what else happens when an event does, such as another event for other people.
    `value_for_session` is the `value` where it depends on the connection; a capability that only
    `informs` cannot be asked for. A `policy` is nothing without its value, and never taken back.
    `relayed` are tags that clients made: they come last. `accepts` tells which of a client's tags
    it lets in, and `opens` which types of batches it may open (see `client_batch`).
    `value` is shown to `CAP LS 302`; `isupport` tokens hold for everybody. `needs` are other
    capabilities without which it has no effect, in whatever order they were asked for.
    An extension without a capability of its own says `within` which other one it shows.
    `aliases` are other names of the same thing under which clients that are about ask for it.
    """

    name: str
    within: str = ""
    aliases: tuple[str, ...] = ()
    value: Callable[[Settings], str | None] = lambda settings: None
    value_for_session: Callable[[Settings, Session], str | None] | None = None
    informs: bool = False
    policy: bool = False
    lines: Mapping[type[Event], LineMaker] = field(default_factory=dict)
    tags: Mapping[type[Event], TagMaker] = field(default_factory=dict)
    once: Mapping[type[Event], TagMaker] = field(default_factory=dict)
    relayed: Mapping[type[Event], TagMaker] = field(default_factory=dict)
    without: Mapping[type[Event], Reading] = field(default_factory=dict)
    causes: Mapping[type[Event], Consequence] = field(default_factory=dict)
    isupport: Callable[[Settings], Tokens] = no_tokens
    offered: Callable[[Settings], bool] = lambda settings: True
    needs: tuple[str, ...] = ()
    accepts: Callable[[Settings, str], bool] = lambda settings, key: False
    opens: Mapping[str, Gather] = field(default_factory=dict)
    echoes: bool = False

    def value_for(self, settings: Settings, session: Session) -> str | None:
        """What stands behind the "=" in `CAP LS 302`, if anything."""
        if self.value_for_session is not None:
            return self.value_for_session(settings, session)
        return self.value(settings)


class Reply(Event):
    """Stands for a reply to the asker where tags are declared; only its time is of use."""

    __slots__ = ()
