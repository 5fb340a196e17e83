"""The command line: `mensajeria server`, `mensajeria client`, `mensajeria admin`.

Options in, an exit code out: 0 done, 1 failed, 2 usage. The server and the client are imported
only once it is known which of them is wanted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mensajeria import __version__, languages
from mensajeria.app.options import ClientOptions
from mensajeria.app.unexpected import note_down
from mensajeria.languages import LANGUAGES, _

DONE, FAILED, USAGE = 0, 1, 2
BESIDES = ("admin", "doctor")
"""Commands that the server's launcher takes, too: before the first start there is no other."""


def main(
    arguments: Sequence[str] | None = None,
    command: str | None = None,
    prog: str = "mensajeria",
) -> int:
    """Do what the command line says and give the exit code.

    A launcher gives the `command` that it stands for, and its own name for usage lines.
    Raises SystemExit for usage errors, `--help` and `--version`.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if command == "server":
        command, arguments = _beside(arguments)
        prog = prog if command == "server" else f"{prog} {command}"
    _print_anything()
    languages.use(_wanted_language(arguments))
    said = _parser(command, prog).parse_args(arguments)
    try:
        return int(said.act(said))
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:  # whoever read our output has left; nobody is there to be told
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # a person gets a sentence, the file a traceback
        return _fail(note_down(error))


def _beside(arguments: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The command that the server's launcher is to do, and the rest: first, or after `--lang`."""
    separate = arguments[:1] == ["--lang"]
    at = 2 if separate else int("".join(arguments[:1]).startswith("--lang="))
    if at < len(arguments) and arguments[at] in BESIDES:
        return arguments[at], [*arguments[:at], *arguments[at + 1 :]]
    return "server", arguments


