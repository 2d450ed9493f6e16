"""Abbreviations: titles, firms, places, Latin bits, pages and chapters, months and weekdays, initials."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fullcast.spoken.initialisms import READ_AS_WORDS, SPELT, WORDS, letters
from fullcast.spoken.rule import (
    LEFT,
    NAMED,
    PLACEHOLDER,
    RIGHT,
    Said,
    Topic,
    after,
    before,
    ends,
    listed,
    rule,
)

ALWAYS: Mapping[str, str] = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Messrs": "Messers", "Mme": "Madame", "Mmes": "Mesdames",
    "Mlle": "Mademoiselle", "MR": "Mister", "MRS": "Missus", "MS": "Miz", "MESSRS": "Messers",
}  # fmt: skip
"""Said wherever they stand, with a dot or without; MR. and MS. with it only."""

TITLES: Mapping[str, str] = {
    "Dr": "Doctor", "DR": "Doctor", "Lt": "Lieutenant", "Sgt": "Sergeant", "Capt": "Captain", "Cpt": "Captain",
    "Col": "Colonel", "Gen": "General", "Maj": "Major", "Cpl": "Corporal", "Pvt": "Private", "Pte": "Private",
    "Adm": "Admiral", "Cmdr": "Commander", "Cdr": "Commander", "Rev": "Reverend", "Hon": "Honourable",
    "Prof": "Professor", "Gov": "Governor", "Sen": "Senator", "Rep": "Representative", "Pres": "President",
    "Supt": "Superintendent", "Insp": "Inspector", "Det": "Detective", "Ofc": "Officer", "Sec": "Secretary",
    "Fr": "Father", "Bro": "Brother", "Brig": "Brigadier", "Mt": "Mount", "Ft": "Fort", "St": "Saint",
    "CAPT": "Captain", "COL": "Colonel", "GEN": "General", "LT": "Lieutenant", "SGT": "Sergeant", "REV": "Reverend",
    "PROF": "Professor", "Ste": "Sainte", "Rt": "Right", "Wm": "William", "Chas": "Charles", "Geo": "George", "Thos": "Thomas", "Jas": "James",
}  # fmt: skip
"""Said where a name follows, or another title."""

_BARE = "Dr Lt Sgt Capt Col Cpl Prof Rev St Mt Supt Insp Ste"

AFTER_NAMES: Mapping[str, str] = {
    "Jr": "Junior", "Sr": "Senior", "Esq": "Esquire", "Bros": "Brothers", "Inc": "Incorporated", "Ltd": "Limited",
    "Corp": "Corporation", "Co": "Company", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane",
    "St": "Street", "Dr": "Drive", "Hwy": "Highway", "Pkwy": "Parkway", "Sq": "Square", "Pl": "Place",
}  # fmt: skip
"""Said where a name stands before them; the dot of the last one also ends the sentence."""

_FREE: Mapping[str, str] = {
    "etc": "et cetera", "vs": "versus", "approx": "approximately", "dept": "department", "Dept": "Department",
    "viz": "namely", "ibid": "ibidem", "Ibid": "Ibidem", "inst": "instant", "ult": "ultimo", "prox": "proximo",
    "apt": "apartment", "Apt": "Apartment", "govt": "government", "assn": "association", "Assn": "Association",
    "bldg": "building", "Bldg": "Building", "Tues": "Tuesday", "Thurs": "Thursday", "Thur": "Thursday",
    "Weds": "Wednesday", "Sept": "September", "Aug": "August", "Oct": "October", "Nov": "November",
    "Dec": "December", "Feb": "February", "cf": "compare", "Viz": "Namely", "al": "al", "hon": "honourable",
}  # fmt: skip
_NEED_NUMBER: Mapping[str, str] = {
    "No": "Number", "no": "number", "NO": "Number", "Nos": "Numbers", "nos": "numbers", "Ch": "Chapter", "ch": "chapter",
    "CH": "Chapter", "chap": "chapter", "Chap": "Chapter", "Vol": "Volume", "vol": "volume", "VOL": "Volume",
    "vols": "volumes", "p": "page", "pp": "pages", "P": "Page", "Fig": "Figure", "fig": "figure", "figs": "figures",
    "pt": "part", "Pt": "Part", "bk": "book", "Bk": "Book", "Sec": "Section", "sec": "section", "Art": "Article",
    "c": "circa", "ca": "circa", "Jan": "January", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July",
    "Ext": "Extension", "ext": "extension", "Rte": "Route", "sc": "scene", "Sc": "Scene", "v": "verse", "ll": "lines",
}  # fmt: skip
"""Said where a number follows, Roman ones among them."""

_SCRIPTURE = {
    "Ps": "Psalm", "Gen": "Genesis", "Ex": "Exodus", "Exod": "Exodus", "Lev": "Leviticus", "Deut": "Deuteronomy",
    "Prov": "Proverbs", "Isa": "Isaiah", "Jer": "Jeremiah", "Ezek": "Ezekiel", "Dan": "Daniel", "Matt": "Matthew",
    "Rom": "Romans", "Cor": "Corinthians", "Gal": "Galatians", "Eph": "Ephesians", "Heb": "Hebrews", "Rev": "Revelation",
}  # fmt: skip
_WEEKDAYS = {"Mon": "Monday", "Wed": "Wednesday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"}
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"e\. ?g\.", "for example"),
    (r"i\. ?e\.", "that is"),
    (r"a\. ?k\. ?a\.", "also known as"),
    (r"N\. ?B\.", "nota bene"),
    (r"Ph\. ?D\.", "PHD"),
    (r"R\.S\.V\.P\.", "RSVP"),
    (r"m\.p\.h\.", "mph"),
    (r"h\.p\.", "hp"),
    (r"LL\.D\.", "LLD"),
    (r"N\.A\.S\.A\.", "NASA"),
    (r"PhD", "PHD"),
    (r"op\. ?cit\.", "op cit"),
    (r"per cent\.", "per cent"),
    (r"b\.(?= \d{4}\b)", "born"),
    (r"d\.(?= \d{4}\b)", "died"),
)

_SCENES: Mapping[str, str] = {
    "INT": "Interior", "EXT": "Exterior", "INT./EXT": "Interior and exterior", "EXT./INT": "Exterior and interior",
    "INT/EXT": "Interior and exterior", "EXT/INT": "Exterior and interior", "I/E": "Interior and exterior",
}  # fmt: skip
"""How the heading of a screenplay's scene begins (Fountain 1.1, "Scene Heading")."""

