"""Numbers that are names: telephones, radio talk, rooms and roads, types of guns and planes."""

from __future__ import annotations

import re

from fullcast.spoken.figures import cardinal, counted, digits, grouped, pairs, plural, titled
from fullcast.spoken.initialisms import letters
from fullcast.spoken.rule import LEFT, PLACEHOLDER, RIGHT, Topic, after, before, listed, rule

GROUPED = (
    "Room Suite Flight Highway Route Engine Ladder Unit Car Bus Train Gate Squad Apartment Boeing Airbus Agent Cell Locker "
    "Truck Medic Ambulance Rescue Station Cabin Bed Box Interstate Medium Studio Berth Extension Hut Badge Shield"
)
"""What is named by a number said as a house's is: Room 101, Flight 417."""

COUNTED = (
    "Chapter Chapters Page Part Book Volume Act Scene Section Article Number Numbers Pier Platform Channel Level Floor Phase Stage Grade "
    "Figure Plate Table Appendix Psalm Sonnet Letter Lesson Episode Season Area Sector Zone District Ward Apollo Gemini "
    "Battery Company Platoon Group Team Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike "
    "November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey Yankee Zulu Adam Baker David Edward Lincoln "
    "Lane Exit Mile Day Night Week Year Line Bay Dock Berth Hangar Runway Track Lot Plot Step Rule Law Hut Camp Base Tower "
    "Verse Stave Canto Issue Exhibit Item Question Problem Case Block Building House Plan Option Type Class Mark Model Pod Deck"
)
"""What is named by a plain number: Chapter 12, Unit 12, Bravo 2."""

_PIECES = {"K": "king ", "Q": "queen ", "R": "rook ", "B": "bishop ", "N": "knight "}
_CALLED = frozenset((GROUPED + " " + COUNTED).split()) - {
    "Chapter",
    "Chapters",
    "Page",
    "Number",
    "Numbers",
    "Day",
    "Night",
    "Week",
    "Year",
}
_CALIBRES = {
    "22": "twenty-two", "25": "twenty-five", "32": "thirty-two", "38": "thirty-eight", "40": "forty",
    "44": "forty-four", "45": "forty-five", "50": "fifty", "303": "three oh three", "308": "three oh eight",
    "357": "three fifty-seven", "380": "three eighty", "223": "two twenty-three", "455": "four fifty-five",
}  # fmt: skip
_CODED = re.compile(
    r"(?:\b(?:an?|your|his|her|my|our|possible|that’s|that's|copy|code|got|have|what’s the|is|me|us|am|i’m|i'm|we’re|we're|going)|^|[“‘\"(.,!?:;—–])\s*$",
    re.IGNORECASE,
)
_CODE_ENDS = re.compile(r"\s*(?:$|[.,!?;:”’\")…—–])|\s(?:in|at|on|from|to|with|and|over)\b")
_CALL = re.compile(
    r"\b(?:call|calls|called|calling|dial|dials|dialled|dialed|dialling|dialing|ring|rang|phone|phoned|ringing)(?: up)? [“‘\"]?$",
    re.IGNORECASE,
)
_TUNED = re.compile(
    r"\b(?:on|frequency|contact|guard|ground|tower|departure|approach|monitor|monitoring|to) $", re.IGNORECASE
)


def _named(found: re.Match[str]) -> str:
    """Say `Room 101`, `unit 12`: the number of a capital name has capitals too."""
    said = (grouped if found["grouped"] else counted)(found["number"])
    name = found["grouped"] or found["counted"]
    if found["counted"] and len(found["number"]) == 4:
        said = grouped(found["number"]) if name.lower() == "number" else cardinal(int(found["number"]))
    if name.isupper():
        name = name.capitalize()
    return f"{name} {titled(said) if name[0].isupper() else said}"


def _ten_code(found: re.Match[str]) -> str:
    """Say 10-4, 10-31, where it is no range ("10-12 men"): a code falls, or stands by itself."""
    number = int(found[1])
    if number > 10 and not (_CODED.search(before(found)) and _CODE_ENDS.match(after(found))):
        return found[0]
    return f"ten {cardinal(number)}"


