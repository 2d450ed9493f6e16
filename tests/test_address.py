"""Which line is meant by 3:17, and what is said where there is none."""

from __future__ import annotations

import pytest

from fullcast.address import Address, find, spoken
from fullcast.errors import UsageError
from fullcast.model import Book, Chapter, Kind, Tagged, Utterance


def tagged(*chapters: str) -> Tagged:
    """Make a book of chapters such as "n.d.d": narration and two spoken lines, each as long as its place."""
    made = []
    for chapter in chapters:
        kinds = [Kind.NARRATION if letter == "n" else Kind.DIALOGUE for letter in chapter.split(".")]
        made.append(tuple(Utterance(at, at + 1, str(at), kind) for at, kind in enumerate(kinds)))
    book = Book("B", None, "en", tuple(Chapter(i, "", "") for i in range(len(chapters))))
    return Tagged(book, tuple(made), ())


def test_spoken_lines_are_numbered_within_their_chapter() -> None:
    told = [(str(address), utterance.text) for address, utterance in spoken(tagged("n.d.n.d", "n", "d"))]
    assert told == [("1:1", "1"), ("1:2", "3"), ("3:1", "0")]


@pytest.mark.parametrize(("text", "chapter", "words"), [("1:2", 1, "3"), (" 2 : 1 ", 2, "1")])
def test_an_address_leads_to_its_line(text: str, chapter: int, words: str) -> None:
    address, utterance = find(tagged("n.d.n.d", "n.d"), text)
    assert (address.chapter, utterance.text) == (chapter, words)


def test_every_listed_line_is_found_again() -> None:
    book = tagged("d.n.d.d", "n", "d.d")
    assert [find(book, str(address)) for address, _ in spoken(book)] == list(spoken(book))


def test_one_chapter_needs_no_number() -> None:
    assert find(tagged("n.d.d"), "2")[0] == Address(1, 2)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("seventeen", "no line is called", "CHAPTER:LINE"),
        ("2", "no line is called", "CHAPTER:LINE"),
        ("", "no line is called", "CHAPTER:LINE"),
        ("3:1", "no chapter 3", "2 chapters"),
        ("0:1", "no chapter 0", "2 chapters"),
        ("2:2", "no line 2:2", "1 spoken line"),
        ("1:0", "no line 1:0", "2 spoken lines"),
        ("1:99999999999", "no line is called", "CHAPTER:LINE"),
    ],
)
def test_what_is_not_there_is_told(text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(tagged("n.d.d", "d"), text)
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")
