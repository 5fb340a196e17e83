"""IRCv3 draft/pre-away: AWAY before registration, for clients that connect by themselves.

What AWAY then does is where it always is, in `commands.presence`; how the absences of several
connections add up, in `absence`.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("draft/pre-away")
