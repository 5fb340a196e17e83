"""What is kept of the channels that one was in, for the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from mensajeria.client.address import ServerAddress
from mensajeria.client.last_channels import (
    MOST_CHANNELS,
    MOST_SERVERS,
    NAME,
    keep_channels,
    last_channels,
)

CASA, CLUB = ServerAddress("casa", 7667), ServerAddress("::1", 6667)


def test_each_server_has_its_own(tmp_path: Path) -> None:
    keep_channels(CASA, ["#plaza", "#club"], tmp_path)
    keep_channels(CLUB, [], tmp_path)
    assert last_channels(ServerAddress("CASA", 7667), tmp_path) == ("#plaza", "#club")
    assert last_channels(CLUB, tmp_path) == ()
    assert last_channels(ServerAddress("casa", 1), tmp_path) is None


def test_a_person_can_read_it_and_the_latest_is_below(tmp_path: Path) -> None:
    for address, channels in ((CASA, ["#a"]), (CLUB, ["#b"]), (CASA, ["#a", "#c"])):
        keep_channels(address, channels, tmp_path)
    assert (tmp_path / NAME).read_text() == "[::1]:6667 #b\ncasa:7667 #a #c\n"


def test_it_does_not_grow_without_end(tmp_path: Path) -> None:
    for port in range(1, MOST_SERVERS + 10):
        keep_channels(ServerAddress("casa", port), ["#c"] * 200, tmp_path)
    assert len((tmp_path / NAME).read_text().splitlines()) == MOST_SERVERS
    assert last_channels(ServerAddress("casa", 1), tmp_path) is None
    latest = last_channels(ServerAddress("casa", MOST_SERVERS + 9), tmp_path)
    assert len(latest or ()) == MOST_CHANNELS


@pytest.mark.parametrize("written", [b"casa:7667 \xff\n", b"\n\n  \n", b"", b"\0"])
def test_what_cannot_be_read_is_nothing_and_is_written_anew(written: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(written)
    assert last_channels(CASA, tmp_path) is None
    keep_channels(CASA, ["#a"], tmp_path)
    assert last_channels(CASA, tmp_path) == ("#a",)


def test_a_folder_that_cannot_be_used_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep_channels(CASA, ["#a"], tmp_path / "file")
    assert last_channels(CASA, tmp_path / "file") is None


def test_spaces_of_other_kinds_are_part_of_a_name(tmp_path: Path) -> None:
    names = ["#a\u00a0b", "#z\u2028club:6667"]
    keep_channels(CASA, names, tmp_path)
    assert last_channels(CASA, tmp_path) == tuple(names)
