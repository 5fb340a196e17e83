"""What a person reads: medians and ratios, and a warning where the generator was the limit."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.generator_run import Figures
from benchmarks.loads import LOADS
from benchmarks.measurement import Measurement
from benchmarks.table import table

LOAD = LOADS[0]
FIGURES = Figures(
    lines=20_000,
    deliveries=10_000_000,
    wall_s=5.0,
    generator_cpu_s=2.0,
    p50_us=1000,
    p99_us=2000,
    max_us=9000,
    lost=0,
    duplicated=0,
    reordered=0,
    misdirected=0,
    disagreements=0,
)


def measured(server: str, cpu_s: float) -> Measurement:
    return Measurement(LOAD.name, server, FIGURES, cpu_s, 32 * 2**20)


def cells(text: str, server: str) -> list[str]:
    (row,) = [line for line in text.splitlines() if line.startswith(f"| {server} ")]
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_the_middle_round_counts_and_the_range_is_shown() -> None:
    text = table(LOAD, [measured("ours", cpu) for cpu in (2.0, 4.0, 2.5)], peers=[])
    assert cells(text, "ours") == (
        ["ours", "4,000", "2,500-5,000", "2,000", "1.0", "2.0", "9.0", "32.0", "40%"]
    )


def test_ratios_are_of_deliveries_per_cpu_second() -> None:
    text = table(LOAD, [measured("ours", 2.0), measured("peer", 5.0)], peers=["peer", "absent"])
    assert cells(text, "ours")[-1] == "2.50"
    assert cells(text, "peer")[-1] == "1.00"
    assert "absent" not in text


def test_a_busy_generator_is_said() -> None:
    busy = replace(measured("ours", 2.0), figures=replace(FIGURES, generator_cpu_s=4.9))
    assert "ours: the generator was the limit" in table(LOAD, [busy], peers=[])
    assert "limit" not in table(LOAD, [measured("ours", 2.0)], peers=[])
