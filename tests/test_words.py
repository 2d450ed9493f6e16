"""What counts as a word, and which spellings are one name."""

from __future__ import annotations

import pytest

from fullcast.words import count_words, fold


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("… — _ 🙂", 0), ("“Two,” said 12.", 3), ("don’t stop—go", 2), ("שלום 犬", 2)],
)
def test_a_word_holds_a_letter_or_a_digit(text: str, count: int) -> None:
    assert count_words(text) == count


def test_capitals_spaces_and_apostrophes_make_no_other_name() -> None:
    assert fold("O’Neil  Ward") == fold("o'neil ward") != fold("oneil ward")
