"""What stands in a plain text and is no text: illustrations, notes and their marks, page numbers, words cut in two.

Nothing is cut out, since a chapter is a slice of its file: Spans say what is said otherwise, or (an alias of nothing)
not at all. Brackets are Project Gutenberg's and Distributed Proofreaders'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from fullcast.model import Span
from fullcast.read.outline import GAP, ends_sentence

_BRACKETS = re.compile(r"[\[\]]")
_FIGURE = re.compile(
    r"\[\s*_?(?:Illustration|Abbildung|Ilustración|Ilustracja)s?_?\s*(?:[:.—–-]\s*|(?=\]))", re.IGNORECASE
)
_FOOTNOTE = re.compile(
    r"\[\s*(?:Footnote|Fußnote|Note|Nota)\s*(?P<label>\d{1,4}|[A-Za-z]{1,2}|[*†‡§]{1,3})?\s*[:.]\s*",
    re.IGNORECASE,
)
_TRANSCRIBER = re.compile(r"\[\s*_?Transcriber(?:['’]?s|s['’])?['’]?\s+(?:Note|Comment)s?\b", re.IGNORECASE)
_PAGE = re.compile(
    r"\[\s*(?:Pg\.?|Page|p\.|S\.|Seite)\s*[\divxlcIVXLC]{1,6}\s*\]|\{\s*(?:Pg\.?|Page|p\.)?\s*[\divxlc]{1,6}\s*\}"
)
_LABEL = re.compile(r"\[(\d{1,4}|[A-Z]{1,2}|[*†‡§]{1,3})\]")
_CUT = re.compile(r"[-\u00ad\u2010]\n[ \t]*(?=[^\W\d_])")
_TAIL = re.compile(r"[^\W\d_]+$")
_HEAD = re.compile(r"[^\W\d_]{1,40}")
_NUMBER_LINE = re.compile(r"^[ \t\f]*(?:[-–—\[(][ \t]*)?(\d{1,4})[ \t]*(?:[-–—\])][ \t]*)?$", re.MULTILINE)
_LINE = re.compile(r"^[ \t\f]*(\S[^\n]{2,70})$", re.MULTILINE)
_INDENT = re.compile(r"\n[ \t]{2,}\S")
_LONGEST = 20_000


def spanned(text: str, begin: int, end: int) -> tuple[Span, ...]:
    """Return what is to be said of `text[begin:end]`, in order of beginnings, at offsets of the whole text."""
    found: list[Span] = []
    if "[" in text or "{" in text:
        found += _bracketed(text, begin, end)
    found += _pages(text, begin, end)
    found += _joined(text, begin, end)
    found += _set_in(text, begin, end)
    return tuple(sorted(found, key=lambda span: (span.start, -span.end)))


# --- brackets --------------------------------------------------------------------------------------


def _bracketed(text: str, begin: int, end: int) -> Iterator[Span]:
    for page in _PAGE.finditer(text, begin, end):
        yield Span(page.start(), page.end(), "alias")
    pairs = [pair for pair in _pairs(text, begin, end) if pair[1] - pair[0] <= _LONGEST]
    labels = {
        match["label"] for start, _ in pairs if (match := _FOOTNOTE.match(text, start)) and match["label"]
    }
    marked: set[str] = set()
    for start, stop in sorted(pairs):
        yield from _of_pair(text, start, stop, labels, marked)


def _pairs(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Return the brackets that belong together, each inside at once after its own end."""
    opened: list[int] = []
    for bracket in _BRACKETS.finditer(text, begin, end):
        if bracket.group() == "[":
            opened.append(bracket.start())
        elif opened:
            yield opened.pop(), bracket.end()


def _of_pair(text: str, start: int, stop: int, labels: set[str], marked: set[str]) -> Iterator[Span]:
    """Return the spans of what stands in brackets; `marked` takes up the marks of notes that have been met."""
    label = _LABEL.fullmatch(text, start, stop)
    if label:
        yield from _mark(text, start, stop, label[1], labels, marked)
    elif figure := _FIGURE.match(text, start, stop):
        yield from _framed(start, stop, figure.end(), "figure")
    elif note := _FOOTNOTE.match(text, start, stop):
        yield from _framed(start, stop, note.end(), "note")
    elif _TRANSCRIBER.match(text, start, stop):
        yield Span(start, stop, "alias")


def _framed(start: int, stop: int, inside: int, kind: str) -> Iterator[Span]:
    """Return the span of a figure or a note, and that its frame is not said; without words inside, all is frame."""
    if inside >= stop - 1:
        yield Span(start, stop, "alias")
        return
    yield Span(start, stop, "figure" if kind == "figure" else "note")
    yield Span(start, inside, "alias")


def _mark(text: str, start: int, stop: int, label: str, labels: set[str], marked: set[str]) -> Iterator[Span]:
    """Return that the mark of a note is not said; where it begins a paragraph, and was met before, that is the note."""
    before = text[max(0, start - 40) : start]
    opens = before.rstrip(" \t").endswith("\n") or not before.strip()
    if opens and label in marked:
        gap = GAP.search(text, stop, min(len(text), stop + _LONGEST))
        yield Span(start, gap.start() if gap else stop, "note")
        yield Span(start, stop, "alias")
    elif not label.isalpha() or label in labels:
        yield Span(start, stop, "alias")
        marked.add(label)


