"""Where this platform keeps a person's data. Names folders; makes none."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "mensajeria"


def data_folder(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for what a server keeps.

    Windows: `%LOCALAPPDATA%`; macOS: `~/Library/Application Support`; elsewhere the XDG Base
    Directory Specification: `$XDG_DATA_HOME`, which counts only if absolute, or `~/.local/share`.
    """
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / NAME
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / NAME
    chosen = Path(environment.get("XDG_DATA_HOME", ""))
    return (chosen if chosen.is_absolute() else Path.home() / ".local" / "share") / NAME
