"""`settled`: wait until the full screen has nothing left to do, instead of for some time to pass.

Textual's own waiting looks at the processor's clock for a fiftieth of a second or more after each
key. Here every message goes through one event loop, whose queue says when there are none left.
"""

from __future__ import annotations

import asyncio

_ENOUGH = 2
"""How many turns of the loop in a row have to bring nothing: a task that was woken may wake one."""


async def settled(_least_s: float = 0.0, _most_s: float = 0.0) -> None:
    """In the place of `textual._wait.wait_for_idle`: until all that was under way has been done.

    What waits for a clock, a file or a thread is not under way.
    """
    loop = asyncio.get_running_loop()
    ready = loop._ready  # type: ignore[attr-defined]  # nothing public says whether it is idle
    quiet = 0
    while quiet < _ENOUGH:
        await asyncio.sleep(0)
        quiet = 0 if ready else quiet + 1
