"""What a newcomer is told: 001 to 005, the counts and the message of the day (Modern IRC)."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime, timezone
from typing import Final

from mensajeria.chat.modes import CHANNEL_MODES, MAX_KEY, Kind, letters
from mensajeria.chat.ranks import PREFIXES, RANKS
from mensajeria.engine.commands.user_modes import USER_MODES
from mensajeria.engine.dispatch import command
from mensajeria.engine.metadata import METADATA, send_own_metadata
from mensajeria.engine.turn import Turn
from mensajeria.wire import numerics as n
from mensajeria.wire.isupport import format_tokens

EXTENDED_ISUPPORT: Final = "draft/extended-isupport"
"""The capability of those who want RPL_ISUPPORT in a batch."""


def send_welcome(turn: Turn) -> None:
    """The burst that ends registration, in the order that Modern IRC gives."""
    settings, user = turn.settings, turn.user
    created = datetime.fromtimestamp(settings.started / 1000, timezone.utc)
    turn.reply(n.RPL_WELCOME, f"Welcome to the {settings.network} Network, {user.mask}")
    turn.reply(n.RPL_YOURHOST, f"Your host is {settings.server}, running {settings.version}")
    turn.reply(n.RPL_CREATED, f"This server was created {created:%Y-%m-%d %H:%M:%S} UTC")
    modes = "".join(sorted(CHANNEL_MODES))
    with_parameter = "".join(sorted(set(CHANNEL_MODES).difference(letters(Kind.FLAG))))
    version = settings.version.replace(" ", "-")
    user_modes = "".join(sorted(USER_MODES))
    turn.reply(n.RPL_MYINFO, settings.server, version, user_modes, modes, with_parameter)
    send_isupport(turn)
    if turn.has("draft/whoami") and turn.has("chghost"):
        turn.send("SETNAME", user.realname, source=user.mask)
    send_lusers(turn)
    if turn.has(METADATA):
        send_own_metadata(turn)
    send_motd(turn)


def send_isupport(turn: Turn) -> None:
    """RPL_ISUPPORT: every token is the truth about this server.

    "The server MUST NOT send any unbatched RPL_ISUPPORT message while both of these capabilities
    are enabled" (IRCv3 extended-isupport; the other one is batch).
    """
    grouped = turn.has(EXTENDED_ISUPPORT)
    with turn.batch("draft/isupport") if grouped else nullcontext():
        for words in format_tokens(isupport(turn)):
            turn.reply(n.RPL_ISUPPORT, *words, "are supported by this server")


def isupport(turn: Turn) -> dict[str, str | None]:
    limits = turn.limits
    tokens: dict[str, str | None] = {
        "AWAYLEN": str(limits.away),
        "CASEMAPPING": "ascii",
        "CHANLIMIT": f"#:{limits.channels_per_user}",
        "CHANMODES": ",".join(letters(kind) for kind in Kind if kind is not Kind.RANK),
        "CHANNELLEN": str(limits.channel),
        "CHANTYPES": "#",
        "ELIST": "CMNTU",
        "EXCEPTS": "e",
        "FORWARD": "f",
        "INVEX": "I",
        "KEYLEN": str(MAX_KEY),
        "KICKLEN": str(limits.kick),
        "MAXLIST": ",".join(f"{mode}:{limits.list_entries}" for mode in letters(Kind.LIST)),
        "MODES": None,
        "NETWORK": turn.settings.network,
        "NICKLEN": str(limits.nick),
        "PREFIX": f"({RANKS}){PREFIXES}",
        "SAFELIST": None,
        "SAFERATE": None,  # see net/connection.py
        "STATUSMSG": PREFIXES,
        "TARGMAX": f"JOIN:,KICK:{limits.targets},LIST:,MONITOR:,NAMES:{limits.targets},"
        f"NOTICE:{limits.targets},PART:,PRIVMSG:{limits.targets},TAGMSG:{limits.targets},WHOIS:1",
        "TOPICLEN": str(limits.topic),
        "USERLEN": str(limits.username + 1),
        "UTF8ONLY": None,
        "WHOX": None,
    }
    tokens.update(turn.engine.extension_tokens())
    return tokens


@command("LUSERS", help="LUSERS   how many are here")
def send_lusers(turn: Turn) -> None:
    """Counted as people come and go: everybody who connects is told."""
    network, engine = turn.network, turn.engine
    users = len(network.users)
    invisible = len(network.with_mode.get("i", ()))
    operators = len(network.with_mode.get("o", ()))
    unknown = len(engine.sessions) - engine.attendance.count
    most = network.most_users
    turn.reply(
        n.RPL_LUSERCLIENT,
        f"There are {users - invisible} users and {invisible} invisible on 1 servers",
    )
    turn.reply(n.RPL_LUSEROP, str(operators), "operator(s) online")
    turn.reply(n.RPL_LUSERUNKNOWN, str(unknown), "unknown connection(s)")
    turn.reply(n.RPL_LUSERCHANNELS, str(len(network.channels)), "channels formed")
    turn.reply(n.RPL_LUSERME, f"I have {users} clients and 0 servers")
    for numeric, what in ((n.RPL_LOCALUSERS, "local"), (n.RPL_GLOBALUSERS, "global")):
        turn.reply(numeric, str(users), str(most), f"Current {what} users {users}, max {most}")


@command("MOTD", help="MOTD   the message of the day")
def motd(turn: Turn, server: str | None = None) -> None:
    turn.must_be_this_server(server)
    send_motd(turn)


def send_motd(turn: Turn) -> None:
    lines = turn.settings.motd
    if not lines:
        turn.reply(n.ERR_NOMOTD, "MOTD File is missing")
        return
    turn.reply(n.RPL_MOTDSTART, f"- {turn.settings.server} Message of the day - ")
    for text in lines:
        turn.reply(n.RPL_MOTD, f"- {text}")
    turn.reply(n.RPL_ENDOFMOTD, "End of /MOTD command.")
