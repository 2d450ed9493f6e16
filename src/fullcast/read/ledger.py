"""Holds a book against its source: every letter and digit must be in a chapter, or be left out for a reason.

Letters are counted, and not words, since a drop cap, a soft hyphen or a line that ends in a hyphen parts words in the
source that are one word when read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from fullcast.errors import FullcastError
from fullcast.model import Book
from fullcast.read.source import Readout

_WORD = re.compile(r"[^\W_]+")
_SHOWN = 8


def settle(read: Readout) -> Book:
    """Return the book of `read`, with a notice of what is left out.

    Raises FullcastError, with the words, where letters of the source are nowhere, or letters of the book are not its.
    """
    here = [*_texts(read.book), *(text for _, text in read.left_out)]
    there = [read.words, *(text for _, text in read.added)]
    if _letters(here) != _letters(there):
        raise _unbalanced(read, here, there)
    return read.book


def _texts(book: Book) -> Iterator[str]:
    for chapter in book.chapters:
        yield from chapter.headings
        yield chapter.text
        yield from (note.text for note in chapter.notes)


def _letters(texts: Iterable[str]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(text)
    return {letter: number for letter, number in counted.items() if letter.isalnum()}


def _unbalanced(read: Readout, here: list[str], there: list[str]) -> FullcastError:
    ours, theirs = _words(here), _words(there)
    lost, new = _listed(theirs - ours), _listed(ours - theirs)
    told = "; ".join(
        part for part in (f"not read: {lost}" if lost else "", f"not in it: {new}" if new else "") if part
    )
    return FullcastError(
        f"the words of the book and those of the file are not the same: {told or 'letters differ'}",
        path=read.book.source,
        hint="this is a fault in fullcast: please report it; as a text file (.txt) the story can be read meanwhile",
    )


def _words(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text))


def _listed(words: Counter[str]) -> str:
    names = list(words)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f"“{name[:40]}”" for name in names[:_SHOWN]) + more