_TITLE = listed(" ".join(TITLES))
_NEXT = rf"(?=(?:[{PLACEHOLDER}]|[A-ZÀ-ÖØ-Þ]|d[eu] |von |van ))"
_NAME_WORD = re.compile(rf"({NAMED}[\w’'-]*|[{PLACEHOLDER}]|\d(?:st|nd|rd|th))(?:(?<=[a-z])\.)?,? $")
_FOLLOWING_NAME = re.compile(rf" ?(?:{NAMED})")
_NTH = frozenset("First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth".split())
_NOT_PLACES = frozenset(
    "The In On At Near And But Of By From To For With Old Dear Miss Mister Missus Saint Then When".split()
)


def _dotted(said: str, found: re.Match[str]) -> str:
    """Give what is said, and the dot again where it ended the sentence too."""
    return said + "." if found[0].endswith(".") and ends(found) and not said.endswith(".") else said


def _said(said: str) -> Said:
    return lambda found: _dotted(said, found)


def _street(found: re.Match[str]) -> bool:
    """Tell whether St. or Dr. closes the name of a street: a name or an ordinal before it, none behind."""
    led = _NAME_WORD.search(before(found))
    if not led or led[1] in _NOT_PLACES or led[0].endswith(", "):
        return False
    if led[1][0].isdigit() or led[1] in _NTH:
        return True
    return not _FOLLOWING_NAME.match(after(found))


def _title(found: re.Match[str]) -> str:
    if found[1] in {"St", "Dr"} and _street(found):
        return found[0]
    return TITLES[found[1]] + " "


