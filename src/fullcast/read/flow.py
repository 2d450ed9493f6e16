"""What the lines of a page say: paragraphs, headings, verse and notes, by how the lines stand.

The rules are a typesetter's: a first line stands in, or has room above it; a heading is larger, bold, or in the middle with
the words of one; a note is small, at the foot, and begins with its mark.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from fullcast.model import Span
from fullcast.read.blocks import Block, BlockKind, Mention
from fullcast.read.layout import Bookmark, Line, Lines, Piece
from fullcast.read.text import is_heading

_MARK = re.compile(r"\s*(\d{1,3}|[*†‡§¶‖]{1,3})(?![\d.,]*\d)[.)\]]? ?")
_SIGN = re.compile(r"(?<=\S)[*†‡§¶‖]{1,3}")
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+$")
_SPACE = re.compile(r"\s+")
_BULLET = re.compile(r"\s*[•▪◦‣●■]\s*")
_LEADERS = re.compile(r"(?:\. ?){4,}[\W_]*(?:\d{1,4}|[ivxlc]{1,7})?\s*$", re.IGNORECASE)
_THE_END = re.compile(r"\W*(?:the end|end|fin|ende|finis|fine)\W*", re.IGNORECASE)
_BARE = re.compile(r"\W*(?:\d{1,3}|[IVXLC]{1,8})\W*")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Mme|Mlle|Prof|Capt|Col|Rev|Hr|Fr)\.\s*$")
_HYPHENS = "-\u2010\u00ad"
_DASHES = "—–"
_ENDS = ".!?…:;\"”’'»›)]*—–"
_ORNAMENTS = frozenset(" *⁂⁎∗✱✻❋•·●○◦◆◇■□▪▫★☆✦✧❦❧☙✿❀§#~∼≈–—―-_=+.…°×†‡\u2009")
_CLOSING = '"”»›'
_OPENING = '"“„«‹'
_LONGEST_HEADING = 200
_WIDE = (("\u3000", "\u9fff"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"))


@dataclass(frozen=True, slots=True)
class Flow:
    """The blocks of a book in order, its notes by key, and what is in neither, (reason, text)."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, str]
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How a book is set: `leading` from baseline to baseline, and what says that a paragraph begins.

    `words` are those that stand somewhere else than beside a hyphen at a line's end; `italics` is whether slanted
    letters say anything (not so where most are); `justified` is whether full lines end at one edge, `scene` the gap from
    which on a new scene begins.
    """

    body: float
    leading: float
    begins: Literal["indent", "gap", "short"]
    words: frozenset[str]
    italics: bool
    justified: bool
    scene: float


def flowing(found: Lines, outline: Sequence[Bookmark] = ()) -> Flow:
    """Make blocks of lines."""
    style = style_of(found)
    lines, notes, loose = _notes_apart(found.lines, style)
    ends = _ends(loose, found.asides)
    kinds = _kinds(lines, style)
    groups = list(_groups(lines, kinds, style))
    groups = _outlined(groups, outline, style)
    joiner = _Joiner(style, {(note.page, note.mark): note.key for note in notes})
    blocks = list(_blocks(groups, joiner, ends))
    texts = {note.key: joiner.note(note) for note in notes}
    return Flow(tuple(blocks), texts, tuple(joiner.left_out))


# --- how a book is set ----------------------------------------------------------------------------


def style_of(found: Lines) -> Style:
    """Find out how a book is set."""
    body, lines = found.body, [line for line in found.lines if not _is_ornament(line)]
    pairs = [
        (a, b)
        for a, b in pairwise(lines)
        if a.column == b.column and _alike(a, b) and abs(a.size - body) < 0.1 * body
    ]
    leading = _leading([a.y - b.y for a, b in pairs if a.y > b.y], 1.2 * body)
    indents = sum(1 for a, b in pairs if 0.6 < b.indent < 6 and not b.centred and a.y - b.y < 1.3 * leading)
    spaced = sum(1 for a, b in pairs if 1.25 * leading < a.y - b.y < 2.6 * leading)
    many = 0.03 * max(len(pairs), 1)
    scene = leading * (1.7 if indents >= spaced else 3.2)
    if sum(1 for a, b in pairs if a.y - b.y > scene) > max(many, 2):
        scene = float("inf")  # so many are no scenes
    slanted = sum(len(p.text) for line in lines for p in line.pieces if p.italic)
    return Style(
        body,
        leading,
        "indent" if indents >= many and indents >= spaced else "gap" if spaced >= many else "short",
        frozenset(_words(lines)),
        2 * slanted < sum(len(line.text) for line in lines),
        sum(1 for a, _ in pairs if a.rest < 0.25) > 0.6 * len(pairs),
        scene,
    )


def _leading(gaps: Sequence[float], default: float) -> float:
    """Return the gap between most lines: the mean around the point where they are densest."""
    count = Counter(map(round, gaps))
    dense = max(count, key=lambda gap: (count[gap - 1] + 2 * count[gap] + count[gap + 1], -gap), default=None)
    near = [gap for gap in gaps if dense is not None and abs(gap - dense) <= 1]
    return sum(near) / len(near) if near else default


def _alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= 0.08 * max(a.size, b.size)


def _words(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the words of the book, but for those at the beginning of a line, and at its end before a hyphen."""
    for line in lines:
        text = line.text.strip()
        cut = text.rstrip(_HYPHENS)
        words = _WORD.findall(text.casefold())
        yield from words[1 : len(words) - (cut != text)]
        yield from (word.casefold() for word in _COMPOUND.findall(text))


