"""WHOIS: client certificates, which come with a connection."""

from __future__ import annotations

from mensajeria.engine.settings import Operator, Settings
from tests.harness.town import Client, Town


def certificates(asker: Client) -> list[str]:
    asker.send("WHOIS ana")
    return [line for line in asker.seen() if " 276 " in line]


def test_a_certificate_is_shown_to_its_owner_and_to_operators() -> None:
    """ "Clients MUST only be sent this numeric if they are either using the WHOIS command on
    themselves or they are an operator." (Modern IRC, RPL_WHOISCERTFP)"""
    town = Town(Settings(operators=(Operator("jefa", "secreto"),)))
    ana, leo, root = (town.connect(nick) for nick in ("ana", "leo", "root"))
    assert certificates(ana) == []
    ana.session.fingerprint = "ab" * 32
    shown = f"ana :has client certificate fingerprint {'ab' * 32}"
    assert certificates(ana) == [f":mensajeria.local 276 ana {shown}"]
    assert certificates(leo) == []
    root.send("OPER jefa secreto")
    root.seen()
    assert certificates(root) == [f":mensajeria.local 276 root {shown}"]
