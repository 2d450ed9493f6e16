"""Cuts a chapter into paragraphs and scene breaks, whatever way its author sets lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

BREAK_LINE = re.compile(r"[ \t]*(?:[*#~=_•·◆◇○●⁂❦❧§+\-–—][ \t]*){1,40}[ \t]*")
"""A line of ornaments alone: `* * *`, `###`, `---`, an asterism."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_ENDS = re.compile(r"[.!?…:;,—–\-*_)\]\"'”’»›“]\s*$")
_WHOLE = re.compile(r"[.!?…:][*_)\]\"'”’»›“\s]*$")
_DASH_TURN = re.compile(r"[—–―][ \t\u00a0\u202f]*[^\W_a-zà-öø-ÿа-яё]|[—–―][ \t\u00a0\u202f]*[¡¿«„…]")
_STARTS = re.compile(r"[\s\"'“‘„«»‹›—–\-*_(\[]*[A-ZÀ-ÖØ-Þ0-9]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph `text[start:end]` without outer white space; `scene` says that a scene break stands before it."""

    start: int
    end: int
    scene: bool = False
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    newlines: int  # line ends between the block before and this one


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `text` in order; break lines are paragraphs of their own with `is_break`.

    Three habits are told apart by looking at the whole text: a paragraph a line, lines wrapped by hand with
    blank lines between paragraphs, and a paragraph a line with blank lines between. In the last, a line end that comes
    alone parts paragraphs only between two sentences. A gap larger than the text's own habit is a scene break.
    """
    lines = _lines(text)
    one_a_line = _one_paragraph_a_line(text, lines)
    blocks = (_mended if one_a_line else _joined)(text, lines)
    usual = _usual_gap(blocks)
    found: list[Paragraph] = []
    broken = False
    for block in blocks:
        if BREAK_LINE.fullmatch(text, block.start, block.end):
            found.append(Paragraph(block.start, block.end, is_break=True))
            broken = True
            continue
        scene = broken or (block.newlines > usual and bool(found))
        found.append(Paragraph(block.start, block.end, scene=scene))
        broken = False
    return tuple(found)


def _lines(text: str) -> list[_Block]:
    lines: list[_Block] = []
    last = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped[0])
        lines.append(_Block(start, start + len(stripped), _line_ends(text, last, start)))
        last = start + len(stripped)
    return lines


def _line_ends(text: str, start: int, end: int) -> int:
    gap = text[start:end]
    return (
        gap.count("\n") + gap.replace("\r\n", "").count("\r") + 2 * gap.count("\u2029") + gap.count("\u2028")
    )


def _one_paragraph_a_line(text: str, lines: list[_Block]) -> bool:
    """Say whether single line ends part paragraphs: most lines before one end like a sentence and start like one."""
    pairs = [(a, b) for a, b in pairwise(lines) if b.newlines == 1]
    if not pairs:
        return True
    whole = sum(
        1
        for a, b in pairs
        if _ENDS.search(text, max(a.start, a.end - 3), a.end) and _STARTS.match(text, b.start, b.end)
    )
    longest = max(a.end - a.start for a, _ in pairs)
    return longest > 200 or whole >= 0.6 * len(pairs)


def _joined(text: str, lines: list[_Block]) -> list[_Block]:
    """Join hand-wrapped lines; a break line or a dash that opens speech parts paragraphs even without blank lines."""
    joined: list[_Block] = []
    after_break = True
    for line in lines:
        is_break = BREAK_LINE.fullmatch(text, line.start, line.end) is not None
        if (
            joined
            and line.newlines == 1
            and not is_break
            and not after_break
            and not _answers(text, joined[-1], line)
        ):
            joined[-1] = _Block(joined[-1].start, line.end, joined[-1].newlines)
        else:
            joined.append(line)
        after_break = is_break
    return joined


def _answers(text: str, before: _Block, line: _Block) -> bool:
    """Say whether a line opens with a dash after a finished sentence: somebody else's turn."""
    return (
        text[line.start] in "—–―"
        and _WHOLE.search(text, max(before.start, before.end - 3), before.end) is not None
        and _DASH_TURN.match(text, line.start, line.end) is not None
    )


def _mended(text: str, lines: list[_Block]) -> list[_Block]:
    """Join a line to the one before where blank lines part paragraphs and the two are one sentence (verse, a stray end)."""
    alone = sum(1 for line in lines if line.newlines == 1)
    if not alone or 2 * alone > len(lines):
        return lines
    mended: list[_Block] = []
    for line in lines:
        if mended and line.newlines == 1 and _goes_on(text, mended[-1], line):
            mended[-1] = _Block(mended[-1].start, line.end, mended[-1].newlines)
        else:
            mended.append(line)
    return mended


def _goes_on(text: str, before: _Block, line: _Block) -> bool:
    """Say whether a line goes on with a sentence: the one before has no end, or this one no beginning."""
    if text[line.start].islower():
        return True
    last = text[before.end - 1]
    return last in ",;" or (last.isalnum() and before.end - before.start > 60)


def _usual_gap(blocks: list[_Block]) -> int:
    """Return how many line ends usually part two paragraphs here (a third of the gaps is enough to be usual)."""
    gaps = [block.newlines for block in blocks[1:]]
    return max((n for n in set(gaps) if gaps.count(n) * 3 >= len(gaps)), default=2)
