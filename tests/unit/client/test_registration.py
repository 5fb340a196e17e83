"""How a session introduces itself, and what it does when it is not let in at once."""

import pytest

from mensajeria.client.happenings import (
    Banned,
    Closed,
    Happening,
    NickRefused,
    PasswordRefused,
    Refused,
    Welcomed,
)
from mensajeria.client.identity import Identity
from mensajeria.client.negotiation import WANTED
from mensajeria.client.session import Session
from tests.unit.client.dialogue import Dialogue, welcomed

NO_CHANGE = "FAIL NICK NICKNAME_RESERVED 9 :Nickname is reserved by a different account"


def test_capabilities_are_asked_for_before_the_introduction() -> None:
    """Capability negotiation: "Following this, the client MUST send ... `NICK` and `USER`"."""
    assert Dialogue("ana").said() == ["CAP LS 302", "NICK ana", "USER ana 0 * ana"]


def test_the_password_comes_before_the_nick() -> None:
    """Modern IRC, PASS: "If set, the password must be set before any attempt to register the
    connection is made."
    """
    session = Session(Identity("ana", password="open sesame"))
    session.start()
    assert session.take_output().splitlines()[1:3] == [b"PASS :open sesame", b"NICK ana"]


def test_of_what_is_offered_only_what_is_understood_is_asked_for() -> None:
    dialogue = Dialogue()
    dialogue.said()
    dialogue.hears(":x CAP * LS :multi-prefix sasl=PLAIN server-time unheard-of/thing")
    assert dialogue.said() == ["CAP REQ :multi-prefix sasl server-time"]
    dialogue.hears(":x CAP * ACK :multi-prefix sasl server-time")
    assert dialogue.said() == ["CAP END"]
    assert dialogue.session.negotiation.enabled == {"multi-prefix", "sasl", "server-time"}


def test_a_list_on_several_lines_is_read_to_its_end() -> None:
    """ "all but the last reply MUST have a parameter containing only an asterisk (`*`) preceding
    the capability list".
    """
    dialogue = Dialogue()
    dialogue.said()
    dialogue.hears(":x CAP * LS * :echo-message")
    assert dialogue.said() == []
    dialogue.hears(":x CAP * LS :batch")
    assert dialogue.said() == ["CAP REQ :batch echo-message"]


def test_labels_without_batches_are_not_asked_for() -> None:
    dialogue = Dialogue()
    dialogue.said()
    dialogue.hears(":x CAP * LS :labeled-response message-tags")
    assert dialogue.said() == ["CAP REQ message-tags"]


def test_what_is_refused_together_is_asked_for_one_by_one() -> None:
    dialogue = Dialogue()
    dialogue.said()
    dialogue.hears(":x CAP * LS :batch setname")
    dialogue.said()
    dialogue.hears(":x CAP * NAK :batch setname")
    assert dialogue.said() == ["CAP REQ batch", "CAP REQ setname"]
    dialogue.hears(":x CAP * ACK :batch")
    assert dialogue.said() == []
    dialogue.hears(":x CAP * NAK :setname")
    assert dialogue.said() == ["CAP END"]
    assert dialogue.session.negotiation.enabled == {"batch"}


def test_a_server_that_offers_nothing_ends_the_negotiation() -> None:
    dialogue = Dialogue()
    dialogue.said()
    dialogue.hears(":x CAP * LS :")
    assert dialogue.said() == ["CAP END"]


def test_a_server_without_capabilities_is_no_trouble() -> None:
    dialogue = Dialogue()
    assert dialogue.hears(":x 451 * :You have not registered", ":x 421 * CAP :Unknown") == []
    assert dialogue.hears(":x 001 ana :Welcome") == [Welcomed("ana")]


def test_capabilities_may_come_and_go_later() -> None:
    dialogue = welcomed("batch")
    dialogue.hears(":x CAP ana NEW :away-notify nonsense")
    assert dialogue.said() == ["CAP REQ away-notify"]
    dialogue.hears(":x CAP ana ACK :away-notify", ":x CAP ana DEL :batch")
    assert dialogue.session.negotiation.enabled == {"away-notify"}
    assert dialogue.said() == []


def test_everything_wanted_is_something_a_server_may_offer_at_once() -> None:
    dialogue = Dialogue()
    dialogue.said()
    dialogue.hears(f":x CAP * LS :{' '.join(WANTED)}")
    assert dialogue.said() == [f"CAP REQ :{' '.join(WANTED)}"]


def test_the_nick_is_what_the_server_says_it_is() -> None:
    dialogue = Dialogue("a-very-long-name")
    assert dialogue.hears(":x 001 a-very :Welcome") == [Welcomed("a-very")]
    assert dialogue.session.model.nick == "a-very"


