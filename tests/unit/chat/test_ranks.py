"""Who may give, take and put out whom: every rank against every other."""

from __future__ import annotations

import pytest

from mensajeria.chat import policy
from mensajeria.chat.channels import Channel
from mensajeria.chat.mode_changes import read
from mensajeria.chat.network import Network
from mensajeria.chat.ranks import RANKS, reaches
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.wire.casemapping import fold

EVERYBODY = (*RANKS, "")


class Scene:
    """A channel with an actor and a target of these ranks."""

    def __init__(self, actor: str, target: str) -> None:
        self.network = Network(0)
        self.actor, self.target = self._user("actor"), self._user("target")
        self.channel = Channel("#plaza", fold("#plaza"), 0)
        self.network.enter(self.channel, self.actor, actor)
        self.network.enter(self.channel, self.target, target)

    def _user(self, nick: str) -> User:
        user = User(self.network.next_uid(), nick, fold(nick), "~u", "host", "", 0)
        self.network.add(user)
        return user

    def change(self, text: str, *arguments: str) -> Reason | None:
        changes, _ = read(text, arguments)
        try:
            policy.may_change_modes(self.network, self.channel, self.actor, changes)
        except Refused as refusal:
            return refusal.why
        return None

    def kick(self) -> Reason | None:
        try:
            policy.may_kick(self.channel, self.actor, "target", self.target)
        except Refused as refusal:
            return refusal.why
        return None


# Of each rank: which ranks it may give and take, and whom it may put out besides those without any.
RULES = {"q": "qaohv", "a": "ohv", "o": "ohv", "h": "v", "v": "", "": ""}


@pytest.mark.parametrize("actor", EVERYBODY)
@pytest.mark.parametrize("rank", RANKS)
def test_giving_a_rank(actor: str, rank: str) -> None:
    expected = None if rank in RULES[actor] else Reason.CHANNEL_OPERATOR_NEEDED
    assert Scene(actor, "").change(f"+{rank}", "target") is expected


@pytest.mark.parametrize("actor", EVERYBODY)
@pytest.mark.parametrize("rank", RANKS)
def test_taking_a_rank(actor: str, rank: str) -> None:
    expected = None if rank in RULES[actor] else Reason.CHANNEL_OPERATOR_NEEDED
    assert Scene(actor, rank).change(f"-{rank}", "target") is expected


@pytest.mark.parametrize("rank", RANKS)
def test_everybody_may_lay_down_a_rank(rank: str) -> None:
    assert Scene(rank, "").change(f"-{rank}", "actor") is None


def test_a_lower_rank_is_not_taken_from_somebody_higher() -> None:
    assert Scene("o", "qo").change("-o", "target") is Reason.OUTRANKED
    assert Scene("h", "ov").change("-v", "target") is Reason.OUTRANKED


@pytest.mark.parametrize("actor", EVERYBODY)
@pytest.mark.parametrize("target", EVERYBODY)
def test_putting_out(actor: str, target: str) -> None:
    """ "Users with this mode [protected] cannot be kicked [...] by other protected users"."""
    if not reaches(actor, "h"):
        expected: Reason | None = Reason.CHANNEL_OPERATOR_NEEDED
    else:
        allowed = target == "" or target in RULES[actor]
        expected = None if allowed else Reason.OUTRANKED
    assert Scene(actor, target).kick() is expected


def test_irc_operators_have_a_founders_rights_even_from_outside() -> None:
    scene = Scene("", "q")
    scene.network.leave(scene.channel, scene.actor)
    assert scene.change("+o", "target") is Reason.NOT_ON_CHANNEL
    scene.actor.operator = "root"
    assert scene.change("+q-q+s", "target", "target") is None
    assert scene.kick() is None


def test_nothing_is_allowed_when_one_part_is_not() -> None:
    assert Scene("h", "").change("+vm", "target") is None
    assert Scene("h", "").change("+vms", "target") is Reason.CHANNEL_OPERATOR_NEEDED
