"""How a plain text is laid out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.read.text.layout import (
    blocks_of,
    ends_sentence,
    first_line,
    is_title,
    lines_after,
    pages_of,
    spoken,
)


def blocks(text: str) -> list[tuple[str, int]]:
    return [(text[block.start : block.end], block.white) for block in blocks_of(text, 0, len(text))]


def test_blocks_and_the_white_before_them() -> None:
    assert blocks("One\ntwo\n\n  Three\n \n\n\nFour\n\fFive") == [
        ("One\ntwo", 2),
        ("Three", 2),
        ("Four", 4),
        ("Five", 3),
    ]


def test_lines_are_blocks_where_they_are_paragraphs() -> None:
    assert blocks("It was dark.\n" * 30)[:2] == [("It was dark.", 2), ("It was dark.", 2)]
    assert len(blocks("it was dark and\n" * 30)) == 1


def test_pages() -> None:
    text = "One\n\ntwo\n\n\nthree"
    assert [len(page) for page in pages_of(blocks_of(text, 0, len(text)))] == [2, 1]


def test_lines() -> None:
    text = "One\ntwo\nthree"
    block = blocks_of(text, 0, len(text))[0]
    assert first_line(text, block) == "One"
    assert [line for _, _, line in lines_after(text, block, 3)] == ["two", "three"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("_CHAPTER  I_", "CHAPTER I"),
        ("## The Yard", "The Yard"),
        ("THE _PEQUOD_", "THE PEQUOD"),
        ("Chapter I.]", "Chapter I."),
    ],
)
def test_spoken(line: str, said: str) -> None:
    assert spoken(line) == said


@pytest.mark.parametrize(
    "line", ["The Rail Yard", "THE END OF IT.", "Who Stole the Tarts?", "“TOM!”", "PARIS: SEPTEMBER, 1792"]
)
def test_titles(line: str) -> None:
    assert is_title(line)


@pytest.mark.parametrize(
    "line", ["", "It was dark", "It rained.", "“No,” he said", "London, 3 May", "Dear Anne,", "A" * 91]
)
def test_no_titles(line: str) -> None:
    assert not is_title(line)


def test_ends_of_sentences() -> None:
    assert ends_sentence("It was dark.\n\n12", 14)
    assert not ends_sentence("it was dark and\n\n12", 17)
    assert ends_sentence("", 0)


@given(st.text(alphabet="a. \n\f\t", max_size=60))
def test_blocks_hold_every_word_once(text: str) -> None:
    made = blocks_of(text, 0, len(text))
    assert "".join("".join(text[b.start : b.end].split()) for b in made) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(made))
