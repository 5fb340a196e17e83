"""The line that people read about each happening."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, get_type_hints

import pytest

from mensajeria import languages
from mensajeria.client import happenings as h
from mensajeria.client.plain.paint import FEW, MANY, Paint, colours_for
from mensajeria.client.plain.screen import Screen
from mensajeria.client.wording import Scene, duration, event, words_for
from tests.unit.client.streams import Stream

NOON = datetime(2026, 11, 23, 12, 1, tzinfo=timezone.utc)
SCENE = Scene("ana", "#general")


def line(happening: h.Happening, scene: Scene = SCENE) -> str:
    pieces = words_for(happening, scene)
    return Paint().line(pieces, NOON) if pieces else ""


@pytest.mark.parametrize(
    ("happening", "shown"),
    [
        (
            h.FirstVisit("casa:7667", "AA:BB:CC:DD"),
            (
                "-- first visit to casa:7667, whose certificate is remembered. Its fingerprint:"
                " AA:BB CC:DD"
            ),
        ),
        (
            h.Unencrypted("casa:7667"),
            "-- casa:7667 does not speak TLS: others on the way can read along.",
        ),
        (h.Said("leo", "#general", "hola"), "<leo> hola"),
        (h.Said("leo", "#GENERAL", "hola"), "<leo> hola"),
        (h.Said("", "#general", "hola", mine=True), "<ana> hola"),
        (h.Said("leo", "#club", "hola"), "#club <leo> hola"),
        (h.Said("leo", "#general", "waves", "action"), "* leo waves"),
        (h.Said("leo", "#general", "psst", "notice"), "-leo- psst"),
        (h.Said("leo", "ana", "hola", private=True), "*leo* hola"),
        (h.Said("leo", "ana", "psst", "notice", private=True), "-leo- psst"),
        (h.Said("leo", "ana", "waves", "action", private=True), "*leo* * leo waves"),
        (h.Said("ana", "leo", "hola", mine=True, private=True), "-> *leo* hola"),
        (h.Said("irc.x", "*", "beware", "notice", from_server=True), "-- beware"),
        (h.Joined("leo", "#general"), "-- leo came into #general"),
        (h.Joined("ana", "#general", mine=True), "-- you are in #general now"),
        (h.Left("leo", "#general"), "-- leo left #general"),
        (h.Left("leo", "#general", "bye"), "-- leo left #general (bye)"),
        (h.Disconnected("leo", "Quit: "), "-- leo is gone"),
        (h.Disconnected("leo", "Quit: bye"), "-- leo is gone (bye)"),
        (h.Kicked("eva", "#general", "leo", "loud"), "-- leo kicked eva out of #general (loud)"),
        (
            h.Left("ana", "#general", "bye", mine=True, forced=True),
            "-- you were taken out of #general (bye)",
        ),
        (h.Kicked("ana", "#general", "leo", mine=True), "-- leo kicked you out of #general"),
        (h.Renamed("leo", "leon"), "-- leo is leon now"),
        (h.Renamed("ana", "anita", mine=True), "-- you are anita now"),
        (h.Invited("eva", "#club", "ana"), "-- ana invites eva into #club"),
        (
            h.Invited("ana", "#club", "leo", mine=True),
            "-- leo invites you into #club; /join #club accepts",
        ),
        (h.Named("#general", ("@leo", "ana")), "-- 2 in #general: @leo, ana"),
        (h.TopicTold("#general", "tea"), "-- the topic of #general: tea"),
        (h.TopicTold("#general", ""), "-- #general has no topic"),
        (h.TopicChanged("#general", "tea", "leo"), "-- leo set the topic of #general: tea"),
        (h.TopicChanged("#general", "", "leo"), "-- leo removed the topic of #general"),
        (h.ModeChanged("#general", "+o ana", "leo"), "-- leo changes #general: +o ana"),
        (h.ModeChanged("#general", "+nt", ""), "-- #general: +nt"),
        (h.ModeChanged("ana", "+i", "ana"), ""),
        (h.WentAway("leo", "lunch"), "-- leo is away (lunch)"),
        (h.Returned("leo"), "-- leo is back"),
        (h.AwayMarked(True), "-- you are marked as away"),
        (h.AwayMarked(False), "-- you are marked as back"),
        (h.RealNameChanged("leo", "Leo M."), "-- leo is really called Leo M."),
        (h.ChannelListed("#club", 3, "tea"), "-- #club (3): tea"),
        (h.ListEnded(), "-- these are the channels that can be seen"),
        (h.Found("#plaza", "leo", "tea"), "#plaza <leo> tea"),
        (h.Found("leo", "ana", "waves", "action", mine=True), "leo * ana waves"),
        (h.SearchEnded(0), "-- 0 found"),
        (h.Refused("No.", "404"), "-- No."),
        (h.Greeted("Welcome"), "-- Welcome"),
        (h.Told("By the way"), "-- By the way"),
        (h.Welcomed("ana"), "-- connected as ana"),
        (h.Promoted(mine=True), "-- you run this server here, so you are its operator"),
        (h.Promoted(mine=False), "-- you are an operator of this server"),
        (h.Unreachable("Nobody."), "-- Nobody. It is tried again until it works."),
        (h.Lost("It broke."), "-- It broke. Connecting again."),
        (h.CameBack(190), "-- back after 3 min; what was said meanwhile could not be shown"),
        (h.Undelivered(1, "#x", "hola", "Why."), "-- Not delivered to #x: hola (Why.)"),
        (
            h.Described("leo", "u@h", "Leo", "leon", "#a", "noon", 42),
            "-- leo: u@h; real name Leo; account leon; in #a; silent for 42 s; away: noon",
        ),
        (
            h.Described("leo", operator=True, other=("secure",)),
            "-- leo: operator of the server; secure",
        ),
        (h.Described("leo"), "-- leo: "),
        (h.Delivered(1), ""),
    ],
)
def test_a_happening_and_its_line(happening: h.Happening, shown: str) -> None:
    assert line(happening) == (f"[12:01] {shown}" if shown else "")


def test_a_crowd_is_cut_short() -> None:
    shown = line(h.Named("#general", tuple(f"nick{number}" for number in range(500))))
    assert shown.endswith(" and 400 more")


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.4, "0 s"), (59, "59 s"), (61, "1 min"), (11_400, "3 h 10 min")]
)
def test_durations(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_braces_in_what_people_write_are_only_braces() -> None:
    assert event("{nick} x", nick="{0}{nick}")[1] == ("nick", "{0}{nick}")
    assert line(h.Joined("{nick}", "#{0}")) == "[12:01] -- {nick} came into #{0}"
    assert "{text}" in line(h.Undelivered(1, "#x", "{text}", "{0}"))
    assert "{0}" in line(h.Described("leo", realname="{0}"))


NASTY = "\x1b[2J\x1b]0;x\x07\u202e\n\r\x9b"


def _nasty(kind: type[h.Happening]) -> h.Happening:
    """A happening of which every text steers terminals."""
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if hints[field.name] is str or hints[field.name] == str | None:
            values[field.name] = NASTY
        elif hints[field.name] == tuple[str, ...]:
            values[field.name] = (NASTY, NASTY)
        elif hints[field.name] in (int, float, bool):
            values[field.name] = 3
        elif hints[field.name] in (datetime, datetime | None):
            values[field.name] = NOON
        elif hints[field.name] == tuple[h.Said | h.Reacted | h.Redacted, ...]:
            values[field.name] = (h.Said(NASTY, NASTY, NASTY),)
    return kind(**values)


@pytest.mark.parametrize("kind", h.Happening.__subclasses__())
@pytest.mark.parametrize("colours", [(), FEW, MANY])
def test_nothing_that_steers_a_terminal_is_ever_shown(
    kind: type[h.Happening], colours: tuple[int, ...]
) -> None:
    shown = Paint(colours).line(words_for(_nasty(kind), Scene(NASTY, NASTY)), NOON)
    assert not [c for c in shown.replace("\x1b[", "") if not c.isprintable()]
    for part in shown.split("\x1b[")[1:]:
        assert part.partition("m")[0].replace(";", "").isdigit(), "a colour of our own"


# Colours


def luminance(colour: int) -> float:
    """Relative luminance (WCAG 2) of a colour of xterm's cube."""
    levels = (0, 95, 135, 175, 215, 255)
    place = colour - 16
    parts = (levels[place // 36] / 255, levels[place // 6 % 6] / 255, levels[place % 6] / 255)
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", MANY)
def test_colours_can_be_read_on_dark_and_on_light(colour: int) -> None:
    assert (luminance(colour) + 0.05) / 0.05 >= 3, "on black"
    assert 1.05 / (luminance(colour) + 0.05) >= 3, "on white"


def test_a_nick_has_the_same_colour_everywhere_however_it_is_spelt() -> None:
    def colour(nick: str) -> str:
        return Paint(MANY).line([("nick", nick)], NOON).partition(nick)[0]

    assert colour("ana") == colour("ANA")
    assert colour("@ana")[:-1] in Paint(MANY).line([("nick", "ana")], NOON)
    assert len({colour(f"nick{number}") for number in range(200)}) == len(MANY)


@pytest.mark.parametrize(
    ("environment", "terminal", "colours"),
    [
        ({"TERM": "xterm-256color"}, True, MANY),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, True, MANY),
        ({"TERM": "linux"}, True, FEW),
        ({"TERM": "dumb"}, True, ()),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, ()),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True, MANY),
        ({"TERM": "xterm-256color"}, False, ()),
    ],
)
def test_where_there_are_colours(
    environment: dict[str, str], terminal: bool, colours: tuple[int, ...]
) -> None:
    assert colours_for(Stream(terminal), environment) == colours


