"""Finds quoted stretches: curly, straight, British single, guillemets, low quotes, corner brackets and dashes.

A text has one or two primary marks; quotes nested in others are part of them. A quote is closed by its paragraph's
end at the latest: an author who forgets a mark loses one paragraph to the wrong voice, never the rest of the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "「": "」",
    "『": "』",
    "‟": "”",
}
"""Opening mark -> the marks that may close it; single quotes and dashes have functions of their own."""

_FAR = 4000
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
_DASH_LINE = re.compile(r"^[ \t]*(?:[—–―]|--|-(?=[ \t]))[ \t]*(?=[^\W_]|[¡¿«\"'“‘…])", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Style:
    """Which marks open speech in a text."""

    openers: frozenset[str]
    single: bool = False
    dashes: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quoted stretch, marks included. `opened`/`closed` say whether that mark is there."""

    start: int
    end: int
    opened: bool = True
    closed: bool = True
    dash: bool = False


def style_of(texts: Iterable[str]) -> Style:
    """Return the marks that open speech in `texts`, found by counting.

    Double marks are the rule; single ones become primary when well-formed single-quoted speech is commoner than
    double, dashes when hardly any paragraph has quotes and several start with one.
    """
    double = single = dashes = low = right = left = corner = 0
    for text in texts:
        double += sum(text.count(mark) for mark in _DOUBLE) // 2
        single += sum(1 for _ in _SINGLE_SPEECH.finditer(text))
        dashes += sum(1 for _ in _DASH_LINE.finditer(text))
        low += text.count("„")
        left += len(re.findall(r"«[ \u00a0\u202f]?\w", text))
        right += len(re.findall(r"(?<!\w)»\w", text))
        corner += text.count("「")
    angle = "«‹" if left >= right else "»›"
    openers = set('“"„‟「『') | set(angle)
    if low > 2:
        openers.discard("“")
    quoted = double + max(left, right) + low + corner
    return Style(
        frozenset(openers) if single <= quoted else frozenset(angle) | {"「"},
        single=single > quoted,
        dashes=dashes >= 3 and dashes > 2 * (quoted if single <= quoted else single),
    )


def stretches(text: str, start: int, end: int, style: Style) -> Iterator[Stretch]:
    """Yield the quoted stretches of the paragraph `text[start:end]`, in order, disjoint.

    A quote that nobody closed ends with the paragraph, or before the next mark that clearly opens one; a closing
    mark with no opening one quotes what stands between the paragraph's start and it.
    """
    if style.dashes and (dash := _dash(text, start, end)):
        yield from dash
        return
    at = start
    seen = False
    while at < end:
        opener = _next_opener(text, at, end, style)
        if not seen and (stray := _stray_closer(text, start, opener if opener >= 0 else end)) > 0:
            yield Stretch(start, stray, opened=False)
            at, seen = stray, True
            continue
        if opener < 0:
            return
        stop, closed = _close(text, opener, end, style)
        yield Stretch(opener, stop, closed=closed)
        at, seen = stop, True


def _next_opener(text: str, at: int, end: int, style: Style) -> int:
    for match in _opening(style).finditer(text, at, end):
        i, ch = match.start(), match.group()
        if ch in "‘'":
            if _opens_single(text, i, end):
                return i
        elif ch != '"' or _can_open(text, i, at, end):
            return i
    return -1


@cache
def _opening(style: Style) -> re.Pattern[str]:
    marks = "".join(sorted(style.openers)) + ("‘'" if style.single else "")
    return re.compile(f"[{marks}]")


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
    depth = 1
    for match in _marks(mark).finditer(text, opener + 1, end):
        i, ch = match.start(), match.group()
        if ch in closers and not (mark == '"' and _opens_again(text, i, end)):
            depth -= 1
            if depth == 0:
                return i + 1, True
        elif ch == mark:
            if not _rest_balances(text, i, end, mark, closers, depth):
                return _trim_back(text, opener, i), False
            depth += 1
    return end, False


@cache
def _marks(mark: str) -> re.Pattern[str]:
    return re.compile(f"[{mark}{PAIRS[mark]}]")


def _opens_again(text: str, i: int, end: int) -> bool:
    """Say whether a straight mark inside an open quote clearly opens another: white space before, a letter after."""
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


def _stray_closer(text: str, start: int, stop: int) -> int:
    """Return the end of a quote whose opening mark is missing: a lone ” after sentence punctuation, or -1."""
    i = text.find("”", start, stop)
    if i > start and text[i - 1] in ",.!?…—-" and "„" not in text[start:i]:
        return i + 1
    return -1


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

    After punctuation it surely does. After a letter it may be a plural's apostrophe ("the boys’ coats"), so it
    counts only while the quote is a few words long, or when nothing surer follows before the next opening mark.
    """
    weak, nested = -1, 0
    for match in _SINGLE_MARKS.finditer(text, opener + 1, end):
        i, ch = match.start(), match.group()
        if ch in '“”"':
            nested = 1 if ch == "“" else 0 if ch == "”" else 1 - nested
        elif ch == "‘" or text[i + 1 : i + 2].isalnum():
            if ch == "‘" and weak > 0:
                break
        elif not nested and text[i - 1] in '.,!?…—–-;:)”"*_':
            return (weak, True) if weak > 0 and _is_short(text, opener, weak) else (i + 1, True)
        elif not nested and text[i - 1].isalnum() and weak < 0:
            weak = i + 1
        if weak > 0 and i > weak + _FAR:
            break
    return (weak, True) if weak > 0 else (end, False)


def _is_short(text: str, opener: int, stop: int) -> bool:
    inside = text[opener + 1 : stop - 1]
    return (
        len(inside.split()) <= 4 and not re.search(r"[,.!?;:]", inside) and not inside.endswith(("s", "in"))
    )


# --- dashes ------------------------------------------------------------------------------------------

_TAG_AFTER_DASH = re.compile(r"[ \u00a0]?(?:[—–―]|--|(?<=\s)-(?=\s))[ \u00a0]?(?=[a-zà-öø-ÿа-я])")
_DASH_AGAIN = re.compile(r"(?:[—–―]|--|(?<=\s)-(?=\s))[ \u00a0]?")
_PLAIN_TAG = re.compile(
    r"(?<=[,!?.…])\s+(?=(?:(?:he|she|I|they|said|asked|replied|cried|answered)\b|(?:[A-Z][\w’']+\s){1,3}(?:said|asked|replied|"
    r"cried|answered|muttered|whispered|murmured|shouted|began|added|went on)\b))"
)


def _dash(text: str, start: int, end: int) -> list[Stretch]:
    """Cut a paragraph that opens with a dash into speech and inserted tags ("— Yes, — said he, — I know.")."""
    head = _DASH_LINE.match(text, start, end)
    if head is None:
        return []
    found: list[Stretch] = []
    at, opened = start, True
    plain = _PLAIN_TAG.search(text, head.end(), end)
    while at < end:
        begin = max(at + 1, head.end())
        tag = _TAG_AFTER_DASH.search(text, begin, end)
        if plain is not None and plain.start() < begin:
            plain = _PLAIN_TAG.search(text, begin, end)
        cut = min((m for m in (tag, plain) if m), key=lambda m: m.start(), default=None)
        if cut is None:
            found.append(Stretch(at, end, opened=opened, closed=False, dash=True))
            break
        found.append(Stretch(at, cut.start(), opened=opened, closed=cut is tag, dash=True))
        again = _DASH_AGAIN.search(text, cut.end(), end) if cut is tag else None
        if again is None:
            break
        at = again.start()
    return found
