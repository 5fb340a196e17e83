"""Every setting there is: its key, its default, its range. `load()` gives the whole tree.

The shape only: where settings come from is in `sources.py`, what becomes of a text or a table
that somebody wrote is in `reading.py`. A key is a path through these classes, `limits.throttle`.
"""

import contextlib
import os
import re
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from mensajeria.app.address import HIGHEST_PORT, Address
from mensajeria.app.folders import data_folder
from mensajeria.app.nearest import table_of
from mensajeria.app.network import Network
from mensajeria.app.reading import ConfigurationError, Reader
from mensajeria.app.secret import Secret
from mensajeria.app.sources import Layer, from_environment, from_file, from_settings
from mensajeria.chat.modes import Kind, letters
from mensajeria.languages import N_, _

Count = Annotated[int, Meta(ge=1, le=1_000_000)]
Seconds = Annotated[float, Meta(ge=1, le=86_400)]
Line = Annotated[
    str,
    Meta(
        pattern=r"^[^\x00-\x1f\x7f]*$",
        max_length=400,
        description=N_("one line of text of up to 400 characters"),
    ),
]
Name = Annotated[
    str,
    Meta(
        pattern=r"^[^\x00-\x20\x7f:]{1,50}$",
        description=N_("a name of up to 50 characters without spaces"),
    ),
]
HostName = Annotated[
    str,
    Meta(
        pattern=r"^(?=.{1,63}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$",
        description=N_("a host name such as chat.example.org"),
    ),
]
ChannelName = Annotated[
    str,
    Meta(
        pattern=r"^#[^\x00-\x20\x7f,*?]{1,63}$",
        description=N_("a channel such as #general"),
    ),
]
DeniedTag = Annotated[
    str,
    Meta(
        pattern=r"^(\*|-?([A-Za-z0-9.-]+/)?[A-Za-z0-9-]+)$",
        description=N_("a client tag without its +, such as typing; *; or -typing"),
    ),
]
Url = Annotated[
    str,
    Meta(
        pattern=r"^(https?://[!-~]{1,300})?$",
        description=N_("an address such as https://example.org/icon.png"),
    ),
]
Flags = Annotated[
    str,
    Meta(
        pattern=f"^[{letters(Kind.FLAG)}]*$",
        description=N_("letters of channel modes without a parameter, such as nt"),
    ),
]
Origin = Annotated[
    str,
    Meta(
        pattern=r"^https?://[A-Za-z0-9.\[\]:-]{1,260}$",
        description=N_("the origin of a web page, such as https://chat.example.org"),
    ),
]
Language = Literal["", "en", "es"]
Level = Literal["debug", "info", "warning", "error"]
T = TypeVar("T", bound=Struct)
OWNER = "owner"
"""The operator that is always there: whoever runs the server (see `owner.py`)."""


