"""What every page has and no reader reads aloud: running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullcast.read.headings import is_chapter_heading

_NUMBER = re.compile(
    r"[\W_]*(?:page |p\. ?|seite |- ?)?(\d{1,5}|[ivxlcdm]{1,8})(?: (?:of|/|von) \d{1,5})?[\W_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one hand on one baseline `y`, from `x` to `end`; `size` is the height of the letters' body."""

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False


Row = tuple[Run, ...]
"""Runs on one line, from left to right."""

Sheet = tuple[int, list[Row]]
"""A page's number and its rows, from the top down."""


def row_text(row: Row) -> str:
    """Return the words of a row."""
    return " ".join(run.text.strip() for run in row)


def without_furniture(sheets: Sequence[Sheet], body: float) -> tuple[list[Sheet], list[tuple[str, str]]]:
    """Take out what stands at the top or foot of most pages, and say what was taken, (reason, text)."""
    left = [(number, list(found)) for number, found in sheets]
    out: list[tuple[str, str]] = []
    leading = _leading(left, body)
    for at in (0, -1):
        for _ in range(3):
            taken = _numbers(left, at, body) | _repeated(left, at, body, leading)
            for i, reason in sorted(taken):
                out.append((reason, row_text(left[i][1].pop(at))))
            if not taken:
                break
    return left, out


def _numbers(sheets: Sequence[Sheet], at: int, body: float) -> set[tuple[int, str]]:
    """Find rows that are a page's number alone: it grows as the pages do."""
    found: list[tuple[int, int]] = []
    for i, (number, lines) in enumerate(sheets):
        match = _NUMBER.fullmatch(row_text(lines[at])[:80]) if lines else None
        if match and lines[at][0].size <= 1.2 * body:
            value = int(match[1]) if match[1].isdecimal() else _roman(match[1])
            found += [(i, value - number)] if value else []
    count = Counter(offset for _, offset in found)
    few = len(sheets) < 3
    return {
        (i, "page numbers")
        for i, offset in found
        if count[offset] > 2 or (few and offset == 0 and at == -1) or (count[offset] == 2 and len(sheets) < 8)
    }


def _leading(sheets: Sequence[Sheet], body: float) -> float:
    """Return the distance between most rows and the next."""
    gaps = Counter(round(a[0].y - b[0].y) for _, found in sheets for a, b in pairwise(found))
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=1.2 * body)


def _repeated(sheets: Sequence[Sheet], at: int, body: float, leading: float) -> set[tuple[int, str]]:
    """Find rows that say the same, numbers aside, at the same height as on other pages."""
    spots: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for i, (_, lines) in enumerate(sheets):
        if lines and lines[at][0].size < 1.13 * body:
            spots[round(lines[at][0].y / 4)].append((i, _key(row_text(lines[at]))))
    taken: set[tuple[int, str]] = set()
    for spot in sorted(spots):
        here = spots[spot] + spots.get(spot + 1, [])
        again = _again(here)
        off = {i for i, _ in here if _stands_off(sheets[i][1], at, leading)}
        if len(again) > 2 and len(again) >= 0.6 * len(here) and len(again & off) > 0.5 * len(again):
            taken |= {(i, "running heads") for i in again | off}
    return taken


def _again(heads: Iterable[tuple[int, str]]) -> set[int]:
    """Return the pages whose head stands on the next page or the one after it too, or on one before."""
    last: dict[str, int] = {}
    found: set[int] = set()
    for i, key in sorted(heads):
        if key and i - last.get(key, -9) < 3:
            found |= {i, last[key]}
        last[key] = i
    return found


def _key(text: str) -> str:
    """Return the letters of a head without its numbers, Roman ones at its ends too; a chapter's heading keeps them."""
    if is_chapter_heading(text):
        return text
    words = re.sub(r"[\d\W_]+", " ", text).casefold().split()
    while words and _roman(words[-1]):
        words.pop()
    while words and _roman(words[0]):
        words.pop(0)
    return "".join(words)


def _stands_off(lines: list[Row], at: int, leading: float) -> bool:
    """Say whether the outermost row is set apart from the next, by room or by its size."""
    if len(lines) < 2:
        return False
    row, beside = lines[at][0], (lines[1] if at == 0 else lines[-2])[0]
    return abs(row.y - beside.y) > 1.25 * leading or abs(row.size - beside.size) > 0.08 * beside.size


def _roman(text: str) -> int:
    """Return the value of a Roman number, 0 for what is none."""
    values = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))
    digits = [values.get(ch, 0) for ch in text.lower()]
    if not all(digits):
        return 0
    return sum(-a if a < b else a for a, b in pairwise([*digits, 0]))
