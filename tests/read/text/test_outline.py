"""Where the parts of a plain text begin; tests/read/test_text.py has what becomes of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fullcast.read.text.outline import Mark, outlined

PROSE = "It was dark in the yard, and nobody came to it that night. " * 4


def marks(text: str) -> tuple[Mark, ...]:
    return outlined(text, 0, len(text), "The Yard")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_a_heading_and_its_title() -> None:
    text = f"CHAPTER I\nThe Gate\n\n{PROSE}"
    assert marks(text) == (Mark(0, 18, ("CHAPTER I", "The Gate"), number=1, titled=True),)


def test_parts_rank_above_chapters() -> None:
    assert [mark.rank for mark in marks(f"Part One\n\nChapter 1\n\n{PROSE}")] == ["part", "chapter"]


def test_what_is_no_chapter_has_its_sort() -> None:
    text = f"Copyright © 2019\n\n\n\nChapter 1\n\n{PROSE}\n\nChapter 2\n\n{PROSE}\n\n\nNotes\n\nNone."
    assert [mark.sort for mark in marks(text)] == ["copyright", "", "", "notes"]


def test_page_numbers_are_no_headings() -> None:
    assert marks("".join(f"he went on and on and {PROSE[:-2]}\n\n{n}\n\n" for n in range(1, 20))) == ()


def test_text_without_headings_has_no_marks() -> None:
    assert marks(PROSE) == marks("") == ()


@given(
    st.lists(
        st.sampled_from(["Chapter 1", "II", "Contents", "The Gate", "====", "# A", "", "", PROSE]),
        max_size=30,
    )
)
def test_marks_are_in_order_and_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    at = 0
    for mark in marks(text):
        assert at <= mark.start <= mark.end <= len(text)
        assert _letters("".join(mark.lines)) in ("", _letters(text[mark.start : mark.end]))
        at = mark.end