def host_name() -> str:
    """This machine's name if it can name an IRC server, else `mensajeria.local`."""
    name = socket.gethostname()
    name = name if "." in name else f"{name}.local"
    suits = re.match(r"(?!localhost\b)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", name)
    return name if suits and len(name) <= 63 else "mensajeria.local"


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the configuration."""


class Server(Table, frozen=True):
    """What the server says about itself."""

    name: HostName = field(default_factory=host_name)
    network: Name = "mensajeria"
    description: Line = "mensajeria"
    motd: tuple[Line, ...] = ()
    admin: tuple[Line, ...] = ()
    denied_tags: tuple[DeniedTag, ...] = ()
    icon: Url = ""
    filehost: Url = ""
    emoji: Url = ""
    crawlers: Literal["", "allow", "deny"] = ""


class Channels(Table, frozen=True):
    """What becomes of newcomers and of new channels."""

    autojoin: tuple[ChannelName, ...] = ("#general",)
    modes: Flags = "nt"
    relay: bool = True


class Accounts(Table, frozen=True):
    """Who may have an account, and what it takes."""

    enabled: bool = True
    registration: bool = True
    before_connect: bool = True
    required: bool = False
    email_required: bool = False
    custom_names: bool = False
    password: Annotated[int, Meta(ge=1, le=100)] = 3  # characters
    most: Annotated[int, Meta(ge=0, le=10_000_000)] = 100_000
    per_address: Count = 20  # made in an hour
    attempts: Annotated[int, Meta(ge=10, le=1_000_000)] = 100  # wrong ones in a minute
    certificates: Annotated[int, Meta(ge=0, le=100)] = 10  # of one account
    protection: Literal["strict", "grace", "off"] = "strict"
    grace: Annotated[int, Meta(ge=1, le=3_600)] = 60  # seconds
    always_on: bool = False
    absence: Annotated[int, Meta(ge=1, le=36_500)] = 90  # days


class Limits(Table, frozen=True):
    """What one client, or all of them, may use up.

    `throttle` false leaves out flood control and exempts loopback peers from per-address limits.
    """

    throttle: bool = True
    connections: Count = 10_000
    connections_per_address: Count = 100
    connection_rate: Count = 20  # per address in 10 s
    registration: Seconds = 30.0
    ping: Seconds = 120.0  # of silence before PING
    flood_burst: Count = 20  # cost units
    flood_rate: Annotated[float, Meta(ge=0.1, le=100_000)] = 4.0  # cost units a second
    backlog: Annotated[int, Meta(ge=8_192, le=16_777_216)] = 16_384  # bytes
    send_queue: Annotated[int, Meta(ge=65_536, le=1_073_741_824)] = 2_097_152  # bytes
    sessions: Annotated[int, Meta(ge=1, le=1_000)] = 10  # of one account
    channels_per_user: Annotated[int, Meta(ge=1, le=10_000)] = 100
    channels_owned: Annotated[int, Meta(ge=0, le=10_000)] = 100  # by one account
    list_entries: Annotated[int, Meta(ge=1, le=10_000)] = 100  # in each list mode
    nick: Annotated[int, Meta(ge=1, le=64)] = 30  # characters, here and below
    channel: Annotated[int, Meta(ge=2, le=64)] = 64
    topic: Annotated[int, Meta(ge=1, le=390)] = 390
    kick: Annotated[int, Meta(ge=1, le=300)] = 300
    away: Annotated[int, Meta(ge=1, le=300)] = 300
    realname: Annotated[int, Meta(ge=1, le=150)] = 150
    targets: Annotated[int, Meta(ge=1, le=100)] = 4
    whowas: Annotated[int, Meta(ge=0, le=1_000_000)] = 1_000
    monitor: Annotated[int, Meta(ge=1, le=10_000)] = 100
    metadata: Annotated[int, Meta(ge=1, le=1_000)] = 50  # keys of one user or channel
    metadata_value: Annotated[int, Meta(ge=1, le=400)] = 300  # bytes
    subscriptions: Annotated[int, Meta(ge=1, le=1_000)] = 100  # to keys, of one connection
    multiline_bytes: Annotated[int, Meta(ge=512, le=65_536)] = 4_096
    multiline_lines: Annotated[int, Meta(ge=2, le=1_000)] = 100
    batch_time: Seconds = 30.0  # that a client may leave a batch open
    edit_time: Seconds = 3600.0  # in which one may edit what one said


class Storage(Table, frozen=True):
    """What a stored message survives: a power cut, the end of the process, or neither."""

    durability: Literal["power", "process", "none"] = "power"


class History(Table, frozen=True):
    """What is kept of what was said, and who may read it; `days` and `messages` 0: all of it."""

    enabled: bool = True
    since_joining: bool = False  # members read no more of a channel than what they could hear
    page: Annotated[int, Meta(ge=1, le=1_000)] = 100  # of one request
    days: Annotated[int, Meta(ge=0, le=36_500)] = 0
    messages: Annotated[int, Meta(ge=0, le=1_000_000_000)] = 0  # of each channel
    redaction: Annotated[int, Meta(ge=0, le=3_153_600_000)] = 86_400  # seconds, of one's own


class Tls(Table, frozen=True):
    """A certificate and its key of one's own, as PEM files; both or neither.

    `sts`: for how many seconds clients shall use TLS only; 0 ends that, None leaves it to them.
    """

    certificate: Path | None = None
    key: Path | None = None
    sts: Annotated[int, Meta(ge=0, le=315_360_000)] | None = None
    sts_port: Annotated[int, Meta(ge=1, le=HIGHEST_PORT)] | None = None
    sts_preload: bool = False


class Doors(Table, frozen=True):
    """Which doors the port has besides IRC."""

    tls: bool = True
    http: bool = True
    text: bool = True


class Web(Table, frozen=True):
    """Which web pages, beside this server's own, may open a WebSocket to it."""

    origins: tuple[Origin, ...] = ()


class Operator(Table, frozen=True):
    """Who may use OPER, and with which password."""

    name: Name
    password: Secret


class Gateway(Table, frozen=True):
    """Who may say where those come from whom it brings (WEBIRC)."""

    password: Secret
    hosts: tuple[Network, ...]


