"""The command line of `mensajeria admin`. What does the tasks is imported once one is wanted.

A task gets what was said and gives what is to be printed; it raises `NotDone` or
`ConfigurationError`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mensajeria.app.admin.not_done import NotDone
from mensajeria.languages import _

Add = Callable[[argparse.ArgumentParser], None]


def describe(parser: argparse.ArgumentParser, add_everywhere: Add) -> None:
    """All tasks; `add_everywhere` adds the options that every command has."""
    tasks = _Tasks(parser, add_everywhere)
    purpose = _("ask for a password and print the hash to put into the settings")
    tasks.add("hash", purpose, _hash)
    purpose = _("accounts of a server that is not running: add, password, delete, list")
    _describe_user(_Tasks(tasks.parser("user", purpose), add_everywhere))
    _describe_copies(tasks)
    _describe_export(tasks)
    _describe_import(tasks)
    _describe_forget(tasks)


class _Tasks:
    """The tasks below one word of the command line."""

    def __init__(self, parser: argparse.ArgumentParser, add_everywhere: Add) -> None:
        self._add_everywhere = add_everywhere
        add_everywhere(parser)
        self._parsers = parser.add_subparsers(metavar=_("TASK"), required=True)

    def parser(self, word: str, purpose: str) -> argparse.ArgumentParser:
        return self._parsers.add_parser(word, help=purpose, description=purpose, allow_abbrev=False)

    def add(
        self, word: str, purpose: str, task: Callable[[argparse.Namespace], str]
    ) -> argparse.ArgumentParser:
        alone = self.parser(word, purpose)
        self._add_everywhere(alone)
        alone.set_defaults(task=task)
        return alone

    def add_to_folder(
        self, word: str, purpose: str, task: Callable[[argparse.Namespace], str]
    ) -> argparse.ArgumentParser:
        """The same for a task that needs to know which data folder is meant."""
        alone = self.add(word, purpose, task)
        alone.add_argument("--data", metavar=_("FOLDER"), help=_("where everything is kept"))
        alone.add_argument("--config", metavar=_("FILE"), type=Path, help=_("settings, as TOML"))
        return alone


def _describe_user(tasks: _Tasks) -> None:
    for word, purpose in (
        ("add", _("make an account; its password is asked for")),
        ("password", _("give an account a new password, which is asked for")),
        ("delete", _("delete an account")),
        ("list", _("show all accounts and when they were made")),
    ):
        alone = tasks.add_to_folder(word, purpose, _user)
        if word != "list":
            alone.add_argument("name", metavar=_("NAME"))
        alone.set_defaults(word=word, name="")


def _describe_copies(tasks: _Tasks) -> None:
    purpose = _("copy everything that a server keeps to one file; it may be running")
    backup = tasks.add_to_folder("backup", purpose, _backup)
    backup.add_argument("file", metavar=_("FILE"), type=Path)
    purpose = _("make the data folder of a stopped server what it was at the time of a backup")
    restore = tasks.add_to_folder("restore", purpose, _restore)
    restore.add_argument("file", metavar=_("FILE"), type=Path)
    restore.add_argument(
        "--force", action="store_true", help=_("also if there is a database; it is kept beside")
    )


def _describe_export(tasks: _Tasks) -> None:
    purpose = _("write down all there is of a channel or a person; the server may be running")
    export = tasks.add_to_folder("export", purpose, _export)
    export.add_argument(
        "name", metavar=_("NAME"), help=_("#channel, or an account or, without one, a nick")
    )
    export.add_argument(
        "file", metavar=_("FILE"), type=Path, nargs="?", help=_("(default: standard output)")
    )
    export.add_argument(
        "--format",
        choices=("jsonl", "text"),
        default="jsonl",
        help=_("of a channel: one JSON object a line (default), or lines for people to read"),
    )


def _describe_import(tasks: _Tasks) -> None:
    purpose = _("add an exported history or a client's log to that of a stopped server")
    imports = tasks.add_to_folder("import", purpose, _import)
    imports.add_argument("file", metavar=_("FILE"), type=Path)
    imports.add_argument(
        "--channel", metavar="#x", help=_("where it belongs; logs do not say it themselves")
    )
    imports.add_argument(
        "--format",
        choices=("jsonl", "weechat", "irssi"),
        help=_("(default: by how the file begins)"),
    )
    imports.add_argument(
        "--date",
        metavar=_("YYYY-MM-DD"),
        type=date.fromisoformat,
        help=_("of what stands in an irssi log before its first date"),
    )


def _describe_forget(tasks: _Tasks) -> None:
    purpose = _("delete all that there is of one person, in the folder of a stopped server")
    forget = tasks.add_to_folder("forget", purpose, _forget)
    forget.add_argument("name", metavar=_("NAME"), help=_("an account or, without one, a nick"))


def _folder(said: argparse.Namespace) -> Path:
    """The data folder that is meant. Raises ConfigurationError."""
    from mensajeria.app.configuration import load
    from mensajeria.app.sources import from_option

    layers = [from_option("--data", "data", said.data)] if said.data is not None else []
    return load(said.config, options=layers).data


def _hash(_said: argparse.Namespace) -> str:
    from mensajeria.app.hashing import ask_for_password, hash_password

    try:
        return hash_password(ask_for_password())
    except ValueError as error:
        raise NotDone(str(error)) from error


def _user(said: argparse.Namespace) -> str:
    from mensajeria.app.admin.users import run

    return run(said.word, _folder(said), said.name)


def _backup(said: argparse.Namespace) -> str:
    from mensajeria.app.admin.copies import back_up

    return back_up(_folder(said), said.file)


def _restore(said: argparse.Namespace) -> str:
    from mensajeria.app.admin.copies import restore

    return restore(_folder(said), said.file, force=said.force)


def _export(said: argparse.Namespace) -> str:
    from mensajeria.app.admin import exporting, persons

    if said.name.startswith("#"):
        return exporting.run(_folder(said), said.name, said.file, said.format)
    if said.format != "jsonl":
        raise NotDone(_("what there is of a person comes as JSON lines only"))
    return persons.export(_folder(said), said.name, said.file)


def _import(said: argparse.Namespace) -> str:
    from mensajeria.app.admin.importing import run

    return run(_folder(said), said.file, said.format, said.channel, said.date)


def _forget(said: argparse.Namespace) -> str:
    from mensajeria.app.admin.persons import forget

    return forget(_folder(said), said.name)
