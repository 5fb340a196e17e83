"""`Offered`: what the palette finds, by titles in which nothing is markup.

Textual's own provider takes them for markup, and its way to escape that does not know of all names
that there may be: a channel can be called "#[/".
"""

from __future__ import annotations

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.style import Style


class Offered(Provider):
    """Everything that the application can do at the moment."""

    async def discover(self) -> Hits:
        for each in sorted(self._commands(), key=lambda command: command.title):
            yield DiscoveryHit(Content(each.title), each.callback, each.title, each.help)

    async def search(self, query: str) -> Hits:
        search = FuzzySearch()
        for each in self._commands():
            score, places = search.match(query, each.title)
            if score > 0:
                title = Content(each.title)
                for place in places:
                    title = title.stylize(self.match_style or Style(), place, place + 1)
                yield Hit(score, title, each.callback, each.title, each.help)

    def _commands(self) -> list[SystemCommand]:
        return list(self.app.get_system_commands(self.screen))