# --- notes at the foot ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Note:
    page: int
    mark: str
    key: str
    lines: list[Line]


def _notes_apart(
    lines: Sequence[Line], style: Style
) -> tuple[list[Line], list[_Note], dict[int, list[list[Line]]]]:
    """Take the notes from the feet of the columns; those whose mark is nowhere on the page are loose, by page."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    feet: dict[int, int] = {}
    last = -1  # the page of the last foot with notes
    for column, found in columns.items():
        feet[column] = _foot(found, style, goes_on=last in (found[0].page, found[0].page - 1))
        last = found[0].page if feet[column] < len(found) else last
    there = _marks_there(line for column, found in columns.items() for line in found[: feet[column]])
    kept: list[Line] = []
    notes: list[_Note] = []
    for column, found in columns.items():
        kept += found[: feet[column]]
        foot = found[feet[column] :]
        if foot and not _is_foot(foot, there, notes):
            kept += foot
            continue
        for line in foot:
            mark = _mark_of(line)
            if mark and _follows(mark, notes, line):
                notes.append(_Note(line.page, mark, f"page {line.page} note {mark} {len(notes)}", [line]))
            elif notes:
                notes[-1].lines.append(line)
            else:
                kept.append(line)
    return (kept, *_bound(notes, there))


def _is_foot(foot: Sequence[Line], there: set[tuple[int, str]], notes: Sequence[_Note]) -> bool:
    """Say whether small lines at a foot are notes: a mark of theirs stands in the text, or looks like nothing else."""
    marks = [mark for line in foot if (mark := _mark_of(line))]
    sure = any((foot[0].page, mark) in there or not mark.isdecimal() for mark in marks)
    return sure or any(line.pieces[0].raised for line in foot) or (not marks and bool(notes))


def _bound(
    notes: Iterable[_Note], there: set[tuple[int, str]]
) -> tuple[list[_Note], dict[int, list[list[Line]]]]:
    """Part the notes whose mark stands in the text from those that are loose."""
    bound: dict[tuple[int, str], _Note] = {}
    loose: dict[int, list[list[Line]]] = defaultdict(list)
    for note in notes:
        if (note.page, note.mark) in there and (note.page, note.mark) not in bound:
            bound[note.page, note.mark] = note
        else:
            loose[note.page].append(note.lines)
    return list(bound.values()), loose


def _foot(found: Sequence[Line], style: Style, *, goes_on: bool) -> int:
    """Return where the notes at a column's foot begin; its length where it has none.

    `goes_on` says that a note may go on from the page before, and so begin without a mark.
    """
    start = len(found)
    while start and found[start - 1].size < 0.93 * style.body:
        start -= 1
    if start == 0:
        return len(found)
    while start < len(found) and not _mark_of(found[start]):
        if goes_on and found[start - 1].y - found[start].y > 1.15 * style.leading:
            return start
        start += 1
    return start


def _mark_of(line: Line) -> str:
    if line.pieces[0].raised:
        text = line.pieces[0].text.strip()
        return text if len(text) <= 3 else ""
    match = _MARK.match(line.text)
    return match[1] if match and match.end() < len(line.text) else ""


def _follows(mark: str, notes: Sequence[_Note], line: Line) -> bool:
    """Say whether a number that begins a line can be a note's: raised, or one more than the last."""
    last = notes[-1].mark if notes and notes[-1].page == line.page else ""
    if line.pieces[0].raised or not last or not mark.isdecimal():
        return True
    return not last.isdecimal() or int(mark) == int(last) + 1


