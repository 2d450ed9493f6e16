"""Finds the lines that two versions of a text have in common, in time that grows with their length and little more."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_SMALL = 64
"""Stretches of so many lines are compared line by line, where nothing in them is unique."""

_DEEPEST = 32
"""So often a stretch is parted at its unique lines: enough for any text, and an end for one made to have none."""


class _Stretch(NamedTuple):
    """The lines `a:b` of the one version and `c:d` of the other, which lie between two pairs."""

    a: int
    b: int
    c: int
    d: int
    depth: int


def align(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair equal lines, in order: (index in `old`, index in `new`), both growing.

    Patience: lines that are unique in both versions are paired first, then those around and between them. So a
    line that stands often ("Yes.") is paired by its neighbours, and a chapter put in between moves no pair.
    """
    pairs: list[tuple[int, int]] = []
    waiting = [_Stretch(0, len(old), 0, len(new), 0)]
    while waiting:
        stretch = waiting.pop()
        ends, inner = _trimmed(old, new, stretch)
        pairs += ends
        if inner.a == inner.b or inner.c == inner.d:
            continue
        anchors = _anchors(old, new, inner) if inner.depth < _DEEPEST else []
        if anchors:
            pairs += anchors
            waiting += _between(anchors, inner)
        elif max(inner.b - inner.a, inner.d - inner.c) <= _SMALL:
            pairs += _compared(old, new, inner)
    return sorted(pairs)


def _trimmed(
    old: Sequence[str], new: Sequence[str], stretch: _Stretch
) -> tuple[list[tuple[int, int]], _Stretch]:
    """Pair what is equal at both ends of a stretch; give the pairs, and what is left."""
    a, b, c, d, depth = stretch
    pairs = []
    while a < b and c < d and old[a] == new[c]:
        pairs.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        pairs.append((b, d))
    return pairs, _Stretch(a, b, c, d, depth)


def _anchors(old: Sequence[str], new: Sequence[str], stretch: _Stretch) -> list[tuple[int, int]]:
    """Pair the lines that are unique in both versions of a stretch: as many as keep their order."""
    a, b, c, d, _ = stretch
    ours, theirs = Counter(old[a:b]), Counter(new[c:d])
    places = {new[at]: at for at in range(c, d) if theirs[new[at]] == 1}
    both = [(at, places[old[at]]) for at in range(a, b) if ours[old[at]] == 1 and old[at] in places]
    return _longest_rising(both)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest part of `pairs` in which the second numbers grow as the first do."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int | None] = []
    for at, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [at]
    rising: list[tuple[int, int]] = []
    last = piles[-1] if piles else None
    while last is not None:
        rising.append(pairs[last])
        last = before[last]
    return rising[::-1]


def _between(anchors: Sequence[tuple[int, int]], stretch: _Stretch) -> Iterator[_Stretch]:
    a, b, c, d, depth = stretch
    for i, j in [*anchors, (b, d)]:
        if a < i and c < j:
            yield _Stretch(a, i, c, j, depth + 1)
        a, c = i + 1, j + 1


def _compared(old: Sequence[str], new: Sequence[str], stretch: _Stretch) -> list[tuple[int, int]]:
    a, b, c, d, _ = stretch
    blocks = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_matching_blocks()
    return [(a + i + k, c + j + k) for i, j, length in blocks for k in range(length)]
