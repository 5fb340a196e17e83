"""One set-up at a time; an interrupted one is noticed."""

from pathlib import Path

import pytest

from mensajeria.launcher.turns import my_turn


def never() -> None:
    raise AssertionError("nobody else is here")


def test_a_finished_turn_leaves_no_trace(tmp_path: Path) -> None:
    for _ in range(2):
        with my_turn(tmp_path / "lock", never) as turn:
            assert not turn.last_was_interrupted
            turn.begin()
            turn.end()


def test_an_unfinished_turn_is_noticed(tmp_path: Path) -> None:
    with my_turn(tmp_path / "lock", never) as turn:
        turn.begin()
    with my_turn(tmp_path / "lock", never) as turn:
        assert turn.last_was_interrupted
        turn.begin()
        turn.end()
    with my_turn(tmp_path / "lock", never) as turn:
        assert not turn.last_was_interrupted


def test_the_second_waits_for_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    first = my_turn(tmp_path / "lock", never)
    first.__enter__().begin()
    monkeypatch.setattr("time.sleep", lambda _: first.__exit__(None, None, None))
    with my_turn(tmp_path / "lock", lambda: seen.append("waiting")):
        assert seen == ["waiting"]