def _marks_there(lines: Iterable[Line]) -> set[tuple[int, str]]:
    """Return the marks that stand in the text, with their pages."""
    there: set[tuple[int, str]] = set()
    for line in lines:
        for piece in line.pieces:
            if piece.raised:
                there.add((line.page, piece.text.strip()))
            there |= {(line.page, sign) for sign in _SIGN.findall(piece.text)}
    return there


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
            if _is_ornament(line)
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


def _is_ornament(line: Line) -> bool:
    text = line.text.strip()
    return 0 < len(text) < 60 and set(text) <= _ORNAMENTS and text not in ("-", "–", "...", ". . .")


def _is_heading(line: Line, above: Line | None, below: Line | None, style: Style) -> bool:
    text = line.text.strip()
    if not any(map(str.isalnum, text)) or len(text) > _LONGEST_HEADING or _THE_END.fullmatch(text):
        return False
    if line.size > 1.13 * style.body:
        return True
    apart = (above is None or above.y - line.y > 1.3 * style.leading or not _alike(above, line)) and (
        below is None or line.y - below.y > 1.15 * style.leading or not _alike(below, line) or line.bold
    )
    if line.size < 0.9 * style.body or len(text) > 90:
        return False
    if is_heading(text) and (apart or line.centred or line.bold):
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
            or not _alike(before, line)
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


@dataclass(slots=True)
class _Group:
    kind: BlockKind
    lines: list[Line]
    level: int = 0


def _groups(lines: Sequence[Line], kinds: Sequence[_Kind], style: Style) -> Iterator[_Group]:
    """Yield the lines of each block."""
    levels = _levels(lines, kinds)
    group: _Group | None = None
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
                yield _Group("break", [])
        block: BlockKind = (
            kind
            if kind in ("heading", "break", "quote", "verse")
            else "item"
            if _BULLET.match(line.text)
            else "paragraph"
        )
        group = _Group(block, [line], levels.get(_hand(line), 0) if block == "heading" else 0)
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


def _goes_on(group: _Group, before: Line, line: Line, was: _Kind, kind: _Kind, style: Style) -> bool:
    """Say whether a line goes on with the block of the line before it."""
    if was != kind or kind in ("break", "contents", "centred"):
        return False
    if kind == "heading":
        return _same_heading(before, line)
    if kind == "verse":
        return before.column == line.column and before.y - line.y < 1.3 * style.leading
    if _BULLET.match(line.text):
        return False
    if not _alike(before, line):
        return _breaks_off(before, line)
    gap = before.y - line.y if before.column == line.column else None
    if gap is not None and not -0.5 * style.leading < gap < 1.28 * style.leading * max(
        1.0, line.size / style.body
    ):
        return False
    if _breaks_off(before, line):
        return True
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
    parted = _BARE.fullmatch(text) or is_heading(text) or is_heading(line.text.strip())
    return before.y - line.y < 1.6 * line.size and not parted


