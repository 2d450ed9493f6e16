"""From a table of contents to chapters: where one begins, and what it is called.

A table of contents has parts over chapters and sections under them, and seldom says which is which. An entry is a part,
whose entries are chapters, where (in this order) it leads nowhere itself; is called one ("Part Two"); has chapters by
name under it ("Chapter 3"); is no numbered chapter itself, but most of what is under it is numbered; or has a file of
its own for each under it; or holds nearly all of the book. Else it is a chapter, and what is under it stays there, as
does what the book does not show readers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from fullcast.read import blocks as laid
from fullcast.read import matter
from fullcast.read.blocks import Block, Section, titled
from fullcast.read.epub.navigation import Entry
from fullcast.read.epub.package import Oddity
from fullcast.read.headings import Heading, heading, may_head, number

_NUMBER_ALONE = re.compile(r"\W*(?:\d{1,4}|[ivxlcdm]{1,9})\W*", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NEARLY_ALL = 0.8
_HEADINGS = 3
_LONGEST_TOP = 120
_PART_PAGE = 100
"""Most words of the page of a part (an epigraph, a date) that goes with the part's first chapter."""

INSIDE = frozenset(
    "chapter part part-title volume division subchapter bodymatter frontmatter backmatter text start abstract epigraph "
    "conclusion footnote endnote rearnote".split()
)
"""What the source may call a stretch of a chapter; anything else that it names stands apart."""
_PAGES = frozenset(
    "cover titlepage title-page halftitlepage halftitle copyright-page imprint imprimatur dedication seriespage toc".split()
)
"""What is never longer than its file."""
_UNREAD = frozenset(
    word for name, sort in matter.SORTS.items() if not sort.read for word in (name, *sort.types, *sort.guides)
)
"""What a part's name is not to go with: it is not read, and the name would be lost with it."""
_PARTS = frozenset("part part-title volume division".split())
_PAGE_SORTS = ("cover", "title page", "half title", "copyright", "dedication", "contents")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the book: its blocks are those from `start` to `end`; `title` is what its head says."""

    name: str
    start: int
    end: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a section begins; `part` where the contents say that chapters follow."""

    at: int
    title: str = ""
    part: bool = False


def parted(
    blocks: Sequence[Block], files: Sequence[File], entries: Sequence[Entry]
) -> tuple[tuple[Section, ...], tuple[Oddity, ...]]:
    """Part a book into sections by its table of contents; by its headings where that says less than they do."""
    filled = [file for file in files if file.start < file.end]
    places = _Places(blocks, filled)
    listed = _stacked(_listed(entries, places))
    headed = _headed(blocks, filled)
    usable = len(listed) > 1 or len(headed) <= max(2, len(listed))
    cuts = _drawn_back(listed, blocks, places) if listed and usable else headed
    cuts = _with_apart(cuts, blocks, filled)
    return tuple(_sections(cuts, blocks)), tuple(_dangling(entries, places))


class _Places:
    """Where in the blocks a target of the contents is, and in which file a block."""

    __slots__ = ("_anchors", "blocks", "files", "sizes", "starts")

    def __init__(self, blocks: Sequence[Block], files: Sequence[File]) -> None:
        self.blocks = blocks
        self.files = {file.name: file.start for file in files}
        self.starts = [file.start for file in files]
        self.sizes = _sums(len(block.text) for block in blocks)
        self._anchors: dict[str, int] = {}
        for at, block in enumerate(blocks):
            for anchor in block.anchors:
                self._anchors.setdefault(anchor, at)

    def exactly(self, target: str) -> int | None:
        """Return the block at which a target is, None where the place in its file is not there."""
        return self.files.get(target, self._anchors.get(target))

    def file_of(self, target: str) -> int | None:
        """Return the first block of a target's file, None for a file that has none."""
        return self.files.get(target.partition("#")[0])

    def file_start(self, at: int) -> int:
        """Return the first block of the file in which a block is."""
        return self.starts[bisect_right(self.starts, at) - 1]


def _sums(sizes: Iterable[int]) -> list[int]:
    sums = [0]
    for size in sizes:
        sums.append(sums[-1] + size)
    return sums


# --- which entries -------------------------------------------------------------------------------


def _listed(entries: Sequence[Entry], places: _Places) -> list[_Cut]:
    """Return the cuts of the contents in their order; a place that is not in its file is the file's beginning,
    where nothing else begins there."""
    large = _nearly_all(entries, places)
    found = list(_chosen(entries, large))
    exact = [_Cut(at, e.title, part) for e, part in found if (at := places.exactly(e.target)) is not None]
    taken = {cut.at for cut in exact}
    for entry, part in found:
        start = places.file_of(entry.target) if places.exactly(entry.target) is None else None
        if start is not None and start not in taken:
            taken.add(start)
            exact.append(_Cut(start, entry.title, part))
    return exact