def _after_name(found: re.Match[str]) -> str:
    led = _NAME_WORD.search(before(found))
    if found[1] == "Co" and before(found).endswith(("& ", "and ")):
        return _dotted("Company", found)
    if not led or (found[1] in {"St", "Dr", "Pl", "Sq"} and (led[1] in _NOT_PLACES or led[0].endswith(", "))):
        return found[0]
    return _dotted(AFTER_NAMES[found[1]], found)


def _chain(found: re.Match[str]) -> str:
    """Say the initials before a name: A., and what might be taken for a numeral, keep the dot."""
    initials = re.findall(r"[A-Z]", found[1])
    last = len(initials) - 1
    said = [each + "." if each in "AVX" or (each == "I" and last == 0) else each for each in initials]
    return " ".join(said) + " "


def _initialism(found: re.Match[str]) -> str:
    """Say F.B.I. as FBI; with dots where the letters by themselves would make a word (A.D., I.Q.)."""
    run = found[0].replace(".", "").replace(" ", "")
    said = run if run in WORDS else letters(run)
    return _dotted(said, found)


_INITIALS = rf"{LEFT}(?<![.’'])((?:[A-Z]\. ?){{1,5}})(?=[A-ZÀ-ÖØ-Þ][a-zß-ÿ’']|[{PLACEHOLDER}])"


def _initials(found: re.Match[str]) -> str:
    """Say the initials of a name; one alone must follow a name or begin the phrase ("Plan B. She")."""
    run = found[1].replace(" ", "").replace(".", "")
    joined = len(run) > 1 and " " not in found[1][:-1]
    if joined and (run in SPELT | WORDS or "A" in run):
        return found[0]
    led = before(found)
    if len(run) == 1 and (run == "I" or (led.strip(' “‘"(—') and not _NAME_WORD.search(led))):
        return found[0]
    return _chain(found)


_FINAL_WORDS = sorted(
    {*AFTER_NAMES, *_FREE, *ALWAYS, "Ph.D", "e.g", "i.e", "k.a", "N.B", "cit", "cent", "m.p.h", "h.p", "LL.D"}
)

FINAL = "|".join(
    rf"(?<=\b(?:{'|'.join(re.escape(word) for word in _FINAL_WORDS if len(word) == length)})\.)"
    for length in sorted({len(word) for word in _FINAL_WORDS})
)
"""As lookbehinds: abbreviations whose dot may end the sentence."""

CLOSING = r"[\s\"”’')\]*_—]{0,4}\Z"
"""What may follow the dot that ends a sentence."""

BARE = r"(?<![A-Za-z])(?:(?:Mrs?|Ms|Mmes?|Mlle|Messrs|Dr|Lt|Sgt|Capt|Col|Cpl|Prof|Rev|St|Mt|Supt|Insp|Ste|Rd|Ave|Jr|Sr|Ltd|Inc|PhD)(?![A-Za-z]))"
"""Abbreviations that the British write without a dot."""


def _free(found: re.Match[str]) -> str:
    word = found[1]
    led = before(found)
    if word == "al" and not led.endswith("et "):
        return found[0]
    if word in {"Dec", "Nov", "Oct", "Aug", "Feb"} and ends(found) and not led:
        return _FREE[word]
    return _dotted(_FREE[word], found)


def _bare_or_title(found: re.Match[str]) -> str:
    word = found[1] or found[2]
    if word in {"St", "Dr"} and _street(found):
        return found[0]
    if word == "Sec" and not found[1]:
        return found[0]
    return TITLES[word] + " "


_ROMAN_TOO = listed("Ch ch CH chap Chap Vol vol VOL vols p pp Fig fig figs pt Pt bk Bk Sc sc Art Sec sec")


def _numbered(found: re.Match[str]) -> str:
    return _NEED_NUMBER[next(filter(None, found.groups()))] + " "


_WINDS = {"N": "North", "S": "South", "E": "East", "W": "West"}

