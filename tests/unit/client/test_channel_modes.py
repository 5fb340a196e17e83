"""The modes of channels, as a client follows them, and its own rank there."""

import pytest

from mensajeria.client import model as model_module
from mensajeria.client.happenings import MaskListed, MasksEnded, ModeChanged
from mensajeria.client.model import Channel
from tests.unit.client.dialogue import Dialogue, welcomed

ISUPPORT = "CHANMODES=beI,k,lf,imnst PREFIX=(qaohv)~&@%+"


def plaza(dialogue: Dialogue) -> Channel:
    channel = dialogue.session.model.channel("#plaza")
    assert channel is not None
    return channel


def test_modes_are_followed_with_their_parameters() -> None:
    """Modern IRC: type A and B "MUST always have a parameter", type C "only when set"."""
    dialogue = welcomed(isupport=ISUPPORT)
    dialogue.hears(":leo!u@h MODE #plaza +bokl-n *!*@bad eva sesame 20")
    assert plaza(dialogue).modes == {"k": "sesame", "l": "20"}
    dialogue.hears(":leo!u@h MODE #plaza -kl+s sesame")
    assert plaza(dialogue).modes == {"s": ""}


def test_all_of_them_replace_what_was_known() -> None:
    dialogue = welcomed(isupport=ISUPPORT)
    dialogue.hears(":leo!u@h MODE #plaza +i")
    (told,) = dialogue.hears(":x 324 ana #plaza +ntf #other")
    assert told == ModeChanged("#plaza", "+ntf #other", "")
    assert plaza(dialogue).modes == {"n": "", "t": "", "f": "#other"}
    dialogue.hears(":x 324 ana #elsewhere +s", ":leo!u@h MODE #elsewhere +s")


def test_modes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "MOST_MODES", 3)
    dialogue = welcomed(isupport=ISUPPORT)
    dialogue.hears(":x 324 ana #plaza +imnst")
    assert len(plaza(dialogue).modes) == 3


@pytest.mark.parametrize(
    ("mode", "leads"), [("q", True), ("a", True), ("o", True), ("h", True), ("v", False)]
)
def test_every_rank_above_a_voice_leads(mode: str, leads: bool) -> None:
    dialogue = welcomed(isupport=ISUPPORT)
    model = dialogue.session.model
    assert not model.leads(plaza(dialogue))
    dialogue.hears(f":leo!u@h MODE #plaza +{mode} ana")
    assert model.leads(plaza(dialogue)) is leads


def test_where_nobody_has_a_voice_every_rank_leads() -> None:
    dialogue = welcomed(isupport="PREFIX=(o)@")
    dialogue.hears(":leo!u@h MODE #plaza +o ana")
    assert dialogue.session.model.leads(plaza(dialogue))


def test_lists_of_masks() -> None:
    """ ":server 367 <client> <channel> <mask> [<who> <set-ts>]" (Modern IRC)."""
    assert welcomed().hears(
        ":x 367 ana #plaza *!*@bad leo!u@h 1700000000",
        ":x 368 ana #plaza :End",
        ":x 348 ana #plaza *!*@good",
        ":x 349 ana #plaza :End",
        ":x 346 ana #plaza eva!*@*",
        ":x 347 ana #plaza :End",
    ) == [
        MaskListed("#plaza", "b", "*!*@bad", "leo"),
        MasksEnded("#plaza", "b"),
        MaskListed("#plaza", "e", "*!*@good", ""),
        MasksEnded("#plaza", "e"),
        MaskListed("#plaza", "I", "eva!*@*", ""),
        MasksEnded("#plaza", "I"),
    ]