def _breaks_off(before: Line, line: Line) -> bool:
    """Say whether a sentence plainly goes on from line to line."""
    end, start = before.text.rstrip()[-1:], line.text.lstrip()[:1]
    return start.islower() and end not in _ENDS


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
    if before is None or before.column != line.column or not _alike(before, line):
        return False
    return before.y - line.y > style.scene and (style.begins == "gap" or line.indent < 0.6)


# --- the outline ----------------------------------------------------------------------------------


def _outlined(groups: list[_Group], outline: Sequence[Bookmark], style: Style) -> list[_Group]:
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
    mark: Bookmark, groups: Sequence[_Group], heads: Mapping[int, Sequence[tuple[int, str]]]
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

    def until(self, page: int, joiner: _Joiner) -> Iterator[Block]:
        """Yield what is due from the pages before `page`."""
        while self.due and self.due[0][0] < page:
            what = self.due.popleft()[1]
            yield (
                Block("paragraph", what) if isinstance(what, str) else joiner.block(_Group("paragraph", what))
            )


def _ends(loose: Mapping[int, list[list[Line]]], asides: Mapping[int, tuple[str, ...]]) -> _Ends:
    pages = sorted({*loose, *asides})
    return _Ends(
        deque((page, what) for page in pages for what in (*loose.get(page, ()), *asides.get(page, ())))
    )


def _blocks(groups: Sequence[_Group], joiner: _Joiner, ends: _Ends) -> Iterator[Block]:
    for group in groups:
        if group.kind == "heading":
            yield from ends.until(group.lines[0].page, joiner)
        yield joiner.block(group) if group.lines else Block("break", "")
    yield from ends.until(1 << 60, joiner)


