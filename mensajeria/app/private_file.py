"""Writing a file with a secret in it."""

import os
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Whole or not at all, and for our eyes only. Raises OSError."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)  # of a start that was cut short
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
