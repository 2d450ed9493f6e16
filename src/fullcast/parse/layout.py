"""What the spans of a source say of phrases: where one ends, where none may, and which part of the page a place is in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fullcast.model import Chapter, Span

LONGEST_MARK = 400
"""Code points that a source may have said as one thing; a phrase is cut inside a longer stretch like anywhere."""

_BLOCKS = frozenset(("heading", "verse", "item", "row"))
_AFTER = re.compile(r"[^\w\s]*\s*")
_OPENING = 8
"""Marks of punctuation that may stand before a passage, at most."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in a chapter's text, each list in order.

    `seams` are where a passage in another language begins or has ended, `lines` where a line of verse begins; `whole` are
    stretches said as one; `blocks` are parts of the page, none in another. `beats` are where a rest that the source asks for
    has its end, with its seconds.
    """

    seams: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    whole: tuple[tuple[int, int], ...] = ()
    blocks: tuple[Span, ...] = ()
    beats: tuple[tuple[int, float], ...] = ()

    def cuts(self, start: int, end: int) -> Iterator[int]:
        """Yield where phrases end inside `start:end` because the source says so."""
        for places in (self.seams, self.lines, tuple(at for at, _ in self.beats)):
            for at in places[bisect_right(places, start) : bisect_left(places, end)]:
                if not self.is_whole(at):
                    yield at

    def is_seam(self, at: int) -> bool:
        """Say whether a language begins or ends at an offset."""
        place = bisect_left(self.seams, at)
        return place < len(self.seams) and self.seams[place] == at

    def beat(self, at: int) -> float | None:
        """Return the seconds of rest that the source asks for before an offset."""
        place = bisect_left(self.beats, (at, 0.0))
        return self.beats[place][1] if place < len(self.beats) and self.beats[place][0] == at else None

    def is_whole(self, at: int) -> bool:
        """Say whether an offset lies inside something said as one."""
        place = bisect_left(self.whole, (at, 0)) - 1
        return place >= 0 and at < self.whole[place][1]

    def is_said(self, start: int, end: int) -> bool:
        """Say whether something between two offsets is said that needs no words there: a sign with an alias."""
        place = bisect_left(self.whole, (end, 0)) - 1
        return place >= 0 and start < self.whole[place][1]

    def block(self, at: int) -> Span | None:
        """Return the part of the page that the code point at an offset lies in."""
        place = bisect_right(self.blocks, at, key=lambda span: span.start) - 1
        return self.blocks[place] if place >= 0 and at < self.blocks[place].end else None


def layout(chapter: Chapter, *, foreign: bool) -> Layout:
    """Read the spans of a chapter; `foreign` passages are phrases of their own."""
    if not chapter.spans:
        return Layout()
    text = chapter.text
    seams = {at for span in chapter.spans if foreign and span.kind == "language" for at in _edges(text, span)}
    lines = {
        found.end()
        for span in chapter.spans
        if span.kind == "verse"
        for found in re.compile(r"\n\s*").finditer(text, span.start, span.end)
    }
    said = (span for span in chapter.spans if span.kind in ("alias", "phonemes") and span.value.strip())
    blocks = sorted((span for span in chapter.spans if span.kind in _BLOCKS), key=lambda span: span.start)
    whole = merged(said, LONGEST_MARK)
    return Layout(tuple(sorted(seams)), tuple(sorted(lines)), whole, tuple(blocks), _beats(chapter))


def _beats(chapter: Chapter) -> tuple[tuple[int, float], ...]:
    """Give the rests of a chapter, each at the first letter after it; of several in one place the longest holds."""
    found: dict[int, float] = {}
    for span in chapter.spans:
        after = _AFTER.match(chapter.text, span.end) if span.kind == "beat" else None
        if after is not None:
            found[after.end()] = max(found.get(after.end(), 0.0), float(span.value))
    return tuple(sorted(found.items()))


def merged(spans: Iterable[Span], longest: int | None = None) -> tuple[tuple[int, int], ...]:
    """Give the stretches of spans in order, those that share a character as one; leave out what is `longest` or more."""
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.end <= span.start or (longest is not None and span.end - span.start >= longest):
            continue
        if found and span.start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return tuple(found)


def _edges(text: str, span: Span) -> Iterator[int]:
    """Yield where a passage begins and ends, with the punctuation around it, unless that is inside a word."""
    if not span.start < min(span.end, len(text)):
        return
    start = span.start
    while start > max(0, span.start - _OPENING) and not (
        text[start - 1].isalnum() or text[start - 1].isspace()
    ):
        start -= 1
    after = _AFTER.match(text, span.end)
    for at in (start, after.end() if after else span.end):
        if 0 < at < len(text) and not _is_inside_word(text, at):
            yield at


def _is_inside_word(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return (before.isalnum() or before in "'’") and (after.isalnum() or after in "'’")
