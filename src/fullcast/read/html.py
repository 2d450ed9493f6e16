"""HTML (HTML Living Standard; EPUB 3.3 and DPUB-ARIA for what parts of a book are): a tree to a Document, a file to a Book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fullcast.model import Book, Metadata
from fullcast.read import matter, soup
from fullcast.read.blocks import Block, chapter, sections
from fullcast.read.page import Page
from fullcast.read.soup import parsed
from fullcast.read.source import Readout, Source
from fullcast.read.text import pretty

__all__ = ["Document", "document", "parsed", "read"]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file of HTML holds: `notes` gives the text of a note by the key that a Mention names.

    `words`, `left_out` and `added` are as in Readout. `title` and `language` are "" where the file does not say.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    notes: Mapping[str, str]
    words: str
    left_out: tuple[tuple[str, str], ...] = ()
    added: tuple[tuple[str, str], ...] = ()
    metadata: Metadata = Metadata()


def document(root: Any, *, name: str = "") -> Document:
    """Return what the tree `root` (see `parsed`) holds; `name` goes before "#id" in the anchors and keys of notes."""
    words = "".join(root.itertext())
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("lang") or ""
    page = Page(name, language, {}, {})
    page.unseen = soupy(words)
    page.run(root)
    blocks = tuple(page.blocks)
    return Document(
        _title(root), language, blocks, page.notes, words, tuple(page.left_out), tuple(page.added)
    )


def soupy(words: str) -> bool:
    from fullcast.read.page import _UNSEEN

    return _UNSEEN.search(words) is not None


def _title(root: Any) -> str:
    for node in root.iter("{*}title"):
        return " ".join("".join(node.itertext()).split())
    return ""


def read(source: Source) -> Readout:
    """Read a file of HTML into a Book. Raises InputError for what holds nothing to read."""
    text, notices = soup.unicode(source.data)
    found = document(soup.tree(text, xml=_is_xml(text)))
    title = found.title or pretty(source.name)
    made = matter.placed(chapter(each, found.notes, title) for each in sections(found.blocks))
    book = Book(title, None, found.language or "und", made, source=source.path, notices=notices)
    return Readout(book, found.words, found.left_out, found.added)


def _is_xml(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("<?xml")