def _chosen(entries: Sequence[Entry], large: Entry | None) -> Iterator[tuple[Entry, bool]]:
    """Yield the entries that begin something, and whether chapters are under them."""
    for entry in entries:
        part = _is_part(entry) or (entry is large and not _is_chapter(entry.title))
        if entry.target:
            yield entry, part
        if part:
            yield from _chosen(entry.entries, None)


def _is_part(entry: Entry) -> bool:
    """Say whether the entries under this one are chapters; the module tells how."""
    under = list(_under(entry))
    if not under or (entry.shut and entry.target):
        return False
    if not entry.target or _is_part_name(entry.title):
        return True
    read = [_read(each.title) for each in under]
    if _most(each is not None and each.number is not None and each.word != "" for each in read):
        return True
    if _is_chapter(entry.title):
        return False
    return _most(each is not None and each.number is not None for each in read) or _own_files(entry, under)


def _under(entry: Entry) -> Iterator[Entry]:
    """Yield the entries right under one; what leads nowhere is looked through."""
    for each in entry.entries:
        if each.target:
            yield each
        else:
            yield from _under(each)


def _read(title: str) -> Heading | None:
    """Read a title as a heading; what follows its number needs nothing to set it apart, for it is no sentence."""
    words = title.split()[:2]
    if not words:
        return None
    first = number(words[0]) if words[0][:1].isdigit() else None
    return heading(title) or number(title) or heading(" ".join(words)) or first


def _is_chapter(title: str) -> bool:
    read = _read(title)
    return read is not None and read.rank == "chapter"


def _is_part_name(title: str) -> bool:
    read = _read(title)
    return read is not None and read.rank == "part"


def _most(found: Iterable[bool]) -> bool:
    votes = list(found)
    return 2 * sum(votes) > len(votes)


def _own_files(entry: Entry, under: Sequence[Entry]) -> bool:
    files = [each.target.partition("#")[0] for each in (entry, *under)]
    return len(under) > 1 and len(set(files[1:])) == len(under) and files[0] not in files[2:]


def _nearly_all(entries: Sequence[Entry], places: _Places) -> Entry | None:
    """Return the entry that holds nearly all of the book, if one does."""
    starts = sorted(
        (at, i) for i, entry in enumerate(entries) if (at := places.exactly(entry.target)) is not None
    )
    ends = [at for at, _ in starts[1:]] + [len(places.blocks)]
    for (at, i), end in zip(starts, ends, strict=False):
        if places.sizes[end] - places.sizes[at] > _NEARLY_ALL * places.sizes[-1]:
            return entries[i]
    return None


def _stacked(cuts: Iterable[_Cut]) -> list[_Cut]:
    """Return the cuts in the book's order, one for each place: of a part and a chapter at one place, the chapter."""
    placed: dict[int, _Cut] = {}
    for cut in cuts:
        known = placed.get(cut.at)
        if known is None or known.part or _is_part_name(known.title) or not cut.part:
            placed[cut.at] = cut
    return sorted(placed.values(), key=lambda cut: cut.at)


def _dangling(entries: Sequence[Entry], places: _Places) -> Iterator[Oddity]:
    for entry in entries:
        missing = entry.target and "#" in entry.target and places.exactly(entry.target) is None
        if missing and places.file_of(entry.target) is not None:
            yield "in the contents, but leading to no place in its file", entry.title or entry.target
        elif not entry.target and not entry.entries:
            yield "in the contents, but leading nowhere", entry.title or "(no title)"
        yield from _dangling(entry.entries, places)


# --- where they begin ----------------------------------------------------------------------------


def _drawn_back(cuts: Sequence[_Cut], blocks: Sequence[Block], places: _Places) -> list[_Cut]:
    """Let each section begin at the headings right before the place that the contents name, a few at most.

    A heading in an earlier file counts where that file has nothing else: the page of a part.
    """
    made: list[_Cut] = []
    for i, cut in enumerate(cuts):
        floor = max(cuts[i - 1].at + 1 if i else 0, cut.at - _HEADINGS)
        at = cut.at
        while at > floor and blocks[at - 1].kind == "heading" and not _is_apart(blocks[at - 1]):
            at -= 1
        start = places.file_start(cut.at)
        if at < start:
            at = places.starts[bisect_left(places.starts, at)]
        made.append(replace(cut, at=at))
    return made


def _headed(blocks: Sequence[Block], files: Sequence[File]) -> list[_Cut]:
    """Return where the headings begin chapters; files do where there are no headings."""
    at = {id(block): i for i, block in enumerate(blocks)}
    starts = [_last_run([at[id(block)] for block in section.blocks]) for section in laid.sections(blocks)]
    if len(starts) < 2:
        starts = [file.start for file in files]
    return [_Cut(start) for start in sorted(starts)]


def _last_run(places: Sequence[int]) -> int:
    """Return where the last places that follow each other begin; a heading from further above may stand before them."""
    k = len(places) - 1
    while k and places[k - 1] == places[k] - 1:
        k -= 1
    return places[k]


