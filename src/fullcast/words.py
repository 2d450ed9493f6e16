"""What a word is, when two spellings are one name, and how a number of things is told."""

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


def counted(number: int, thing: str, things: str = "") -> str:
    """Write how many of a thing there are: "1 chapter", "2,000 chapters"; `things` where no s alone makes it many."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"
