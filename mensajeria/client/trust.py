"""Whether a server is who it was: TLS first, trust on first use, as ssh does. Decides only.

| what is known of the server | what it does                          | what follows              |
|-----------------------------|---------------------------------------|---------------------------|
| nothing                     | the system's authorities vouch for it | in; that is remembered    |
|                             | a certificate that nobody vouches for | in; it is remembered      |
|                             | speaks no TLS                         | in, plain, and told so    |
| a certificate               | shows it, expired or not              | in                        |
|                             | another that authorities vouch for    | in; that is remembered    |
|                             | another                               | refused                   |
| that authorities vouch      | another that they vouch for           | in                        |
|                             | one that nobody vouches for           | refused                   |
| any of both                 | speaks no TLS                         | refused                   |

A remembered certificate gives way to the authorities since those who get a certificate for a name
from them own that name: a home-made certificate replaced by a real one is how servers grow up, and
from then on nothing less will do.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import Enum
from typing import Final

from mensajeria.client.address import Security, ServerAddress, is_loopback
from mensajeria.languages import _


class NotTrusted(Exception):
    """It may be somebody else; str() says what happened and what to do, a sentence a line."""


@dataclass(frozen=True)
class Known:
    """How a server proves who it is: by a certificate (its SHA-256, as `openssl` writes it), or
    by the system's authorities, with "" for the fingerprint.
    """

    fingerprint: str = ""


VOUCHED: Final = Known()


class Step(Enum):
    """How to connect."""

    VERIFIED = "with TLS, believing only whom the system's authorities vouch for"
    SEEN = "with TLS, believing any certificate until it has been looked at"
    PLAIN = "without TLS"


class Visit:
    """The attempts at one connection: connect as `step` says, then tell how it went.

    `known`: what is known of the server, which follows what is learnt. Raises NotTrusted.
    """

    def __init__(self, address: ServerAddress, security: Security, known: Known | None) -> None:
        self.address = address
        self.known = known
        self.is_first = known is None
        self._security = security
        self._shown = ""  # another fingerprint than the known one
        self.step = self._first_step()

    def opened(self, fingerprint: str) -> bool:
        """It worked, and this certificate was shown. Whether to stay; else there is another step.

        To be asked before anything is said to the server.
        """
        if self.step is Step.PLAIN:
            return True
        if self.step is Step.VERIFIED:
            self.known = VOUCHED
        elif self.known is None:
            self.known = Known(fingerprint)
        elif self.known.fingerprint != fingerprint:
            self._shown = fingerprint
            if not can_be_vouched_for(self.address.host):
                raise NotTrusted(self._changed())
            self.step = Step.VERIFIED
            return False
        return True

    def unverified(self, why: str) -> None:
        """No authority vouches for what was shown, for this reason."""
        if self.known is None:
            self.step = Step.SEEN
        elif self.known == VOUCHED:
            raise NotTrusted(self._no_longer_vouched_for(why))
        else:
            raise NotTrusted(self._changed())

    def no_tls(self, *, certain: bool) -> bool:
        """What answered did not speak TLS; `certain` unless it did not speak at all.

        Whether there is another step; else it is a server that is not well.
        """
        if self.known is None and self._security is Security.TRY:
            self.step = Step.PLAIN
            return True
        if certain:
            raise NotTrusted(self._without_tls())
        return False

    def _first_step(self) -> Step:
        if self._security is Security.NEVER:
            return Step.PLAIN
        if self.known == VOUCHED or (self.known is None and can_be_vouched_for(self.address.host)):
            return Step.VERIFIED
        return Step.SEEN

    def _changed(self) -> str:
        known = readable(self.known.fingerprint) if self.known else ""
        return "\n".join(
            [
                _("{0} does not show the certificate that it showed before.").format(self.address),
                _("Its fingerprint was {0}").format(known),
                _("and now it is       {0}").format(readable(self._shown)),
                _(
                    "Either the server was set up anew, or something between you and it reads along"
                    " and pretends to be it. Nothing has been said to it."
                ),
                self._way_out(),
            ]
        )

    def _no_longer_vouched_for(self, why: str) -> str:
        sentence = _("{0} used to show a certificate that authorities vouch for, and now: {1}.")
        return "\n".join([sentence.format(self.address, why), self._way_out()])

    def _without_tls(self) -> str:
        if self.known is None:
            return _("{0} does not speak TLS.").format(self.address)
        sentence = _(
            "{0} was reached with TLS before, and now it does not speak it. Something between you"
            " and it may want to read along; nothing has been said to it. If it is meant to be so,"
            " --no-tls connects without."
        )
        return sentence.format(self.address)

    def _way_out(self) -> str:
        return _(
            "Ask whoever runs it for the fingerprint, which the server's first screen shows. If it"
            " is right, trust it with: client.py {0} --trust"
        ).format(self.address)


def readable(fingerprint: str) -> str:
    """In two halves, each short enough for one line of a narrow terminal."""
    half = len(fingerprint) // 2
    return f"{fingerprint[:half]} {fingerprint[half + 1 :]}"


def can_be_vouched_for(host: str) -> bool:
    """Whether an authority may have given a certificate for this: for names of the internet only.

    Asking saves nothing for others, and every question costs a connection.
    """
    if is_loopback(host) or "." not in host.rstrip("."):
        return False
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return not host.rstrip(".").lower().endswith((".local", ".lan", ".home.arpa", ".internal"))
    return False
