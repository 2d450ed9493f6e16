"""A document as a row of blocks, whatever file it came from, and how blocks become chapters.

Readers of documents (HTML, EPUB, Word and so on) make blocks; this module alone decides where a chapter begins and
how its text is laid out: a paragraph a line, an empty line between two, verse line by line, a line of stars where a
scene ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fullcast.model import Chapter, Note, Span, SpanKind
from fullcast.read.headings import heading, number
from fullcast.read.matter import SORTS, named

BlockKind = Literal["paragraph", "heading", "verse", "quote", "item", "row", "figure", "break"]

BREAK = "* * *"
"""The line that stands for a scene break."""

_PART = re.compile(
    r"\W*(?:part|book|volume|vol|teil|band|buch|partie|tome|livre|parte|libro)\b", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\W*(?:chapter|chap|kapitel|chapitre|cap[ií]tulo|capitolo|rozdział|глава|letter|act|scene|canto|stave)?\W*"
    r"(?:\d{1,4}|[ivxlcdm]{1,9}|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third)\b",
    re.IGNORECASE,
)
_KIND_OF_SPAN: Mapping[BlockKind, SpanKind] = {
    "heading": "heading",
    "verse": "verse",
    "quote": "quote",
    "item": "item",
    "row": "row",
    "figure": "figure",
}
_UNREAD = frozenset(word for name, sort in SORTS.items() if not sort.read for word in (name, *sort.types))


@dataclass(frozen=True, slots=True)
class Mention:
    """The mark of a note before offset `at` of a block's text; `note` is the key of its text."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or the like: `text` in one line, but for the lines of verse; `spans` and `mentions` inside it.

    `level` is a heading's, 1 to 6; `anchors` are the names by which a link may lead here; `sort` is what the source
    calls the part of the book that begins here ("dedication"), "" where it says nothing.
    """

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    level: int = 0
    anchors: tuple[str, ...] = ()
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that make a chapter; `title` is "" where its headings are to say it, `sort` as in Block."""

    blocks: tuple[Block, ...]
    title: str = ""
    sort: str = ""


def sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Part a document at the headings that begin chapters; what stands before the first is a section too.

    Headings of parts go with the first chapter of the part; headings inside chapters stay there.
    """
    level = _chapter_level(blocks)
    found: list[list[Block]] = []
    held: list[
        Block
    ] = []  # headings that go with the next part that is read: the book's, before its contents
    bare = False  # headings alone so far: what they head is still to come
    unread = False
    for block in blocks:
        begins = (block.kind == "heading" and block.level <= level) or block.sort
        silent = bool(begins) and _is_unread(block)
        apart = silent if not unread else bool(block.sort)
        if not found or (begins and (apart or not bare)):
            if silent and bare and not unread:
                held += found.pop()
            found.append([] if silent else held)
            held = held if silent else []
            bare, unread = True, silent
        bare = bare and block.kind == "heading"
        found[-1].append(block)
    if held:
        found.insert(0, held)
    return tuple(
        Section(tuple(part), sort=next((b.sort for b in part if b.sort), "")) for part in found if part
    )


def _is_unread(block: Block) -> bool:
    """Say whether what begins with a block is left out: by what the source calls it, else by its heading."""
    if block.sort or block.kind != "heading":
        return block.sort in _UNREAD
    sort = SORTS.get(named(block.text))
    return sort is not None and not sort.read


def _chapter_level(blocks: Iterable[Block]) -> int:
    """Return the level of the headings that begin chapters: the one with numbered headings, else the first with two."""
    headings = [block for block in blocks if block.kind == "heading"]
    levels = sorted({block.level for block in headings})
    for level in levels:
        here = [block.text for block in headings if block.level == level]
        numbered = sum(1 for text in here if _NUMBERED.match(text) and not _PART.match(text))
        most = 2 * numbered >= len(here) or (numbered > 3 and 3 * numbered >= len(here))  # a title under each
        if len(here) > 1 and most:
            return level
    for level in levels:
        here = [block.text for block in headings if block.level == level]
        if len(here) > 1 and not all(_PART.match(text) for text in here):
            return level
    return levels[-1] if levels else 0


def chapter(section: Section, notes: Mapping[str, str], title: str = "") -> Chapter:
    """Make a chapter of a section: its first headings are spoken before its text; `notes` gives a note's text by key.

    `title` is the book's, for a section that has none. Its index, matter and the rest are left to `matter.placed`.
    """
    count = next(
        (i for i, block in enumerate(section.blocks) if block.kind != "heading"), len(section.blocks)
    )
    if count == len(section.blocks) and count > 1:
        count -= 1  # headings alone: the last of them is all its text
    headings = tuple(block.text for block in section.blocks[:count])
    text, spans, found = _laid(section.blocks[count:], notes)
    above = [  # what a heading has a note on is told at the chapter's beginning
        Note(0, notes[m.note]) for block in section.blocks[:count] for m in block.mentions if m.note in notes
    ]
    named = section.title or titled(headings) or title
    return Chapter(0, named, text, headings=headings, spans=spans, notes=(*above, *found), sort=section.sort)


def titled(headings: Sequence[str]) -> str:
    """Return a chapter's title of its headings: "Chapter 4" and "Fog" are "Chapter 4: Fog"; a part's name is left out."""
    own = [text for text in headings if not _heads_part(text)] or list(headings)
    above = heading(own[-2]) or number(own[-2]) if len(own) > 1 else None
    if above and not above.title:
        return f"{own[-2].rstrip(' .:—–-')}: {own[-1]}"
    return own[-1] if own else ""


def _heads_part(text: str) -> bool:
    read = heading(text)
    return read is not None and read.rank == "part"


def _laid(
    blocks: Iterable[Block], notes: Mapping[str, str]
) -> tuple[str, tuple[Span, ...], tuple[Note, ...]]:
    """Lay blocks out as one text, and move what is said of them to where they come to stand."""
    parts: list[str] = []
    spans: list[Span] = []
    found: list[Note] = []
    at = 0
    for block in blocks:
        text = BREAK if block.kind == "break" else block.text
        if not text.strip():
            continue
        if parts:
            parts.append("\n\n")
            at += 2
        kind = _KIND_OF_SPAN.get(block.kind)
        if kind is not None:
            spans.append(Span(at, at + len(text), kind))
        spans += (replace(span, start=span.start + at, end=span.end + at) for span in block.spans)
        found += (Note(at + m.at, notes[m.note]) for m in block.mentions if m.note in notes)
        parts.append(text)
        at += len(text)
    return "".join(parts), tuple(spans), tuple(found)
