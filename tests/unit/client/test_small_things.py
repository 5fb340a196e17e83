"""Addresses, names to begin with, delays, and reasons for having no connection."""

import errno
import socket
from pathlib import Path

import pytest

from mensajeria.client.address import Invitation, Security, ServerAddress
from mensajeria.client.identity import not_a_name
from mensajeria.client.patience import Patience
from mensajeria.client.reasons import why_not_connected
from mensajeria.client.remembered import (
    LONGEST_NICK,
    nick_of_user,
    offered,
    remember,
    settings_folder,
)
from mensajeria.wire.casemapping import is_nick


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("chat.example", "chat.example", 7667),
        ("chat.example:6667", "chat.example", 6667),
        ("192.0.2.1", "192.0.2.1", 7667),
        ("192.0.2.1:80", "192.0.2.1", 80),
        ("[2001:db8::1]", "2001:db8::1", 7667),
        ("[2001:db8::1]:6667", "2001:db8::1", 6667),
        ("2001:db8::1", "2001:db8::1", 7667),
        ("[fe80::1%eth0]:6667", "fe80::1%eth0", 6667),
        ("  localhost ", "localhost", 7667),
        ("ñandú.example:1", "ñandú.example", 1),
    ],
)
def test_an_address(text: str, host: str, port: int) -> None:
    address = ServerAddress.parse(text)
    assert (address.host, address.port) == (host, port)
    assert ServerAddress.parse(str(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", ":7667", "host:", "host:0", "host:65536", "host:port", "host:-1", "a b", "a:1:2"),
        *("[host]:1", "[::1", "[::1]x", "irc://host", "user@host"),
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError):
        ServerAddress.parse(text)


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        ("casa", "casa:7667", ""),
        ("casa#kabo-mite", "casa:7667", "kabo-mite"),
        ("casa:7000#kabo-mite", "casa:7000", "kabo-mite"),
        ("[::1]:7000#kabo", "[::1]:7000", "kabo"),
        ("http://192.0.2.1:7667/#kabo-mite", "192.0.2.1:7667", "kabo-mite"),
        ("HTTP://192.0.2.1:7667#kabo", "192.0.2.1:7667", "kabo"),
        ("https://chat.example/#kabo", "chat.example:443", "kabo"),
        ("http://[2001:db8::1]/", "[2001:db8::1]:80", ""),
        ("http://casa:7667/", "casa:7667", ""),
        ("http://casa:7667/#con%20espacio", "casa:7667", "con espacio"),
        (" http://casa:7667/#kabo\n", "casa:7667", "kabo"),
    ],
)
def test_a_link_is_an_address_too(text: str, where: str, code: str) -> None:
    invitation = Invitation.parse(text)
    assert (str(invitation.address), invitation.password) == (where, code)
    assert not code or code not in repr(invitation)


@pytest.mark.parametrize(
    ("text", "where", "channel", "security"),
    [
        ("irc://casa", "casa:6667", "", Security.TRY),
        ("IRCS://casa/", "casa:6697", "", Security.ALWAYS),
        ("ircs://casa:7667/#té", "casa:7667", "#té", Security.ALWAYS),
        ("irc://casa:7667/##x", "casa:7667", "##x", Security.TRY),
        ("irc://casa/%23x%c3%a9", "casa:6667", "#xé", Security.TRY),
        ("irc://casa/x,needkey", "casa:6667", "#x", Security.TRY),
        ("irc://[::1]/&x", "[::1]:6667", "&x", Security.TRY),
    ],
)
def test_a_link_of_irc_names_the_channel(
    text: str, where: str, channel: str, security: Security
) -> None:
    invitation = Invitation.parse(text)
    assert (str(invitation.address), invitation.channel) == (where, channel)
    assert (invitation.security, invitation.password) == (security, "")


