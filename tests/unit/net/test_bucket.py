"""A token bucket, with a clock that the test is."""

from __future__ import annotations

import pytest

from mensajeria.net.bucket import Bucket


def test_a_burst_costs_no_time_and_then_the_rate_counts() -> None:
    bucket = Bucket(size=3, rate=2, now=0)
    assert [bucket.take(1, now=0) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    assert bucket.take(1, now=1) == 0.5
    assert bucket.take(0, now=1.5) == 0


def test_it_fills_up_to_its_size_and_not_over() -> None:
    bucket = Bucket(size=3, rate=2, now=0)
    bucket.take(3, now=0)
    assert bucket.take(3, now=1000) == 0
    assert bucket.take(1, now=1000) == 0.5


def test_a_unit_may_be_dearer_than_all_that_fits() -> None:
    assert Bucket(size=1, rate=2, now=0).take(5, now=0) == 2.0


def test_taking_only_what_is_there() -> None:
    bucket = Bucket(size=2, rate=1, now=0)
    assert [bucket.take_if_there(1, now=0) for _ in range(3)] == [True, True, False]
    assert not bucket.take_if_there(1, now=0.5)
    assert bucket.take_if_there(1, now=1)


@pytest.mark.parametrize("cost", [0, 0.5, 1])
def test_never_more_than_burst_and_rate_allow(cost: float) -> None:
    bucket, now, taken = Bucket(size=10, rate=4, now=0), 0.0, 0.0
    for _ in range(1000):
        debt = bucket.take(cost, now)
        taken += cost
        now += debt
    assert taken <= 10 + 4 * now + 1e-6
