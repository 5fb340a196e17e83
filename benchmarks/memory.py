"""`python -m benchmarks.memory`: what an idle, registered connection costs each server."""

from __future__ import annotations

import sys

from benchmarks.candidates import CANDIDATES
from benchmarks.candidates.candidate import Candidate
from benchmarks.candidates.mensajeria import POWER
from benchmarks.idle_clients import idle, room_for
from benchmarks.pinning import take_the_loads
from benchmarks.processes import rss_bytes
from benchmarks.running import running
from benchmarks.trouble import Trouble

COUNTS = (1_000, 10_000)
TLS_COUNT = 2_000  # of this project's server only: the others need a certificate to be made first


def main() -> int:
    """0: measured; 1: one sentence says what was wrong."""
    try:
        server_cpu, room = take_the_loads(), room_for()
        counts = [count for count in COUNTS if count <= room]
        if len(counts) < len(COUNTS):
            print(f"`ulimit -Hn` allows {room} connections")
        for candidate in CANDIDATES:
            if candidate.version() is not None:
                for count in counts:
                    print(f"{candidate.name}: {_told(candidate, count, server_cpu)}", flush=True)
        if room >= TLS_COUNT:
            print(f"{POWER.name}, TLS: {_told(POWER, TLS_COUNT, server_cpu, tls=True)}")
    except Trouble as trouble:
        print(f"benchmarks: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


def _told(candidate: Candidate, count: int, server_cpu: int, *, tls: bool = False) -> str:
    with running(candidate, server_cpu) as server:
        before = rss_bytes(server.pid)
        try:
            with idle(count, server.port, tls=tls):
                after = rss_bytes(server.pid)
        except Trouble as trouble:  # the other servers may still be able to
            return f"{count} idle connections: {trouble}"
    each = (after - before) / count / 1024
    whole = f"{before / 2**20:.1f} -> {after / 2**20:.1f} MiB"
    return f"{count} idle connections, {each:.1f} KiB each ({whole})"


if __name__ == "__main__":
    sys.exit(main())
