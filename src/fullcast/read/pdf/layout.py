"""What a page looks like, and so what its text is: characters with places in, lines in reading order out.

A PDF knows letters and where they stand, and neither lines nor paragraphs. All here is pure, in points (1/72 inch), `x` to
the right and `y` upwards, and linear or nearly so in the number of runs.

runs -> rows (one baseline) -> without heads, feet and page numbers -> columns -> lines; `flow` makes blocks of these
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fullcast.read.pdf.furniture import Row, Run, Sheet, row_text, without_furniture


@dataclass(frozen=True, slots=True)
class Page:
    """A page, counted from 1; `aside` is text that runs at another angle than the rest."""

    number: int
    runs: tuple[Run, ...]
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: it leads to a page; `depth` counts from 0."""

    title: str
    page: int
    depth: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: `raised` is how a note's mark stands."""

    text: str
    italic: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column, which reaches from `left` to `right`; `column` numbers the columns of all pages."""

    pieces: tuple[Piece, ...]
    x: float
    end: float
    y: float
    size: float
    bold: bool
    page: int
    column: int = 0
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        """The words."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def indent(self) -> float:
        """How far from the column's left edge the line begins, in ems."""
        return (self.x - self.left) / self.size

    @property
    def rest(self) -> float:
        """How far from the column's right edge it ends, in ems."""
        return (self.right - self.end) / self.size

    @property
    def centred(self) -> bool:
        """Whether it stands in the middle, with room on both sides."""
        return self.indent > 1.5 and self.rest > 1.5 and abs(self.indent - self.rest) < 1.2


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of all pages in order; `body` is the size of most letters.

    `left_out` is what is in none, (reason, text), `asides` by page what stands at an angle, and `notices` what to be wary of.
    """

    lines: tuple[Line, ...]
    body: float
    left_out: tuple[tuple[str, str], ...]
    asides: Mapping[int, tuple[str, ...]]
    notices: tuple[str, ...]


_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_ACCENTS = {
    "¨": "\u0308",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˚": "\u030a",
    "˝": "\u030b",
}
_ACCENT = re.compile(r"([¨ˆ˜ˇ˚˝](?=[A-Za-zıȷ])|´(?=[AEIOUYaeiouyı]))([^\W\d_])")
_CAPITALS = 10
"""Capitals two lines high that a page may have; where there are more, they are something else."""

_WORD = re.compile(r"[^\W\d_]+")
_UNSAID = re.compile("[\u200b-\u200d\u2060\ufeff\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """Return text with ligatures as letters, and without what nobody says (marks of no width, private letters)."""
    return _UNSAID.sub("", text.translate(_LIGATURES)).replace("\xa0", " ")


def composed(text: str) -> str:
    """Return text with each accent that stands before its letter on it, as old TeX fonts draw "M¨oller"."""
    return _ACCENT.sub(lambda found: _accented(*found.groups()), text)


def _accented(accent: str, letter: str) -> str:
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    made = unicodedata.normalize("NFC", base + _ACCENTS[accent])
    return made if len(made) == 1 else accent + letter


def laid_out(pages: Sequence[Page]) -> Lines:
    """Find the lines of a book's pages, in the order in which they are read."""
    pages = [replace(p, runs=tuple(replace(r, text=clean(r.text)) for r in p.runs)) for p in pages]
    body = _body_size(pages)
    words = Counter(w.casefold() for page in pages for run in page.runs for w in _WORD.findall(run.text))
    sheets = [(page.number, rows(_with_capitals(page.runs, body, words), body)) for page in pages]
    sheets, out = without_furniture(sheets, body)
    notices: list[str] = []
    found, body = _steadied(list(_lines(sheets, notices)), body)
    lines = tuple(_edged(found, body))
    asides = _asides(pages, out, notices)
    return Lines(lines, body, tuple(out), asides, tuple(notices))


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _body_size(pages: Iterable[Page]) -> float:
    """Return the size that most letters of the book have."""
    count: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            count[round(2 * run.size) / 2] += len(run.text)
    return max(count, key=lambda size: (count[size], -size), default=10.0) or 10.0


