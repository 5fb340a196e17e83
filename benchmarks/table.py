"""Measurements of all rounds as the table that a person reads. No measuring here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from benchmarks.loads import Load
from benchmarks.measurement import Measurement

HEADINGS = ("server", "k/CPU-s", "range", "k/s", "p50 ms", "p99 ms", "max ms", "MiB", "generator")


def table(load: Load, measurements: Iterable[Measurement], peers: Sequence[str]) -> str:
    """Medians over the rounds as a Markdown table; ratios are of deliveries per CPU-second."""
    rounds: dict[str, list[Measurement]] = {}
    for one in measurements:
        if one.load == load.name:
            rounds.setdefault(one.server, []).append(one)
    peers = [peer for peer in peers if peer in rounds]
    rows = [[*HEADINGS, *(f"x {peer}" for peer in peers)]]
    rows += [_row(name, runs, [rounds[peer] for peer in peers]) for name, runs in rounds.items()]
    title = f"{load.title} (window {load.window})"
    return "\n\n".join([title, _aligned(rows), *_doubts(rounds)])


def _row(name: str, runs: list[Measurement], peers: list[list[Measurement]]) -> list[str]:
    speeds = [one.per_cpu_second / 1000 for one in runs]
    cells = [
        name,
        f"{median(speeds):,.0f}",
        f"{min(speeds):,.0f}-{max(speeds):,.0f}",
        f"{_median(runs, lambda one: one.per_second) / 1000:,.0f}",
        f"{_median(runs, lambda one: one.figures.p50_us) / 1000:.1f}",
        f"{_median(runs, lambda one: one.figures.p99_us) / 1000:.1f}",
        f"{max(one.figures.max_us for one in runs) / 1000:.1f}",
        f"{_median(runs, lambda one: one.rss_bytes) / 2**20:.1f}",
        f"{max(one.generator_share for one in runs):.0%}",
    ]
    speed = _median(runs, lambda one: one.per_cpu_second)
    ratios = [speed / _median(peer, lambda one: one.per_cpu_second) for peer in peers]
    return [*cells, *(f"{ratio:.2f}" for ratio in ratios)]


def _doubts(rounds: dict[str, list[Measurement]]) -> list[str]:
    busy = [name for name, runs in rounds.items() if max(one.generator_share for one in runs) > 0.9]
    return [f"{name}: the generator was the limit; believe only k/CPU-s." for name in busy]


def _median(runs: list[Measurement], value: Callable[[Measurement], float]) -> float:
    return median(value(one) for one in runs)


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        " | ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
    rule = " | ".join(["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    return "\n".join(f"| {line} |" for line in [lines[0], rule, *lines[1:]])
