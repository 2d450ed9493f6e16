"""Numbers among numbers: fractions, ranges, scores, ratios, sums; and then every number that is left."""

from __future__ import annotations

import re
from math import gcd

from fullcast.spoken.figures import cardinal, counted, decimal, fraction, grouped, integer, ordinal, plural
from fullcast.spoken.rule import DIGITS, FRACTIONS, LEFT, PLACEHOLDER, RIGHT, Topic, after, before, rule

_SCORE = re.compile(
    r"\b(?:won?|win|wins|winning|lost|lose|loses|beat|beaten|led|leads?|leading|drew|draw|tied|down|up|ahead|scores?|score of|score was|result|finished|ended|by|a|final|set)(?: it| them| us| him| of| was| at)? $"
)
_AFTER_SCORE = re.compile(
    r" (?:win|victory|defeat|loss|lead|draw|score|tie|thrashing|deficit|up|down|ahead)\b"
)
_TIME = re.compile(r" (?:time|rhythm|metre|meter)\b")
_MEASURE = re.compile(
    r" (?P<unit>inch|mile|hour|pint|pound|cup|teaspoon|tablespoon|ounce|metre|kilometre|gallon|dozen|acre|foot|yard|million|dollar|litre)\b(?!s)"
)
_ALONE = re.compile(r"(?:^|[“‘\"(]|[^\d\W][,;:—] )$")
_ALONE_ENDS = re.compile(r"[,.!?;:”’\"]|$")
_CHAR = "".join(FRACTIONS)
_NUMBER = rf"{DIGITS}(?:\.\d{{1,12}})?"
_OPERATORS = {
    "+": "plus",
    "-": "minus",
    "−": "minus",
    "–": "minus",
    "×": "times",
    "x": "times",
    "*": "times",
    "÷": "divided by",
    "/": "divided by",
    "=": "equals",
}


def number(written: str) -> str:
    """Give any number in words: with commas, with a decimal point, a year, a plain one."""
    whole, point, part = written.partition(".")
    return decimal(whole, part) if point else counted(whole)


def _share(over: int, under: int, rest: str) -> str:
    """Say a fraction before what it is of: "half a mile", "three quarters of an inch"."""
    unit = _MEASURE.match(rest)
    if not unit:
        return fraction(over, under)
    article = "an" if unit["unit"] in {"inch", "hour", "ounce", "acre"} else "a"
    if unit["unit"] in {"dozen", "million"}:
        article = "a"
    if (over, under) == (1, 2):
        return f"half {article}"
    said = (
        "a quarter"
        if (over, under) == (1, 4)
        else "a third"
        if (over, under) == (1, 3)
        else fraction(over, under)
    )
    return f"{said} of {article}"


def _mixed(whole: str, over: int, under: int) -> str:
    said = fraction(over, under)
    return f"{cardinal(integer(whole))} and {'a' + said[3:] if said in {'one half', 'one quarter', 'one third'} else said}"


def _sign_fraction(found: re.Match[str]) -> str:
    over, under = FRACTIONS[found[2]]
    return _mixed(found[1], over, under) if found[1] else _share(over, under, after(found))


def _is_fraction(over: int, under: int) -> bool:
    """Tell whether over/under is a part of one thing: 2/6 may be shillings, 7/22 a date."""
    named = under <= 20 or under in {32, 64} or (under <= 100 and under % 10 == 0)
    return 0 < over < under and named and not (gcd(over, under) > 1 and under < 10)


def _slash_fraction(found: re.Match[str]) -> str:
    """Say 1/2, 2 1/2, 7/8; 24/7 and 50/50 as they are called; 3/4 time."""
    whole, over, under = found[1], int(found[2]), int(found[3])
    if (over, under) == (24, 7) or over == under or _TIME.match(after(found)):
        said = f"{cardinal(over)} {cardinal(under)}"
        return f"{cardinal(int(whole))} {said}" if whole else said
    if not _is_fraction(over, under):
        return found[0]
    return _mixed(whole, over, under) if whole else _share(over, under, after(found))


def _scored(found: re.Match[str]) -> bool:
    """Tell whether two numbers are a score or a call sign, between which nobody says "to"."""
    first, dash, last = found.groups()
    if len(first) > 2 or len(last) > 2:
        return False
    if _AFTER_SCORE.match(after(found)) or (_SCORE.search(before(found)) and int(first) >= int(last)):
        return True
    return dash == "-" and bool(_ALONE.search(before(found)) and _ALONE_ENDS.match(after(found)))


def _range(found: re.Match[str]) -> str:
    """Say 3–7; a score without "to". A hyphen is a range only where the numbers rise."""
    first, dash, last = found.groups()
    if _scored(found):
        return f"{cardinal(int(first))} {cardinal(int(last))}"
    rises = float(first.replace(",", "")) < float(last.replace(",", ""))
    if rises or dash != "-" or (first, last) == ("9", "5"):
        return f"{number(first)} to {number(last)}"
    short = len(first) < 3 > len(last) and "." not in first + last
    return f"{cardinal(int(first))} {cardinal(int(last))}" if short else found[0]


def _ratio(found: re.Match[str]) -> str:
    first, last = int(found[1]), int(found[2])
    return (
        f"{cardinal(first)} {cardinal(last)}" if first == last else f"{cardinal(first)} to {cardinal(last)}"
    )


def _sum(found: re.Match[str]) -> str:
    """Say a sum: numbers, and between them the names of the signs."""
    return re.sub(r" ?([+\-−–×x*÷/=]) ?(?=[\d?])", lambda sign: f" {_OPERATORS[sign[1]]} ", found[0])