def _with_apart(cuts: Sequence[_Cut], blocks: Sequence[Block], files: Sequence[File]) -> list[_Cut]:
    """Add what stands apart: what the source says does, each file before the first chapter, files that begin something."""
    known = {cut.at: cut for cut in cuts}
    titles = {file.start: file.title for file in files}
    first = _first_chapter(cuts, blocks)
    page = False
    for at, block in enumerate(blocks):
        begins = at in titles and (page or at < first or _begins(block))
        if at not in known and (_is_apart(block) or begins):
            known[at] = _Cut(
                at,
                titles.get(at, "") if block.kind != "heading" else "",
                at in titles and block.sort in _PARTS,
            )
        if at in known:
            page = block.sort in _PAGES or matter.named(known[at].title) in _PAGE_SORTS
    return [known[at] for at in sorted(known)]


def _begins(block: Block) -> bool:
    """Say whether the first block of a file begins something, though the contents do not know it."""
    if block.sort in _PARTS or block.sort == "epigraph":
        return True
    if block.kind != "heading":
        return False
    return block.sort == "chapter" or bool(matter.named(block.text)) or _is_part_name(block.text)


def _first_chapter(cuts: Sequence[_Cut], blocks: Sequence[Block]) -> int:
    """Return where the first section begins that the contents or a heading begin, and that is no page before the book."""
    for cut in cuts:
        block = blocks[cut.at]
        title = cut.title or (block.text if block.kind == "heading" else "")
        if title and not _is_apart(block) and matter.named(title) not in _PAGE_SORTS:
            return cut.at
    return 0


def _is_apart(block: Block) -> bool:
    return bool(block.sort) and block.sort not in INSIDE


# --- what they are ---------------------------------------------------------------------------------


def _sections(cuts: Sequence[_Cut], blocks: Sequence[Block]) -> Iterator[Section]:
    """Yield the sections; the page of a part goes with the chapter after it."""
    held: tuple[Block, ...] = ()
    bounds = [cut.at for cut in cuts] + [len(blocks)]
    if bounds[0]:
        yield Section(tuple(blocks[: bounds[0]]))
    for i, cut in enumerate(cuts):
        here = tuple(blocks[cut.at : bounds[i + 1]])
        sort = _sort(here)
        last = i + 1 == len(cuts)
        if not last and sort in (*INSIDE, "") and (_is_part_page(cut, here) or _is_bare(cut, here, blocks)):
            held += here
        elif held and not last and sort in (*_UNREAD, *_PAGES):
            yield Section(here, _title(cut.title, here), sort)
        else:
            yield Section((*held, *here), _title(cut.title, here), sort)
            held = ()


def _sort(blocks: Sequence[Block]) -> str:
    """Return what the source calls a section: what it calls its first block, or its headings."""
    for block in blocks:
        if block.sort or block.kind != "heading":
            return block.sort
    return ""


def _is_part_page(cut: _Cut, blocks: Sequence[Block]) -> bool:
    """Say whether these are a part's name and little more."""
    named = cut.part or _is_part_name(cut.title or blocks[0].text)
    said = " ".join(block.text for block in blocks[:50] if block.kind != "heading")
    return named and _sort(blocks) != "chapter" and len(blocks) <= 50 and len(said.split()) <= _PART_PAGE


def _is_bare(cut: _Cut, here: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Say whether these are headings that the contents do not know, before other headings or what is not read."""
    after = blocks[cut.at + len(here)]
    leads = after.kind == "heading" or after.sort in _UNREAD
    return not cut.title and leads and all(block.kind == "heading" for block in here)


def topped(section: Section) -> Section:
    """Return a section whose first paragraphs are its title, or read "Chapter 4", with these as headings."""
    count = _tops(section)
    if not count:
        return section
    tops = (replace(block, kind="heading", level=1) for block in section.blocks[:count])
    made = replace(section, blocks=(*tops, *section.blocks[count:]))
    return replace(made, title=_title(section.title, made.blocks))


def _tops(section: Section) -> int:
    """Return how many first paragraphs are headings by what they say; none where that is all there is."""
    leading = takewhile(lambda block: block.kind == "paragraph", section.blocks[:_HEADINGS])
    first = [block.text for block in leading]
    title = _plain(section.title)
    for count in range(len(first), 0, -1):
        said = " ".join(text[:_LONGEST_TOP] for text in first[:count])
        named = bool(title) and _plain(said) == title
        read = heading(said) if count == 1 and len(said) < _LONGEST_TOP and may_head(said) else None
        if count < len(section.blocks) and (named or (read is not None and read.number is not None)):
            return count
    return 0


def _title(said: str, blocks: Sequence[Block]) -> str:
    """Return a section's title: what the contents say, unless the headings say that and more."""
    count = next((i for i, block in enumerate(blocks) if block.kind != "heading"), len(blocks))
    own = titled([block.text for block in blocks[:count]])
    ours, theirs = _plain(said), _plain(own)
    if own and (_NUMBER_ALONE.fullmatch(said) or (len(theirs) > len(ours) and theirs[: len(ours)] == ours)):
        return own
    return said or own


def _plain(title: str) -> list[str]:
    return _WORD.findall(title.casefold())
