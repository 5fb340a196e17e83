"""Read markers of one person on several devices, and across restarts (IRCv3 read-marker)."""

from __future__ import annotations

import pytest

from mensajeria.engine.settings import Settings
from tests.harness.town import Client, Town
from tests.unit.engine.test_returning import device

CAP = "draft/read-marker"
MOMENT = "timestamp=2019-01-04T14:33:26.123Z"
LATER = "timestamp=2020-01-04T14:33:26.123Z"


@pytest.fixture
def town() -> Town:
    return Town(Settings(autojoin=()))


def markers(client: Client) -> list[str]:
    return [line.partition(" MARKREAD ")[2] for line in client.seen() if " MARKREAD " in line]


def test_the_other_devices_are_told_when_it_moves_and_nobody_else_is(town: Town) -> None:
    """ "after the last read timestamp of a target changes, the server SHOULD send a MARKREAD
    command for that target to all the clients of the user"; "Servers MUST NOT leak read markers
    sent by a user to other users"."""
    laptop, phone = device(town, "ana", "ana", CAP), device(town, "ana", "ana", CAP)
    plain, leo = device(town, "ana", "ana"), device(town, "leo", "leo", CAP)
    for client in (laptop, phone, plain, leo):
        client.seen()
    laptop.send(f"MARKREAD leo {MOMENT}")
    laptop.send(f"MARKREAD leo {MOMENT}")
    assert markers(laptop) == [f"leo {MOMENT}"] * 2
    assert markers(phone) == [f"leo {MOMENT}"]
    assert plain.seen() == leo.seen() == []
    plain.send(f"MARKREAD leo {LATER}")
    assert markers(plain) == [f"leo {LATER}"]
    assert markers(phone) == [f"leo {LATER}"]


def test_what_the_server_tells_has_nobodys_account(town: Town) -> None:
    """ "The tag MUST be added by the ircd to all commands sent by a user" (IRCv3 account-tag): this
    one is sent by the server."""
    laptop = device(town, "ana", "ana", f"{CAP} account-tag")
    phone = device(town, "ana", "ana", f"{CAP} account-tag")
    laptop.seen()
    phone.seen()
    laptop.send("JOIN #plaza")
    laptop.send(f"MARKREAD #plaza {MOMENT}")
    told = [line for line in (*laptop.seen(), *phone.seen()) if " MARKREAD " in line]
    assert len(told) == 4
    assert all(line.startswith(":mensajeria.local MARKREAD #plaza ") for line in told)


def test_a_device_that_comes_is_told_before_the_end_of_names(town: Town) -> None:
    """ "The command MUST be sent before the RPL_ENDOFNAMES reply for that channel following the
    JOIN." """
    laptop = device(town, "ana", "ana", CAP)
    laptop.send("JOIN #plaza")
    laptop.send(f"MARKREAD #plaza {MOMENT}")
    phone = device(town, "ana", "ana", CAP)
    lines = phone.seen()
    joined = next(place for place, line in enumerate(lines) if " JOIN #plaza" in line)
    words = [line.split()[1] for line in lines[joined:]]
    assert words == ["JOIN", "MARKREAD", "353", "366"]
    assert lines[joined + 1].endswith(f" MARKREAD #plaza {MOMENT}")
    assert not markers(device(town, "ana", "ana"))


def test_all_devices_are_told_of_a_channel_that_one_joins(town: Town) -> None:
    laptop, phone = device(town, "ana", "ana", CAP), device(town, "ana", "ana", CAP)
    laptop.send("JOIN #plaza")
    assert markers(laptop)[-1:] == markers(phone)[-1:] == ["#plaza *"]


def test_those_of_accounts_are_there_after_a_restart(town: Town) -> None:
    ana, eva = device(town, "ana", "ana", CAP), town.connect("eva", [CAP])
    ana.send(f"MARKREAD leo {MOMENT}")
    eva.send(f"MARKREAD leo {MOMENT}")
    again = town.restart()
    ana, eva = device(again, "otra", "ana", CAP), again.connect("eva", [CAP])
    ana.seen()
    ana.send("MARKREAD leo")
    eva.send("MARKREAD leo")
    assert markers(ana) == [f"leo {MOMENT}"]
    assert markers(eva) == ["leo *"]


def test_nobody_reads_in_the_future(town: Town) -> None:
    """ "it can clamp it between the last read timestamp and the current time" """
    ana = town.connect("ana")
    ana.send("MARKREAD leo timestamp=2100-01-01T00:00:00.000Z")
    assert markers(ana) == ["leo timestamp=2026-01-01T00:00:00.000Z"]


def test_what_cannot_be_stored_is_not_set(town: Town) -> None:
    """ "If the read timestamp cannot be set or returned due to an error" the client is told."""
    ana = device(town, "ana", "ana", CAP)
    town.journal.fails = "the disk is full"
    town.advance(1)
    ana.send("JOIN #x")
    ana.seen()
    ana.send(f"MARKREAD leo {MOMENT}")
    (line,) = ana.seen()
    assert "FAIL MARKREAD INTERNAL_ERROR leo" in line
    ana.send("MARKREAD leo")
    assert markers(ana) == ["leo *"]
