"""WHO: users of a channel, by name or by mask (Modern IRC, "WHO message"; IRCv3 WHOX)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.users import User
from mensajeria.engine.dispatch import command
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import CHANTYPES, Glob, fold
from mensajeria.wire.numerics import RPL_ENDOFWHO, RPL_WHOREPLY, RPL_WHOSPCRPL

MAX_FOUND: Final = 500
"""Users that a mask finds at most. "Servers MAY filter or limit visible users replies"."""


@command(
    "WHO", help="WHO <channel>|<nickname>|<mask> [o][%<fields>[,<token>]]   who is here", cost=3
)
def who(turn: Turn, mask: str | None = None, options: str | None = None) -> None:
    flags, percent, extended = (options or "").partition("%")
    fields, _, token = extended.partition(",")
    numeric = RPL_WHOSPCRPL if percent else RPL_WHOREPLY

    def described(found: Found) -> list[str]:
        return _chosen(turn, found, fields, token) if percent else _ordinary(turn, found)

    def answer() -> Iterator[None]:
        for found in _found(turn, mask or "0"):
            if found.user.is_operator or "o" not in flags.lower():
                turn.reply(numeric, *described(found))
                yield
        turn.reply(RPL_ENDOFWHO, mask or "*", "End of WHO list")

    turn.at_length(answer())


@dataclass(frozen=True)
class Found:
    """A user, and the channel they are shown in, if there is one that the asker may know of."""

    user: User
    channel: Channel | None


def _found(turn: Turn, mask: str) -> Iterator[Found]:
    """A channel's members; the one of that nick; or all visible users whom the mask matches."""
    if mask[0] in CHANTYPES:
        yield from _inside(turn, turn.network.find(mask))
        return
    named = turn.network.nicks.get(fold(mask))
    if named is not None:
        yield Found(named, _shown_channel(named, turn.user))
        return
    glob = Glob("*" if mask == "0" else mask)
    users = turn.network.users.values()
    turn.searched += len(users)
    visible = (u for u in users if policy.may_find(u, turn.user) and _matches(glob, u))
    for user in list(islice(visible, MAX_FOUND)):
        if user.uid in turn.network.users:  # still
            yield Found(user, _shown_channel(user, turn.user))


def _inside(turn: Turn, channel: Channel | None) -> Iterator[Found]:
    if channel is not None:
        turn.searched += len(channel.members)
        for member in list(channel.members.values()):
            user = member.user
            if user.uid in channel.members and policy.may_see_inside(channel, user, turn.user):
                yield Found(user, channel)


def _matches(glob: Glob, user: User) -> bool:
    """ "Servers MAY match other user-specified values, such as the hostname, [...] real name"."""
    return any(map(glob.matches_folded, user.folded))


def _shown_channel(user: User, asker: User) -> Channel | None:
    """ "an arbitrary channel the client is joined to": the first that the asker may know of."""
    channels = user.channels.values()
    return next((c for c in channels if policy.may_see_inside(c, user, asker)), None)


def _flags(turn: Turn, found: Found) -> str:
    """Here or gone, operator, prefixes (all of them with multi-prefix), bot; in this order."""
    user = found.user
    flags = ("H" if user.away is None else "G") + ("*" if user.is_operator else "")
    if found.channel is not None:
        prefixes = found.channel.members[user.uid].prefixes
        flags += prefixes if turn.has("multi-prefix") else prefixes[:1]
    return flags + ("B" if "B" in user.modes else "")


def _ordinary(turn: Turn, found: Found) -> list[str]:
    user = found.user
    channel = found.channel.name if found.channel is not None else "*"
    server, flags = turn.settings.server, _flags(turn, found)
    return [channel, user.username, user.host, server, user.nick, flags, f"0 {user.realname}"]


def _address(turn: Turn, found: Found) -> str:
    """ "255.255.255.255 is used when the server refuses to disclose the IP address"."""
    user, asker = found.user, turn.user
    if asker is not user and not asker.is_operator:
        return "255.255.255.255"
    return f"0{user.address}" if user.address.startswith(":") else user.address


_FIELDS: Final[dict[str, Callable[[Turn, Found], str]]] = {
    "c": lambda turn, found: found.channel.name if found.channel is not None else "*",
    "u": lambda turn, found: found.user.username,
    "i": _address,
    "h": lambda turn, found: found.user.host,
    "s": lambda turn, found: turn.settings.server,
    "n": lambda turn, found: found.user.nick,
    "f": _flags,
    "d": lambda turn, found: "0",  # hops from here
    "l": lambda turn, found: str((turn.now - found.user.spoke_at) // 1000),
    "a": lambda turn, found: found.user.account or "0",
    "o": lambda turn, found: "n/a",  # the rank of channel operators, which some servers have
    "r": lambda turn, found: found.user.realname,
}
""" "Servers MUST send the fields in the order specified": this one, with the token before all."""


def _chosen(turn: Turn, found: Found, fields: str, token: str) -> list[str]:
    """ "Exactly the fields requested by the client MUST be returned by the server"."""
    chosen = [make(turn, found) for letter, make in _FIELDS.items() if letter in fields]
    if "t" in fields:
        usable = token.isascii() and token.isdigit() and len(token) <= 3
        chosen.insert(0, token if usable else "0")
    return chosen
