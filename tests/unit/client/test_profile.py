"""Profiles (draft/metadata-2): whose they are, and that they cannot grow without end."""

import pytest

from mensajeria.client import model as model_module
from mensajeria.client import whois
from mensajeria.client.happenings import Described, Happening, ProfileTold, Refused
from mensajeria.client.profile import key_in_words
from mensajeria.client.wording import Scene, words_for
from tests.unit.client.dialogue import Dialogue, welcomed
from tests.unit.client.test_conversation import Chat

DESCRIBED = (":x 311 ana leo u h * :Leo", ":x 318 ana leo :End")


def line(happening: Happening) -> str:
    return "".join(text for _style, text in words_for(happening, Scene("ana")))


def asking() -> Dialogue:
    dialogue = welcomed("batch draft/metadata-2")
    dialogue.session.inquiries.ask_profile("leo")
    return dialogue


def test_a_profile_is_asked_for_along_with_a_whois_where_there_are_profiles() -> None:
    chat = Chat()
    chat.sends("/whois leo")
    chat.line.session.negotiation.enabled.add("draft/metadata-2")
    assert chat.sends("/whois leo") == ["METADATA leo LIST", "WHOIS leo"]


def test_what_is_told_before_the_end_is_part_of_the_answer() -> None:
    """ "METADATA <Target> LIST": one RPL_KEYVALUE for each key."""
    dialogue = asking()
    assert dialogue.hears(":x 761 ana Leo status * :busy", ":x 761 ana leo homepage * :") == []
    (described,) = dialogue.hears(*DESCRIBED)
    assert isinstance(described, Described)
    assert described.profile == (("status", "busy"),)
    assert "Status: busy" in line(described)
    told = dialogue.hears(":x 761 ana leo status * :free")
    assert told == [ProfileTold("leo", "status", "free")]
    assert line(told[0]) == "-- leo: Status: free"


def test_a_profile_that_is_not_to_be_had_is_no_news_once() -> None:
    dialogue = asking()
    fail = ":x FAIL METADATA INVALID_TARGET leo :Invalid metadata target"
    assert dialogue.hears(fail) == []
    (refused,) = dialogue.hears(fail)
    assert isinstance(refused, Refused)


def test_ours_is_remembered() -> None:
    dialogue = welcomed("batch draft/metadata-2")
    profile = dialogue.session.model.profile
    dialogue.hears(":x METADATA ana status * :busy", ":x 761 ana * pronouns * :ella")
    assert profile == {"status": "busy", "pronouns": "ella"}
    dialogue.hears(":x METADATA ana status *", ":x 766 ana ana pronouns :key not set")
    assert profile == {}
    dialogue.hears(":x METADATA leo status * :busy")
    assert profile == {}


def test_profiles_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "MOST_KEYS", 2)
    monkeypatch.setattr(whois, "_MOST_OTHER", 2)
    dialogue = asking()
    for nick in ("ana", "leo"):
        dialogue.hears(*(f":x 761 ana {nick} k{n} * :v" for n in range(4)))
    assert len(dialogue.session.model.profile) == 2
    (described,) = dialogue.hears(*DESCRIBED)
    assert isinstance(described, Described)
    assert len(described.profile) == 2


def test_how_many_profiles_are_asked_for_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whois, "_MOST_NICKS", 1)
    dialogue = asking()
    dialogue.session.inquiries.ask_profile("eva")
    assert dialogue.hears(":x 761 ana leo status * :busy") == [ProfileTold("leo", "status", "busy")]
    assert dialogue.hears(":x 761 ana eva status * :busy") == []


def test_a_key_that_is_not_known_is_called_as_it_is() -> None:
    assert key_in_words("homepage") == "Home page"
    assert key_in_words("shoe-size") == "shoe-size"
