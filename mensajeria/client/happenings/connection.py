"""Coming, going and being let in: what happens between us and the server."""

from __future__ import annotations

from dataclasses import dataclass

from mensajeria.client.happenings.happening import Happening


@dataclass(frozen=True)
class Welcomed(Happening):
    """The server let us in, under this nick."""

    nick: str


@dataclass(frozen=True)
class NickRefused(Happening):
    """The nick asked for cannot be had. Before `Welcomed` somebody has to choose another."""

    nick: str
    why: str


@dataclass(frozen=True)
class PasswordRefused(Happening):
    """The server wants a password, or another one; it closes the connection.

    `why`: what was wrong with the one it was given; "" if there was none.
    """

    why: str = ""


@dataclass(frozen=True)
class Banned(Happening):
    """The server does not want us, ever."""


@dataclass(frozen=True)
class Promoted(Happening):
    """We are an operator of the server; because it is `mine`, or because we asked."""

    mine: bool


@dataclass(frozen=True)
class Closed(Happening):
    """The server said that it closes the connection, and why, in its own words."""

    reason: str


@dataclass(frozen=True)
class Unreachable(Happening):
    """No connection could be made; it is tried again."""

    why: str


@dataclass(frozen=True)
class Lost(Happening):
    """The connection broke; it is tried again."""

    why: str


@dataclass(frozen=True)
class CameBack(Happening):
    """Welcome again after a broken connection. What was said meanwhile cannot be shown."""

    seconds: float


@dataclass(frozen=True)
class FirstVisit(Happening):
    """A server was met with TLS for the first time; its certificate is remembered from now on."""

    address: str
    fingerprint: str


@dataclass(frozen=True)
class Unencrypted(Happening):
    """The server does not speak TLS, and was never known to: the connection is plain."""

    address: str


@dataclass(frozen=True)
class LoggedIn(Happening):
    """We have an account now, this one. `asked`: because somebody logged in while being here."""

    account: str
    asked: bool = False


@dataclass(frozen=True)
class LoggedOut(Happening):
    """We have no account any more."""


@dataclass(frozen=True)
class VerificationWanted(Happening):
    """A new account needs a code to be complete; `how` to come by it, in the server's words."""

    account: str
    how: str
