"""Roman numerals: after a king's name an ordinal, after a chapter a number, elsewhere left alone."""

from __future__ import annotations

import re

from fullcast.spoken.figures import cardinal, ordinal, pairs, titled
from fullcast.spoken.rule import LEFT, NAMED, PLACEHOLDER, RIGHT, Topic, after, before, listed, rule

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_VALID = re.compile(r"(?=.)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")

CUES = frozenset(
    "chapter chapters part parts book books volume volumes act acts scene scenes canto cantos section sections "
    "article appendix psalm sonnet letter stave phase stage figure figures plate table number mark type class title "
    "apollo gemini vatican bowl olympiad epistle stanza fit episode lesson proposition theorem amendment schedule "
    "grade level page pages verse no ch vol rocky rambo mk strophe paragraph tome unit war".split()
)
"""Words after which a Roman numeral is a number. "War" is one after "World" only."""

KINGS = frozenset(
    "henry louis charles edward george james william richard john paul pius leo benedict gregory innocent clement "
    "alexander nicholas catherine elizabeth mary philip ferdinand frederick wilhelm friedrich napoleon ivan peter "
    "ptolemy ramses rameses thutmose amenhotep xerxes darius cyrus artaxerxes henri karl otto christian gustav "
    "gustavus haakon olaf harald alfonso sancho pedro juan carlos umberto emmanuel emanuele leopold albert baldwin "
    "urban boniface sixtus julius adrian celestine constantine theodosius justinian michael basil edmund stephen "
    "malcolm robert kenneth david augustus sigismund maximilian rudolf franz francis francois joseph stanislaus "
    "casimir ladislaus mahmud mehmed murad selim suleiman osman hamid isabella margaret anne victoria abbas "
    "louis-philippe felipe edgar cleopatra seti rainier eugene honorius".split()
)
"""Names that many kings, queens and popes had."""

_CROWN = re.compile(
    r"(?:\b(?:King|Queen|Emperor|Empress|Pope|Tsar|Czar|Kaiser|Sultan|Pharaoh|Prince|(?:reign|court|time|days) of)"
    r"|\b(?:KING|QUEEN|EMPEROR|POPE|TSAR)) $"
)
_AFTER_ONE = re.compile(
    r"\s{0,3}(?:$|[.,;:!?)\]”\"’—–-])|\s(?:of|was|is|and|to|ends?|begins?|began|opens?|in|had|has)\b"
)
_OWNS = re.compile(r"\.[,;]|\. [a-z]|’s\b|'s\b| of (?:[A-Z]|the )")
_INITIAL = re.compile(r"\. ?[A-Z]")
_NAME_BEFORE = re.compile(rf"(?:^|[^\w’'])({NAMED}[\w’']*|[{PLACEHOLDER}])[ -]$")
_NO_PERSON = re.compile(r"\b(?:The|In|At|Operation|Project|Super)[ -]$")
_NO_NAMES = frozenset(
    "the a an this that these those in on at of and or but with for his her my our their is it".split()
)


def value(numeral: str) -> int | None:
    """Give what a numeral of at most 399 is worth, None for what is not written as one."""
    numeral = numeral.upper()
    if not _VALID.fullmatch(numeral):
        return None
    worth = [_VALUES[each] for each in numeral]
    following = [*worth[1:], 0]
    return sum(-one if one < other else one for one, other in zip(worth, following, strict=True))


def _after_name(found: re.Match[str]) -> str:
    """Say `Name XIV`: the name decides, then what stands around."""
    name, numeral = found["name"], found["numeral"]
    worth = value(numeral)
    chapter = name.lower() in CUES - {"mark"}
    if worth is None or (len(numeral) == 1 and not chapter and _INITIAL.match(after(found))):
        return found[0]
    said = _numbered(found, name.lower().rstrip("."), numeral, worth)
    shown = name.capitalize() if name.isupper() and len(name) > 1 else name
    return f"{shown} {said}" if said else found[0]


def _numbered(found: re.Match[str], name: str, numeral: str, worth: int) -> str | None:
    if name in CUES and (name != "war" or before(found).lower().endswith("world ")):
        if numeral == "I" and name != "war" and not _AFTER_ONE.match(after(found)):
            return None
        return titled(cardinal(worth))
    if name in KINGS or name[0] >= "\ue000":
        return f"the {titled(ordinal(worth))}" if _reigned(found, name, numeral) else None
    if len(numeral) < 2 or set(numeral) - set("IVX") or name in _NO_NAMES or len(name) < 2:
        return None
    if found["name"].isupper() and len(found["name"]) > 1:
        return None
    if worth <= 5 and _NAME_BEFORE.search(before(found)) and not _NO_PERSON.search(before(found)):
        return f"the {titled(ordinal(worth))}"
    return titled(cardinal(worth))


