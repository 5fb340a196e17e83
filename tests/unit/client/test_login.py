"""Logging in: by the certificate without a word, by what somebody types, and making an account."""

from __future__ import annotations

import base64

import pytest

from mensajeria.client.conversation import Conversation
from mensajeria.client.happenings import LoggedIn, LoggedOut, Refused, Told, VerificationWanted
from mensajeria.client.identity import Identity
from mensajeria.client.login import Login, Password
from mensajeria.client.session import Session
from tests.unit.client.dialogue import Dialogue
from tests.unit.client.test_conversation import Line

REGISTRATION = "draft/account-registration"


def newcomer(*, certified: bool = True, login: Password | None = None) -> Dialogue:
    """Somebody who is about to hear what a server offers."""
    dialogue = Dialogue()
    dialogue.session = Session(Identity("ana", login=login), certified=certified)
    dialogue.session.start()
    dialogue.said()
    return dialogue


def inside(capabilities: str, *, certified: bool = True) -> Dialogue:
    """The same, let in as a guest."""
    dialogue = newcomer(certified=certified)
    dialogue.hears(f":x CAP * LS :{capabilities}")
    names = " ".join(word.partition("=")[0] for word in capabilities.split())
    dialogue.hears(f":x CAP * ACK :{names}")
    if dialogue.session.login.under_way:
        dialogue.hears(":x 904 ana :SASL authentication failed")
    dialogue.hears(":x 001 ana :Welcome")
    dialogue.said()
    return dialogue


def typed(dialogue: Dialogue, text: str) -> tuple[list[str], list[str]]:
    """What somebody who types this is told at once, and what is sent."""
    answers = Conversation(Line(dialogue)).typed(text)
    return answers, dialogue.said()


def test_the_certificate_is_tried_before_the_end_of_the_negotiation() -> None:
    dialogue = newcomer()
    dialogue.hears(":x CAP * LS :sasl=PLAIN,EXTERNAL")
    dialogue.hears(":x CAP * ACK sasl")
    assert dialogue.said() == ["CAP REQ sasl", "AUTHENTICATE EXTERNAL"]
    dialogue.hears("AUTHENTICATE +")
    assert dialogue.said() == ["AUTHENTICATE +"]
    assert dialogue.hears(":x 900 ana ana!ana@h Ana :You are now logged in as Ana") == [
        LoggedIn("Ana")
    ]
    assert dialogue.hears(":x 903 ana :SASL authentication successful") == []
    assert dialogue.said() == ["CAP END"]


def test_a_certificate_that_belongs_to_nobody_is_no_news() -> None:
    dialogue = newcomer()
    dialogue.hears(":x CAP * LS :sasl=EXTERNAL", ":x CAP * ACK sasl", "AUTHENTICATE +")
    assert dialogue.hears(":x 904 ana :SASL authentication failed") == []
    assert dialogue.said()[-1] == "CAP END"


@pytest.mark.parametrize(
    ("certified", "mechanisms"), [(False, "=EXTERNAL"), (True, "=PLAIN"), (True, "")]
)
def test_where_there_is_no_way_one_is_a_guest(certified: bool, mechanisms: str) -> None:
    dialogue = newcomer(certified=certified)
    dialogue.hears(f":x CAP * LS :sasl{mechanisms}", ":x CAP * ACK sasl")
    assert dialogue.said() == ["CAP REQ sasl", "CAP END"]


def test_what_somebody_types_is_sent_and_kept_for_the_next_connection() -> None:
    dialogue = inside("sasl=PLAIN,EXTERNAL mensajeria.alt/idempotency", certified=True)
    assert typed(dialogue, "/login Ana sésamo ábrete") == ([], ["AUTHENTICATE PLAIN"])
    dialogue.hears("AUTHENTICATE +")
    response = base64.b64encode("\0Ana\0sésamo ábrete".encode()).decode()
    assert dialogue.said() == [f"AUTHENTICATE {response}"]
    dialogue.hears(":x 903 ana :SASL authentication successful")
    assert dialogue.said() == ["ACCOUNT CERT"], "a server of ours learns the certificate"
    assert dialogue.session.identity.login == Password("Ana", "sésamo ábrete")
    again = newcomer(certified=False, login=dialogue.session.identity.login)
    again.hears(":x CAP * LS :sasl", ":x CAP * ACK sasl")
    assert again.said()[-1] == "AUTHENTICATE PLAIN"


