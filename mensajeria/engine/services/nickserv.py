"""NickServ: accounts, and the nicks that belong to them."""

from __future__ import annotations

from collections.abc import Callable

from mensajeria.chat.accounts import Account
from mensajeria.engine.accounts import check_password, delete, log_in, log_out
from mensajeria.engine.credentials import set_password
from mensajeria.engine.enrolment import enrol
from mensajeria.engine.failed import Failed
from mensajeria.engine.own_account import certify, decertify, own_account
from mensajeria.engine.services.hearing import attempt
from mensajeria.engine.services.recovery import disconnect, recover
from mensajeria.engine.services.service import NICKSERV
from mensajeria.engine.staying import CHOICES, choose, is_always_on
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold
from mensajeria.wire.times import iso

say = NICKSERV.say


# Having an account


@NICKSERV.order("REGISTER", usage="<password> [<email>]", help="make your nick an account of yours")
def register(turn: Turn, password: str, email: str = "*") -> None:
    enrol(turn, "*", email, password, lambda made: _registered(turn, made))


def _registered(turn: Turn, made: Account | Failed) -> None:
    if isinstance(made, Failed):
        say(turn, str(made))
        return
    say(turn, f"Your account {made.name} was registered")
    log_in(turn, made)


@NICKSERV.order("DROP", usage="<password>", help="delete your account, and all that belongs to it")
def drop(turn: Turn, password: str) -> None:
    _with_password(turn, own_account(turn), password, lambda account: _dropped(turn, account))


def _dropped(turn: Turn, account: Account) -> None:
    delete(turn, account)
    say(turn, f"The account {account.name} was deleted")


@NICKSERV.order("INFO", usage="[<account>]", help="tell what is known of an account, or of yours")
def info(turn: Turn, name: str = "") -> None:
    account = _account(turn, name) if name else own_account(turn)
    say(turn, f"{account.name} was registered {iso(account.registered_at)[:10]}")
    here = turn.network.of_account(account.name)
    say(turn, f"{account.name} is {f'here as {here.nick}' if here else 'not here'}")
    if turn.user.is_operator or fold(turn.user.account or "") == account.key:
        stays = "on" if is_always_on(account, turn.settings.accounts) else "off"
        email = account.email or "none"
        say(turn, f"Email: {email}; certificates: {len(account.fingerprints)}; always on: {stays}")


# Logging in


@NICKSERV.order(
    "IDENTIFY",
    "ID",
    "LOGIN",
    usage="[<account>] <password>",
    help="log in to the account of your nick, or to another one",
)
def identify(turn: Turn, first: str, second: str = "") -> None:
    name, password = (first, second) if second else (turn.user.nick, first)
    _with_password(turn, _account(turn, name), password, lambda account: _identified(turn, account))


def _identified(turn: Turn, account: Account) -> None:
    _enter(turn, account)
    if turn.user.key != account.key:
        say(turn, f"To be called so, say RECOVER {account.name}")


def _enter(turn: Turn, account: Account) -> None:
    """Who is here with several devices is not made somebody else on all of them."""
    user = turn.user
    others = len(turn.engine.attendance.here(user.uid)) > 1
    if others and fold(user.account or "") != account.key:
        raise Failed("SEVERAL", f"You are {user.account} on other connections, too; LOGOUT first")
    log_in(turn, account)
    say(turn, f"You are logged in as {account.name}")


@NICKSERV.order("LOGOUT", usage="", help="be logged in to no account, on all your connections")
def logout(turn: Turn) -> None:
    own_account(turn)
    log_out(turn, turn.user)


# Nicks


@NICKSERV.order(
    "GHOST",
    usage="<nick> [<password>]",
    help="end a connection that is dead, or somebody's who has your nick",
)
def ghost(turn: Turn, nick: str, password: str = "") -> None:
    _as_owner(turn, nick, password, lambda _: say(turn, disconnect(turn, nick)))


@NICKSERV.order(
    "RECOVER",
    "REGAIN",
    "RELEASE",
    usage="[<nick>] [<password>]",
    help="be called as your account; what you left there, channels and ranks, is yours again",
)
def regain(turn: Turn, nick: str = "", password: str = "") -> None:
    nick = nick or own_account(turn).name
    _as_owner(turn, nick, password, lambda _: say(turn, recover(turn, nick)))


def _as_owner(turn: Turn, nick: str, password: str, then: Callable[[Account], None]) -> None:
    """Go on as whose nick that is, or who is called so with the same account. Raises Failed."""
    holder = turn.network.nicks.get(fold(nick))
    name = nick if holder is None or turn.network.accounts.find(nick) else holder.account or nick
    account = _account(turn, name)
    if password:
        _with_password(turn, account, password, lambda _: _as_owner(turn, nick, "", then), True)
    elif fold(turn.user.account or "") == account.key:
        then(account)
    else:
        raise Failed("NOT_YOURS", f"{nick} is not yours; log in first, or add the password")


# Settings


@NICKSERV.order(
    "SET",
    usage="PASSWORD <new> | ALWAYS-ON ON|OFF|DEFAULT",
    help="give your account a new password, or choose whether you stay while not connected",
)
def set_(turn: Turn, what: str, value: str) -> None:
    own, what = own_account(turn), what.upper()
    if what == "PASSWORD":
        set_password(turn, own, value, lambda now: say(turn, f"{now.name} has a new password"))
    elif what == "ALWAYS-ON" and value.upper() in CHOICES:
        choose(turn, own, CHOICES[value.upper()])
        stays = is_always_on(own_account(turn), turn.settings.accounts)
        say(turn, f"While not connected you {'stay' if stays else 'do not stay'}")
    else:
        raise Failed("UNKNOWN", f"Say {NICKSERV.orders['SET'].usage}")


@NICKSERV.order(
    "CERT",
    usage="LIST | ADD [<fingerprint>] | DEL <fingerprint>",
    help="say which client certificates log in to your account; ADD takes that of your connection",
)
def cert(turn: Turn, action: str, fingerprint: str = "") -> None:
    own, action = own_account(turn), action.upper()
    if action == "ADD":
        certify(turn, fingerprint)
        say(turn, f"That certificate logs in to {own.name} now")
    elif action == "DEL":
        decertify(turn, fingerprint)
        say(turn, f"That certificate logs in to {own.name} no more")
    elif action == "LIST":
        for each in own.fingerprints or ["There is none"]:
            say(turn, each)
    else:
        raise Failed("UNKNOWN", f"Say {NICKSERV.orders['CERT'].usage}")


# Whose it is


def _account(turn: Turn, name: str) -> Account:
    found = turn.network.accounts.find(name)
    if found is None:
        raise Failed("NO_SUCH_ACCOUNT", f"There is no account {name}")
    return found


def _with_password(
    turn: Turn,
    account: Account,
    password: str,
    then: Callable[[Account], None],
    entering: bool = False,
) -> None:
    """Go on if that is its password, `entering`: logged in to it; else say why not."""

    def checked(why: str) -> None:
        if why:
            say(turn, f"{why[:1].upper()}{why[1:]}")
            return
        if entering and fold(turn.user.account or "") != account.key:
            _enter(turn, account)
        then(account)

    check_password(
        turn, account, password, lambda why: attempt(turn, NICKSERV, lambda: checked(why))
    )
