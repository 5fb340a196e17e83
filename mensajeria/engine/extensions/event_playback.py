"""IRCv3 draft/event-playback: who has it is shown in history what else happened, too."""

from __future__ import annotations

from mensajeria.engine.extension import Extension

EXTENSION = Extension("draft/event-playback", offered=lambda settings: settings.history)
