"""znc.in/self-message: one is shown what one says from another device.

Those lines come to every connection of a person, whatever it asked for; clients that know them
look for this capability before they trust that.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("znc.in/self-message")
