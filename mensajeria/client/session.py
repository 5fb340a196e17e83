"""A connection to an IRC server as its client sees it: bytes in, happenings out.

Sans-I/O: no socket, no clock. What single messages mean is in `incoming/`. A session serves one
connection; the next connection gets a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from mensajeria.client.batches import MULTILINE, Batch, Batches, joined
from mensajeria.client.cutting import cut
from mensajeria.client.happenings import Happening, Said, Undelivered
from mensajeria.client.identity import Identity, alternatives
from mensajeria.client.incoming import handler_for, page
from mensajeria.client.incoming.source import nick_of
from mensajeria.client.joining import joins
from mensajeria.client.login import Login, Password
from mensajeria.client.model import Model
from mensajeria.client.multiline import limits, parts_of
from mensajeria.client.names import is_name
from mensajeria.client.negotiation import WANTED, Negotiation
from mensajeria.client.notes import Notes
from mensajeria.client.pending import Line, Pending
from mensajeria.client.survey import Survey
from mensajeria.client.telling import Telling
from mensajeria.client.whois import Inquiries
from mensajeria.languages import _
from mensajeria.wire.casemapping import Folded
from mensajeria.wire.errors import NotUtf8, WireError
from mensajeria.wire.lines import LineBuffer
from mensajeria.wire.message import Message, format_message, parse

_MOST_TAGS: Final = 8191
_MOST_BODY: Final = 65536
_USUAL_MASK: Final = 80
"""Bytes of a mask that is not known yet, beside the nick: user, host and what is between."""

OWNER: Final = "owner"
"""Under which name whoever runs a server of this project is its operator."""

_OURS: Final = "mensajeria.alt/"
"""How the capabilities begin that only servers of this project have."""

_BREAKS: Final = str.maketrans("\r\n\0", "   ", "\x01")


class Session:
    """A connection's state. Give it what arrives; send what `take_output` gives."""

    def __init__(
        self,
        identity: Identity,
        channels: Iterable[tuple[str, str]] = (),
        *,
        certified: bool = False,
        wants: Iterable[str] = WANTED,
        tokens: Callable[[], str] = lambda: "",
    ) -> None:
        """`channels`: what to enter on being welcomed, each with its key or "". `certified`: the
        server can see a certificate of ours. `wants`: capabilities. `tokens`: gives each line of
        ours a name by which the server knows it when it comes again; "" for none.
        """
        self.identity = identity
        self.model = Model(identity.nick)
        self.login = Login(identity.login, certified=certified)
        self.negotiation = Negotiation(self.login.by_itself, wants)
        self.pending = Pending(self.model.features, tokens)
        self.batches = Batches()
        self.inquiries = Inquiries(self.model.features)
        self.notes = Notes()
        self.telling = Telling(self.model.features)
        self._certified = certified
        self._typed: Password | None = None
        self.welcomed = False
        self.password_refused = False
        self.closing = ""  # what the server said with ERROR
        self.alternatives = [] if identity.insists else alternatives(identity.nick)
        self.regains = True  # the name that we want is asked for when it may be free
        self.regaining = False  # a NICK is under way of which nobody needs to hear
        self.claiming = False  # an OPER is under way that nobody has typed
        self.wished = ""  # the name that somebody typed after /nick
        self.survey = Survey(self.model.features)
        self.entering = list(channels)
        self.keyed: set[Folded] = set()  # channels that we are entering with a key
        self._leaving: set[Folded] = set()
        self._lines = LineBuffer()
        self._output = bytearray()

    # Bytes

    def start(self) -> None:
        """Introduce ourselves on a new connection (Modern IRC, "Connection Registration")."""
        self._output += self.negotiation.opening()
        if self.identity.password:
            self.send("PASS", self.identity.password)
        self.send("NICK", self.identity.nick)
        self.send("USER", self.identity.username, "0", "*", self.identity.nick)

    def receive(self, data: bytes) -> list[Happening]:
        """What these bytes from the server mean. Raises WireError if they are no IRC at all."""
        happenings: list[Happening] = []
        for line in self._lines.feed(data):
            message = _understood(line)
            happenings += self._hear(message) if message is not None else []
        self._output += self.pending.to_send() if self.welcomed else b""
        return happenings

    def take_output(self) -> bytes:
        """What is to be sent now; it is given once."""
        output, self._output = bytes(self._output), bytearray()
        return output

    def _hear(self, message: Message) -> list[Happening]:
        number = self.pending.number_of(message)
        held, batch = self.batches.hear(message)
        consumed, settled = self.pending.observe(message)
        handler = None if consumed or held else handler_for(message.command)
        told: Iterable[Happening] = ()
        if batch is not None:
            told = self._of_batch(batch)
        elif handler is not None:
            told = handler(self, message)
        return [*(_numbered(each, number) for each in told), *settled]

    def _of_batch(self, batch: Batch) -> Iterable[Happening]:
        if batch.kind != MULTILINE:
            return page(self, batch)
        message = joined(batch)
        handler = handler_for(message.command)
        return handler(self, message) if handler is not None else []

    # Wishes

    def send(self, command: str, *params: str) -> None:
        """Send one command. Text that no line can hold is made to fit, never refused."""
        words = [sendable(param) for param in params]
        if any(not word or word[0] == ":" or " " in word for word in words[:-1]):
            return
        self.telling.asked(words)
        line, most = format_message(command, words), self.model.features.line_length
        if len(line) > most and words:
            words[-1] = cut(words[-1], len(words[-1].encode()) - (len(line) - most))[0]
            line = format_message(command, words)
        if len(line) <= most:
            self._output += line

    def write(self, data: bytes) -> None:
        """Send bytes that are lines already."""
        self._output += data

    def raw(self, line: str) -> None:
        """Send a line as somebody typed it."""
        self._output += sendable(line).encode() + b"\r\n"
        words = line.split()
        self.telling.asked(words)
        if len(words) > 1 and words[0].upper() == "PART":
            self._asked_to_leave(words[1])

    def say(
        self,
        target: str,
        text: str,
        kind: str = "message",
        number: int = 0,
        tags: dict[str, str] | None = None,
    ) -> list[Undelivered]:
        """Say something, in as many messages as it takes. What could not be taken on is given
        back.
        """
        target = sendable(target)
        self.telling.asked([target])
        self.telling.said(target)
        room = self._room_for(target, kind)
        messages = self.messages(target, text, kind)
        lines = [Line(number, target, each, kind, tags=tags or {}, room=room) for each in messages]
        if is_name(target):
            lines = [line for line in lines if not self.pending.add(line)]
            why = _("Too much is waiting to be sent already.")
        else:
            why = _("That cannot be a name here.")
        self._output += self.pending.to_send() if self.welcomed else b""
        return [Undelivered(line.number, line.target, line.text, why) for line in lines]

    def messages(self, target: str, text: str, kind: str = "message") -> list[str]:
        """A text as the messages that it takes to say it: one if the server knows such of several
        lines (draft/multiline), else one for each line that fits, without the blank ones.
        """
        room = self._room_for(target, kind)
        lines = [sendable(line) for line in text.split("\n")]
        if kind == "message" and self._is_one_message(lines, room):
            return ["\n".join(lines)]
        telling = [line for line in lines if line.strip()] or lines[:1]
        return [piece for line in telling for piece in cut(line, room)]

    def _is_one_message(self, lines: list[str], room: int) -> bool:
        if "draft/multiline" not in self.negotiation.enabled or not any(map(str.strip, lines)):
            return False
        most_bytes, most_lines = limits(self.negotiation.offered.get("draft/multiline", ""))
        parts = sum(len(parts_of(line, room)) for line in lines)
        return parts <= most_lines and len("\n".join(lines).encode()) <= most_bytes

    @property
    def several_lines(self) -> int:
        """How many lines one message may have (draft/multiline: max-lines); 1 without that."""
        if "draft/multiline" not in self.negotiation.enabled:
            return 1
        return limits(self.negotiation.offered.get("draft/multiline", ""))[1]

    def tag(self, target: str, tags: dict[str, str]) -> None:
        """Send tags alone (TAGMSG), if the server passes on such."""
        if "message-tags" in self.negotiation.enabled and is_name(target):
            self.telling.asked([target])
            self._output += format_message("TAGMSG", [target], tags=tags)

    def tell_writing(self, target: str) -> None:
        """Let others know that we write to them (IRCv3 typing), unless they will not hear of it."""
        if "message-tags" in self.negotiation.enabled and self.telling.may(target):
            self.tag(target, {"+typing": "active"})
            self.telling.told(target)

    def enter(self, channels: Iterable[tuple[str, str]]) -> None:
        """Join channels, each with its key or ""."""
        features = self.model.features
        for names, *keys in joins(channels, features.joins_at_once, features.line_length):
            self.send("JOIN", names, *keys)
            folded = [features.fold(name) for name in names.split(",")]
            self.keyed.difference_update(folded)
            self.keyed.update(folded[: len(",".join(keys).split(",")) if keys else 0])

    def leave(self, channels: str, reason: str = "") -> None:
        """Leave a channel, or several with commas between them."""
        self._asked_to_leave(channels)
        self.send("PART", channels, *([reason] if reason else []))

    def _asked_to_leave(self, channels: str) -> None:
        found = (self.model.channel(name) for name in channels.split(","))
        self._leaving.update(self.model.features.fold(c.name) for c in found if c is not None)

    def has_left(self, channel: str) -> bool:
        """We are out of a channel. Whether we had asked for that; it is known once."""
        folded = self.model.features.fold(channel)
        asked = folded in self._leaving
        self._leaving.discard(folded)
        return asked

    def rename(self, nick: str) -> None:
        """Ask for another name, which is the one we want from then on if we get it."""
        self.wished, self.regaining = nick if nick != self.model.nick else "", False
        self.send("NICK", nick)

    def called(self, nick: str) -> None:
        """This is our name now: the one wished for, whatever the server made of that; the one asked
        back; or another, from services or by what somebody typed, which is left as it is.
        """
        fold = self.model.features.fold
        if self.wished:
            self.identity.nick, self.wished, self.regains = nick, "", True
        elif not self.regaining or fold(nick) != fold(self.identity.nick):
            self.regains = False
        self.regaining = False

    def name_refused(self) -> bool:
        """Another name cannot be had. Whether nobody had asked for it, but the client by itself."""
        quiet, self.regaining, self.wished = self.regaining, False, ""
        return quiet

    def claim(self, token: str) -> None:
        """Be the operator of a server that the person at this machine runs."""
        self.claiming = True
        self.send("OPER", OWNER, token)

    def log_in(self, password: Password) -> None:
        """Log in with what somebody typed, which counts from then on if it is right."""
        self._typed = password
        self.write(self.login.with_password(password))

    def keep_login(self) -> None:
        """Logging in has worked."""
        if self._typed is not None:
            self.identity.login, self._typed = self._typed, None
            self.keep_certificate()

    def keep_certificate(self) -> None:
        """Have a server of our own kind know the certificate: no password is needed any more."""
        if self._certified and self.is_with_ours:
            self.send("ACCOUNT", "CERT")

    @property
    def is_with_ours(self) -> bool:
        """Whether the server is one of this project."""
        return any(name.startswith(_OURS) for name in self.negotiation.offered)

    def regain(self) -> None:
        """Ask for the nick that we want if we are called otherwise."""
        wanted = self.identity.nick
        wants = self.regains and not self.regaining and not self.model.is_me(wanted)
        if self.welcomed and wants:
            self.regaining = True
            self.send("NICK", wanted)

    def _room_for(self, target: str, kind: str) -> int:
        """Bytes a text may have so that others get it whole: their line begins with our mask."""
        mask = self.model.mask or self.model.nick + "." * _USUAL_MASK
        around = f":{mask} PRIVMSG {target} :\r\n".encode(errors="replace")
        framing = len("\x01ACTION \x01") if kind == "action" else 0
        return self.model.features.line_length - len(around) - framing


def sendable(text: str) -> str:
    """The text without what would end a line, and with no half character in it."""
    return text.translate(_BREAKS).encode(errors="replace").decode()


def _numbered(happening: Happening, number: int) -> Happening:
    """With the number of our line, if that is what the server tells us of."""
    if number and isinstance(happening, Said) and happening.mine:
        return replace(happening, number=number)
    return happening


def _understood(line: bytes) -> Message | None:
    """The message in a line, if any; text in another encoding shows the replacement character. Of
    those whose name is none nothing is believed.
    """
    try:
        message = parse(line, max_tags=_MOST_TAGS, max_body=_MOST_BODY)
    except NotUtf8:
        return _understood(line.decode(errors="replace").encode())
    except WireError:
        return None
    return message if message.source is None or is_name(nick_of(message)) else None