# The screen


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_a_new_day_is_announced_once() -> None:
    lines: list[str] = []
    clock = Clock()
    screen = Screen(lines.append, Paint(), clock)
    screen.tell("one")
    clock.now += timedelta(days=1)
    screen.tell("two")
    screen.tell("three")
    assert lines == [
        "[12:01] -- one",
        "[12:01] -- 2026-11-24",
        "[12:01] -- two",
        "[12:01] -- three",
    ]


def test_what_the_server_dates_is_shown_in_local_time() -> None:
    lines: list[str] = []
    clock = Clock()
    clock.now = NOON.astimezone(timezone(timedelta(hours=2)))
    earlier = NOON - timedelta(minutes=31)
    Screen(lines.append, Paint(), clock).show(h.Said("leo", "#general", "x", at=earlier), SCENE)
    assert lines == ["[13:30] <leo> x"]


def test_a_server_that_stays_away_is_reported_once() -> None:
    lines: list[str] = []
    screen = Screen(lines.append, Paint(), Clock())
    for happening in (h.Unreachable("A."), h.Unreachable("B."), h.Welcomed("ana"), h.Lost("C.")):
        screen.show(happening, SCENE)
    assert [line[11:13] for line in lines] == ["A.", "co", "C."]


@pytest.fixture
def spanish() -> Iterator[None]:
    languages.use("es")
    yield
    languages.use("en")


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize("kind", h.Happening.__subclasses__())
def test_every_line_has_a_spanish_form(kind: type[h.Happening]) -> None:
    """A translation with other places than the original would raise."""
    words_for(_nasty(kind), SCENE)


@pytest.mark.usefixtures("spanish")
def test_lines_come_in_spanish() -> None:
    assert line(h.Joined("leo", "#general")) != "[12:01] -- leo came into #general"
