"""Accounts: kept across restarts, guarded against guessing, told to those they concern."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from mensajeria.chat.accounts import Account
from mensajeria.chat.belongings import BELONGINGS
from mensajeria.engine.accounts import delete, keep, log_out
from mensajeria.engine.attempts import MOST, WINDOW
from mensajeria.engine.inputs import Reconfigured
from mensajeria.engine.settings import AccountRules, Limits, Settings
from mensajeria.wire.casemapping import fold
from tests.harness.town import Client, Town
from tests.unit.engine.test_identity import make

FINGERPRINT = "5c1d" * 16


def plain(account: str, password: str) -> str:
    return base64.b64encode(f"\0{account}\0{password}".encode()).decode()


def log_in(client: Client, account: str, password: str) -> list[str]:
    client.send("AUTHENTICATE PLAIN")
    client.send(f"AUTHENTICATE {plain(account, password)}")
    return [line.split(" ", 1)[1] for line in client.seen()]


def offered(client: Client) -> dict[str, str]:
    client.send("CAP LS 302")
    words = [word for line in client.seen() for word in line.rpartition(":")[2].split()]
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def town_with(**rules: object) -> Town:
    return Town(Settings(autojoin=(), accounts=AccountRules(**rules)))  # type: ignore[arg-type]


WELCOME = ["AUTHENTICATE +", "900 leo leo!~leo@127.0.0.1 ana :You are now logged in as ana"]


def test_an_account_survives_a_restart(town: Town) -> None:
    town.connect("ana").send("REGISTER * * sesame")
    leo = town.restart().connect("leo", ["sasl"])
    assert log_in(leo, "ana", "sesame")[:2] == WELCOME
    stranger = leo.town.open()
    stranger.send("CAP LS 302")
    stranger.send("NICK ana")
    stranger.seen()
    assert "ACCOUNT_EXISTS" in told(stranger, "REGISTER * * sesame")


def told(client: Client, line: str) -> str:
    client.send(line)
    return client.seen()[0]


def test_it_is_no_account_before_it_is_stored(town: Town) -> None:
    ana = town.connect("ana")
    town.journal.hold()
    ana.send("REGISTER * * sesame")
    assert ana.seen() == []
    assert not len(town.restart().engine.network.accounts)


def test_while_nothing_can_be_stored_nobody_registers(town: Town) -> None:
    ana = town.connect("ana")
    town.journal.fails = "the disk is full"
    ana.send("JOIN #plaza")
    ana.seen()
    assert "FAIL REGISTER TEMPORARILY_UNAVAILABLE" in told(ana, "REGISTER * * sesame")


def test_the_faster_one_gets_the_name(town: Town) -> None:
    """Both asked while nobody had it; hashing takes its time."""
    ana = town.open()
    ana.send("NICK ana")
    leo = town.open()
    leo.send("NICK ana")
    town.surroundings.by_hand = True
    ana.send("REGISTER * * sesame")
    leo.send("REGISTER * * hunter2")
    town.surroundings.answer()
    town.surroundings.answer()
    assert "SUCCESS" in ana.seen()[0]
    assert "ACCOUNT_EXISTS" in leo.seen()[0]


def test_a_new_password_does_not_bring_back_what_was_deleted(town: Town) -> None:
    """Hashing takes its time, and an operator was faster."""
    ana = town.connect("ana")
    ana.send("REGISTER * * sesame")
    account = town.engine.network.accounts.find("ana")
    assert account
    town.surroundings.by_hand = True
    ana.send("ACCOUNT PASSWORD hunter2")
    leo = town.connect("leo")
    make(leo, lambda turn, user: delete(turn, account))
    ana.seen()
    town.surroundings.answer()
    assert "FAIL ACCOUNT TEMPORARILY_UNAVAILABLE" in ana.seen()[0]
    assert not len(town.engine.network.accounts)


def test_what_is_offered_tells_how(town: Town) -> None:
    caps = offered(town.open())
    assert caps["sasl"] == "PLAIN,SCRAM-SHA-256"
    assert caps["draft/account-registration"] == "before-connect"
    assert "draft/account-required" not in caps


def test_what_is_offered_follows_the_settings() -> None:
    caps = offered(town_with(required=True, email_required=True, custom_names=True).open())
    value = "before-connect,email-required,custom-account-name"
    assert caps["draft/account-registration"] == value
    assert "draft/account-required" in caps
    assert "sasl" not in offered(town_with(enabled=False).open())


def test_the_token_is_there_if_an_account_is_required() -> None:
    ana = town_with(required=True).open()
    ana.send("CAP REQ :draft/extended-isupport batch")
    ana.send("ISUPPORT")
    assert "ACCOUNTREQUIRED" in " ".join(ana.seen()).split()


def test_settings_that_change_are_told() -> None:
    """sasl-3.2: "the client will be notified about status changes"."""
    town = town_with(enabled=False)
    ana = town.connect("ana", ["cap-notify"])
    ana.send("CAP LS 302")
    ana.seen()
    settings = town.engine.settings
    town.take(Reconfigured(replace(settings, accounts=AccountRules())))
    came = "draft/account-registration=before-connect draft/persistence sasl=PLAIN,SCRAM-SHA-256"
    assert ana.seen() == [f":mensajeria.local CAP ana NEW :{came} draft/sasl-ir"]
    town.take(Reconfigured(replace(settings, accounts=AccountRules(before_connect=False))))
    assert ana.seen() == [":mensajeria.local CAP ana NEW draft/account-registration"]
    town.take(Reconfigured(settings))
    gone = "draft/account-registration draft/persistence sasl draft/sasl-ir"
    assert ana.seen() == [f":mensajeria.local CAP ana DEL :{gone}"]


# Long messages


def test_a_message_of_several_pieces(town: Town) -> None:
    """ "If the last chunk was exactly 400 bytes long, it must also be followed by `AUTHENTICATE +`
    to signal end of response."."""
    password = "x" * 295  # with "\0ana\0" 300 bytes, and 400 of Base64
    town.connect("ana").send(f"REGISTER * * {password}")
    leo = town.connect("leo", ["sasl"])
    leo.send("AUTHENTICATE PLAIN")
    text = plain("ana", password)
    assert len(text) == 400
    leo.send(f"AUTHENTICATE {text}")
    assert leo.seen() == [":mensajeria.local AUTHENTICATE +"]
    leo.send("AUTHENTICATE +")
    assert " 900 leo " in leo.seen()[0]


