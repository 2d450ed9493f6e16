"""Finds quoted stretches: curly, straight, British single, guillemets, low quotes, corner brackets and dashes.

A text has one or two primary marks; quotes nested in others are part of them. A quote is closed by its paragraph's
end at the latest: an author who forgets a mark loses one paragraph to the wrong voice, never the rest of the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from fullcast.parse.inserted import spoken
from fullcast.parse.languages import ENGLISH, Language

PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "”": "”",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "「": "」",
    "『": "』",
    "‟": "”",
}
"""Opening mark -> the marks that may close it: ” and » may open what they close. Single quotes have functions of their own."""

_FAR = 1000
"""Code points within which a nested quote must close: a bound on the work that a page of opening marks can ask for."""

_SINGLE_MARKS = re.compile("[‘’'“”\"]")
_DOUBLE = frozenset('“”"„‟')
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–\-“\"])|^)[‘'‛](?=[^\s\d\W]|[\"“…—]|['’]\w)", re.MULTILINE)
_SINGLE_SPEECH = re.compile(
    r"(?:(?<=[\s(\[—–\-])|^)[‘'](?=[A-ZÀ-ÖØ-Þ—…])[^‘\n]{0,600}?[.,!?…—\-][’'](?!\w)", re.MULTILINE
)
_ELISIONS = frozenset(
    "tis twas twere twill twould twasn em til till cause bout round neath gainst im er is ere ud un ow ad ave un "
    "appen alf elp eard ead ome ope ouse orse ard ow ot andsome undred".split()
)
_DASH_LINE = re.compile(r"^[ \t]*(?:[—–―]|--|-(?=[ \t]))[ \t]*(?=[^\W_]|[¡¿«„\"'“‘…])", re.MULTILINE)
_DASH_AFTER_COLON = re.compile(r"(?<=:[ \u00a0\n])[—–―][ \u00a0\u202f]*(?=[¡¿A-ZÀ-ÖØ-ÞА-ЯЁ])")
_WORD = re.compile(r"[^\W\d_]+")
_LEFT_ANGLE = re.compile(r"«[ \u00a0\u202f]?\w")
_RIGHT_ANGLE = re.compile(r"(?<!\w)»\w")
_ANGLES = re.compile("[«»]")


@dataclass(frozen=True, slots=True)
class Style:
    """Which marks open speech in a text."""

    openers: frozenset[str]
    single: bool = False
    dashes: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quoted stretch, marks included. `opened`/`closed` say whether that mark is there.

    `dash` says that a dash opened it, `inserted` that a tag inside the marks parts it from its other half.
    """

    start: int
    end: int
    opened: bool = True
    closed: bool = True
    dash: bool = False
    inserted: bool = False


def style_of(texts: Iterable[str], language: Language = ENGLISH) -> Style:
    """Return the marks that open speech in `texts`, found by counting.

    Double marks are the rule; single ones become primary when well-formed single-quoted speech is commoner than
    double. Dashes open speech where hardly any paragraph has quotes and several start with one, and in languages
    that set dialogue so.
    """
    double = single = dashes = low = right = left = corner = 0
    for text in texts:
        double += sum(text.count(mark) for mark in _DOUBLE) // 2
        single += sum(1 for _ in _SINGLE_SPEECH.finditer(text))
        dashes += sum(1 for _ in _DASH_LINE.finditer(text))
        low += text.count("„")
        left += sum(1 for _ in _LEFT_ANGLE.finditer(text))
        right += sum(1 for _ in _RIGHT_ANGLE.finditer(text))
        corner += text.count("「")
    angle = "«‹" if left >= right else "»›"
    openers = set('“"„‟「『') | set(angle)
    if low > 2:
        openers.discard("“")
    quoted = double + max(left, right) + low + corner
    return Style(
        frozenset(openers) if single <= quoted else frozenset(angle) | {"「"},
        single=single > quoted,
        dashes=dashes > 0 if language.dashes else dashes >= 3 and dashes > 2 * max(quoted, single),
    )


