"""Time that never goes back, and serials that never repeat."""

from __future__ import annotations

from mensajeria.net.stamps import Stamps


def test_a_clock_that_is_set_back_stands_still() -> None:
    times = iter([5_000_000, 6_999_999, 3_000_000, 8_000_000])
    stamps = Stamps(lambda: next(times))
    assert [stamps.next().at for _ in range(4)] == [5, 6, 6, 8]


def test_time_begins_where_it_is_told_to() -> None:
    times = iter([3_000_000, 8_000_000])
    stamps = Stamps(lambda: next(times), since=5)
    assert [stamps.next().at for _ in range(2)] == [5, 8]


def test_serials_go_up_and_message_ids_differ() -> None:
    stamps = Stamps(lambda: 1_767_225_600_000_000_000)
    made = [stamps.next() for _ in range(1000)]
    assert [stamp.serial for stamp in made] == [made[0].serial + n for n in range(1000)]
    ids = [stamp.msgid() for stamp in made for _ in range(3)]
    assert len(set(ids)) == 3000
    assert ids == sorted(ids)


def test_two_runs_begin_differently() -> None:
    assert len({Stamps().next().serial for _ in range(20)}) == 20
