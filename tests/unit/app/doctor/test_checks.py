"""What is found out becomes a sentence and one thing to do; here without any system to ask."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

import pytest

from mensajeria.app.address import Address
from mensajeria.app.doctor import kept, machine, network
from mensajeria.app.doctor.finding import Finding, Level, fine, problem, report, warning, worst
from mensajeria.app.doctor.glance import told
from mensajeria.app.interfaces import Kind
from mensajeria.app.python import PYTHON
from mensajeria.app.ways import Way

NOW = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)


def test_a_finding_reads_as_a_sentence_and_a_thing_to_do() -> None:
    findings = [fine("It runs."), warning("It limps.", "Rest."), problem("It fell.", "Get up.")]
    assert list(report(findings)) == [
        "ok       It runs.",
        "warning  It limps.",
        "         -> Rest.",
        "problem  It fell.",
        "         -> Get up.",
    ]
    assert worst(findings) is Level.PROBLEM
    assert worst([]) is Level.FINE


def test_at_a_glance_only_the_worst_is_told() -> None:
    assert told([fine("It runs."), fine("It sings.")]) == ""
    assert told([fine("It runs."), warning("It limps.", "Rest.")]) == "It limps.\n-> Rest.\n"
    assert told([warning("It limps.", "Rest."), problem("It fell.", "Get up.")]) == (
        f"It fell. ({PYTHON} server.py doctor tells more)\n-> Get up.\n"
    )


def levels(*findings: Finding) -> list[Level]:
    return [each.level for each in findings]


def test_the_clock() -> None:
    now = NOW.timestamp()
    found = [
        machine.clock(now, None),
        machine.clock(now, now - 5),
        machine.clock(now, now + machine.LEEWAY),
        machine.clock(now, now + machine.LEEWAY + 1),
        machine.clock(86_400.0, None),
    ]
    assert levels(*found) == [Level.FINE] * 3 + [Level.WARNING, Level.PROBLEM]
    assert found[-1].sentence.startswith("The clock says that it is 1970-01-0")
    assert machine.clock(time.time(), None).level is Level.FINE


@pytest.mark.parametrize(
    ("mebibytes", "level"),
    [(99, Level.PROBLEM), (100, Level.WARNING), (1023, Level.WARNING), (1024, Level.FINE)],
)
def test_the_disk(mebibytes: int, level: Level) -> None:
    found = machine.disk(mebibytes * machine.MEBIBYTE, "/srv/chat")
    assert found.level is level
    assert found.sentence == f"{mebibytes} MiB are free for /srv/chat."
    assert bool(found.advice) is (level is not Level.FINE)


def test_open_files() -> None:
    assert machine.open_files(10_000, 10_000).level is Level.FINE
    few = machine.open_files(860, 10_000)
    assert few.level is Level.WARNING
    assert "860 connections of 10000" in few.sentence
    assert "LimitNOFILE=10164" in few.advice


def test_python_is_never_a_problem() -> None:
    (quick,), (slow,) = (machine.python("3.12.1", quick_loop=it) for it in (True, False))
    assert levels(quick, slow) == [Level.FINE, Level.FINE]
    assert not quick.advice
    assert "mensajeria[speed]" in slow.advice


def test_the_data_folder_and_the_database() -> None:
    found = [
        kept.folder("/srv/chat", ""),
        kept.folder("/srv/chat", "Permission denied"),
        kept.database(None),
        kept.database(""),
        kept.database("row 3 missing from index"),
    ]
    assert levels(*found) == [
        *(Level.FINE, Level.PROBLEM),
        *(Level.FINE, Level.FINE, Level.PROBLEM),
    ]
    assert "Permission denied" in found[1].sentence
    assert "row 3 missing" in found[-1].sentence


@pytest.mark.parametrize(
    ("begins", "ends", "level", "says"),
    [
        (-1, 365, Level.FINE, "holds until 2027-06-01"),
        (-1, 20, Level.WARNING, "holds until 2026-06-21"),
        (-9, -1, Level.PROBLEM, "ended on 2026-05-31"),
        (1, 365, Level.PROBLEM, "holds only from 2026-06-02 on"),
    ],
)
def test_the_certificate(begins: int, ends: int, level: Level, says: str) -> None:
    found = kept.certificate(NOW + timedelta(days=begins), NOW + timedelta(days=ends), NOW)
    assert found.level is level
    assert says in found.sentence


def test_the_port() -> None:
    taken = "port 7667 is taken, maybe by another server; stop that one"
    assert network.port(7667, "", ours=False, holder="").level is Level.FINE
    ours = network.port(7667, taken, ours=True, holder="python3 (123)")
    assert ours == fine("Your server is listening on port 7667.")
    theirs = network.port(7667, taken, ours=False, holder="ngircd (123)")
    assert theirs.level is Level.PROBLEM
    assert taken in theirs.sentence
    assert theirs.advice == "The program ngircd (123) has it."


def way(kind: Kind, host: str) -> Way:
    return Way(kind, Address(host, 7667))


LOOPBACK = way(Kind.LOOPBACK, "127.0.0.1")
DOCKER = way(Kind.CONTAINER, "172.17.0.1")
LAN = way(Kind.LAN, "192.168.1.20")


def test_addresses() -> None:
    good = network.addresses([LAN, DOCKER, LOOPBACK], local_only=True)
    assert good == fine("Others can try 192.168.1.20.")
    alone = network.addresses([DOCKER, LOOPBACK], local_only=True)
    assert alone.level is Level.WARNING
    assert "--set access=anyone" in alone.advice
    assert network.addresses([LOOPBACK], local_only=True, alone=True).level is Level.FINE
    assert "access" not in network.addresses([LOOPBACK], local_only=False).advice


def test_multicast() -> None:
    assert network.multicast("").level is Level.FINE
    assert network.multicast("No such device").level is Level.WARNING
