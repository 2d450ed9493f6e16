"""Every letter of a source is in its book, or left out for a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.errors import FullcastError
from fullcast.model import Book, Chapter, Note
from fullcast.read.ledger import settle
from fullcast.read.source import Readout


def book(*texts: str, headings: tuple[str, ...] = (), notes: tuple[str, ...] = ()) -> Book:
    told = tuple(Note(0, text) for text in notes)
    chapters = (Chapter(i, "One", text, headings=headings, notes=told) for i, text in enumerate(texts, 1))
    return Book("Fog", None, "en", tuple(chapters))


def test_punctuation_and_white_space_are_free() -> None:
    made = book("It was late — very late.")
    assert settle(Readout(made, "It was late... very\nlate")) is made


def test_headings_notes_and_what_is_left_out_count() -> None:
    made = book("Words.", headings=("One",), notes=("A note.",))
    with pytest.raises(FullcastError, match="not in it: “One”"):
        settle(Readout(made, "Words. A note."))
    noted = book("Words.", notes=("A note.",))
    assert settle(Readout(noted, "Words.1 A note. Licence", left_out=(("mark", "1"), ("end", "Licence"))))


def test_what_is_added_must_be_declared() -> None:
    with pytest.raises(FullcastError, match="not in it: “A”, “dog”"):
        settle(Readout(book("A dog. Words."), "Words."))
    assert settle(Readout(book("A dog. Words."), "Words.", added=(("alt", "A dog"),)))


def test_a_lost_word_is_named_and_the_file_too() -> None:
    with pytest.raises(FullcastError, match="not read: “drowned”") as error:
        settle(Readout(book("He was saved."), "He was drowned. saved"))
    assert "report it" in (error.value.hint or "")


@given(st.text(max_size=80), st.integers(0, 79))
def test_no_letter_can_go(text: str, at: int) -> None:
    assert settle(Readout(book(text), text))
    if text[at : at + 1].isalnum():
        with pytest.raises(FullcastError):
            settle(Readout(book(text[:at] + text[at + 1 :]), text))
