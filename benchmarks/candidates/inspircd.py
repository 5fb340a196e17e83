"""InspIRCd as Debian packages it, with its core only: look-ups, fake lag and limits off."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.candidates.candidate import Candidate, first_line

CONFIGURATION = """\
<server name="bench.invalid" description="benchmark" network="bench">
<admin name="bench" nick="bench" email="bench@bench.invalid">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect name="bench" allow="*" timeout="60" pingfreq="600" maxchans="1000"
         limit="100000" localmax="100000" globalmax="100000"
         resolvehostnames="no" useident="no" useconnectban="no"
         fakelag="no" threshold="1000000" commandrate="1000000000"
         recvq="1M" softsendq="64M" hardsendq="64M">
<performance softlimit="100000" somaxconn="1024" netbuffersize="65534">
"""


def command(folder: Path, port: int) -> list[str]:
    """In the foreground, with the configuration above."""
    file = folder / "inspircd.conf"
    file.write_text(CONFIGURATION.format(port=port), "utf-8")
    as_root = ["--runasroot"] if os.geteuid() == 0 else []
    return ["inspircd", "--nofork", "--nopid", *as_root, "--config", str(file)]


def version() -> str | None:
    """As in "InspIRCd-3.15.0-debian"."""
    return first_line("inspircd", "--version")


CANDIDATE = Candidate("inspircd", command, version)
