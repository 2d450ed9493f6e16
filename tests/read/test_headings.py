"""Heading lines, read word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.read.headings import heading, in_capitals, is_chapter_heading, may_head, number, roman

HEADINGS = {
    "Chapter 4": ("chapter", 4, ""),
    "CHAPTER IV. In which our hero sets out, and what befell him.": (
        "chapter",
        4,
        "In which our hero sets out, and what befell him.",
    ),
    "_CHAPTER I_": ("chapter", 1, ""),
    "## Part Two": ("part", 2, ""),
    "— CHAPTER 4 —": ("chapter", 4, ""),
    "Chapter the Last": ("chapter", 0, ""),
    "Chapter One: No Horn": ("chapter", 1, "No Horn"),
    "Chapter 12 The Rail Yard": ("chapter", 12, "The Rail Yard"),
    "Chapter One Hundred and Two": ("chapter", 102, ""),
    "BOOK THE FIRST": ("part", 1, ""),
    "Book the First—Recalled to Life": ("part", 1, "Recalled to Life"),
    "VOLUME I": ("part", 1, ""),
    "Vol. II": ("part", 2, ""),
    "LETTER 4. To Mrs. Saville": ("chapter", 4, "To Mrs. Saville"),
    "ACT I, SCENE II": ("chapter", 1, "SCENE II"),
    "Scene 1. A room in the castle.": ("chapter", 1, "A room in the castle."),
    "Epilogue: Later": ("chapter", None, "Later"),
    "Foreword by the Author": ("chapter", None, "by the Author"),
    "Erstes Kapitel": ("chapter", 1, ""),
    "Einundzwanzigstes Kapitel": ("chapter", 21, ""),
    "1. Kapitel: Der Hof": ("chapter", 1, "Der Hof"),
    "Zweiter Teil": ("part", 2, ""),
    "Chapitre premier": ("chapter", 1, ""),
    "CHAPITRE VINGT ET UN": ("chapter", 21, ""),
    "Première partie": ("part", 1, ""),
    "Capítulo veintidós": ("chapter", 22, ""),
    "PRIMERA PARTE": ("part", 1, ""),
    "Capitolo ventunesimo": ("chapter", 21, ""),
    "Capítulo vigésimo primeiro": ("chapter", 21, ""),
    "Rozdział dwudziesty pierwszy": ("chapter", 21, ""),
    "Глава двадцать первая": ("chapter", 21, ""),
    "Часть третья": ("part", 3, ""),
    "Prólogo": ("chapter", None, ""),
    "Пролог": ("chapter", None, ""),
}

PROSE = (
    "",
    "Part one of the plan was simple.",
    "Chapter 3 of the book was the best one.",
    "Part one: get in. Part two: get out.",
    "Act two was worse.",
    "Letter one was from his aunt.",
    "Letter I wrote home.",
    "Book I, which he liked",
    "Chapter one,",
    "Introduction to the men was made at noon.",
    "Prologue and epilogue were bad.",
    "Second part of the night he slept.",
    "One chapter",
    "Chapter",
    "The End",
    "IV",
    "*" * 500,
)


@pytest.mark.parametrize(("line", "said"), HEADINGS.items())
def test_headings(line: str, said: tuple[str, int | None, str]) -> None:
    read = heading(line)
    assert read is not None
    assert (read.rank, read.number, read.title) == said
    assert is_chapter_heading(line)
    assert may_head(line)


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_heading(line: str) -> None:
    assert not is_chapter_heading(line)


@pytest.mark.parametrize(
    ("line", "value", "title"),
    [
        ("IV", 4, ""),
        ("4.", 4, ""),
        ("— 4 —", 4, ""),
        ("(iv)", 4, ""),
        ("Four", 4, ""),
        ("Vierzehn", 14, ""),
        ("I. A Scandal in Bohemia", 1, "A Scandal in Bohemia"),
    ],
)
def test_numbers(line: str, value: int, title: str) -> None:
    read = number(line)
    assert read is not None
    assert (read.number, read.title) == (value, title)


@pytest.mark.parametrize(
    "line", ["I think so", "Six men", "1. Take the boat.", "mix", "10:30", "3.5", "4 April", "[1] A note", ""]
)
def test_what_begins_with_a_number_is_none(line: str) -> None:
    assert number(line) is None


def test_capitals() -> None:
    assert in_capitals("The Old Sea-dog at the Admiral Benbow")
    assert not in_capitals("The old dog")
    assert not in_capitals("")


@given(st.integers(1, 399))
def test_roman_numerals_are_read_back(value: int) -> None:
    digits = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    left, word = value, ""
    for size, letters in digits:
        word += letters * (left // size)
        left %= size
    assert roman(word) == value
    read = heading(f"Chapter {word.upper()}")
    assert read is not None and read.number == value


@given(st.text(max_size=60))
def test_any_line_is_read_or_not(line: str) -> None:
    if heading(line) or number(line):
        assert may_head(line)


@pytest.mark.parametrize(
    "line", ["chapter " * 100_000, "Act I, " * 100_000, "one " * 100_000, "c" * 1_000_000]
)
def test_long_lines_take_no_time(line: str) -> None:
    begun = time.process_time()
    assert heading(line) is None
    assert number(line) is None
    assert time.process_time() - begun < 0.5
