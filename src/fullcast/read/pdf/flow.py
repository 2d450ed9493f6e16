"""What the lines of a page say: paragraphs, headings, verse and notes, by how the lines stand.

The rules are a typesetter's: a first line stands in, or has room above it; a heading is larger, bold, or in the middle with
the words of one; a note is small, at the foot, and begins with its mark.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fullcast.read.blocks import Block, BlockKind
from fullcast.read.headings import is_chapter_heading
from fullcast.read.pdf.footnotes import notes_apart
from fullcast.read.pdf.joining import BULLET, Group, Joiner
from fullcast.read.pdf.layout import Bookmark, Line, Lines
from fullcast.read.pdf.setting import Style, alike, is_ornament, style_of

_LEADERS = re.compile(r"(?:\. ?){4,}[\W_]*(?:\d{1,4}|[ivxlc]{1,7})?\s*$", re.IGNORECASE)
_THE_END = re.compile(r"\W*(?:the end|end|fin|ende|finis|fine)\W*", re.IGNORECASE)
_BARE = re.compile(r"\W*(?:\d{1,3}|[IVXLC]{1,8})\W*")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Mme|Mlle|Prof|Capt|Col|Rev|Hr|Fr)\.\s*$")
_ENDS = ".!?…:;\"”’'»›)]*—–"
_CLOSING = '"”»›'
_OPENING = '"“„«‹'
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Flow:
    """The blocks of a book in order, its notes by key, and what is in neither, (reason, text)."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, str]
    left_out: tuple[tuple[str, str], ...]


def flowing(found: Lines, outline: Sequence[Bookmark] = ()) -> Flow:
    """Make blocks of lines."""
    style = style_of(found)
    lines, notes, loose = notes_apart(found.lines, style)
    ends = _ends(loose, found.asides)
    kinds = _kinds(lines, style)
    groups = list(_groups(lines, kinds, style))
    groups = _outlined(groups, outline, style)
    joiner = Joiner(style, {(note.page, note.mark): note.key for note in notes})
    blocks = list(_blocks(groups, joiner, ends))
    texts = {note.key: joiner.note(note) for note in notes}
    return Flow(tuple(blocks), texts, tuple(joiner.left_out))


# --- what each line is ----------------------------------------------------------------------------

_Kind = Literal["text", "heading", "break", "contents", "centred", "quote", "verse"]


def _kinds(lines: Sequence[Line], style: Style) -> list[_Kind]:
    contents = _contents(lines)
    kinds: list[_Kind] = []
    for i, line in enumerate(lines):
        above = lines[i - 1] if i and lines[i - 1].column == line.column else None
        below = lines[i + 1] if i + 1 < len(lines) and lines[i + 1].column == line.column else None
        kinds.append(
            "contents"
            if i in contents
            else "break"
            if is_ornament(line)
            else "heading"
            if _is_heading(line, above, below, style)
            else "centred"
            if line.centred and line.indent > 3 and not (above and _runs_on(above, line, style))
            else "text"
        )
    for start, end in _chunks(lines, kinds, style):
        kind = _kind_of_chunk(lines[start:end], style)
        kinds[start:end] = [kind] * (end - start)
    return kinds


def _contents(lines: Sequence[Line]) -> set[int]:
    """Return the lines of tables of contents: three or more on a page end in dots and a page's number."""
    pages: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if _LEADERS.search(line.text[-200:]):
            pages[line.page].append(i)
    return {i for here in pages.values() if len(here) > 2 for i in here}


def _is_heading(line: Line, above: Line | None, below: Line | None, style: Style) -> bool:
    text = line.text.strip()
    if not any(map(str.isalnum, text)) or len(text) > _LONGEST_HEADING or _THE_END.fullmatch(text):
        return False
    if line.size > 1.13 * style.body:
        return True
    apart = (above is None or above.y - line.y > 1.3 * style.leading or not alike(above, line)) and (
        below is None or line.y - below.y > 1.15 * style.leading or not alike(below, line) or line.bold
    )
    if line.size < 0.9 * style.body or len(text) > 90:
        return False
    if is_chapter_heading(text) and (apart or line.centred or line.bold):
        return True
    if not apart or text[-1] in ",;":
        return False
    numbered = line.centred and _BARE.fullmatch(text) is not None
    capitals = line.centred and text.isupper() and sum(map(str.isalpha, text)) > 3
    return numbered or capitals or (line.bold and text[-1] not in ".:" and line.rest > 1)


