"""Where the parts of a plain text begin: its headings, its list of contents, the pages before the first chapter.

    plain text -> blocks (between empty lines) -> headings that a line tells by itself, else numbers that run up,
               else Markdown, underlined or capital titles that come again and again -> Marks

Every look is one pass over the blocks, and a block is looked into only where its first word may head something.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fullcast.read import matter
from fullcast.read.headings import Heading, heading, in_capitals, may_head, number

GAP = re.compile(r"(?:\n[ \t\v\xa0]*[\n\f]|\f)[ \t\v\xa0\n\f]*")
"""What parts two blocks: an empty line or a form feed."""

_RULE = re.compile(r"[ \t]*[=\-~_*^#–—]{3,}[ \t]*")
_SETEXT = re.compile(r"^[ \t]*(?:={3,}|-{3,}|~{3,}|\^{3,})[ \t]*$", re.MULTILINE)
_MARKDOWN = re.compile(r"#{1,3}[ \t]+\S")
_WORD = re.compile(r"\w")
_PAGE = re.compile(r"(?<=[ \t.·…_])\(?(?:[\divxlc]{1,6}|\[?pg?\.? ?\d{1,6}\]?)\)?$", re.IGNORECASE)
_LINE = 400
_TITLE = 90
_ENDS = ".,;:"


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


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two gaps: `start:end`, from its first letter, and the lines of white before it."""

    start: int
    end: int
    white: int


def outlined(text: str, begin: int, end: int, title: str = "", creator: str = "") -> tuple[Mark, ...]:
    """Return where the parts of `text[begin:end]` begin; line ends are "\\n". None: it is all one."""
    blocks = _blocks(text, begin, end)
    listed = _contents(text, blocks)
    rest = blocks[: listed[0]] + blocks[listed[1] :] if listed else blocks
    marks = _headings(text, rest)
    if not marks:
        return ()
    if listed:
        marks = _merged(marks, _list_marks(text, blocks, listed))
    return (*_front(text, blocks, marks, title, creator), *marks)


def spoken(line: str) -> str:
    """Return a heading line as it is said: without what frames it, and in one piece."""
    return " ".join(line.replace("_", " ").strip(" \t\r\n\f\v#*=~|\ufeff\xa0").split())


def _blocks(text: str, begin: int, end: int) -> list[Block]:
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


_NOT_BLANK = re.compile(r"\S(?:[^\n]*\S)?")


def _first(text: str, block: Block) -> str:
    """Return a block's first line, or what of it a heading could fill."""
    end = text.find("\n", block.start, min(block.end, block.start + _LINE + 1))
    return text[block.start : end if end >= 0 else min(block.end, block.start + _LINE + 1)]


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
    line = _first(text, block)
    if len(line) > _LINE or not may_head(line):
        return None
    read, end = heading(line.rstrip(" ,;")), block.start + len(line)
    if read is None:
        read, end = _on_two_lines(text, block, line)
        if read is None:
            return None
    lines = _lines_after(text, block, end)
    if sum(1 for _, _, more in lines[:3] if _is_entry(more)) > (read.rank == "part"):
        return None
    end, said = _run_on(text, block, end, lines, read)
    if line.rstrip().endswith((",", ";")) and len(said) == 1 and end == block.start + len(line):
        return None
    titled = bool(read.title) or (len(said) > 1 and heading(said[-1]) is None)
    return Mark(block.start, end, said, rank=read.rank, number=read.number, titled=titled)


def _on_two_lines(text: str, block: Block, line: str) -> tuple[Heading | None, int]:
    """Read "CHAPTER" and its number on the line below."""
    below = _lines_after(text, block, block.start + len(line))
    if len(line.split()) != 1 or not below or number(below[0][2]) is None:
        return None, block.start
    return heading(f"{line.strip()} {below[0][2].strip()}"), below[0][1]


def _lines_after(text: str, block: Block, at: int) -> list[tuple[int, int, str]]:
    """Return the next lines of a block, at most 6: start, end, text."""
    found: list[tuple[int, int, str]] = []
    while at < block.end and len(found) < 6:
        start = at + 1
        at = text.find("\n", start, block.end)
        at = block.end if at < 0 else at
        found.append((start, at, text[start : min(at, start + _LINE)]))
    return found