# --- page numbers and running heads -----------------------------------------------------------------


def _pages(text: str, begin: int, end: int) -> Iterator[Span]:
    """Return that the page numbers of a scanned book, on lines of their own, are not said, nor the heads beside them.

    They are taken for such where they run up by one and often stand amid a sentence.
    """
    lines = list(_running(_NUMBER_LINE.finditer(text, begin, end)))
    amid = sum(1 for line in lines if not ends_sentence(text, line.start()))
    if len(lines) < 5 or 3 * amid < len(lines):
        return
    for line in lines:
        yield Span(*_bare(line), "alias")
    yield from _heads(text, begin, end, len(lines))


def _running(numbers: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Return the numbers that run up by one; one that may have been lost or misread is passed over."""
    last = -1
    for line in numbers:
        if last < 0 or 0 < int(line[1]) - last <= 2:
            last = int(line[1])
            yield line


def _bare(line: re.Match[str]) -> tuple[int, int]:
    shift = len(line.group()) - len(line.group().lstrip())
    return line.start() + shift, line.start() + len(line.group().rstrip())


def _heads(text: str, begin: int, end: int, pages: int) -> Iterator[Span]:
    """Return that lines which come again on most pages, or on every other, are not said."""
    lines = [match for match in _LINE.finditer(text, begin, end) if match[1].isupper()]
    often = Counter(match[1].strip(" \t0123456789") for match in lines)
    for match in lines:
        if 3 * often[match[1].strip(" \t0123456789")] >= pages >= 10:
            yield Span(match.start(1), match.start(1) + len(match[1].rstrip()), "alias")


# --- words that a line's end cuts ---------------------------------------------------------------------


def _joined(text: str, begin: int, end: int) -> Iterator[Span]:
    """Return how a word that a hyphen and a line's end cut in two is said: joined, unless the hyphen is its own."""
    cuts = [cut for cut in _CUT.finditer(text, begin, end) if text[cut.start() - 1 : cut.start()].isalpha()]
    if not cuts:
        return
    known = _vocabulary(text, begin, end)
    for cut in cuts:
        head = _TAIL.search(text, max(begin, cut.start() - 40), cut.start())
        tail = _HEAD.match(text, cut.end(), end)
        if head and tail:
            start = head.start()
            yield Span(
                start, tail.end(), "alias", _word(head.group(), tail.group(), text[cut.start()], known)
            )


def _word(head: str, tail: str, hyphen: str, known: set[str]) -> str:
    """Return the word that the book has elsewhere: "something", "rabbit-hole", or two words that stand in it alone."""
    whole, parted = head + tail, f"{head}-{tail}"
    if hyphen == "\u00ad" or whole.casefold() in known:
        return whole
    if parted.casefold() in known or (
        head.casefold() in known and (tail.casefold() in known or tail[0].isupper())
    ):
        return parted
    return whole


def _vocabulary(text: str, begin: int, end: int) -> set[str]:
    """Return the words of the book in lower case, but for those that a line's end cuts."""
    raw: set[str] = set()
    at = begin
    while at < end:
        stop = text.find(" ", min(at + 1_000_000, end), end)
        stop = end if stop < 0 else stop
        raw.update(text[at:stop].split())
        at = stop
    return {word.strip(_MARKS).casefold() for word in raw if not word.endswith(("-", "\u00ad", "\u2010"))}


_MARKS = ".,;:!?\"'“”‘’«»()[]_*—–…"


# --- verse and quotations ------------------------------------------------------------------------------


def _set_in(text: str, begin: int, end: int) -> Iterator[Span]:
    """Return the verse and the block quotes of a text whose lines are wrapped: blocks that stand in from the rest."""
    at = begin
    if not _INDENT.search(text, begin, end):
        return
    for gap in GAP.finditer(text, begin, end):
        if gap.start() > at and _INDENT.search(text, at, gap.start()):
            yield from _inset(text, at, gap.start())
        at = gap.end()
    if at < end and _INDENT.search(text, at, end):
        yield from _inset(text, at, end)


def _inset(text: str, start: int, end: int) -> Iterator[Span]:
    if end - start > _LONGEST:
        return
    indent = text[text.rfind("\n", 0, start) + 1 : start]
    lines = text[start:end].split("\n")
    kind = _kind(lines) if len(indent.expandtabs()) >= 2 and not indent.strip() else None
    if kind == "verse":
        yield Span(start, end, "verse")
    elif kind == "quote":
        yield Span(start, end, "quote")


def _kind(lines: Sequence[str]) -> str | None:
    """Return what lines are, the first of which stands in: filled ones a quotation, short ones with capitals verse."""
    bare = [line.strip() for line in lines]
    if any(not line[:2].isspace() and line[:1] != "\t" for line in lines[1:]) or not any(
        map(str.isalpha, "".join(bare))
    ):
        return None
    longest = max(map(len, bare))
    if len(bare) > 2 and longest <= 80 and all(line.lstrip("“\"‘'«(_*—–-[")[:1].isupper() for line in bare):
        return "verse"
    if len(bare) > 2 and longest > 45 and all(len(line) > 0.75 * longest for line in bare[:-1]):
        return "quote"
    capitals = sum(1 for line in bare if line.lstrip("“\"‘'«(_*—–-[")[:1].isupper())
    return "verse" if longest <= 64 and 2 * capitals >= len(bare) else None
