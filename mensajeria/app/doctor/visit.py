"""`mensajeria doctor` as the command line runs it."""

from __future__ import annotations

from collections.abc import Iterable

from mensajeria.app.configuration import Configuration
from mensajeria.app.doctor import here, there
from mensajeria.app.doctor.finding import Finding, Level, report
from mensajeria.client.address import Invitation
from mensajeria.client.known_servers import KnownServers
from mensajeria.languages import _, plural


def run(address: str | None, configuration: Configuration) -> int:
    """Say what was found, each as soon as it is; the exit code: 1 if there is a problem.

    Raises ValueError for what is no address.
    """
    if address is None:
        return _tell(here.examine(configuration))
    server = Invitation.parse(address).address
    try:
        known = KnownServers().get(server)
    except OSError:  # a client would say so; here it is as if nothing were known
        known = None
    return _tell(there.examine(server, known))


def _tell(findings: Iterable[Finding]) -> int:
    found = []
    for each in findings:
        found.append(each)
        print("\n".join(report([each])), flush=True)
    problems = sum(each.level is Level.PROBLEM for each in found)
    warnings = sum(each.level is Level.WARNING for each in found)
    print("\n" + _summary(problems, warnings))
    return 1 if problems else 0


def _summary(problems: int, warnings: int) -> str:
    if problems:
        told = plural("There is {count} problem.", "There are {count} problems.", problems)
        return told.format(count=problems)
    if warnings:
        told = plural(
            "Nothing is broken; {count} thing may be in the way.",
            "Nothing is broken; {count} things may be in the way.",
            warnings,
        )
        return told.format(count=warnings)
    return _("All is well.")
