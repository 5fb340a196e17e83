"""What becomes of the client's options: where to, how, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mensajeria.app import client
from mensajeria.app.options import ClientOptions
from mensajeria.app.wishes import Wishes
from mensajeria.client import open_servers
from mensajeria.client.address import Invitation, Security, ServerAddress
from mensajeria.client.beginning import Beginning
from mensajeria.client.discovery import Found
from mensajeria.client.finding import Findings
from mensajeria.client.known_servers import KnownServers
from mensajeria.client.last_channels import keep_channels
from mensajeria.client.plain.streams import Mode
from mensajeria.client.preferences import Preferences
from mensajeria.client.trust import VOUCHED, Known

CASA = Invitation(ServerAddress("casa", 7667))
FINGERPRINT = ":".join(["AB"] * 32)


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("settings")
    monkeypatch.setattr("mensajeria.client.known_servers.settings_folder", lambda: folder)


def test_nothing_said_is_nothing_wished() -> None:
    wishes = Wishes.of(ClientOptions())
    assert (wishes.invitation, wishes.name) == (None, None)
    assert wishes.channel_of(CASA) == "#general"
    assert wishes.approach_to(CASA).security is Security.TRY


def test_what_is_said_counts_more_than_what_a_link_says() -> None:
    linked = Wishes.of(ClientOptions("ircs://casa/#club"))
    assert linked.invitation is not None
    assert linked.channel_of(linked.invitation) == "#club"
    assert linked.approach_to(linked.invitation).security is Security.ALWAYS
    said = Wishes.of(ClientOptions("irc://casa/#club", channel="plaza", no_tls=True))
    assert said.invitation is not None
    assert said.channel_of(said.invitation) == "#plaza"
    assert said.approach_to(said.invitation).security is Security.NEVER


def test_a_server_that_is_named_twice_is_one() -> None:
    wishes = Wishes.of(ClientOptions("casa#4711", more=("club", "CASA:7667", "casa")))
    assert [str(each.address) for each in wishes.invitations] == ["casa:7667", "club:7667"]
    assert wishes.invitation is not None
    assert wishes.invitation.password == "4711"


def test_what_is_said_of_one_server_does_not_count_for_those_joined_later() -> None:
    said = ClientOptions("casa", channel="plaza", no_tls=True)
    wishes = Wishes.of(said).elsewhere()
    assert wishes.channel_of(CASA) == "#general"
    assert wishes.approach_to(CASA).security is Security.TRY
    KnownServers().put(CASA.address, VOUCHED)
    Wishes.of(ClientOptions("club", trust="")).elsewhere().approach_to(CASA)
    assert KnownServers().get(CASA.address) == VOUCHED


def test_several_servers_are_for_the_full_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert client.run(ClientOptions("casa", more=("club",), plain=True)) == client.USAGE
    assert "Several servers at a time are for the full screen" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "reopen", "nicks"),
    [
        (ClientOptions(), True, ["ana", "eva"]),
        (ClientOptions(name="leo"), True, ["leo", "leo"]),
        (ClientOptions(), False, []),
        (ClientOptions("plaza"), True, []),
        (ClientOptions(no_tls=True), True, []),
        (ClientOptions(channel="x"), True, []),
    ],
)
def test_the_servers_of_the_last_time_come_again_if_nothing_else_is_said(
    options: ClientOptions,
    reopen: bool,
    nicks: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    open_servers.keep([Beginning("ana", CASA, ()), Beginning("eva", Invitation.parse("club"), ())])
    Preferences(reopen=reopen).save()
    assert [each.nick for each in client.reopened(Wishes.of(options))] == nicks


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (ClientOptions("a b"), "a b is no address of a server"),
        (ClientOptions(name="9"), "9 cannot be a name"),
        (ClientOptions(channel="a b"), "a b cannot be the name of a channel"),
        (ClientOptions("ircs://casa", no_tls=True), "choose one of the two"),
        (ClientOptions("casa", trust="ABC"), "ABC is no SHA-256 fingerprint"),
        (ClientOptions("casa", more=("a:b",)), "a:b is no address of a server"),
        (ClientOptions("casa", trust="", more=("plaza",)), "--trust is about one server"),
        (ClientOptions("a", more=tuple("bcdefghijk")), "At most 10 servers at a time."),
    ],
)
def test_what_cannot_be_is_a_sentence_and_a_wrong_usage(
    options: ClientOptions, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert client.run(options) == client.USAGE
    assert sentence in capsys.readouterr().err


def test_whom_somebody_trusts_by_hand_is_known_and_the_one_before_forgotten() -> None:
    KnownServers().put(CASA.address, VOUCHED)
    Wishes.of(ClientOptions("casa", trust=FINGERPRINT.lower())).approach_to(CASA)
    assert KnownServers().get(CASA.address) == Known(FINGERPRINT)
    Wishes.of(ClientOptions("casa")).approach_to(CASA)
    assert KnownServers().get(CASA.address) == Known(FINGERPRINT)
    Wishes.of(ClientOptions("casa", trust="")).approach_to(CASA)
    assert KnownServers().get(CASA.address) is None


# Without an address, and with nobody to ask


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> list[Findings]:
    """What is found; the first of the list."""
    some: list[Findings] = []

    async def find_server() -> Findings:
        return some[0]

    monkeypatch.setattr(client, "find_server", find_server)
    monkeypatch.setattr(client, "mode_of", lambda *_streams: Mode.LOG)
    return some


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Findings((), "None anywhere."), "mensajeria: None anywhere.\n"),
        (
            Findings((Found(CASA.address), Found(ServerAddress("club", 7000)))),
            (
                "mensajeria: Several servers were found; give one of them as ADDRESS: casa:7667,"
                " club:7000\n"
            ),
        ),
    ],
)
def test_in_a_pipe_nothing_is_asked(
    found: Findings,
    sentence: str,
    findings: list[Findings],
    capsys: pytest.CaptureFixture[str],
) -> None:
    findings.append(found)
    assert client.run(ClientOptions()) == client.FAILED
    assert capsys.readouterr().err == sentence


def test_the_channels_of_the_last_time_are_entered_again_unless_others_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("mensajeria.client.last_channels.settings_folder", lambda: tmp_path)
    begun = Beginning("ana", CASA)
    assert client.again(Wishes.of(ClientOptions()), begun).channels is None
    keep_channels(CASA.address, ["#a", "#b"])
    assert client.again(Wishes.of(ClientOptions()), begun).channels == ("#a", "#b")
    linked = Beginning("ana", Invitation.parse("irc://casa:7667/#club"))
    reopened = Beginning("ana", CASA, ("#c",))
    assert client.again(Wishes.of(ClientOptions()), linked) == linked
    assert client.again(Wishes.of(ClientOptions()), reopened) == reopened
    assert client.again(Wishes.of(ClientOptions(channel="plaza")), begun) == begun
