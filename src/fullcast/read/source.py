"""What a reader is given, and what it gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from fullcast.model import Book
from fullcast.read.decode import decode

SMALL = frozenset("a an and as at but by for from in into nor of on or the to with".split())
"""Words that a title in title case leaves small."""


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a story; `path` is None for standard input, `name` titles what has no title of its own."""

    data: bytes
    path: Path | None
    name: str

    def text(self) -> tuple[str, tuple[str, ...]]:
        """Return the bytes as text, and notices of what was guessed. Raises InputError for what is no text."""
        return decode(self.data, self.path)


@dataclass(frozen=True, slots=True)
class Readout:
    """A book, and what `ledger.settle` holds it against.

    `words` is all text of the source, found by a look that shares nothing with the reading; parts of it are in no
    chapter, (reason, text), and some text of the chapters is none of the source's: `left_out` and `added`.
    """

    book: Book
    words: str
    left_out: tuple[tuple[str, str], ...] = ()
    added: tuple[tuple[str, str], ...] = ()


def pretty(name: str) -> str:
    """Return a file's name as a title: "k9-on-the-tracks" -> "K9 on the Tracks"."""
    words = re.sub(r"[_\-]+", " ", name).split()
    if any(ch.isupper() for ch in name):
        return " ".join(words) or "Story"
    capital = [w if i and w in SMALL else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    return " ".join(capital) or "Story"
