"""Firewalls as their own tools describe them: who lets whom in, and how to change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from mensajeria.app.doctor.finding import Level
from mensajeria.app.doctor.firewall import MACOS, Probe, Ran, firewall

UFW = "# comment\nENABLED=yes\nLOGLEVEL=low\n"
UFW_RULES = (
    "*filter\n### RULES ###\n\n"
    "### tuple ### allow tcp 7667 0.0.0.0/0 any 0.0.0.0/0 in\n"
    "-A ufw-user-input -p tcp --dport 7667 -j ACCEPT\n"
)
NFT = """table inet filter {
\tchain input {
\t\ttype filter hook input priority filter; policy drop;
\t\tct state established,related accept
\t\ttcp dport { 22, 443 } accept
\t}

\tchain output {
\t\ttype filter hook output priority filter; policy accept;
\t}
}
"""


def probe(commands: Mapping[str, tuple[int, str]], files: Mapping[str, str]) -> Probe:
    """A system that knows these commands and files, and nothing else."""

    def run(command: Sequence[str]) -> Ran | None:
        found = commands.get(" ".join(command))
        return Ran(*found) if found else None

    return Probe(run, files.get)


def look(
    commands: Mapping[str, tuple[int, str]],
    files: Mapping[str, str] | None = None,
    platform: str = "linux",
) -> tuple[Level, str]:
    found = firewall(probe(commands, files or {}), platform, 7667, "/usr/bin/python3")
    return found.level, found.advice


def test_none_at_all() -> None:
    assert look({}) == (Level.FINE, "")
    assert look({}, platform="win32") == (Level.FINE, "")
    assert look({}, platform="darwin") == (Level.FINE, "")


@pytest.mark.parametrize(
    ("files", "level"),
    [
        ({"/etc/ufw/ufw.conf": "ENABLED=no\n"}, Level.FINE),
        ({"/etc/ufw/ufw.conf": UFW}, Level.WARNING),  # its rules are for root only
        ({"/etc/ufw/ufw.conf": UFW, "/etc/ufw/user.rules": "*filter\n"}, Level.WARNING),
        ({"/etc/ufw/ufw.conf": UFW, "/etc/ufw/user.rules": UFW_RULES}, Level.FINE),
        (
            {
                "/etc/ufw/ufw.conf": UFW,
                "/etc/ufw/user.rules": UFW_RULES.replace("allow tcp", "deny tcp"),
            },
            Level.WARNING,
        ),
        (
            {
                "/etc/ufw/ufw.conf": UFW,
                "/etc/ufw/user.rules": UFW_RULES.replace("tcp 7667", "tcp 17667"),
            },
            Level.WARNING,
        ),
    ],
)
def test_ufw(files: dict[str, str], level: Level) -> None:
    advice = "sudo ufw allow 7667/tcp" if level is Level.WARNING else ""
    assert look({}, files) == (level, advice)


@pytest.mark.parametrize(
    ("state", "answer", "level"),
    [
        ((252, "not running\n"), (252, ""), Level.FINE),
        ((0, "running\n"), (0, "yes\n"), Level.FINE),
        ((0, "running\n"), (1, "no\n"), Level.WARNING),
        ((0, "running\n"), (253, "Authorization failed.\n"), Level.WARNING),
    ],
)
def test_firewalld(state: tuple[int, str], answer: tuple[int, str], level: Level) -> None:
    commands = {
        "firewall-cmd --state": state,
        "firewall-cmd --query-port=7667/tcp": answer,
    }
    opening = "sudo firewall-cmd --permanent --add-port=7667/tcp && sudo firewall-cmd --reload"
    assert look(commands) == (level, opening if level is Level.WARNING else "")


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ((1, "Operation not permitted"), Level.FINE),
        ((0, ""), Level.FINE),
        ((0, NFT.replace("policy drop", "policy accept")), Level.FINE),
        ((0, NFT), Level.WARNING),
        ((0, NFT.replace("443", "7667")), Level.FINE),
        ((0, NFT.replace("443", "17667")), Level.WARNING),
        ((0, NFT.replace("443", "7000-8000")), Level.FINE),
        ((0, NFT.replace("443", "7000-7666")), Level.WARNING),
    ],
)
def test_nftables(answer: tuple[int, str], level: Level) -> None:
    opening = "sudo nft insert rule inet filter input tcp dport 7667 accept"
    expected = (level, opening if level is Level.WARNING else "")
    assert look({"nft list ruleset": answer}) == expected


@pytest.mark.parametrize(
    ("rules", "level"),
    [
        ("-P INPUT ACCEPT\n", Level.FINE),
        ("-P INPUT DROP\n", Level.WARNING),
        ("-P INPUT ACCEPT\n-A INPUT -j REJECT --reject-with icmp\n", Level.WARNING),
        ("-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 7667 -j ACCEPT\n", Level.FINE),
        ("-P INPUT DROP\n-A INPUT -p tcp -m multiport --dports 22,7667 -j ACCEPT\n", Level.FINE),
        ("-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 7000:8000 -j ACCEPT\n", Level.FINE),
        ("-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 76670 -j ACCEPT\n", Level.WARNING),
        ("-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 7667 -j DROP\n", Level.WARNING),
    ],
)
def test_iptables(rules: str, level: Level) -> None:
    opening = "sudo iptables -I INPUT -p tcp --dport 7667 -j ACCEPT"
    expected = (level, opening if level is Level.WARNING else "")
    assert look({"iptables -S INPUT": (0, rules)}) == expected


NETWORK = (
    "powershell -NoProfile -Command "
    "(Get-NetConnectionProfile | ForEach-Object { $_.NetworkCategory }) -join ','"
)
RULE = "netsh advfirewall firewall show rule name=mensajeria"


@pytest.mark.parametrize(
    ("network", "rule", "advice"),
    [
        ("Public", 1, "Set-NetConnectionProfile"),
        ("Private", 1, "netsh advfirewall firewall add rule name=mensajeria dir=in action=allow"),
        ("Private", 0, ""),
    ],
)
def test_windows(network: str, rule: int, advice: str) -> None:
    level, said = look({NETWORK: (0, network), RULE: (rule, "")}, platform="win32")
    assert said.startswith(advice)
    assert (level is Level.FINE) is (not advice)


@pytest.mark.parametrize(
    ("state", "blocked", "level"),
    [
        ("Firewall is disabled. (State = 0)", "", Level.FINE),
        ("Firewall is enabled. (State = 1)", "is permitted", Level.FINE),
        ("Firewall is enabled. (State = 1)", "is blocked", Level.WARNING),
    ],
)
def test_macos(state: str, blocked: str, level: Level) -> None:
    commands = {
        f"{MACOS} --getglobalstate": (0, state),
        f"{MACOS} --getappblocked /usr/bin/python3": (0, blocked),
    }
    found, advice = look(commands, platform="darwin")
    assert found is level
    assert ("--unblockapp /usr/bin/python3" in advice) is (level is Level.WARNING)
