"""Plain text: titles, chapters, offsets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import Chapter
from fullcast.read import from_bytes
from fullcast.read.blocks import titled
from fullcast.read.ledger import settle
from fullcast.read.source import Source, pretty
from fullcast.read.text import read


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


PROSE = "It was dark in the yard, and nobody came to it that night. " * 40


def chapters(*pieces: str) -> list[Chapter]:
    """Read the pieces, with an empty line between them and prose for every "-"."""
    text = "\n\n".join(PROSE if piece == "-" else piece for piece in pieces) + "\n"
    made = from_bytes(text.encode(), None, "story").chapters
    for each in made:
        assert text[each.source_start : each.source_start + len(each.text)] == each.text
    return list(made)


def headings(*pieces: str) -> list[tuple[str, ...]]:
    return [each.headings for each in chapters(*pieces)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (("CHAPTER IV\nThe Rail Yard", "-"), [("CHAPTER IV", "The Rail Yard")]),
        (("CHAPTER IV", "The Rail Yard", "-"), [("CHAPTER IV", "The Rail Yard")]),
        (("CHAPTER IV", "It rained.", "-"), [("CHAPTER IV",)]),
        (("CHAPTER IV\nIt rained. He went out.", "-"), [("CHAPTER IV",)]),
        (
            ("CHAPTER IV. In which our hero sets out from London, and\nmeets with a stranger.", "-"),
            [("CHAPTER IV. In which our hero sets out from London, and meets with a stranger.",)],
        ),
        (
            ("Chapter VI: The Reverend Arthur Beebe,\nMr. Emerson, Drive Out to See\na View", "-"),
            [("Chapter VI: The Reverend Arthur Beebe, Mr. Emerson, Drive Out to See a View",)],
        ),
        (
            ("BOOK THE FIRST\n_SOWING_\n\n\nCHAPTER I\nTHE ONE THING", "-"),
            [("BOOK THE FIRST", "SOWING", "CHAPTER I", "THE ONE THING")],
        ),
        (("        CHAPTER\n           1", "-"), [("CHAPTER 1",)]),
        (("_CHAPTER I_", "-", "**Chapter 2**", "-"), [("CHAPTER I",), ("Chapter 2",)]),
        (("Chapter 1\n=========", "-", "Chapter 2\n---------", "-"), [("Chapter 1",), ("Chapter 2",)]),
        (("The Yard\n========", "-", "The Fog\n=======", "-"), [("The Yard",), ("The Fog",)]),
        (("1", "-", "2", "-", "3", "-"), [("1",), ("2",), ("3",)]),
        (("— 1 —", "-", "— 2 —", "-"), [("1",), ("2",)]),
        (
            ("PART ONE", "I", "-", "II", "-", "PART TWO", "I", "-"),
            [("PART ONE", "I"), ("II",), ("PART TWO", "I")],
        ),
        (("I\n\nTHE HAMILTONS", "-", "II\n\nA DINNER", "-"), [("I", "THE HAMILTONS"), ("II", "A DINNER")]),
        (("I. THE GATE", "I.", "-", "II.", "-", "II. THE FOG", "-"), [("I. THE GATE",), ("II. THE FOG",)]),
        (
            ("Prologue", "-", "Erstes Kapitel", "-", "Epilog", "-"),
            [("Prologue",), ("Erstes Kapitel",), ("Epilog",)],
        ),
        (("LETTER 1", "_To Mrs. Saville._", "-", "CHAPTER 1", "-"), [("LETTER 1",), ("CHAPTER 1",)]),
        (("ACT I", "SCENE I", "-", "SCENE II", "-"), [("ACT I", "SCENE I"), ("SCENE II",)]),
        (("# The Yard", "## Prologue", "-", "## The Gate", "-"), [("The Yard", "Prologue"), ("The Gate",)]),
        (("Chapter 1", "1", "-", "2", "-", "Chapter 2", "1", "-"), [("Chapter 1",), ("Chapter 2",)]),
        (("Chapter 1", "-", "Chapter 2", "Contents", "-"), [("Chapter 1",), ("Chapter 2",)]),
        (("3 May.", "-", "4 May.", "-"), [()]),
        (("I wandered", "I", "lonely", "II", "as", "III", "a cloud"), [()]),
        (
            ("-", "\n\nTHE GATE\n", "-", "\n\nTHE FOG\n", "-", "\n\nTHE YARD\n", "-"),
            [(), ("THE GATE",), ("THE FOG",), ("THE YARD",)],
        ),
    ],
)
def test_structure(pieces: tuple[str, ...], expected: list[tuple[str, ...]]) -> None:
    assert headings(*pieces) == expected


def test_numbers_begin_again_in_the_next_volume() -> None:
    made = chapters("VOLUME I", "CHAPTER I", "-", "CHAPTER II", "-", "VOLUME II", "CHAPTER I", "-")
    assert [each.title for each in made] == ["CHAPTER I", "CHAPTER II", "CHAPTER I"]
    assert made[2].headings == ("VOLUME II", "CHAPTER I")


@pytest.mark.parametrize(
    "listed",
    [
        ("CONTENTS", "Chapter 1\nChapter 2"),
        ("Contents", "Chapter 1 ..... 3\nChapter 2 .... 30"),
        ("CONTENTS", "Chapter 1", "Chapter 2"),
        ("CONTENTS\nChapter 1\nChapter 2",),
        ("Chapter 1\nChapter 2\nChapter 3",),
        ("Inhalt", "Vorwort", "Chapter 1", "Chapter 2"),
    ],
)
def test_a_list_of_contents_makes_no_chapters(listed: tuple[str, ...]) -> None:
    made = chapters(*listed, "\n\nChapter 1", "-", "Chapter 2", "-")
    assert [(each.sort, each.left_out) for each in made] == [
        ("contents", True),
        ("chapter", False),
        ("chapter", False),
    ]
    assert made[1].headings == ("Chapter 1",)


def test_contents_of_parts_whose_chapters_begin_again() -> None:
    book = ("Book the First", "CHAPTER I\nThe Period", "Book the Second", "CHAPTER I\nFive Years Later")
    listed = "Book the First\nCHAPTER I   The Period\n\nBook the Second\nCHAPTER I   Five Years Later"
    made = chapters("CONTENTS", listed, "\n\n" + book[0], book[1], "-", book[2], book[3], "-")
    assert [each.headings for each in made] == [
        ("CONTENTS",),
        ("Book the First", "CHAPTER I", "The Period"),
        ("Book the Second", "CHAPTER I", "Five Years Later"),
    ]


def test_pages_between_contents_and_the_first_chapter_are_kept() -> None:
    made = chapters("Contents\n\nI\nII\n\n\n\nOnce again\nto\nZelda\n\n\n\nI", "-", "II", "-")
    assert [each.text.split()[0] for each in made] == ["I", "Once", "It", "It"]


def test_title_pages_and_the_like_before_the_first_chapter() -> None:
    made = chapters(
        "THE FOG\n\nA STORY OF THE YARD\n\nby Ada Quill\n\nCopyright © 2019. All rights reserved.",
        "\n\nFor my mother",
        "\n\nChapter 1",
        "-",
        "Chapter 2",
        "-",
        "Acknowledgments",
        "Thanks to all.",
        "About the Author",
        "She lives in fog.",
    )
    assert [(each.sort, each.matter, each.left_out) for each in made] == [
        ("copyright", "front", True),
        ("dedication", "front", True),
        ("chapter", "body", False),
        ("chapter", "body", False),
        ("acknowledgments", "back", True),
        ("about the author", "back", True),
    ]
    assert made[2].headings == ("THE FOG", "A STORY OF THE YARD", "by Ada Quill", "Chapter 1")


def test_labelled_title_and_author() -> None:
    made = from_bytes(b"Title: Hard Times\n\nAuthor: Charles Dickens\n\nCHAPTER I\n\nFacts.\n", None)
    assert (made.title, made.creator) == ("Hard Times", "Charles Dickens")
    assert made.chapters[0].headings == ("Hard Times", "Charles Dickens", "CHAPTER I")


def test_a_line_a_paragraph_without_empty_lines() -> None:
    lines = "Kapitel 1\n" + "Es war dunkel.\n" * 30 + "Kapitel 2\n" + "Es war hell.\n" * 30
    assert [each.headings for each in from_bytes(lines.encode(), None).chapters] == [
        ("Kapitel 1",),
        ("Kapitel 2",),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(end: str) -> None:
    text = f"The Yard\n\nChapter 1\n\n{PROSE}\n\nChapter 2\nThe Fog\n\n{PROSE}"
    made = from_bytes(text.replace("\n", end).encode(), None).chapters
    assert [each.headings for each in made] == [("The Yard", "Chapter 1"), ("Chapter 2", "The Fog")]


def test_form_feeds_part_pages() -> None:
    made = from_bytes(f"{PROSE}\n\fChapter 1\n{PROSE}\n\fChapter 2\n{PROSE}".encode(), None).chapters
    assert [each.headings for each in made] == [(), ("Chapter 1",), ("Chapter 2",)]


def test_spans_stand_in_their_chapters() -> None:
    made = chapters("Chapter 1", "Dark.[1]", "Chapter 2", "Light.[2] Some-\nthing, something.")
    assert [[(s.kind, each.text[s.start : s.end], s.value) for s in each.spans] for each in made] == [
        [("alias", "[1]", "")],
        [("alias", "[2]", ""), ("alias", "Some-\nthing", "Something")],
    ]


LINES = (
    "Chapter 1", "CHAPTER II", "Part One", "1", "2", "III", "Contents", "The Yard", "THE FOG", "by Ada Quill", "# Mark",
    "=====", "It was dark, and nobody came.", "Copyright © 2019", "For my mother", "Notes", "[1] So", "some-", "thing", "",
    "", "", "  A verse", "\f", "*** START OF THE PROJECT GUTENBERG EBOOK X ***", "*** END OF THE PROJECT GUTENBERG EBOOK X ***",
    "Title: X", "Author: Y", "Prologue", "CHAPTER", "* * *", "\ufeff", "Epilogue .... 12",
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=400, deadline=None)
def test_chapters_are_slices_in_order_and_every_word_is_somewhere(lines: list[str], end: str) -> None:
    text = end.join(["word", *lines])
    made = read(Source(text.encode(), None, "story"))
    at = 0
    for each in made.book.chapters:
        assert at <= each.source_start
        at = each.source_start + len(each.text)
        assert text[each.source_start : at] == each.text
        assert all(0 <= span.start < span.end <= len(each.text) for span in each.spans)
    assert any(not each.left_out for each in made.book.chapters)
    settle(made)


HOSTILE = {
    "headings": "Chapter 1\n\n" * 20_000,
    "numbers": "I\n\n" * 20_000,
    "capitals": "THE GATE OF IT\n\n\n\n" * 20_000,
    "blank": "x" + "\n  " * 100_000 + "word",
    "brackets": "word " + "[" * 200_000,
    "white": "word\n" + (" " * 1000 + "\n") * 500 + "word",
    "rule": "=" * 500_000 + "word",
    "dots": "Contents\n\n" + "." * 200_000 + " 3\n\nChapter 1\n\nWord.",
    "form feeds": "word" + "\f" * 200_000,
    "one line": "It was dark. " * 100_000,
    "marks": "*** START OF THE PROJECT GUTENBERG EBOOK\n" * 10_000 + "word",
    "hyphens": "some-\nthing " * 20_000,
    "null": "He went.\0 He came.\n\n" + PROSE,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_little_time(name: str) -> None:
    begun = time.process_time()
    assert from_bytes(HOSTILE[name].encode(), None).chapters
    assert time.process_time() - begun < 5


def test_ten_thousand_chapters() -> None:
    text = "".join(f"Chapter {n}\n\nIt was dark, and nobody came.\n\n" for n in range(1, 10_001))
    assert len(from_bytes(text.encode(), None).chapters) == 10_000


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Erstes Kapitel", "Der Hof"), "Erstes Kapitel: Der Hof"),
        (("PART ONE", "CHAPTER I.", "The Gate"), "CHAPTER I: The Gate"),
        (("Prologue", "Fog"), "Prologue: Fog"),
        (("I", "THE HAMILTONS"), "I: THE HAMILTONS"),
        (("Chapter One: No Horn",), "Chapter One: No Horn"),
        (("Part One",), "Part One"),
        ((), ""),
    ],
)
def test_titles_of_headings(lines: tuple[str, ...], title: str) -> None:
    assert titled(lines) == title
