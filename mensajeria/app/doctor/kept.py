"""Checks of what is kept: the data folder, the database, the certificate."""

from __future__ import annotations

from datetime import datetime, timedelta

from mensajeria.app.doctor.finding import Finding, fine, problem, warning
from mensajeria.languages import _

SOON = timedelta(days=21)
"""How long before its end a certificate is worth a word."""


def folder(path: str, trouble: str) -> Finding:
    """`trouble`: why nothing can be written there; "" if it can."""
    if trouble:
        return problem(
            _("The data folder {folder} cannot be written to: {reason}.").format(
                folder=path, reason=trouble
            ),
            _("Choose another with --data, or give your account the right to write there."),
        )
    return fine(_("The data folder {folder} can be written to.").format(folder=path))


def database(trouble: str | None) -> Finding:
    """`trouble`: what SQLite's quick_check says; "" if all is well, None if there is none yet."""
    if trouble is None:
        return fine(_("There is no database yet; the first start makes it."))
    if trouble:
        return problem(
            _("The database is damaged: {reason}.").format(reason=trouble),
            _("Put a backup in its place, or move it away to begin anew."),
        )
    return fine(_("The database is in order."))


def certificate(begins: datetime, ends: datetime, now: datetime) -> Finding:
    """When a certificate holds."""
    advice = _("Renew it; the server uses the new one as soon as the files change.")
    if now < begins:
        return problem(
            _("The certificate holds only from {date} on.").format(date=f"{begins:%Y-%m-%d}"),
            _("Is the clock right?"),
        )
    if now > ends:
        return problem(
            _("The certificate ended on {date}.").format(date=f"{ends:%Y-%m-%d}"), advice
        )
    sentence = _("The certificate holds until {date}.").format(date=f"{ends:%Y-%m-%d}")
    return warning(sentence, advice) if ends - now < SOON else fine(sentence)
