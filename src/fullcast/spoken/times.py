"""Times of day, and chapter and verse, which look like them."""

from __future__ import annotations

import re

from fullcast.spoken.figures import cardinal, pairs
from fullcast.spoken.rule import LEFT, RIGHT, Topic, rule

BIBLE = (
    "Genesis Exodus Leviticus Numbers Deuteronomy Joshua Judges Ruth Samuel Kings Chronicles Ezra Nehemiah Esther Job "
    "Psalm Psalms Proverbs Ecclesiastes Isaiah Jeremiah Lamentations Ezekiel Daniel Hosea Joel Amos Obadiah Jonah Micah "
    "Nahum Habakkuk Zephaniah Haggai Zechariah Malachi Matthew Mark Luke John Acts Romans Corinthians Galatians "
    "Ephesians Philippians Colossians Thessalonians Timothy Titus Philemon Hebrews James Peter Jude Revelation"
)
_BOOK = "|".join(BIBLE.split())
_LETTERS = "Samuel|Kings|Chronicles|Corinthians|Thessalonians|Timothy|Peter|John"
_NOON = r"(?: ?(?P<noon>[aApP]\.? ?[mM](?![A-Za-z])\.?))"
_NTH = {"1": "First", "2": "Second", "3": "Third"}


def _noon(found: re.Match[str]) -> str:
    """Give " a.m." or " p.m.": engines read these letter by letter; a final dot serves both."""
    return f" {found['noon'][0].lower()}.m." if found["noon"] else ""


def _minutes(written: str) -> str:
    return f"oh {cardinal(int(written))}" if written[0] == "0" else cardinal(int(written))


def _hour(written: str) -> str:
    return "zero" if int(written) == 0 else cardinal(int(written))


def _clock(found: re.Match[str]) -> str:
    hour, minutes, noon = found["hour"], found["minutes"], _noon(found)
    if int(hour) > 24 or int(minutes) > 59:
        return found[0]
    if minutes == "00" and not found["seconds"]:
        whole = f"{_hour(hour)}" if noon else f"{_hour(hour)} o’clock"
        said = f"{_hour(hour)} hundred" if not 0 < int(hour) < 13 and not noon else whole
    else:
        said = f"{_hour(hour)} {_minutes(minutes)}"
    if found["seconds"]:
        said += f" {_minutes(found['seconds'])}"
    return said + noon


def _military(found: re.Match[str]) -> str:
    hour, minutes = found[1][:2], found[1][2:]
    said = f"oh {cardinal(int(hour[1]))}" if hour[0] == "0" else cardinal(int(hour))
    if hour == "00":
        said = "zero"
    return (
        f"{said} {'hundred' if minutes == '00' else _minutes(minutes)} {'hours' if found[2] else ''}".rstrip()
    )


def _verse(found: re.Match[str]) -> str:
    last = (
        f", {cardinal(int(found[3]))} to {cardinal(int(found[4]))}"
        if found[4]
        else f" {cardinal(int(found[3]))}"
    )
    return f"{found[1]} {pairs(int(found[2])) if int(found[2]) > 99 else cardinal(int(found[2]))}{last}"


_CLOCK = rf"{LEFT}(?<![\d.,:])(?P<hour>\d{{1,2}}):(?P<minutes>\d\d)(?::(?P<seconds>[0-5]\d))?(?![\d:]|[.,]\d){_NOON}?{RIGHT}"

TIMES = Topic(
    "times",
    re.compile(r"\d"),
    (
        rule("verse", rf"\b({_BOOK}) (\d{{1,3}}):(\d{{1,3}})(?:[–-](\d{{1,3}}))?(?!\d)", _verse),
        rule("letters", rf"{LEFT}([123]) (?=(?:{_LETTERS})\b)", lambda found: _NTH[found[1]] + " "),
        rule("from to", r"(?<![\d.,:])(\d{1,2}:\d\d)[–-](?=\d{1,2}:\d\d(?!\d))", r"\1 to "),
        rule("clock", _CLOCK, _clock),
        rule(
            "dotted",
            rf"{LEFT}(?<![\d.,:$£€])(?P<hour>\d{{1,2}})\.(?P<minutes>[0-5]\d)(?P<seconds>(?!))?{_NOON}{RIGHT}",
            _clock,
        ),
        rule(
            "British clock",
            r"(?:(?<=\b[Aa]t )|(?<=\bby )|(?<=\b[Tt]he )|(?<=\babout )|(?<=\ban )|(?<=\bold ))(?P<hour>1[0-2]|[1-9])\.(?P<minutes>[0-5][05])"
            r"(?P<seconds>(?!))?(?P<noon>(?!))?(?![\w%°]|[.,:/]\d|[-–]\w| (?:million|billion|per|percent|inch|[mckl]?m|kg|lb|calibre|caliber|average|to 1|metres?|miles?|pounds?|degrees?)\b)",
            _clock,
        ),
        rule("hours from to", rf"{LEFT}(?<![\d.,:])(\d{{1,2}})[–-](?=\d{{1,2}}{_NOON})", r"\1 to "),
        rule(
            "noon",
            rf"{LEFT}(?<![\d.,:$£€])(\d{{1,2}}){_NOON}",
            lambda found: f"{cardinal(int(found[1]))}{_noon(found)}",
        ),
        rule(
            "at hours",
            r"(?:(?<=\b[Aa]t )|(?<=\b[Bb]y ))(0\d[0-5]\d)(?P<hours>(?!))?(?!\d|[.,:/-]\d|[^\W_]| hours| hrs)",
            _military,
        ),
        rule(
            "hours",
            rf"{LEFT}(?<![\d.,:])([01]\d[0-5]\d|2[0-4][0-5]\d) (hours|hrs\b\.?|HOURS|HRS\b)",
            _military,
        ),
    ),
)
