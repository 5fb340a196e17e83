"""The member modes of a channel and their prefixes, highest first (Modern IRC, PREFIX)."""

from __future__ import annotations

from typing import Final

RANKS: Final = "qaohv"  # founder, admin (protected), operator, half-operator, voice
PREFIXES: Final = "~&@%+"
PREFIX_OF: Final[dict[str, str]] = dict(zip(RANKS, PREFIXES, strict=False))
MODE_OF: Final[dict[str, str]] = dict(zip(PREFIXES, RANKS, strict=False))