@pytest.mark.parametrize("pieces", [["A" * 401], ["A" * 400] * 11])
def test_a_message_that_is_too_long(town: Town, pieces: list[str]) -> None:
    """905 "the client-sent `AUTHENTICATE` command was too long"; "The server MAY place a limit on
    the total length of a response."."""
    leo = town.connect("leo", ["sasl"])
    leo.send("AUTHENTICATE PLAIN")
    for piece in pieces:
        leo.send(f"AUTHENTICATE {piece}")
    assert leo.seen()[1:] == [":mensajeria.local 905 leo :SASL message too long"]
    assert log_in(leo, "ana", "x")[0] == "AUTHENTICATE +"  # it MAY retry


def test_our_messages_are_cut_to_pieces(town: Town) -> None:
    leo = town.connect("leo", ["sasl"])
    leo.send("AUTHENTICATE SCRAM-SHA-256")
    first = f"n,,n=ana,r={'x' * 282}"
    town.connect("ana").send("REGISTER * * sesame")
    text = base64.b64encode(first.encode()).decode()
    leo.seen()
    for start in range(0, len(text), 400):
        leo.send(f"AUTHENTICATE {text[start : start + 400]}")
    pieces = [line.split()[-1] for line in leo.seen()]
    assert [len(piece) for piece in pieces[:-1]] == [400] * (len(pieces) - 1)
    assert 0 < len(pieces[-1]) < 400
    assert base64.b64decode("".join(pieces)).startswith(b"r=xxx")


# Certificates