@dataclass(slots=True)
class _Joiner:
    """Joins lines to the text of a block, and keeps what falls away."""

    style: Style
    keys: Mapping[tuple[int, str], str]
    left_out: list[tuple[str, str]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def block(self, group: _Group) -> Block:
        """Return a group as a block."""
        if group.kind == "break":
            return Block("break", "")
        writer = self._written(group.lines, verse=group.kind == "verse")
        spans = () if group.kind == "heading" or not self.style.italics else writer.spans()
        text = writer.text()
        if group.kind == "item":
            return _without_bullet(Block("item", text, spans, tuple(writer.mentions)))
        return Block(group.kind, text, spans, tuple(writer.mentions), group.level)

    def note(self, note: _Note) -> str:
        """Return a note's text without its mark."""
        first = note.lines[0]
        self.left_out.append(("note marks", note.mark))
        if first.pieces[0].raised:
            pieces = first.pieces[1:]
        else:
            match = _MARK.match(first.text)
            pieces = _cut(first.pieces, match.end() if match else 0)
        lines = [replace(first, pieces=pieces), *note.lines[1:]]
        return self._written([line for line in lines if line.pieces], verse=False).text()

    def _written(self, lines: Sequence[Line], *, verse: bool) -> _Writer:
        writer = _Writer()
        for line in lines:
            if writer.parts:
                if verse:
                    writer.put("\n")
                else:
                    self._joint(writer, line.text)
            for piece in line.pieces:
                self._piece(writer, piece, line.page)
        return writer

    def _piece(self, writer: _Writer, piece: Piece, page: int) -> None:
        mark = piece.text.strip()
        key = self.keys.get((page, mark)) if piece.raised else None
        after_word = writer.tail.strip() and not writer.tail[-1:].isdecimal()
        if key is not None or (piece.raised and mark.isdecimal() and after_word):
            if key is not None:
                self._mention(writer, key)
            self.left_out.append(("note marks", mark))
            writer.add(piece.text[len(piece.text.rstrip()) :], italic=False)
        else:
            at = 0
            for match in _SIGN.finditer(piece.text):
                if (page, match[0]) in self.keys:
                    writer.add(piece.text[at : match.start()], italic=piece.italic)
                    self._mention(writer, self.keys[page, match[0]])
                    at = match.end()
            writer.add(piece.text[at:], italic=piece.italic)

    def _mention(self, writer: _Writer, key: str) -> None:
        """Note where a mark stood; a second one like it on the page adds nothing."""
        if key not in self.told:
            self.told.add(key)
            writer.mentions.append(Mention(writer.here(), key))

    def _joint(self, writer: _Writer, after: str) -> None:
        """Put what belongs between two lines: a space, nothing, and no hyphen where it only parts a word."""
        writer.strip()
        after = after.lstrip()
        end = writer.tail[-1:]
        if end in _HYPHENS and end:
            if self._falls(writer.tail, after):
                writer.drop()
        elif end in _DASHES and end and not writer.tail[-2:-1].isspace() and after[:1].isalnum():
            pass
        elif not (_is_wide(end) and _is_wide(after[:1])):
            writer.put(" ")

    def _falls(self, tail: str, after: str) -> bool:
        """Say whether the hyphen between two lines goes: the book has the word without, or a half of it is no word."""
        if tail[-1] == "\u00ad":
            return True
        before = _LAST.search(tail[:-1])
        rest = _WORD.match(after)
        if before is None or rest is None or not after[:1].islower():
            return False
        if tail[before.start() - 1 : before.start()] in _HYPHENS and before.start():
            return False  # "mother-in-" has a hyphen of its own before
        first, second = before[0].casefold(), rest[0].casefold()
        if first + second in self.style.words:
            return True
        known = self.style.words
        return f"{first}-{second}" not in known and not (first in known and second in known)


def _cut(pieces: Sequence[Piece], count: int) -> tuple[Piece, ...]:
    kept = []
    for piece in pieces:
        if len(piece.text) > count:
            kept.append(replace(piece, text=piece.text[count:]))
        count = max(0, count - len(piece.text))
    return tuple(kept)


def _is_wide(ch: str) -> bool:
    return any(low <= ch <= high for low, high in _WIDE if ch)


def _without_bullet(block: Block) -> Block:
    match = _BULLET.match(block.text)
    cut = match.end() if match else 0
    return replace(
        block,
        text=block.text[cut:],
        spans=tuple(
            replace(s, start=max(0, s.start - cut), end=s.end - cut) for s in block.spans if s.end > cut
        ),
        mentions=tuple(replace(m, at=max(0, m.at - cut)) for m in block.mentions),
    )


@dataclass(slots=True)
class _Writer:
    """Text as it grows, with one space at most between two words."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    tail: str = ""
    slanted: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def add(self, text: str, *, italic: bool) -> None:
        """Add words."""
        text = _SPACE.sub(" ", text)
        if not self.tail or self.tail[-1:].isspace():
            text = text.lstrip()
        start = self.length
        self.put(text)
        if italic and text.strip():
            begin = start + len(text) - len(text.lstrip())
            end = start + len(text.rstrip())
            if self.slanted and begin - self.slanted[-1][1] <= 1:
                begin = self.slanted.pop()[0]
            self.slanted.append((begin, end))

    def put(self, text: str) -> None:
        """Add text as it is."""
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.tail = (self.tail + text)[-80:]

    def here(self) -> int:
        """Return where a mark belongs: right after the last word."""
        return self.length - len(self.tail) + len(self.tail.rstrip())

    def strip(self) -> None:
        """Take the spaces off the end."""
        while self.tail[-1:] == " ":
            self.drop()

    def drop(self) -> None:
        """Take the last character off."""
        while self.parts and not self.parts[-1]:
            self.parts.pop()
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1
        self.tail = self.tail[:-1]

    def text(self) -> str:
        """Return all of it."""
        return "".join(self.parts).rstrip()

    def spans(self) -> tuple[Span, ...]:
        """Return where it is italic."""
        size = len(self.text())
        return tuple(
            Span(start, min(end, size), "italic") for start, end in self.slanted if start < min(end, size)
        )
