"""Ourselves: what others see of us, being away, making an account."""

from __future__ import annotations

from tests.tui.stage import Stage, played, stage
from tests.tui.test_attention import obey
from tests.tui.test_channels import rows, take
from tests.unit.client.dialogue import welcomed

PROFILES = "batch draft/metadata-2 setname"


async def about_me(on: Stage) -> None:
    await on.press("f8")
    assert on.sent() == ["METADATA * LIST"]
    await on.hears(
        ":x BATCH +1 metadata ana",
        "@batch=1 :x 761 ana ana pronouns * :ella",
        "@batch=1 :x 761 ana ana shoe-size * :38",
        ":x BATCH -1",
    )


@played
async def test_what_one_says_of_oneself() -> None:
    async with stage(welcomed(PROFILES)) as on:
        await about_me(on)
        assert rows(on) == [
            "Name: ana",
            "Real name: …",
            "I am away…",
            "Name shown: –",
            "Pronouns: ella",
            "Home page: –",
            "Picture (address): –",
            "Status: –",
            "shoe-size: 38",
        ]
        assert on.text_of(".question") == "ana · without an account"
        assert on.rows() == [" What you write here is read by everybody in #plaza."]


@played
async def test_changing_and_deleting_it() -> None:
    """draft/metadata-2: "METADATA <Target> SET <Key> [:Value]"."""
    async with stage(welcomed(PROFILES)) as on:
        await about_me(on)
        await take(on, "Home page")
        await on.types("https://ana.example")
        assert on.sent() == ["METADATA * SET homepage https://ana.example"]
        await on.hears(":x 761 ana * homepage * https://ana.example")
        assert "Home page: https://ana.example" in rows(on)
        await take(on, "Pronouns")
        await on.press("ctrl+u", "enter")
        assert on.sent() == ["METADATA * SET pronouns"]
        await on.hears(":x 766 ana * pronouns :key not set")
        assert "Pronouns: –" in rows(on)
        await take(on, "Status")
        await on.press("enter")
        assert on.sent() == []


@played
async def test_a_value_that_is_refused_says_why() -> None:
    async with stage(welcomed(PROFILES)) as on:
        await about_me(on)
        await on.hears(":x FAIL METADATA LIMIT_REACHED ana :Metadata limit reached")
        assert on.text_of(".wrong") == "There is no room for more of that."


@played
async def test_names_are_changed() -> None:
    async with stage(welcomed(PROFILES)) as on:
        await about_me(on)
        await take(on, "Name:")
        await on.press("ctrl+u")
        await on.types("anita")
        await take(on, "Real name")
        await on.types("Ana Ruiz")
        assert on.sent() == ["NICK anita", "SETNAME :Ana Ruiz"]
        await on.hears(":ana!~ana@h SETNAME :Ana Ruiz", ":ana!~ana@h NICK anita")
        assert rows(on)[:2] == ["Name: anita", "Real name: Ana Ruiz"]


@played
async def test_away_is_told_shown_and_over() -> None:
    async with stage() as on:
        await on.press("f8")
        assert rows(on) == ["Name: ana", "I am away…"]
        await take(on, "I am away")
        await on.types("lunch")
        assert on.sent() == ["AWAY lunch"]
        await on.hears(":x 306 ana :You have been marked as being away")
        await on.press("f8")
        assert rows(on)[-1] == "I am back"
        assert on.face.rooms.model.channels["#plaza"].members["ana"].away  # type: ignore[index]
        await take(on, "I am back")
        assert on.sent() == ["AWAY"]
        await on.press("escape")
        assert "away · 3 people · F1 help" in on.text_of("#heading")
        await on.hears(":x 305 ana :You are no longer marked as being away")
        assert "away" not in on.text_of("#heading")


@played
async def test_the_card_has_what_somebody_says_of_themselves() -> None:
    async with stage(welcomed(PROFILES)) as on:
        on.face.ask_who("Eva")
        assert on.sent() == ["METADATA Eva LIST", "WHOIS Eva"]
        await on.hears(
            ":x 761 ana Eva homepage * :https://eva.example",
            ":x 761 ana Eva {0} * :{1}",
            ":x 311 ana eva u h.example * :Eva",
            ":x 318 ana eva :End",
        )
        facts = on.text_of("#facts")
        assert "Home page: https://eva.example" in facts
        assert "{0}: {1}" in facts


@played
async def test_who_is_not_there_is_said_once() -> None:
    async with stage(welcomed(PROFILES)) as on:
        await on.types("/whois bob")
        await on.hears(
            ":x FAIL METADATA INVALID_TARGET bob :Invalid metadata target",
            ":x 401 ana bob :No such nick/channel",
            ":x 318 ana bob :End",
        )
        assert on.rows()[1:] == ["12:00           -- There is nobody called bob."]


@played
async def test_registering_asks_twice_for_the_password_then_for_an_address_and_a_code() -> None:
    """account-registration: "REGISTER VERIFICATION_REQUIRED <account> <message>"."""
    async with stage(welcomed("draft/account-registration")) as on:
        offered = on.line.session.negotiation.offered
        offered["draft/account-registration"] = "before-connect,email-required"
        await obey(on, "Register…")
        await on.types("a b")
        await on.types("a c")
        assert on.text_of(".wrong") == "The two passwords differ."
        await on.press("ctrl+u")
        await on.types("a b")
        await on.types("ana@h.example")
        assert on.sent() == ["REGISTER * ana@h.example :a b"]
        await on.hears(":x REGISTER VERIFICATION_REQUIRED ana :Look into your mail")
        assert on.text_of(".question") == "The code for the account ana"
        assert on.text_of(".wrong") == "Look into your mail"
        await on.types("1234")
        assert on.sent() == ["VERIFY ana 1234"]


@played
async def test_nothing_is_registered_without_a_password_or_an_address() -> None:
    async with stage(welcomed("draft/account-registration")) as on:
        offered = on.line.session.negotiation.offered
        offered["draft/account-registration"] = "email-required"
        await obey(on, "Register…")
        await on.press("enter")
        await obey(on, "Register…")
        for answer in ("secret", "secret", ""):
            await on.types(answer)
        assert on.sent() == []


@played
async def test_what_becomes_of_an_account_is_told_where_one_looks() -> None:
    async with stage(welcomed("draft/account-registration sasl")) as on:
        await on.hears(":x REGISTER SUCCESS ana :Your account was registered")
        await on.hears(":x 900 ana ana!u@h ana :You are now logged in as ana")
        assert on.shows("Your account was registered")
        assert on.shows("you are logged in as ana")
        await on.press("alt+1")
        assert on.shows("you are logged in as ana")
