"""What the engine needs to know of the configuration. Plain values; `app` makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network


@dataclass(frozen=True)
class Limits:
    """Bounds on what a client can grow. Lengths are in characters unless they say bytes."""

    nick: int = 30
    channel: int = 64
    topic: int = 390
    kick: int = 300
    away: int = 300
    realname: int = 150
    username: int = 10
    channels_per_user: int = 100
    channels_owned: int = 100  # that stay because one account made them
    list_entries: int = 100  # in each list of a channel
    invitations: int = 100  # remembered for a channel
    sessions: int = 10  # connections that speak for one user
    targets: int = 4  # of one PRIVMSG, NOTICE, ...
    whowas: int = 1000  # entries in all
    monitor: int = 100  # nicks that one connection may watch
    metadata: int = 50  # keys that one user or channel may have
    metadata_value: int = 300  # bytes
    subscriptions: int = 100  # keys of metadata that one connection may hear of
    multiline_bytes: int = 4096  # of a message in several lines
    multiline_lines: int = 100
    batch_time: float = 30.0  # seconds that a client may leave a batch open
    history: int = 100  # events of one page
    edit_time: float = 3600.0  # seconds in which somebody may edit what they said
    read_markers: int = 1000  # of one account or guest
    throttle: bool = True  # else there is no limit per address for loopback
    waiting: int = 10_000  # turns that may wait for the journal before reading pauses


@dataclass(frozen=True)
class AccountRules:
    """Who may have an account, and how; `required`: whether one is needed to be let in."""

    enabled: bool = True
    registration: bool = True
    before_connect: bool = True  # REGISTER as the first thing; not where a password is asked
    required: bool = False
    email_required: bool = False
    custom_names: bool = False  # an account may be called otherwise than its owner is
    password: int = 3  # characters at least
    most: int = 100_000  # accounts in all
    per_address: int = 20  # new ones in an hour
    attempts: int = 100  # wrong passwords for one account in a minute, from wherever
    certificates: int = 10  # of one account
    protection: str = "strict"  # who may be called as an account: see engine/nicks.py
    grace: int = 60  # seconds until others are renamed
    always_on: bool = False  # whether people stay without a connection, unless they choose
    absence: int = 90  # days after which they do not


@dataclass(frozen=True)
class Operator:
    """Somebody who may OPER: the secret is an argon2 hash or, with a warning at start, plain."""

    name: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Gateway:
    """Whoever calls from `hosts` and knows the secret may say from where others do (WEBIRC)."""

    secret: str = field(repr=False)
    hosts: tuple[IPv4Network | IPv6Network, ...]


@dataclass(frozen=True)
class Transport:
    """The policy that clients must use TLS: on which port, and for how long without asking again.

    `duration` in seconds; 0 ends a policy that was told before. `preload`: clients may know of it
    from a list that they come with.
    """

    port: int
    duration: int
    preload: bool = False


@dataclass(frozen=True)
class Settings:
    """The engine's part of the configuration; replaced as a whole by REHASH."""

    server: str = "mensajeria.local"
    network: str = "mensajeria"
    version: str = "mensajeria"
    description: str = "mensajeria"
    icon: str = ""  # the URL of an image
    filehost: str = ""  # the URL that files are uploaded to
    emoji: str = ""  # the URL of an emoji pack document
    crawlers: str = ""  # what lists of networks may do: "allow", "deny" or ""
    relay: bool = True  # whether channel operators may speak for people of elsewhere
    started: int = 0  # ms since the Unix epoch
    motd: tuple[str, ...] = ()
    admin: tuple[str, ...] = ()
    denied_tags: tuple[str, ...] = ()  # as CLIENTTAGDENY lists them
    password: str = field(default="", repr=False)  # asked of everybody; a hash or plain
    autojoin: tuple[str, ...] = ("#general",)
    channel_modes: str = "nt"
    operators: tuple[Operator, ...] = ()
    gateways: tuple[Gateway, ...] = ()
    transport: Transport | None = None
    accounts: AccountRules = AccountRules()
    history: bool = True  # whether it can be asked for
    history_since_joining: bool = False  # no more of a channel's than what one could hear
    redaction: int = 86_400  # seconds for which authors may delete what they said; 0: for ever
    limits: Limits = Limits()
