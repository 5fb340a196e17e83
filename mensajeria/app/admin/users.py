"""`mensajeria admin user`: accounts in the data folder of a server that is not running.

Those of a running server are its own: an operator changes them in the chat, with ACCOUNT.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from mensajeria.app.admin.not_done import NotDone
from mensajeria.app.credentials import derive
from mensajeria.app.hashing import ask_for_password
from mensajeria.chat.accounts import Account, Accounts, Credentials
from mensajeria.chat.belongings import BELONGINGS, key_of, without
from mensajeria.chat.records import Record, Recorded
from mensajeria.engine.credentials import Unfit, prepared
from mensajeria.engine.turn import NOBODY
from mensajeria.languages import _
from mensajeria.storage.errors import StorageError
from mensajeria.storage.lock import AlreadyLocked
from mensajeria.storage.sqlite import SqliteJournal
from mensajeria.wire.casemapping import is_nick

LONGEST: Final = 64
"""Characters of a name, as many as `limits.nick` can be."""


Change = tuple[str, type[Record], Record | None]
"""The key of a record, its kind, and what it is from now on."""


class Kept:
    """The accounts of a data folder, which is ours for the time being."""

    def __init__(self, journal: SqliteJournal, outcomes: SimpleQueue[str | None]) -> None:
        self._journal = journal
        self._outcomes = outcomes
        self.accounts = Accounts()
        for record in journal.records([Account]):
            assert isinstance(record, Account)
            self.accounts.put(record)

    def find(self, name: str) -> Account:
        """Raises NotDone if there is none."""
        found = self.accounts.find(name)
        if found is None:
            raise NotDone(_("there is no account {name}").format(name=name))
        return found

    def store(self, account: Account) -> None:
        """Raises NotDone."""
        self._change([(account.key, Account, account)])

    def forget(self, account: Account) -> None:
        """With all that belongs to it. Raises NotDone."""
        gone: list[Change] = []
        for record in self._journal.records(BELONGINGS):
            rest = without(record, account.key)
            if rest != record:
                gone.append((key_of(record), type(record), rest))
        self._change(gone)

    def _change(self, changes: Sequence[Change]) -> None:
        now = time.time_ns() // 1_000_000
        self._journal.append(
            [Recorded(now, "", NOBODY, kind, key, record) for key, kind, record in changes]
        )
        error = self._outcomes.get()
        if error is not None:
            raise NotDone(_("the account cannot be stored: {reason}").format(reason=error))


@contextmanager
def kept_in(folder: Path) -> Iterator[Kept]:
    """Raises NotDone, also if a server is using the folder."""
    outcomes: SimpleQueue[str | None] = SimpleQueue()
    try:
        journal = SqliteJournal(folder, outcomes.put)
    except AlreadyLocked as error:
        text = _("{reason}; stop it first, or be its operator in the chat and say ACCOUNT")
        raise NotDone(text.format(reason=error)) from error
    except StorageError as error:
        raise NotDone(str(error)) from error
    try:
        yield Kept(journal, outcomes)
    finally:
        journal.close()


def add(kept: Kept, name: str) -> str:
    if not is_nick(name, LONGEST):
        text = _("an account has a name that could be a nick, which {name} could not")
        raise NotDone(text.format(name=name))
    if kept.accounts.find(name) is not None:
        raise NotDone(_("there is an account {name} already").format(name=name))
    now = time.time_ns() // 1_000_000
    account = Account(name, now, _credentials(name))
    kept.store(account)
    return _("the account {name} was made").format(name=name)


def password(kept: Kept, name: str) -> str:
    account = kept.find(name)
    kept.store(replace(account, credentials=_credentials(account.name)))
    return _("the account {name} has a new password").format(name=account.name)


def delete(kept: Kept, name: str) -> str:
    account = kept.find(name)
    kept.forget(account)
    return _("the account {name} was deleted").format(name=account.name)


def listed(kept: Kept, _name: str = "") -> str:
    """A line for each: when it was made, and its name."""
    everybody = sorted(kept.accounts, key=lambda account: account.key)
    return "\n".join(f"{_day(each.registered_at)}  {each.name}" for each in everybody)


TASKS: Final[dict[str, Callable[[Kept, str], str]]] = {
    "add": add,
    "password": password,
    "delete": delete,
    "list": listed,
}


def run(task: str, folder: Path, name: str) -> str:
    """Do it and say what was done. Raises NotDone."""
    with kept_in(folder) as kept:
        return TASKS[task](kept, name)


def _credentials(name: str) -> Credentials:
    """Of a password that is asked for. Raises NotDone."""
    try:
        return derive(prepared(ask_for_password(), name, 1))
    except ValueError as error:
        raise NotDone(str(error)) from error
    except Unfit as unfit:
        weak = unfit.code == "WEAK_PASSWORD"
        raise NotDone(
            _("the password must not be the name of the account")
            if weak
            else _("a password has up to 300 bytes and no characters that cannot be typed")
        ) from unfit


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, timezone.utc):%Y-%m-%d}"