def test_other_servers_are_not_bothered_with_our_commands() -> None:
    dialogue = inside("sasl=PLAIN")
    typed(dialogue, "/login ana secret")
    dialogue.hears(":x 903 ana :SASL authentication successful")
    assert dialogue.said() == []


def test_a_wrong_password_is_told_and_not_kept() -> None:
    dialogue = inside("sasl=PLAIN")
    typed(dialogue, "/login ana wrong")
    refused = dialogue.hears(":x 904 ana :SASL authentication failed")
    assert refused == [Refused("The account or its password is wrong.", "904")]
    assert dialogue.session.identity.login is None


def test_where_there_are_no_accounts_one_is_told() -> None:
    dialogue = inside("server-time")
    assert typed(dialogue, "/login ana secret") == (["This server has no accounts."], [])
    assert typed(dialogue, "/register secret") == (["This server makes no accounts."], [])


def test_making_an_account() -> None:
    dialogue = inside(f"{REGISTRATION}=before-connect mensajeria.alt/idempotency")
    assert typed(dialogue, "/register secret") == ([], ["REGISTER * * secret"])
    told = dialogue.hears(":x REGISTER SUCCESS ana :Account created")
    assert told == [Told("Account created", "REGISTER")]
    assert dialogue.said() == ["ACCOUNT CERT"]


def test_a_server_that_wants_an_address_gets_one() -> None:
    dialogue = inside(f"{REGISTRATION}=email-required")
    answers, sent = typed(dialogue, "/register secret")
    assert (len(answers), sent) == (1, [])
    assert typed(dialogue, "/register secret a@b.example")[1] == ["REGISTER * a@b.example secret"]
    told = dialogue.hears(":x REGISTER VERIFICATION_REQUIRED ana :Look into your mail")
    assert told == [VerificationWanted("ana", "Look into your mail")]
    assert dialogue.said() == []


def test_a_code_completes_it() -> None:
    """account-registration: "VERIFY SUCCESS <account> <message>"."""
    dialogue = inside(f"{REGISTRATION}=email-required")
    assert typed(dialogue, "/verify ana c0 de") == ([], ["VERIFY ana :c0 de"])
    (refused,) = dialogue.hears(":x FAIL VERIFY INVALID_CODE ana :Wrong")
    assert isinstance(refused, Refused)
    assert refused.why == "That is not the code, or it is too old."
    assert dialogue.hears(":x VERIFY SUCCESS ana :Welcome") == [Told("Welcome", "VERIFY")]
    assert dialogue.session.model.account == "ana"


def test_being_logged_out() -> None:
    assert inside("sasl").hears(":x 901 ana ana!ana@h :You are now logged out") == [LoggedOut()]


@pytest.mark.parametrize("length", [4, 299, 300, 301, 600])
def test_long_responses_go_in_pieces(length: int) -> None:
    """ "split to 400-byte chunks"; "If the last chunk was exactly 400 bytes long, it must also be
    followed by `AUTHENTICATE +`".
    """
    login = Login()
    login.with_password(Password("a", "x" * (length - 3)))
    sent = login.challenged("+").decode().split("\r\n")[:-1]
    chunks = [line.removeprefix("AUTHENTICATE ") for line in sent]
    assert all(len(chunk) == 400 for chunk in chunks[:-1])
    assert len(chunks[-1]) < 400
    whole = "".join(chunks).removesuffix("+") if chunks[-1] == "+" else "".join(chunks)
    assert base64.b64decode(whole) == b"\0a\0" + b"x" * (length - 3)


def test_what_nobody_asked_for_is_broken_off() -> None:
    assert Login().challenged("+") == b"AUTHENTICATE *\r\n"
    login = Login()
    login.with_password(Password("a", "b"))
    assert login.challenged("abcd") == b"AUTHENTICATE *\r\n"


def test_the_password_is_in_no_traceback() -> None:
    assert "secret" not in repr(Identity("ana", login=Password("ana", "secret")))
