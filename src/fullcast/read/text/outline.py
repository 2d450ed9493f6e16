"""Where the parts of a plain text begin: its headings, its list of contents, the pages before the first chapter.

    plain text -> blocks (between empty lines) -> headings that a line tells by itself, else numbers that run up,
               else Markdown, underlined or capital titles that come again and again -> Marks

Every look is one pass over the blocks, and a block is looked into only where its first word may head something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fullcast.read import matter
from fullcast.read.headings import Heading, heading, in_capitals, may_head, number
from fullcast.read.text.contents import is_entry, list_of_contents
from fullcast.read.text.layout import (
    LONGEST_LINE,
    LONGEST_TITLE,
    Block,
    blocks_of,
    ends_sentence,
    first_line,
    is_title,
    lines_after,
    pages_of,
    spoken,
)

_RULE = re.compile(r"[ \t]*[=\-~_*^#–—]{3,}[ \t]*")
_SETEXT = re.compile(r"^[ \t]*(?:={3,}|-{3,}|~{3,}|\^{3,})[ \t]*$", re.MULTILINE)
_MARKDOWN = re.compile(r"#{1,3}[ \t]+\S")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Mark:
    """The place where a part begins: its heading lines, as they are said, stand at `start:end`, its text after them.

    `sort` is that of matter.SORTS, "" for a chapter. A part that has no heading has no `lines`, and `start == end`.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    sort: str = ""
    rank: str = "chapter"
    number: int | None = None
    titled: bool = False


def outlined(text: str, begin: int, end: int, title: str = "", creator: str = "") -> tuple[Mark, ...]:
    """Return where the parts of `text[begin:end]` begin; line ends are "\\n". None: it is all one."""
    blocks = blocks_of(text, begin, end)
    listed = list_of_contents(text, blocks)
    rest = blocks[: listed[0]] + blocks[listed[1] :] if listed else blocks
    marks = _headings(text, rest)
    if not marks:
        return ()
    if listed:
        marks = _merged(marks, _list_marks(text, blocks, listed))
    return tuple(_apart((*_front(text, blocks, marks, title, creator), *marks)))


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Return the marks but for those that lie in one before them: a title over a rule may be a chapter's own."""
    at = 0
    for mark in marks:
        if mark.start >= at:
            at = mark.end
            yield mark


def _headings(text: str, blocks: Sequence[Block]) -> list[Mark]:
    """Return the marks of chapters by the surest sort of heading there is."""
    told = [mark for at in range(len(blocks)) if (mark := _told(text, blocks, at))]
    told = _titled(text, blocks, told)
    markdown = _some_markdown(text, blocks)
    if len(markdown) > 1 or (markdown and not told):
        return _merged(told, markdown)
    numbered = any(mark.rank == "chapter" and mark.number is not None for mark in told)
    for look in (_some_numbers, _some_underlined, _some_capitals):
        if numbered:
            break
        found = look(text, blocks)
        told, numbered = _merged(told, found), bool(found)
    return _merged(told, _named(text, blocks, told))


def _merged(first: Iterable[Mark], second: Iterable[Mark]) -> list[Mark]:
    """Return marks of both in order; of two at one place, that of the first."""
    return sorted(
        ({mark.start: mark for mark in second} | {mark.start: mark for mark in first}).values(), key=_at
    )


def _at(mark: Mark) -> int:
    return mark.start


# --- headings that a line tells by itself --------------------------------------------------------------


def _told(text: str, blocks: Sequence[Block], at: int) -> Mark | None:
    """Return the mark of a block that begins with a heading line."""
    block = blocks[at]
    line = first_line(text, block)
    if len(line) > LONGEST_LINE or not may_head(line):
        return None
    read, end = heading(line.rstrip(" ,;")), block.start + len(line)
    if read is None:
        read, end = _on_two_lines(text, block, line)
        if read is None:
            return None
    lines = lines_after(text, block, end)
    if sum(1 for _, _, more in lines[:3] if is_entry(more)) > (read.rank == "part"):
        return None
    end, said = _run_on(text, block, end, lines, read)
    if line.rstrip().endswith((",", ";")) and len(said) == 1 and end == block.start + len(line):
        return None
    titled = bool(read.title) or (len(said) > 1 and heading(said[-1]) is None)
    return Mark(block.start, end, said, rank=read.rank, number=read.number, titled=titled)


def _on_two_lines(text: str, block: Block, line: str) -> tuple[Heading | None, int]:
    """Read "CHAPTER" and its number on the line below."""
    below = lines_after(text, block, block.start + len(line))
    if len(line.split()) != 1 or not below or number(below[0][2]) is None:
        return None, block.start
    return heading(f"{line.strip()} {below[0][2].strip()}"), below[0][1]