def _reigned(found: re.Match[str], name: str, numeral: str) -> bool:
    """Tell whether a numeral after a king's name is one: `I` may be the pronoun, `X` a surname."""
    if numeral == "I":
        return found[0].endswith(".") or bool(_CROWN.search(before(found)) or _OWNS.match(after(found)))
    return len(numeral) > 1 or (
        numeral in "VX" and name[0] < "\ue000" and (name, numeral) != ("malcolm", "X")
    )


def _after_cue(found: re.Match[str]) -> str:
    """Say `scene ii`, `page xii`, `pages iv–vi`."""
    first, last = value(found["numeral"]), value(found["last"] or "i")
    if first is None or last is None or (not found["last"] and found["numeral"] in {"I", "c", "l", "C", "L"}):
        return found[0]
    said = cardinal(first) + (f" to {cardinal(last)}" if found["last"] else "")
    return f"{found['cue']} {titled(said) if found['cue'][0].isupper() else said}"


def _of_century(found: re.Match[str]) -> str:
    worth = value(found["numeral"])
    return found[0] if worth is None else f"{ordinal(worth)} {found['what']}"


_NAME = rf"(?P<name>[A-Z](?:[A-Za-zÀ-ÖØ-öø-ÿ’'-]{{1,24}})|[{PLACEHOLDER}])"
_CUE = listed(
    " ".join(
        CUES - {"war", "apollo", "gemini", "vatican", "bowl", "no", "ch", "vol", "fit", "rocky", "rambo"}
    )
)


def _alone(found: re.Match[str]) -> str:
    worth = value(found["numeral"])
    return found[0] if worth is None else titled(cardinal(worth))


def _year(found: re.Match[str]) -> str:
    """Say the year of a title page, MDCCCXV."""
    worth = [{**_VALUES, "D": 500, "M": 1000}[each] for each in found[0]]
    following = [*worth[1:], 0]
    return pairs(sum(-one if one < other else one for one, other in zip(worth, following, strict=True)))


ROMAN = Topic(
    "roman",
    re.compile(rf"[IVXLCDM](?![a-z])|(?<=[a-z{PLACEHOLDER}] )[ivxlc]{{1,8}}(?![a-z])"),
    (
        rule(
            "wars",
            rf"{LEFT}(?:WWII|WW2|WWI|WW1){RIGHT}",
            lambda found: f"World War {'Two' if found[0][-2:] in {'II', 'W2'} else 'One'}",
        ),
        rule("alone", r"(?<=\A)(?P<numeral>[IVX]{2,8})(?=[.:]?\Z)", _alone),
        rule(
            "years",
            rf"{LEFT}(?=[MDCLXVI]{{4,12}}{RIGHT})M{{1,2}}(?:CM|CD|D?C{{0,4}})(?:XC|XL|L?X{{0,4}})(?:IX|IV|V?I{{0,4}}){RIGHT}",
            _year,
        ),
        rule(
            "centuries",
            rf"{LEFT}(?P<numeral>[IVX]{{1,6}})(?:th|st|nd|rd)? (?P<what>century|centuries|dynasty|corps|legion)\b",
            _of_century,
        ),
        rule(
            "spans",
            rf"{LEFT}(?P<cue>{_CUE}) (?P<numeral>[ivxlc]{{1,8}}|[IVXLC]{{1,8}})[–-](?P<last>[ivxlc]{{1,8}}|[IVXLC]{{1,8}}){RIGHT}",
            _after_cue,
            re.IGNORECASE,
        ),
        rule(
            "names",
            rf"{LEFT}{_NAME} (?P<numeral>[IVXLC]{{1,8}}){RIGHT}(?:\.(?=[,;:’']| [a-z]))?",
            _after_name,
        ),
        rule(
            "cues",
            rf"{LEFT}(?P<cue>{_CUE}) (?P<numeral>[ivxlc]{{1,8}}|[IVXLC]{{1,8}})(?P<last>(?!))?{RIGHT}",
            _after_cue,
            re.IGNORECASE,
        ),
    ),
)


HEADING = Topic(
    "roman headings",
    re.compile(r"\A\W{0,3}[IVXLC]|[A-Za-z] I\b"),
    (
        rule(
            "numeral",
            r"\A(?P<numeral>[IVXLC]{1,8})(?=\s{0,3}(?:\Z|[.:;)—–-])|(?<=[IVX]{2}) [A-Z“‘\"])",
            _alone,
        ),
        rule(
            "chapter one",
            rf"(?i:{LEFT}(chapter|part|book|volume|act|scene|canto|letter|section|stave)) I(?=\s)",
            r"\1 One",
        ),
    ),
)
"""What stands in headings alone: a bare numeral, and "CHAPTER I THE BEGINNING"."""
