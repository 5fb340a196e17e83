"""`Session`: one connection as the engine sees it. Its socket is the net's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mensajeria.chat.metadata import Metadata
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import Folded

if TYPE_CHECKING:
    from mensajeria.engine.audience import Audience


class Registration:
    """What a connection has said of itself before it is somebody (NICK, USER, PASS, CAP)."""

    __slots__ = (
        "account",
        "metadata",
        "negotiating",
        "nick",
        "password",
        "password_passed",
        "realname",
        "username",
    )

    def __init__(self) -> None:
        self.nick: str | None = None
        self.username: str | None = None
        self.realname = ""
        self.password: str | None = None
        self.password_passed = False
        self.negotiating = False
        self.metadata: Metadata = {}
        self.account: str | None = None  # the display name of that which it has logged in to


class Session:
    """One connection: its capabilities, the user it speaks for, and lines on their way out.

    `outbox` keeps its identity for ever: audiences hold its `append`. `address` is an IP address
    in text, `host` what is shown instead of it (or ""), `gateway` what brought them (or "");
    `fingerprint` the SHA-256 of the client's certificate in lower-case hex (or "").
    `granted` are the `capabilities` that change bytes, as bits, and hold for answers from
    now on; `profile` is the same as of what was released, and holds for what is delivered.
    """

    __slots__ = (
        "absence",
        "address",
        "batches",
        "cap_version",
        "capabilities",
        "closing",
        "exchange",
        "fingerprint",
        "gateway",
        "gone",
        "granted",
        "hears",
        "host",
        "id",
        "outbox",
        "over",
        "profile",
        "registration",
        "secure",
        "subscribed",
        "user",
        "waiting",
        "watching",
    )

    def __init__(
        self,
        id: int,  # noqa: A002
        address: str,
        secure: bool = False,
        fingerprint: str = "",
    ) -> None:
        self.id = id
        self.address = address
        self.secure = secure
        self.fingerprint = fingerprint
        self.host = ""
        self.gateway = ""
        self.outbox: list[bytes] = []
        self.capabilities: dict[str, None] = {}
        self.granted = 0
        self.profile = 0
        self.cap_version = 0
        self.registration = Registration()
        self.user: User | None = None
        self.hears: dict[Folded, Audience] = {}  # kept by the hall
        self.subscribed: dict[str, None] = {}  # keys of metadata that it wants to hear of
        self.watching: dict[Folded, str] = {}  # nicks, as it spelt them (see `watchers`)
        self.absence: str | None = None  # its away message, while it is not there
        self.waiting = False  # for something slow: give it no line until it is in `resumed`
        self.exchange: object = None  # a login of several messages that has begun, if any
        self.batches = 0  # references given so far
        self.closing = False  # decided: nothing that it says counts any more
        self.over = False  # released: after what is in the outbox, the connection ends
        self.gone = False

    @property
    def nick(self) -> str:
        """Their nick; before registration what they asked for, or "*"."""
        if self.user is not None:
            return self.user.nick
        return self.registration.nick or "*"

    def next_batch(self) -> str:
        """A batch reference that this session has not seen yet."""
        self.batches += 1
        return f"b{self.batches}"
