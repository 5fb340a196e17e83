"""The one error of a benchmark that cannot run: a sentence for the person who started it."""

from __future__ import annotations


class Trouble(Exception):
    """What is missing or went wrong, and what to do about it where that is known."""
