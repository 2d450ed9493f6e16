"""Project Gutenberg's header and licence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.model import Metadata
from fullcast.read import from_bytes
from fullcast.read.gutenberg import framed
from fullcast.read.source import Source
from fullcast.read.text import read

HEADER = """The Project Gutenberg eBook of The Yard

This ebook is for the use of anyone anywhere.

Title: The Yard

Author: Ada Quill

Release date: May 3, 2008 [eBook #1342]
                Most recently updated: June 1, 2020

Language: German

*** START OF THE PROJECT GUTENBERG EBOOK THE YARD ***
"""
CREDITS = "\n\nProduced by A. Proofer and the Online Distributed\nProofreading Team\n\n"
BOOK = "\n\nTHE YARD\n\nBY ADA QUILL\n\nCHAPTER I\n\nIt was dark.\n\nCHAPTER II\n\nIt was light.\n\n"
LICENCE = """End of the Project Gutenberg EBook of The Yard, by Ada Quill

*** END OF THE PROJECT GUTENBERG EBOOK THE YARD ***

*** START: FULL LICENSE ***
Redistribution is subject to the licence.
"""
SMALL_PRINT = """**The Project Gutenberg Etext of The Yard, by Ada Quill**

***START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START***
Why is this here?
*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*
"""


def test_header_and_licence_are_left_out_and_told_of() -> None:
    made = read(Source((HEADER + CREDITS + BOOK + LICENCE).encode(), None, "pg1342"))
    assert [reason for reason, _ in made.left_out] == ["Project Gutenberg header", "licence"]
    book = made.book
    assert (book.title, book.creator, book.language) == ("The Yard", "Ada Quill", "de")
    assert [each.headings for each in book.chapters] == [
        ("THE YARD", "BY ADA QUILL", "CHAPTER I"),
        ("CHAPTER II",),
    ]
    assert book.chapters[1].text.strip() == "It was light."
    assert book.metadata == Metadata(
        authors=("Ada Quill",),
        publisher="Project Gutenberg",
        date="May 3, 2008",
        identifiers=("https://www.gutenberg.org/ebooks/1342",),
    )
    assert book.notices == ("left out: the Project Gutenberg header (55 words) and licence (29 words)",)


def test_offsets_are_those_of_the_file() -> None:
    text = (HEADER + BOOK + LICENCE).replace("\n", "\r\n")
    for each in from_bytes(text.encode(), None).chapters:
        assert text[each.source_start : each.source_start + len(each.text)] == each.text


def test_the_small_print_of_old_files() -> None:
    made = from_bytes((SMALL_PRINT + BOOK + "End of Project Gutenberg's The Yard\n").encode(), None)
    assert (made.title, made.creator) == ("The Yard", "Ada Quill")
    assert [each.text.strip() for each in made.chapters] == ["It was dark.", "It was light."]


@pytest.mark.parametrize(
    "mark",
    [
        "***START OF THIS PROJECT GUTENBERG EBOOK THE YARD***",
        "*** START OF THIS PROJECT GUTENBERG ETEXT THE YARD ***",
        "*END THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
    ],
)
def test_marks_of_the_beginning(mark: str) -> None:
    text = f"The Project Gutenberg Etext\n\n{mark}\nIt was dark.\n"
    assert text[framed(text).begin :] == "\nIt was dark.\n"


@pytest.mark.parametrize(
    "mark",
    [
        "*** END OF THIS PROJECT GUTENBERG EBOOK THE YARD ***",
        "***END OF THE PROJECT GUTENBERG EBOOK THE YARD***",
        "End of Project Gutenberg's The Yard",
        "Ende dieses Project Gutenberg Etextes",
        "Fin de Project Gutenberg",
    ],
)
def test_marks_of_the_end(mark: str) -> None:
    text = f"It was dark.\n\n{mark}, and the licence\n"
    assert text[: framed(text).end] == "It was dark.\n\n"


def test_who_names_the_project_in_a_story_loses_nothing() -> None:
    text = "He read a book of Project Gutenberg.\n\nIt had an end: End of Project Gutenberg, it said.\n"
    frame = framed(text)
    assert (frame.begin, frame.end, frame.language) == (0, len(text), "und")


def test_a_file_of_a_header_alone_is_read_whole() -> None:
    frame = framed(HEADER)
    assert (frame.begin, frame.end) == (0, len(HEADER))


@given(st.lists(st.sampled_from([HEADER, CREDITS, BOOK, LICENCE, SMALL_PRINT, "word\n"]), max_size=5))
def test_the_book_is_a_slice(parts: list[str]) -> None:
    text = "".join(parts)
    frame = framed(text)
    assert 0 <= frame.begin <= frame.end <= len(text)
