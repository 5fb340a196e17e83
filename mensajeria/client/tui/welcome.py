"""`Welcome`: the first minute: a name, the servers that were found, go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Input, Static

from mensajeria.client.address import Invitation, not_an_address
from mensajeria.client.beginning import Beginning
from mensajeria.client.clean import clean
from mensajeria.client.discovery import Found
from mensajeria.client.finding import Findings
from mensajeria.client.identity import not_a_name
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.client.tui.dialogue import Dialogue, closable
from mensajeria.client.tui.field import Field
from mensajeria.client.tui.listing import Item, Listing
from mensajeria.languages import _
from mensajeria.wire.casemapping import is_nick


class Welcome(Dialogue[Beginning | None]):
    """Asks for what the command line did not say."""

    closes_beside = False  # who is nowhere yet would end with it

    def __init__(
        self,
        name: str,
        invitation: Invitation | None,
        find: Callable[[], Awaitable[Findings]],
    ) -> None:
        super().__init__()
        self._name = name
        self._invitation = invitation
        self._find = find
        self._found: tuple[Found, ...] = ()

    def compose(self) -> ComposeResult:
        with closable(Vertical(classes="dialogue")):
            yield Static(_("Your name"), classes="question")
            yield Field(self._name, id="name", select_on_focus=True)
            if self._invitation is None:
                yield Static(_("Server"), classes="question")
                yield Listing("servers")
                yield Field(id="address", placeholder=_("HOST, HOST:PORT or a link"))
            yield Static("", classes="wrong", markup=False)
            yield Button(_("Join"), id="join", compact=True)

    def on_mount(self) -> None:
        self.query_one("#name", Input).focus()
        if self._invitation is None:
            self._tell(_("Looking for servers on this network…"))
            self.run_worker(self._look())

    async def _look(self) -> None:
        findings = await asyncio.ensure_future(self._find())
        self._found = findings.servers
        self._tell(findings.tried)
        listing = self.query_one("#servers", Listing)
        listing.display = len(self._found) > 1
        listing.put([_described(each) for each in self._found])
        address = self.query_one("#address", Input)
        if self._found and not address.value:
            address.value = str(self._found[0].address)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        self.query_one("#address", Input).value = event.key
        self._join()

    def on_input_submitted(self) -> None:
        self._join()

    def on_button_pressed(self) -> None:
        self._join()

    def _join(self) -> None:
        name = self.query_one("#name", Input).value.strip()
        if not is_nick(name, LONGEST_NICK):
            self._tell(not_a_name(name))
            return
        if self._invitation is not None:
            self.dismiss(Beginning(name, self._invitation))
            return
        address = self.query_one("#address", Input)
        try:
            self.dismiss(Beginning(name, Invitation.parse(address.value.strip())))
        except ValueError:
            self._tell(not_an_address(address.value.strip()))
            address.focus()

    def _tell(self, sentence: str) -> None:
        self.query_one(".wrong", Static).update(clean(sentence))


def _described(found: Found) -> Item:
    asks = "  " + _("asks for a code") if found.private else ""
    return Item(f" {found.name}  {found.address}{asks}".rstrip(), str(found.address))
