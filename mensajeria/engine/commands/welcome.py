"""What a newcomer is told: 001 to 005, the counts and the message of the day (Modern IRC)."""

from __future__ import annotations

from datetime import datetime, timezone

from mensajeria.chat.modes import CHANNEL_MODES, Kind, letters
from mensajeria.engine.commands.user_modes import USER_MODES
from mensajeria.engine.dispatch import command
from mensajeria.engine.isupport import send_isupport
from mensajeria.engine.metadata import METADATA, send_own_metadata
from mensajeria.engine.turn import Turn
from mensajeria.wire import numerics as n


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
