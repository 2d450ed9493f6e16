"""How a plain text is laid out: blocks between empty lines, pages between wide white, and lines set as titles.

Offsets are those of the text, whose line ends are all "\n".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fullcast.read.headings import heading, in_capitals

GAP = re.compile(r"(?:\n[ \t\v\xa0]*[\n\f]|\f)[ \t\v\xa0\n\f]*")
"""What parts two blocks: an empty line or a form feed."""
_NOT_BLANK = re.compile(r"\S(?:[^\n]*\S)?")
_DIGIT = re.compile(r"\d")
LONGEST_LINE = 400
LONGEST_TITLE = 90
_ENDS = ".,;:"


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two gaps: `start:end`, from its first letter, and the lines of white before it."""

    start: int
    end: int
    white: int


def blocks_of(text: str, begin: int, end: int) -> list[Block]:
    """Return the blocks: what empty lines part or, in a text that has next to none, every line."""
    found: list[Block] = []
    at, white = begin, 2
    for gap in GAP.finditer(text, begin, end):
        if gap.start() > at:
            found.append(Block(at, gap.start(), white))
        white = max(text.count("\n", gap.start(), gap.end()), 3 if "\f" in gap.group() else 0)
        at = gap.end()
    if at < end:
        found.append(Block(at, end, white))
    return _by_lines(text, found) if text.count("\n", begin, end) > 20 * len(found) else found


def _by_lines(text: str, blocks: Iterable[Block]) -> list[Block]:
    """Return every line as a block where lines are paragraphs, that is mostly end with a sentence; else the blocks."""
    given = list(blocks)
    lines = [
        Block(match.start(), match.end(), block.white if match.start() == block.start else 2)
        for block in given
        for match in _NOT_BLANK.finditer(text, block.start, block.end)
    ]
    done = sum(1 for line in lines if text[line.end - 1] in ".!?…\"”»’'*")
    return lines if 10 * done > 7 * len(lines) else given


def pages_of(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return blocks as pages, which wide white parts."""
    pages: list[list[Block]] = []
    for block in blocks:
        if not pages or block.white >= 3:
            pages.append([])
        pages[-1].append(block)
    return pages


def first_line(text: str, block: Block) -> str:
    """Return a block's first line, or what of it a heading could fill."""
    end = text.find("\n", block.start, min(block.end, block.start + LONGEST_LINE + 1))
    return text[block.start : end if end >= 0 else min(block.end, block.start + LONGEST_LINE + 1)]


def lines_after(text: str, block: Block, at: int) -> list[tuple[int, int, str]]:
    """Return the next lines of a block, at most 6: start, end, text."""
    found: list[tuple[int, int, str]] = []
    while at < block.end and len(found) < 6:
        start = at + 1
        at = text.find("\n", start, block.end)
        at = block.end if at < 0 else at
        found.append((start, at, text[start : min(at, start + LONGEST_LINE)]))
    return found


def spoken(line: str) -> str:
    """Return a heading line as it is said: without what frames it, and in one piece."""
    bare = line.replace("_", " ").strip(" \t\r\n\f\v#*=~|\ufeff\xa0")
    return " ".join((bare if "[" in bare else bare.rstrip("]")).split())


def is_title(line: str) -> bool:
    """Say whether a line is set as a title: short, with capitals, and no end of a sentence."""
    bare = spoken(line)
    if not bare or len(bare) > LONGEST_TITLE or len(bare.split()) > 14 or bare[0] in "—–-[":
        return False
    if "," in bare and not bare.isupper() and _DIGIT.search(bare):
        return False  # "London, 3 May"
    if bare[0] in "“\"‘'«" and not (bare.isupper() and bare[-1] in "”\"’'»"):
        return False
    return (in_capitals(bare) and bare[-1] not in _ENDS) or (bare.isupper() and bare[-1] not in ",;:")


def is_head(line: str) -> bool:
    """Say whether a line may be a heading of any sort."""
    return len(line) < LONGEST_TITLE and (line.isupper() or in_capitals(line) or heading(line) is not None)


def ends_sentence(text: str, at: int) -> bool:
    """Say whether what stands before `at` ends a sentence, or is a heading or nothing at all."""
    before = text[max(0, at - 300) : at].rstrip()
    line = before[before.rfind("\n") + 1 :]
    return before[-1:] in ("", *".!?…:\"”»’'*_)]—–-") or is_head(line)


def is_prose(text: str, block: Block) -> bool:
    """Say whether a block is text to be read, and no line of a list: long, with the end of a sentence."""
    size = block.end - block.start
    if size < 120 or text[block.end - 1] not in ".!?…\"”»’'":
        return False
    lines = text.count("\n", block.start, block.end) + 1
    return size / lines > 45 or lines == 1