def stretches(
    text: str, start: int, end: int, style: Style, language: Language = ENGLISH
) -> Iterator[Stretch]:
    """Yield the quoted stretches of the paragraph `text[start:end]`, in order, disjoint.

    A quote that nobody closed ends with the paragraph, or before the next mark that clearly opens one; a closing
    mark with no opening one quotes what stands between the paragraph's start and it.
    """
    at, seen = start, False
    if style.dashes and (head := _dash(text, start, end, language)):
        at, seen = _unmatched(text, head.end(), end, style), True
        for a, b in spoken(text, head.start(), at, language, marked=False):
            yield Stretch(a, b, opened=a == head.start(), closed=False, dash=True)
    while at < end:
        opener = _next_opener(text, at, end, style)
        if not seen and (stray := _stray_closer(text, start, opener if opener >= 0 else end, style)) > 0:
            yield Stretch(start, stray, opened=False)
            at, seen = stray, True
            continue
        if opener < 0:
            return
        stop, closed = _close(text, opener, end, style)
        if language.dashes:
            yield from _without_tags(text, opener, stop, language, closed=closed)
        else:
            yield Stretch(opener, stop, closed=closed)
        at, seen = stop, True


def _dash(text: str, start: int, end: int, language: Language) -> re.Match[str] | None:
    """Return the dash that opens speech in a paragraph: at its start, or after a colon ("Él dijo: —Ven.")."""
    head = _DASH_LINE.match(text, start, end)
    return head if head or not language.dashes else _DASH_AFTER_COLON.search(text, start, end)


def _without_tags(text: str, start: int, stop: int, language: Language, *, closed: bool) -> Iterator[Stretch]:
    """Yield a quote without the tags that its narrator put inside the marks."""
    parts = list(spoken(text, start, stop, language, marked=True))
    for i, (a, b) in enumerate(parts):
        yield Stretch(a, b, i == 0, closed and b == stop, inserted=len(parts) > 1 or b < stop)


def _unmatched(text: str, start: int, end: int, style: Style) -> int:
    """Return where speech that a dash opened is closed by a mark all the same, or `end` ("« Oui. / — Non ? » dit-il")."""
    if "«" not in style.openers:
        return end
    depth = 0
    for match in _ANGLES.finditer(text, start, end):
        depth += 1 if match.group() == "«" else -1
        if depth < 0:
            return match.end()
    return end


def _next_opener(text: str, at: int, end: int, style: Style) -> int:
    for match in _opening(style).finditer(text, at, end):
        i, ch = match.start(), match.group()
        if ch in "‘'":
            if _opens_single(text, i, end):
                return i
        elif ch == '"':
            if _can_open(text, i, at, end):
                return i
        elif ch in style.openers or _starts_here(text, i, end):
            return i
    return -1


@cache
def _opening(style: Style) -> re.Pattern[str]:
    """Return what may open a quote: the openers, and closing marks that an author or a scanner set the wrong way round."""
    wrong = [closer for opener, closer in (("“", "”"), ("«", "»")) if opener in style.openers]
    marks = "".join(sorted({*style.openers, *wrong})) + ("‘'" if style.single else "")
    return re.compile(f"[{marks}]")


def _starts_here(text: str, i: int, end: int) -> bool:
    """Say whether a closing mark stands where one opens: before a word, after white space."""
    return i + 1 < end and text[i + 1].isalnum() and (i == 0 or text[i - 1].isspace())


def _can_open(text: str, i: int, at: int, end: int) -> bool:
    """Say whether the straight mark at `i` can open: something follows it, and no word stands right before it."""
    following = text[i + 1 : i + 2]
    if not following or i + 1 >= end:
        return False
    before = text[i - 1 : i] if i > 0 else ""
    return not following.isspace() or not before.strip() or i == at


def _close(text: str, opener: int, end: int, style: Style) -> tuple[int, bool]:
    """Return where the quote opened at `opener` ends, and whether a mark closes it there."""
    mark = text[opener]
    if mark in "‘'":
        return _close_single(text, opener, end)
    closers = PAIRS[mark]
    if mark == "„" and all(text.find(closer, opener, min(end, opener + _FAR)) < 0 for closer in closers):
        closers = '"'
    begin = opener + 1
    while mark not in closers and begin < end and text[begin] == mark:
        begin += 1  # a mark set twice opens once
    depth = 1
    for match in _marks(mark + closers).finditer(text, begin, end):
        i, ch = match.start(), match.group()
        if ch in closers and not (mark in closers and _opens_again(text, i, end)):
            depth -= 1
            if depth == 0:
                return i + 1, True
        elif ch == mark:
            if depth == 1 and mark == "“" and _ends_here(text, i, end):
                return i + 1, True
            if not _rest_balances(text, i, end, mark, closers, depth):
                return _trim_back(text, opener, i), False
            depth += 1
    return end, False


@cache
def _marks(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{marks}]")


