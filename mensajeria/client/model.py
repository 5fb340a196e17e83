"""Where we are and who is there, as the server has told. Only `incoming/` changes it.

Bounded: a server that names ever more channels or members is not believed past the limits below.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mensajeria.client.features import Features
from mensajeria.client.names import is_name
from mensajeria.wire.casemapping import Folded

MOST_CHANNELS: Final = 1000
MOST_MEMBERS: Final = 100_000
MOST_KEYS: Final = 100
"""Of our own profile."""

MOST_MODES: Final = 100
"""Of one channel."""


class Member:
    """Somebody in a channel: nick, prefixes, the highest first, and whether they are away."""

    __slots__ = ("away", "nick", "prefixes")

    def __init__(self, nick: str, prefixes: str = "", *, away: bool = False) -> None:
        self.nick = nick
        self.prefixes = prefixes
        self.away = away


class Channel:
    """A channel that we are in. `modes`: those that are set, each with its parameter or "".
    `version`: another one whenever anything about its members is.
    """

    __slots__ = ("members", "modes", "name", "naming", "topic", "version")

    def __init__(self, name: str) -> None:
        self.name = name
        self.topic = ""
        self.modes: dict[str, str] = {}
        self.members: dict[Folded, Member] = {}
        self.naming: dict[Folded, Member] | None = None  # a list of names under way
        self.version = 0


class Model:
    """Our nick and mask, the server's features, and the channels that we are in."""

    def __init__(self, nick: str) -> None:
        self.nick = nick
        self.mask = ""  # nick!user@host as others see us; "" until it was seen
        self.away = False
        self.account = ""
        self.runs_server = False  # whether we are an operator of the network
        self.realname = ""  # "" until it was changed
        self.profile: dict[str, str] = {}
        """What we say of ourselves (draft/metadata-2), by key."""
        self.features = Features()
        self.channels: dict[Folded, Channel] = {}

    def learn_profile(self, key: str, value: str) -> None:
        """We say this of ourselves now; "" for nothing."""
        if not value:
            self.profile.pop(key, None)
        elif key in self.profile or len(self.profile) < MOST_KEYS:
            self.profile[key] = value

    def is_me(self, nick: str) -> bool:
        return self.features.fold(nick) == self.features.fold(self.nick)

    def channel(self, name: str) -> Channel | None:
        return self.channels.get(self.features.fold(name))

    def enter(self, name: str) -> None:
        """We are in a channel now; nobody else is known to be there yet."""
        if len(self.channels) < MOST_CHANNELS:
            self.channels[self.features.fold(name)] = Channel(name)

    def leave(self, name: str) -> None:
        self.channels.pop(self.features.fold(name), None)

    def add(self, channel: str, nick: str) -> None:
        """Somebody came into a channel of ours."""
        found = self.channel(channel)
        if found is not None and is_name(nick) and len(found.members) < MOST_MEMBERS:
            found.members[self.features.fold(nick)] = Member(nick)
            found.version += 1

    def remove(self, channel: str, nick: str) -> None:
        found = self.channel(channel)
        if found is not None:
            found.members.pop(self.features.fold(nick), None)
            found.version += 1

    def remove_everywhere(self, nick: str) -> list[Channel]:
        """Somebody left the network. The channels in which they were."""
        found = self._channels_of(self.features.fold(nick))
        for channel in found:
            del channel.members[self.features.fold(nick)]
            channel.version += 1
        return found

    def _channels_of(self, nick: Folded) -> list[Channel]:
        return [channel for channel in self.channels.values() if nick in channel.members]

    def mark_away(self, nick: str, *, away: bool) -> None:
        """Somebody went away or came back (IRCv3 away-notify)."""
        key = self.features.fold(nick)
        for channel in self._channels_of(key):
            if channel.members[key].away is not away:
                channel.members[key].away = away
                channel.version += 1

    def rename(self, before: str, nick: str) -> list[Channel]:
        """Somebody, perhaps ourselves, is called otherwise now. The channels they are in."""
        if self.is_me(before):
            self.nick = nick
            self.mask = ""
        old, new = self.features.fold(before), self.features.fold(nick)
        found = self._channels_of(old)
        for channel in found:
            channel.version += 1
            member = channel.members.pop(old)
            member.nick = nick
            channel.members[new] = member
        return found

    def name_members(self, channel: str, names: list[str]) -> None:
        """One line of a channel's list of names (RPL_NAMREPLY), prefixes in front."""
        found = self.channel(channel)
        if found is None:
            return
        if found.naming is None:
            found.naming = {}
        for member in map(self._member, names):
            if is_name(member.nick) and len(found.naming) < MOST_MEMBERS:
                found.naming[self.features.fold(member.nick)] = member

    def names_ended(self, channel: str) -> None:
        """The list of names is complete and replaces what was known."""
        found = self.channel(channel)
        if found is not None and found.naming is not None:
            for key, member in found.naming.items():
                member.away = key in found.members and found.members[key].away
            found.members, found.naming = found.naming, None
            found.version += 1

    def _member(self, name: str) -> Member:
        nick = name.lstrip(self.features.prefixes)
        prefixes = name[: len(name) - len(nick)]
        return Member(nick.partition("!")[0], prefixes)

    def change_modes(self, channel: str, modes: str, parameters: list[str]) -> None:
        """Follow a MODE of a channel, and the ranks of its members."""
        found = self.channel(channel)
        if found is None:
            return
        for adding, mode, parameter in self._changes(modes, parameters):
            member = found.members.get(self.features.fold(parameter))
            if mode in self.features.prefix_modes:
                if member is not None:
                    self._rank(member, mode, adding)
                    found.version += 1
            elif not adding:
                found.modes.pop(mode, None)
            elif mode not in self.features.list_modes and len(found.modes) < MOST_MODES:
                found.modes[mode] = parameter

    def tell_modes(self, channel: str, modes: str, parameters: list[str]) -> None:
        """All modes that a channel has (RPL_CHANNELMODEIS)."""
        found = self.channel(channel)
        if found is not None:
            found.modes = {}
            self.change_modes(channel, modes, parameters)

    def leads(self, channel: Channel) -> bool:
        """Whether we have a rank there that is more than a voice."""
        me = channel.members.get(self.features.fold(self.nick))
        features = self.features
        place = features.prefix_modes.find("v")
        leading = features.prefixes if place < 0 else features.prefixes[:place]
        return me is not None and any(prefix in leading for prefix in me.prefixes)

    def _changes(self, modes: str, parameters: list[str]) -> Iterator[tuple[bool, str, str]]:
        features, left, adding = self.features, list(parameters), True
        always = features.prefix_modes + features.list_modes + features.key_modes
        for mode in modes:
            if mode in "+-":
                adding = mode == "+"
                continue
            takes = mode in always or (adding and mode in features.setting_modes)
            yield adding, mode, left.pop(0) if takes and left else ""

    def _rank(self, member: Member, mode: str, adding: bool) -> None:
        features = self.features
        prefix = features.prefixes[features.prefix_modes.index(mode)]
        kept = set(member.prefixes) | {prefix} if adding else set(member.prefixes) - {prefix}
        member.prefixes = "".join(p for p in features.prefixes if p in kept)
