"""The command line: what it takes, what it starts, what it says and how it exits."""

import io
import sys
import types
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mensajeria import __version__
from mensajeria.app import cli
from mensajeria.app.address import Address
from mensajeria.app.configuration import Configuration
from mensajeria.app.options import ClientOptions
from mensajeria.app.passwords import matches

Run = Callable[..., int]
Stand = Callable[[str, Run], None]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "")  # put back afterwards: cli sets it


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Put a `run` of ours where the server's or the client's is."""

    def put(name: str, run: Run) -> None:
        module = types.ModuleType(f"mensajeria.app.{name}")
        module.__dict__["run"] = run
        monkeypatch.setitem(sys.modules, f"mensajeria.app.{name}", module)

    return put


def keep_in(given: list[object], code: int = 0) -> Run:
    """A `run` that keeps what it is given."""

    def run(*what: object, **more: object) -> int:
        given.extend(what)
        given.extend(value for value in more.values() if value)
        return code

    return run


def usage_error(*arguments: str) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2


def test_the_servers_options_become_settings(stand_in: Stand, tmp_path: Path) -> None:
    given: list[object] = []
    stand_in("server", keep_in(given))
    config = tmp_path / "c.toml"
    config.write_text('access = "anyone"\nlog = "debug"', encoding="utf-8")
    code = cli.main(
        [
            *("server", "--listen", "127.0.0.1:0", "--listen", "[::1]:0"),
            *("--data", str(tmp_path), "--config", str(config), "--ephemeral", "--lang", "es"),
            *("--set", "log=error", "--set", "limits.throttle=false"),
        ]
    )
    assert code == 0
    settings, read_again = given
    assert isinstance(settings, Configuration)
    assert settings.listen == (Address("127.0.0.1", 0), Address("::1", 0))
    assert settings.data == tmp_path
    assert (settings.access, settings.log, settings.language) == ("anyone", "error", "es")
    assert settings.ephemeral
    config.write_text('access = "lan"', encoding="utf-8")
    assert callable(read_again)
    assert read_again() == msgspec.structs.replace(settings, access="lan")
    assert not settings.limits.throttle


def test_the_client_gets_its_options(stand_in: Stand) -> None:
    given: list[object] = []
    stand_in("client", keep_in(given, code=1))
    arguments = ["client", "host:1", "--name", "ana", "--channel", "#x", "--plain"]
    assert cli.main(arguments) == 1, "its exit code is ours"
    cli.main(["client"])
    cli.main(["client", "casa", "club:1", "plaza"])
    assert given == [
        ClientOptions("host:1", "ana", "#x", True),
        ClientOptions(),
        ClientOptions("casa", more=("club:1", "plaza")),
    ]


def test_a_launcher_stands_for_its_command(
    stand_in: Stand, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in("client", lambda options: 0)
    assert cli.main(["host"], command="client", prog="client.py") == 0
    with pytest.raises(SystemExit):
        cli.main(["--nme", "x"], command="client", prog="client.py")
    assert "client.py: error: unrecognized arguments: --nme" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["server"], ["client"], ["admin"], ["admin", "hash"]])
def test_help_and_version_are_everywhere(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for option, says in (("--help", "usage: mensajeria"), ("--version", __version__)):
        with pytest.raises(SystemExit) as caught:
            cli.main([*command, option])
        assert caught.value.code == 0
        assert says in capsys.readouterr().out


@pytest.mark.parametrize("where", [["--lang", "es", "server"], ["server", "--lang=es"]])
def test_help_speaks_the_language_asked_for(
    where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main([*where, "--help"])
    assert "uso: mensajeria server" in capsys.readouterr().out


def test_usage_errors(capsys: pytest.CaptureFixture[str]) -> None:
    usage_error()
    usage_error("sever")
    usage_error("admin")
    usage_error("server", "--lis", ":1")
    usage_error("server", "--lang", "fr")
    usage_error("server", "--lang")
    usage_error("client", "a", "--nme", "b")
    assert "Traceback" not in capsys.readouterr().err


def test_wrong_settings_are_a_sentence_and_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["server", "--listen", "nowhere"]) == 2
    says = capsys.readouterr().err
    assert says.startswith("mensajeria: --listen: listen must be a list, each entry an address")
    assert says.count("\n") == 1


def test_plain_text_passwords_are_warned_of(
    stand_in: Stand, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in("server", lambda *_settings, **_more: 0)
    assert cli.main(["server", "--set", "password=hunter2"]) == 0
    says = capsys.readouterr().err
    assert "password is plain text" in says
    assert "hunter2" not in says


def test_private_is_a_setting_and_a_new_code_makes_it_so(stand_in: Stand) -> None:
    for option, anew in (("--private", False), ("--new-code", True)):
        given: list[object] = []
        stand_in("server", keep_in(given))
        assert cli.main(["server", option]) == 0
        assert isinstance(given[0], Configuration)
        assert given[0].private
        assert (given[2:] == [True]) is anew


def test_a_password_on_the_command_line_is_hashed_and_warned_of(
    stand_in: Stand, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[object] = []
    stand_in("server", keep_in(given))
    assert cli.main(["server", "--password", "hunter2"]) == 0
    assert isinstance(given[0], Configuration)
    assert matches(given[0].password.reveal(), "hunter2")
    says = capsys.readouterr().err
    assert "others on this machine can see" in says
    assert "hunter2" not in says
    assert "plain text" not in says


def test_a_password_can_come_from_standard_input(
    stand_in: Stand, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    stand_in("server", keep_in(given))
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    assert cli.main(["server", "--password", "-"]) == 0
    assert isinstance(given[0], Configuration)
    assert matches(given[0].password.reveal(), "hunter2")
    assert capsys.readouterr().err == ""


def test_no_password_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["server", "--password", ""]) == 2
    assert capsys.readouterr().err == "mensajeria: --password: no password was given\n"


def test_a_code_or_a_password_but_not_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["server", "--private", "--set", "password=x"]) == 2
    assert "set one of the two" in capsys.readouterr().err


def test_a_bug_is_a_sentence_that_names_a_file(
    stand_in: Stand,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def broken(*_what: object, **_more: object) -> int:
        raise ZeroDivisionError("quite impossible")

    stand_in("server", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.main(["server"]) == 1
    (file,) = tmp_path.iterdir()
    assert capsys.readouterr().err.strip().endswith(f"with what is in {file}")
    assert "ZeroDivisionError: quite impossible" in file.read_text(encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert cli.main(["server"]) == 1
    assert "this is a bug: ZeroDivisionError('quite impossible')" in capsys.readouterr().err


def test_ctrl_c_is_no_traceback(stand_in: Stand, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(options: object) -> int:
        raise KeyboardInterrupt

    stand_in("client", interrupted)
    assert cli.main(["client"]) == 1
    assert capsys.readouterr().err == ""
