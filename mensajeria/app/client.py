"""The client's composition root: what the command line says becomes a connection with a face."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
from dataclasses import replace

from mensajeria.app.faces import fills_the_screen
from mensajeria.app.options import ClientOptions
from mensajeria.app.owner import token_of
from mensajeria.app.wishes import Wishes
from mensajeria.client.address import Invitation
from mensajeria.client.beginning import Beginning
from mensajeria.client.connection import Connection
from mensajeria.client.finding import Findings, find_all, find_server, one_of_several
from mensajeria.client.identity import Identity
from mensajeria.client.last_channels import last_channels
from mensajeria.client.negotiation import WANTED, WANTED_BY_ROOMS
from mensajeria.client.open_servers import kept
from mensajeria.client.patience import Patience
from mensajeria.client.plain.streams import Mode, mode_of
from mensajeria.client.plain.unattended import Unattended, complain, log, send
from mensajeria.client.preferences import Preferences
from mensajeria.client.questions import Questions
from mensajeria.client.remembered import offered
from mensajeria.languages import _

DONE, FAILED, USAGE = 0, 1, 2
_ATTEMPTS = 5
"""How often in a row a client in a pipe may fail to connect."""

_UNNOTICED = 0.3
"""Seconds of looking for servers of which nobody needs to be told."""


def run(options: ClientOptions) -> int:
    """Chat, send or log, whichever the terminal or the lack of one asks for; the exit code."""
    try:
        wishes = Wishes.of(options)
    except ValueError as error:
        complain(str(error))
        return USAGE
    mode = mode_of(sys.stdin, sys.stdout)
    fills = fills_the_screen(os.environ, plain=options.plain, platform=sys.platform)
    if len(wishes.invitations) > 1 and not (fills and mode is Mode.CHAT):
        complain(_("Several servers at a time are for the full screen; here give one ADDRESS."))
        return USAGE
    if mode is not Mode.CHAT:
        return asyncio.run(_unattended(wishes, mode))
    if fills:
        try:
            return asyncio.run(_fill_the_screen(wishes))
        except ImportError as error:
            complain(_("The full screen is not to be had here ({0}).").format(error))
    return asyncio.run(_chat(wishes))


async def _fill_the_screen(wishes: Wishes) -> int:
    """The full-screen face. Raises ImportError before anything is drawn if it cannot be had."""
    from mensajeria.client.tui.face import Face
    from mensajeria.client.tui.start import Start

    face = Face(
        Start(
            wishes.name or "",
            offered(),
            wishes.invitations,
            find_server,
            find_all,
            lambda begun: _connection(wishes, again(wishes, begun), WANTED_BY_ROOMS),
            lambda begun: _connection(
                wishes.elsewhere(), again(wishes.elsewhere(), begun), WANTED_BY_ROOMS
            ),
            reopened(wishes),
        )
    )
    code = await face.run_async()
    if face.gave_up and code:
        complain(face.gave_up)
    return FAILED if code is None else code


def reopened(wishes: Wishes) -> tuple[Beginning, ...]:
    """The servers of the last time, for a start that says nothing else and who wants them again."""
    if wishes.invitations or wishes.says_how or not Preferences.load().reopen:
        return ()
    return tuple(replace(each, nick=wishes.name or each.nick) for each in kept())


def again(wishes: Wishes, begun: Beginning) -> Beginning:
    """Into the channels of the last time there, unless somebody says into which."""
    if begun.channels is not None or wishes.channel or begun.invitation.channel:
        return begun
    return replace(begun, channels=last_channels(begun.invitation.address))


async def _chat(wishes: Wishes) -> int:
    from mensajeria.client.plain.asking import ask_name

    looking = None if wishes.invitation else asyncio.ensure_future(find_server())
    try:
        nick = wishes.name or await ask_name(offered())  # meanwhile servers are looked for
        if nick is None:
            return DONE
        invitation = await _choice(looking) if looking else wishes.invitation
    finally:
        if looking:
            looking.cancel()
    return DONE if invitation is None else await _talk(wishes, invitation, nick)


async def _choice(looking: asyncio.Future[Findings]) -> Invitation | None:
    """What was found, as a person picks it."""
    from mensajeria.client.plain.asking import tell
    from mensajeria.client.plain.choosing import choose

    done, _rest = await asyncio.wait({looking}, timeout=_UNNOTICED)
    if not done:
        tell(_("Looking for servers on this network…"))
    return await choose(await looking)


async def _talk(wishes: Wishes, invitation: Invitation, nick: str) -> int:
    from mensajeria.client.plain.paint import Paint, colours_for
    from mensajeria.client.plain.terminal import Terminal

    connection = _connection(wishes, Beginning(nick, invitation))
    return await Terminal(connection, Paint(colours_for(sys.stdout))).run()


def _connection(wishes: Wishes, begun: Beginning, wants: tuple[str, ...] = WANTED) -> Connection:
    """That of a person, who will be asked about what is not clear."""
    invitation, channels = begun.invitation, begun.channels
    if channels is None:
        channels = (wishes.channel_of(invitation),)
    return Connection(
        invitation.address,
        Identity(begun.nick, invitation.password, insists=True),
        lambda _happening: None,
        [(channel, "") for channel in channels],
        claim=token_of,
        wants=wants,
        dialler=wishes.approach_to(invitation).open,
    )


async def _unattended(wishes: Wishes, mode: Mode) -> int:
    invitation = wishes.invitation or await _only_one()
    if invitation is None:
        return FAILED
    channel = wishes.channel_of(invitation)
    logs = mode is Mode.LOG
    face = Unattended(channel, logs=logs)
    connection = Connection(
        invitation.address,
        Identity(wishes.name or offered(), invitation.password),
        face.listen,
        [(channel, "")],
        Questions(password=_ask_password),
        Patience(attempts=None if logs else _ATTEMPTS),
        dialler=wishes.approach_to(invitation).open,
    )
    if logs:
        return await log(face, connection)
    return await send(face, connection, sys.stdin.fileno())


async def _only_one() -> Invitation | None:
    """The server that was found; nobody is there to pick one of several, or to name another."""
    findings = await find_server()
    if len(findings.servers) == 1:
        return Invitation(findings.servers[0].address)
    complain(one_of_several(findings.servers) if findings.servers else findings.tried)
    return None


async def _ask_password(why: str) -> str | None:
    """The server's password, from the terminal that we were started in, if there is one."""
    if why:
        complain(why)
    try:
        os.close(os.open("CON" if os.name == "nt" else "/dev/tty", os.O_RDWR))
        return getpass.getpass(_("The server's password or code: "))
    except (OSError, EOFError):
        return None
