"""`Face`: the application. A switchboard: what is pressed, clicked or heard goes to who does it.

What keys and the palette do is in `actions/`, what is about one server in `server`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, ClassVar, Final

from textual import events
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.command import CommandPalette, Provider
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from mensajeria.client.beginning import Beginning
from mensajeria.client.clean import clean
from mensajeria.client.completion import completions
from mensajeria.client.happenings import (
    Delivered,
    Happening,
    Lost,
    Said,
    Typing,
    VerificationWanted,
)
from mensajeria.client.interruption import on_interruption
from mensajeria.client.preferences import Preferences
from mensajeria.client.rooms.room import Kind, Room
from mensajeria.client.rooms.rooms import Rooms
from mensajeria.client.rooms.talk import Talk
from mensajeria.client.tui import message_menu, person_menu, room_menu, themes
from mensajeria.client.tui.actions import ACTIONS, bindings, commands, entering
from mensajeria.client.tui.actions.account import ask_code
from mensajeria.client.tui.actions.typed import names, obey
from mensajeria.client.tui.attention import Attention
from mensajeria.client.tui.board import answered
from mensajeria.client.tui.card import Card
from mensajeria.client.tui.composer import Composer
from mensajeria.client.tui.dialogues import Question
from mensajeria.client.tui.heading import Banner, Heading
from mensajeria.client.tui.listing import Listing
from mensajeria.client.tui.palette import Offered
from mensajeria.client.tui.saying import submit
from mensajeria.client.tui.server import Server
from mensajeria.client.tui.servers import Servers
from mensajeria.client.tui.sides import Sides
from mensajeria.client.tui.start import Start, local_time
from mensajeria.client.tui.terminal_keys import correct
from mensajeria.client.tui.themes import OURS, fitting
from mensajeria.client.tui.timeline import Timeline
from mensajeria.client.tui.visited import Visited
from mensajeria.client.tui.welcome import Welcome
from mensajeria.languages import _

DONE, FAILED = 0, 1
_WRITERS_S: Final = 2.0
"""How often it is looked who has stopped writing, and told what was read."""


class Face(App[int]):
    """One person's full-screen client."""

    CSS_PATH = "look.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings()
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Offered}
    TITLE = "mensajeria"

    def __init__(self, start: Start, now: Callable[[], datetime] = local_time) -> None:
        super().__init__()
        correct()
        self.start = start
        self.now = now
        for theme in OURS:
            self.register_theme(theme)
        self.preferences = Preferences.load()
        known = self.preferences.theme in self.available_themes
        self.theme = self.preferences.theme if known else fitting()
        self._stale = False
        self.attention = Attention(self)
        self.servers = Servers(self)
        self.sides = Sides(self.servers, lambda: self.front)
        self.visited = Visited(self.servers)
        self._on_screen = Room("", Kind.SERVER)  # until the first is shown
        self.gave_up = ""

    @property
    def here(self) -> Server:
        """The server that is looked at."""
        return self.servers.here

    @property
    def rooms(self) -> Rooms:
        return self.here.rooms

    @property
    def talk(self) -> Talk | None:
        return self.here.talk

    # The screen

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Textual's own looks get those of our colours that suit them."""
        return themes.beside(self.current_theme)

    def compose(self) -> ComposeResult:
        with Horizontal(id="body"):
            yield Listing("rooms")
            with Vertical(id="middle"):
                yield Heading(id="heading", markup=False)
                yield Timeline(lambda: self.rooms.model.nick, self.now)
                yield Banner(id="banner", markup=False)
                yield Composer(self._complete)
            yield Listing("members")

    def on_mount(self) -> None:
        on_interruption(self.leave)
        self.attention.begin()
        self.front.query_one(Banner).display = False
        self.sides.fold(self.size.width)
        self.show_room()
        self.composer.focus()
        self.set_interval(_WRITERS_S, self.look_around)
        begun = self.start
        if begun.name and begun.invitations:
            self._begin(Beginning(begun.name, begun.invitations[0]))
        elif begun.reopened:
            for beginning in begun.reopened:
                self.servers.open(beginning, begun.connect_also)
        else:
            named = begun.invitations[0] if begun.invitations else None
            asked = Welcome(begun.name or begun.offered, named, begun.find)
            self.push_screen(asked, self._begin)

    def on_unmount(self) -> None:
        self.attention.end()

    def on_resize(self, event: events.Resize) -> None:
        self.sides.fold(event.size.width)
        self.refresh_lists()

    def refresh_lists(self) -> None:
        """Have the lists drawn anew, once, however much changes before that."""
        if not self._stale:
            self._stale = True
            self.call_later(self._refresh_lists)

    def _refresh_lists(self) -> None:
        self._stale = False
        self.sides.draw(dark=self.current_theme.dark)
        self.composer.tell_hint(entering.hint(self.rooms.current))
        self.attention.retitle()

    def toggle(self, which: str) -> None:
        """Show or hide the list of "rooms" or of "members"."""
        self.sides.toggle(which)
        self.sides.fold(self.size.width)
        self.refresh_lists()

    @property
    def front(self) -> Screen[Any]:
        """The conversation with all around it, also while a dialogue stands before it."""
        return self.screen_stack[0]

    @property
    def composer(self) -> Composer:
        return self.front.query_one(Composer)

    @property
    def timeline(self) -> Timeline:
        return self.front.query_one(Timeline)

    # Servers

    def _begin(self, beginning: Beginning | None) -> None:
        """Connect as somebody, somewhere; without either there is nothing to do here."""
        if beginning is None:
            self.exit(DONE)
            return
        self.servers.open(beginning, self.start.connect)
        for invitation in self.start.invitations[1:]:
            self.servers.open(Beginning(beginning.nick, invitation), self.start.connect)

    def heard(self, server: Server, happening: Happening) -> None:
        """A connection's listener."""
        if answered(self.screen_stack, server.talk, happening):
            return
        answer = server.answers(happening)
        if answer is not None:
            self.push_screen(Card(answer))
            return
        server.heard(happening)
        if isinstance(happening, VerificationWanted):
            self.run_worker(ask_code(self, server, happening))
        if isinstance(happening, (Typing, Said, Lost)):
            self._tell_writers()
        self.show_room()
        if not isinstance(happening, (Said, Delivered, Typing)):  # which change lists by `listed`
            self.refresh_lists()

    def leave(self, reason: str = "") -> None:
        """End, with a word to each server."""
        self.servers.leave(reason)

    def end(self) -> None:
        self.exit(DONE)

    def give_up(self, why: str) -> None:
        """End, since there is no use in trying on."""
        self.gave_up = why
        self.exit(FAILED)

    # Writing

    def on_key(self, event: events.Key) -> None:
        """What is typed while a list or the conversation has the focus is meant for the field."""
        focused, at_front = self.focused, len(self.screen_stack) == 1
        elsewhere = at_front and isinstance(focused, (Listing, Timeline))
        if elsewhere and event.is_printable and not self.timeline.takes(event.key):
            event.prevent_default()  # of being looked up among the bindings
            self.composer.begin(event)

    def on_paste(self, event: events.Paste) -> None:
        """As with keys."""
        if len(self.screen_stack) == 1 and self.focused is not self.composer:
            self.composer.take(event.text)

    def _complete(self, before: str) -> tuple[str, list[str]]:
        return completions(self.talk, before, names()) if self.talk else ("", [])

    def on_composer_submitted(self, event: Composer.Submitted) -> None:
        submit(self, event)

    def on_composer_blank(self) -> None:
        entering.knock(self)

    def told(self, sentences: list[str]) -> None:
        """Something was typed, and this is what there is to say about it."""
        for sentence in sentences:
            self.rooms.note(self.rooms.current, sentence)
        self.show_room()
        self.timeline.to_end()
        self.refresh_lists()

    def on_timeline_at_top(self) -> None:
        if self.talk is not None:
            self.talk.earlier()

    def on_timeline_gap_seen(self, event: Timeline.GapSeen) -> None:
        if self.talk is not None:
            self.talk.fill(event.gap, downwards=event.downwards)

    def on_timeline_followed(self) -> None:
        self.servers.follow(follows=self.timeline.follows)
        self.composer.tell_way_back(is_needed=not self.timeline.follows)
        self.refresh_lists()

    def on_app_focus(self) -> None:
        self._watch(watched=True)

    def on_app_blur(self) -> None:
        self._watch(watched=False)

    def _watch(self, *, watched: bool) -> None:
        """The window is in front of others now, or no longer is."""
        self.servers.watch(watched=watched)
        self.refresh_lists()

    def on_composer_written(self) -> None:
        if self.preferences.typing:
            self.here.tell_writing(self.composer.text)

    def look_around(self) -> None:
        """What changes with time alone, or is told only now and then."""
        self._tell_writers()
        self.here.tell_read()

    def _tell_writers(self) -> None:
        self.composer.tell_writers(self.here.writers())

    def on_heading_asked(self, event: Heading.Asked) -> None:
        self.action_do(event.action)

    def on_composer_asked(self) -> None:
        self.action_do("show_help")

    # Rooms, messages and people

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        if event.listing.id == "rooms":
            room_menu.choose(self, event.key, menu=event.menu)
        elif event.listing.id == "members":
            self.run_worker(self.about_person(event.key))

    def on_timeline_selected(self, event: Timeline.Selected) -> None:
        if self.talk is not None:
            self.run_worker(message_menu.open_menu(self, self.talk, event.entry, event.deed))

    async def about_person(self, nick: str) -> None:
        """What can be done about somebody."""
        if self.talk is not None:
            await person_menu.open_menu(self, self.talk, nick)

    def ask_who(self, nick: str) -> None:
        """Show who somebody is once the server has said it."""
        self.told(self.here.ask_who(nick))

    def obey(self, command: str) -> None:
        """Do what this does when it is typed."""
        told = obey(self, command)
        if told is not None:
            self.told(told)
        elif self.talk is not None:
            self.told(self.talk.typed(command))

    def tell_terminal(self, sequence: str) -> None:
        """Say something to the terminal beside what is on its screen."""
        if self._driver is not None:
            self._driver.write(sequence)

    def leave_room(self, room: Room) -> None:
        """Close a room; a channel is left."""
        if self.talk is not None:
            self.talk.leave(room)
            self.told([])

    def mute(self, room: Room) -> None:
        """Call nobody to this room any more, or again."""
        self.here.mute(room)
        self.refresh_lists()

    def turn_to(self, room: Room) -> None:
        """Look at another room of this server, and go on writing there."""
        self.go_to(self.here, room)

    def go_to(self, server: Server, room: Room) -> None:
        """Look at a room of any server, and go on writing there."""
        server.turn_to(room)
        if server is not self.here:
            self.servers.look_at(server)
        self.show_room()
        self.composer.focus()

    def show_room(self) -> None:
        """Show the current room, if another is shown; what was being written there is kept."""
        if self.rooms.current is self._on_screen:
            return
        composer, room = self.composer, self.rooms.current
        if composer.about is not None:
            composer.attend(None)  # the message that it is about is not in this room
        self._on_screen.draft, self._on_screen = composer.text, room
        self.visited.now(self.here, room)
        composer.text = room.draft
        composer.move_cursor(composer.document.end)
        self.sides.fold(self.size.width)
        self.timeline.show(room)
        self.refresh_lists()

    # What keys and the palette do

    def action_do(self, name: str) -> None:
        """Do what the table of actions has under this name."""
        ACTIONS[name].act(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In front of the conversation stands a dialogue: only what ends or explains works then."""
        if len(self.screen_stack) > 1 and action == "do":
            return ACTIONS[str(parameters[0])].always
        return True

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002
        return (each._replace(title=clean(each.title)) for each in commands(self))

    def action_command_palette(self) -> None:
        if len(self.screen_stack) == 1:
            self.push_screen(CommandPalette(placeholder=_("Find a command…")))

    def ask_for(self, question: Question, answered: Callable[[str | None], None]) -> None:
        """Put a question in front of everything."""
        self.push_screen(question, answered)

    def wear(self, theme: str) -> None:
        """Look so from now on."""
        self.theme = self.preferences.theme = theme
        self.preferences.save()
