"""Dates and years."""

from __future__ import annotations

import re

from fullcast.spoken.figures import OH, cardinal, counted, ordinal, pairs, plural
from fullcast.spoken.rule import LEFT, RIGHT, Topic, before, rule

MONTHS = "January February March April May June July August September October November December".split()
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(MONTHS).upper()})"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?P<year>1\d{3}|20\d\d)(?!\d|,\d{3}|\.\d)"
_TH = r"(?:st|nd|rd|th|d)"
_THE = re.compile(r"\b[Tt]he $")


def _year(written: str | None) -> str:
    return counted(written) if written else ""


def _american(found: re.Match[str]) -> str:
    last = f" to {ordinal(int(found['last']))}" if found["last"] else ""
    year = f", {_year(found['year'])}" if found["year"] else ""
    return f"{found['month'].capitalize()} {ordinal(int(found['day']))}{last}{year}"


def _british(found: re.Match[str]) -> str:
    day, month = ordinal(int(found["day"])), found["month"].capitalize()
    the = "" if _THE.search(before(found)) else "the "
    year = f", {_year(found['year'])}" if found["year"] else ""
    return f"{the}{day} of {month}{year}"


def _iso(found: re.Match[str]) -> str:
    return f"{MONTHS[int(found['month']) - 1]} {ordinal(int(found['day']))}, {_year(found['year'])}"


def _slashes(found: re.Match[str]) -> str:
    """Say 12/25/1999, 25/12/1999 and 25.12.1999; where both might be the month, the numbers as they stand."""
    first, second, year = int(found[1]), int(found[2]), found[3]
    said = _year(year) if len(year) == 4 else _short(year)
    if first <= 12 < second <= 31:
        return f"{MONTHS[first - 1]} {ordinal(second)}, {said}"
    if second <= 12 < first <= 31:
        return f"the {ordinal(first)} of {MONTHS[second - 1]}, {said}"
    return f"{cardinal(first)} {cardinal(second)} {said}" if first and second else found[0]


def _short(year: str) -> str:
    return f"oh {OH[int(year[1])]}" if year[0] == "0" else cardinal(int(year))


def _span(found: re.Match[str]) -> str:
    """Say 1914–18, 1999–2000."""
    first, last = found[1], found[2]
    if len(last) == 2 and int(last) <= int(first[2:]):
        return found[0]
    return f"{pairs(int(first))} to {pairs(int(last)) if len(last) == 4 else _short(last)}"


def _decade(found: re.Match[str]) -> str:
    number = int(found[1])
    return plural(pairs(number)) if number % 10 == 0 else found[0]


def _tens(found: re.Match[str]) -> str:
    number = int(found[1])
    return plural(cardinal(number)) if number % 10 == 0 and number else found[0]


def _era(found: re.Match[str]) -> str:
    return f"{pairs(int(found[1]))} {found[2]}"


_SEASON = (
    "(?:"
    + "|".join(
        f"(?<={word} )"
        for word in "of in In since Since by from to until till and back or before after around the summer winter spring fall autumn class late early for".split()
    )
    + ")"
)
# A straight mark may open a quotation; behind one of these words it does not.

DATES = Topic(
    "dates",
    re.compile(r"\d"),
    (
        rule(
            "iso",
            rf"{LEFT}(?<![-/.])(?P<year>1\d{{3}}|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])",
            _iso,
        ),
        rule("slashes", rf"{LEFT}(?<![-/.])(\d{{1,2}})[/](\d{{1,2}})[/](\d{{4}}|\d\d)(?![\d/])", _slashes),
        rule("dots", rf"{LEFT}(?<![-/.])(\d{{1,2}})\.(\d{{1,2}})\.(1\d{{3}}|20\d\d)(?![\d/]|\.\d)", _slashes),
        rule("nine eleven", rf"{LEFT}(?<![-/.])9/11(?![\d/])", "nine eleven"),
        rule(
            "American",
            rf"{LEFT}{_MONTH} {_DAY}{_TH}?(?:[–-](?P<last>\d{{1,2}}){_TH}?)?(?:(?:,? ){_YEAR})?{RIGHT}(?![:/]\d)",
            _american,
        ),
        rule(
            "British",
            rf"{LEFT}(?<![\d.,]){_DAY}{_TH}?(?: of)? {_MONTH}{RIGHT}(?:,? {_YEAR}{RIGHT})?",
            _british,
        ),
        rule(
            "month and year",
            rf"{LEFT}{_MONTH},? {_YEAR}{RIGHT}(?!-)",
            lambda found: f"{found['month'].capitalize()} {_year(found['year'])}",
        ),
        rule("Christ", rf"{LEFT}(?<![\d.,–-])(\d{{1,4}}) (BCE|BC|CE|A\.D\.|B\.C\.)(?![A-Za-z])", _era),
        rule("Lord", r"(?<![\w.])(A\.D\.) (\d{1,4})(?![\d,])", lambda found: f"A.D. {pairs(int(found[2]))}"),
        rule(
            "early years",
            rf"(?<=\b[Ii]n )(10\d\d){RIGHT}(?![.,:/–-]\d| [a-z]+s\b)",
            lambda found: pairs(int(found[1])),
        ),
        rule(
            "span",
            rf"{LEFT}(?<![\d.,-])(1[1-9]\d\d|20\d\d)[–-](1[1-9]\d\d|20\d\d|\d\d)(?![\d–-]|[.,]\d|[^\W_])",
            _span,
        ),
        rule("decade", rf"{LEFT}(?<![\d.,])(1[1-9]\d0|20\d0)[’']?s{RIGHT}", _decade),
        rule("short decade", rf"{LEFT}[’'‘](\d0)s{RIGHT}", _tens),
        rule("tens", rf"{LEFT}(?<![\d.,$£€])(\d0)[’']?s{RIGHT}", _tens),
        rule("short year", r"(?<![\w’'\"”′])’(\d\d)(?![\w’'\"”]|[.,:]\d)", lambda found: _short(found[1])),
        rule("straight year", rf"{_SEASON}'(\d\d)(?![\w\"”]|[.,:]\d)", lambda found: _short(found[1])),
    ),
)
