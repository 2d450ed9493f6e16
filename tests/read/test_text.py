"""Plain text: titles, chapters, offsets."""

from __future__ import annotations

import pytest

from fullcast.read import from_bytes
from fullcast.read.text import pretty


def test_text_without_headings_is_one_chapter_named_after_the_file() -> None:
    made = from_bytes(b"It was late. The rain had stopped.\nNobody came.\n", None, "the-rail-yard")
    assert made.title == "The Rail Yard"
    assert [c.title for c in made.chapters] == ["The Rail Yard"]
    assert made.chapters[0].headings == ()
    assert made.chapters[0].text == "It was late. The rain had stopped.\nNobody came.\n"


def test_title_author_and_chapters() -> None:
    text = "Two Miles of Fog\nby Ada Quill\n\nChapter One: No Horn\n\nIt was dark.\n\nCHAPTER II\n\nIt was light.\n"
    made = from_bytes(text.encode(), None)
    assert (made.title, made.creator) == ("Two Miles of Fog", "Ada Quill")
    assert [(c.index, c.title, c.text.strip()) for c in made.chapters] == [
        (1, "Chapter One: No Horn", "It was dark."),
        (2, "CHAPTER II", "It was light."),
    ]
    assert made.chapters[0].headings == ("Two Miles of Fog", "by Ada Quill", "Chapter One: No Horn")
    assert made.chapters[1].headings == ("CHAPTER II",)


def test_offsets_are_those_of_the_file() -> None:
    text = "\ufeffTitle Here\r\n\r\nChapter 1\r\n\r\nSome words.\r\n\r\nChapter 2\r\n\r\nMore words.\r\n"
    made = from_bytes(text.encode(), None)
    assert len(made.chapters) == 2
    for chapter in made.chapters:
        assert text[chapter.source_start : chapter.source_start + len(chapter.text)] == chapter.text


def test_words_before_the_first_heading_are_a_chapter() -> None:
    made = from_bytes(b"It began with rain, and went on.\n\nChapter 1\n\nThen it stopped.\n", None, "rain")
    assert [c.text.strip() for c in made.chapters] == ["It began with rain, and went on.", "Then it stopped."]


def test_a_part_right_above_a_chapter_is_said_with_it() -> None:
    made = from_bytes(b"PART ONE\n\nChapter 1\n\nWords.\n\nChapter 2\n\nMore.\n", None)
    assert [c.headings for c in made.chapters] == [("PART ONE", "Chapter 1"), ("Chapter 2",)]


def test_markdown_headings_part_chapters() -> None:
    made = from_bytes(b"# The Yard\n\nWords.\n\n# The Train\n\nMore.\n", None)
    assert [c.title for c in made.chapters] == ["The Yard", "The Train"]


def test_a_heading_at_the_end_loses_no_word() -> None:
    made = from_bytes(b"Chapter 1\n\nWords here.\n\nChapter 2\n", None)
    said = " ".join(" ".join([*c.headings, c.text]) for c in made.chapters)
    assert said.split() == ["Chapter", "1", "Words", "here.", "Chapter", "2"]


def test_a_chapter_mentioned_in_prose_is_no_heading() -> None:
    made = from_bytes(
        b"He read.\n\nChapter 3 of the book was the best one he had ever read in his life.\n", None
    )
    assert len(made.chapters) == 1


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("k9-on-the-tracks", "K9 on the Tracks"),
        ("night_shift", "Night Shift"),
        ("MyStory", "MyStory"),
        ("", "Story"),
        ("war-and-peace", "War and Peace"),
    ],
)
def test_pretty(name: str, title: str) -> None:
    assert pretty(name) == title
