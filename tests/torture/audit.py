"""`Audit`: what people were shown and promised, against what the server has after its end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tests.torture.crowd import FRIENDS, STAYS, Crowd
from tests.torture.facts import Fact, missing, up_to_a_message
from tests.torture.players import Player
from tests.torture.reader import Reader

CHANNELS: Final = ("#plaza", "#side")


class Audit:
    """What must be there, and what must not be, by all that anybody was shown so far."""

    def __init__(self) -> None:
        self.history: dict[str, list[Fact]] = {channel: [] for channel in CHANNELS}
        self.whispers: dict[tuple[str, str], list[Fact]] = {}
        self.accounts = list(FRIENDS)
        self.maybe_gone: set[str] = set()  # somebody has asked for it
        self.gone: set[str] = set()  # somebody was shown that it is
        self.refused: set[str] = set()
        self.facts = 0

    def after(self, port: int, crowd: Crowd) -> None:
        """Compare what the players of a round saw with what can be read now."""
        self._remember(crowd)
        promised = [each.name for each in crowd.newcomers if each.promised]
        self._log_in(port, promised)
        with Reader(port, "auditor", account=False) as reader:
            assert STAYS in reader.names("#plaza"), "who stays is there without a connection"
            for channel in CHANNELS:
                reader.ask(f"JOIN {channel}")
                fresh = _fresh(reader, channel, self.history[channel])
                self._check(fresh, [_of(channel, player) for player in crowd.players])
        for friend in FRIENDS:
            with Reader(port, friend) as reader:
                self._check_whispers(reader, friend, crowd)

    def all_of_it(self, port: int) -> None:
        """From the first to the last, everything is still as it was, but for what was deleted."""
        self._log_in(port, self.accounts)
        with Reader(port, "auditor", account=False) as reader:
            for channel in CHANNELS:
                reader.ask(f"JOIN {channel}")
                found = reader.history(channel)
                kept = self._kept(self.history[channel])
                assert missing(kept, found) == []
                self._refuse(found)

    def _remember(self, crowd: Crowd) -> None:
        for player in crowd.players:
            self.maybe_gone |= player.asked_gone
            self.refused |= player.refused
            self.gone |= {fact.words[1] for fact in player.seen if fact.verb == "REDACT"}
            self.facts += len(player.seen)

    def _log_in(self, port: int, names: Iterable[str]) -> None:
        for name in names:
            with Reader(port, name) as reader:
                assert reader.logged_in, f"{name} was told to have an account"
        self.accounts += [name for name in names if name not in self.accounts]

    def _check(self, found: list[Fact], seen: list[list[Fact]]) -> None:
        assert [missing(self._kept(facts), found) for facts in seen] == [[]] * len(seen)
        self._refuse(found)

    def _kept(self, facts: Iterable[Fact]) -> list[Fact]:
        return [fact for fact in facts if fact.msgid not in self.maybe_gone]

    def _refuse(self, found: list[Fact]) -> None:
        ids = [fact.msgid for fact in found if fact.msgid]
        assert len(ids) == len(set(ids)), "once"
        assert not self.gone & set(ids), "what was deleted is gone"
        said = {fact.words[-1] for fact in found if fact.verb == "PRIVMSG"}
        assert not self.refused & said, "what was refused is not there"

    def _check_whispers(self, reader: Reader, friend: str, crowd: Crowd) -> None:
        for other in FRIENDS:
            if other != friend:
                before = self.whispers.setdefault((friend, other), [])
                fresh = _fresh(reader, other, before)
                (player,) = (each for each in crowd.players if each.name == friend)
                self._check(fresh, [_between(friend, other, player)])


def _of(channel: str, player: Player) -> list[Fact]:
    """What it saw of a channel; of #plaza, where everybody is, also who left or has a new name."""
    everywhere = ("QUIT", "NICK") if channel == "#plaza" else ()
    facts = [fact for fact in player.seen if fact.words[0] == channel or fact.verb in everywhere]
    # Who stays is shown their channels as joined in each new connection, which is no fact.
    return [
        fact for fact in facts if fact.verb != "JOIN" or not fact.source.startswith(f"{STAYS}!")
    ]


def _between(friend: str, other: str, player: Player) -> list[Fact]:
    said = [fact for fact in player.seen if fact.verb == "PRIVMSG" and fact.words[0] in FRIENDS]
    return [fact for fact in said if {fact.source.split("!")[0], fact.words[0]} == {friend, other}]


def _fresh(reader: Reader, target: str, known: list[Fact]) -> list[Fact]:
    """What has happened there since, which is known from now on."""
    known[:] = up_to_a_message(known)
    fresh = reader.history(target, known[-1].msgid if known else "")
    known += fresh
    return fresh


def settle(port: int) -> None:
    """The friends get their accounts, and eva stays."""
    for friend in FRIENDS:
        with Reader(port, friend, account=False) as reader:
            assert reader.register()
            if friend == STAYS:
                told = reader.ask("PERSISTENCE SET ON", "JOIN #plaza")
                assert any(b" PERSISTENCE STATUS ON ON" in line for line in told), told