def _telephone(found: re.Match[str]) -> str:
    """Say each group of digits by itself, with a rest after it; 800 is a word."""
    plus = "plus " if found[0].startswith("+") else ""
    groups = re.findall(r"\d+", found[0])
    return plus + ", ".join(
        cardinal(int(each)) if each in {"800", "900"} else digits(each) for each in groups
    )


def _emergency(found: re.Match[str]) -> str:
    led = before(found)
    if found[0] == "911":
        return found[0] if led.endswith("Porsche ") else digits("911")
    return digits(found[0]) if _CALL.search(led) else found[0]


def _frequency(found: re.Match[str]) -> str:
    if not (found["unit"] or _TUNED.search(before(found))):
        return found[0]
    said = f"{digits(found['whole'])} point {digits(found['part'])}".replace("oh", "zero")
    return f"{said} megahertz" if found["unit"] else said


def _calibre(found: re.Match[str]) -> str:
    said = _CALIBRES.get(found[1])
    return found[0] if said is None else plural(said) if found[2] else said


def _lettered(found: re.Match[str]) -> str:
    """Say AK-47, F-16, M16, the A4: an A alone is joined, or it would be an article."""
    run, number = found[1], found[2]
    joint = "-" if run == "A" else " "
    return f"{letters(run)}{joint}{grouped(number)}"


def _figures(run: str) -> str:
    return digits(run) if len(run) > 2 else cardinal(int(run))


def _registration(found: re.Match[str]) -> str:
    """Say codes of letters and digits in turn (N123AB, R2-D2): each run by itself."""
    runs = re.findall(r"[A-Z]{1,6}|\d{1,6}", found[0])
    return " ".join(letters(run) if run.isalpha() else _figures(run) for run in runs)


def _doored(found: re.Match[str]) -> str:
    """Say 221B, 4B, 3-D."""
    if found[1].startswith("0"):
        return f"{digits(found[1])} {letters(found[2])}"
    return f"{pairs(int(found[1]))} {letters(found[2])}"


_GROUP = rf"(?P<grouped>{listed(' '.join((GROUPED, GROUPED.lower(), GROUPED.upper())))})"
_COUNT = rf"(?P<counted>{listed(f'{COUNTED} {COUNTED.upper()}')}|page|chapter|part|number|volume|act|scene|section)"
_SEPARATE = r"[ .-]"


def _call_sign(found: re.Match[str]) -> str:
    if found[1] not in _CALLED:
        return found[0]
    return f"{found[1]} {cardinal(int(found[2]))} {cardinal(int(found[3]))}"


def _square(found: re.Match[str]) -> str:
    """Say a square of the chess board, and the piece that goes there."""
    check = {"+": " check", "#": " mate"}.get(found[4] or "", "")
    takes = "takes " if "x" in found[0] else ""
    square = (
        f"{found[2]}-{cardinal(int(found[3]))}"
        if found[2] == "a"
        else f"{found[2]} {cardinal(int(found[3]))}"
    )
    return f"{_PIECES.get(found[1] or '', '')}{takes}{square}{check}"


