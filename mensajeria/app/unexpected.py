"""What a person gets to see of a bug in the program: one sentence and the name of a file."""

import os
import tempfile
import traceback

from mensajeria import __version__
from mensajeria.languages import _


def note_down(error: BaseException) -> str:
    """Write the traceback into a file of its own and give the sentence that says where it is."""
    lines = [f"mensajeria {__version__}\n", *traceback.format_exception(error)]
    try:
        handle, path = tempfile.mkstemp(".txt", "mensajeria-", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(lines)
    except OSError:
        return _("this is a bug: {error!r}").format(error=error)
    return _("this is a bug; please report it with what is in {path}").format(path=path)
