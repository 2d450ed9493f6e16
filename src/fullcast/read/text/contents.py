"""Where a plain text lists its contents: headings without their text, which all come again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from fullcast.read import matter
from fullcast.read.headings import heading, number
from fullcast.read.text.layout import LONGEST_LINE, Block, first_line, is_prose, lines_after

_PAGE = re.compile(r"(?<=[ \t.·…_])\(?(?:[\divxlc]{1,6}|\[?pg?\.? ?\d{1,6}\]?)\)?$", re.IGNORECASE)


def list_of_contents(text: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Return the blocks, from and to, that list the chapters before they begin."""
    for at, block in enumerate(blocks[:200]):
        line = first_line(text, block)
        if len(line) <= 60 and matter.named(line) == "contents" and block.start < max(len(text) // 3, 5000):
            end = _end_of_list(text, blocks, at)
            return (at, end) if end > at + 1 or "\n" in text[block.start : block.end] else None
        if is_prose(text, block) and block.end - block.start > 600:
            return None
    return _bare_list(text, blocks)


def _bare_list(text: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Return the blocks of a list that has no title: headings without text, which all come again."""
    for at, block in enumerate(blocks[:100]):
        if is_prose(text, block):
            return None
        lines = [
            first_line(text, block),
            *(line for _, _, line in lines_after(text, block, block.start + len(first_line(text, block)))),
        ]
        if sum(1 for line in lines if is_entry(line)) >= 2 or (
            is_entry(lines[0])
            and at + 2 < len(blocks)
            and all(is_entry(first_line(text, b)) for b in blocks[at : at + 3])
        ):
            end = _end_of_list(text, blocks, at, titled=False)
            return (at, end) if end > at else None
    return None


def _end_of_list(text: str, blocks: Sequence[Block], at: int, titled: bool = True) -> int:
    """Return the block after the list that begins with block `at`.

    That is where its first entry comes again, or else any of its entries, before there is text; pages before that
    which list nothing are no part of it.
    """
    first: set[str] = set()
    seen: set[str] = set()
    again = 0
    for i in range(at, len(blocks)):
        block = blocks[i]
        if i > at and is_prose(text, block):
            break
        lines = text[block.start : min(block.end, block.start + 20_000)].split("\n")
        listed = lines[titled and i == at :]
        keys = [_keys(line) for line in listed]
        called = {*keys[0], *_numbers(listed[0])} if keys else set()
        if not first.isdisjoint(called):
            again = i
            break
        if not seen.isdisjoint(called):
            again = again or i
        first = first or {key for some in keys[:1] for key in some}
        seen.update(key for some in keys for key in some)
    else:
        return again or (at if titled else min(at + 1, len(blocks)))
    return _listing(text, blocks, at, again) if again else _widest(blocks, at, i)


def _listing(text: str, blocks: Sequence[Block], at: int, end: int) -> int:
    """Return where pages of blocks `at:end` cease to be a list: the first after the list that names no chapter."""
    for i in range(at + 2, end):
        if blocks[i].white < 3:
            continue
        page = [blocks[i], *itertools.takewhile(lambda block: block.white < 3, blocks[i + 1 : end])]
        lines = text[page[0].start : page[-1].end].split("\n")
        if not any(
            is_entry(line) or number(line) or matter.named(line) or _PAGE.search(line[:LONGEST_LINE])
            for line in lines
        ):
            return i
    return end


def _widest(blocks: Sequence[Block], at: int, prose: int) -> int:
    """Return the block before the prose that the widest white stands before."""
    return max(range(at + 2, prose + 1), key=lambda i: (blocks[i].white, i < at + 3), default=prose)


def _keys(line: str) -> list[str]:
    """Return by what an entry of a list is known again: the whole of it, and its title, without the page's number."""
    if len(line) > LONGEST_LINE:
        return []
    keys: list[str] = []
    whole, unpaged = line.strip(), _without_page(line)
    for bare in (whole,) if heading(whole) and not heading(unpaged) else (whole, unpaged):
        read = heading(bare) or number(bare)
        keys.append(_letters(bare))
        if read is not None:
            keys += (_letters(read.title), f"{read.word or '#'} {read.number}")
    return [key for key in keys if len(key) > 2]


def _numbers(line: str) -> Iterator[str]:
    """Yield the key of an entry without a word that a chapter's heading comes again as: "I. Dawn" as "CHAPTER I"."""
    read = heading(line.strip()) if len(line) <= LONGEST_LINE else None
    if read is not None and read.rank == "chapter" and read.number is not None:
        yield f"# {read.number}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def is_entry(line: str) -> bool:
    """Say whether a line is a chapter's heading by itself, as in a list of contents."""
    read = heading(line) or heading(_without_page(line))
    return read is not None and read.rank == "chapter"


def _without_page(line: str) -> str:
    """Return an entry of a list of contents without the number of the page and the dots before it."""
    bare = line.rstrip()[:LONGEST_LINE]
    page = _PAGE.search(bare)
    return bare[: page.start()].rstrip(" \t.·…_") if page else bare