def _asides(
    pages: Sequence[Page], out: list[tuple[str, str]], notices: list[str]
) -> dict[int, tuple[str, ...]]:
    """Return by page what runs at another angle; what is on three pages or more is a watermark and left out."""
    count = Counter(text for page in pages for text in set(page.aside))
    kept: dict[int, tuple[str, ...]] = {}
    for page in pages:
        for text in page.aside:
            if count[text] > 2:
                out.append(("watermarks", clean(text)))
            elif text.strip():
                kept[page.number] = (*kept.get(page.number, ()), " ".join(clean(text).split()))
    if kept:
        notices.append(f"text at an angle to the page is read after its chapter: {told(kept)}")
    return kept


def told(numbers: Iterable[int]) -> str:
    """Return the numbers of pages as words: "page 3", "pages 3, 5 to 9 and 4 more"."""
    parts: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if parts and parts[-1][1] == number - 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    shown = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in parts[:8])
    more = sum(b - a + 1 for a, b in parts[8:])
    single = len(parts) == 1 and parts[0][0] == parts[0][1]
    return ("page " if single else "pages ") + shown + (f" and {more} more" if more else "")


# --- rows -----------------------------------------------------------------------------------------


def rows(runs: Iterable[Run], body: float) -> list[Row]:
    """Gather runs on one baseline, or raised a little from it, from the top of the page to its foot."""
    found: list[_Gathered] = []
    for run in sorted((r for r in runs if r.text.strip()), key=lambda r: (-r.y, r.x)):
        near = next((row for row in reversed(found[-3:]) if _belongs(run, row, body)), None)
        if near is None:
            found.append(_Gathered([run], run.y, run.size))
            continue
        if run.size > near.size + 0.2:
            near.y, near.size = run.y, run.size
        near.runs.append(run)
    return [
        tuple(sorted(row.runs, key=lambda r: (r.x, r.end))) for row in sorted(found, key=lambda row: -row.y)
    ]


@dataclass(slots=True)
class _Gathered:
    """A row as it grows; `y` and `size` are those of its largest run."""

    runs: list[Run]
    y: float
    size: float


def _belongs(run: Run, row: _Gathered, body: float) -> bool:
    return abs(row.y - run.y) < 0.45 * min(max(run.size, row.size), 1.2 * body)


def _with_capitals(runs: tuple[Run, ...], body: float, words: Mapping[str, int]) -> list[Run]:
    """Put a capital that is two lines high or more before the first of these lines, in their size.

    It is a word of its own ("A", "I") where the book has the next word, and not the two as one.
    """
    tall = [
        r for r in runs if r.size > 1.6 * body and 0 < _letters(r.text) <= 2 and r.text.strip()[-1:].isupper()
    ]
    if not 0 < len(tall) <= _CAPITALS:
        return list(runs)
    kept = [r for r in runs if r not in tall]
    for capital in tall:
        beside = [
            r
            for r in kept
            if -0.3 * body < r.x - capital.end < 1.2 * body
            and capital.y - 0.3 * body < r.y < capital.y + 0.9 * capital.size
            and r.size < 1.3 * body
        ]
        top = max(beside, key=lambda r: (r.y, -r.x), default=None)
        if top is None or len({round(r.y) for r in beside}) < 2:
            kept.append(capital)
            continue
        text = _before(capital.text.strip(), top.text, words)
        kept.append(replace(capital, y=top.y, size=top.size, bold=False, end=top.x, text=text))
        if beside := [r for r in beside if r is not top and r.y < top.y - 0.3 * body]:
            beside_set = set(map(id, beside))  # the lines beside it begin where the column does
            kept = [replace(r, x=capital.x) if id(r) in beside_set else r for r in kept]
    return kept


def _before(capital: str, text: str, words: Mapping[str, int]) -> str:
    """Return a capital with a space after it where it is a word."""
    first = _WORD.match(text.strip())
    after = first[0].casefold() if first else ""
    alone = (
        words.get(after, 0) > 1 and capital.casefold() + after not in words
    )  # > 1: once it stands right here
    return capital + " " if alone else capital


# --- columns and lines ----------------------------------------------------------------------------


def _lines(sheets: Iterable[Sheet], notices: list[str]) -> Iterator[Line]:
    """Yield the lines of all pages, one column after the other."""
    pages = [(number, [part for row in found for part in _parted(row)]) for number, found in sheets]
    usual = _usual_gutter([_gutter(parts) for _, parts in pages])
    column = 0
    many: list[int] = []
    tables: list[int] = []
    for number, parts in pages:
        bands = [list(_whole(band)) for band in _bands(parts, 0, usual)]
        starts = {round(min(row[0][0].x for row in band)) for band in bands if len(band) > 3}
        if len(starts) > 2 and len(bands) > 2:
            many.append(number)
        rows_here = [row for band in bands for row in band]
        if 5 < sum(len(row) > 1 for row in rows_here) > 0.4 * len(rows_here):
            tables.append(number)
        for band in bands:
            column += 1
            for row in band:
                yield replace(_line([run for part in row for run in part], number), column=column)
    if many:
        notices.append(f"more than two columns: the order of the text may be wrong on {told(many)}")
    if tables:
        notices.append(f"looks like tables, read line by line: {told(tables)}")


