"""All checks of a server from a client's side: its name, its port, and what answers there."""

from __future__ import annotations

import hashlib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Final, NamedTuple

from mensajeria.app.doctor.finding import Finding, fine, problem, warning
from mensajeria.client.address import ServerAddress
from mensajeria.client.reasons import why_not_connected
from mensajeria.client.trust import Known
from mensajeria.languages import _

PATIENCE: Final = 5.0
"""Seconds for each of the questions."""
MOST: Final = 16_384
"""Bytes of an answer that are looked at."""

IRC_QUESTION: Final = b"CAP LS 302\r\nQUIT\r\n"
HTTP_QUESTION: Final = b"GET /healthz HTTP/1.1\r\nHost: doctor\r\nConnection: close\r\n\r\n"


class Reached(NamedTuple):
    """What a server answered. `fingerprint`: of its certificate; None without TLS."""

    irc: bytes
    http: bytes
    fingerprint: str | None


Resolve = Callable[[ServerAddress], list[str]]
Reach = Callable[[ServerAddress], Reached]


def examine(
    address: ServerAddress,
    known: Known | None = None,
    resolve: Resolve | None = None,
    reach: Reach | None = None,
) -> Iterator[Finding]:
    """Until a check fails without which the next makes no sense.

    `known`: how the server proved who it is when it was joined from here before.
    """
    try:
        found = (resolve or addresses_of)(address)
    except (OSError, UnicodeError) as error:
        yield problem(
            why_not_connected(error, str(address)),
            _("Is it spelt as on the server's first screen? An address of digits works as well."),
        )
        return
    if found != [address.host]:
        named = ", ".join(found)
        yield fine(_("{host} is {addresses}.").format(host=address.host, addresses=named))
    try:
        reached = (reach or ask)(address)
    except OSError as error:
        yield problem(why_not_connected(error, str(address)), _advice(error))
        return
    yield fine(_("Port {port} is open.").format(port=address.port))
    yield from answers(reached)
    yield certificate(reached.fingerprint, known)
    if reached.http.startswith(b"HTTP/1.1 200"):
        yield fine(_("It has a page for browsers."))


def answers(reached: Reached) -> Iterator[Finding]:
    """Whether it is a chat server that is behind an open port."""
    if b" CAP " in reached.irc or b"NOTICE" in reached.irc or b" 451 " in reached.irc:
        yield fine(_("A chat server answers: it speaks IRC."))
    elif reached.irc.startswith(b"ERROR"):
        words = reached.irc.partition(b"\r\n")[0].decode("utf-8", "replace")
        yield problem(
            _("The server turns this machine away: {words}").format(words=words),
            _("Whoever runs it can let you in: --set access=anyone, or its limits."),
        )
    else:
        yield problem(
            _("What answers there is no chat server."),
            _("Is it the port that the server's first screen shows?"),
        )


def certificate(fingerprint: str | None, known: Known | None) -> Finding:
    """What it shows, beside what it showed before; None for no TLS."""
    if fingerprint is None:
        sentence = _("It does not speak TLS: whoever is between can read along.")
        level = warning if known is None else problem  # it has spoken it before
        return level(sentence, _("Whoever runs it can turn it on: --set doors.tls=true"))
    sentence = _("It speaks TLS; the fingerprint of its certificate is {fingerprint}")
    told = sentence.format(fingerprint=fingerprint)
    if known is None:
        return fine(told, _("Compare it with the one on the server's first screen."))
    if known.fingerprint in ("", fingerprint):  # "": authorities vouch for it, whichever it is
        return fine(told)
    return problem(
        _("Its certificate is not the one that it showed before: now it is {fingerprint}").format(
            fingerprint=fingerprint
        ),
        _("Ask whoever runs it; if it is right, trust it with: client.py ADDRESS --trust"),
    )


def _advice(error: OSError) -> str:
    if isinstance(error, ConnectionRefusedError):
        return _("Is the server running, on this port? On its machine: server.py doctor")
    if isinstance(error, TimeoutError):
        return _("A firewall may swallow what you send. On its machine: server.py doctor")
    return _("Are both machines in the same network?")


def addresses_of(address: ServerAddress) -> list[str]:
    """What the name stands for. Raises OSError, UnicodeError."""
    found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_rest, where in found))


def ask(address: ServerAddress) -> Reached:
    """Connect once for each question. Raises OSError if that cannot be done at all."""
    irc = _answer(_connect(address), IRC_QUESTION)
    with suppress(OSError):
        return Reached(irc, _answer(_connect(address), HTTP_QUESTION), _fingerprint(address))
    return Reached(irc, b"", None)


def _connect(address: ServerAddress) -> socket.socket:
    return socket.create_connection((address.host, address.port), PATIENCE)


def _answer(connection: socket.socket, question: bytes) -> bytes:
    """What comes back until they are done, or silent for too long."""
    answer = b""
    with closing(connection), suppress(OSError):
        connection.sendall(question)
        while len(answer) < MOST and (data := connection.recv(MOST)):
            answer += data
    return answer


def _fingerprint(address: ServerAddress) -> str | None:
    """Of whatever certificate it shows: to look at, not to believe."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        suppress(OSError),  # which ssl.SSLError is, too
        closing(_connect(address)) as plain,
        context.wrap_socket(plain, server_hostname=address.host) as secure,
    ):
        der = secure.getpeercert(binary_form=True) or b""
        return hashlib.sha256(der).digest().hex(":").upper()
    return None
