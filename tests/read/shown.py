"""How documents look in golden files, and whether all their letters are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fullcast.model import Book
from fullcast.read.html import Document


def of_document(found: Document) -> str:
    """Show a document: a line a block, its spans and mentions under it; then notes, and what is not read."""
    lines = [f"title: {found.title}", f"language: {found.language}"]
    for block in found.blocks:
        head = f"{block.kind}{block.level or ''}{f' <{block.sort}>' if block.sort else ''}"
        lines.append(f"{head}: {block.text}".replace("\n", " / ").rstrip())
        for span in block.spans:
            lines.append(f"    {span.kind} {span.value}".rstrip() + f": {block.text[span.start : span.end]}")
        lines += [
            f"    note {mention.note} after: {block.text[: mention.at][-12:]}" for mention in block.mentions
        ]
    lines += [f"note {key}: {text}" for key, text in found.notes.items()]
    lines += [f"left out, {reason}: {' '.join(text.split())}" for reason, text in found.left_out]
    lines += [f"added, {reason}: {text}" for reason, text in found.added]
    return "\n".join(lines) + "\n"


def of_book(book: Book) -> str:
    """Show a book: its chapters as they are read."""
    lines = [f"{book.title} by {book.creator} ({book.language})"]
    for chapter in book.chapters:
        lines += ["", f"= {chapter.title} ({chapter.sort}{', left out' if chapter.left_out else ''})"]
        lines += [f"- {heading}" for heading in chapter.headings]
        lines += chapter.text.split("\n")
        lines += [f"[{note.at}] {note.text}" for note in chapter.notes]
    return "\n".join(lines) + "\n"


def unbalanced(found: Document) -> tuple[Counter[str], Counter[str]] | None:
    """Return the letters of the page that are nowhere, and those that are not the page's; None where there are none."""
    here = _letters(
        (*(b.text for b in found.blocks), *found.notes.values(), *(text for _, text in found.left_out))
    )
    there = _letters((found.words, *(text for _, text in found.added)))
    return None if here == there else (there - here, here - there)


def _letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if letter.isalnum())