def test_channels_are_entered_on_being_welcomed_those_with_a_key_too() -> None:
    dialogue = Dialogue(channels=[("#plaza", ""), ("#club", "secret")])
    dialogue.said()
    dialogue.hears(":x 001 ana :Welcome")
    assert dialogue.said() == ["JOIN #club,#plaza secret"]


def test_a_nick_in_use_is_followed_by_a_similar_one() -> None:
    dialogue = Dialogue("ana")
    dialogue.said()
    assert dialogue.hears(":x 433 * ana :Nickname is already in use") == []
    assert dialogue.said() == ["NICK ana_"]
    dialogue.hears(":x 433 * ana_ :Nickname is already in use")
    assert dialogue.said() == ["NICK ana__"]


def test_a_similar_nick_that_is_too_long_is_followed_by_a_short_one() -> None:
    dialogue = Dialogue("guadalupe")
    dialogue.hears(":x 433 * guadalupe :In use")
    dialogue.hears(":x 432 * guadalupe_ :Nickname too long", ":x 432 * guadalupe__ :Too long")
    assert dialogue.said()[-1] == "NICK guadalup2"


def test_there_is_an_end_to_similar_nicks() -> None:
    dialogue = Dialogue("ana")
    happenings = [h for _ in range(20) for h in dialogue.hears(":x 433 * x :In use")]
    assert isinstance(happenings[0], NickRefused)


def test_who_insists_is_asked_about_a_nick_in_use() -> None:
    dialogue = Dialogue("ana", insists=True)
    assert dialogue.hears(":x 433 * ana :In use") == [
        NickRefused("ana", "Somebody else is called ana.")
    ]


def test_a_nick_that_is_none_is_refused() -> None:
    assert Dialogue("1x").hears(":x 432 * 1x :Erroneous nickname") == [
        NickRefused("1x", "1x cannot be a name here.")
    ]


def test_a_password_that_is_wanted_and_a_ban() -> None:
    assert Dialogue().hears(":x 464 * :Password incorrect") == [PasswordRefused()]
    assert Dialogue().hears(":x 465 * :You are banned") == [Banned()]


def test_why_a_password_was_refused_is_told() -> None:
    def told(words: str) -> list[Happening]:
        session = Session(Identity("ana", password="open sesame"))
        return session.receive(f":x 464 * :{words}\r\n".encode())

    assert told("Password incorrect") == [PasswordRefused("That is not the password.")]
    assert told("Too many wrong passwords from your address; wait a minute") == [
        PasswordRefused("There were too many wrong ones; wait a minute.")
    ]


@pytest.mark.parametrize("numeric", ["464", "491"])
def test_a_claim_that_is_none_is_no_news(numeric: str) -> None:
    dialogue = welcomed()
    dialogue.session.claim("token of a server that has ended")
    assert dialogue.said() == ["OPER owner :token of a server that has ended"]
    assert dialogue.hears(f":x {numeric} ana :No") == []
    assert len(dialogue.hears(f":x {numeric} ana :No")) == 1


def test_a_password_that_only_error_tells_of_is_told_of_once() -> None:
    """ngircd says no more than "Access denied: Bad password?"."""
    assert Dialogue().hears("ERROR :Access denied: Bad password?") == [PasswordRefused()]
    both = Dialogue().hears(":x 464 * :Password incorrect", "ERROR :Closing Link (Bad password)")
    assert both == [PasswordRefused()]


def test_after_the_welcome_464_is_about_oper() -> None:
    assert welcomed().hears(":x 464 ana :Password incorrect") == [
        Refused("The password is wrong.", "464")
    ]


def test_the_server_says_why_it_closes() -> None:
    dialogue = Dialogue()
    assert dialogue.hears("ERROR :Too many connections") == [Closed("Too many connections")]
    assert dialogue.session.closing == "Too many connections"


def test_ping_is_answered_with_its_token() -> None:
    """Modern IRC, PING: the answer brings back the token, whatever it is."""
    dialogue = Dialogue()
    dialogue.said()
    dialogue.hears("PING :a token")
    assert dialogue.said() == ["PONG :a token"]


def test_a_lost_nick_is_asked_for_when_it_becomes_free() -> None:
    dialogue = Dialogue("ana")
    dialogue.hears(":x 433 * ana :In use", ":x 001 ana_ :Welcome", ":ana_!u@h JOIN #plaza")
    dialogue.said()
    dialogue.hears(":ana!u@h QUIT :Ping timeout")
    assert dialogue.said() == ["NICK ana"]
    assert dialogue.hears(":x 433 ana_ ana :In use") == [], "nobody asked, so nobody is told"
    dialogue.hears(":ana!u@h NICK other")
    assert dialogue.said() == ["NICK ana"]
    dialogue.hears(":ana_!u@h NICK ana")
    dialogue.hears(":ana!u@h QUIT")
    assert dialogue.said() == []


