"""The code of a private server: said, typed, kept and changed."""

from __future__ import annotations

import math
import re
import stat
import sys
from pathlib import Path

import pytest

from mensajeria.app import join_code
from mensajeria.app.join_code import CodeError, kept_code, new_code, secret_of
from mensajeria.app.passwords import matches


def test_it_can_be_said_and_not_be_guessed() -> None:
    code = new_code()
    assert re.fullmatch(r"([bdfklmnprst][aeiou]){2}(-([bdfklmnprst][aeiou]){2}){3}", code)
    kinds = len(set(join_code.CONSONANTS)) * len(set(join_code.VOWELS))
    assert join_code.SYLLABLES * math.log2(kinds) > 46
    assert len({new_code() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "typed",
    ["kabo-mite-ruda-sepo", "KABO MITE RUDA SEPO", "kabomiterudasepo", " Ka-bo mi.te-Ruda_sepo\t"],
)
def test_however_it_is_written(typed: str) -> None:
    assert matches(secret_of("kabo-mite-ruda-sepo").reveal(), typed)


@pytest.mark.parametrize(
    "typed", ["", "kabo-mite-ruda", "kabo-mite-ruda-sepa", "$code$kabomiterudasepo", "----"]
)
def test_what_is_another(typed: str) -> None:
    assert not matches(secret_of("kabo-mite-ruda-sepo").reveal(), typed)


def test_it_survives_a_restart_until_there_is_to_be_another(tmp_path: Path) -> None:
    first = kept_code(tmp_path)
    assert kept_code(tmp_path) == first
    second = kept_code(tmp_path, anew=True)
    assert second != first
    assert kept_code(tmp_path) == second


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps folders, not files, apart")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    kept_code(tmp_path)
    assert stat.S_IMODE((tmp_path / "join-code").stat().st_mode) == 0o600


@pytest.mark.parametrize("damaged", ["", "\n", "ka\n", "1234 5678\n"])
def test_a_file_without_a_code_gets_one(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "join-code").write_text(damaged)
    code = kept_code(tmp_path)
    assert len(join_code.plainly(code)) == 2 * join_code.SYLLABLES
    assert kept_code(tmp_path) == code


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(CodeError, match="the code cannot be kept in"):
        kept_code(tmp_path / "nowhere")
