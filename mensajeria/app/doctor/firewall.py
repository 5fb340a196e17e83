"""Checks of the firewall: whether one is on, whether it lets people in, and how to make it.

Each system's own tool is asked, as far as this account may; what cannot be known is said so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from mensajeria.app.doctor.finding import Finding, fine, warning
from mensajeria.languages import _

MACOS: Final = "/usr/libexec/ApplicationFirewall/socketfilterfw"


class Ran(NamedTuple):
    """What became of a command."""

    code: int
    output: str


class Probe(NamedTuple):
    """`run`: a command; None if there is no such program or it takes too long.

    `read`: a file; None if there is none or this account may not.
    """

    run: Callable[[Sequence[str]], Ran | None]
    read: Callable[[str], str | None]


def firewall(probe: Probe, platform: str, port: int, executable: str) -> Finding:
    """What the first firewall that is on does to others. `executable`: our Python."""
    checks: tuple[Callable[[Probe, int], Finding | None], ...]
    if platform == "win32":
        checks = (windows,)
    elif platform == "darwin":
        checks = (lambda probe, _port: macos(probe, executable),)
    else:
        checks = (ufw, firewalld, nftables, iptables)
    found = next((finding for check in checks if (finding := check(probe, port))), None)
    return found or fine(_("No firewall was found here, as far as this account may look."))


def ufw(probe: Probe, port: int) -> Finding | None:
    """Its settings are readable by all, its rules only by root."""
    settings = probe.read("/etc/ufw/ufw.conf")
    if settings is None or not re.search(r"^ENABLED=yes", settings, re.MULTILINE):
        return None
    rules = probe.read("/etc/ufw/user.rules")
    allowed = None if rules is None else bool(re.search(_UFW_RULE.format(port=port), rules))
    return _judged("ufw", port, allowed, f"sudo ufw allow {port}/tcp")


_UFW_RULE: Final = (
    r"(?m)^### tuple ### (?:allow|limit) (?:tcp|any) (?:any|{port}) 0\.0\.0\.0/0 any "
)


def firewalld(probe: Probe, port: int) -> Finding | None:
    state = probe.run(["firewall-cmd", "--state"])
    if state is None or state.output.strip() != "running":
        return None
    asked = probe.run(["firewall-cmd", f"--query-port={port}/tcp"])
    allowed = {"yes": True, "no": False}.get(asked.output.strip()) if asked else None
    opening = f"sudo firewall-cmd --permanent --add-port={port}/tcp && sudo firewall-cmd --reload"
    return _judged("firewalld", port, allowed, opening)


def nftables(probe: Probe, port: int) -> Finding | None:
    """Only root may ask. A chain that drops what no rule takes, and no rule for the port."""
    ran = probe.run(["nft", "list", "ruleset"])
    if ran is None or ran.code:
        return None
    chain = re.search(_DROPPING_CHAIN, ran.output)
    if chain is None:
        return None
    family, table, name, rules = chain.groups()
    allowed = any(
        "accept" in rule and _covers(rule.partition("dport")[2], port)
        for rule in rules.splitlines()
    )
    opening = f"sudo nft insert rule {family} {table} {name} tcp dport {port} accept"
    return _judged("nftables", port, allowed, opening)


_DROPPING_CHAIN: Final = re.compile(
    r"table (\w+) (\S+) \{(?:(?!\ntable ).)*?chain (\S+) \{\s*"
    r"type filter hook input priority [^;]+; policy drop;(.*?)\n\t\}",
    re.DOTALL,
)


def iptables(probe: Probe, port: int) -> Finding | None:
    """Only root may ask."""
    ran = probe.run(["iptables", "-S", "INPUT"])
    if ran is None or ran.code:
        return None
    if not re.search(r"(?m)^-P INPUT DROP|^-A INPUT -j (?:DROP|REJECT)", ran.output):
        return None
    rules = re.findall(r"(?m)^-A INPUT .*--dports? (\S+) .*-j ACCEPT", ran.output)
    allowed = any(_covers(ports, port) for ports in rules)
    return _judged(
        "iptables", port, allowed, f"sudo iptables -I INPUT -p tcp --dport {port} -j ACCEPT"
    )


def _covers(ports: str, port: int) -> bool:
    """Whether a text such as `22`, `{ 22, 7000-8000 }` or `22,7000:8000` names the port."""
    return any(
        int(first) <= port <= int(last or first)
        for first, last in re.findall(r"([0-9]+)(?:[-:]([0-9]+))?", ports)
    )


def windows(probe: Probe, port: int) -> Finding | None:
    asks = "(Get-NetConnectionProfile | ForEach-Object { $_.NetworkCategory }) -join ','"
    ran = probe.run(["powershell", "-NoProfile", "-Command", asks])
    if ran is not None and "Public" in ran.output:
        return warning(
            _("Windows takes this network for a public one and lets nobody in."),
            "Set-NetConnectionProfile -NetworkCategory Private",
        )
    rule = probe.run(["netsh", "advfirewall", "firewall", "show", "rule", "name=mensajeria"])
    if rule is None:
        return None
    opening = (
        "netsh advfirewall firewall add rule name=mensajeria dir=in action=allow "
        f"protocol=TCP localport={port}"
    )
    return _judged("Windows", port, True if rule.code == 0 else None, opening)


def macos(probe: Probe, executable: str) -> Finding | None:
    state = probe.run([MACOS, "--getglobalstate"])
    if state is None or "State = 0" in state.output:
        return None
    asked = probe.run([MACOS, "--getappblocked", executable])
    if asked is not None and "permitted" in asked.output:
        return fine(_("The firewall of macOS lets people in to this Python."))
    return warning(
        _("The firewall of macOS is on and may not let anybody in to this Python."),
        f"sudo {MACOS} --add {executable} --unblockapp {executable}",
    )


def _judged(name: str, port: int, allowed: bool | None, opening: str) -> Finding:
    """`allowed` None: this account may not know."""
    told = {"firewall": name, "port": port}
    if allowed:
        return fine(_("The firewall ({firewall}) lets people in to port {port}.").format(**told))
    if allowed is None:
        return warning(
            _("A firewall ({firewall}) is on; it may keep others from port {port}.").format(**told),
            opening,
        )
    return warning(
        _("The firewall ({firewall}) lets nobody in to port {port}.").format(**told), opening
    )