@pytest.fixture
def carrier(town: Town) -> Client:
    """Somebody with a certificate that logs in to the account ana."""
    ana = town.connect("ana")
    ana.send("REGISTER * * sesame")
    account = town.engine.network.accounts.find("ana")
    assert account
    make(ana, lambda turn, user: keep(turn, replace(account, fingerprints=(FINGERPRINT,))))
    return certified(town, FINGERPRINT)


def certified(town: Town, fingerprint: str) -> Client:
    client = town.connect("leo", ["sasl"])
    client.session.fingerprint = fingerprint
    return client


@pytest.mark.parametrize("message", ["+", base64.b64encode(b"ANA").decode()])
def test_external(carrier: Client, message: str) -> None:
    assert offered(carrier)["sasl"] == "PLAIN,SCRAM-SHA-256,EXTERNAL"
    carrier.send("AUTHENTICATE EXTERNAL")
    carrier.send(f"AUTHENTICATE {message}")
    assert " 900 leo leo!~leo@127.0.0.1 ana " in carrier.seen()[1]


def test_external_for_somebody_else(carrier: Client) -> None:
    carrier.send("AUTHENTICATE EXTERNAL")
    carrier.send("AUTHENTICATE bGVv")
    assert carrier.seen()[1].endswith(": your certificate belongs to another account")


@pytest.mark.parametrize("fingerprint", ["", "00" * 32])
def test_external_without_a_certificate_that_is_known(town: Town, fingerprint: str) -> None:
    leo = certified(town, fingerprint)
    leo.send("AUTHENTICATE EXTERNAL")
    leo.send("AUTHENTICATE +")
    assert leo.seen()[1].endswith(": your certificate belongs to no account here")


def test_certificates_survive_a_restart(carrier: Client) -> None:
    again = certified(carrier.town.restart(), FINGERPRINT)
    again.send("AUTHENTICATE EXTERNAL")
    again.send("AUTHENTICATE +")
    assert " 900 " in again.seen()[1]


def test_a_certificate_that_is_taken_back_is_nobodys(carrier: Client) -> None:
    accounts = carrier.town.engine.network.accounts
    account = accounts.find("ana")
    assert account
    accounts.put(replace(account, fingerprints=()))
    assert accounts.of_certificate(FINGERPRINT) is None


# Guessing


def test_an_address_that_guesses_must_wait(town: Town) -> None:
    town.connect("ana").send("REGISTER * * sesame")
    leo = town.connect("leo", ["sasl"], "192.0.2.7")
    for _ in range(MOST):
        assert log_in(leo, "ana", "wrong")[1].endswith(": wrong account or password")
    assert log_in(leo, "ana", "sesame")[1].endswith(": too many wrong passwords; wait a minute")
    mia = town.connect("mia", ["sasl"], "192.0.2.8")
    assert " ana " in log_in(mia, "ana", "sesame")[1]
    town.advance(WINDOW / 1000)
    assert " ana " in log_in(leo, "ana", "sesame")[1]


def test_an_account_that_is_guessed_at_from_everywhere_rests() -> None:
    town = town_with(attempts=2)
    town.connect("ana").send("REGISTER * * sesame")
    for place in range(2):
        guesser = town.connect(f"leo{place}", ["sasl"], f"192.0.2.{place}")
        log_in(guesser, "ana", "wrong")
    mia = town.connect("mia", ["sasl"])
    assert log_in(mia, "ana", "sesame")[1].endswith(": too many wrong passwords; wait a minute")


def test_the_limits_are_not_for_load_tests_on_loopback() -> None:
    rules = AccountRules(per_address=1)
    town = Town(Settings(autojoin=(), accounts=rules, limits=Limits(throttle=False)))
    for name in ("ana", "leo"):
        assert "SUCCESS" in told(town.connect(name), "REGISTER * * sesame")
    mia = town.connect("mia", ["sasl"])
    for _ in range(MOST + 1):
        log_in(mia, "ana", "wrong")
    assert " 900 " not in log_in(mia, "ana", "wrong")[1]
    assert log_in(mia, "ana", "sesame")[1].startswith("900 ")


# Being logged in to one


