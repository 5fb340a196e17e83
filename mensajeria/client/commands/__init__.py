"""What can be typed after a slash, shared by all faces: one module per family.

A new file here is found by itself. It registers its commands (see `registry`) as it is imported.
"""

import importlib
import pkgutil

from mensajeria.client.commands.registry import COMMANDS, obey

__all__ = ["COMMANDS", "obey"]

for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    importlib.import_module(f"{__name__}.{_module}")
