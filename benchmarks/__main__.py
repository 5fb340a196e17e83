"""`python -m benchmarks`: every load on every server, round after round, then the tables."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.candidates import CANDIDATES, PEERS
from benchmarks.candidates.candidate import Candidate
from benchmarks.loads import LOADS, Load
from benchmarks.measurement import Measurement, measure
from benchmarks.pinning import take_the_loads
from benchmarks.table import table
from benchmarks.trouble import Trouble


@dataclass(frozen=True)
class Plan:
    """What to measure, and how long: `seconds` are those of one measured phase."""

    loads: list[Load]
    candidates: list[Candidate]
    rounds: int
    seconds: int
    json: Path | None


def main(arguments: Sequence[str] | None = None) -> int:
    """0: measured, all lines arrived in order; 1: one sentence says what was wrong; 2: usage."""
    plan = _plan(arguments)
    try:
        measurements = _measured(plan)
    except Trouble as trouble:
        print(f"benchmarks: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1
    for load in plan.loads:
        print(f"\n{table(load, measurements, [peer.name for peer in PEERS])}")
    if plan.json:
        document = [asdict(one) | {"per_cpu_second": one.per_cpu_second} for one in measurements]
        plan.json.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    return 0


def _measured(plan: Plan) -> list[Measurement]:
    server_cpu = take_the_loads()
    present = [candidate for candidate in plan.candidates if _is_there(candidate)]
    # Rounds outermost: whatever else the machine does is shared by all servers.
    return [
        _told(measure(load, candidate, server_cpu, plan.seconds))
        for _ in range(plan.rounds)
        for load in plan.loads
        for candidate in present
    ]


def _is_there(candidate: Candidate) -> bool:
    version = candidate.version()
    print(f"{candidate.name}: {version or 'not installed, left out'}", flush=True)
    return version is not None


def _told(one: Measurement) -> Measurement:
    per_cpu_second = f"{one.per_cpu_second / 1000:,.0f} k deliveries per CPU-second"
    print(f"{one.load} {one.server}: {per_cpu_second}", file=sys.stderr, flush=True)
    return one


def _plan(arguments: Sequence[str] | None) -> Plan:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    loads = {load.name: load for load in LOADS}
    candidates = {candidate.name: candidate for candidate in CANDIDATES}
    parser.add_argument("--load", action="append", choices=loads, help="only this (repeatable)")
    parser.add_argument("--server", action="append", choices=candidates, help="only this")
    parser.add_argument("--rounds", type=_between(1, 100), default=3, metavar="N")
    parser.add_argument("--seconds", type=_between(1, 600), default=3, help="measured")
    parser.add_argument("--window", type=_between(1, 64), metavar="LINES")
    parser.add_argument("--json", type=Path, metavar="FILE", help="every measurement, as JSON")
    told = parser.parse_args(arguments)
    chosen = [loads[name] for name in told.load or loads]
    if told.window:
        chosen = [replace(load, window=told.window) for load in chosen]
    servers = [candidates[name] for name in told.server or candidates]
    return Plan(chosen, servers, told.rounds, told.seconds, told.json)


def _between(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"a number from {least} to {most}, not {text}")
        return int(text)

    return number


if __name__ == "__main__":
    sys.exit(main())
