"""What can be done in the full screen by a key or from the palette: one module per family.

A new file here is found by itself. It registers its actions (see `registry`) as it is imported.
"""

import importlib
import pkgutil

from mensajeria.client.tui.actions.registry import ACTIONS, bindings, commands

__all__ = ["ACTIONS", "bindings", "commands"]

for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    importlib.import_module(f"{__name__}.{_module}")
