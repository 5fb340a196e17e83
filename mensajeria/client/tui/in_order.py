"""`in_order`: has keys do what they do in the order in which they were pressed.

Textual gives a letter to a field at once, but lets a key that is bound, such as Backspace, climb
to the application first, which then finds that it is bound. Who types quickly, or on a busy
machine, would have deleted what came after it.
"""

from __future__ import annotations

from textual import events
from textual.widget import Widget


async def in_order(field: Widget, event: events.Key) -> None:
    """Have the field carry out its own bindings; to be called where it handles its keys."""
    for binding in field._bindings.key_to_bindings.get(event.key, ()):  # as an application does
        if not binding.priority and await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return
