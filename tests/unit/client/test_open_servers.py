"""What is kept of the servers that were open at the end, for the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from mensajeria.client.address import Invitation, Security, ServerAddress
from mensajeria.client.beginning import Beginning
from mensajeria.client.open_servers import MOST_SERVERS, NAME, keep, kept

CASA = Beginning("ana", Invitation(ServerAddress("casa", 7667)), ("#plaza", "#club"))


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    secure = Invitation(ServerAddress("::1", 6697), security=Security.ALWAYS)
    both = (CASA, Beginning("eva_", secure, ()))
    keep(both, tmp_path)
    assert kept(tmp_path) == both


def test_a_person_can_read_it_and_no_code_is_in_it(tmp_path: Path) -> None:
    keep([Beginning("ana", Invitation.parse("casa#4711"), ("#plaza",))], tmp_path)
    assert (tmp_path / NAME).read_text() == "casa:7667 ana #plaza\n"


def test_keeping_none_forgets_those_that_were_kept(tmp_path: Path) -> None:
    keep([], tmp_path)
    keep([CASA], tmp_path)
    keep([], tmp_path)
    assert not (tmp_path / NAME).exists()
    assert kept(tmp_path) == ()


@pytest.mark.parametrize("line", ["", "casa", "casa 9", "ca sa:x ana", "casa:x ana #plaza"])
def test_what_makes_no_sense_is_left_out(line: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(f"{line}\nclub ana\n")
    assert kept(tmp_path) == (Beginning("ana", Invitation.parse("club"), ()),)


def test_no_more_are_opened_than_there_may_be(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("".join(f"casa:{n} ana {'#c ' * 200}\n" for n in range(1, 50)))
    assert len(kept(tmp_path)) == MOST_SERVERS
    assert {len(each.channels or ()) for each in kept(tmp_path)} == {100}


def test_a_folder_that_cannot_be_used_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep([CASA], tmp_path / "file")
    assert kept(tmp_path / "file") == ()


def test_another_encoding_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"casa ana \xff\n")
    assert kept(tmp_path) == ()
