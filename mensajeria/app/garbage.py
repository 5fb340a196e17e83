"""How often Python looks for garbage in cycles: seldom, for a server makes little of it.

Each line makes objects that live until it is stored, which by default is a reason to look all the
time; and a full look goes through everything that was ever imported.
"""

from __future__ import annotations

import gc


def collect_seldom() -> None:
    """Call when everything is imported and set up: that is not looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 100)