def _is_entry(line: str) -> bool:
    """Say whether a line is a chapter's heading by itself, as in a list of contents."""
    read = heading(line) or heading(_without_page(line))
    return read is not None and read.rank == "chapter"


def _without_page(line: str) -> str:
    """Return an entry of a list of contents without the number of the page and the dots before it."""
    bare = line.rstrip()[:_LINE]
    page = _PAGE.search(bare)
    return bare[: page.start()].rstrip(" \t.·…_") if page else bare


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
        if all(_is_title(line) or heading(line) for _, _, line in lines) or (
            not read.title and set_apart and len(whole) <= 3 * _TITLE
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
    return (full or breaks) and len(whole) <= 4 * _TITLE


def _is_caps(line: str) -> bool:
    return 0 < len(line.strip()) <= _TITLE and line.isupper() and len(line.split()) > 1


def _is_title(line: str) -> bool:
    """Say whether a line is set as a title: short, with capitals, and no end of a sentence."""
    bare = spoken(line)
    if not bare or len(bare) > _TITLE or len(bare.split()) > 14 or bare[0] in "—–-[":
        return False
    if bare[0] in "“\"‘'«" and not (bare.isupper() and bare[-1] in "”\"’'»"):
        return False
    return (in_capitals(bare) and bare[-1] not in _ENDS) or (bare.isupper() and bare[-1] not in ",;:")


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
    line = text[block.start : block.end] if block.end - block.start <= 2 * _TITLE else "\n"
    fits = "\n" not in line and _is_title(line) and not heading(line) and not number(line)
    return block if fits and (mark.rank == "chapter" or not matter.named(line)) else None


# --- headings that only their coming again tells -----------------------------------------------------


def _alone(text: str, block: Block, most: int = _TITLE) -> str:
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
    line = _first(text, block) if block.white >= 2 else ""
    read = number(line) if 0 < len(line) <= _TITLE and may_head(line) else None
    if read is None:
        return None
    below = _lines_after(text, block, block.start + len(line))
    said = spoken(line).strip("—–- ")
    if not below or (_RULE.fullmatch(below[0][2]) and len(below) == 1):
        return Mark(block.start, block.end, (said,), number=read.number, titled=bool(read.title))
    if len(below) <= 3 and all(_is_title(more) for _, _, more in below):
        title = _titles(more for _, _, more in below)
        return Mark(block.start, block.end, (said, *title), number=read.number, titled=True)
    return None


def _are_pages(text: str, marks: Sequence[Mark]) -> bool:
    """Say whether numbers are those of pages: what stands before them is often no end of a sentence."""
    open_ends = sum(1 for mark in marks if not ends_sentence(text, mark.start))
    return 3 * open_ends > len(marks)


def ends_sentence(text: str, at: int) -> bool:
    """Say whether what stands before `at` ends a sentence, or is a heading or nothing at all."""
    before = text[max(0, at - 300) : at].rstrip()
    line = before[before.rfind("\n") + 1 :]
    return before[-1:] in ("", *".!?…:\"”»’'*_)]—–-") or is_head(line)


def is_head(line: str) -> bool:
    """Say whether a line may be a heading of any sort."""
    return len(line) < _TITLE and (line.isupper() or in_capitals(line) or heading(line) is not None)


def _far_apart(marks: Sequence[Mark], least: int) -> bool:
    """Say whether there is text, on average `least` characters, between marks."""
    return marks[-1].start - marks[0].start >= least * (len(marks) - 1)


def _some_markdown(text: str, blocks: Sequence[Block]) -> list[Mark]:
    found = []
    for block in blocks:
        if text[block.start] == "#":
            line = _first(text, block)
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
            0 < len(line) <= _TITLE
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
        if line and block.white >= 3 and line.isupper() and _is_title(line) and blocks[at + 1].white >= 2:
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
    first, last = marks[0].start, marks[-1].end
    for block in blocks:
        if first <= block.start <= last:
            continue
        line = _alone(text, block)
        name = matter.named(line) if line and (in_capitals(line) or line.isupper()) else ""
        if not name or name in ("chapter", "part"):
            continue
        place = matter.SORTS[name].place
        if (block.start < first and place != "back") or (
            block.start > last and place != "front" and block.white >= 3
        ):
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


def _contents(text: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Return the blocks, from and to, that list the chapters before they begin."""
    for at, block in enumerate(blocks[:200]):
        line = _first(text, block)
        if len(line) <= 60 and matter.named(line) == "contents" and block.start < max(len(text) // 3, 5000):
            end = _end_of_list(text, blocks, at)
            return (at, end) if end > at + 1 or "\n" in text[block.start : block.end] else None
        if _is_prose(text, block) and block.end - block.start > 600:
            return None
    return _bare_list(text, blocks)


def _bare_list(text: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Return the blocks of a list that has no title: headings without text, which all come again."""
    for at, block in enumerate(blocks[:100]):
        if _is_prose(text, block):
            return None
        lines = [
            _first(text, block),
            *(line for _, _, line in _lines_after(text, block, block.start + len(_first(text, block)))),
        ]
        if sum(1 for line in lines if _is_entry(line)) >= 2 or (
            _is_entry(lines[0])
            and at + 2 < len(blocks)
            and all(_is_entry(_first(text, b)) for b in blocks[at : at + 3])
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
        if i > at and _is_prose(text, block):
            break
        lines = text[block.start : min(block.end, block.start + 20_000)].split("\n")
        keys = [_keys(line) for line in lines[titled and i == at :]]
        if keys and not first.isdisjoint(keys[0]):
            again = i
            break
        if keys and not seen.isdisjoint(keys[0]):
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
            _is_entry(line) or number(line) or matter.named(line) or _PAGE.search(line[:_LINE])
            for line in lines
        ):
            return i
    return end


def _widest(blocks: Sequence[Block], at: int, prose: int) -> int:
    """Return the block before the prose that the widest white stands before."""
    return max(range(at + 2, prose + 1), key=lambda i: (blocks[i].white, i < at + 3), default=prose)


def _keys(line: str) -> list[str]:
    """Return by what an entry of a list is known again: the whole of it, and its title, without the page's number."""
    if len(line) > _LINE:
        return []
    keys: list[str] = []
    whole, unpaged = line.strip(), _without_page(line)
    for bare in (whole,) if heading(whole) and not heading(unpaged) else (whole, unpaged):
        read = heading(bare) or number(bare)
        keys.append(_letters(bare))
        if read is not None:
            keys += (_letters(read.title), f"{read.word or '#'} {read.number}")
    return [key for key in keys if len(key) > 2]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_prose(text: str, block: Block) -> bool:
    """Say whether a block is text to be read, and no line of a list: long, with the end of a sentence."""
    size = block.end - block.start
    if size < 120 or text[block.end - 1] not in ".!?…\"”»’'":
        return False
    lines = text.count("\n", block.start, block.end) + 1
    return size / lines > 45 or lines == 1


def _list_marks(text: str, blocks: Sequence[Block], listed: tuple[int, int]) -> Iterator[Mark]:
    """Return the mark of a list of contents and, where no heading follows it, of what does."""
    first = blocks[listed[0]]
    line = _first(text, first)
    said = (spoken(line),) if matter.named(line) else ()
    yield Mark(first.start, first.start + (len(line) if said else 0), said, sort="contents")
    if listed[1] < len(blocks):
        yield Mark(blocks[listed[1]].start, blocks[listed[1]].start, ())


def _front(
    text: str, blocks: Sequence[Block], marks: Sequence[Mark], title: str, creator: str
) -> Iterator[Mark]:
    """Return the marks of pages before the first heading that say what they are: a copyright page, a dedication."""
    pages = _pages([block for block in blocks if block.end <= marks[0].start])
    sorts = [matter.told(text[page[0].start : page[-1].end], title, creator) for page in pages]
    if any(sorts):
        last = None
        for page, sort in zip(pages, sorts, strict=True):
            if sort != last:
                yield Mark(page[0].start, page[0].start, (), sort=sort)
            last = sort


def _pages(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return blocks as pages, which wide white parts."""
    pages: list[list[Block]] = []
    for block in blocks:
        if not pages or block.white >= 3:
            pages.append([])
        pages[-1].append(block)
    return pages
