"""The file of known servers: what is remembered, and what people may do to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mensajeria.client.address import ServerAddress
from mensajeria.client.known_servers import HEADER, KnownServers, fingerprint_written
from mensajeria.client.trust import VOUCHED, Known

FINGERPRINT = ":".join(["AB"] * 32)
CASA = ServerAddress("casa", 7667)
CHAT = ServerAddress("Chat.example.org", 7000)
SIX = ServerAddress("2001:db8::1", 7667)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mensajeria" / "known_servers"


def test_what_is_remembered_is_there_at_the_next_start(file: Path) -> None:
    servers = KnownServers(file)
    assert servers.get(CASA) is None
    servers.put(CASA, Known(FINGERPRINT))
    servers.put(CHAT, VOUCHED)
    servers.put(SIX, Known(FINGERPRINT))
    again = KnownServers(file)
    assert [again.get(each) for each in (CASA, CHAT, SIX)] == [
        Known(FINGERPRINT),
        VOUCHED,
        Known(FINGERPRINT),
    ]
    assert again.get(ServerAddress("casa", 7668)) is None
    assert again.get(ServerAddress("chat.example.ORG", 7000)) == VOUCHED


def test_it_explains_itself(file: Path) -> None:
    KnownServers(file).put(CASA, Known(FINGERPRINT))
    assert file.read_text() == f"{HEADER}casa:7667 sha256 {FINGERPRINT}\n"


def test_the_latest_word_counts_and_a_server_can_be_forgotten(file: Path) -> None:
    servers = KnownServers(file)
    servers.put(CASA, Known(FINGERPRINT))
    servers.put(CASA, VOUCHED)
    assert file.read_text().count("casa:7667") == 1
    assert KnownServers(file).get(CASA) == VOUCHED
    servers.put(CASA, None)
    assert servers.get(CASA) is KnownServers(file).get(CASA) is None
    assert file.read_text() == HEADER


def test_what_means_nothing_here_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"# mine \xff\n\nother:1 blake3 xyz\ncasa:7667 sha256 nonsense\n")
    servers = KnownServers(file)
    assert servers.get(CASA) is None
    servers.put(CHAT, VOUCHED)
    assert file.read_bytes().startswith(b"# mine \xff\n\nother:1 blake3 xyz\n")


def test_a_file_that_cannot_be_read_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    folder = tmp_path / "known_servers"
    folder.mkdir()
    with pytest.raises(OSError):
        KnownServers(folder).get(CASA)


def test_a_read_only_folder_is_no_reason_to_stop(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_anything: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    servers = KnownServers(file)
    servers.put(CASA, Known(FINGERPRINT))
    assert servers.get(CASA) == Known(FINGERPRINT)
    assert KnownServers(file).get(CASA) is None


def test_nothing_is_left_of_a_file_that_could_not_be_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    servers = KnownServers(file)
    servers.put(CASA, VOUCHED)
    monkeypatch.setattr("os.fsync", full)
    servers.put(CHAT, VOUCHED)
    assert [each.name for each in file.parent.iterdir()] == ["known_servers"]
    assert KnownServers(file).get(CASA) == VOUCHED


@pytest.mark.parametrize(
    "text", [FINGERPRINT, FINGERPRINT.lower(), "ab" * 32, f" SHA256:{FINGERPRINT} ", "AB " * 32]
)
def test_a_fingerprint_however_written(text: str) -> None:
    assert fingerprint_written(text) == FINGERPRINT


@pytest.mark.parametrize("text", ["", "AB", "AB" * 31, "XY" * 32, "AB" * 33])
def test_what_is_no_fingerprint(text: str) -> None:
    with pytest.raises(ValueError):
        fingerprint_written(text)
