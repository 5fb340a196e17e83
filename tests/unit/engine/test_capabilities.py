"""Capabilities while messages are on their way, and lists longer than a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mensajeria.engine.extension import Extension
from mensajeria.engine.inputs import Reconfigured
from mensajeria.engine.registry import EXTENSIONS
from tests.harness.town import Town


def test_what_was_said_before_a_request_is_shown_as_before(town: Town) -> None:
    """ "a server MUST NOT change the capabilities of the client until the last ACK"."""
    ana, leo = town.enter("#plaza", "ana", "leo")
    town.journal.hold()
    ana.send("PRIVMSG #plaza :uno")
    leo.send("CAP REQ :message-tags")
    leo.send("PING x")
    ana.send("PRIVMSG #plaza :dos")
    assert leo.seen() == []
    town.journal.let_go()
    before, ack, pong, after = leo.seen()
    assert before == ":ana!~ana@127.0.0.1 PRIVMSG #plaza :uno"
    assert ack == ":mensajeria.local CAP leo ACK message-tags"
    assert pong == ":mensajeria.local PONG mensajeria.local x"
    assert after.startswith("@msgid=")


def test_answers_after_a_request_are_in_the_new_way(town: Town) -> None:
    (ana,) = town.enter("#plaza", "ana")
    leo = town.connect("leo")
    town.journal.hold()
    ana.send("PRIVMSG #plaza :uno")
    leo.send("CAP REQ :server-time")
    leo.send("PING x")
    town.journal.let_go()
    ack, pong = leo.seen()
    assert ack.startswith(":mensajeria.local CAP")
    assert pong.startswith("@time=2026-01-01T00:00:00.000Z :mensajeria.local PONG")


def test_capabilities_asked_for_before_registration_hold_after_it(town: Town) -> None:
    town.enter("#plaza", "ana")
    leo = town.connect("leo", ["message-tags"])
    town.enter("#plaza", "leo")
    town.clients["ana"].send("PRIVMSG #plaza :hola")
    assert leo.seen()[0].startswith("@msgid=")


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """More capabilities than fit in a line."""
    names = [f"example.org/capability-{place:03}" for place in range(40)]
    for name in names:
        monkeypatch.setitem(EXTENSIONS, name, Extension(name, value=lambda settings: "valor"))
    return names


@pytest.mark.usefixtures("many")
def test_a_long_list_comes_in_lines_to_those_who_know_of_that(town: Town) -> None:
    """ "all but the last reply MUST have a parameter containing only an asterisk (*)"."""
    ana = town.open()
    ana.send("CAP LS 302")
    lines = ana.seen()
    assert len(lines) > 1
    assert all(line.startswith(":mensajeria.local CAP * LS * :") for line in lines[:-1])
    assert lines[-1].startswith(":mensajeria.local CAP * LS ")
    assert " LS * " not in lines[-1]
    assert all(len(line.encode()) <= 510 for line in lines)
    assert "example.org/capability-039=valor" in lines[-1]


@pytest.mark.usefixtures("many")
def test_of_a_long_list_others_get_one_line_of_whole_names(town: Town, many: list[str]) -> None:
    """ "If a client has not indicated support for CAP LS 302 features, the server MUST NOT send
    these new features to the client": what is ratified comes first, and no name is cut in two."""
    ana = town.open()
    ana.send("CAP LS")
    (line,) = ana.seen()
    head, _, names = line.partition(" :")
    assert head == ":mensajeria.local CAP * LS"
    assert 400 < len(line.encode()) <= 510
    assert set(names.split()) <= EXTENSIONS.keys() - set(many[1:])
    assert {"server-time", "sasl", "userhost-in-names"} <= set(names.split())


@pytest.mark.usefixtures("many")
def test_values_are_for_those_who_know_of_them(town: Town) -> None:
    """ "servers SHOULD return a CAP LS reply consistent with the request's version"."""
    ana = town.open()
    ana.send("CAP LS 302")
    ana.seen()
    ana.send("CAP LS")
    (line,) = ana.seen()
    assert "=valor" not in line


def test_a_long_request_is_acknowledged_in_lines(town: Town, many: list[str]) -> None:
    """ "CAP REQ" of 500 bytes: no name is cut in two, which would be the name of another."""
    ana = town.connect("ana")
    wanted = many[:16]
    ana.send(f"CAP REQ :{' '.join(wanted)}")
    lines = ana.seen()
    acknowledged = " ".join(line.partition(" ACK :")[2] for line in lines)
    assert len(lines) == 2
    assert acknowledged.split() == wanted


def test_capabilities_that_come_and_go_are_announced(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ "signals that the server supports one or more new capabilities"; "no longer supports"."""
    extra = Extension(
        "example.org/extra",
        offered=lambda settings: settings.description == "otra",
        value=lambda settings: "valor",
    )
    monkeypatch.setitem(EXTENSIONS, extra.name, extra)
    modern, older, oldest = (town.connect(nick) for nick in ("ana", "leo", "eva"))
    modern.send("CAP LS 302")
    older.send("CAP REQ cap-notify")
    for client in (modern, older):
        client.seen()
    town.take(Reconfigured(replace(town.engine.settings, description="otra")))
    assert modern.seen() == [":mensajeria.local CAP ana NEW example.org/extra=valor"]
    assert older.seen() == [":mensajeria.local CAP leo NEW example.org/extra"]
    assert oldest.seen() == []
    for client in (modern, oldest):
        client.send("CAP REQ example.org/extra")
        client.seen()
    town.take(Reconfigured(replace(town.engine.settings, description="la de siempre")))
    assert modern.seen() == [":mensajeria.local CAP ana DEL example.org/extra"]
    assert older.seen() == [":mensajeria.local CAP leo DEL example.org/extra"]
    assert oldest.seen() == []
    oldest.send("CAP LIST")
    assert oldest.seen() == [":mensajeria.local CAP eva LIST :"]


def test_spaces_around_a_request_mean_nothing(town: Town) -> None:
    ana = town.connect("ana")
    ana.send("CAP REQ : batch  server-time ")
    assert ana.seen() == [":mensajeria.local CAP ana ACK :batch server-time"]


def test_a_request_too_long_for_a_line_is_refused_as_such(town: Town) -> None:
    ana = town.open()
    ana.send("CAP REQ :" + "batch " * 100)
    assert ana.seen() == [":mensajeria.local 417 * :Input line was too long"]
    ana.send("NICK ana")
    ana.send("USER ana 0 * :Ana")
    assert ana.seen()[0].startswith(":mensajeria.local 001 ana ")
