"""`Tls`: the port's TLS door, and the certificate it shows as settings and files change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from mensajeria.app.certificate import (
    Certificate,
    CertificateError,
    Files,
    files_of,
    fleeting,
    read,
)
from mensajeria.app.configuration import Configuration
from mensajeria.net.doors import Door
from mensajeria.net.tls_door import TlsDoor

_log = logging.getLogger(__name__)

EVERY: Final = 10.0
"""Seconds between looks at the files."""


class Tls:
    """Looks at the files every now and then until it is stopped. Raises CertificateError."""

    def __init__(
        self,
        configuration: Configuration,
        loop: asyncio.AbstractEventLoop,
        inside: Sequence[Door],
    ) -> None:
        """`inside`: the doors that there are within TLS."""
        self._loop = loop
        self._files = files_of(configuration)
        self._seen = self._files and self._files.state()
        first = read(self._files) if self._files else fleeting(configuration.server.name)
        self.fingerprint = first.fingerprint
        self.door = TlsDoor(first.context, inside)
        self._next = loop.call_later(EVERY, self._look)

    def use(self, configuration: Configuration) -> None:
        """Show newcomers what these settings name. One that is nowhere on the disk stays.

        Raises CertificateError; then nothing has changed.
        """
        files = files_of(configuration)
        if files:
            self._show(files, read(files))
        elif self._files:
            self._show(None, fleeting(configuration.server.name))

    def stop(self) -> None:
        self._next.cancel()

    def look(self) -> None:
        """Use the files anew if they have changed; if they cannot be used, keep what we had."""
        if not self._files or self._files.state() == self._seen:
            return
        self._seen = self._files.state()  # also if they are no good: once is enough to say so
        try:
            self._show(self._files, read(self._files))
        except CertificateError as error:
            _log.warning("%s", error)

    def _look(self) -> None:
        self._next = self._loop.call_later(EVERY, self._look)
        self.look()

    def _show(self, files: Files | None, certificate: Certificate) -> None:
        self._files = files
        self._seen = files and files.state()
        self.door.context = certificate.context
        if certificate.fingerprint != self.fingerprint:
            self.fingerprint = certificate.fingerprint
            _log.info("new certificate, SHA-256 %s", certificate.fingerprint)
