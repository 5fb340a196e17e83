"""IRCv3 account-extban: clients learn how to ban an account, and which extended bans there are.

"Servers publishing the `ACCOUNTEXTBAN` token MUST also publish the `EXTBAN` token." What the
letters mean is in `chat.masks`.
"""

from __future__ import annotations

from mensajeria.chat.masks import MATCHING, NARROWING
from mensajeria.engine.extension import Extension

LETTERS = "".join(sorted(MATCHING | NARROWING))

EXTENSION = Extension(
    "account-extban",
    offered=lambda settings: False,  # tokens, no capability
    isupport=lambda settings: {"ACCOUNTEXTBAN": "a,account", "EXTBAN": f"~,{LETTERS}"},
)
