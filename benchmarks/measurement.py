"""One load on one server, once: what it delivered, and what that cost the server."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.candidates.candidate import Candidate
from benchmarks.generator_run import Figures, run
from benchmarks.loads import Load
from benchmarks.processes import cpu_seconds, rss_bytes
from benchmarks.running import running
from benchmarks.trouble import Trouble


@dataclass(frozen=True)
class Measurement:
    """`server_cpu_s` is user and system time in the measured phase, all threads and children."""

    load: str
    server: str
    figures: Figures
    server_cpu_s: float
    rss_bytes: int

    @property
    def per_cpu_second(self) -> float:
        """Deliveries per second of computing: the figure that a noisy machine changes least."""
        return self.figures.deliveries / self.server_cpu_s

    @property
    def per_second(self) -> float:
        """Deliveries per second by the clock."""
        return self.figures.deliveries / self.figures.wall_s

    @property
    def generator_share(self) -> float:
        """How busy the generator's processor was with it, 0 to 1; near 1, it measures itself."""
        return self.figures.generator_cpu_s / self.figures.wall_s


def measure(load: Load, candidate: Candidate, server_cpu: int, seconds: float) -> Measurement:
    """With a fresh server. Trouble when it does not start, stops, or loses or mixes up lines."""
    with running(candidate, server_cpu) as server:
        before: list[float] = []
        figures = run(
            load,
            server.port,
            seconds=seconds,
            ready=lambda: before.append(cpu_seconds(server.pid)),
        )
        used, rss = cpu_seconds(server.pid) - before[0], rss_bytes(server.pid)
    if figures.faults:
        raise Trouble(f"{candidate.name} failed under the load {load.name}: {figures.faults}")
    return Measurement(load.name, candidate.name, figures, used, rss)
