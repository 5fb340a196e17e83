"""The client's composition root: what the command line says becomes a connection with a face."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys

from mensajeria.app.options import ClientOptions
from mensajeria.app.owner import token_of
from mensajeria.client.address import Invitation, Security
from mensajeria.client.approach import Approach
from mensajeria.client.connection import Connection, Questions
from mensajeria.client.identity import Identity, not_a_name
from mensajeria.client.known_servers import KnownServers, fingerprint_written
from mensajeria.client.patience import Patience
from mensajeria.client.plain.streams import Mode, mode_of
from mensajeria.client.plain.unattended import Unattended, complain, log, send
from mensajeria.client.remembered import LONGEST_NICK, offered
from mensajeria.client.trust import Known
from mensajeria.languages import _
from mensajeria.wire.casemapping import CHANTYPES, is_channel, is_nick

DONE, FAILED, USAGE = 0, 1, 2
GENERAL = "#general"
_OTHER_CHANTYPES = "&+!"
_LONGEST_CHANNEL = 200
_ATTEMPTS = 5
"""How often in a row a client in a pipe may fail to connect."""


def run(options: ClientOptions) -> int:
    """Chat, send or log, whichever the terminal or the lack of one asks for; the exit code."""
    try:
        invitation = _invitation(options.address)
        name = _name(options.name)
        channel = _channel(options.channel or invitation.channel)
        approach = _approach(options, invitation)
    except ValueError as error:
        complain(str(error))
        return USAGE
    mode = mode_of(sys.stdin, sys.stdout)
    if mode is Mode.CHAT:
        return asyncio.run(_chat(invitation, approach, name, channel))
    return asyncio.run(_unattended(invitation, approach, name or offered(), channel, mode))


def _invitation(text: str | None) -> Invitation:
    if text is None:
        return Invitation()
    try:
        return Invitation.parse(text)
    except ValueError:
        wrong = _("{0} is no address of a server; it is written HOST, HOST:PORT or [IPV6]:PORT.")
        raise ValueError(wrong.format(text or "''")) from None


def _approach(options: ClientOptions, invitation: Invitation) -> Approach:
    """How to get there; what somebody trusts by hand is known from now on."""
    servers = KnownServers()
    if options.trust is not None:
        servers.put(invitation.address, _trusted(options.trust))
    if options.no_tls and invitation.security is Security.ALWAYS:
        raise ValueError(_("a link that begins with ircs:// and --no-tls: choose one of the two"))
    return Approach(servers, Security.NEVER if options.no_tls else invitation.security)


def _trusted(text: str) -> Known | None:
    """The certificate with this fingerprint; None for whichever is shown next."""
    try:
        return Known(fingerprint_written(text)) if text else None
    except ValueError:
        wrong = _("{0} is no SHA-256 fingerprint, which is 64 digits from 0 to F")
        raise ValueError(wrong.format(text)) from None


def _name(text: str | None) -> str | None:
    if text is not None and not is_nick(text, LONGEST_NICK):
        raise ValueError(not_a_name(text))
    return text


def _channel(text: str | None) -> str:
    """The channel to talk in; its sign may be left out, since shells take "#" for a comment."""
    text = text or GENERAL
    if text[0] in _OTHER_CHANTYPES:
        return text
    channel = text if text[0] in CHANTYPES else CHANTYPES + text
    if not is_channel(channel, _LONGEST_CHANNEL):
        raise ValueError(_("{0} cannot be the name of a channel.").format(channel))
    return channel


async def _chat(invitation: Invitation, approach: Approach, name: str | None, channel: str) -> int:
    from mensajeria.client.plain.paint import Paint, colours_for
    from mensajeria.client.plain.terminal import Terminal, ask_name

    nick = name or await ask_name(offered())
    if nick is None:
        return DONE
    identity = Identity(nick, invitation.password, insists=True)
    connection = Connection(
        invitation.address,
        identity,
        lambda _happening: None,
        [(channel, "")],
        claim=token_of,
        dialler=approach.open,
    )
    return await Terminal(connection, Paint(colours_for(sys.stdout))).run()


async def _unattended(
    invitation: Invitation, approach: Approach, nick: str, channel: str, mode: Mode
) -> int:
    logs = mode is Mode.LOG
    face = Unattended(channel, logs=logs)
    connection = Connection(
        invitation.address,
        Identity(nick, invitation.password),
        face.listen,
        [(channel, "")],
        Questions(password=_ask_password),
        Patience(attempts=None if logs else _ATTEMPTS),
        dialler=approach.open,
    )
    if logs:
        return await log(face, connection)
    return await send(face, connection, sys.stdin.fileno())


async def _ask_password(why: str) -> str | None:
    """The server's password, from the terminal that we were started in, if there is one."""
    if why:
        complain(why)
    try:
        os.close(os.open("CON" if os.name == "nt" else "/dev/tty", os.O_RDWR))
        return getpass.getpass(_("The server's password or code: "))
    except (OSError, EOFError):
        return None
