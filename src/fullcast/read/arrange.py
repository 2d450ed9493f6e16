"""What is read of a book: which of its parts, and what becomes of its notes.

The text of a plain file keeps its offsets: notes that stand in it are silent or read where they are, never moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType

from fullcast.errors import InputError, UsageError
from fullcast.model import Book, Chapter, Note, Reading, Span
from fullcast.read.matter import SORTS
from fullcast.words import count_words, fold

FOOTNOTE: Mapping[str, str] = {
    "en": "Footnote",
    "de": "Fußnote",
    "fr": "Note",
    "es": "Nota",
    "it": "Nota",
    "pt": "Nota",
    "pl": "Przypis",
    "ru": "Примечание",
}
"""The word that tells a listener that what follows is a note; by language, English for others."""

_SIDES = MappingProxyType({"front": "front matter", "back": "back matter", "body": "body"})
_SORTS = frozenset(fold(name) for name in (*SORTS, *_SIDES.values()))
_SHOWN = 8
_RANGE = re.compile(r"(\d{1,18})?\s*[-–]\s*(\d{1,18})?|(\d{1,18})")


def arranged(book: Book, reading: Reading) -> Book:
    """Return the book with the parts that `reading` asks for, numbered from 1, and its notes where it wants them.

    What `exclude` names is out, what `include` names is in, the rest is as the book's form has it. Raises UsageError
    where they name what is neither a part of the book nor a sort of part, InputError where nothing is left.
    """
    chosen = _chosen(book, reading)
    if not chosen:
        hint = "leave out fewer of them: `fullcast chapters` lists all"
        raise InputError("nothing of it is left to read", path=book.source, hint=hint)
    word = FOOTNOTE.get(book.language.partition("-")[0].lower(), FOOTNOTE["en"])
    placed = (replace(each, index=number) for number, each in enumerate(chosen, 1))
    chapters = tuple(with_notes(each, reading, word) for each in placed)
    told = (*_told(book, chosen), *_missed(book, reading.include))
    return replace(book, chapters=chapters, notices=(*book.notices, *told))


def _told(book: Book, chosen: Sequence[Chapter]) -> Iterator[str]:
    """Say which parts are not read."""
    silent = [each for each in book.chapters if each.left_out and replace(each, left_out=False) not in chosen]
    if silent:
        names = [each.title for each in silent[:_SHOWN]]
        more = f" and {len(silent) - _SHOWN} more" if len(silent) > _SHOWN else ""
        words = sum(count_words(each.text) for each in silent)
        yield f"not read: {', '.join(names)}{more} ({words:,} words); --include reads a part all the same"


def _missed(book: Book, wanted: Iterable[str]) -> Iterator[str]:
    """Say which sorts of part are asked for that the book has none of."""
    there = {name for each in book.chapters for name in _names(each)}
    for name in wanted:
        if fold(name) not in there:
            yield f"include: the book has no {name}"


def _chosen(book: Book, reading: Reading) -> list[Chapter]:
    wanted = _named(book, reading.include, "include")
    unwanted = _named(book, reading.exclude, "exclude")
    return [
        replace(each, left_out=False)
        for at, each in enumerate(book.chapters)
        if at not in unwanted and (at in wanted or not each.left_out)
    ]


def _named(book: Book, names: Iterable[str], option: str) -> set[int]:
    """Return the places of the chapters that `names` name by sort, by title or by the side of the book they are on."""
    found: set[int] = set()
    for name in names:
        here = {at for at, each in enumerate(book.chapters) if fold(name) in _names(each)}
        if (
            not here and fold(name) not in _SORTS
        ):  # settings are for many books, and not each has a dedication
            known = sorted({each.sort for each in book.chapters} | {each.title for each in book.chapters})
            near = get_close_matches(name, known, n=2, cutoff=0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else "`fullcast chapters` lists all parts"
            raise UsageError(f"{option}: no part of the book is called “{name[:60]}”", hint=hint)
        found |= here
    return found


def _names(chapter: Chapter) -> set[str]:
    return {fold(name) for name in (chapter.sort, chapter.title, *chapter.headings, _SIDES[chapter.matter])}


def numbered(book: Book, wanted: str) -> frozenset[int]:
    """Return the indices of the chapters that `wanted` names: "3", "3-7", "12-", "1,4-6,Epilogue".

    Raises UsageError for what is no chapter of the book.
    """
    found: set[int] = set()
    last = len(book.chapters)
    by_title = {fold(each.title): each.index for each in book.chapters}
    if fold(wanted) in by_title:
        return frozenset({by_title[fold(wanted)]})
    for part in (part.strip() for part in wanted.split(",")):
        match = _RANGE.fullmatch(part)
        if match is not None and fold(part) not in by_title:
            first = int(match[3] or match[1] or 1)
            end = int(match[3] or match[2] or last)
            found |= _range(first, end, last, part)
        elif fold(part) in by_title:
            found.add(by_title[fold(part)])
        else:
            near = get_close_matches(fold(part), by_title, n=1)
            hint = (
                f"did you mean {near[0]}?"
                if near
                else "write numbers as `fullcast chapters` lists them: 3-7 or 1,4"
            )
            raise UsageError(f"no chapter is called “{part[:60]}”", hint=hint)
    return frozenset(found)


def _range(first: int, end: int, last: int, part: str) -> set[int]:
    if first > end:
        raise UsageError(f"no chapter is in {part}", hint=f"write {end}-{first}")
    if first < 1 or first > last or end > last:
        raise UsageError(f"there is no chapter {end if end > last else first}", hint=f"the book has {last}")
    return set(range(first, end + 1))


# --- notes ----------------------------------------------------------------------------------------


def with_notes(chapter: Chapter, reading: Reading, word: str) -> Chapter:
    """Return the chapter with its notes as `reading` wants them; `word` goes before each that is read."""
    if reading.notes == "skip":
        hushed = tuple(Span(span.start, span.end, "alias") for span in chapter.spans if span.kind == "note")
        return (
            replace(chapter, notes=(), spans=(*chapter.spans, *hushed))
            if hushed or chapter.notes
            else chapter
        )
    if not chapter.notes:
        return chapter
    if reading.notes == "end":
        return _inserted(chapter, {len(chapter.text): chapter.notes}, word)
    return _inserted(chapter, _by_paragraph(chapter.text, chapter.notes), word)


def _by_paragraph(text: str, notes: Sequence[Note]) -> dict[int, tuple[Note, ...]]:
    """Return the notes by the end of the paragraph that their mark stands in."""
    found: dict[int, tuple[Note, ...]] = {}
    for note in notes:
        end = text.find("\n\n", note.at)
        at = len(text) if end < 0 else end
        found[at] = (*found.get(at, ()), note)
    return dict(sorted(found.items()))


def _inserted(chapter: Chapter, places: Mapping[int, Sequence[Note]], word: str) -> Chapter:
    """Put notes into a chapter's text as paragraphs of their own, and move what stands behind them."""
    parts: list[str] = []
    read: list[Span] = []
    shifts: list[_Shift] = []
    last = length = 0
    for at, notes in places.items():
        parts.append(chapter.text[last:at])
        length += at - last
        for note in notes:
            told = f"\n\n{word}: {note.text}"
            read.append(Span(length + 2, length + len(told), "note"))
            parts.append(told)
            length += len(told)
        shifts.append(_Shift(at, length - at))
        last = at
    parts.append(chapter.text[last:])
    kept = _moved(chapter.spans, shifts)
    spans = tuple(sorted((*kept, *read), key=lambda span: (span.start, -span.end)))
    return replace(chapter, text="".join(parts), spans=spans, notes=())


@dataclass(frozen=True, slots=True)
class _Shift:
    """From offset `at` on, everything stands `by` further back."""

    at: int
    by: int


def _moved(spans: Iterable[Span], shifts: Sequence[_Shift]) -> Iterator[Span]:
    for span in spans:
        # A span ends before what is put in at its end, and begins behind what is put in at its beginning.
        start = span.start + max((s.by for s in shifts if s.at <= span.start), default=0)
        end = span.end + max((s.by for s in shifts if s.at < span.end), default=0)
        yield replace(span, start=start, end=end)
