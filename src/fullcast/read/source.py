"""What a reader is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fullcast.model import Book
from fullcast.read.decode import decode


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
