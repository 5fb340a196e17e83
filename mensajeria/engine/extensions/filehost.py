"""Where clients upload files, if a setting says so: the token as soju named it, and the draft's.

"Its value MUST be a URI and SHOULD use the `https` scheme" (IRCv3 filehost, a proposal).
"""

from __future__ import annotations

from mensajeria.engine.extension import Extension, Tokens
from mensajeria.engine.settings import Settings


def tokens(settings: Settings) -> Tokens:
    url = settings.filehost
    return {"draft/FILEHOST": url, "soju.im/FILEHOST": url} if url else {}


EXTENSION = Extension(
    "soju.im/FILEHOST",
    offered=lambda settings: False,  # tokens, no capability
    isupport=tokens,
)
