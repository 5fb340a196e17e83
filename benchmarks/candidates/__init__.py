"""The servers that can be measured, one module each."""

from __future__ import annotations

from benchmarks.candidates import inspircd, mensajeria, ngircd
from benchmarks.candidates.candidate import Candidate

PEERS = (ngircd.CANDIDATE, inspircd.CANDIDATE)
CANDIDATES: tuple[Candidate, ...] = (mensajeria.POWER, mensajeria.OFF, *PEERS)