CODES = Topic(
    "codes",
    re.compile(r"\d"),
    (
        rule("abroad", rf"(?<![\w+])\+\d{{1,3}}(?:{_SEPARATE}\(?\d{{1,4}}\)?){{2,6}}(?![\d-])", _telephone),
        rule("long distance", rf"{LEFT}(?<![\d.,-])1-\d{{3}}-\d{{3}}-\d{{4}}(?![\d-])", _telephone),
        rule(
            "area", rf"{LEFT}(?<![\d.,-])(?:\(\d{{3}}\) ?|\d{{3}}[-.])\d{{3}}[-.]\d{{4}}(?![\d-])", _telephone
        ),
        rule("telephone", rf"{LEFT}(?<![\d.,-])\d{{3}}-\d{{4}}(?![\d-])", _telephone),
        rule("British telephone", rf"{LEFT}(?<![\d.,-])0\d{{2,4}} \d{{3,4}} \d{{3,4}}(?! ?\d)", _telephone),
        rule(
            "emergency",
            rf"{LEFT}(?<![\d.,#$£€-])(?:911|999|112|101)(?![\d-]|[.,:]\d|[^\W_]| men| people)",
            _emergency,
        ),
        rule("K9", rf"{LEFT}K-?9(s)?{RIGHT}", lambda found: f"kay nine{found[1] or ''}"),
        rule(
            "in progress",
            rf"{LEFT}(?<![\d.,-])(\d{{3}})(?=s? in progress\b)",
            lambda found: grouped(found[1]),
        ),
        rule("thirty aught six", r"(?<![\w.])\.?30-06(?!\d)", "thirty aught six"),
        rule("ten codes", rf"{LEFT}(?<![\d.,$£€-])10-(\d{{1,2}})(?![\d/-]|[.,:]\d|[^\W_])", _ten_code),
        rule(
            "in a row",
            rf"{LEFT}(?<![\d.,-])\d(?:-\d){{2,9}}(?![\d-])",
            lambda found: digits(found[0]).replace("oh", "zero"),
        ),
        rule(
            "call sign",
            rf"{LEFT}([A-Z][a-z]{{2,12}}) (\d)-(\d)(?![\d–-]|[.,:]\d|[^\W_])",
            _call_sign,
        ),
        rule(
            "frequency",
            rf"{LEFT}(?<![\d.,])(?P<whole>1[0-3]\d)\.(?P<part>\d{{1,3}})(?!\d|[.,]\d)(?P<unit> ?MHz{RIGHT}| megahertz\b)?",
            _frequency,
        ),
        rule(
            "calibre",
            r"(?:(?<= )|(?<=^)|(?<=[“‘(]))\.(\d{2,3})(s?)(?!\.?\d|,\d|[^\W_])(?!-(?!cal)\w)",
            _calibre,
        ),
        rule(
            "catch", rf"{LEFT}(Catch)-(\d{{2}}){RIGHT}", lambda found: f"{found[1]} {cardinal(int(found[2]))}"
        ),
        rule(
            "three dimensions",
            rf"{LEFT}(?<![\d.,])([234])-?D{RIGHT}",
            lambda found: f"{cardinal(int(found[1]))} D",
        ),
        rule(
            "mixed",
            rf"{LEFT}(?:[A-Z]{{1,2}}-?\d{{1,5}}-?[A-Z]{{1,3}}(?:-?\d{{1,3}})?|[A-Z]\d-[A-Z]\d|\d{{1,2}}[A-Z]{{2,3}}\d{{1,4}}){RIGHT}(?![-–]\d)",
            _registration,
        ),
        rule(
            "letters and number",
            rf"{LEFT}(?<![\d-])([A-Z]{{1,4}})-?(\d{{1,4}})(?![\d–/-]|[.,:]\d|[^\W_])(?![{PLACEHOLDER}])",
            _lettered,
        ),
        rule("doors", rf"{LEFT}(?<![\d.,$£€-])(\d{{1,4}})-?([A-HJ-NPQRSTUXYZ]){RIGHT}(?![’'])", _doored),
        rule(
            "named",
            rf"{LEFT}(?:{_GROUP}|{_COUNT}) (?P<number>\d{{1,5}})(?![\d½¼¾⅓⅔°%–-]|[.,:/]\d|[^\W_])(?! ?(?:{listed('million thousand hundred')})\b)",
            _named,
        ),
        rule(
            "named pair",
            rf"{LEFT}({listed(GROUPED)}) (\d{{1,4}})-(\d{{1,4}})(?![\d–-]|[.,:]\d|[^\W_])",
            lambda found: f"{found[1]} {titled(grouped(found[2]))} {titled(grouped(found[3]))}",
        ),
        rule("number sign", r"(?<![\w#&])# ?(?=\d)", "number "),
        rule(
            "double oh seven",
            rf"{LEFT}(?<![\d.,])(?<!\d )00[1-9](?!\d|[.,:]\d|[^\W_])",
            lambda found: counted(found[0]),
        ),
        rule(
            "square",
            rf"{LEFT}(?:([KQRBN])?x?)([a-h])([1-8])([+#])?{RIGHT}(?!-)",
            _square,
        ),
    ),
)
