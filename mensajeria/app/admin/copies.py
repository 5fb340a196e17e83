"""`mensajeria admin backup` and `restore`: what a copy has beside the database, and what is said.

Certificate and code belong to it: with another certificate, every client that has been here would
raise an alarm. Settings, and what they name elsewhere, do not.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mensajeria.app import certificate, join_code
from mensajeria.app.admin.not_done import NotDone
from mensajeria.app.admin.progress import shown
from mensajeria.languages import _
from mensajeria.storage import backup
from mensajeria.storage.errors import StorageError
from mensajeria.storage.lock import AlreadyLocked

FILES: Final = (certificate.NAME, join_code.NAME)


def back_up(folder: Path, file: Path) -> str:
    """Raises NotDone."""
    try:
        with shown(_("copying")) as progress:
            backup.back_up(folder, file, FILES, progress)
    except StorageError as error:
        raise NotDone(str(error)) from error
    size = file.stat().st_size / 1_000_000
    text = _("{file} has everything ({size:.1f} MB), passwords and keys included: keep it safe")
    return text.format(file=file, size=size)


def restore(folder: Path, file: Path, *, force: bool) -> str:
    """Raises NotDone."""
    try:
        with shown(_("copying")) as progress:
            earlier = backup.restore(file, folder, FILES, progress, force=force)
    except AlreadyLocked as error:
        raise NotDone(_("{reason}; stop it first").format(reason=error)) from error
    except StorageError as error:
        raise NotDone(str(error)) from error
    done = _("{folder} is what it was at the time of the backup").format(folder=folder)
    if earlier is None:
        return done
    return f"{done}\n" + _("what was there before is in {folder}").format(folder=earlier)
