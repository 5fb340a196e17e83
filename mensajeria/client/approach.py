"""`Approach`: the way to a server, TLS first. `trust` decides; here it is done."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mensajeria.client.address import Security, ServerAddress, is_loopback
from mensajeria.client.dialling import Dismissed, Opened, dial
from mensajeria.client.happenings import FirstVisit, Happening, Unencrypted
from mensajeria.client.known_servers import KnownServers
from mensajeria.client.trust import Known, NotTrusted, Step, Visit
from mensajeria.languages import _

HANDSHAKE: Final = 4.0
"""Seconds that a server gets to answer in TLS, before one that was never met is tried without: old
ones wait in silence for the end of what they take for a line."""

HANDSHAKE_OF_KNOWN: Final = 15.0
HANDSHAKE_HERE: Final = 1.0
"""The same on this machine, where plain is as good."""

LAST_WORDS: Final = 2.0
"""Seconds to hear why a known server does not even begin with TLS."""

_NO_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL"})
"""What OpenSSL says of bytes that are none of TLS."""


@dataclass
class Approach:
    """How to connect. On the machine itself nobody is remembered: its servers come and go."""

    servers: KnownServers
    security: Security = Security.TRY
    certificate: Callable[[], Path | None] = lambda: None
    """Where our own is, with its key, for servers to know us by."""
    remembers_loopback: bool = False
    handshake: float = HANDSHAKE

    async def open(self, address: ServerAddress, most: float, never_mind: asyncio.Event) -> Opened:
        """A connection to whom it should be. Raises NotTrusted, or what `dial` raises."""
        remembers = self.remembers_loopback or not is_loopback(address.host)
        visit = Visit(address, self.security, self._known(address) if remembers else None)
        while True:
            context = None if visit.step is Step.PLAIN else context_for(visit.step)
            certified = context is not None and _show(context, self.certificate())
            patience = self._patience(visit) if remembers else HANDSHAKE_HERE
            try:
                opened = await dial(address, most, never_mind, context, patience)
            except ssl.SSLCertVerificationError as error:
                visit.unverified(error.verify_message)
            except (ssl.SSLError, ConnectionResetError, ConnectionAbortedError) as error:
                if context is None or not _perhaps_no_tls(error):
                    raise
                certain = isinstance(error, ssl.SSLError)
                if certain and not visit.is_first:
                    await _hear_out(address, most, never_mind)
                if not visit.no_tls(certain=certain):
                    raise
            else:
                if await _stay(visit, opened):
                    opened.certified = certified
                    opened.news = self._settle(visit) if remembers else None
                    return opened

    def _known(self, address: ServerAddress) -> Known | None:
        try:
            return self.servers.get(address)
        except OSError as error:
            reason = error.strerror
            raise NotTrusted(
                _("{file} cannot be read: {reason}").format(file=error.filename, reason=reason)
            ) from error

    def _patience(self, visit: Visit) -> float:
        return self.handshake if visit.is_first else HANDSHAKE_OF_KNOWN

    def _settle(self, visit: Visit) -> Happening | None:
        """Remember what was learnt; what a person should know of it."""
        if visit.step is Step.PLAIN:
            told = self.security is Security.NEVER
            return None if told else Unencrypted(str(visit.address))
        if visit.known is not None:
            self.servers.put(visit.address, visit.known)
        if visit.is_first and visit.known and visit.known.fingerprint:
            return FirstVisit(str(visit.address), visit.known.fingerprint)
        return None


def context_for(step: Step) -> ssl.SSLContext:
    """TLS as this step wants it: what is seen is compared by `trust`, not by OpenSSL."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # RFC 8996
    if step is Step.VERIFIED:
        context.load_default_certs()
    else:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _show(context: ssl.SSLContext, certificate: Path | None) -> bool:
    """Show this certificate to whoever asks; one that cannot be used is none."""
    if certificate is None:
        return False
    try:
        context.load_cert_chain(certificate, password="")
    except OSError:  # ssl.SSLError is one
        return False
    return True


async def _stay(visit: Visit, opened: Opened) -> bool:
    """Whether this is whom we wanted; a connection to anybody else is ended."""
    stay = False
    try:
        stay = visit.opened(_fingerprint(opened.writer))
    finally:
        if not stay:
            await opened.abandon()
    return stay


async def _hear_out(address: ServerAddress, most: float, never_mind: asyncio.Event) -> None:
    """A server that is full says so plainly, ahead of any TLS: that is no reason for alarm.

    Nothing is said to it. Raises Dismissed, or what `dial` raises.
    """
    opened = await dial(address, most, never_mind)
    try:
        line = await asyncio.wait_for(opened.reader.readline(), LAST_WORDS)
    except (OSError, ValueError, asyncio.TimeoutError):
        line = b""
    finally:
        await opened.abandon()
    if line.startswith(b"ERROR "):
        raise Dismissed(line.decode(errors="replace").partition(":")[2].strip())


def _perhaps_no_tls(error: OSError) -> bool:
    """Whether a handshake ended so because nobody there speaks TLS. An alert is TLS."""
    return not isinstance(error, ssl.SSLError) or error.reason in _NO_TLS


def _fingerprint(writer: asyncio.StreamWriter) -> str:
    """SHA-256 of the certificate that was shown; "" without TLS."""
    tls = writer.get_extra_info("ssl_object")
    shown = tls.getpeercert(binary_form=True) if tls else None
    return hashlib.sha256(shown).digest().hex(":").upper() if shown else ""