def test_logging_out(town: Town) -> None:
    """ "901 [...] is sent when the user's account name is unset (whether by SASL or otherwise)"."""
    town.connect("leo", ["account-notify"]).send("JOIN #plaza")
    ana = town.connect("ana")
    ana.send("REGISTER * * sesame")
    ana.send("JOIN #plaza")
    town.clients["leo"].seen()
    ana.seen()
    make(ana, log_out)
    assert ana.seen()[0] == ":mensajeria.local 901 ana ana!~ana@127.0.0.1 :You are now logged out"
    assert town.clients["leo"].seen() == [":ana!~ana@127.0.0.1 ACCOUNT *"]


def test_who_logs_in_before_connecting_has_the_account_from_the_start(town: Town) -> None:
    town.connect("mia", ["extended-join"]).send("JOIN #plaza")
    ana = town.open()
    for line in ("NICK ana", "REGISTER * * sesame", "USER ana 0 * :Ana", "JOIN #plaza"):
        ana.send(line)
    assert town.clients["mia"].seen()[-1] == ":ana!~ana@127.0.0.1 JOIN #plaza ana :Ana"
    assert ":mensajeria.local 354 mia ana" in told(town.clients["mia"], "WHO ana %a")


def test_an_account_that_is_deleted_is_nobodys(town: Town) -> None:
    ana = town.connect("ana")
    ana.send("REGISTER * * sesame")
    waiting = town.open()
    waiting.send("CAP REQ sasl")
    waiting.seen()
    log_in(waiting, "ana", "sesame")
    account = town.engine.network.accounts.find("ana")
    assert account
    make(ana, lambda turn, user: delete(turn, account))
    assert ana.seen()[-1] == ":mensajeria.local 901 ana ana!~ana@127.0.0.1 :You are now logged out"
    user = ana.session.user
    assert user
    assert user.account is None
    assert waiting.session.registration.account is None
    assert not len(town.restart().engine.network.accounts)


def test_nothing_of_it_is_left_for_whoever_has_the_name_next(town: Town) -> None:
    ana, leo = town.connect("ana", ["mensajeria.alt/idempotency"]), town.connect("leo")
    ana.send("REGISTER * * sesame")
    for line in (
        "JOIN #taller",
        "PERSISTENCE SET ON",
        "METADATA * SET url :https://example.org",
        "MARKREAD #taller timestamp=2026-01-01T00:00:00.000Z",
        "@mensajeria.alt/idempotency=x PRIVMSG leo :hola",
    ):
        ana.send(line)
    kinds = {kind for kind, _ in town.journal.records}
    assert kinds == {kind.__name__ for kind in BELONGINGS}
    account = town.engine.network.accounts.find("ana")
    assert account
    make(leo, lambda turn, user: delete(turn, account))
    assert town.journal.records == {}
    network = town.engine.network
    assert [network.metadata, network.presences, network.kept] == [{}, {}, {}]
    assert len(network.said_once) == 0
    assert network.read_markers.at(["=ana"], fold("#taller")) == 0


def test_with_other_connections_one_stays_who_one_is(town: Town) -> None:
    """907 "is sent when the client attempts to initiate SASL authentication after it has already
    finished successfully for that connection"."""
    ana = town.connect("ana", ["sasl"])
    ana.send("REGISTER * * sesame")
    other = town.open()
    for line in ("NICK leo", "PASS ana:sesame", "USER leo 0 * :Leo"):
        other.send(line)
    assert other.session.user is ana.session.user
    ana.seen()
    ana.send("AUTHENTICATE PLAIN")
    assert ana.seen() == [":mensajeria.local 907 ana :You have already authenticated using SASL"]


def test_two_certificates_of_one_account_are_both_its_own() -> None:
    accounts = Town().engine.network.accounts
    accounts.put(Account("Ana", 1, fingerprints=("aa", "bb")))
    accounts.put(Account("ana", 1, fingerprints=("bb",)))
    assert [account.name for account in accounts] == ["ana"]
    assert accounts.of_certificate("aa") is None
    assert accounts.of_certificate("bb") == accounts.find("ANA")
