"""What a word is, and when two spellings are one name."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]")
"""A letter or a digit: what makes a word of a run of characters."""


def count_words(text: str) -> int:
    """Count the words of `text`: runs without white space that hold a letter or a digit."""
    return sum(1 for word in text.split() if WORD.search(word))


def fold(name: str) -> str:
    """Give the form in which two spellings of one name are equal: capitals, spaces and apostrophes apart."""
    return " ".join(name.casefold().replace("’", "'").split())
