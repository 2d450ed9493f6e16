"""Lines and blocks of runs: nothing is lost, and what stands where is told right."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.read.blocks import Block
from fullcast.read.pdf.flow import Flow, flowing
from fullcast.read.pdf.furniture import Run
from fullcast.read.pdf.layout import Bookmark, Page, clean, laid_out, told

WORDS = st.sampled_from(
    [
        "fog",
        "Chapter",
        "1",
        "iv",
        "12",
        "*",
        "†",
        "well-",
        "known",
        "“No,”",
        "ﬁsh",
        "* * *",
        "THE END",
        "a\xad",
        "שלום",
        "月",
        " ",
        "…",
    ]
)


def letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(ch for text in texts for ch in clean(text) if ch.isalnum())


@st.composite
def runs(draw: st.DrawFn) -> Run:
    x = draw(st.sampled_from([50.0, 60.0, 68.0, 200.0, 310.0, 320.0]) | st.floats(-50, 600))
    width = draw(st.floats(-20, 300))
    return Run(
        draw(WORDS) + draw(st.sampled_from(["", " ", " fog"])),
        x,
        x + width,
        draw(st.integers(0, 50)) * 12.0 + draw(st.sampled_from([0.0, 4.0, -2.0])),
        draw(st.sampled_from([10.0, 10.0, 10.0, 6.0, 8.5, 14.0, 30.0])),
        draw(st.booleans()),
        draw(st.booleans()),
    )


PAGES = st.lists(st.lists(runs(), max_size=30), min_size=1, max_size=6)
MARKS = st.lists(
    st.builds(Bookmark, st.sampled_from(["Chapter 1", "fog", "x", ""]), st.integers(1, 7), st.integers(0, 3))
)


@settings(max_examples=120, deadline=None)
@given(PAGES, MARKS, st.sampled_from([(), ("DRAFT",)]))
def test_no_letter_is_lost(pages: list[list[Run]], marks: list[Bookmark], aside: tuple[str, ...]) -> None:
    given_ = [Page(i, tuple(each), aside) for i, each in enumerate(pages, 1)]
    lines = laid_out(given_)
    flow = flowing(lines, marks)
    there = letters(
        [run.text for page in given_ for run in page.runs] + [t for page in given_ for t in page.aside]
    )
    mentioned = {m.note for block in flow.blocks for m in block.mentions}
    assert mentioned == set(flow.notes)
    out = [text for _, text in (*lines.left_out, *flow.left_out)]
    assert letters([*(block.text for block in flow.blocks), *flow.notes.values(), *out]) == there


@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_spans_and_mentions_lie_in_their_blocks(pages: list[list[Run]]) -> None:
    for block in flow([Page(i, tuple(each)) for i, each in enumerate(pages, 1)]).blocks:
        assert all(0 <= s.start < s.end <= len(block.text) for s in block.spans)
        assert all(0 <= m.at <= len(block.text) for m in block.mentions)
        assert "  " not in block.text


def flow(pages: list[Page]) -> Flow:
    return flowing(laid_out(pages))


def row(y: float, text: str, x: float = 50, size: float = 10, **look: bool) -> Run:
    return Run(text, x, x + 0.5 * size * len(text), y, size, **look)


def full(count: int, top: float = 500, x: float = 50) -> list[Run]:
    """Lines of prose as wide as the page, the first of three standing in."""
    words = "the fog lay upon the water and the ships lay in the fog like"
    return [row(top - 12 * i, words if i % 3 else words[4:], x if i % 3 else x + 20) for i in range(count)]


def kinds(blocks: Iterable[Block]) -> list[str]:
    return [block.kind for block in blocks]


def test_verse_keeps_its_lines() -> None:
    poem = ["Water, water, every where", "And all the boards did shrink", "Water, water, every where"]
    lines = full(12) + [row(350 - 12 * i, text, 90) for i, text in enumerate(poem)] + full(9, 300)
    blocks = flow([Page(1, tuple(lines))]).blocks
    assert "\n".join(poem) in [block.text for block in blocks if block.kind == "verse"]


def test_a_block_quote_is_one() -> None:
    quote = [
        "a letter came from the harbour which said that all",
        "was well and that the fog would lift within a week",
    ]
    lines = full(12) + [row(350 - 12 * i, text, 74) for i, text in enumerate(quote)] + full(9, 300)
    blocks = flow([Page(1, tuple(lines))]).blocks
    assert " ".join(quote) in [block.text for block in blocks if block.kind == "quote"]


def test_speech_line_by_line_is_no_verse() -> None:
    said = ["“Where is she?”", "“Gone.”", "“Gone where?”", "“Who can say?”"]
    lines = full(12) + [row(500 - 12 * (12 + i), text, 70) for i, text in enumerate(said)]
    blocks = flow([Page(1, tuple(lines))]).blocks
    assert [block.text for block in blocks][-4:] == said
    assert "verse" not in kinds(blocks)


def test_headings_rank_by_size() -> None:
    page = [row(560, "THE FOG", 60, 24), row(530, "The Harbour", 60, 16), *full(12)]
    blocks = flow([Page(1, tuple(page))]).blocks
    assert [(block.text, block.level) for block in blocks[:2]] == [("THE FOG", 1), ("The Harbour", 2)]


def test_a_heading_over_two_lines_is_one_and_a_numbers_title_another() -> None:
    page = [
        row(570, "Chapter 1", 60, 14),
        row(550, "In Which the Fog", 60, 14),
        row(533, "Comes In", 60, 14),
        *full(12),
    ]
    blocks = flow([Page(1, tuple(page))]).blocks
    assert [block.text for block in blocks[:2]] == ["Chapter 1", "In Which the Fog Comes In"]


def test_lines_of_contents_are_no_headings() -> None:
    page = [row(500 - 12 * i, f"Chapter {i} . . . . . . . . . . . . . {i * 11}") for i in range(1, 6)]
    assert kinds(flow([Page(1, tuple(page))]).blocks) == ["paragraph"] * 5


def test_letters_that_run_to_the_left_are_read_so() -> None:
    words = [Run("עולם", 50, 80, 500, 10), Run("שלום", 84, 114, 500, 10)]
    assert flow([Page(1, tuple(words))]).blocks[0].text == "שלום עולם"


def test_no_space_comes_between_lines_of_han() -> None:
    lines = [Run("月光", 50, 300, 500, 10), Run("如水", 50, 300, 488, 10)]
    assert flow([Page(1, tuple(lines))]).blocks[0].text == "月光如水"


def test_a_short_last_page_of_two_columns() -> None:
    left, right = (["the left column goes on here"] * n for n in (30, 30))
    pages = [
        Page(
            n,
            tuple(
                row(500 - 12 * i, t, x) for x, side in ((50, left), (220, right)) for i, t in enumerate(side)
            ),
        )
        for n in (1, 2, 3)
    ]
    last = [row(500, "so it went on to the left", 50), row(488, "and further down.", 50)]
    last += [row(500, "Then to the right it went", 220), row(488, "until the end.", 220)]
    text = " ".join(block.text for block in flow([*pages, Page(4, tuple(last))]).blocks)
    assert "to the left and further down. Then to the right it went until the end." in text


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([3], "page 3"),
        ([1, 2, 3, 7], "pages 1 to 3, 7"),
        ([5, 5], "page 5"),
        (range(1, 40, 2), "pages 1, 3, 5, 7, 9, 11, 13, 15 and 12 more"),
    ],
)
def test_pages_in_words(numbers: Iterable[int], words: str) -> None:
    assert told(numbers) == words


@pytest.mark.parametrize(
    ("after", "text"), [("very old keeper", "A very old"), ("nd so he went", "And so he")]
)
def test_a_capital_two_lines_high_is_a_word_or_begins_one(after: str, text: str) -> None:
    page = [Run("A", 50, 70, 488, 30), row(500, after, 72), row(488, "lit the lamp", 72), *full(9, 476)]
    page += [row(300, "and it was very dark and so they went")]
    assert flow([Page(1, tuple(page))]).blocks[0].text.startswith(text)


def test_a_letter_in_small_type_stays_where_it_is() -> None:
    page = [*full(12), row(330, "12 March. The fog has not lifted,", 70, 8), row(320, "and we wait.", 70, 8)]
    blocks = flow([Page(1, tuple(page)), Page(2, tuple(full(6)))]).blocks
    assert "12 March. The fog has not lifted, and we wait." in [block.text for block in blocks]


def test_a_note_goes_on_on_the_next_page() -> None:
    one = [*full(12), row(350, "the lamp*"), row(300, "* It was lit with the oil", 50, 8)]
    two = [*full(12), row(300, "of whales, of which there were many.", 50, 8)]
    made = flow([Page(1, tuple(one)), Page(2, tuple(two)), Page(3, tuple(full(3)))])
    assert list(made.notes.values()) == ["It was lit with the oil of whales, of which there were many."]


def test_a_crowded_page_takes_no_longer_than_a_long_one() -> None:
    crowd = [Run("a", 2.0 * i, 2.0 * i + 1, 500, 10) for i in range(20_000)]
    crowd += [Run("A. . . . " * 5, 50, 60, 400 + i % 3, 30 if i % 2 else 10) for i in range(5_000)]
    start = time.monotonic()
    flow([Page(1, tuple(crowd))])
    assert time.monotonic() - start < 20


def test_a_mark_without_a_note_goes_and_a_power_stays() -> None:
    page = [
        row(500, "He saw the fog."),
        Run("12", 126, 130, 504, 6),
        row(500, "It was x", 134),
        Run("2", 174, 178, 504, 6),
    ]
    made = flow([Page(1, tuple(page))])
    assert made.blocks[0].text == "He saw the fog. It was x2"
    assert made.left_out == (("note marks", "12"),)


def test_the_lines_of_a_letters_end_are_apart() -> None:
    page = [
        *full(9),
        row(392, "Yours for ever,", 50),
        row(380, "Jane Fairfax.", 50),
        row(368, "Highbury.", 50),
        *full(9, 340),
    ]
    blocks = flow([Page(1, tuple(page))]).blocks
    assert {"Jane Fairfax.", "Highbury."} <= {block.text for block in blocks}
