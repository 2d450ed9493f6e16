"""Units behind numbers: the unit becomes a word, the number is said by those who come after."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fullcast.spoken.figures import amount, cardinal
from fullcast.spoken.rule import DIGITS, LEFT, RIGHT, Topic, after, before, ends, listed, rule

UNITS: Mapping[str, tuple[str, str]] = {
    "km": ("kilometre", "kilometres"), "KM": ("kilometre", "kilometres"), "m": ("metre", "metres"),
    "cm": ("centimetre", "centimetres"), "mm": ("millimetre", "millimetres"), "kg": ("kilogram", "kilograms"),
    "KG": ("kilogram", "kilograms"), "mg": ("milligram", "milligrams"), "g": ("gram", "grams"),
    "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"), "LB": ("pound", "pounds"), "LBS": ("pound", "pounds"),
    "oz": ("ounce", "ounces"), "ft": ("foot", "feet"), "FT": ("foot", "feet"), "yd": ("yard", "yards"),
    "yds": ("yard", "yards"), "mi": ("mile", "miles"), "mph": ("mile an hour", "miles an hour"),
    "MPH": ("mile an hour", "miles an hour"), "kph": ("kilometre an hour", "kilometres an hour"),
    "km/h": ("kilometre an hour", "kilometres an hour"), "m/s": ("metre a second", "metres a second"),
    "kHz": ("kilohertz", "kilohertz"), "MHz": ("megahertz", "megahertz"), "GHz": ("gigahertz", "gigahertz"),
    "Hz": ("hertz", "hertz"), "KB": ("kilobyte", "kilobytes"), "kB": ("kilobyte", "kilobytes"),
    "MB": ("megabyte", "megabytes"), "GB": ("gigabyte", "gigabytes"), "TB": ("terabyte", "terabytes"),
    "kW": ("kilowatt", "kilowatts"), "MW": ("megawatt", "megawatts"), "W": ("watt", "watts"),
    "kV": ("kilovolt", "kilovolts"), "V": ("volt", "volts"), "hp": ("horsepower", "horsepower"),
    "ml": ("millilitre", "millilitres"), "mL": ("millilitre", "millilitres"), "cc": ("cc", "cc"),
    "L": ("litre", "litres"), "l": ("litre", "litres"), "gal": ("gallon", "gallons"), "qt": ("quart", "quarts"),
    "pt": ("pint", "pints"), "dB": ("decibel", "decibels"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"),
    "min": ("minute", "minutes"), "mins": ("minute", "minutes"), "sec": ("second", "seconds"),
    "secs": ("second", "seconds"), "ms": ("millisecond", "milliseconds"), "rpm": ("revolution a minute", "revolutions a minute"),
    "RPM": ("revolution a minute", "revolutions a minute"), "psi": ("psi", "psi"), "kcal": ("kilocalorie", "kilocalories"),
    "sq. ft": ("square foot", "square feet"), "sq ft": ("square foot", "square feet"),
    "sq. mi": ("square mile", "square miles"), "m²": ("square metre", "square metres"),
    "km²": ("square kilometre", "square kilometres"), "m³": ("cubic metre", "cubic metres"),
    "fl. oz": ("fluid ounce", "fluid ounces"), "cwt": ("hundredweight", "hundredweight"), "doz": ("dozen", "dozen"),
    "bn": ("billion", "billion"), "kn": ("knot", "knots"), "kts": ("knot", "knots"), "nm": ("nautical mile", "nautical miles"),
}  # fmt: skip
"""A unit as it is written behind a number: what one and what several are called."""

_NUMBER = rf"{LEFT}(?<![\d.,:/])(?P<number>{DIGITS}(?:\.\d{{1,6}})?[½¼¾⅓⅔⅛⅜⅝⅞]?|(?<!\d)[½¼¾⅓⅔])"
_ARTICLE = re.compile(
    r"(?:^|[\s“‘(])(?:an?|the|his|her|my|your|our|their|this|that|another|one|each|every)(?: [a-z]{2,12})? $",
    re.IGNORECASE,
)
_THING = re.compile(r" [a-z]{3,}")
_NO_THING = re.compile(
    r" (?:and|but|away|from|long|wide|high|deep|tall|thick|off|down|into|over|under|more|less|per|square|along|with|apart|ahead|behind|below|above|that|which|they|she|the|for|out|were|was|had)\b"
)
_FULL_STOP = re.compile(r"(?:lb|lbs|oz|ft|in|yd|yds|mi|gal|qt|pt|hr|hrs|min|mins|sec|secs|cwt|doz)\Z")


def _one(number: str) -> bool:
    return number in {"1", "½", "¼", "¾", "⅓", "⅔"}


def _attributive(found: re.Match[str], one: str) -> bool:
    """Tell whether the measure stands before a thing: "a 5km run", "35mm film"."""
    rest = after(found)
    named = bool(_THING.match(rest)) and not _NO_THING.match(rest)
    return named and bool(_ARTICLE.search(before(found)))


def _unit(found: re.Match[str]) -> str:
    """Say `5 km`: one or several; joined to the number before a thing ("a 5-kilometre run")."""
    if found["unit"] == "L" and not found["gap"]:
        return found[0]
    one, many = UNITS[found["unit"]]
    number, dot = amount(found["number"]), found["dot"] or ""
    said_dot = "." if dot and (not _FULL_STOP.search(found["unit"]) or ends(found)) else ""
    if found["gap"] == "-" or _attributive(found, one):
        return f"{number}-{one}{said_dot}"
    if number in {"½", "¼", "¾", "⅓", "⅔"}:
        return f"{number} {one}{said_dot}"
    close = not found["gap"] and one == "millimetre"
    return f"{number} {one if _one(number) or close else many}{said_dot}"


def _degrees(found: re.Match[str]) -> str:
    scale = {"C": " Celsius", "F": " Fahrenheit", "K": " Kelvin", "": ""}[found["scale"] or ""]
    return f"{found['number']} {'degree' if found['number'] == '1' else 'degrees'}{scale}"


def _tall(found: re.Match[str]) -> str:
    half = " and a half" if found[3] else ""
    return f"{cardinal(int(found[1]))} foot {cardinal(int(found[2]))}{half}"


def _feet_inches(found: re.Match[str]) -> str:
    feet, inches = found["feet"], found["inches"]
    dot = "." if found[0].endswith(".") and ends(found) else ""
    return f"{feet} {'foot' if feet == '1' else 'feet'} {inches} {'inch' if inches == '1' else 'inches'}{dot}"


def _prime(found: re.Match[str]) -> str:
    one, many = ("foot", "feet") if found[2] == "′" else ("inch", "inches")
    return f"{found[1]} {one if found[1] == '1' else many}"


UNIT_RULES = Topic(
    "units",
    re.compile(r"[\d½¼¾⅓⅔]"),
    (
        rule(
            "minutes of arc",
            rf"{LEFT}(\d{{1,3}}) ?° ?(\d{{1,2}})[′'’](?:(\d{{1,2}})[″\"”])?",
            lambda found: (
                f"{found[1]} degrees {found[2]} minutes" + (f" {found[3]} seconds" if found[3] else "")
            ),
        ),
        rule("degrees", rf"{_NUMBER} ?°(?: ?(?P<scale>[CFK]){RIGHT})?", _degrees),
        rule("percent", rf"{_NUMBER}[ \u00a0]?%", r"\g<number> percent"),
        rule("tall", rf"{LEFT}(?<![\d.,])([3-9])(?:[’'′] ?)(1[01]|\d)(½)?(?:[”\"″]|’’|'')", _tall),
        rule(
            "feet and inches",
            rf"{LEFT}(?<![\d.,])(?P<feet>\d{{1,3}}) ?ft\.?,? (?P<inches>\d{{1,2}}½?) ?in(?:\b\.?|\.)(?! the)",
            _feet_inches,
        ),
        rule("prime", rf"{LEFT}(?<![\d.,])(\d{{1,4}})([′″])", _prime),
        rule(
            "unit",
            rf"{_NUMBER}(?P<gap>[ \u00a0]|-(?=[a-zA-Z])|)(?P<unit>{listed(' '.join(unit for unit in UNITS if ' ' not in unit)).replace(' ', '')}|sq\. ft|sq ft|sq\. mi|fl\. oz)(?P<dot>\.)?(?![\w²³’'/&]|[.]\w|-\w)(?!(?<=\.)\w){RIGHT}",
            _unit,
        ),
    ),
)
