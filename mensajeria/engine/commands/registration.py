"""PASS, NICK and USER: a connection becomes somebody (Modern IRC, "Connection Registration")."""

from __future__ import annotations

from mensajeria.chat import policy
from mensajeria.chat.accounts import Account
from mensajeria.chat.events import Arrived
from mensajeria.chat.refused import Reason, Refused
from mensajeria.chat.users import User
from mensajeria.engine.accounts import abandon, check_password, log_in
from mensajeria.engine.arrival import attach, welcomed
from mensajeria.engine.audience import Hall
from mensajeria.engine.commands.membership import enter
from mensajeria.engine.commands.returning import come_to
from mensajeria.engine.commands.welcome import send_welcome
from mensajeria.engine.dispatch import command, must_store
from mensajeria.engine.identity import change_nick
from mensajeria.engine.nicks import claim, look_at
from mensajeria.engine.proof import prove
from mensajeria.engine.release import released
from mensajeria.engine.turn import Turn
from mensajeria.wire.casemapping import fold
from mensajeria.wire.numerics import ERR_PASSWDMISMATCH


@command(
    "PASS",
    help="PASS <password>   the server's, or account:password, before NICK and USER",
    registered=False,
)
def password(turn: Turn, text: str) -> None:
    if turn.session.user is not None:
        raise Refused(Reason.ALREADY_REGISTERED)
    turn.session.registration.password = text


@command("NICK", help="NICK <nickname>   choose or change your name", registered=False, cost=2)
def nick(turn: Turn, wanted: str | None = None) -> None:
    if not wanted:
        raise Refused(Reason.NO_NICK_GIVEN)
    user = turn.session.user
    if user is None:
        _introduce(turn, wanted)
        return
    if wanted == user.nick:
        return
    must_store(turn)
    try:
        policy.may_change_nick(user)
        claim(turn, wanted, user.account)
    except Refused as refusal:
        _refuse(turn, refusal)
        return
    change_nick(turn, user, wanted)
    look_at(turn, user)


def _refuse(turn: Turn, refusal: Refused) -> None:
    """433 has clients try other nicks, which is right as long as they have none."""
    reserved = refusal.why is Reason.NICK_RESERVED
    if turn.session.user is None or not reserved:
        turn.refused(refusal)
    if reserved:
        nick, text = refusal.about[0], "Nickname is reserved by a different account"
        turn.send("FAIL", "NICK", "NICKNAME_RESERVED", nick, text)


def _introduce(turn: Turn, wanted: str) -> None:
    """Who may be about to log in may be whom that nick belongs to."""
    registration = turn.session.registration
    policy.may_name_somebody(wanted, turn.limits.nick)
    if not (registration.negotiating or registration.password):
        try:
            claim(turn, wanted, registration.account)
        except Refused as refusal:
            _refuse(turn, refusal)
            return
    registration.nick = wanted
    complete(turn)


@command("USER", help="USER <username> 0 * :<real name>   introduce yourself", registered=False)
def user(turn: Turn, username: str, mode: str, unused: str, realname: str) -> None:
    if turn.session.user is not None:
        raise Refused(Reason.ALREADY_REGISTERED)
    registration = turn.session.registration
    registration.username = _clean_username(username, turn.limits.username)
    registration.realname = realname[: turn.limits.realname]
    complete(turn)


def _clean_username(username: str, limit: int) -> str:
    """What may stand between "!" and "@"; "~" in front says that nobody vouches for it."""
    kept = "".join(c for c in username if c.isalnum() or c in "-_.")
    return "~" + (kept[:limit] or "user")


def complete(turn: Turn) -> None:
    """Let the connection in once it has said all it must; until then, do nothing.

    "The server MUST NOT complete registration until the client sends CAP END" (capability
    negotiation), and a wrong password ends the connection.
    """
    registration = turn.session.registration
    if registration.negotiating or registration.nick is None or registration.username is None:
        return
    if registration.password and registration.account is None:
        _try_account(turn, registration.password)
    else:
        _ask_password(turn)


def _try_account(turn: Turn, given: str) -> None:
    """PASS may also be `account:password`, for clients that know no other way.

    It stands for the server's password too: whoever has an account was let in before.
    """
    name, colon, password = given.partition(":")
    account = turn.network.accounts.find(name) if colon else None
    if account is None or not turn.settings.accounts.enabled:
        _ask_password(turn)
    else:
        check_password(turn, account, password, lambda why: _tried(turn, account, why))


def _tried(turn: Turn, account: Account, why: str) -> None:
    registration = turn.session.registration
    if not why:
        registration.password_passed = True
        log_in(turn, account)
        _finish(turn)
    elif turn.settings.password:  # which may look like one of an account
        _ask_password(turn)
    else:
        turn.reply(ERR_PASSWDMISMATCH, f"Password incorrect: {why}")
        turn.close("Bad password")


def _ask_password(turn: Turn) -> None:
    registration, secret = turn.session.registration, turn.settings.password
    if secret and not registration.password_passed:
        prove(turn, secret, registration.password or "", lambda right: _checked(turn, right))
    else:
        _finish(turn)


def _checked(turn: Turn, right: bool) -> None:
    if not right:
        turn.close("Bad password")
        return
    turn.session.registration.password_passed = True
    _finish(turn)


def _finish(turn: Turn) -> None:
    """ "If the client completes registration [...] while the SASL authentication is still in
    progress, the server SHOULD abort it and send a 906 numeric" (IRCv3 sasl-3.1)."""
    abandon(turn)
    rules = turn.settings.accounts
    if rules.enabled and rules.required and turn.session.registration.account is None:
        text = "You need an account here: log in with SASL, or make one with REGISTER"
        turn.send("FAIL", "*", "ACCOUNT_REQUIRED", text)
        if not rules.before_connect:
            turn.close("An account is required")
    else:
        _let_in(turn)


def _let_in(turn: Turn) -> None:
    """Those whose account is here already come to themselves, whatever nick they asked for."""
    account = turn.session.registration.account
    present = turn.network.of_account(account) if account else None
    if present is not None:
        come_to(turn, present)
    else:
        _add_newcomer(turn, account)


def _add_newcomer(turn: Turn, account: str | None) -> None:
    session, network = turn.session, turn.network
    registration = session.registration
    wanted = registration.nick or ""
    try:
        claim(turn, wanted, account)  # taken meanwhile?
    except Refused as refusal:
        registration.nick = None
        _refuse(turn, refusal)
        return
    address = session.address
    host = session.host or (f"0{address}" if address.startswith(":") else address)
    newcomer = User(
        network.next_uid(),
        wanted,
        fold(wanted),
        registration.username or "~user",
        host,
        registration.realname,
        turn.now,
    )
    newcomer.address, newcomer.secure = address, session.secure
    newcomer.gateway = session.gateway
    newcomer.away = session.absence
    network.add(newcomer)
    network.log_in(newcomer, account)
    attach(turn, newcomer)
    turn.happened(Arrived(turn.now, turn.msgid(), newcomer.author))
    send_welcome(turn)
    welcomed(turn)
    look_at(turn, newcomer)
    if not turn.engine.journal_error:  # else they can JOIN themselves, later
        _join_automatically(turn)


def _join_automatically(turn: Turn) -> None:
    for name in turn.settings.autojoin:
        try:
            enter(turn, name)
        except Refused as refusal:
            turn.refused(refusal)


@released(Arrived)
def release_arrived(event: Arrived, hall: Hall) -> None:
    """Shown to nobody as it is: what comes of it is for extensions."""