def _print_anything() -> None:
    """Let a character that the terminal does not have become `?` rather than an error."""
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
        if not encoding.startswith("utf") and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _wanted_language(arguments: Sequence[str]) -> str:
    """What `--lang` says, looked for ahead of everything since `--help` is translated too."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    first.add_argument("--lang", nargs="?", default="")
    said = first.parse_known_args(arguments)[0].lang
    return languages.known(said or "") or ""


def _parser(command: str | None, prog: str) -> argparse.ArgumentParser:
    """The parser of one command, or of all of them."""
    commands = (
        ("server", _("start a chat server"), _describe_server),
        ("client", _("chat from this terminal"), _describe_client),
        ("doctor", _("find out what keeps people from joining"), _describe_doctor),
        ("admin", _("small tasks for whoever runs a server"), _describe_admin),
    )
    for name, purpose, describe in commands:
        if name == command:
            alone = argparse.ArgumentParser(prog=prog, description=purpose, allow_abbrev=False)
            describe(alone)
            return alone
    parser = argparse.ArgumentParser(
        prog=prog, description=_("A group chat that speaks IRC."), allow_abbrev=False
    )
    _add_everywhere(parser)
    added = parser.add_subparsers(metavar=_("COMMAND"), required=True)
    for name, purpose, describe in commands:
        describe(added.add_parser(name, help=purpose, description=purpose, allow_abbrev=False))
    return parser


def _add_everywhere(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,  # or a command would undo what was said before it
        help=_("language (default: the system's)"),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"mensajeria {__version__}",
        help=_("show the version and exit"),
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
    """What tells one server from another."""
    parser.add_argument(
        "--listen",
        action="append",
        metavar=_("HOST:PORT"),
        help=_("where to listen; may be repeated (default: port 7667 of every address)"),
    )
    parser.add_argument("--data", metavar=_("FOLDER"), help=_("where everything is kept"))
    parser.add_argument("--config", metavar=_("FILE"), type=Path, help=_("settings, as TOML"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar=_("KEY=VALUE"),
        help=_("one setting, such as limits.throttle=false; may be repeated"),
    )


def _describe_server(parser: argparse.ArgumentParser) -> None:
    _add_settings(parser)
    parser.add_argument(
        "--ephemeral", action="store_true", help=_("keep everything in memory, nothing on disk")
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help=_("ask everybody for a code, which is made at the first start and shown at each"),
    )
    parser.add_argument(
        "--new-code", action="store_true", help=_("with --private: make another code")
    )
    parser.add_argument(
        "--password",
        metavar=_("TEXT"),
        help=_("ask everybody for this password; - to type it unseen"),
    )
    _add_everywhere(parser)
    parser.set_defaults(act=_server)


def _describe_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "address",
        nargs="?",
        metavar=_("ADDRESS"),
        help=_("a server that cannot be joined from here (default: look at this machine's own)"),
    )
    _add_settings(parser)
    _add_everywhere(parser)
    parser.set_defaults(act=_doctor)


def _describe_client(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "addresses",
        nargs="*",
        metavar=_("ADDRESS"),
        help=_("HOST or HOST:PORT of a server, or a link to it (default: one is looked for)"),
    )
    parser.add_argument("--name", metavar=_("NICK"), help=_("the name to be known by"))
    parser.add_argument("--channel", metavar="#x", help=_("the channel to talk in"))
    parser.add_argument(
        "--plain", action="store_true", help=_("line by line, for pipes and screen readers")
    )
    parser.add_argument(
        "--no-tls", action="store_true", help=_("connect without TLS, for others to read along")
    )
    parser.add_argument(
        "--trust",
        nargs="?",
        const="",
        metavar=_("FINGERPRINT"),
        help=_("trust the certificate shown now, or only the one with this SHA-256"),
    )
    _add_everywhere(parser)
    parser.set_defaults(act=_client)


def _describe_admin(parser: argparse.ArgumentParser) -> None:
    from mensajeria.app.admin.commands import describe

    describe(parser, _add_everywhere)
    parser.set_defaults(act=_admin)


def _server(said: argparse.Namespace) -> int:
    from mensajeria.app.configuration import load
    from mensajeria.app.reading import ConfigurationError
    from mensajeria.app.sources import from_option

    try:
        password = _hash_of(said.password) if said.password is not None else None
    except ValueError as error:
        return _fail(f"--password: {error}", USAGE)
    options = (
        ("--listen", "listen", said.listen),
        ("--data", "data", said.data),
        ("--ephemeral", "ephemeral", said.ephemeral or None),
        ("--private", "private", said.private or said.new_code or None),
        ("--password", "password", password),
        ("--lang", "language", getattr(said, "lang", None)),
    )
    layers = [from_option(*option) for option in options if option[2] is not None]
    read = partial(load, said.config, os.environ, said.set, layers)
    try:
        configuration = read()
    except ConfigurationError as error:
        return _fail(str(error), USAGE)
    languages.use(configuration.language)
    for warning in configuration.warnings():
        _say(warning)
    from mensajeria.app.server import run

    return run(configuration, read, new_code=said.new_code)


def _hash_of(password: str) -> str:
    """That of the password on the command line, or of one that is typed. Raises ValueError."""
    from mensajeria.app.hashing import ask_for_password, hash_password

    if password == "-":
        return hash_password(ask_for_password())
    if not password:
        raise ValueError(_("no password was given"))
    _say(_("others on this machine can see --password TEXT; --password - asks for it unseen"))
    return hash_password(password)


def _doctor(said: argparse.Namespace) -> int:
    from mensajeria.app.configuration import load
    from mensajeria.app.reading import ConfigurationError
    from mensajeria.app.sources import from_option

    options = (("--listen", "listen", said.listen), ("--data", "data", said.data))
    layers = [from_option(*option) for option in options if option[2] is not None]
    try:
        configuration = load(said.config, os.environ, said.set, layers)
    except ConfigurationError as error:
        return _fail(str(error), USAGE)
    languages.use(configuration.language if not hasattr(said, "lang") else said.lang)
    from mensajeria.app.doctor.visit import run

    try:
        return run(said.address, configuration)
    except ValueError:
        wrong = _("{0} is no address of a server; it is written HOST, HOST:PORT or [IPV6]:PORT.")
        return _fail(wrong.format(said.address), USAGE)


def _client(said: argparse.Namespace) -> int:
    from mensajeria.app.client import run

    first, *more = said.addresses or [None]
    how = (said.name, said.channel, said.plain, said.no_tls, said.trust)
    return run(ClientOptions(first, *how, more=tuple(more)))


def _admin(said: argparse.Namespace) -> int:
    from mensajeria.app.admin.not_done import NotDone
    from mensajeria.app.reading import ConfigurationError

    try:
        done = said.task(said)
    except ConfigurationError as error:
        return _fail(str(error), USAGE)
    except NotDone as error:
        return _fail(str(error))
    if done:
        print(done)
    return DONE


def _fail(sentence: str, code: int = FAILED) -> int:
    _say(sentence)
    return code


def _say(sentence: str) -> None:
    print(f"mensajeria: {sentence}", file=sys.stderr)
