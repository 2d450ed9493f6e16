"""Plain text: chapters by their heading lines, a title by its looks, everything else as it stands.

bytes -> text -> Gutenberg's header and licence off -> title and author -> outline (where parts begin)
      -> chapters, each an unbroken slice of the file -> spans (what is said otherwise, or not at all)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fullcast.model import Book, Chapter, Metadata, Span
from fullcast.read.blocks import titled
from fullcast.read.gutenberg import Frame, framed
from fullcast.read.headings import heading, in_capitals, number
from fullcast.read.matter import named, placed, told
from fullcast.read.source import SMALL, Readout, Source, pretty
from fullcast.read.text.layout import spoken
from fullcast.read.text.outline import Mark, outlined
from fullcast.read.text.spans import spanned

_BY = re.compile(
    r"(?:_?(?:by|written by|von|par|por|di|de)_?:?\s+|author:\s*)(?P<who>[^\W\d_][^\r\n]{1,80}?)",
    re.IGNORECASE,
)
_BY_ALONE = frozenset(("by", "von", "par", "por", "di"))
_TITLE_FIELD = re.compile(r"title:\s*\S[^\n]*", re.IGNORECASE)
_LABEL = re.compile(r"(?:title|author):\s*", re.IGNORECASE)
_NOT_BLANK = re.compile(r"\S(?:[^\n]*\S)?")
_SPOKEN = re.compile(r"[^\W_]+(?:[^\s\w]+[^\W_]+)*")
_ANY_WORD = re.compile(r"\w")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Front:
    """What the first lines say: title and author, the lines to be spoken, and where what follows them begins.

    `labels` are the words "Title:" and "Author:" of a file that has them; they are not spoken.
    """

    title: str | None
    creator: str | None
    lines: tuple[str, ...]
    body: int
    labels: tuple[str, ...] = ()


def read(source: Source) -> Readout:
    """Read plain text into a Book; the file's name titles what has no title of its own.

    Its language is undetermined ("und") unless a header of Project Gutenberg says it: whoever parses it finds out. That
    header and the licence are left out with a notice. Raises InputError for what is no text.
    """
    text, notices = source.text()
    plain = _plain(text)
    frame = framed(plain, 1 if text.startswith("\ufeff") else 0)
    front = _front(plain, frame)
    title = _one_of(front.title, frame.fields.get("title")) or pretty(source.name)
    creator = _one_of(front.creator, frame.fields.get("author"))
    marks = outlined(plain, front.body, frame.end, title, creator or "")
    chapters = _announced(placed(_chapters(text, front.body, frame.end, marks, title)), front.lines)
    spans = spanned(plain, front.body, frame.end)
    left_out = _left_out(text, frame)
    book = Book(
        title,
        creator,
        frame.language,
        tuple(_with_spans(chapters, spans)),
        source=source.path,
        notices=(*notices, *_notice(left_out)),
        metadata=_metadata(frame),
    )
    return Readout(book, text, (*left_out, *(("label", label) for label in front.labels)))


def _one_of(found: str | None, told: str | None) -> str | None:
    """Return what the book's first lines say, as the header spells it where both say the same."""
    return told if told and (not found or found.casefold() == told.casefold()) else found


