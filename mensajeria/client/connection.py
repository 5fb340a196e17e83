"""The client's connection: keeps a session on a socket, and a new one when that breaks.

The only place of the client with a socket and a clock. Happenings of the session and of the
connection go to one listener, in order.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NoReturn, TypeGuard

from mensajeria.client.address import ServerAddress
from mensajeria.client.dialling import Opened, cut_off, dial
from mensajeria.client.happenings import (
    Banned,
    CameBack,
    Happening,
    Lost,
    NickRefused,
    PasswordRefused,
    Refused,
    Undelivered,
    Unreachable,
    Welcomed,
)
from mensajeria.client.identity import Identity
from mensajeria.client.joining import Wish
from mensajeria.client.login import Password
from mensajeria.client.negotiation import WANTED
from mensajeria.client.patience import Patience
from mensajeria.client.pending import Line, unsent
from mensajeria.client.places import Places
from mensajeria.client.questions import Questions
from mensajeria.client.reasons import why_closed, why_not_connected
from mensajeria.client.reentry import Reentry, a_few_times
from mensajeria.client.session import Session
from mensajeria.client.trust import NotTrusted
from mensajeria.languages import _
from mensajeria.wire.errors import WireError
from mensajeria.wire.numerics import ERR_SASLFAIL

_CHUNK: Final = 65536
_TOKEN: Final = 12
"""Random bytes in the name of a line."""

_GOODBYE: Final = 2.0
"""Seconds that a server gets to close the connection after our QUIT."""


class _Useless(Exception):
    """With this connection one cannot go on; the next is to be made at once."""


class GaveUp(Exception):
    """There is no use in trying again; str() says why, mostly one sentence, else one a line."""


@dataclass(frozen=True)
class Times:
    """Seconds: until a connection is made, of silence before a PING, and then until its answer."""

    connect: float = 20.0
    silence: float = 60.0
    answer: float = 30.0


def no_claim(_ours: str, _theirs: str, _port: int) -> str:
    """The token of those who own no server."""
    return ""


@dataclass
class Connection:
    """`run` it; meanwhile use `session` and call `flush` after whatever was asked of that."""

    address: ServerAddress
    identity: Identity
    listener: Callable[[Happening], None]
    channels: list[Wish]
    """Where we want to be, each with its key or ""; follows what we enter and leave."""
    questions: Questions = field(default_factory=Questions)
    patience: Patience = field(default_factory=Patience)
    times: Times = field(default_factory=Times)
    dialler: Callable[[ServerAddress, float, asyncio.Event], Awaitable[Opened]] = dial
    clock: Callable[[], float] = time.monotonic
    reentry: Callable[[], Patience] = a_few_times
    """With channels that do not let us in again at once."""
    claim: Callable[[str, str, int], str] = no_claim
    """Given our address, theirs and their port: a token that makes us the server's operator."""
    wants: tuple[str, ...] = WANTED
    """Capabilities."""

    def __post_init__(self) -> None:
        self.session = self._new_session(certified=False)
        self._writer: asyncio.StreamWriter | None = None
        self._unsent: list[Line] = []
        self._lost_at: float | None = None
        self._again_at_once = False  # an answer is there, which the next connection brings along
        self._proves_name = False  # that is what the login is for: it has to be right
        self._leaving = False
        self._left = asyncio.Event()
        reentry = Reentry(self._enter_again, self.reentry)
        self._places = Places(self.channels, lambda: self.session.model, reentry)

    @property
    def is_open(self) -> bool:
        """Whether the server has let us in and the connection still stands."""
        return self._writer is not None and self.session.welcomed

    @property
    def idle(self) -> bool:
        """Whether nothing that was said waits for its turn or its confirmation."""
        return self.session.pending.idle and not self._unsent

    @property
    def waiting(self) -> int:
        """How many lines wait for a connection."""
        return 0 if self.is_open else self.session.pending.waiting + len(self._unsent)

    def is_unsent(self, number: int) -> bool:
        """Whether this line of ours waits, and was never sent."""
        return bool(unsent(number, self._unsent)) or self.session.pending.is_unsent(number)

    def take_back(self, number: int) -> None:
        """Have it not said after all, if it is unsent."""
        taken = unsent(number, self._unsent)
        self._unsent = [line for line in self._unsent if line not in taken]
        self.session.pending.take_back(number)

    async def run(self) -> None:
        """Be connected until `quit`. Raises GaveUp when there is no use in going on."""
        while True:
            trouble = await self._connect_once()
            if self._leaving:
                return
            if self._again_at_once:
                self._again_at_once = False
                continue
            delay = self.patience.next()
            if delay is None:
                raise GaveUp(trouble.why)
            self.listener(trouble)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._left.wait(), delay)

    def flush(self) -> None:
        """Send what the session wants to be sent."""
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(self.session.take_output())

    def quit(self, reason: str = "") -> None:
        """Leave; `run` returns soon after. Calling it again does it at once."""
        writer = self._writer
        if writer is not None:
            if self._leaving:
                cut_off(writer)
            else:
                self.session.send("QUIT", *([reason] if reason else []))
                self.flush()
                asyncio.get_running_loop().call_later(_GOODBYE, cut_off, writer)
        self._leaving = True
        self._left.set()

    def join(self, channel: str, key: str = "") -> None:
        """Enter a channel, and remember its key for when we have to come in again."""
        self.session.enter([self._places.wish(channel, key)])

    def forget(self, channel: str) -> None:
        """Want to be in a channel no longer, neither now nor after another connection."""
        self._places.forget(channel)

    def enters_again(self, channel: str) -> bool:
        """Whether it has not let us in again yet, and we go on trying."""
        return self._places.is_tried_again(channel)

    def _enter_again(self, wish: Wish) -> None:
        self.session.enter([wish])
        self.flush()

    # One connection

    async def _connect_once(self) -> Unreachable | Lost:
        """Connect and stay as long as it lasts; what ended it."""
        try:
            opened = await self.dialler(self.address, self.times.connect, self._left)
        except NotTrusted as why:
            raise GaveUp(str(why)) from why
        except (OSError, asyncio.TimeoutError, UnicodeError) as error:
            return Unreachable(why_not_connected(error, str(self.address)))
        self._writer = opened.writer
        if opened.news is not None:
            self.listener(opened.news)
        try:
            return Lost("" if self._leaving else await self._converse(opened))
        except _Useless:
            return Lost("")
        finally:
            await self._close()

    async def _close(self) -> None:
        self._places.reentry.all_over()
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
            with contextlib.suppress(OSError, asyncio.TimeoutError):
                await asyncio.wait_for(writer.wait_closed(), _GOODBYE)
            cut_off(writer)  # TLS waits long for the goodbye of those who are gone
        lost, unsaid = self.session.pending.abandon()
        self._unsent += unsaid  # of a session that was let in, all that there is
        if self.session.welcomed and self._lost_at is None:
            self._lost_at = self.clock()
        self.session.welcomed = False  # what is said from now on waits
        why = _("the connection broke before the server had confirmed it")
        for line in lost:
            self.listener(Undelivered(line.number, line.target, line.text, why, uncertain=True))

    async def _converse(self, opened: Opened) -> str:
        """Pass bytes between the socket and a new session until one of them ends. Why it ended."""
        self._take_a_new_session(certified=opened.certified)
        self.session.start()
        self.flush()
        asked = False
        while True:
            patience = self.times.answer if asked else self.times.silence
            try:
                data = await asyncio.wait_for(opened.reader.read(_CHUNK), patience)
            except asyncio.TimeoutError:
                if asked:
                    return _("The server does not answer any more.")
                asked = True
                self._check_whether_alive()
                continue
            except OSError as error:
                return self._why_closed(why_not_connected(error, str(self.address)))
            if not data:
                return self._why_closed(_("The server closed the connection."))
            asked = False
            await self._take_in(data)

    def _take_a_new_session(self, *, certified: bool) -> None:
        """What waits is the first that it says, once it is let in."""
        _lost, said_meanwhile = self.session.pending.abandon()
        waiting, self._unsent = [*self._unsent, *said_meanwhile], []
        session = self._new_session(certified=certified)
        # channels are entered before the server has said how many may be at once
        session.model.features.joins_at_once = self.session.model.features.joins_at_once
        self.session = session
        why = _("Too much is waiting to be sent already.")
        for line in waiting:
            if not session.pending.add(line):
                self.listener(Undelivered(line.number, line.target, line.text, why))

    def _new_session(self, *, certified: bool) -> Session:
        return Session(
            self.identity,
            self.channels,
            certified=certified,
            wants=self.wants,
            tokens=partial(secrets.token_urlsafe, _TOKEN),
        )

    def _check_whether_alive(self) -> None:
        self.session.send("PING", "alive")
        self.session.regain()
        self.flush()

    def _why_closed(self, otherwise: str) -> str:
        """What the server said before it closed, if it did."""
        last_words = self.session.closing
        return why_closed(last_words) if last_words else otherwise

    async def _take_in(self, data: bytes) -> None:
        try:
            happenings = self.session.receive(data)
        except WireError:
            raise GaveUp(_("What answers at {0} is no chat server.").format(self.address)) from None
        for happening in happenings:
            await self._attend(happening)
        self.flush()

    # What concerns the connection itself

    async def _attend(self, happening: Happening) -> None:
        if isinstance(happening, Banned):
            raise GaveUp(_("You are banned from this server."))
        if isinstance(happening, PasswordRefused):
            await self._ask_password(happening.why)
            return
        if isinstance(happening, NickRefused):
            await self._ask_name(happening)
            return
        if self._is_wrong_login(happening):
            await self._ask_login(happening)
            return
        if isinstance(happening, Refused) and self._places.is_refused_again(happening):
            return
        self._places.follow(happening)
        self.listener(happening)
        if isinstance(happening, Welcomed):
            self._welcomed()

    def _welcomed(self) -> None:
        self.patience.restored()
        self._again_at_once = False
        self.identity.insists = False
        if self._proves_name:
            self._proves_name = False
            self.session.keep_certificate()
        self._claim_what_is_ours()
        if self._lost_at is not None:
            self.listener(CameBack(self.clock() - self._lost_at))
            self._lost_at, self._places.came_back = None, True

    def _claim_what_is_ours(self) -> None:
        ours, theirs = (
            self._writer.get_extra_info(end) if self._writer else None
            for end in ("sockname", "peername")
        )
        token = self.claim(ours[0], theirs[0], theirs[1]) if ours and theirs else ""
        if token:
            self.session.claim(token)

    async def _ask_password(self, why: str) -> None:
        """The server ends this connection."""
        password = await self.questions.password(why)
        if not password:
            raise GaveUp(_("The server wants a password."))
        self.identity.password = password
        self._again_at_once = True

    async def _ask_name(self, refused: NickRefused) -> None:
        """A server that would not wait for the answer has ended this connection meanwhile."""
        answer = await self.questions.name(refused.nick, refused.why)
        if not answer:
            raise GaveUp(refused.why)
        self._again_at_once = True
        if isinstance(answer, Password):
            self._log_in(answer)
        self.identity.nick = self.session.model.nick = answer
        self.session.send("NICK", answer)

    def _log_in(self, login: Password) -> NoReturn:
        """One logs in before one has a name, and that is over on this connection."""
        self.identity.login, self._proves_name = login, True
        raise _Useless

    def _is_wrong_login(self, happening: Happening) -> TypeGuard[Refused]:
        """Whether what was to make us the owner of a name does not."""
        refused = isinstance(happening, Refused) and happening.code == ERR_SASLFAIL
        return refused and self._proves_name

    async def _ask_login(self, refused: Refused) -> None:
        """Without an answer the name is asked for again, once it is refused again."""
        assert self.identity.login is not None
        answer = await self.questions.login(self.identity.login.account, refused.why)
        self._again_at_once = True
        if answer is not None:
            self._log_in(answer)
        self.identity.login, self._proves_name = None, False
