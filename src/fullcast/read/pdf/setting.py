"""How a book is set: what its pages have in common, by which one line is told from another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from fullcast.read.pdf.layout import Line, Lines

_ORNAMENTS = frozenset(" *⁂⁎∗✱✻❋•·●○◦◆◇■□▪▫★☆✦✧❦❧☙✿❀§#~∼≈–—―-_=+.…°×†‡\u2009")
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
HYPHENS = "-\u2010\u00ad"
"""What parts a word at a line's end: hyphens, and the soft hyphen."""


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


def style_of(found: Lines) -> Style:
    """Find out how a book is set."""
    body, lines = found.body, [line for line in found.lines if not is_ornament(line)]
    pairs = [
        (a, b)
        for a, b in pairwise(lines)
        if a.column == b.column and alike(a, b) and abs(a.size - body) < 0.1 * body
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


def alike(a: Line, b: Line) -> bool:
    """Say whether two lines are set in one size."""
    return abs(a.size - b.size) <= 0.08 * max(a.size, b.size)


def _words(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the words of the book, but for those at the beginning of a line, and at its end before a hyphen."""
    for line in lines:
        text = line.text.strip()
        cut = text.rstrip(HYPHENS)
        words = _WORD.findall(text.casefold())
        yield from words[1 : len(words) - (cut != text)]
        yield from (word.casefold() for word in _COMPOUND.findall(text))


def is_ornament(line: Line) -> bool:
    """Say whether a line is stars, flowers or a rule: the sign of a scene break."""
    text = line.text.strip()
    return 0 < len(text) < 60 and set(text) <= _ORNAMENTS and text not in ("-", "–", "...", ". . .")