def _runs_on(above: Line, line: Line, style: Style) -> bool:
    """Say whether a line is the next of a paragraph whose line above it is full."""
    return above.y - line.y < 1.3 * style.leading and above.rest < 1.5 and not above.centred


def _chunks(lines: Sequence[Line], kinds: Sequence[_Kind], style: Style) -> Iterator[tuple[int, int]]:
    """Yield runs of lines of text with room above and below."""
    start = None
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        parted = (
            before is None
            or before.column != line.column
            or before.y - line.y > 1.2 * style.leading * max(1.0, line.size / style.body)
            or not alike(before, line)
        )
        if start is not None and (parted or kinds[i] not in ("text", "centred")):
            yield start, i
            start = None
        if start is None and kinds[i] in ("text", "centred"):
            start = i
    if start is not None:
        yield start, len(lines)


def _kind_of_chunk(chunk: Sequence[Line], style: Style) -> _Kind:
    """Say what stands in from the left with room around it: a quotation where it is prose, else verse."""
    if all(line.centred for line in chunk) and len({round(line.x) for line in chunk}) > len(chunk) // 2:
        return "centred"
    if len(chunk) < 2 or min(line.indent for line in chunk) < 0.8:
        return "text"
    farthest = max(line.end for line in chunk)
    full = sum(1 for line in chunk[:-1] if farthest - line.end < 1.5 * line.size)
    if (
        full >= 0.75 * (len(chunk) - 1)
        and min(line.rest for line in chunk) > 0.6
        and len({round(line.x) for line in chunk}) < 4
    ):
        return "quote"
    closed = sum(1 for line in chunk if line.text.rstrip()[-1:] in ".!?…\"”’'")
    short = all(line.rest > 3 for line in chunk)
    capital = sum(1 for line in chunk if line.text.lstrip(" “‘\"'(")[:1].isupper())
    return "verse" if short and closed < 0.7 * len(chunk) and capital > 0.6 * len(chunk) else "text"


# --- lines that belong together -------------------------------------------------------------------


def _groups(lines: Sequence[Line], kinds: Sequence[_Kind], style: Style) -> Iterator[Group]:
    """Yield the lines of each block."""
    levels = _levels(lines, kinds)
    group: Group | None = None
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        before = lines[i - 1] if i else None
        if (
            group is not None
            and before is not None
            and _goes_on(group, before, line, kinds[i - 1], kind, style)
        ):
            group.lines.append(line)
            continue
        if group is not None:
            yield group
            if kind == kinds[i - 1] == "text" and _is_scene_gap(before, line, style):
                yield Group("break", [])
        block: BlockKind = (
            kind
            if kind in ("heading", "break", "quote", "verse")
            else "item"
            if BULLET.match(line.text)
            else "paragraph"
        )
        group = Group(block, [line], levels.get(_hand(line), 0) if block == "heading" else 0)
    if group is not None:
        yield group


def _levels(lines: Sequence[Line], kinds: Sequence[_Kind]) -> dict[tuple[float, bool], int]:
    """Return the level of headings by their hand: the larger the higher."""
    hands = sorted(
        {_hand(line) for line, kind in zip(lines, kinds, strict=True) if kind == "heading"}, reverse=True
    )
    return {hand: min(i, 6) for i, hand in enumerate(hands, 1)}


def _hand(line: Line) -> tuple[float, bool]:
    return round(line.size), line.bold


def _goes_on(group: Group, before: Line, line: Line, was: _Kind, kind: _Kind, style: Style) -> bool:
    """Say whether a line goes on with the block of the line before it."""
    if was != kind or kind in ("break", "contents", "centred"):
        return False
    if kind == "heading":
        return _same_heading(before, line)
    if kind == "verse":
        return before.column == line.column and before.y - line.y < 1.3 * style.leading
    if BULLET.match(line.text):
        return False
    if not alike(before, line):
        return _breaks_off(before, line)
    gap = before.y - line.y if before.column == line.column else None
    if gap is not None and not -0.5 * style.leading < gap < 1.28 * style.leading * max(
        1.0, line.size / style.body
    ):
        return False
    if _breaks_off(before, line):
        return True
    if _stops_short(before, line):
        return False
    if kind == "quote":
        return line.x - min(each.x for each in group.lines[1:] or [line]) < 0.6 * line.size
    if group.kind == "item" and line.x > group.lines[0].x + 0.4 * line.size:
        return True
    if style.begins == "indent":
        return line.indent <= 0.6
    if style.begins == "gap" and gap is not None:
        return True
    return not _was_last(before, line, style)


