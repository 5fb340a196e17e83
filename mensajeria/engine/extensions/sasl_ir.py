"""IRCv3 draft/sasl-ir: the first message of a login comes with the name of its mechanism.

"Servers MUST accept the new form of the `AUTHENTICATE` command even if the capability hasn't been
explicitly enabled by the client", so what to do is in `sasl.py`; this only says so.
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("draft/sasl-ir", offered=lambda settings: settings.accounts.enabled)
