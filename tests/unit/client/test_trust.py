"""Whom to trust: the table at the top of `trust`, row by row, and what is never done."""

from __future__ import annotations

import pytest

from mensajeria.client.address import Security, ServerAddress, is_loopback
from mensajeria.client.known_servers import fingerprint_written
from mensajeria.client.trust import (
    VOUCHED,
    Known,
    NotTrusted,
    Step,
    Visit,
    can_be_vouched_for,
    readable,
)

ON_THE_INTERNET = ServerAddress("chat.example.org", 7667)
ON_THE_LAN = ServerAddress("192.168.1.5", 7667)
OLD, NEW = Known("AA:AA"), Known("BB:BB")


def visit(
    address: ServerAddress = ON_THE_LAN,
    known: Known | None = None,
    security: Security = Security.TRY,
) -> Visit:
    return Visit(address, security, known)


def test_a_first_visit_where_authorities_vouch() -> None:
    first = visit(ON_THE_INTERNET)
    assert first.step is Step.VERIFIED
    assert first.opened("AA:AA")
    assert (first.known, first.is_first) == (VOUCHED, True)


def test_a_first_visit_where_nobody_vouches() -> None:
    first = visit(ON_THE_INTERNET)
    first.unverified("self-signed certificate")
    assert first.step is Step.SEEN
    assert first.opened("AA:AA")
    assert first.known == OLD


def test_on_a_lan_nobody_is_asked_to_vouch() -> None:
    first = visit(ON_THE_LAN)
    assert first.step is Step.SEEN
    assert first.opened("AA:AA")
    assert first.known == OLD


@pytest.mark.parametrize("certain", [True, False])
@pytest.mark.parametrize("address", [ON_THE_INTERNET, ON_THE_LAN])
def test_a_first_visit_where_nobody_speaks_tls_is_plain(
    address: ServerAddress, certain: bool
) -> None:
    first = visit(address)
    assert first.no_tls(certain=certain)
    assert first.step is Step.PLAIN
    assert first.opened("")
    assert first.known is None


@pytest.mark.parametrize("address", [ON_THE_INTERNET, ON_THE_LAN])
def test_a_remembered_certificate_is_enough(address: ServerAddress) -> None:
    again = visit(address, OLD)
    assert (again.step, again.is_first) == (Step.SEEN, False)
    assert again.opened("AA:AA")
    assert again.known == OLD


def test_another_certificate_is_refused_with_both_fingerprints_and_the_way_out() -> None:
    again = visit(ON_THE_LAN, OLD)
    with pytest.raises(NotTrusted) as refused:
        again.opened("BB:BB")
    for part in ("AA AA", "BB BB", "client.py 192.168.1.5:7667 --trust"):
        assert part in str(refused.value)
    assert again.known == OLD


def test_another_certificate_for_which_authorities_vouch_takes_its_place() -> None:
    again = visit(ON_THE_INTERNET, OLD)
    assert not again.opened("BB:BB")
    assert again.step is Step.VERIFIED
    assert again.opened("BB:BB")
    assert again.known == VOUCHED


def test_another_certificate_for_which_nobody_vouches_does_not() -> None:
    again = visit(ON_THE_INTERNET, OLD)
    assert not again.opened("BB:BB")
    with pytest.raises(NotTrusted, match="BB BB"):
        again.unverified("self-signed certificate")


def test_what_authorities_vouched_for_must_stay_so() -> None:
    again = visit(ON_THE_INTERNET, VOUCHED)
    assert again.step is Step.VERIFIED
    with pytest.raises(NotTrusted, match="certificate has expired"):
        again.unverified("certificate has expired")


@pytest.mark.parametrize("known", [OLD, VOUCHED])
def test_a_server_once_met_with_tls_is_never_met_without(known: Known) -> None:
    with pytest.raises(NotTrusted, match="does not speak it"):
        visit(ON_THE_INTERNET, known).no_tls(certain=True)
    silent = visit(ON_THE_INTERNET, known)
    assert not silent.no_tls(certain=False), "it may only be starting: no reason for alarm"
    assert silent.step is not Step.PLAIN


def test_tls_or_nothing() -> None:
    wanted = visit(security=Security.ALWAYS)
    assert not wanted.no_tls(certain=False)
    with pytest.raises(NotTrusted, match="does not speak TLS"):
        wanted.no_tls(certain=True)


def test_no_tls_is_what_was_asked_for() -> None:
    plain = visit(ON_THE_INTERNET, OLD, Security.NEVER)
    assert plain.step is Step.PLAIN
    assert plain.opened("")
    assert plain.known == OLD


@pytest.mark.parametrize(
    ("host", "can"),
    [
        ("chat.example.org", True),
        ("chat.example.org.", True),
        ("ñandú.example", True),
        ("casa", False),
        ("casa.local", False),
        ("casa.LAN.", False),
        ("localhost", False),
        ("chat.localhost", False),
        ("192.0.2.1", False),
        ("2001:db8::1", False),
        ("fe80::1%eth0", False),
    ],
)
def test_for_whom_authorities_may_vouch(host: str, can: bool) -> None:
    assert can_be_vouched_for(host) is can


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "a.localhost."])
def test_the_machine_itself(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.168.1.5", "localhost.example", "casa", "127.example.org"])
def test_others(host: str) -> None:
    assert not is_loopback(host)


def test_a_fingerprint_fits_narrow_terminals_and_can_be_typed_as_it_is_shown() -> None:
    fingerprint = ":".join(["AB"] * 32)
    shown = readable(fingerprint)
    assert max(map(len, shown.split())) == 47
    assert fingerprint_written(shown) == fingerprint