@pytest.mark.parametrize(
    "text",
    ["", "#kabo", "http://", "http:///#x", "ftp://casa/", "irc://", "ircs://a:b/", "irc://a/#b c"],
)
def test_what_is_no_link(text: str) -> None:
    with pytest.raises(ValueError):
        Invitation.parse(text)


def test_without_an_address_it_is_this_machine() -> None:
    assert str(ServerAddress()) == "127.0.0.1:7667"


# Names


@pytest.mark.parametrize(
    ("user", "nick"),
    [
        ("ana", "ana"),
        ("José Pérez", "JosePerez"),
        ("ana@example.org", "anaexampleorg"),
        ("42nd", "nd"),
        ("", "guest"),
        ("日本", "guest"),
        ("DOMAIN\\ana", "DOMAINana"),
        ("a" * 50, "a" * 16),
    ],
)
def test_a_name_made_of_the_system_user(user: str, nick: str) -> None:
    assert nick_of_user(user) == nick


def test_the_name_last_used_is_offered(tmp_path: Path) -> None:
    remember("niña", tmp_path / "new")
    assert offered(tmp_path / "new") == "niña"


@pytest.mark.parametrize("kept", [b"two words\n", b"", b"\xff\xfe", b"x" * 5000])
def test_a_file_that_holds_no_name_is_ignored(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "name").write_bytes(kept)
    assert offered(tmp_path) == offered(tmp_path / "absent")


def test_a_folder_that_cannot_be_written_to_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    remember("ana", tmp_path / "file" / "folder")


def test_the_folder_for_settings() -> None:
    home = Path.home()
    assert settings_folder("linux", {"XDG_CONFIG_HOME": "/x"}) == Path("/x/mensajeria")
    assert settings_folder("linux", {"XDG_CONFIG_HOME": "x"}) == home / ".config/mensajeria"
    assert settings_folder("win32", {"APPDATA": "/roaming"}) == Path("/roaming/mensajeria")
    assert settings_folder("darwin", {}) == home / "Library/Application Support/mensajeria"


# Delays


def test_delays_double_up_to_a_minute() -> None:
    patience = Patience(draw=lambda: 1.0)
    assert [patience.next() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    patience.restored()
    assert patience.next() == 1


def test_chance_takes_up_to_half_of_a_delay() -> None:
    assert Patience(draw=lambda: 0.0).next() == 0.5


def test_patience_for_ever_does_not_overflow() -> None:
    patience = Patience()
    patience.failures = 10**6
    assert (patience.next() or 0) <= 60


def test_patience_may_run_out() -> None:
    patience = Patience(attempts=3)
    delays = [patience.next() for _ in range(3)]
    assert None not in delays[:2]
    assert delays[2] is None


# Reasons


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), "No chat server answers at h:1."),
        (OSError("Multiple exceptions: ..."), "No chat server answers at h:1."),
        (socket.gaierror(-2, "x"), "No machine called h is known."),
        (UnicodeError("label too long"), "No machine called h is known."),
        (TimeoutError(), "h:1 does not answer."),
        (OSError(errno.ENETUNREACH, "x"), "There is no way to h:1 from here; is the network up?"),
        (ConnectionResetError(errno.ECONNRESET, "x"), "The connection broke."),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "No connection to h:1: Permission denied.",
        ),
    ],
)
def test_why_there_is_no_connection(error: BaseException, sentence: str) -> None:
    assert why_not_connected(error, "h:1") == sentence


def test_what_is_said_of_names_is_so() -> None:
    assert not_a_name("a b") == (
        "a b cannot be a name. A name is made of letters of one alphabet, digits and signs such as"
        " - and _, without spaces; neither a digit nor - comes first, and 64 characters are the"
        " most."
    )
    assert not_a_name("").startswith("'' cannot be a name.")
    for name in ("a-1_", "_a", "Ñandú", "я1", "x" * 64):
        assert is_nick(name, LONGEST_NICK), name
    for none in ("", "a b", "1a", "-a", "aя", "x" * 65):
        assert not is_nick(none, LONGEST_NICK), none
