"""Where each platform keeps a person's data."""

from pathlib import Path

from mensajeria.app.folders import data_folder

HOME = Path.home()


def test_linux_follows_xdg() -> None:
    assert data_folder("linux", {}) == HOME / ".local/share/mensajeria"
    assert data_folder("linux", {"XDG_DATA_HOME": "/d"}) == Path("/d/mensajeria")
    # XDG Base Directory Specification: "All paths set in these environment variables must be
    # absolute. If an implementation encounters a relative path in any of these variables it
    # should consider the path invalid and ignore it."
    assert data_folder("linux", {"XDG_DATA_HOME": "d"}) == HOME / ".local/share/mensajeria"


def test_macos_and_windows() -> None:
    assert data_folder("darwin", {}) == HOME / "Library/Application Support/mensajeria"
    assert data_folder("win32", {"LOCALAPPDATA": "/l"}) == Path("/l/mensajeria")
    assert data_folder("win32", {}) == HOME / "AppData/Local/mensajeria"
