"""Who is shown what: a channel's listeners grouped by rendering profile, and the hall of them all.

An audience follows *released* events, while `chat`'s membership follows decisions: somebody whose
JOIN still waits for the disk is a member for policy, but is shown nothing yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mensajeria.chat.events import Event
from mensajeria.engine.render import Renderer
from mensajeria.engine.session import Session
from mensajeria.engine.watchers import Watchers
from mensajeria.wire.casemapping import Folded

Append = Callable[[bytes], None]
Group = dict[Session, Append]


class Audience:
    """One channel's listening sessions, by profile. Values are the outboxes' own `append`."""

    __slots__ = ("groups",)

    def __init__(self) -> None:
        self.groups: dict[int, Group] = {}

    def add(self, session: Session) -> None:
        self.groups.setdefault(session.profile, {})[session] = session.outbox.append

    def remove(self, session: Session) -> None:
        group = self.groups.get(session.profile)
        if group is not None:
            group.pop(session, None)
            if not group:
                del self.groups[session.profile]


class Hall:
    """All audiences, the sessions of each user, and the one way lines reach outboxes.

    `origin` is the session whose turn is being released; what its user says is shown to it only
    if it asked for that (`echoes`). `dirty` holds the sessions with something to send; those of a
    group that was told something are added once per tick, not once per line.
    """

    def __init__(self, renderer: Renderer, echoes: int) -> None:
        self.renderer = renderer
        self.audiences: dict[Folded, Audience] = {}
        self.sessions: dict[int, dict[Session, None]] = {}
        self.watchers = Watchers()
        self.dirty: Group = {}
        self._touched: dict[int, Group] = {}  # groups whose members all have something to send
        self.origin: Session | None = None
        self.aside: list[bytes] = []  # to the origin, but no answer to its turn
        self._echoes = echoes

    # Who listens

    def attach(self, session: Session, uid: int, channels: Iterable[Folded] = ()) -> None:
        """From now on the session hears for that user, who is in these channels."""
        self.sessions.setdefault(uid, {})[session] = None
        for key in channels:
            self._listen(session, self.audiences.setdefault(key, Audience()), key)

    def detach(self, session: Session, uid: int) -> None:
        """The session speaks and hears for nobody any more; nothing if it did not before."""
        for audience in list(session.hears.values()):
            audience.remove(session)
        for key in [key for key in session.hears if not self.audiences[key].groups]:
            del self.audiences[key]
        session.hears.clear()
        self.watchers.forget(session)
        attached = self.sessions.get(uid)
        if attached is not None and session in attached:
            del attached[session]
            if not attached:
                del self.sessions[uid]

    def enter(self, key: Folded, uid: int) -> None:
        """All sessions of the user hear the channel from now on."""
        audience = self.audiences.setdefault(key, Audience())
        for session in self.sessions.get(uid, ()):
            self._listen(session, audience, key)
        if not audience.groups:
            del self.audiences[key]

    def _listen(self, session: Session, audience: Audience, key: Folded) -> None:
        audience.add(session)
        session.hears[key] = audience

    def leave(self, key: Folded, uid: int) -> None:
        """No session of the user hears the channel any more."""
        audience = self.audiences.get(key)
        if audience is None:
            return
        for session in self.sessions.get(uid, ()):
            audience.remove(session)
            session.hears.pop(key, None)
            self.dirty[session] = session.outbox.append
        if not audience.groups:
            del self.audiences[key]

    def leave_all(self, uid: int) -> None:
        """No session of the user hears any channel any more."""
        keys = {key: None for session in self.sessions.get(uid, ()) for key in session.hears}
        for key in keys:
            self.leave(key, uid)

    def close(self, key: Folded) -> None:
        """Nobody hears that any more."""
        audience = self.audiences.pop(key, None)
        for group in audience.groups.values() if audience is not None else ():
            for session, append in group.items():
                del session.hears[key]
                self.dirty[session] = append

    def rename(self, key: Folded, new: Folded) -> None:
        """Who hears the channel hears it under its new name.

        One that came while the journal could not store the renaming does so already.
        """
        audience = self.audiences.pop(key, None)
        if audience is None:
            return
        renamed = self.audiences.setdefault(new, audience)
        for session in [session for group in audience.groups.values() for session in group]:
            del session.hears[key]
            self._listen(session, renamed, new)

    def regroup(self, session: Session, profile: int) -> None:
        """The session's capabilities changed."""
        for audience in session.hears.values():
            audience.remove(session)
        session.profile = profile
        self.dirty[session] = session.outbox.append
        for audience in session.hears.values():
            audience.add(session)

    def take_dirty(self) -> Group:
        """The sessions that were told something since the last time."""
        dirty, self.dirty = self.dirty, {}
        for group in self._touched.values():
            dirty.update(group)
        self._touched.clear()
        return dirty

    def take_aside(self) -> list[bytes]:
        """What the origin is to hear after the answer to its turn."""
        aside, self.aside = self.aside, []
        return aside

    # What they are shown

    def tell_channel(self, event: Event, key: Folded) -> None:
        """Everybody in the channel, the origin too."""
        audience = self.audiences.get(key)
        if audience is None:
            return
        render, touched = self.renderer.render, self._touched
        for profile, group in audience.groups.items():
            line = render(event, profile)
            if line:
                for append in group.values():
                    append(line)
                touched[id(group)] = group

    def say(self, event: Event, key: Folded) -> None:
        """The channel but the origin, which is shown it only as an echo that it asked for."""
        self.tell_channel(event, key)
        origin = self.origin
        if origin is None:
            return
        heard = key in origin.hears
        echoed = bool(origin.profile & self._echoes)
        if heard and not echoed:
            if self.renderer.render(event, origin.profile):
                origin.outbox.pop()
        elif echoed and not heard:
            self.tell(event, origin)

    def say_to(self, event: Event, uids: tuple[int, ...]) -> None:
        """Some users, and the author's other sessions; the origin as in `say`."""
        told: dict[Session, None] = {}
        for uid in (*uids, event.by.uid):
            told.update(self.sessions.get(uid, {}))
        origin = self.origin
        if origin is not None and not origin.profile & self._echoes:
            told.pop(origin, None)
        for session in told:
            self.tell(event, session)

    def whisper(self, event: Event, uid: int) -> None:
        """One user, as in `say_to`; what one whispers to oneself is heard apart from any echo.

        "When a client sends a message to itself, the server MUST NOT include the label tag, except
        for any acknowledgment sent with the echo-message mechanism" (IRCv3 labeled-response).
        """
        self.say_to(event, (uid,))
        if self.origin is not None and uid == event.by.uid:
            line = self.renderer.render(event, self.origin.profile)
            if line:
                self.aside.append(line)

    def dismiss(self, uid: int) -> None:
        """End all connections of a user once what they were told is out."""
        for session in list(self.sessions.get(uid, ())):
            session.over = True
            self.dirty[session] = session.outbox.append
            self.detach(session, uid)

    def tell_user(self, event: Event, uid: int) -> None:
        """All sessions of one user."""
        for session in self.sessions.get(uid, ()):
            self.tell(event, session)

    def tell_peers(self, event: Event, keys: Iterable[Folded], uid: int) -> None:
        """Everybody who shares one of these channels, and the user's own sessions, once each."""
        told = dict(self.sessions.get(uid, {}))
        told.update(self.hearers(keys))
        for session in told:
            self.tell(event, session)

    def hearers(self, keys: Iterable[Folded]) -> dict[Session, None]:
        """The sessions that hear any of these channels, each once."""
        found: dict[Session, None] = {}
        for key in keys:
            audience = self.audiences.get(key)
            if audience is not None:
                for group in audience.groups.values():
                    found.update(dict.fromkeys(group))
        return found

    def tell(self, event: Event, session: Session) -> None:
        """One session."""
        line = self.renderer.render(event, session.profile)
        if line:
            session.outbox.append(line)
            self.dirty[session] = session.outbox.append
