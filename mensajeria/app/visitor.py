"""`Visitor`: somebody at the plain text door. The terminal client's own words, inside the server.

What is typed and what is shown is the same as in the line mode of the client; around it there is
what a program would have asked before: a password, a name, a language. No socket, no loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from mensajeria.client.clean import clean
from mensajeria.client.conversation import Conversation
from mensajeria.client.happenings import (
    Closed,
    Happening,
    Joined,
    NickRefused,
    PasswordRefused,
    Said,
    Welcomed,
)
from mensajeria.client.identity import Identity, not_a_name
from mensajeria.client.plain.paint import Paint
from mensajeria.client.plain.screen import Screen
from mensajeria.client.reasons import why_closed
from mensajeria.client.remembered import LONGEST_NICK
from mensajeria.client.session import Session
from mensajeria.client.wording import Scene
from mensajeria.languages import LANGUAGES, _, known, speaking
from mensajeria.wire.casemapping import is_nick

AHEAD: Final = 20
"""Lines that may be typed before the server knows the name."""

_END: Final = "\r\n"
_OTHERWISE: Final[Mapping[str, str]] = {"en": "/lang en: English", "es": "/lang es: español"}
"""For those who do not understand what they are asked."""


class Visitor:
    """A `Person` of the text door, and the `Link` of the conversation that they have."""

    def __init__(self, network: str, language: str, *, asks_password: bool) -> None:
        """`language`: the one they are spoken to in until they say `/lang`."""
        self.session = Session(Identity("", insists=True))
        self._network = network
        self._language = language
        self._asks_password = asks_password
        self._conversation = Conversation(self)
        self._screen = Screen(self._write, Paint())
        self._shown = ""
        self._started = False  # the server has heard of them
        self._ahead: list[str] = []
        self._leaving = False
        self._left = False  # the server knows that they leave
        self._entered: set[str] = set()  # channels asked for, folded
        self._answer: Callable[[str], None] = self._name

    # What the text door wants of a person

    def greet(self) -> None:
        """Say where they are, and ask the first question."""
        with speaking(self._language):
            self._say(
                _("This is {network}, a chat: everybody here reads what you write.").format(
                    network=self._network
                )
            )
            for language in LANGUAGES:
                if language != self._language:
                    self._say(_OTHERWISE[language])
            self._ask()

    def typed(self, line: str) -> None:
        """Take in a line of theirs."""
        command, _space, rest = line.strip().partition(" ")
        if command.lower() == "/lang":
            self._speak(known(rest.strip()))
            return
        with speaking(self._language):
            self._answer(line)

    def typed_too_much(self) -> None:
        with speaking(self._language):
            self._screen.tell(_("That line was too long; nothing of it was sent."))

    def heard(self, lines: bytes) -> None:
        """Tell them what the server says."""
        with speaking(self._language):
            for happening in self.session.receive(lines):
                self._attend(happening)
            if self.is_open:
                self._catch_up()

    def to_show(self) -> str:
        shown, self._shown = self._shown, ""
        return shown

    def to_send(self) -> list[bytes]:
        return self.session.take_output().splitlines()

    # What the conversation wants of a link

    @property
    def is_open(self) -> bool:
        return self.session.welcomed

    def join(self, channel: str, key: str = "") -> None:
        self._entered.add(self.session.model.features.fold(channel))
        self.session.enter([(channel, key)])

    def flush(self) -> None:
        """The text door takes what is to be sent by itself."""

    def quit(self, reason: str = "") -> None:
        """Leave, once what was typed before is said."""
        self._leaving = True
        if self._answer != self._wait and not self._left:
            self._left = True
            self.session.send("QUIT", *([reason] if reason else []))

    # Questions

    def _ask(self) -> None:
        """Ask what is not known yet."""
        if self._leaving:
            self._answer = self._name
            self.quit()
        elif self._asks_password and not self.session.identity.password:
            self._answer = self._password
            self._shown += _("The server's password: ")
        else:
            self._answer = self._name
            self._shown += _("What is your name? ")

    def _password(self, line: str) -> None:
        if not self._leaves(line):
            self.session.identity.password = line.strip()
            self._ask()

    def _name(self, line: str) -> None:
        if self._leaves(line):
            return
        name = line.strip()
        if not is_nick(name, LONGEST_NICK):
            if name:
                self._say(not_a_name(name))
            self._ask()
            return
        self.session.identity.nick = self.session.model.nick = name
        self._answer = self._wait
        if self._started:
            self.session.send("NICK", name)
        else:
            self._started = True
            self.session.start()

    def _leaves(self, line: str) -> bool:
        """Whether they would rather not answer."""
        if line.strip().lower() in ("/quit", "/exit", "/q"):
            self.quit()
        return self._leaving

    def _wait(self, line: str) -> None:
        """The server has not said yet what it makes of the name; it takes but a moment."""
        if len(self._ahead) < AHEAD:
            self._ahead.append(line)
        else:
            self._screen.tell(_("Not connected: nothing was sent."))

    def _catch_up(self) -> None:
        """Say what was typed while the server did not know them yet."""
        ahead, self._ahead = self._ahead, []
        for line in ahead:
            self._talk(line)
        if self._leaving and not self._left:
            self.quit()

    def _talk(self, line: str) -> None:
        for sentence in self._conversation.typed(line):
            self._screen.tell(sentence)
        if line.strip().lower() == "/help":
            purpose = _("speak another language")
            self._screen.tell(f"{'/lang en|es':<26} {purpose}")

    def _speak(self, language: str | None) -> None:
        self._language = language or self._language
        with speaking(self._language):
            if language is None:
                self._say(_("Usage: {0}").format("/lang en, /lang es"))
            if self.session.welcomed:
                self._screen.tell(_("The language is English now."))
            else:
                self._ask()

    # What happens

    def _attend(self, happening: Happening) -> None:
        if isinstance(happening, NickRefused):
            self._say(happening.why)
            self._ask()
        elif isinstance(happening, PasswordRefused):
            self._say(_("That is not the password."))
        elif isinstance(happening, Closed):
            if not self._leaving and not self.session.password_refused:
                self._say(why_closed(happening.reason))
        else:
            self._show(happening)

    def _show(self, happening: Happening) -> None:
        """Show what happened, but not again what they have just typed themselves."""
        target = self._conversation.target
        self._conversation.heard(happening)
        if isinstance(happening, Joined) and happening.mine and target:
            self._stay(target, happening.channel)
        if isinstance(happening, Said) and happening.mine:
            return
        me = self.session.model.nick
        self._screen.show(happening, Scene(me, self._conversation.target))
        if isinstance(happening, Welcomed):
            self._answer = self._talk
            self._screen.tell(_("Just write. /help: what else there is; /quit: end."))

    def _stay(self, target: str, entered: str) -> None:
        """Of several channels that the server put them into, the first is where they talk."""
        features = self.session.model.features
        if features.is_channel(target) and features.fold(entered) not in self._entered:
            self._conversation.target = target

    def _say(self, sentence: str) -> None:
        """A sentence without a time in front, for who is not in yet."""
        self._write(clean(sentence))

    def _write(self, line: str) -> None:
        self._shown += line.replace("\n", _END) + _END