def _opens_again(text: str, i: int, end: int) -> bool:
    """Say whether a mark that opens and closes clearly opens another quote: white space before, a letter after."""
    before, after = text[i - 1], text[i + 1 : i + 2] if i + 1 < end else ""
    return before.isspace() and bool(after) and (after.isalnum() or after in "'‘…")


def _rest_balances(text: str, i: int, end: int, mark: str, closers: str, depth: int) -> bool:
    if mark in closers:
        return False
    end = min(end, i + _FAR)
    opens = text.count(mark, i, end)
    closes = sum(text.count(closer, i, end) for closer in closers)
    return closes >= opens + depth


def _trim_back(text: str, start: int, stop: int) -> int:
    while stop > start + 1 and text[stop - 1].isspace():
        stop -= 1
    return stop


def _stray_closer(text: str, start: int, stop: int, style: Style) -> int:
    """Return the end of a quote whose opening mark is missing: a lone ” after sentence punctuation, or -1."""
    match = _closing(style).search(text, start, stop)
    if match is None or match.start() == start:
        return -1
    said = text[max(start, match.start() - 3) : match.start()].rstrip("\u00a0\u202f")
    return match.end() if said[-1:] in tuple(",.!?…—-") and "„" not in text[start : match.start()] else -1


@cache
def _closing(style: Style) -> re.Pattern[str]:
    low = "“" if "“" not in style.openers and "„" in style.openers else ""
    angle = "»" if "«" in style.openers else "«"
    return re.compile(f'[”{angle}{low}]|"(?!\\S)')


# --- British single quotes: the closing mark is also the apostrophe ---------------------------------


def _opens_single(text: str, i: int, end: int) -> bool:
    if not _SINGLE_OPEN.match(text, i) or i + 1 >= end:
        return False
    word = _WORD.match(text, i + 1)
    if word and word.group().lower() in _ELISIONS and text[i] != "‘":
        return False
    if word and word.group().lower() in {"tis", "twas", "em", "twere", "twould"}:
        return _close_single(text, i, end)[1] and word.group()[0].isupper()
    return True


def _close_single(text: str, opener: int, end: int) -> tuple[int, bool]:
    """Find the mark that closes a single quote.

    After punctuation it surely does, unless it closes a quote nested in this one whose marks are the same. After a
    letter it may be a plural's apostrophe ("the boys’ coats"), so it counts only while the quote is a few words long,
    or when nothing surer follows before the next opening mark.
    """
    weak, sure, double, inner = -1, -1, 0, False
    for match in _SINGLE_MARKS.finditer(text, opener + 1, end):
        i, ch = match.start(), match.group()
        if i > max(weak, sure) + 4 * _FAR and (weak > 0 or sure > 0):
            break
        before = text[i - 1]
        if ch in '“”"':
            double = 1 if ch == "“" else 0 if ch == "”" else 1 - double
        elif ch == "‘" and not _ends_here(text, i, end):
            if weak > 0 or sure > 0:
                break
        elif text[i + 1 : i + 2].isalnum():
            inner = inner or _opens_inner(text, i, opener)
        elif double:
            continue
        elif before in '.,!?…—–-;:)”"*_' or before.isspace():
            if weak > 0 and _is_short(text, opener, weak):
                return weak, True
            if not inner:
                return i + 1, True
            sure, inner = sure if sure > 0 else i + 1, False
        elif before.isalnum() and inner and before != "s":
            inner = False
        elif before.isalnum() and weak < 0:
            weak = i + 1
    if sure > 0:
        return sure, True
    return (weak, True) if weak > 0 else (end, False)


def _opens_inner(text: str, i: int, opener: int) -> bool:
    """Say whether an apostrophe inside a quote opens one nested in it: at a word's start, and no elision ("’tis")."""
    if i == opener + 1 or text[i - 1].isalnum() or text[i - 1] in ".,!?;’'":
        return False
    word = _WORD.match(text, i + 1)
    return word is not None and word.group().lower() not in _ELISIONS


def _ends_here(text: str, i: int, end: int) -> bool:
    """Say whether an opening mark stands where one closes: after punctuation, before white space or the end."""
    return text[i - 1] in ".,!?…—–-" and (i + 1 >= end or text[i + 1].isspace())


def _is_short(text: str, opener: int, stop: int) -> bool:
    inside = text[opener + 1 : stop - 1]
    return (
        len(inside.split()) <= 4 and not re.search(r"[,.!?;:]", inside) and not inside.endswith(("s", "in"))
    )
