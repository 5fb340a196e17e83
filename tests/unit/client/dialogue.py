"""A dialogue with a client's session in memory: the server speaks, the client answers."""

from __future__ import annotations

from collections.abc import Iterable

from mensajeria.client.happenings import Happening
from mensajeria.client.identity import Identity
from mensajeria.client.session import Session


class Dialogue:
    """The server's side of a session."""

    def __init__(
        self, nick: str = "ana", channels: Iterable[tuple[str, str]] = (), *, insists: bool = False
    ) -> None:
        self.session = Session(Identity(nick, insists=insists), channels)
        self.session.start()

    def hears(self, *lines: str) -> list[Happening]:
        """The happenings that these lines from the server cause."""
        return self.session.receive("".join(f"{line}\r\n" for line in lines).encode())

    def said(self) -> list[str]:
        """The lines that the client has sent since last asked."""
        return self.session.take_output().decode().split("\r\n")[:-1]


def welcomed(capabilities: str = "", nick: str = "ana", isupport: str = "") -> Dialogue:
    """A session past its registration, in #plaza, with nothing left to be read."""
    dialogue = Dialogue(nick)
    dialogue.hears(f":irc.example CAP * LS :{capabilities}")
    if capabilities:
        dialogue.hears(f":irc.example CAP {nick} ACK :{capabilities}")
    dialogue.hears(f":irc.example 001 {nick} :Welcome")
    dialogue.hears(f":irc.example 005 {nick} CASEMAPPING=ascii {isupport} :are supported")
    dialogue.hears(f":{nick}!~{nick}@host.example JOIN #plaza")
    dialogue.hears(f":irc.example 353 {nick} = #plaza :@leo +eva {nick}")
    dialogue.hears(f":irc.example 366 {nick} #plaza :End of /NAMES list.")
    dialogue.said()
    return dialogue
