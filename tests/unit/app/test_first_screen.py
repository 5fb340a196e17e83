"""What whoever starts a server is shown: what to type, what to scan, what holds."""

from __future__ import annotations

import io
import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from mensajeria.app import first_screen
from mensajeria.app.address import Address
from mensajeria.app.configuration import Configuration, Doors, Server, Storage
from mensajeria.app.first_screen import Facts, Size
from mensajeria.app.interfaces import Kind
from mensajeria.app.qr import half_blocks, modules_of
from mensajeria.app.secret import Secret
from mensajeria.app.ways import Way

CODE = "kabo-mite-ruda-sepo"
FINGERPRINT = ":".join(["AB"] * 32)
LAN = Way(Kind.LAN, Address("192.168.1.20", 7667))
OTHERS = [
    Way(Kind.TUNNEL, Address("10.8.0.2", 7667)),
    Way(Kind.CONTAINER, Address("172.17.0.1", 7667)),
    Way(Kind.LOOPBACK, Address("127.0.0.1", 7667)),
]
FACTS = Facts(Configuration(data=Path("/srv/chat")), [LAN, *OTHERS], FINGERPRINT)
USUAL = Size(80, 24)


@pytest.fixture(autouse=True)
def _whose_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "casa")


def screen(facts: Facts = FACTS, size: Size = USUAL, *, draws: bool = False) -> list[str]:
    return first_screen.first_screen(facts, size, draws=draws)


def configured(**settings: object) -> Facts:
    return replace(FACTS, configuration=Configuration(data=Path("/srv/chat"), **settings))  # type: ignore[arg-type]


def unpainted(lines: list[str]) -> list[str]:
    return [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]


def test_all_of_it() -> None:
    name = FACTS.configuration.server.name
    shown = screen()
    assert shown[0].endswith(f" · {name}")
    assert shown[1:] == [
        "In a browser: http://192.168.1.20:7667/",
        "",
        "Terminal  python3 client.py 192.168.1.20",
        "IRC       192.168.1.20:7667, TLS or plain",
        "Text      nc 192.168.1.20 7667",
        "",
        "Also at 10.8.0.2 (VPN), 172.17.0.1 (containers here), 127.0.0.1 (this machine)",
        "",
        "TLS fingerprint (SHA-256):",
        ":".join(["AB"] * 16),
        ":".join(["AB"] * 16),
        "",
        "Its operator is casa, joining from here.",
        "",
        "Only local networks may connect (--set access=anyone opens it).",
        "A message is on the disk, safe even from a power cut, before anybody sees it.",
        "All is kept in /srv/chat",
        "Ctrl-C stops the server.",
    ]


def test_the_link_and_the_screen_of_a_private_server_carry_its_code() -> None:
    shown = screen(replace(FACTS, code=CODE))
    assert f"In a browser: http://192.168.1.20:7667/#{CODE}" in shown
    assert f"Code      {CODE}" in shown


@pytest.mark.parametrize("code", ["", CODE])
def test_it_fits_the_smallest_usual_terminal_with_a_qr_code(code: str) -> None:
    facts = replace(FACTS, code=code)
    shown = screen(facts, draws=True)
    assert len(shown) < USUAL.rows
    assert all(len(line) < USUAL.columns for line in unpainted(shown))
    assert read_back(shown) == modules_of(facts.link)


def read_back(shown: list[str]) -> list[list[int]]:
    """The modules that black and white half blocks on a screen show."""
    rows: list[list[int]] = []
    for line in shown:
        drawn = re.match(r"\x1b\[38;5;16;48;5;231m([ ▀▄█]+)\x1b\[0m", line)
        if drawn:
            rows.append([int(block in "▀█") for block in drawn[1]])
            rows.append([int(block in "▄█") for block in drawn[1]])
    return rows[: len(rows[0])]  # it is square; the last half may be left over


