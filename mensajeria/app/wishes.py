"""What somebody wants of the client, made of its command line and checked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mensajeria.app.options import ClientOptions
from mensajeria.app.own_certificate import own_certificate
from mensajeria.client.address import Invitation, Security, not_an_address
from mensajeria.client.approach import Approach
from mensajeria.client.identity import not_a_name
from mensajeria.client.known_servers import KnownServers, fingerprint_written
from mensajeria.client.open_servers import MOST_SERVERS
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.client.trust import Known
from mensajeria.languages import _
from mensajeria.wire.casemapping import CHANTYPES, is_channel, is_nick

GENERAL = "#general"
_OTHER_CHANTYPES = "&+!"
_LONGEST_CHANNEL = 200


@dataclass(frozen=True)
class Wishes:
    """`invitations`: those to the servers that were named; `name`: None for none; `channel`: ""
    for none; `trusted`: what is to be known of the server from now on, if `trusts`.
    """

    invitations: tuple[Invitation, ...]
    name: str | None
    channel: str
    no_tls: bool
    trusts: bool
    trusted: Known | None

    @classmethod
    def of(cls, options: ClientOptions) -> Wishes:
        """Raises ValueError, whose text is a sentence for whoever typed it."""
        invitations = _invitations(options)
        if options.no_tls and any(each.security is Security.ALWAYS for each in invitations):
            raise ValueError(
                _("a link that begins with ircs:// and --no-tls: choose one of the two")
            )
        if options.trust is not None and len(invitations) > 1:
            raise ValueError(_("--trust is about one server: give one ADDRESS"))
        return cls(
            invitations,
            _name(options.name),
            _channel(options.channel) if options.channel else "",
            options.no_tls,
            options.trust is not None,
            _trusted(options.trust or ""),
        )

    @property
    def invitation(self) -> Invitation | None:
        """That to the first server; None where none was named."""
        return self.invitations[0] if self.invitations else None

    @property
    def says_how(self) -> bool:
        """Whether more is wanted of a server than to be there."""
        return bool(self.channel) or self.no_tls or self.trusts

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


def _invitations(options: ClientOptions) -> tuple[Invitation, ...]:
    """Each server once."""
    said = [] if options.address is None else [options.address, *options.more]
    by_address: dict[str, Invitation] = {}
    for invitation in map(_invitation, said):
        by_address.setdefault(str(invitation.address).lower(), invitation)
    if len(by_address) > MOST_SERVERS:
        raise ValueError(_("At most {0} servers at a time.").format(MOST_SERVERS))
    return tuple(by_address.values())


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
