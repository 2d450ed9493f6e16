"""Which parts of a book are read, and where its notes go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.errors import InputError, UsageError
from fullcast.model import Book, Chapter, Note, Reading, Span
from fullcast.read import arranged, numbered
from fullcast.read.arrange import with_notes


def chapter(title: str, text: str = "Words.", **more: object) -> Chapter:
    return replace(Chapter(0, title, text), **more)  # type: ignore[arg-type]


BOOK = Book(
    "Fog",
    None,
    "en",
    (
        chapter("To Ann", matter="front", sort="dedication", left_out=True),
        chapter("Prologue", matter="front", sort="prologue"),
        chapter("One"),
        chapter("Two"),
        chapter("Notes", matter="back", sort="notes", left_out=True),
    ),
)


def titles(book: Book) -> list[str]:
    return [each.title for each in book.chapters]


def test_what_is_left_out_is_said_and_the_rest_is_numbered() -> None:
    read = arranged(BOOK, Reading())
    assert titles(read) == ["Prologue", "One", "Two"]
    assert [each.index for each in read.chapters] == [1, 2, 3]
    assert read.notices == ("not read: To Ann, Notes (2 words); --include reads a part all the same",)


@pytest.mark.parametrize("name", ["dedication", "to  ANN", "front matter"])
def test_a_part_is_put_in_by_sort_title_or_side(name: str) -> None:
    assert titles(arranged(BOOK, Reading(include=(name,)))) == ["To Ann", "Prologue", "One", "Two"]


def test_a_part_is_left_out_by_name_whatever_else_names_it() -> None:
    assert titles(arranged(BOOK, Reading(exclude=("prologue", "Two")))) == ["One"]
    both = Reading(include=("front matter",), exclude=("dedication",))
    assert titles(arranged(BOOK, both)) == ["Prologue", "One", "Two"]


def test_names_that_lead_nowhere_are_refused_with_near_ones() -> None:
    with pytest.raises(UsageError, match=r"exclude.*Prologe") as error:
        arranged(BOOK, Reading(exclude=("Prologe",)))
    assert "Prologue" in (error.value.hint or "")


def test_a_book_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="nothing of it is left"):
        arranged(BOOK, Reading(exclude=("body", "prologue")))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("2", {2}),
        ("2-3", {2, 3}),
        ("2-", {2, 3}),
        ("-2", {1, 2}),
        ("1,3", {1, 3}),
        ("1, two", {1, 3}),
        ("Prologue", {1}),
    ],
)
def test_chapters_by_number_and_title(wanted: str, found: set[int]) -> None:
    assert numbered(arranged(BOOK, Reading()), wanted) == found


@pytest.mark.parametrize(
    ("wanted", "told"),
    [("9", "no chapter 9"), ("3-1", "no chapter is in"), ("0", "no chapter 0"), ("Tow", "“Tow”"), ("", "“”")],
)
def test_chapters_that_there_are_not(wanted: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        numbered(arranged(BOOK, Reading()), wanted)


# --- notes ----------------------------------------------------------------------------------------

TEXT = "The Rose sank.\n\nNobody knew why. Some said fog."
NOTED = chapter(
    "One",
    TEXT,
    notes=(Note(8, "A brig."), Note(32, "But see Two.")),
    spans=(Span(4, 8, "italic"), Span(16, len(TEXT), "quote")),
)


def test_notes_are_skipped_unless_asked_for() -> None:
    made = with_notes(NOTED, Reading(), "Footnote")
    assert (made.text, made.notes, made.spans) == (TEXT, (), NOTED.spans)


def test_notes_are_read_after_their_paragraph() -> None:
    made = with_notes(NOTED, Reading(notes="inline"), "Footnote")
    assert made.text == (
        "The Rose sank.\n\nFootnote: A brig.\n\nNobody knew why. Some said fog.\n\nFootnote: But see Two."
    )
    said = [(span.kind, made.text[span.start : span.end]) for span in made.spans]
    assert said == [
        ("italic", "Rose"),
        ("note", "Footnote: A brig."),
        ("quote", "Nobody knew why. Some said fog."),
        ("note", "Footnote: But see Two."),
    ]


def test_notes_are_read_at_the_end() -> None:
    made = with_notes(NOTED, Reading(notes="end"), "Fußnote")
    assert made.text == f"{TEXT}\n\nFußnote: A brig.\n\nFußnote: But see Two."
    assert made.spans[:2] == NOTED.spans


def test_a_note_inside_a_plain_text_is_hushed_where_it_stands() -> None:
    told = chapter("One", TEXT, spans=(Span(16, 32, "note"),))
    made = with_notes(told, Reading(), "Footnote")
    assert made.text == TEXT and Span(16, 32, "alias") in made.spans
    assert with_notes(told, Reading(notes="inline"), "Footnote") == told


@given(st.text(alphabet="ab \n", max_size=60), st.lists(st.integers(0, 60), max_size=5))
def test_spans_keep_their_words_wherever_notes_are_put(text: str, places: list[int]) -> None:
    notes = tuple(Note(min(at, len(text)), f"n{i}") for i, at in enumerate(sorted(places)))
    spans = tuple(Span(i, i + 1, "italic") for i, letter in enumerate(text) if letter in "ab")
    told = chapter("One", text, notes=notes, spans=spans)
    made = with_notes(told, Reading(notes="inline"), "N")
    kept = [made.text[s.start : s.end] for s in made.spans if s.kind == "italic"]
    assert kept == [text[s.start : s.end] for s in spans]
    assert [made.text[s.start : s.end] for s in made.spans if s.kind == "note"] == [
        f"N: n{i}" for i in range(len(notes))
    ]


def test_a_sort_that_the_book_has_not_is_no_mistake() -> None:
    read = arranged(BOOK, Reading(include=("glossary",), exclude=("Preface",)))
    assert titles(read) == ["Prologue", "One", "Two"]
    assert "include: the book has no glossary" in read.notices
    with pytest.raises(UsageError, match="no part of the book is called “glosary”"):
        arranged(BOOK, Reading(include=("glosary",)))