def test_half_blocks_are_what_a_standard_qr_code_of_the_link_is() -> None:
    import segno

    for link in ("http://192.168.1.20:7667/", "http://[2001:db8::1]:7667/#" + CODE):
        theirs = segno.make(link, error="l", micro=False, boost_error=False)
        lines = list(half_blocks(modules_of(link)))
        blocks = [[int(b in "▀█") for b in line] for line in lines]
        lower = [[int(b in "▄█") for b in line] for line in lines]
        rows = [row for pair in zip(blocks, lower, strict=True) for row in pair]
        inner = [row[2:-2] for row in rows[2 : 2 + len(theirs.matrix)]]
        assert inner == [[int(module) for module in row] for row in theirs.matrix]
        assert not any(map(any, rows[:2]))
        assert not any(map(any, rows[2 + len(inner) :]))


@pytest.mark.parametrize(
    ("size", "facts"),
    [
        (Size(70, 24), FACTS),
        (Size(80, 20), FACTS),
        (USUAL, replace(FACTS, ways=[Way(Kind.LOOPBACK, Address("127.0.0.1", 7667))])),
        (USUAL, replace(FACTS, configuration=Configuration(doors=Doors(http=False)))),
        (USUAL, replace(FACTS, ways=[Way(Kind.LAN, Address(f"fd00:{'1234:' * 6}1", 7000))])),
    ],
)
def test_there_is_no_qr_code_where_it_would_not_fit_or_help(size: Size, facts: Facts) -> None:
    assert not any("█" in line for line in screen(facts, size, draws=True))


def test_doors_that_are_shut_are_not_shown() -> None:
    shown = "\n".join(screen(configured(doors=Doors(tls=False, http=False, text=False))))
    assert "http" not in shown
    assert "nc " not in shown
    assert "python3 client.py" in shown


def test_without_tls_it_says_so() -> None:
    shown = screen(replace(FACTS, fingerprint=""))
    assert "IRC       192.168.1.20:7667, without TLS" in shown
    assert not any("SHA-256" in line for line in shown)


def test_a_network_with_a_name_is_called_by_it() -> None:
    shown = screen(configured(server=Server(name="casa.local", network="Casa")))
    assert shown[0].endswith(" · Casa (casa.local)")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"ephemeral": True}, "Nothing is kept: all is forgotten when the server stops."),
        ({"storage": Storage("process")}, "Messages survive a crash of the server"),
        ({"storage": Storage("none")}, "The latest messages are lost if the server or"),
        ({"password": Secret("x")}, "Everybody is asked for the password."),
        ({"access": "anyone"}, "Anybody who can reach this machine may connect, without"),
    ],
)
def test_what_holds_is_said(settings: dict[str, object], sentence: str) -> None:
    assert any(line.startswith(sentence) for line in screen(configured(**settings)))


def test_a_server_for_this_machine_only_says_so() -> None:
    alone = configured(listen=(Address("127.0.0.1", 7667),))
    shown = screen(replace(alone, ways=[OTHERS[-1]]))
    assert "Terminal  python3 client.py" in shown
    assert "Only this machine can connect." in shown
    assert not any("local networks" in line for line in shown)


def test_a_password_that_is_asked_is_never_shown() -> None:
    assert "cosa" not in "\n".join(screen(configured(password=Secret("cosa"))))


def test_scripts_get_only_the_lines_that_they_wait_for(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        first_screen.show(Configuration(), [bound], FINGERPRINT, CODE)
        port = bound.getsockname()[1]
    assert capsys.readouterr().out == f"listening on 127.0.0.1:{port}\n"


@pytest.mark.parametrize(
    ("encoding", "environment", "draws"),
    [
        ("utf-8", {"WT_SESSION": "1"}, True),
        ("UTF-8", {"TERM": "xterm", "WT_SESSION": "1"}, True),
        ("ascii", {"WT_SESSION": "1"}, False),
        ("utf-8", {"TERM": "dumb", "WT_SESSION": "1"}, False),
        ("utf-8", {"NO_COLOR": "1", "WT_SESSION": "1"}, False),
    ],
)
def test_where_half_blocks_can_be_seen(
    encoding: str, environment: dict[str, str], draws: bool
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding)
    assert first_screen._draws(stream, environment) is draws