class Configuration(Table, frozen=True):
    """All settings of a server."""

    listen: tuple[Address, ...] = (Address("0.0.0.0", 7667), Address("::", 7667))
    access: Literal["lan", "anyone"] = "lan"
    announce: bool = True
    proxies: tuple[Network, ...] = ()
    password: Secret = Secret()
    private: bool = False
    data: Path = field(default_factory=data_folder)
    ephemeral: bool = False
    language: Language = ""
    log: Level = "info"
    server: Server = Server()
    channels: Channels = Channels()
    accounts: Accounts = Accounts()
    limits: Limits = Limits()
    storage: Storage = Storage()
    history: History = History()
    tls: Tls = Tls()
    doors: Doors = Doors()
    web: Web = Web()
    operators: tuple[Operator, ...] = ()
    gateways: tuple[Gateway, ...] = ()

    @property
    def transport_port(self) -> int | None:
        """Where clients find TLS: as set, else the first port that is listened on."""
        ports = (each.port for each in self.listen if each.port)
        return self.tls.sts_port or next(ports, None)

    def warnings(self) -> list[str]:
        """What works but should not stay so, a sentence each."""
        plain = [_("password is plain text: put there what 'mensajeria admin hash' prints")] * bool(
            self.password and not self.password.is_hash
        )
        if any(not gateway.password.is_hash for gateway in self.gateways):
            plain.append(
                _(
                    "the password of a gateway is plain text: "
                    "put there what 'mensajeria admin hash' prints"
                )
            )
        return plain + [
            _(
                "the password of operator {name} is plain text: "
                "put there what 'mensajeria admin hash' prints"
            ).format(name=operator.name)
            for operator in self.operators
            if not operator.password.is_hash
        ]


def load(
    file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    settings: Sequence[str] = (),
    options: Sequence[Layer] = (),
) -> Configuration:
    """The settings in force; later sources win over earlier ones, key by key.

    Raises ConfigurationError, whose message names the source, the key and what was expected.
    """
    written: dict[str, Any] = {}
    layers = [from_file(file)] if file else []
    for layer in [*layers, *from_environment(environment), *from_settings(settings), *options]:
        _merge(written, _read(layer))
    configuration = _build(Configuration, written)
    _check_together(configuration)
    return configuration


def _read(layer: Layer) -> dict[str, Any]:
    """The first of a layer's readings that fits; when none does, what is wrong with the first."""
    reader = Reader(Configuration, layer.origin)
    for reading in layer.readings:
        with contextlib.suppress(ConfigurationError):
            return reader.read(reading)
    return reader.read(layer.readings[0])


def _merge(into: dict[str, Any], values: dict[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, dict):
            _merge(into.setdefault(name, {}), value)
        else:
            into[name] = value


def _build(table: type[T], values: dict[str, Any]) -> T:
    """The table with these values, and the defaults for the rest."""
    inner = {each.name: table_of(each.type) for each in msgspec.structs.fields(table)}
    built = {
        name: _build(kind, value) if (kind := inner[name]) else value
        for name, value in values.items()
    }
    return table(**built)


def _check_together(configuration: Configuration) -> None:
    """Refuse settings that are each fine but not with one another."""
    if (configuration.tls.certificate is None) != (configuration.tls.key is None):
        raise ConfigurationError(_("tls.certificate and tls.key: set both or neither"))
    _check_transport(configuration)
    if not all(gateway.password and gateway.hosts for gateway in configuration.gateways):
        raise ConfigurationError(_("gateways: each needs a password, and hosts that it calls from"))
    if configuration.private and configuration.password:
        raise ConfigurationError(_("private and password: set one of the two"))
    if not configuration.listen:
        raise ConfigurationError(_("listen: at least one address is needed"))
    names = [operator.name for operator in configuration.operators]
    if OWNER in names:
        raise ConfigurationError(
            _("operators: {name} is whoever runs the server; choose another name").format(
                name=OWNER
            )
        )
    if len(set(names)) < len(names):
        raise ConfigurationError(_("operators: each needs a name of its own"))
    if len(configuration.channels.autojoin) > configuration.limits.channels_per_user:
        raise ConfigurationError(_("channels.autojoin has more than limits.channels_per_user"))


def _check_transport(configuration: Configuration) -> None:
    """Clients that are made to use TLS must be able to: with a certificate that they believe."""
    if configuration.tls.sts is None:
        return
    if not (configuration.tls.certificate and configuration.doors.tls):
        raise ConfigurationError(
            _("tls.sts needs a certificate that clients believe: tls.certificate and doors.tls")
        )
    if configuration.transport_port is None:
        raise ConfigurationError(_("tls.sts_port: say on which port clients find TLS"))
