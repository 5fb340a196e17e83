"""Which server to join, of those that were found; asked of a person at a terminal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from mensajeria.client.address import Invitation, is_loopback, not_an_address
from mensajeria.client.discovery import Found
from mensajeria.client.finding import Findings
from mensajeria.client.plain.asking import ask, tell
from mensajeria.languages import _

Ask = Callable[[str], Awaitable[str | None]]
Tell = Callable[[str], None]


async def choose(findings: Findings, ask: Ask = ask, tell: Tell = tell) -> Invitation | None:
    """The one that was found or picked, or what was typed; None from who would rather leave."""
    servers = findings.servers
    if not servers:
        tell(findings.tried)
        return await _typed(ask, tell, _("Address of a server: "), Invitation.parse)
    if len(servers) == 1:
        _introduce(servers[0], tell)
        return Invitation(servers[0].address)
    tell(_("Several servers were found:"))
    width = max(len(each.name) for each in servers)
    for number, each in enumerate(servers, 1):
        tell(f"  {number:>2}  {each.name:{width}}  {_described(each)}")
    return await _typed(ask, tell, _("Which one [1]: "), partial(_picked, servers))


async def _typed(
    ask: Ask, tell: Tell, question: str, read: Callable[[str], Invitation]
) -> Invitation | None:
    """What somebody typed, once it makes sense."""
    while (answer := await ask(question)) is not None:
        try:
            return read(answer.strip())
        except ValueError:
            tell(not_an_address(answer.strip()))
    return None


def _picked(servers: tuple[Found, ...], answer: str) -> Invitation:
    """One of the list by its number, the first for Enter alone, or any address. ValueError."""
    if not answer.isdecimal() and answer:
        return Invitation.parse(answer)
    number = int(answer or 1)
    if not 1 <= number <= len(servers):
        raise ValueError(answer)
    return Invitation(servers[number - 1].address)


def _introduce(found: Found, tell: Tell) -> None:
    """Say where somebody is taken that did not say where to, unless that is this machine."""
    if not is_loopback(found.address.host):
        tell(_("Joining {0}").format(f"{found.name} {found.address}".strip()))


def _described(found: Found) -> str:
    where = str(found.address)
    return f"{where}  " + _("asks for a code") if found.private else where
