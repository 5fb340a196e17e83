"""`Engine`: takes inputs and makes turns of them; what becomes of those then is `Unshown`'s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Final

from mensajeria.chat.events import Tags
from mensajeria.chat.network import Network
from mensajeria.chat.refused import Refused
from mensajeria.engine import capabilities, client_batch, isupport, nicks
from mensajeria.engine.attempts import HOUR, Attempts
from mensajeria.engine.attendance import Attendance
from mensajeria.engine.audience import Hall
from mensajeria.engine.catching_up import Missed, catch_up
from mensajeria.engine.client_batch import ClientBatch, spoil
from mensajeria.engine.departure import depart
from mensajeria.engine.dispatch import dispatch
from mensajeria.engine.extension import Gather
from mensajeria.engine.inputs import (
    Answered,
    Connected,
    Disconnected,
    HungUp,
    Input,
    Line,
    Reconfigured,
    Room,
    Stamp,
    Stored,
)
from mensajeria.engine.ports import Journal, Surroundings
from mensajeria.engine.questions import Question
from mensajeria.engine.registry import EXTENSIONS, label_of, load_commands
from mensajeria.engine.render import Renderer
from mensajeria.engine.restore import Kept, restore
from mensajeria.engine.session import Session
from mensajeria.engine.settings import Settings
from mensajeria.engine.turn import Turn, Unavailable
from mensajeria.engine.unshown import BugReport, Unshown
from mensajeria.wire.errors import Blank, NotUtf8, TooLong, WireError
from mensajeria.wire.message import Message, parse
from mensajeria.wire.numerics import ERR_INPUTTOOLONG, ERR_UNKNOWNERROR

load_commands()

CLOSED: Final = "Connection closed"
"""Why somebody is gone who said no reason."""

Continuation = Callable[..., None]


class Engine:
    """The server without its sockets and disk. Not thread-safe; one thread feeds it inputs.

    `report` is told of bugs (with the turn); without it they are raised, as tests want it.
    """

    def __init__(
        self,
        settings: Settings,
        journal: Journal,
        surroundings: Surroundings,
        report: BugReport | None = None,
    ) -> None:
        self.settings = settings
        self.surroundings = surroundings
        self.report = report
        self.attempts = Attempts()  # wrong passwords, by address
        self.attacks = Attempts()  # wrong passwords, by the account that they were for
        self.newcomers = Attempts(HOUR)  # accounts made, by address
        self.network = Network(settings.limits.whowas, settings.started)
        self.renderer = Renderer(EXTENSIONS.values())
        self.hall = Hall(self.renderer, self.renderer.profile(EXTENSIONS.echoing()))
        self.consequences = EXTENSIONS.consequences()
        self.unshown = Unshown(journal, self.hall, self.network, self._failed)
        self.resumed: list[Session] = []
        self.sessions: dict[int, Session] = {}
        self.attendance = Attendance()
        self.missed: dict[Session, Missed] = {}  # what they are still to be shown
        self.client_batches: dict[Session, ClientBatch] = {}  # that are open
        self.guests: dict[int, int] = {}  # until when (ms) a uid may keep an account's nick
        self.usage: Counter[str] = Counter()  # how often each command was given
        self._pending: dict[int, tuple[Turn, Continuation]] = {}
        self._last_ticket = 0

    def restore(self, kept: Kept) -> None:
        """Bring back what an earlier engine remembered; before the first input."""
        restore(self.network, kept)

    # Receive

    def receive(self, stamp: Stamp, item: Input) -> float:
        """Take one input in; returns its flood cost. Nothing is shown before `commit`."""
        if isinstance(item, Line):
            return self._line(stamp, item)
        if isinstance(item, Connected):
            self.sessions[item.session.id] = item.session
        elif isinstance(item, HungUp):
            self._hung_up(stamp, item.session)
        elif isinstance(item, Disconnected):
            self._disconnected(stamp, item)
        elif isinstance(item, Stored):
            self.unshown.stored(item.error)
            catch_up(self, stamp)
        elif isinstance(item, Room):
            self._give_more(stamp, item.session)
        elif isinstance(item, Answered):
            self._resume(stamp, item.ticket, item.answer, item.error)
        elif isinstance(item, Reconfigured):
            self._reconfigured(stamp, item)
        else:
            self._beat(stamp)
        return 0.0

    def _line(self, stamp: Stamp, item: Line) -> float:
        session = item.session
        if session.closing or session.gone:
            return 0.0
        turn = Turn(self, session, stamp)
        cost = 1.0
        try:
            message = turn.message = parse(item.data)
            turn.label = label_of(session, message)
            cost = dispatch(turn, message)
        except Refused as refusal:
            turn.refused(refusal)
        except Blank:
            return cost
        except WireError as error:
            _make_out(turn, item.data)
            _bad_line(turn, error)
            spoil(turn)
        except Unavailable as error:
            turn.fail("TEMPORARILY_UNAVAILABLE", str(error))
        except Exception as error:
            self._bug(turn, error)
        self.finish(turn)
        return cost

    def _beat(self, stamp: Stamp) -> None:
        client_batch.expire(self, stamp)
        catch_up(self, stamp)
        nicks.expire(self, stamp)
        self.unshown.try_again()

    def _hung_up(self, stamp: Stamp, session: Session) -> None:
        """The reason has no "Quit: " in front, which is for "when connections are terminated by a
        client-sent QUIT command" (Modern IRC, "QUIT message")."""
        if session.closing or session.gone:
            return
        turn = Turn(self, session, stamp)
        depart(turn, CLOSED)
        turn.close(CLOSED)
        self.finish(turn)

    def _disconnected(self, stamp: Stamp, item: Disconnected) -> None:
        session = item.session
        session.gone = True
        self.client_batches.pop(session, None)
        self.missed.pop(session, None)
        self.unfinished.pop(session, None)
        self.hall.dirty.pop(session, None)
        turn = Turn(self, session, stamp)
        depart(turn, item.reason)
        self._forget(session)
        self.finish(turn)

    def finish(self, turn: Turn) -> None:
        """All that the turn decides is decided: it is shown when its turn comes."""
        if turn.closing:
            turn.session.closing = True  # it says nothing more, even before this is released
            self._forget(turn.session)
        if not turn.suspended and (turn.items or turn.label):
            self.unshown.add(turn)

    def _forget(self, session: Session) -> None:
        self.sessions.pop(session.id, None)
        self.attendance.remove(session)

    def _bug(self, turn: Turn, error: Exception) -> None:
        self._failed(turn, error)
        turn.reply(ERR_UNKNOWNERROR, turn.verb, "Something went wrong here; it has been noted")

    def _failed(self, turn: Turn, error: Exception) -> None:
        if self.report is None:
            raise error
        self.report(turn, error)

    # Slow things

    def suspend(self, turn: Turn, question: Question[Any], then: Continuation) -> None:
        """The turn goes on with `then(answer)` when the input `Answered` comes."""
        self.surroundings.ask(self._ticket(turn, then), question)

    def ask_configuration(self, turn: Turn, then: Continuation) -> None:
        """The turn goes on with `then(error)` when the input `Reconfigured` comes."""
        self.surroundings.reconfigure(self._ticket(turn, then))

    def _ticket(self, turn: Turn, then: Continuation) -> int:
        self._last_ticket += 1
        self._pending[self._last_ticket] = (turn, then)
        turn.suspended = turn.session.waiting = True
        return self._last_ticket

    def _resume(self, stamp: Stamp, ticket: int, outcome: object, error: str = "") -> None:
        turn, then = self._pending.pop(ticket)
        session = turn.session
        turn.suspended = session.waiting = False
        if session.closing or session.gone:
            return
        turn.stamp = stamp

        def go_on() -> None:
            if error:
                raise Unavailable(error)
            then(outcome)

        self._go_on(turn, go_on)

    def _give_more(self, stamp: Stamp, session: Session) -> None:
        turn = self.unfinished.pop(session, None)
        if turn is None or turn.rest is None or session.closing:
            return
        turn.stamp, turn.items = stamp, []
        self._go_on(turn, partial(turn.at_length, turn.rest))

    def _go_on(self, turn: Turn, act: Callable[[], None]) -> None:
        """Do the next part of a turn; unless there is more to it, its session's lines follow."""
        session = turn.session
        session.waiting = False
        try:
            act()
        except Refused as refusal:
            turn.refused(refusal)
        except Unavailable as trouble:
            turn.fail("TEMPORARILY_UNAVAILABLE", str(trouble))
        except Exception as bug:
            self._bug(turn, bug)
        self.finish(turn)
        if not session.waiting:
            self.resumed.append(session)

    def _reconfigured(self, stamp: Stamp, item: Reconfigured) -> None:
        if item.settings is not None:
            old, self.settings = self.settings, item.settings
            for session in self.sessions.values():
                turn = Turn(self, session, stamp)
                capabilities.announce(turn, old)
                isupport.announce_changes(turn, old)
                self.finish(turn)
        if item.ticket:
            self._resume(stamp, item.ticket, item.error)

    # What the hub asks of it

    def commit(self) -> None:
        """Give the journal what was gathered; once per tick."""
        self.unshown.commit()

    def take_dirty(self) -> Iterable[Session]:
        """The sessions with something to send, or to be closed; the caller empties outboxes.

        Some may be gone already.
        """
        return self.hall.take_dirty()

    @property
    def congested(self) -> bool:
        """Whether so much waits for the journal that reading should pause."""
        return len(self.unshown) > self.settings.limits.waiting

    @property
    def settled(self) -> bool:
        """Whether nothing waits for an outcome from the journal."""
        return self.unshown.settled

    @property
    def unfinished(self) -> dict[Session, Turn]:
        """Whose answer goes on when there is `Room`."""
        return self.unshown.unfinished

    # What handlers ask of it

    @property
    def journal_error(self) -> str:
        """Why nothing can be stored at the moment, or ""."""
        return self.unshown.error

    def accepted_tags(self, session: Session, message: Message) -> Tags:
        """Those tags that one of the session's extensions lets in, in the order they came."""
        gates = [EXTENSIONS[name].accepts for name in session.capabilities]
        return tuple(
            (key, value)
            for key, value in message.tags.items()
            if any(accepts(self.settings, key) for accepts in gates)
        )

    def opener(self, session: Session, kind: str) -> Gather | None:
        """What begins a client's batch of that type, if one of the session's extensions has it."""
        for name in session.capabilities:
            begin = EXTENSIONS[name].opens.get(kind)
            if begin is not None and EXTENSIONS.active(name, session.capabilities):
                return begin
        return None

    def extension_tokens(self, settings: Settings) -> dict[str, str | None]:
        """The ISUPPORT tokens that all extensions have with these settings."""
        tokens: dict[str, str | None] = {}
        for extension in EXTENSIONS.values():
            tokens.update(extension.isupport(settings))
        return tokens


def _make_out(turn: Turn, data: bytes) -> None:
    """Find the command and the label of a line that is refused, for its answer to name them."""
    room = 3 * len(data)  # what is not UTF-8 becomes three bytes
    with suppress(WireError):
        message = parse(data.decode(errors="replace").encode(), max_tags=room, max_body=room)
        turn.message = message
        turn.label = label_of(turn.session, message)


def _bad_line(turn: Turn, error: WireError) -> None:
    if isinstance(error, TooLong):
        turn.reply(ERR_INPUTTOOLONG, "Input line was too long")
    elif isinstance(error, NotUtf8):
        turn.fail("INVALID_UTF8", "Message rejected, your IRC software MUST use UTF-8 encoding")
    elif error.fatal:
        turn.close(str(error))
    else:
        turn.fail("INVALID_MESSAGE", str(error))