def _usual_gutter(gutters: Sequence[float | None]) -> float | None:
    """Return the gutter that most pages have, None where most have none: it parts a short page too."""
    there = sorted(g for g in gutters if g is not None)
    return there[len(there) // 2] if len(there) > 0.6 * (len(gutters) - 1) else None


def _parted(row: Row) -> Iterator[Row]:
    """Part a row where a gap is wider than any between two words."""
    start = 0
    end = row[0].end
    for i, run in enumerate(row):
        if i > start and run.x - end > 1.1 * min(run.size, row[i - 1].size):
            yield row[start:i]
            start = i
        end = max(end, run.end)
    yield row[start:]


def _bands(parts: list[Row], depth: int, usual: float | None = None) -> Iterator[list[Row]]:
    """Yield the columns in the order of reading; what spans the gutter parts the columns above from those below."""
    gutter = _gutter(parts) if depth < 3 else None
    if gutter is None and usual is not None and _fits(parts, usual):
        gutter = usual
    if gutter is None:
        if parts:
            yield parts
        return
    left: list[Row] = []
    right: list[Row] = []
    across: list[Row] = []
    for part in parts:
        if part[-1].end <= gutter or part[0].x >= gutter:
            if across:
                yield across
                across = []
            (left if part[-1].end <= gutter else right).append(part)
        else:
            yield from _both(left, right, depth)
            left, right = [], []
            across.append(part)
    yield from _both(left, right, depth)
    if across:
        yield across


def _fits(parts: list[Row], gutter: float) -> bool:
    """Say whether a short page has the columns that others have: lines on both sides, beginning at the gutter."""
    right = sum(1 for p in parts if 0 <= p[0].x - gutter < 2 * p[0].size)
    across = sum(1 for p in parts if p[0].x < gutter < p[-1].end)
    return right > 1 and across <= 0.3 * len(parts)


def _both(left: list[Row], right: list[Row], depth: int) -> Iterator[list[Row]]:
    if left:
        yield from _bands(left, depth + 1)
    if right:
        yield from _bands(right, depth + 1)


def _gutter(parts: list[Row]) -> float | None:
    """Return where a column ends and the next begins, None for one column.

    There a strip is crossed by few lines, with many lines on both sides that are wide enough for prose.
    """
    if len(parts) < 12:
        return None
    low, high = min(p[0].x for p in parts), max(p[-1].end for p in parts)
    width = high - low
    starts = sorted({round(p[0].x, 1) for p in parts if low + 0.25 * width < p[0].x < low + 0.75 * width})
    if not starts or width <= 0:
        return None
    count = Counter(round(p[0].x, 1) for p in parts)
    common = [x for x in starts if count[x] >= 0.1 * len(parts)][:40]
    best = max(common, key=lambda x: (count[x], -x), default=None)
    if best is None:
        return None
    edge = min(x for x in common if best - x < 0.12 * width)
    at = edge - 0.5
    left = [p for p in parts if p[-1].end <= at]
    right = [p for p in parts if p[0].x >= at]
    across = len(parts) - len(left) - len(right)
    prose = all(len(side) > 4 and _wide(side, width) for side in (left, right))
    return at if prose and across <= 0.25 * len(parts) else None


def _wide(side: list[Row], width: float) -> bool:
    """Say whether most lines of a column are long enough for prose: no table's cells."""
    long = sum(1 for p in side if p[-1].end - p[0].x > 0.2 * width and _letters(row_text(p)) > 10)
    return long > 0.6 * len(side)


def _whole(band: list[Row]) -> Iterator[list[Row]]:
    """Yield the parts that stand on one line together."""
    line: list[Row] = []
    for part in band:
        if line and abs(line[0][0].y - part[0].y) > 0.45 * max(line[0][0].size, part[0].size):
            yield sorted(line, key=lambda p: p[0].x)
            line = []
        line.append(part)
    if line:
        yield sorted(line, key=lambda p: p[0].x)


def _line(runs: list[Run], page: int) -> Line:
    """Join runs to a line, with a space wherever there is a gap; right to left for letters that run so."""
    size = _line_size(runs)
    base = next(r.y for r in runs if r.size == size)
    ordered = list(reversed(runs)) if _leftward(runs) else runs
    pieces: list[Piece] = []
    before: Run | None = None
    for run in ordered:
        text = run.text
        gap = max(run.x - before.end, before.x - run.end) if before else 0.0
        if before and gap > 0.15 * min(run.size, before.size) and not pieces[-1].text.endswith(" "):
            text = " " + text.lstrip()
        raised = run.size < 0.85 * size and run.y - base > 0.12 * size
        pieces.append(Piece(text, run.italic, raised))
        before = run
    bold = all(r.bold for r in runs if _letters(r.text))
    return Line(tuple(pieces), min(r.x for r in runs), max(r.end for r in runs), base, size, bold, page)


def _line_size(runs: list[Run]) -> float:
    count: Counter[float] = Counter()
    for run in runs:
        count[run.size] += len(run.text.strip())
    return max(count, key=lambda s: (count[s], s))


def _leftward(runs: list[Run]) -> bool:
    letters = [ch for run in runs for ch in run.text if ch.isalpha()]
    return 2 * sum(1 for ch in letters if "\u0590" <= ch <= "\u08ff" or "\ufb1d" <= ch <= "\ufefc") > len(
        letters
    )


def _steadied(lines: list[Line], body: float) -> tuple[list[Line], float]:
    """Make sizes even that waver from line to line, as those do which OCR guesses; return them, and the body's."""
    near = sorted(line.size for line in lines if 0.75 * body < line.size < 1.33 * body)
    middle = near[len(near) // 2] if near else body
    if len(near) < 20 or sum(abs(size - middle) < 0.03 * middle for size in near) > 0.6 * len(near):
        return lines, body
    return [replace(line, size=_step(line.size / middle) * middle) for line in lines], middle


def _step(share: float) -> float:
    """Round a size, as a share of the body's, to 1 or a power of 1.5."""
    if 0.8 < share < 1.25 or share <= 0:
        return 1.0
    power = round(math.log(share, 1.5)) or (1 if share > 1 else -1)
    return float(1.5**power)


def _edged(lines: Sequence[Line], body: float) -> Iterator[Line]:
    """Tell each line the edges of its column, by what its like on other pages have."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    places = _places(columns.values())
    groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for column, found in columns.items():
        groups[places[column]] += _of_size(found, body)
    edges = {place: _edges(found, 0.08) for place, found in groups.items()}
    for column, found in columns.items():
        left, right = edges[places[column]]
        own = _edges(_of_size(found, body) or found, 0.25)
        strange = len(found) > 4 and not any(abs(line.x - left) < 0.3 * body for line in found)
        if (strange and abs(own[0] - left) > 0.3 * body) or not groups[places[column]]:
            left = own[0]
        if not groups[places[column]] or sum(line.end > right + body for line in found) > 0.3 * len(found):
            right = own[1]
        for line in found:
            yield replace(line, left=min(left, line.x), right=max(right, line.end))


def _of_size(lines: Iterable[Line], body: float) -> list[Line]:
    return [line for line in lines if abs(line.size - body) < 0.08 * body]


def _places(columns: Iterable[list[Line]]) -> dict[int, tuple[int, int]]:
    """Say of each column whether it is on a left or right page, and which from the left it is, by where it begins."""
    placed: dict[int, tuple[int, int]] = {}
    for side in (0, 1):
        here = sorted((min(line.x for line in c), c[0].column) for c in columns if c[0].page % 2 == side)
        place, before = 0, here[0][0] if here else 0.0
        for x, column in here:
            place += x - before > 40
            before = x
            placed[column] = (side, place)
    return placed


def _edges(lines: Sequence[Line], share: float) -> tuple[float, float]:
    """Return the leftmost place where many lines begin, and where nearly all have ended."""
    if not lines:
        return 0.0, 0.0
    count = Counter(round(line.x) for line in lines)
    left = min((x for x in count if count[x] >= share * len(lines)), default=min(count))
    ends = sorted(line.end for line in lines)
    return min(line.x for line in lines if round(line.x) == left), ends[int(0.95 * (len(ends) - 1))]