def _run_on(
    text: str, block: Block, end: int, lines: Sequence[tuple[int, int, str]], read: Heading
) -> tuple[int, tuple[str, ...]]:
    """Return where a heading ends that goes on in the lines below it, and all its lines as they are said.

    They are its title, or the rest of one; a rule under it is passed over. Lines of a text that begins right below
    are left.
    """
    own = spoken(text[block.start : end])
    if lines and _RULE.fullmatch(lines[0][2]):
        return lines[0][1], (own,)
    if lines and len(lines) <= 5:
        whole = " ".join(line.strip() for _, _, line in lines)
        if read.title and _continues(text, end, read, whole):
            return lines[-1][1], (spoken(f"{own} {whole}"),)
        set_apart = text.count("\n", block.end, min(len(text), block.end + 4)) >= 3
        if all(is_title(line) or heading(line) for _, _, line in lines) or (
            not read.title and set_apart and len(whole) <= 3 * LONGEST_TITLE
        ):
            return lines[-1][1], (own, *_titles(line for _, _, line in lines))
    if lines and (_is_caps(lines[0][2]) or heading(lines[0][2])):
        return lines[0][1], (own, spoken(lines[0][2]))
    return end, (own,)


def _titles(lines: Iterable[str]) -> Iterator[str]:
    """Return the lines of a title as one, apart from those that are headings by themselves."""
    waiting: list[str] = []
    for line in lines:
        if heading(line):
            yield from (spoken(" ".join(waiting)),) if waiting else ()
            yield spoken(line)
            waiting = []
        elif _WORD.search(line):
            waiting.append(line)
    yield from (spoken(" ".join(waiting)),) if waiting else ()


def _continues(text: str, end: int, read: Heading, whole: str) -> bool:
    """Say whether the lines below a heading are the rest of its title: that has filled its line, or breaks off."""
    full = end - text.rfind("\n", 0, end) > 50 and read.title[-1] not in ".!?"
    breaks = text[end - 1] in ",;" or whole[:1].islower()
    return (full or breaks) and len(whole) <= 4 * LONGEST_TITLE


def _is_caps(line: str) -> bool:
    return 0 < len(line.strip()) <= LONGEST_TITLE and line.isupper() and len(line.split()) > 1


def _titled(text: str, blocks: Sequence[Block], marks: list[Mark]) -> list[Mark]:
    """Give headings the title that stands alone in the next block, if most chapters have one or none is to be given."""
    index = {block.start: at for at, block in enumerate(blocks)}
    titles = {
        mark.start: block
        for mark in marks
        if not mark.titled and (block := _title_block(text, blocks, index[mark.start] + 1, mark)) is not None
    }
    bare = [mark for mark in marks if not mark.titled and mark.rank == "chapter"]
    most = 2 * sum(1 for mark in bare if mark.start in titles) > len(bare)
    return [
        replace(mark, end=block.end, lines=(*mark.lines, spoken(text[block.start : block.end])), titled=True)
        if (block := titles.get(mark.start)) and (most or mark.rank == "part")
        else mark
        for mark in marks
    ]


def _title_block(text: str, blocks: Sequence[Block], at: int, mark: Mark) -> Block | None:
    if at + 1 >= len(blocks) or text[mark.end : blocks[at].start].strip():
        return None
    block = blocks[at]
    line = text[block.start : block.end] if block.end - block.start <= 2 * LONGEST_TITLE else "\n"
    fits = "\n" not in line and is_title(line) and not heading(line) and not number(line)
    return block if fits and (mark.rank == "chapter" or not matter.named(line)) else None


# --- headings that only their coming again tells -----------------------------------------------------


def _alone(text: str, block: Block, most: int = LONGEST_TITLE) -> str:
    """Return a block that is one short line, else ""."""
    if block.end - block.start > most or block.white < 2:
        return ""
    line = text[block.start : block.end]
    return "" if "\n" in line.strip() else line


def _some_numbers(text: str, blocks: Sequence[Block]) -> list[Mark]:
    """Return the marks of numbers that run up: 1, 2, 3 and on, or from 1 again in the next part."""
    marks = [mark for block in blocks if (mark := _number_mark(text, block)) is not None]
    for some in ([mark for mark in marks if mark.titled] if marks and marks[0].titled else [], marks):
        found = list(_running(some))
        if any(mark.number == 2 for mark in found) and _far_apart(found, 200) and not _are_pages(text, found):
            return _titled(text, blocks, found)
    return []


