"""Write docs/ircv3.md: which IRCv3 specifications there are, and where each is implemented.

An extension's file is named after its specification's page, so a new one is found by itself; what
stands elsewhere, or is not there, says so in the tables here. `make docs` writes the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from mensajeria.engine.extension import Extension
from mensajeria.engine.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "ircv3.md"
SITE = "https://ircv3.net/specs"
PROPOSALS = "https://github.com/ircv3/ircv3-specifications"
EXAMPLE = Settings(
    icon="https://example.org/icon",
    filehost="https://example.org/files",
    emoji="https://example.org/emoji",
    crawlers="allow",
)
"""Settings with which every token is shown."""


@dataclass(frozen=True)
class Specification:
    """One page. `page` is its path on ircv3.net or, with a title, in the proposals on GitHub.

    `there`: what a client sees of it, and `files`: where it is, when no extension's file has its
    name. `why`: the reason why it is not there.
    """

    page: str
    title: str = ""
    there: str = ""
    files: tuple[str, ...] = ()
    why: str = ""

    @property
    def name(self) -> str:
        return self.title or self.page.rpartition("/")[2]


def extension(name: str, **more: object) -> Specification:
    return Specification(f"extensions/{name}", **more)  # type: ignore[arg-type]


LATER = "not yet"
TAGS = ("engine/extensions/message_tags.py",)
RATIFIED = (
    extension("account-notify"),
    extension("account-tag"),
    extension("away-notify"),
    extension("batch"),
    Specification("batches/netsplit", why="not applicable: one server, so nothing can split"),
    extension("bot-mode"),
    extension(
        "capability-negotiation",
        there="`CAP` 302, `cap-notify`",
        files=("engine/commands/capabilities.py", "engine/extensions/cap_notify.py"),
    ),
    extension("chghost"),
    extension("echo-message"),
    extension("extended-join"),
    extension("extended-monitor"),
    extension("invite-notify"),
    extension("labeled-response"),
    extension("message-ids", there="`msgid` tag", files=TAGS),
    extension("message-tags"),
    extension("monitor"),
    extension("multi-prefix"),
    extension("no-implicit-names"),
    Specification("client-tags/reply", there="`+reply`, `+draft/reply` are passed on", files=TAGS),
    extension("sasl-3.1", there="`sasl`", files=("engine/extensions/sasl.py",)),
    extension("sasl-3.2", there="`sasl=…`", files=("engine/extensions/sasl.py",)),
    extension("server-time"),
    extension("setname"),
    extension("standard-replies"),
    extension("sts"),
    extension(
        "tls-3.1", title="STARTTLS", why="deprecated; TLS is on the same port from the start"
    ),
    Specification("client-tags/typing", there="`+typing` is passed on, never stored", files=TAGS),
    extension("userhost-in-names"),
    extension(
        "utf8-only", there="`UTF8ONLY`", files=("engine/commands/welcome.py", "wire/message.py")
    ),
    extension("webirc", there="`WEBIRC`"),
    extension(
        "websocket",
        there="`text.ircv3.net`, `binary.ircv3.net`",
        files=("net/websocket/connection.py",),
    ),
    extension("whox", there="`WHOX`", files=("engine/commands/who.py",)),
)
DRAFTS = (
    extension("account-extban"),
    extension("account-registration"),
    Specification(
        "client-tags/channel-context", there="`+draft/channel-context` is passed on", files=TAGS
    ),
    extension("channel-rename"),
    extension("chathistory"),
    extension("client-batch", there="`BATCH` of clients", files=("engine/commands/batch.py",)),
    extension("extended-isupport"),
    extension("message-redaction"),
    extension("metadata"),
    extension("multiline"),
    extension("network-icon"),
    extension("oper-tag"),
    extension("pre-away"),
    Specification("client-tags/react", there="`+draft/react` is passed on and stored", files=TAGS),
    extension("read-marker"),
)
OTHERS = (
    Specification("pull/556", "saferate", there="`SAFERATE`", files=("net/connection.py",)),
    Specification("pull/417", "relaymsg"),
    Specification("pull/613", "metadata-3", why="under review; answers otherwise than metadata-2"),
    Specification("pulls?q=is%3Apr+sasl-ir", "sasl-ir"),
    Specification("pulls?q=is%3Apr+crawler", "crawler-preference"),
    Specification("pulls?q=is%3Apr+privacy-policy", "privacy-policy", why=LATER),
    Specification("pulls?q=is%3Apr+authtoken", "authtoken", why="nothing here takes such tokens"),
    Specification(
        "pulls?q=is%3Apr+message-edit", "message-edit", why="see [what is here](editing.md) instead"
    ),
    Specification("pulls?q=is%3Apr+custom-emoji", "custom-emoji"),
    Specification(
        "pulls?q=is%3Apr+brb", "brb, resume", why="accounts stay by themselves, see persistence"
    ),
    Specification("pull/562", "filehost"),
    Specification("pull/603", "whoami"),
    Specification(
        "pull/440", "forward-mode", there="`FORWARD=f`", files=("engine/commands/membership.py",)
    ),
    Specification("pulls?q=is%3Apr+webpush", "webpush", why=LATER),
    Specification("pulls?q=is%3Apr+search", "search"),
    Specification("pulls?q=is%3Apr+persistence", "persistence", why=LATER),
    Specification("pulls?q=is%3Apr+named-modes", "named-modes", why=LATER),
    Specification("pulls?q=is%3Apr+extjwt", "extjwt", why="nothing here takes such tokens"),
    Specification(
        "pulls?q=is%3Apr+bouncer-networks", "bouncer-networks", why="not applicable: no bouncer"
    ),
)


def rows(specifications: Iterable[Specification], site: str) -> Iterator[str]:
    for each in specifications:
        there, where = _found(each)
        yield f"| [{each.name}]({site}/{each.page}) | {there} | {where} |"


def _found(each: Specification) -> tuple[str, str]:
    """What a client sees of it, and where it is or why it is not."""
    module = each.name.replace("-", "_")
    file = f"engine/extensions/{module}.py"
    if each.files:
        return each.there, ", ".join(map(_link, each.files))
    if (ROOT / "mensajeria" / file).exists():
        made = getattr(import_module(f"mensajeria.engine.extensions.{module}"), "EXTENSION", None)
        seen = [f"`{word}`" for word in _visible(made)] if made is not None else []
        return ", ".join(seen) or each.there, _link(file)
    if not each.why:
        raise SystemExit(f"{each.page}: say in tools/ircv3.py where it is, or why it is not there")
    return "", each.why


def _link(file: str) -> str:
    if not (ROOT / "mensajeria" / file).exists():
        raise SystemExit(f"there is no {file}; say in tools/ircv3.py where it is")
    return f"[{file.rpartition('/')[2]}](../mensajeria/{file})"


def _visible(made: Extension) -> Iterator[str]:
    """Its capability and its tokens in ISUPPORT."""
    if (made.offered(EXAMPLE) or made.informs) and not made.within:
        yield made.name
    yield from made.isupport(EXAMPLE)


HEAD = "| specification | what clients see | where, or why not |\n|---|---|---|\n"


def page() -> str:
    """The whole text of docs/ircv3.md."""
    parts = (
        ("Ratified", RATIFIED, SITE),
        ("Drafts", DRAFTS, SITE),
        ("Proposals, and what bouncers and bridges use", OTHERS, PROPOSALS),
    )
    tables = [
        f"## {title}\n\n{HEAD}" + "\n".join(rows(found, site)) for title, found, site in parts
    ]
    return f"{INTRODUCTION}\n" + "\n\n".join([*tables, OWN])


INTRODUCTION = """\
# IRCv3

Every specification of the [IRCv3 working group](https://ircv3.net/irc/) that concerns a server,
and where it is implemented. Capabilities marked `draft/` follow texts that may still change. This
page is made by `make docs` from the extensions that there are.
"""


OWN = """\
## Of this server's own

Whoever does not ask for these notices nothing of them: `mensajeria.alt/edit`
([editing a message](editing.md)) and `mensajeria.alt/idempotency`
([saying things once](idempotency.md)).
"""


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