ABBREVIATIONS = Topic(
    "abbreviations",
    re.compile(rf"\.(?:{FINAL}|(?!{CLOSING}))|{BARE}"),
    (
        *(rule(said, rf"{LEFT}(?<!\.){written}(?!\w)", _said(said)) for written, said in _PHRASES),
        rule(
            "always",
            rf"{LEFT}(?:({listed('Mr Mrs Ms Messrs Mme Mmes Mlle')})\.?|({listed('MR MRS MS MESSRS')})\.){RIGHT}",
            lambda found: ALWAYS[found[1] or found[2]],
        ),
        rule(
            "scenes",
            rf"\A({listed(' '.join(_SCENES))})\. (?=[A-ZÀ-ÖØ-Þ{PLACEHOLDER}])",
            lambda found: _SCENES[found[1]] + ", ",
        ),
        rule(
            "winds",
            r"(?:(?<=\d )|(?<=\b[Oo]f )|(?<=\b[Oo]n )|(?<=\b[Aa]t )|(?<=^))([NSEW])\. (?=\d{1,3}(?:st|nd|rd|th)\b|[A-Z][a-z]{2,15} (?:St|Ave|Rd|Blvd|Street|Avenue|Road)\b)",
            lambda found: _WINDS[found[1]] + " ",
        ),
        rule("lieutenant colonel", rf"{LEFT}Lt\.?[ -]Col\.? {_NEXT}", "Lieutenant Colonel "),
        rule(
            "titles",
            rf"{LEFT}(?:({_TITLE})\. {_NEXT}|({listed(_BARE)}) {_NEXT})",
            _bare_or_title,
        ),
        rule("versus", rf"(?<=[\w{PLACEHOLDER}]) v\.? (?={NAMED})(?<=\. )", " versus "),
        rule("after names", rf"{LEFT}({listed(' '.join(AFTER_NAMES))})\.", _after_name),
        rule(
            "street",
            rf"(?<=[a-z{PLACEHOLDER}] )(St|Dr|Rd|Ave|Jr|Sr|Ltd|Inc){RIGHT}(?!\.)(?= [a-z]|[,;:!?’”\")]|\Z)",
            _after_name,
        ),
        rule(
            "weekdays",
            rf"{LEFT}({listed(' '.join(_WEEKDAYS))})\.,?(?= (?:{listed('Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec January February March April August September October November December at morning afternoon evening night')}|\d))",
            lambda found: _WEEKDAYS[found[1]] + ("," if found[0].endswith(",") else ""),
        ),
        rule(
            "scripture",
            rf"{LEFT}({listed(' '.join(_SCRIPTURE))})\. (?=\d{{1,3}}:\d|(?<=Ps\. )\d)",
            lambda found: _SCRIPTURE[found[1]] + " ",
        ),
        rule("numbered", rf"{LEFT}(?<!\.)({listed(' '.join(_NEED_NUMBER))})\. ?(?=\d)", _numbered),
        rule(
            "numbered in Roman",
            rf"{LEFT}(?<!\.)(?:({listed('No no NO')})\. (?=[IVX]{{2,8}}{RIGHT})|({_ROMAN_TOO})\. ?(?=(?:[ivxlc]{{1,8}}|[IVXLC]{{1,8}}){RIGHT}(?!\. ?[A-Z])))",
            _numbered,
        ),
        rule("free", rf"{LEFT}(?<!\.)({listed(' '.join(_FREE))})\.(?![a-zA-Z])", _free),
    ),
)


_WORDLIKE = listed(" ".join(READ_AS_WORDS - {"AD", "AM", "ID", "UN", "PA"}))
# AM, ID, UN and PA are words of other contexts too: left to the engine where an author gave them no dots.

INITIALS = Topic(
    "initials",
    re.compile(rf"[A-Z]\.|\b(?:AD|{_WORDLIKE})\b"),
    (
        rule("initials", _INITIALS, _initials),
        rule("letters", rf"{LEFT}(?<!\.)(?:[A-Z]\.){{2,6}}(?![A-Za-z])", _initialism),
        rule("year of the Lord", rf"{LEFT}AD(?= \d)|(?<=\d )AD{RIGHT}", "A.D."),
        rule("no words", rf"{LEFT}({_WORDLIKE}){RIGHT}(?!\.[A-Z])\.?", lambda found: letters(found[1])),
    ),
)
