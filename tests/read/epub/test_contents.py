"""From a table of contents to chapters, block by block; tests/read/test_epub.py has whole books."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from fullcast.read.blocks import Block
from fullcast.read.epub.contents import File, parted
from fullcast.read.epub.navigation import Entry

SORTS = ("", "", "", "chapter", "dedication", "titlepage", "toc", "prologue")
TITLES = ("Part One", "Chapter 1", "2", "Rain", "Copyright", "", "I.", "Book II")


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Block], list[File], list[Entry]]:
    blocks: list[Block] = []
    files: list[File] = []
    for number in range(draw(st.integers(0, 5))):
        start = len(blocks)
        for place in range(draw(st.integers(0, 5))):
            heading = draw(st.booleans())
            anchors = (f"{number}#{place}",) if draw(st.booleans()) else ()
            blocks.append(
                Block(
                    "heading" if heading else "paragraph",
                    draw(st.sampled_from(TITLES)) or "x",
                    level=draw(st.integers(1, 3)) if heading else 0,
                    anchors=anchors,
                    sort=draw(st.sampled_from(SORTS)),
                )
            )
        files.append(File(str(number), start, len(blocks), draw(st.sampled_from(TITLES))))
    return blocks, files, draw(entries(3))


def entries(depth: int) -> st.SearchStrategy[list[Entry]]:
    targets = st.sampled_from(
        ["", "9", *(f"{n}" for n in range(5)), *(f"{n}#{m}" for n in range(5) for m in range(5))]
    )
    under = entries(depth - 1).map(tuple) if depth else st.just(())
    entry = st.builds(Entry, st.sampled_from(TITLES), targets, under, st.booleans())
    return st.lists(entry, max_size=4)


@given(books())
def test_every_block_is_in_one_section(book: tuple[list[Block], list[File], list[Entry]]) -> None:
    blocks, files, contents = book
    sections, _ = parted(blocks, files, contents)
    assert Counter(map(id, blocks)) == Counter(id(block) for section in sections for block in section.blocks)
    assert all(section.blocks for section in sections)


def paragraphs(count: int, *anchors: str) -> list[Block]:
    return [Block("paragraph", "It rained. " * 20, anchors=anchors if not n else ()) for n in range(count)]


def test_a_part_goes_past_what_is_not_read() -> None:
    blocks = [
        Block("heading", "Part One", level=1),
        Block("heading", "Sources", level=2, sort="bibliography"),
        *paragraphs(1),
        Block("heading", "Chapter 1", level=2),
        *paragraphs(2),
    ]
    files = [File("p", 0, 1), File("b", 1, 3), File("1", 3, 6)]
    sections, _ = parted(
        blocks, files, [Entry("Part One", "p", (Entry("Sources", "b"), Entry("Chapter 1", "1")))]
    )
    assert [[b.text for b in s.blocks if b.kind == "heading"] for s in sections] == [
        ["Sources"],
        ["Part One", "Chapter 1"],
    ]


def test_only_headings_right_before_a_place_go_with_it() -> None:
    blocks = [*paragraphs(1), *(Block("heading", str(n), level=3) for n in range(6)), *paragraphs(1, "1#x")]
    sections, _ = parted(blocks, [File("1", 0, 8)], [Entry("A", "1"), Entry("B", "1#x")])
    assert [len(s.blocks) for s in sections] == [4, 4]