def test_a_nick_asked_for_by_hand_is_the_wanted_one_from_then_on() -> None:
    dialogue = welcomed()
    dialogue.session.rename("eva")
    assert dialogue.said() == ["NICK eva"]
    dialogue.hears(":ana!u@h NICK eva")
    assert dialogue.session.identity.nick == "eva"
    dialogue.hears(":eva!u@h NICK Guest123")
    assert dialogue.session.identity.nick == "eva", "what a server forces is not wanted"


def test_a_wish_counts_as_what_the_server_made_of_it() -> None:
    """Modern IRC, NICKLEN: "the maximum length of a nickname that a client may set"; most servers
    cut what is longer.
    """
    dialogue = welcomed()
    dialogue.session.rename("guadalupe_hidalgo")
    dialogue.hears(":ana!u@h NICK guadalupe")
    dialogue.said()
    dialogue.session.regain()
    assert (dialogue.session.identity.nick, dialogue.said()) == ("guadalupe", [])


@pytest.mark.parametrize("refusal", ["432 ana 9 :Erroneous", "438 ana ana 9 :Too fast", NO_CHANGE])
def test_what_a_server_forces_after_a_refused_wish_is_not_that_wish(refusal: str) -> None:
    dialogue = welcomed()
    dialogue.session.rename("9")
    assert dialogue.hears(f":x {refusal}") != []
    dialogue.hears(":ana!u@h NICK Guest123")
    assert dialogue.session.identity.nick == "ana"


@pytest.mark.parametrize("typed", ["NICK Guest123", "NICK anna"])
def test_a_name_is_not_asked_back_that_was_taken_on_purpose(typed: str) -> None:
    """By services that would do it again, or by somebody who typed /raw NICK."""
    dialogue = welcomed()
    dialogue.hears(f":ana!u@h {typed}")
    dialogue.session.regain()
    assert dialogue.said() == []


def test_services_that_rename_us_while_a_name_is_asked_back_have_the_last_word() -> None:
    dialogue = Dialogue("ana")
    dialogue.hears(":x 433 * ana :In use", ":x 001 ana_ :Welcome")
    dialogue.session.regain()
    dialogue.hears(":ana_!u@h NICK Guest123")
    dialogue.said()
    dialogue.session.regain()
    assert dialogue.said() == []


def test_a_name_that_came_back_is_asked_back_again() -> None:
    dialogue = Dialogue("ana")
    dialogue.hears(":x 433 * ana :In use", ":x 001 ana_ :Welcome")
    dialogue.session.regain()
    dialogue.hears(":ana_!u@h NICK ana")
    assert dialogue.session.regains


def test_a_channel_that_cannot_be_had_is_no_refused_name() -> None:
    """437 is "<nick/channel> :Nick/channel is temporarily unavailable" (RFC 2812)."""
    dialogue = Dialogue("ana")
    dialogue.hears(":x 433 * ana :In use", ":x 001 ana_ :Welcome")
    dialogue.session.regain()
    assert dialogue.hears(":x 437 ana_ #club :Unavailable") == [
        Refused("#club cannot be had at the moment.", "437", ("#club",))
    ]


def test_a_nick_refused_later_is_one_sentence() -> None:
    dialogue = welcomed()
    dialogue.session.rename("leo")
    assert dialogue.hears(":x 433 ana leo :In use") == [
        Refused("Somebody else is called leo.", "433", ("leo",))
    ]


RESERVED = "FAIL NICK NICKNAME_RESERVED ana :Nickname is reserved by a different account"


def test_a_name_of_an_account_is_refused_once() -> None:
    dialogue = Dialogue("ana")
    dialogue.hears(":x 433 * ana :Nickname is reserved by a different account")
    assert dialogue.hears(f":x {RESERVED}") == [], "another name was tried already"
    dialogue.hears(":x 001 ana_ :Welcome", ":ana_!u@h JOIN #plaza")
    dialogue.hears(":ana!u@h QUIT")
    assert dialogue.hears(f":x {RESERVED}") == [], "nobody asked, so nobody is told"
    dialogue.session.rename("ana")
    assert dialogue.hears(f":x {RESERVED}") == [
        Refused("That name belongs to somebody's account.", "NICKNAME_RESERVED", ("ana",), "NICK")
    ]
