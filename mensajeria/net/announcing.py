"""`Announcing`: lets the local network find this server (multicast DNS, DNS-SD: RFC 6762 and 6763).

In a thread of its own: nothing here can hold up the server, and none of it is needed for serving.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from mensajeria.net.gatekeeper import IpAddress

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

_log = logging.getLogger(__name__)

OURS: Final = "_mensajeria._tcp"
IRC: Final = "_irc._tcp"
IRC_OVER_TLS: Final = "_ircs._tcp"

EVERY: Final = 30.0
"""Seconds between looks at what there is to announce: addresses come and go with the network."""

FAREWELL: Final = 2.0
"""Seconds that withdrawing may take."""

_LONGEST_LABEL: Final = 63
"""Bytes (RFC 6763, 4.1.1)."""


@dataclass(frozen=True)
class Announced:
    """What others are to find. `kinds`: service types; `facts`: what the TXT record says."""

    name: str
    host: str
    port: int
    addresses: tuple[IpAddress, ...]
    kinds: tuple[str, ...] = (OURS, IRC)
    facts: tuple[tuple[str, str], ...] = ()


class Announcing:
    """Announces whatever `look` gives, from `start` until `stop`; None for nothing.

    `look` is called in the thread. A name that is taken gets a number ("casa-2").
    """

    def __init__(self, look: Callable[[], Announced | None], every: float = EVERY) -> None:
        self._look = look
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="announcing", daemon=True)
        self._now: Announced | None = None
        self._zeroconf: Zeroconf | None = None
        self._trouble = ""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Withdraw what was announced; waits for it, but not long. Harmless if never started."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(FAREWELL)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._attempt(self._follow)
            self._stopping.wait(self._every)
        self._attempt(self._withdraw)

    def _attempt(self, step: Callable[[], None]) -> None:
        """Without a network, or with port 5353 taken, people still have the address."""
        try:
            step()
        except Exception as error:  # zeroconf's own, the system's: all mean the same here
            why = str(error) or type(error).__name__
            if why != self._trouble:
                _log.warning("cannot announce this server on the network: %s", why)
            self._trouble = why
            self._now = None
        else:
            self._trouble = ""

    def _follow(self) -> None:
        wanted = self._look()
        if wanted != self._now:
            self._withdraw()
            if wanted is not None:
                self._announce(wanted)
            self._now = wanted

    def _announce(self, wanted: Announced) -> None:
        from zeroconf import Zeroconf  # late: servers of one machine only never need it

        logging.getLogger("zeroconf").setLevel(logging.CRITICAL)  # what matters comes as an error
        self._zeroconf = Zeroconf(interfaces=[str(address) for address in wanted.addresses])
        register = partial(self._zeroconf.register_service, allow_name_change=True)
        with ThreadPoolExecutor(len(wanted.kinds)) as pool:  # each asks for a second whether
            services = [_service(wanted, kind) for kind in wanted.kinds]  # its name is taken
            list(pool.map(register, services))

    def _withdraw(self) -> None:
        """Say goodbye (RFC 6762, 10.1), for nobody to be sent where nobody is."""
        zeroconf, self._zeroconf = self._zeroconf, None
        if zeroconf is not None:
            zeroconf.close()


def _service(wanted: Announced, kind: str) -> ServiceInfo:
    from zeroconf import ServiceInfo

    return ServiceInfo(
        f"{kind}.local.",
        f"{label(wanted.name)}.{kind}.local.",
        port=wanted.port,
        server=f"{wanted.host}.local.",
        properties=dict(wanted.facts),
        addresses=[address.packed for address in wanted.addresses],
    )


def label(name: str) -> str:
    """The name as one label of DNS: a dot would part it in two."""
    kept = name.replace(".", "-").encode()[:_LONGEST_LABEL]
    return kept.decode(errors="ignore").strip()