def _same_heading(before: Line, line: Line) -> bool:
    if before.column != line.column or _hand(before) != _hand(line):
        return False
    text = before.text.strip()
    parted = _BARE.fullmatch(text) or is_chapter_heading(text) or is_chapter_heading(line.text.strip())
    return before.y - line.y < 1.6 * line.size and not parted


def _breaks_off(before: Line, line: Line) -> bool:
    """Say whether a sentence plainly goes on from line to line."""
    end, start = before.text.rstrip()[-1:], line.text.lstrip()[:1]
    return start.islower() and end not in _ENDS


def _stops_short(before: Line, line: Line) -> bool:
    """Say whether a line was ended on purpose: after a stop or comma, with room for three such words as begin the next."""
    end, first = before.text.rstrip()[-1:], (line.text.split(maxsplit=1) or [""])[0]
    room = 1.5 * len(first) + 3
    # Text beside a picture ends short too, but line after line at one edge.
    ragged = abs(before.end - line.end) > 0.3 * line.size
    return end in _ENDS + "," and not first[:1].islower() and before.rest > room and ragged


def _was_last(before: Line, line: Line, style: Style) -> bool:
    """Say whether a line ends its paragraph: a sentence ends, and the next word would have had room on it."""
    end, first = before.text.rstrip()[-1:], (line.text.split(maxsplit=1) or [""])[0]
    if end not in _ENDS or first[:1].islower() or _TITLE.search(before.text[-12:]):
        return False
    if end in _CLOSING and first[:1] in _OPENING:
        return True  # one has spoken, and now another does
    room = 0.3 if style.justified else 0.45 * len(first) + 0.6
    return before.rest > room


def _is_scene_gap(before: Line | None, line: Line, style: Style) -> bool:
    """Say whether the room between two paragraphs is a scene break."""
    if before is None or before.column != line.column or not alike(before, line):
        return False
    return before.y - line.y > style.scene and (style.begins == "gap" or line.indent < 0.6)


# --- the outline ----------------------------------------------------------------------------------


def _outlined(groups: list[Group], outline: Sequence[Bookmark], style: Style) -> list[Group]:
    """Make headings of the blocks that the outline leads to, where it fits the book; others stand below them."""
    if len(outline) < 2:
        return groups
    heads: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for i, group in enumerate(groups):
        if group.lines and group.kind in ("heading", "paragraph") and len(group.lines) < 5:
            heads[group.lines[0].page].append((i, _bare(" ".join(line.text for line in group.lines))))
    found: dict[int, int] = {}
    for mark in outline:
        at = _led_to(mark, groups, heads)
        if at is not None:
            found.setdefault(at, mark.depth)
    if 2 * len(found) < len(outline) or len(found) < 2:
        return groups
    deepest = max(found.values()) + 1
    return [
        replace(group, kind="heading", level=min(found[i] + 1, 6))
        if i in found
        else replace(group, level=min(group.level + deepest, 6))
        if group.kind == "heading"
        else group
        for i, group in enumerate(groups)
    ]


def _led_to(
    mark: Bookmark, groups: Sequence[Group], heads: Mapping[int, Sequence[tuple[int, str]]]
) -> int | None:
    """Return which block a bookmark means: the one with its words, on its page or the next."""
    wanted = _bare(mark.title)
    for i, words in (*heads.get(mark.page, ()), *heads.get(mark.page + 1, ())):
        part = len(words) > 3 and wanted.endswith(words) and groups[i].kind == "heading"
        if words and (words == wanted or part):
            return i
    return None


def _bare(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


# --- words ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Ends:
    """What is kept for the end of a chapter: notes without a mark, and what stands at an angle, (page, what)."""

    due: deque[tuple[int, list[Line] | str]]

    def until(self, page: int, joiner: Joiner) -> Iterator[Block]:
        """Yield what is due from the pages before `page`."""
        while self.due and self.due[0][0] < page:
            what = self.due.popleft()[1]
            yield (
                Block("paragraph", what) if isinstance(what, str) else joiner.block(Group("paragraph", what))
            )


def _ends(loose: Mapping[int, list[list[Line]]], asides: Mapping[int, tuple[str, ...]]) -> _Ends:
    pages = sorted({*loose, *asides})
    return _Ends(
        deque((page, what) for page in pages for what in (*loose.get(page, ()), *asides.get(page, ())))
    )


def _blocks(groups: Sequence[Group], joiner: Joiner, ends: _Ends) -> Iterator[Block]:
    for group in groups:
        if group.kind == "heading":
            yield from ends.until(group.lines[0].page, joiner)
        yield joiner.block(group) if group.lines else Block("break", "")
    yield from ends.until(1 << 60, joiner)
