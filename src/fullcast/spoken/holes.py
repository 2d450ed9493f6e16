"""Words with holes: oaths that an author blanked out, names and years that nobody is to know."""

from __future__ import annotations

import re

from fullcast.spoken.figures import cardinal
from fullcast.spoken.rule import LEFT, PLACEHOLDER, RIGHT, Topic, rule

_DASHED = {
    "d-n": "damn", "d-m": "damn", "d-d": "damned", "d-ned": "damned", "d-mned": "damned", "d-nation": "damnation",
    "h-l": "hell", "h-ll": "hell", "b-y": "bloody", "b-dy": "bloody", "d-l": "devil", "g-d": "god", "b-h": "bitch",
    "b-d": "bastard", "d-nable": "damnable", "d-mn": "damn", "g-ddamn": "goddamn", "d-ble": "damnable",
}  # fmt: skip
_STARRED = {
    "sh*t": "shit", "f*ck": "fuck", "f*cking": "fucking", "f*cked": "fucked", "b*tch": "bitch", "d*mn": "damn",
    "h*ll": "hell", "a*s": "ass", "g*d": "god", "c*nt": "cunt", "d*ck": "dick", "sh*tty": "shitty", "p*ss": "piss",
    "bullsh*t": "bullshit", "a**hole": "asshole", "b*stard": "bastard",
}  # fmt: skip


def _cased(like: str, said: str) -> str:
    return said.capitalize() if like[0].isupper() else said


def _dashed(found: re.Match[str]) -> str:
    word = _DASHED.get(f"{found[1]}-{found[2]}".lower())
    hyphen = "-" in found[0]
    # With a hyphen only God is one; "d-n" may be anything.
    if word is None or (hyphen and word != "god"):
        return found[0]
    return _cased(found[0], word)


def _starred(found: re.Match[str]) -> str:
    word = _STARRED.get(found[0].lower())
    if word:
        return _cased(found[0], word)
    return found[1].upper() if found[0].count("*") > 1 else found[0]


def _year(found: re.Match[str]) -> str:
    return f"{cardinal(int(found[1]))} blank"


_TITLES = r"\b(?:Mr\.?|Mrs\.?|Miss|Lord|Lady|Sir|Dr\.?|Captain|Count|Colonel|Mister|Missus)"

HOLES = Topic(
    "holes",
    re.compile(
        r"(?<=\d)[—–-]|[A-Za-z][—–-]{1,3}[A-Za-z]|[—–]{2}|[A-Za-z]\*[*A-Za-z]|(?<![A-Za-z])[A-Z][—–]|—(?=(?<= —)| )"
    ),
    (
        rule("oaths", rf"{LEFT}([A-Za-z])(?:[—–]{{1,4}}|-)([a-z]{{1,7}}){RIGHT}", _dashed),
        rule("stars", rf"(?<![*\w])([bcdfspBCDFSP])\*{{2,5}}[a-z]{{0,4}}{RIGHT}(?!\*)", _starred),
        rule("star", rf"(?<![*\w])([A-Za-z]{{1,5}})\*{{1,2}}[a-z]{{1,6}}{RIGHT}(?!\*)", _starred),
        rule("year", r"(?<![\w,.])(1[5-9])(?:—|–|--)(?=[\s.,;:!?)]|\Z)(?!\s?\d)", _year),
        rule("shire", r"(?<=\s)[—–]{1,3}-?(?=(?:shire|shires|th|st|nd|rd|ham|ton)\b)", "blank"),
        rule("initial", rf"(?<= )([A-Z])(?:[—–]{{2,4}}|_{{2,4}})(?![^\W_{PLACEHOLDER}])", r"\1 blank"),
        rule("titled initial", rf"({_TITLES} [A-Z])[—–](?=[ ,.;:!?’')]|\Z)", r"\1 blank"),
        rule(
            "name",
            rf"({_TITLES}) (?:[—–]{{2,4}}(?! ?[A-Z])|[—–](?=[,.;:’'](?!\s?[—–])))",
            r"\1 blank",
        ),
    ),
)
