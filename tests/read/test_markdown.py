"""Markdown: what it comes to, front matter, what authors mean, and that no plain paragraph is lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.errors import InputError
from fullcast.model import Book
from fullcast.read import from_bytes
from fullcast.read.markdown import read
from fullcast.read.source import Source
from read.shown import of_book

FIXTURE = Path(__file__).parent / "fixtures" / "novel.md"


def book(text: str) -> Book:
    return from_bytes(text.encode(), Path("x.md"))


def said(text: str) -> str:
    return "\n--\n".join(chapter.text for chapter in book(text).chapters)


def test_golden() -> None:
    assert of_book(from_bytes(FIXTURE.read_bytes(), FIXTURE)) == FIXTURE.with_suffix(".golden").read_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said, \"no\"\nand _went_ **out**.", "He said, \"no\" and went out."),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("a\n\n\\* \\* \\*\n\nb", "a\n\n* * *\n\nb"),
        ("a\n\n#\n\nb", "a\n\n* * *\n\nb"),
        ("A sentence of some length that ends.\n---\nb", "A sentence of some length that ends.\n\n* * *\n\nb"),
        ("One line  \nand two  \nand three", "One line\nand two\nand three"),
        ("One line,\\\nAnd two", "One line,\nAnd two"),
        ("[text](http://x.y \"T\") and <b>bold</b>", "text and bold"),
        ("a <!-- b --> c", "a c"),
        ("![A cat](x.png)", "A cat"),
        ("~~gone~~ here ~5", "here ~5"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a, b\n\n1, 2"),
        ("1. a\n2. b\n\n- c", "a\n\nb\n\nc"),
        ("> a\n> b", "a b"),
        ("a\r\nb\r\n\r\nc\rd", "a b\n\nc d"),
        ("a < b\n\nplain", "a < b\n\nplain"),
        ("<div title=\"\n\nplain\n\nend", "<div title=\"\n\nplain\n\nend"),
        ("| a |\n|---|\n| 1 | 2 |", "| a | |---| | 1 | 2 |"),
    ],
)  # fmt: skip
def test_what_marks_come_to(text: str, expected: str) -> None:
    assert said(text) == expected


def test_thoughts_are_italic() -> None:
    (chapter,) = book("***Go,*** she thought. *No*, _no_.").chapters
    assert [chapter.text[s.start : s.end] for s in chapter.spans if s.kind == "italic"] == ["Go,", "No", "no"]


def test_front_matter() -> None:
    found = book("---\ntitle: 'T: t'\nauthors:\n  - A B\n  - C D\nlang: de\nlayout: post\n---\nText.")
    assert (found.title, found.creator, found.language) == ("T: t", "A B and C D", "de")
    assert found.chapters[0].text == "Text."


def test_title_block_of_pandoc() -> None:
    found = book("% The Fog\n% Ann Lee; Bo Ek\n% May 1901\n\nText.")
    assert (found.title, found.creator, found.metadata.date) == ("The Fog", "Ann Lee and Bo Ek", "May 1901")
    assert found.chapters[0].text == "Text."


def test_a_text_without_marks_is_parted_too() -> None:
    found = book("The Fog\n\nby Ann Lee\n\nChapter One\n\nIt came.\n\nChapter Two\n\nIt went.")
    assert (found.title, found.creator) == ("The Fog", "Ann Lee")
    assert [(c.title, c.headings[:1], c.text) for c in found.chapters] == [
        ("Chapter One", ("The Fog",), "It came."),
        ("Chapter Two", ("Chapter Two",), "It went."),
    ]


@pytest.mark.parametrize("text", ["---\n\nText.\n\n---\n\nMore.", "---\nText without a key\n---\nMore."])
def test_dashes_at_the_beginning_may_be_a_scene_break(text: str) -> None:
    assert "Text" in " ".join((*book(text).chapters[0].headings, book(text).chapters[0].text))


def test_footnotes() -> None:
    (chapter,) = book("A[^x] b[^x].\n\n[^x]: The *note*.\n\n[^y]: Idle.").chapters
    assert chapter.text == "A b."
    assert [(note.at, note.text) for note in chapter.notes] == [(1, "The note."), (4, "Idle.")]


def test_comments_are_told_as_left_out() -> None:
    source = Source(b"a\n\n<!-- b\n\nc -->\n\nd", Path("x.md"), "x")
    assert read(source).left_out == (("comments", "<!-- b\n\nc -->"),)


def test_title_and_author() -> None:
    found = book("# The Fog\n\n*by Ann Lee*\n\n## One\n\na\n\n## Two\n\nb")
    assert (found.title, found.creator) == ("The Fog", "Ann Lee")
    assert [chapter.headings for chapter in found.chapters] == [("The Fog", "by Ann Lee", "One"), ("Two",)]


@pytest.mark.parametrize(
    "text", ["", "\n \n", "---\ntitle: x\n---\n", "<!-- a -->", "***", "![](x.png)", ">" * 50_000 + "x"]
)
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(InputError) as caught:
        book(text)
    assert str(caught.value.path) == "x.md"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000 + "x",
        "*a _b " * 20_000,
        "> " * 900 + "x",
        "* " * 20_000 + "x",
        "#\n" * 20_000 + "x",
        "".join(f"[^{i}]: x\n\n" for i in range(3000)) + "x",
        "<!--" * 50_000 + "x",
        "x.\n---\n" * 10_000,
        "---\n" + "a: b\n" * 50_000 + "---\nx",
        "a <b\n\nplain\n\n" * 5000,
        "|" * 20_000 + "x",
        "`" * 50_000 + "x",
    ],
    ids=range(12),
)
def test_odd_texts_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    try:
        book(text)
    except InputError as error:
        assert error.path is not None
    assert time.process_time() - begun < 10


MARKS = (
    "* _ ** *** ~~ ` ``` > # ## - 1. | --- === [ ] ( ) ! ![ ]( [^1] [^1]: <b> </b> <!-- --> <div> </div> <script> <br> & "
    "&amp; &eacute; \\ < <a <? ?> word Hé “so” [x]: http://x"
)
LINES = ("\n", "\n\n", "    ", "  \n", "|a|b|\n|-|-|\n|c|d|e|\n", "---\na: b\n---\n")
PIECES = st.sampled_from([*MARKS.split(), *LINES])


@given(st.lists(PIECES | st.text(max_size=6), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_book_or_a_clear_error(parts: list[str]) -> None:
    try:
        from_bytes(" ".join(parts).encode("utf-8", "replace"), Path("x.md"))
    except InputError as error:
        assert error.path is not None


SENTENCE = st.lists(st.text("abcdefgé", min_size=1, max_size=7), min_size=1, max_size=9).map(" ".join)


@given(st.lists(SENTENCE, min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_plain_paragraphs_come_back(paragraphs: list[str]) -> None:
    found = book("\n\n".join(paragraph.replace(" ", "\n") for paragraph in paragraphs))
    assert found.chapters[0].text.split("\n\n") == paragraphs
