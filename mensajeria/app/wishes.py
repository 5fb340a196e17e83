"""What somebody wants of the client, made of its command line and checked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mensajeria.app.options import ClientOptions
from mensajeria.app.own_certificate import own_certificate
from mensajeria.client.address import Invitation, Security, not_an_address
from mensajeria.client.approach import Approach
from mensajeria.client.identity import not_a_name
from mensajeria.client.known_servers import KnownServers, fingerprint_written
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.client.trust import Known
from mensajeria.languages import _
from mensajeria.wire.casemapping import CHANTYPES, is_channel, is_nick

GENERAL = "#general"
_OTHER_CHANTYPES = "&+!"
_LONGEST_CHANNEL = 200


@dataclass(frozen=True)
class Wishes:
    """`invitation`: None where no server was named; `name`: None for none; `channel`: "" for none;
    `trusted`: what is to be known of the server from now on, if `trusts`.
    """

    invitation: Invitation | None
    name: str | None
    channel: str
    no_tls: bool
    trusts: bool
    trusted: Known | None

    @classmethod
    def of(cls, options: ClientOptions) -> Wishes:
        """Raises ValueError, whose text is a sentence for whoever typed it."""
        invitation = None if options.address is None else _invitation(options.address)
        if options.no_tls and invitation and invitation.security is Security.ALWAYS:
            raise ValueError(
                _("a link that begins with ircs:// and --no-tls: choose one of the two")
            )
        return cls(
            invitation,
            _name(options.name),
            _channel(options.channel) if options.channel else "",
            options.no_tls,
            options.trust is not None,
            _trusted(options.trust or ""),
        )

    def elsewhere(self) -> Wishes:
        """For a server that was not meant by what the command line says of one."""
        return replace(self, channel="", no_tls=False, trusts=False, trusted=None)

    def channel_of(self, invitation: Invitation) -> str:
        """Where to talk there."""
        return self.channel or invitation.channel or GENERAL

    def approach_to(self, invitation: Invitation) -> Approach:
        """How to get there; whom somebody trusts by hand is known from now on."""
        servers = KnownServers()
        if self.trusts:
            servers.put(invitation.address, self.trusted)
        security = Security.NEVER if self.no_tls else invitation.security
        return Approach(servers, security, own_certificate)


def _invitation(text: str) -> Invitation:
    try:
        return Invitation.parse(text)
    except ValueError:
        raise ValueError(not_an_address(text)) from None


def _name(text: str | None) -> str | None:
    if text is not None and not is_nick(text, LONGEST_NICK):
        raise ValueError(not_a_name(text))
    return text


def _channel(text: str) -> str:
    """The channel to talk in; its sign may be left out, since shells take "#" for a comment."""
    if text[0] in _OTHER_CHANTYPES:
        return text
    channel = text if text[0] in CHANTYPES else CHANTYPES + text
    if not is_channel(channel, _LONGEST_CHANNEL):
        raise ValueError(_("{0} cannot be the name of a channel.").format(channel))
    return channel


def _trusted(text: str) -> Known | None:
    """The certificate with this fingerprint; None for whichever is shown next."""
    try:
        return Known(fingerprint_written(text)) if text else None
    except ValueError:
        wrong = _("{0} is no SHA-256 fingerprint, which is 64 digits from 0 to F")
        raise ValueError(wrong.format(text)) from None
