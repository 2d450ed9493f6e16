"""Tags in every order and shape: whose words they say a quote is."""

from __future__ import annotations

import pytest

from fullcast.parse.speakers.mentions import Scanner, Words, census, words_of
from fullcast.parse.speakers.tags import tag_after, tag_before

CAST = "Anna Reed met Tom Birch and Mr. Hale. Tom saw Anna. Mr. Hale saw Tom. Then Anna left, and Mr. Hale left Tom. "


def _after(said: str, last: str = ",") -> tuple[str, str] | None:
    text = CAST + said
    words = Words(text, len(CAST), len(text))
    tag = tag_after(words, Scanner(census([(text, 0, len(text))])).mentions(words), last)
    return None if tag is None else (words_of(tag.mention, text), tag.how)


def _before(said: str) -> tuple[str, str] | None:
    text = CAST + said
    words = Words(text, len(CAST), len(text))
    tag = tag_before(words, Scanner(census([(text, 0, len(text))])).mentions(words), "before")
    return None if tag is None else (words_of(tag.mention, text), tag.how)


@pytest.mark.parametrize(
    ("said", "last", "who", "how"),
    [
        ("said Anna.", ",", "Anna", "inverted"),
        ("said old Mr. Hale.", ",", "Mr. Hale", "inverted"),
        ("said the irrepressible Tom.", ",", "Tom", "inverted"),
        ("put in Tom.", ",", "Tom", "inverted"),
        ("prattled Anna.", ",", "Anna", "inverted"),
        ("said the patronne, rising.", ",", "the patronne", "inverted"),
        ("Anna said.", ",", "Anna", "direct"),
        ("Anna had asked him twice.", "?", "Anna", "direct"),
        ("she whispered to Tom.", ",", "she", "direct"),
        ("She said it to Tom.", "?", "She", "apart"),
    ],
)
def test_after_the_quote(said: str, last: str, who: str, how: str) -> None:
    assert _after(said, last) == (who, how)


@pytest.mark.parametrize(
    ("said", "who", "how"),
    [
        ("Anna turned and said,", "Anna", "before"),
        ("She was about to go, when Tom said:", "Tom", "before"),
        ("They all looked at her, and Anna said quietly,", "Anna", "before"),
        ("Tom, who had been sitting with Anna, cried,", "Tom", "before"),
    ],
)
def test_before_the_quote(said: str, who: str, how: str) -> None:
    assert _before(said) == (who, how)


@pytest.mark.parametrize(
    "said", ["The door opened.", "It was raining hard on the roof.", "And nobody moved."]
)
def test_what_is_no_tag(said: str) -> None:
    assert _after(said, ".") is None
