"""The doctor on this very machine: whatever it finds, it says it, and changes nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from mensajeria import languages
from mensajeria.app import cli
from mensajeria.app.address import Address
from mensajeria.app.configuration import Configuration, Tls
from mensajeria.app.doctor import here, probes
from mensajeria.app.doctor.finding import Finding, Level
from mensajeria.app.owner import Owner
from mensajeria.app.self_signed import self_signed


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Whatever language a command is told to speak, the next test hears English."""
    languages.use("en")
    yield
    languages.use("en")


@pytest.fixture
def configuration(tmp_path: Path) -> Configuration:
    return Configuration(listen=(Address("127.0.0.1", 0),), data=tmp_path / "data")


def sentences(findings: list[Finding]) -> str:
    return "\n".join(each.sentence for each in findings)


def test_nothing_is_made_by_looking(configuration: Configuration) -> None:
    found = list(here.examine(configuration))
    assert not configuration.data.exists()
    assert "can be written to" in sentences(found)
    assert "There is no database yet" in sentences(found)
    assert not [each for each in found if each.level is Level.PROBLEM]


def test_a_taken_port_and_ones_own_server(configuration: Configuration) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = msgspec.structs.replace(configuration, listen=(Address(*other.getsockname()[:2]),))
        first = next(iter(here.examine(taken)))
        assert first.level is Level.PROBLEM
        assert "is taken" in first.sentence
        mine = Owner()
        mine.leave([other])
        first = next(iter(here.examine(taken)))
        assert first.sentence.startswith("Your server is listening")
        mine.forget()


def test_what_is_kept(configuration: Configuration) -> None:
    folder = configuration.data
    folder.mkdir()
    pem = self_signed(["casa.local"], [])
    (folder / "tls.pem").write_bytes(pem)
    (folder / "mensajeria.db").write_bytes(b"SQLite format 3\0" + b"damaged" * 200)
    found = list(here.examine(configuration))
    assert "The certificate holds until 20" in sentences(found)
    assert "The database is damaged" in sentences(found)
    (folder / "mensajeria.db").unlink()
    broken = folder / "broken.pem"
    broken.write_text("no certificate")
    theirs = msgspec.structs.replace(configuration, tls=Tls(broken, broken))
    assert [each for each in here.examine(theirs) if each.level is Level.PROBLEM]


def test_commands_that_are_not_there_or_fail() -> None:
    assert probes.run(["no-such-command-anywhere"]) is None
    assert probes.read("/no/such/file") is None


def test_a_folder_that_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_where: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert probes.why_not_writable(tmp_path / "not" / "there") == "Permission denied"


def test_the_command_exits_with_one_for_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--lang", "en", "--data", str(tmp_path)]
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        assert cli.main(["doctor", *options, "--listen", taken]) == 1
    assert "There is 1 problem." in capsys.readouterr().out
    assert cli.main(["doctor", *options, "--listen", "127.0.0.1:0"]) == 0
    assert cli.main(["doctor", *options, "casa:port"]) == 2
    assert cli.main(["doctor", *options, "--set", "limits.nick=x"]) == 2


@pytest.mark.parametrize(
    "command", [["doctor", "--lang", "es"], ["--lang", "es", "doctor"], ["--lang=es", "doctor"]]
)
def test_the_launcher_of_the_server_takes_the_doctor_too(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [*command, "--data", str(tmp_path), "--listen", "127.0.0.1:0"]
    assert cli.main(arguments, command="server", prog="server.py") == 0
    assert "El puerto" in capsys.readouterr().out