def _move(found: re.Match[str]) -> str:
    return f"{cardinal(int(found[1]))}, "


def _ordinal(found: re.Match[str]) -> str:
    figure = integer(found[1])
    if found[2].lower() == "d" and figure % 10 not in {2, 3}:
        return found[0]
    return ordinal(figure)


def _joined(found: re.Match[str]) -> str:
    """Say the number of "5-year-old", "10-foot", "pre-1914"."""
    return number(found[1])


def _version(found: re.Match[str]) -> str:
    parts = found[0].split(".")
    if len(parts) == 4:
        return " dot ".join(grouped(each) for each in parts)
    return " point ".join(cardinal(int(each)) for each in parts)


def _power(found: re.Match[str]) -> str:
    return f"{found[1]} to the power of {found[2]}"


def _spelt(found: re.Match[str]) -> str:
    return number(found[0])


_SHARES = {
    "½": "half",
    "1/2": "half",
    "¼": "quarter",
    "1/4": "quarter",
    "¾": "three-quarter",
    "3/4": "three-quarter",
}
_START = rf"{LEFT}(?<![\d.,:/])"


def _many(found: re.Match[str]) -> str:
    said = plural(grouped(found[1]) if len(found[1]) == 3 else counted(found[1]))
    return said.removeprefix("one ") if found[1] in {"100", "1000"} else said


SUMS = Topic(
    "sums",
    re.compile(rf"[\d{_CHAR}]"),
    (
        rule(
            "moves",
            r"(?:(?<= )|(?<=^))(\d{1,3})\. ?(?=(?:[a-h][ -](?:one|two|three|four|five|six|seven|eight)\b|(?:king|queen|rook|bishop|knight) (?:takes )?[a-h][ -]))",
            _move,
        ),
        rule("minus", r"(?:(?<=\s)|(?<=^)|(?<=[(“‘]))[-−–](?=(?:[$£€])?\d)(?<!\d [-−–])", "minus "),
        rule("power", rf"{_START}({_NUMBER})\^({DIGITS})", _power),
        rule(
            "sum",
            rf"{_START}{_NUMBER}(?: ?[+\-−–×x*÷/] ?{_NUMBER}){{1,6}} ?= ?(?:\d[\d,.]{{0,14}}\d|\d|\?)",
            _sum,
        ),
        rule(
            "dimensions",
            rf"{_START}({_NUMBER}[{_CHAR}]?) ?[x×] ?(?={_NUMBER}[{_CHAR}]?(?:[\s.,;:!?)”’\"-]|\Z))",
            r"\1 by ",
        ),
        rule(
            "several times",
            rf"{_START}(\d{{1,3}})[x×]{RIGHT}",
            lambda found: f"{cardinal(int(found[1]))} times",
        ),
        rule("times", rf"{LEFT}[x×](\d{{1,3}}){RIGHT}", lambda found: f"times {cardinal(int(found[1]))}"),
        rule("plus", rf"{_START}({_NUMBER}) ?\+ ?(?={_NUMBER})", r"\1 plus "),
        rule("and more", rf"{_START}({DIGITS})\+(?![\w+])", r"\1 plus"),
        rule("plus or minus", r"± ?(?=\d)", "plus or minus "),
        rule("about", r"(?<![\w~])~ ?(?=\d)", "about "),
        rule("half past", rf"{LEFT}(?:½|1/2)-?(?= ?-?past\b)", "half"),
        rule("shares", rf"{_START}(½|¼|¾|1/2|1/4|3/4)-(?=[a-z])", lambda found: _SHARES[found[1]] + "-"),
        rule(
            "slash fractions",
            rf"{_START}(?:(\d{{1,3}})[ -])?(\d{{1,3}})[/⁄](\d{{1,3}})(?![\d/⁄]|[.,]\d)(?![^\W_])",
            _slash_fraction,
        ),
        rule("fractions", rf"(?:{_START}({DIGITS})[ -]?)?([{_CHAR}])", _sign_fraction),
        rule("ratios", rf"{_START}(\d{{1,3}}):(\d{{1,2}})(?![\d:]|[.,]\d){RIGHT}", _ratio),
        rule(
            "ranges",
            rf"{_START}(?<!\d[–-])({DIGITS}(?:\.\d{{1,4}})?)( ?– ?|-)({DIGITS}(?:\.\d{{1,4}})?)(?![\d–/]|-\w|[.,:]\d|[^\W_])",
            _range,
        ),
        rule("ordinals", rf"{_START}({DIGITS})(st|nd|rd|th|ST|ND|RD|TH|d){RIGHT}", _ordinal),
        rule(
            "spaced thousands",
            rf"{_START}(?<!\d )(\d{{1,3}}(?:[ \u00a0\u202f]000){{1,4}}){RIGHT}(?! ?\d)",
            lambda found: cardinal(integer(found[1])),
        ),
        rule("plurals", rf"{_START}(\d{{1,4}})[’']?s{RIGHT}", _many),
        rule("versions", r"(?<![\w.,])\d{1,4}(?:\.\d{1,4}){2,5}(?![\w]|\.\d)", _version),
        rule(
            "numbers",
            rf"(?<![\d,:/^])(?<!\d\.)(?<![^\W\d_])(?<![{PLACEHOLDER}])(?:{DIGITS}(?:\.\d{{1,12}})?|(?<![\w.])\.\d{{1,12}})(?![\d^]|[.,:/]\d|[^\W_]|[{PLACEHOLDER}])",
            _spelt,
        ),
    ),
)