def _running(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Return the marks whose numbers go on from the one before, or begin again; one number may be missing."""
    last = 0
    for mark in marks:
        if mark.number is not None and (mark.number == 1 or 1 <= mark.number - last <= 2):
            last = mark.number
            yield mark


def _number_mark(text: str, block: Block) -> Mark | None:
    """Return the mark of a number that stands alone, or above its title, at the beginning of a block."""
    line = first_line(text, block) if block.white >= 2 else ""
    read = number(line) if 0 < len(line) <= LONGEST_TITLE and may_head(line) else None
    if read is None:
        return None
    below = lines_after(text, block, block.start + len(line))
    said = spoken(line).strip("—–- ")
    if not below or (_RULE.fullmatch(below[0][2]) and len(below) == 1):
        return Mark(block.start, block.end, (said,), number=read.number, titled=bool(read.title))
    if len(below) <= 3 and all(is_title(more) for _, _, more in below):
        title = _titles(more for _, _, more in below)
        return Mark(block.start, block.end, (said, *title), number=read.number, titled=True)
    return None


def _are_pages(text: str, marks: Sequence[Mark]) -> bool:
    """Say whether numbers are those of pages: what stands before them is often no end of a sentence."""
    open_ends = sum(1 for mark in marks if not ends_sentence(text, mark.start))
    return 3 * open_ends > len(marks)


def _far_apart(marks: Sequence[Mark], least: int) -> bool:
    """Say whether there is text, on average `least` characters, between marks."""
    return marks[-1].start - marks[0].start >= least * (len(marks) - 1)


def _some_markdown(text: str, blocks: Sequence[Block]) -> list[Mark]:
    found = []
    for block in blocks:
        if text[block.start] == "#":
            line = first_line(text, block)
            if _MARKDOWN.match(line) and len(line) <= 130:
                found.append(Mark(block.start, block.start + len(line), (spoken(line),), titled=True))
    return found


def _some_underlined(text: str, blocks: Sequence[Block]) -> list[Mark]:
    """Return the marks of lines over a rule ("The Yard\\n========")."""
    found = []
    for rule in _SETEXT.finditer(text, blocks[0].start, blocks[-1].end) if blocks else ():
        above = text.rfind("\n", 0, max(rule.start() - 1, 0)) + 1
        line = text[above : rule.start()].strip()
        alone = (
            text[max(above - 2, 0) : above].strip(" \t") in ("\n\n", "\n", "")
            and text[max(above - 2, 0) : above] != "x\n"
        )
        if (
            0 < len(line) <= LONGEST_TITLE
            and alone
            and 2 * len(rule.group().strip()) >= len(line)
            and _WORD.search(line)
        ):
            start = above + len(text[above : rule.start()]) - len(text[above : rule.start()].lstrip())
            found.append(Mark(start, rule.end(), (spoken(line),), titled=True))
    starts = {block.start for block in blocks}
    found = [mark for mark in found if mark.start in starts]
    return found if len(found) > 1 else []


def _some_capitals(text: str, blocks: Sequence[Block]) -> list[Mark]:
    """Return the marks of titles in capitals that stand in wide white, far apart, and more than twice."""
    found = []
    for at, block in enumerate(blocks[:-1]):
        line = _alone(text, block)
        if line and block.white >= 3 and line.isupper() and is_title(line) and blocks[at + 1].white >= 2:
            found.append(Mark(block.start, block.end, (spoken(line),), titled=True))
    often = Counter(mark.lines for mark in found)
    found = [mark for mark in found if often[mark.lines] == 1 and mark.lines[0].strip(".") not in _THE_END]
    return found if len(found) > 2 and _far_apart(found, 1000) else []


_THE_END = ("THE END", "END", "FINIS", "FIN", "ENDE", "FINE", "FIM", "KONIEC", "КОНЕЦ")


# --- what is no chapter ------------------------------------------------------------------------------


def _named(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[Mark]:
    """Return the marks of parts such as a dedication before the first chapter, or notes after the last one."""
    if not marks:
        return
    first = next((mark.start for mark in marks if mark.number is not None), marks[0].start)
    last = marks[-1].end
    taken = {mark.start for mark in marks}
    for block in blocks:
        if first <= block.start <= last or block.start in taken:
            continue
        line = _alone(text, block)
        name = matter.named(line) if line and (in_capitals(line) or line.isupper()) else ""
        if not name or name in ("chapter", "part"):
            continue
        place = matter.SORTS[name].place
        apart = block.white >= 3 or name in _SURELY_BACK
        if place != "back" if block.start < first else place != "front" and apart:
            yield Mark(block.start, block.end, (spoken(line),), sort=name, titled=True)


_SURELY_BACK = (
    "acknowledgments",
    "about the author",
    "also by",
    "afterword",
    "author's note",
    "transcriber's note",
    "epilogue",
)


def _list_marks(text: str, blocks: Sequence[Block], listed: tuple[int, int]) -> Iterator[Mark]:
    """Return the mark of a list of contents and, where no heading follows it, of what does."""
    first = blocks[listed[0]]
    line = first_line(text, first)
    said = (spoken(line),) if matter.named(line) else ()
    yield Mark(first.start, first.start + (len(line) if said else 0), said, sort="contents")
    if listed[1] < len(blocks):
        yield Mark(blocks[listed[1]].start, blocks[listed[1]].start, ())


def _front(
    text: str, blocks: Sequence[Block], marks: Sequence[Mark], title: str, creator: str
) -> Iterator[Mark]:
    """Return the marks of pages before the first heading that say what they are: a copyright page, a dedication."""
    pages = pages_of([block for block in blocks if block.end <= marks[0].start])
    sorts = [matter.told(text[page[0].start : page[-1].end], title, creator) for page in pages]
    if any(sorts):
        last = None
        for page, sort in zip(pages, sorts, strict=True):
            if sort != last:
                yield Mark(page[0].start, page[0].start, (), sort=sort)
            last = sort
