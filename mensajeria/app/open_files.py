"""How many files a process may have open, since each connection is one."""

from __future__ import annotations

import sys
from typing import Final

from mensajeria.net.gatekeeper import ON_THE_DOORSTEP

SPARE: Final = 64 + ON_THE_DOORSTEP
"""Files that are no connections: the database, logs, what listens; and who is turned away."""

if sys.platform == "win32":

    def allow_connections(wanted: int) -> int:
        """Windows has no such limit."""
        return wanted

else:
    import resource
    from contextlib import suppress

    def allow_connections(wanted: int) -> int:
        """Raise the limit as far as needed and allowed; how many connections it is good for."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = wanted + SPARE
        if soft != resource.RLIM_INFINITY and soft < needed:
            aim = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (aim, hard))
            soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        return (
            wanted if soft == resource.RLIM_INFINITY else min(wanted, max(soft - SPARE, soft // 2))
        )
