"""Money. The sign before a number becomes a word behind it; the number is said by those who come after."""

from __future__ import annotations

import re

from fullcast.spoken.figures import amount, cardinal, integer
from fullcast.spoken.rule import DIGITS, LEFT, RIGHT, Topic, after, before, ends, rule

_UNITS = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "US$": ("US dollar", "US dollars", "cent", "cents"),
    "£": ("pound", "pounds", "", ""),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "", ""),
    "₽": ("rouble", "roubles", "", ""),
    "₹": ("rupee", "rupees", "", ""),
}
_SIGN = r"(?P<sign>US\$|[$£€¥₽₹])"
_GREAT = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "bn": "billion",
    "b": "billion",
    "B": "billion",
}
_ATTRIBUTE = re.compile(
    r"(?:^|[\s“‘(])(?:an?|the|his|her|my|your|our|their|this|that|another|one)(?: [a-z]{2,12})? $",
    re.IGNORECASE,
)
_THING = re.compile(
    r" (?:bills?|notes?|question|coins?|gold piece|check|cheque|tip|bet|reward|fine|ticket|bonus|bottle|suit|fee|loan|raise|word)\b"
)


def _small(sign: str, part: str) -> str:
    _, _, one, many = _UNITS[sign]
    number = int(part)
    if not number:
        return ""
    return f"{cardinal(number)} {one if number == 1 else many}".rstrip()


def _exact(found: re.Match[str]) -> str:
    """Say $1.50, £2.50, $0.50."""
    sign, whole, part = found["sign"], found["whole"], found["part"]
    one, many, cent, _ = _UNITS[sign]
    cents = _small(sign, part)
    if not integer(whole) and cents and cent:
        return cents
    pounds = f"{amount(whole)} {one if whole == '1' else many}"
    if not cents:
        return pounds
    return f"{pounds} and {cents}" if cent else f"{pounds} {cents}"


def _great(found: re.Match[str]) -> str:
    scale = _GREAT.get(found["scale"], found["scale"])
    return f"{found['number']} {scale} {_UNITS[found['sign']][1]}"


def _plain(found: re.Match[str]) -> str:
    sign, number = found["sign"], amount(found["number"])
    if sign == "US$":
        return f"{number} US dollars"
    one, many = _UNITS[sign][:2]
    if _ATTRIBUTE.search(before(found)) and _THING.match(after(found)):
        return f"{number}-{one}"
    return f"{number} {one if number == '1' else many}"


def _behind(found: re.Match[str]) -> str:
    one, many = _UNITS[found["sign"]][:2]
    return f"{amount(found['number'])} {one if found['number'] == '1' else many}"


def _shillings(number: str) -> str:
    return f"{number} {'shilling' if number == '1' else 'shillings'}"


def _pence(number: str) -> str:
    return "a penny" if number == "1" else f"{cardinal(int(number))}pence"


def _old(found: re.Match[str]) -> str:
    """Say pounds, shillings and pence as before 1971: £3 10s. 6d."""
    pounds = f"{found['l']} {'pound' if found['l'] == '1' else 'pounds'}, " if found["l"] else ""
    if not found["d"]:
        return f"{pounds}{_shillings(found['s'])}"
    return f"{pounds}{_shillings(found['s'])} and {_pence(found['d'])}"


def _pounds(found: re.Match[str]) -> str:
    """Say 10,000 l., as Austen has it; few at the end of a sentence may be litres."""
    if ends(found) and integer(found[1]) < 20:
        return found[0]
    return f"{amount(found[1])} pounds{'.' if ends(found) else ''}"


def _slashed(found: re.Match[str]) -> str:
    return _old(found) if found["d"] not in {None, "0"} else found[0]


MONEY = Topic(
    "money",
    re.compile(r"[$£€¥₽₹¢]|(?<=[\d½¼¾])(?: ?l\.|s\.|s \d|[dp]\b|/-)"),
    (
        rule("slashed money", rf"£ ?(?P<l>{DIGITS})/(?P<s>\d{{1,2}})/(?P<d>\d{{1,2}})(?![\d/])", _slashed),
        rule("some shillings", rf"{LEFT}(?<![\d.,])(\d{{1,2}})/-(?!\d)", lambda found: _shillings(found[1])),
        rule("halfpence", rf"{LEFT}(\d{{1,2}})([½¼¾])d\b\.?", r"\1\2 pence"),
        rule(
            "old money",
            rf"(?:£ ?(?P<l>{DIGITS}),? (?P<s>\d{{1,2}}) ?s\b\.?(?:,? (?P<d>\d{{1,2}}) ?d\b\.?)?)",
            _old,
        ),
        rule("shillings", rf"{LEFT}(?P<l>(?!))?(?P<s>\d{{1,2}}) ?s\b\.?,? (?P<d>\d{{1,2}}) ?d\b\.?", _old),
        rule(
            "shillings alone",
            rf"{LEFT}(?<![\d.,’'])(\d{{1,2}})s\.(?=[,;]| [a-z])",
            lambda found: _shillings(found[1]),
        ),
        rule("pence", rf"{LEFT}(?<![\d.,])([14-9]|1[012])d\b\.?{RIGHT}", lambda found: _pence(found[1])),
        rule(
            "millions",
            rf"{_SIGN} ?(?P<number>{DIGITS}(?:\.\d{{1,6}})?) ?(?P<scale>(?:hundred|thousand|million|billion|trillion)\b|(?:bn|[kKmMbB]){RIGHT})",
            _great,
        ),
        rule(
            "range",
            rf"{_SIGN} ?(?P<number>{DIGITS}[–-][$£€]?{DIGITS}){RIGHT}",
            lambda found: f"{re.sub('[$£€]', '', found['number'])} {_UNITS[found['sign']][1]}",
        ),
        rule("cents", rf"{_SIGN} ?(?P<whole>{DIGITS})\.(?P<part>\d\d)(?!\d)", _exact),
        rule("sum", rf"{_SIGN} ?(?P<number>{DIGITS}(?:\.\d{{1,6}})?[½¼¾]?)(?![\w])", _plain),
        rule("sign behind", rf"{LEFT}(?P<number>{DIGITS}) ?(?P<sign>[€₽])(?!\d)", _behind),
        rule("pounds of old", rf"{LEFT}(?<![\d.,])({DIGITS}) ?l\.(?![A-Za-z])", _pounds),
        rule(
            "cent sign",
            rf"{LEFT}({DIGITS}) ?¢",
            lambda found: f"{found[1]} {'cent' if found[1] == '1' else 'cents'}",
        ),
        rule("new pence", rf"{LEFT}(\d{{1,2}})p{RIGHT}", r"\1 p"),
    ),
)
