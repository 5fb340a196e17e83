"""Checks of the machine: its clock, its disk, how many files a program may have open, Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from mensajeria.app.doctor.finding import Finding, fine, problem, warning
from mensajeria.app.open_files import SPARE
from mensajeria.languages import _

FIRST_YEAR: Final = 2025
"""That of this program: a clock that shows an earlier one was never set."""
LEEWAY: Final = 60
"""Seconds that a clock may have been set back without anybody noticing."""

MEBIBYTE: Final = 1 << 20
LITTLE: Final = 100 * MEBIBYTE
SOME: Final = 1024 * MEBIBYTE


def clock(now: float, newest: float | None) -> Finding:
    """`now`, and when the `newest` message was stored: seconds since the Unix epoch."""
    today = datetime.fromtimestamp(now).astimezone()
    if today.year < FIRST_YEAR:
        return problem(
            _("The clock says that it is {date}.").format(date=f"{today:%Y-%m-%d}"),
            _("Set the clock: messages carry its time."),
        )
    if newest is not None and newest > now + LEEWAY:
        stored = datetime.fromtimestamp(newest).astimezone()
        return warning(
            _("The newest message is of {time}, which is still to come.").format(
                time=f"{stored:%Y-%m-%d %H:%M}"
            ),
            _("Set the clock, or wait until then: history is ordered by time."),
        )
    return fine(_("The clock says {time}.").format(time=f"{today:%Y-%m-%d %H:%M}"))


def disk(free: int, folder: str) -> Finding:
    """`free`: bytes where everything is kept."""
    room = _("{count} MiB are free for {folder}.").format(count=free // MEBIBYTE, folder=folder)
    advice = _("Make room: without it, messages are refused.")
    if free < LITTLE:
        return problem(room, advice)
    return warning(room, advice) if free < SOME else fine(room)


def open_files(possible: int, wanted: int) -> Finding:
    """How many connections are `possible`, and how many `limits.connections` wants."""
    if possible >= wanted:
        return fine(_("{count} connections are possible.").format(count=wanted))
    return warning(
        _("The limit of open files is enough for {possible} connections of {wanted}.").format(
            possible=possible, wanted=wanted
        ),
        _("Raise it: ulimit -n {count}, or LimitNOFILE={count} in a systemd service.").format(
            count=wanted + SPARE
        ),
    )


def python(version: str, *, quick_loop: bool) -> Iterator[Finding]:
    """`quick_loop`: whether uvloop or winloop is there."""
    if quick_loop:
        yield fine(_("Python {version}, with a quick event loop.").format(version=version))
    else:
        yield fine(
            _("Python {version}, with its own event loop.").format(version=version),
            _("For more speed: pip install 'mensajeria[speed]'"),
        )
