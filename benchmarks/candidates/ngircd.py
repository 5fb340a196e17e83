"""ngIRCd as Debian packages it: penalties, look-ups and limits off, nothing else changed."""

from __future__ import annotations

from pathlib import Path

from benchmarks.candidates.candidate import Candidate, first_line

CONFIGURATION = """\
[Global]
Name = bench.invalid
Info = benchmark
Listen = 127.0.0.1
Ports = {port}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
PingTimeout = 600
[Options]
DNS = no
Ident = no
PAM = no
"""


def command(folder: Path, port: int) -> list[str]:
    """In the foreground, with the configuration above."""
    file = folder / "ngircd.conf"
    file.write_text(CONFIGURATION.format(port=port), "utf-8")
    return ["ngircd", "--nodaemon", "--config", str(file)]


def version() -> str | None:
    """As in "ngIRCd 26.1"; what it was built with is left out."""
    line = first_line("ngircd", "--version")
    return line and line.partition("-")[0]


CANDIDATE = Candidate("ngircd", command, version)