def _plain(text: str) -> str:
    """Return the text with every line end as "\\n", letter for letter as long as it was."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text


# --- title and author ------------------------------------------------------------------------------


def _front(text: str, frame: Frame) -> _Front:
    """Return title and author where the first lines are; a story may have neither."""
    lines = _lines(text, frame.begin, frame.end, 6)
    field = _TITLE_FIELD.fullmatch(lines[0].text) if lines else None
    if not lines or not (field or _is_title(text, lines, frame)):
        return _Front(None, None, (), frame.begin)
    who, used = _by(lines)
    used = used or 1 + _subtitle(text, lines)
    following = _NOT_BLANK.search(text, lines[used - 1].end, frame.end)
    labels = tuple(label.group() for line in lines[:used] if (label := _LABEL.match(line.text)) and field)
    said = tuple(spoken(_LABEL.sub("", line.text) if field else line.text) for line in lines[:used])
    return _Front(said[0].rstrip(";,"), who, said, following.start() if following else frame.end, labels)


def _subtitle(text: str, lines: Sequence[_Line]) -> int:
    """Return how many lines of subtitle stand right below a title in capitals: 1 or none."""
    if len(lines) < 3 or text.count("\n", lines[0].end, lines[1].start) > 1:
        return 0
    apart = text.count("\n", lines[1].end, lines[2].start) > 1
    return int(apart and lines[0].text.isupper() and lines[1].text.isupper() and len(lines[1].text) <= 80)


def _lines(text: str, start: int, end: int, count: int) -> list[_Line]:
    """Return the next `count` lines that are not blank, with how they stand in the text."""
    found = zip(_NOT_BLANK.finditer(text, start, end), range(count), strict=False)
    return [_Line(match.start(), match.end(), match.group()) for match, _ in found]


def _by(lines: Sequence[_Line]) -> tuple[str | None, int]:
    """Return the author whom one of the lines after a title names, and the number of lines up to that one, or 0.

    What stands between the two, a line or three, is more of the title.
    """
    for at, line in enumerate(lines[1:5], 1):
        if len(line.text) > 90 or heading(line.text):
            break
        by = _BY.fullmatch(line.text)
        if by and (in_capitals(by["who"]) or by["who"].isupper()):
            return spoken(by["who"]), at + 1
        if line.text.casefold().strip("_ :") in _BY_ALONE and at + 1 < len(lines):
            following = lines[at + 1].text
            return (spoken(following), at + 2) if len(following) <= 80 else (None, 0)
    return None, 0


def _is_title(text: str, lines: Sequence[_Line], frame: Frame) -> bool:
    """Say whether the first line is a title: short, no stop, in title case, with a blank line or "by ..." after it."""
    first = lines[0]
    if len(lines) < 2 or len(first.text) > 500 or heading(first.text):
        return False
    known = frame.fields.get("title", "").casefold()
    if known and spoken(first.text).casefold().strip(".") == known:
        return True
    by = _by(lines)[1]
    if first.text[-1] in (".:”\"’'—–-" if by else ".,;:”\"’'—–-") or first.text[0] in "“\"‘'«—–*[":
        return False
    parted = text.count("\n", first.end, lines[1].start) >= 2 or by or _subtitle(text, lines)
    if (number(first.text) or named(first.text)) and not by:
        return False
    words = [w for w in _WORD.findall(first.text) if w.lower() not in SMALL]
    capital = sum(1 for w in words if w[0].isupper())
    return bool(parted and words) and capital >= 0.75 * len(words)


# --- chapters --------------------------------------------------------------------------------------


def _chapters(text: str, body: int, end: int, marks: Sequence[Mark], title: str) -> list[Chapter]:
    """Return the slices of the text between marks; a heading without text is spoken with the next."""
    if not marks:
        return [Chapter(0, title, text[body:end].rstrip("\ufeff"), body, sort="")]
    made: list[Chapter] = []
    if _ANY_WORD.search(text, body, marks[0].start):
        made.append(Chapter(0, title, text[body : marks[0].start], body, sort=""))
    waiting: list[tuple[int, str]] = []
    ends = [*(mark.start for mark in marks[1:]), end]
    for mark, stop in zip(marks, ends, strict=True):
        start = _past_white(text, mark.end, stop)
        waiting += ((mark.start, line) for line in mark.lines)
        if not _ANY_WORD.search(text, start, stop):
            continue
        page = told(text[start:stop], title) if mark.rank == "part" and stop - start < 2000 else ""
        if page in ("title page", "copyright"):  # the part's name is said with its first chapter
            made.append(Chapter(0, title, text[start:stop], start, sort=page))
            continue
        said = tuple(line for _, line in waiting)
        made.append(Chapter(0, titled(said) or title, text[start:stop], start, said, sort=mark.sort))
        waiting.clear()
    if waiting and made:
        made.append(_to_the_end(made.pop(), text, end, waiting))
    return made or [Chapter(0, title, text[body:end], body, sort="")]


def _to_the_end(last: Chapter, text: str, end: int, waiting: Sequence[tuple[int, str]]) -> Chapter:
    """Return the last chapter with the headings that no text follows: in its text or, from before it, as its own."""
    before = tuple(line for start, line in waiting if start < last.source_start)
    return replace(last, text=text[last.source_start : end], headings=(*before, *last.headings))


_WHITE = re.compile(r"\s*")


def _past_white(text: str, at: int, end: int) -> int:
    match = _WHITE.match(text, at, end)
    return match.end() if match else at


def _announced(chapters: Sequence[Chapter], lines: tuple[str, ...]) -> tuple[Chapter, ...]:
    """Return the chapters with the lines of title and author spoken before the first that is read."""
    first = next((i for i, each in enumerate(chapters) if not each.left_out), 0)
    return tuple(
        replace(each, headings=(*lines, *each.headings)) if i == first else each
        for i, each in enumerate(chapters)
    )


def _with_spans(chapters: Sequence[Chapter], spans: Sequence[Span]) -> Iterator[Chapter]:
    """Give every chapter the spans that lie in it; both stand in order of their beginnings."""
    at = 0
    for each in chapters:
        start, end = each.source_start, each.source_start + len(each.text)
        while at < len(spans) and spans[at].start < start:
            at += 1
        mine: list[Span] = []
        while at < len(spans) and spans[at].start < end:
            if spans[at].end <= end:
                mine.append(replace(spans[at], start=spans[at].start - start, end=spans[at].end - start))
            at += 1
        yield replace(each, spans=tuple(mine)) if mine else each


# --- what is left out, and what the header says ------------------------------------------------------


def _left_out(text: str, frame: Frame) -> tuple[tuple[str, str], ...]:
    begin = 1 if text.startswith("\ufeff") else 0
    parts = (
        ("Project Gutenberg header", text[begin : frame.begin]),
        ("licence", text[frame.end :]),
    )
    return tuple((reason, part) for reason, part in parts if _ANY_WORD.search(part))


def _notice(left_out: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    told = [f"{reason} ({len(_SPOKEN.findall(part)):,} words)" for reason, part in left_out]
    return (f"left out: the {' and '.join(told)}",) if told else ()


def _metadata(frame: Frame) -> Metadata:
    known = frame.fields
    if not known:
        return Metadata()
    author, number = known.get("author"), known.get("number")
    return Metadata(
        authors=(author,) if author else (),
        publisher="Project Gutenberg",
        date=known.get("release date", ""),
        identifiers=(f"https://www.gutenberg.org/ebooks/{number}",) if number else (),
    )
