"""What Python is called on this machine, for sentences that say what to type."""

import sys
from typing import Final

PYTHON: Final = "python" if sys.platform == "win32" else "python3"
"""Many a Linux and macOS knows no `python`, and Windows no `python3`."""
