"""The server's composition root: puts the parts together, runs them, takes them down in order."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from mensajeria.app import first_screen, join_code, logs, past
from mensajeria.app.announcement import announcement
from mensajeria.app.certificate import CertificateError
from mensajeria.app.configuration import Configuration
from mensajeria.app.doctor.glance import glance
from mensajeria.app.garbage import collect_seldom
from mensajeria.app.join_code import CodeError, kept_code, new_code
from mensajeria.app.loop import new_event_loop
from mensajeria.app.open_files import allow_connections
from mensajeria.app.owner import Owner
from mensajeria.app.reading import ConfigurationError
from mensajeria.app.service_manager import READY, STOPPING, reloading, sockets_given, tell
from mensajeria.app.settings import engine_settings, gateways, keeping, net_limits, proxies
from mensajeria.app.sockets import CannotListen, bind_all, let_go
from mensajeria.app.stopping import Stop, on_signal
from mensajeria.app.surroundings import Answerers, Threads
from mensajeria.app.tls import Tls
from mensajeria.app.ways import ends_of, ways_to
from mensajeria.app.website import Website, invitation, origins_of
from mensajeria.engine.engine import Engine
from mensajeria.engine.inputs import Input, Reconfigured
from mensajeria.engine.restore import RESTORES
from mensajeria.engine.settings import Settings
from mensajeria.languages import _, of_this_person
from mensajeria.net.announcing import Announced, Announcing
from mensajeria.net.doors import Door, NoHttpHere, NoTlsHere
from mensajeria.net.gatekeeper import Gatekeeper
from mensajeria.net.heart import Heart
from mensajeria.net.http.door import HttpDoor
from mensajeria.net.hub import Hub
from mensajeria.net.limits import Limits
from mensajeria.net.listener import Listener, listen
from mensajeria.net.text_door import Person, TextDoor
from mensajeria.storage.archive.reading import Archive
from mensajeria.storage.codec import Unreadable
from mensajeria.storage.errors import StorageError
from mensajeria.storage.memory import MemoryJournal
from mensajeria.storage.sqlite import SqliteJournal
from mensajeria.web.joining import Joining

_log = logging.getLogger("mensajeria")

Reload = Callable[[], Configuration]

PATIENCE: Final = 5.0
"""Seconds, at the end, for storing and sending what was said; and as many for saying goodbye."""


def run(
    configuration: Configuration, reload: Reload | None = None, *, new_code: bool = False
) -> int:
    """Serve until told to stop; gives the exit code. `reload` reads the configuration again.

    `new_code`: a private server gets another code, and the one before opens no more.
    """
    logs.start(configuration.log)
    loop = new_event_loop()
    loop.set_exception_handler(logs.loop_trouble)
    try:
        reload = reload or (lambda: configuration)
        return loop.run_until_complete(_run(configuration, reload, new_code=new_code))
    except (CannotListen, CertificateError, CodeError, StorageError) as error:
        print(f"mensajeria: {error}", file=sys.stderr)
        return 1
    finally:
        loop.close()


async def _run(configuration: Configuration, reload: Reload, *, new_code: bool) -> int:
    given = sockets_given()
    sockets = given or bind_all(configuration.listen)
    try:
        return await _serve(configuration, sockets, reload, new_code=new_code)
    finally:
        for each in sockets:
            each.close()
        if not given:
            let_go(configuration.listen)


async def _serve(
    configuration: Configuration, sockets: list[socket.socket], reload: Reload, *, new_code: bool
) -> int:
    """Serve on these sockets, which come from the configuration or from the service manager."""
    stop = Stop(asyncio.get_running_loop())
    server = Server(configuration, reload, new_code=new_code)
    try:
        await server.open(sockets, stop)
        first_screen.show(configuration, sockets, server.fingerprint, server.code)
        glance(configuration)
        tell(READY)
        collect_seldom()
        await stop.wait()
        tell(STOPPING)
        first_screen.show_stopping()
    finally:
        await server.close("Server shutting down")
    return 0


class Server:
    """All the parts of a server that runs in this loop.

    Making one raises StorageError, CertificateError or CodeError. `code`: what a private one asks.
    """

    def __init__(
        self, configuration: Configuration, reload: Reload, *, new_code: bool = False
    ) -> None:
        self._configuration = configuration
        self._reload = reload
        self._loop = asyncio.get_running_loop()
        self.code = ""
        self._owner = Owner()
        self._http = self._http_door(configuration) if configuration.doors.http else None
        self._journal = self._open_journal()
        # Never before what is stored, even if the clock was set back: time orders what happened.
        self._started = max(time.time_ns() // 1_000_000, self._journal.latest + 1)
        self._archives, past = self._open_archives()
        self._surroundings = Threads(self._loop, self._receive, self._reconfigured, apart=past)
        try:  # after the journal, which makes the data folder and keeps others out of it
            self.code = self._code_for(configuration, anew=new_code)
            self._inside = self._doors_inside(configuration)
            self._tls = (
                Tls(configuration, self._loop, self._inside) if configuration.doors.tls else None
            )
        except (CertificateError, CodeError):
            self._close_storage()
            raise
        engine = Engine(
            self._engine_settings(configuration),
            self._journal,
            self._surroundings,
            logs.report,
        )
        self._restore(engine)
        gatekeeper = Gatekeeper(
            configuration.access,
            possible_limits(configuration),
            proxies=proxies(configuration),
        )
        gatekeeper.gateways = gateways(configuration)
        self.hub = Hub(engine, gatekeeper, self._loop)
        self._heart = Heart(self.hub)
        self._listeners: list[Listener] = []
        self._ends: list[tuple[str, int]] = []
        self._announcing = Announcing(self._announcement)

    @property
    def fingerprint(self) -> str:
        """That of the certificate for TLS; "" without TLS."""
        return self._tls.fingerprint if self._tls else ""

    async def open(self, sockets: list[socket.socket], stop: Stop) -> None:
        """Let people in. A lost terminal stops the server; without one, SIGHUP is a REHASH."""
        outermost = self._tls.door if self._tls else NoTlsHere()
        self._listeners = await listen(self.hub, sockets, (outermost, *self._inside))
        self._owner.leave(sockets)
        self._ends = ends_of(sockets)
        self._announcing.start()
        if hasattr(signal, "SIGHUP"):
            act = stop.ask if sys.stdout.isatty() else self._surroundings.reconfigure
            on_signal(self._loop, signal.SIGHUP, act)

    async def close(self, reason: str) -> None:
        """Send what was said to whom it concerns, say goodbye, store all of it. Bounded in time."""
        self._owner.forget()
        withdrawn = self._loop.run_in_executor(None, self._announcing.stop)
        for listener in self._listeners:
            listener.close()
        await self.hub.wind_up(reason, PATIENCE)
        self._heart.stop()
        if self._tls:
            self._tls.stop()
        self._surroundings.close()
        self._close_storage()
        await withdrawn

    def _announcement(self) -> Announced | None:
        """What to tell the local network now; called in a thread."""
        configuration = self._configuration
        if not configuration.announce:
            return None
        ways = ways_to(self._ends, everywhere=configuration.access == "anyone")
        private = bool(self.code or configuration.password)
        return announcement(configuration, ways, self.fingerprint, private=private)

    def _open_journal(self) -> SqliteJournal | MemoryJournal:
        if self._configuration.ephemeral:
            journal = MemoryJournal(lambda error: self.hub.stored(error), keep=past.REMEMBERED)
            journal.keep(keeping(self._configuration))
            return journal
        return SqliteJournal(
            self._configuration.data,
            self._stored,
            self._configuration.storage.durability,
            keeping(self._configuration),
        )

    def _open_archives(self) -> tuple[list[Archive], Sequence[Answerers]]:
        """One for each thread that reads."""
        if isinstance(self._journal, MemoryJournal):
            return [], past.in_memory(self._journal.events)
        pages, searches = Archive(self._journal.folder), Archive(self._journal.folder)
        return [pages, searches], past.on_disk(pages, searches)

    def _close_storage(self) -> None:
        """The journal last: as the last connection it leaves a tidy folder."""
        for archive in self._archives:
            archive.close()
        self._journal.close()

    def _http_door(self, configuration: Configuration) -> HttpDoor:
        site = Website(self._invitation, lambda: self.hub.engine.journal_error)
        return HttpDoor(site, origins_of(configuration))

    def _invitation(self, host: str, port: int, secure: bool) -> Joining:
        return invitation(self._configuration, self.fingerprint, host, port, secure)

    def _restore(self, engine: Engine) -> None:
        try:
            engine.restore(self._journal.records(RESTORES))
        except (sqlite3.Error, Unreadable) as error:
            self._close_storage()
            text = _("what the server remembers in {folder} cannot be read: {reason}")
            folder = self._configuration.data
            raise StorageError(text.format(folder=folder, reason=error)) from error

    def _code_for(self, configuration: Configuration, *, anew: bool = False) -> str:
        """What newcomers are asked for; it stays the same as long as this server runs."""
        if not configuration.private:
            return ""
        if self.code:
            return self.code
        if configuration.ephemeral:
            return new_code()
        if not sys.stdout.isatty():  # else it is on the first screen
            _log.info("newcomers are asked for the code in %s", configuration.data / join_code.NAME)
        return kept_code(configuration.data, anew=anew)

    def _engine_settings(self, configuration: Configuration) -> Settings:
        return engine_settings(configuration, self._started, self.code, self._owner.token)

    def _doors_inside(self, configuration: Configuration) -> tuple[Door, ...]:
        """What the port speaks besides IRC, with TLS around it or without."""
        text = (TextDoor(self._visitor),) if configuration.doors.text else ()
        return (self._http or NoHttpHere(), *text)

    def _visitor(self) -> Person:
        """Somebody at the text door."""
        from mensajeria.app.visitor import Visitor  # late: 30 ms, and many servers have none

        settings = self.hub.engine.settings
        language = self._configuration.language or of_this_person()
        return Visitor(settings.network, language, asks_password=bool(settings.password))

    def _stored(self, error: str | None) -> None:
        """Called in the journal's thread."""
        self._loop.call_soon_threadsafe(self.hub.stored, error)

    def _receive(self, item: Input) -> None:
        self.hub.receive(item)
        if isinstance(item, Reconfigured):
            self._reconfigure_net(item)

    def _reconfigured(self) -> Reconfigured:
        """Read the configuration again; called in a thread."""
        tell(reloading())
        try:
            return self._read_again()
        finally:
            tell(READY)

    def _read_again(self) -> Reconfigured:
        try:
            configuration = self._reload()
            code = self._code_for(configuration)
            if self._tls:
                self._tls.use(configuration)
        except (CertificateError, CodeError, ConfigurationError) as error:
            _log.warning("%s", error)
            return Reconfigured(None, str(error))
        self._configuration, self.code = configuration, code
        self._journal.keep(keeping(configuration))
        _log.info("the configuration was read again")
        return Reconfigured(self._engine_settings(configuration))

    def _reconfigure_net(self, item: Reconfigured) -> None:
        if item.settings is not None:
            gatekeeper = self.hub.gatekeeper
            gatekeeper.access = self._configuration.access
            gatekeeper.proxies = proxies(self._configuration)
            gatekeeper.gateways = gateways(self._configuration)
            gatekeeper.limits = possible_limits(self._configuration)
            if self._http:
                self._http.origins = origins_of(self._configuration)


def possible_limits(configuration: Configuration) -> Limits:
    """What the configuration says, as far as the system allows."""
    limits = net_limits(configuration)
    possible = allow_connections(limits.connections)
    if possible < limits.connections:
        _log.warning("the system's limit of open files is enough for %d connections", possible)
    return replace(limits, connections=possible)
