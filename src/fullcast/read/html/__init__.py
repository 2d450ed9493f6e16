"""HTML: a tree to a Document, a file to a Book.

What elements mean is the HTML Living Standard's; what parts of a book are is said by EPUB 3.3 (epub:type) and DPUB-ARIA
1.1 (role). See tags.py for the tables, page.py for the walk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fullcast.errors import InputError
from fullcast.model import Book, Metadata
from fullcast.read import matter
from fullcast.read.blocks import Block, Mention, chapter, sections
from fullcast.read.headings import heading, may_head, number
from fullcast.read.html import soup, tags
from fullcast.read.html.flow import without_idle
from fullcast.read.html.footnotes import notes
from fullcast.read.html.page import Page, Styles
from fullcast.read.html.soup import parsed
from fullcast.read.source import Readout, Source, pretty

__all__ = ["Document", "book_of", "document", "parsed", "read"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_META: Mapping[str, str] = {
    "author": "authors",
    "dc.creator": "authors",
    "dcterms.creator": "authors",
    "book:author": "authors",
    "publisher": "publisher",
    "dc.publisher": "publisher",
    "dcterms.publisher": "publisher",
    "date": "date",
    "dc.date": "date",
    "dcterms.issued": "date",
    "dcterms.created": "date",
    "description": "description",
    "dc.description": "description",
    "keywords": "subjects",
    "dc.subject": "subjects",
    "dcterms.subject": "subjects",
    "rights": "rights",
    "copyright": "rights",
    "dc.rights": "rights",
    "dcterms.rights": "rights",
    "isbn": "identifiers",
    "dc.identifier": "identifiers",
}
"""The name of a <meta> -> the field of Metadata (HTML 4.2.5.1; DCMI Terms in HTML)."""

_MANY = frozenset(("authors", "subjects", "identifiers"))
_OF_GUTENBERG = re.compile(r"(?:the )?project gutenberg e-?(?:book|text)(?: of)?,? ", re.IGNORECASE)
_MADE_BY = (
    "produced by",
    "e-text prepared by",
    "etext prepared by",
    "this etext was",
    "this ebook was",
    "transcribed from",
    "transcribed by",
)
_DATED = re.compile(r"([^,]{1,80}), ([^,]{1,80}), (?:[\d?]{3,5}|active \d+)[\d?–-]{0,6}(?: BCE)?")
_LONGEST_HEADING = 120
_BY = re.compile(r"(?:written )?by:?\s+([^\W\d_][^\n]{1,80})", re.IGNORECASE)


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
    metadata: Metadata = field(default_factory=Metadata)


def document(root: Any, *, name: str = "", styles: str = "", wanted: Iterable[str] = ()) -> Document:
    """Return what the tree `root` (see `parsed`) holds.

    `name` goes before "#id" in the anchors of blocks and the keys of notes; `styles` are style sheets besides its own,
    of which is taken which classes are italic or not shown. `wanted` are keys that marks of notes elsewhere have.
    """
    words = "".join(root.itertext())
    page = _walked(root, words, name, styles, wanted, navigation=False)
    if not _said(page.blocks) and not page.notes:
        page = _walked(root, words, name, styles, wanted, navigation=True)
    blocks = page.blocks
    if name and blocks:
        blocks[0] = replace(blocks[0], anchors=(name, *blocks[0].anchors))
    kept = _with_numbers_above(_without_note_headings(_without_licence(blocks, page), page))
    title, metadata = _head(root)
    return Document(
        title,
        _language(root),
        kept,
        page.notes,
        words,
        tuple(page.left_out),
        tuple(page.added),
        metadata,
    )


def _walked(
    root: Any, words: str, name: str, styles: str, wanted: Iterable[str], *, navigation: bool
) -> Page:
    own = "".join("".join(node.itertext()) for node in root.iter("{*}style"))
    page = Page(
        name, _language(root), notes(root, name, wanted), Styles.of(styles + own), navigation=navigation
    )
    page.run(root, words)
    return page


def _said(blocks: Sequence[Block]) -> bool:
    return any(letter.isalnum() for block in blocks for letter in block.text)


def _language(root: Any) -> str:
    """Return the language of the page: that of its body, else its root's (HTML 3.2.6.2: xml:lang goes before lang)."""
    body = next(root.iter("{*}body"), root)
    return next((lang for each in (body, root) if (lang := each.get(_LANG) or each.get("lang") or "")), "")


# --- Project Gutenberg ----------------------------------------------------------------------------


def _without_licence(blocks: list[Block], page: Page) -> tuple[Block, ...]:
    """Leave out what stands before and after a book of Project Gutenberg, by the lines of stars it is marked with."""
    first = next((i for i, block in enumerate(blocks[:400]) if _is_mark(block, "START OF")), -1) + 1
    last = next(
        (i for i in range(len(blocks) - 1, first - 1, -1) if _is_mark(blocks[i], "END OF")), len(blocks)
    )
    if not first and last == len(blocks):
        return tuple(blocks)
    while first and first < last and blocks[first].text[:40].lower().startswith(_MADE_BY):
        first += 1
    if last > first and blocks[last - 1].text.lower().startswith(
        ("end of project g", "end of the project g")
    ):
        last -= 1
    for reason, part in (("Project Gutenberg header", blocks[:first]), ("licence", blocks[last:])):
        for block in part:
            page.left_out.append((reason, block.text))
            page.left_out += (
                (reason, page.notes.pop(m.note)) for m in block.mentions if m.note in page.notes
            )
    return without_idle(blocks[first:last])


def _is_mark(block: Block, mark: str) -> bool:
    text = block.text[:80].upper().lstrip("* ")
    return block.text[:1] == "*" and text.startswith(mark) and "PROJECT GUTENBERG" in text


# --- what notes leave behind -----------------------------------------------------------------------


def _without_note_headings(blocks: tuple[Block, ...], page: Page) -> tuple[Block, ...]:
    """Leave out the headings of notes that were taken from under them, unless they are all there is."""
    if not page.notes or not blocks:
        return blocks
    kept: list[Block] = []
    dropped: list[tuple[str, str]] = []
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        bare = after is None or (after.kind == "heading" and after.level <= block.level)
        if block.kind == "heading" and bare and _is_of_notes(block.text):
            dropped.append(("headings of notes", block.text))
        else:
            kept.append(block)
    if not any(block.kind != "heading" for block in kept):
        return blocks
    page.left_out += dropped
    return without_idle(kept)


def _is_of_notes(title: str) -> bool:
    return " ".join(title.casefold().split()).strip(" .:*—-") in tags.NOTE_TITLES


# --- what the head says ---------------------------------------------------------------------------


def _head(root: Any) -> tuple[str, Metadata]:
    """Return the title of the page and what its <meta> elements say."""
    found: dict[str, list[str]] = {}
    title = ""
    for node in root.iter("{*}title", "{*}meta"):
        if tags.local(node.tag) == "title":
            title = title or " ".join("".join(node.itertext()).split())
            continue
        key = _META.get((node.get("name") or node.get("property") or "").lower(), "")
        said = " ".join((node.get("content") or "").split())
        if key and said and said not in found.setdefault(key, []):
            found[key].append(said)
    fields = {key: tuple(said) if key in _MANY else said[0] for key, said in found.items()}
    if "authors" in found:
        fields["authors"] = tuple(dict.fromkeys(map(_natural, found["authors"])))
    title, author = _plain_title(title, fields.get("authors", ()))
    if author:
        fields.setdefault("authors", (author,))
    return title, Metadata(**fields)  # type: ignore[arg-type]


def _natural(author: str) -> str:
    """Return "Austen, Jane, 1775-1817" as "Jane Austen"."""
    dated = _DATED.fullmatch(author)
    return f"{dated.group(2)} {dated.group(1)}" if dated else author


def _plain_title(title: str, authors: Sequence[str] | str) -> tuple[str, str]:
    """Return the title without what Project Gutenberg puts around it, and the author it names there."""
    begun = _OF_GUTENBERG.match(title)
    if not begun:
        return title.removesuffix(" | Project Gutenberg"), ""
    text = title[begun.end() :].rstrip(".")
    for author in authors:
        text = text.removesuffix(f" by {author}").rstrip(",")
    name, by, author = text.rpartition(" by ")
    words = author.split()
    named = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    return (name.rstrip(","), author) if by and named else (text, "")


# --- a file that is a whole book ------------------------------------------------------------------


def read(source: Source) -> Readout:
    """Read a file of HTML into a Book. Raises InputError for what holds no words, or is nested without end."""
    text, notices = soup.unicode(source.data)
    is_xhtml = source.path is not None and source.path.suffix.lower() == ".xhtml"
    try:
        root = soup.tree(text, xml=is_xhtml or text.lstrip("\ufeff \t\r\n").startswith("<?xml"))
    except InputError as error:
        raise InputError(error.message, path=source.path, hint=error.hint) from None
    return book_of(document(root), source, notices)


def book_of(found: Document, source: Source, notices: tuple[str, ...] = ()) -> Readout:
    """Make a Book of a document that is all of it; its title is that of the head, of its first heading, of the file.

    Raises InputError where there is nothing to read.
    """
    if found.notes and not _said(found.blocks):
        found = replace(
            found, blocks=tuple(Block("paragraph", text) for text in found.notes.values()), notes={}
        )
    if not _said(found.blocks):
        raise InputError("holds no words: there is nothing to say", path=source.path)
    blocks, creator = _with_author(found)
    blocks = _at_end(_headed(blocks), found.notes)
    title = found.title or _first_title(blocks) or pretty(source.name)
    made = matter.placed(chapter(each, found.notes, title) for each in sections(blocks))
    book = Book(
        title,
        creator,
        found.language or "und",
        made,
        source=source.path,
        notices=notices,
        metadata=found.metadata,
    )
    return Readout(book, found.words, found.left_out, found.added)


def _first_title(blocks: Sequence[Block]) -> str:
    """Return the heading that titles all: it stands first, and no other is of its level."""
    first = blocks[0]
    alone = sum(1 for block in blocks if block.kind == "heading" and block.level <= first.level) == 1
    return first.text if first.kind == "heading" and alone else ""


def _with_author(found: Document) -> tuple[tuple[Block, ...], str | None]:
    """Return the blocks, a line "by ..." under the title spoken with it, and the author."""
    blocks = found.blocks
    authors = " and ".join(found.metadata.authors) or None
    under = blocks[1] if len(blocks) > 1 and _may_title(blocks[0]) else None
    by = _BY.fullmatch(under.text) if under and under.kind in ("paragraph", "heading") else None
    if under is None or by is None:
        return blocks, authors
    line = replace(under, kind="heading", level=6, spans=())
    first = (
        blocks[0] if blocks[0].kind == "heading" else replace(blocks[0], kind="heading", level=1, spans=())
    )
    return (first, line, *blocks[2:]), authors or by.group(1).strip(" .")


def _may_title(block: Block) -> bool:
    """Say whether a block above "by ..." is a title: a heading, or a short line without a stop."""
    short = block.kind == "paragraph" and len(block.text) <= _LONGEST_HEADING
    return block.kind == "heading" or (short and block.text[-1] not in ".,;:”\"’'—–-")


def _with_numbers_above(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks, with a paragraph "Chapter Three" right above the heading "Home" as a heading too.

    Else it would end the chapter before. A number alone does so at the top of a page; further down it may be anything.
    """
    made = list(blocks)
    for i in range(len(made) - 2, -1, -1):  # from the end, so that "Part Two" above "Chapter Three" is seen
        block, below = made[i], made[i + 1]
        if block.kind != "paragraph" or below.kind != "heading" or not may_head(block.text):
            continue
        text = block.text if len(block.text) <= _LONGEST_HEADING else ""
        read = heading(text) or (number(text) if i == 0 else None)
        known = heading(below.text)
        if read and read.number is not None and not read.title and (not known or known.rank != read.rank):
            made[i] = replace(block, kind="heading", level=below.level)
    return tuple(made)


def _headed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks, with paragraphs that read like headings of chapters as such where none but the title's are."""
    leading = next((i for i, block in enumerate(blocks) if block.kind != "heading"), len(blocks))
    if any(block.kind == "heading" for block in blocks[leading:]):
        return blocks
    lines = {
        number: found
        for number, block in enumerate(blocks)
        if block.kind == "paragraph" and len(block.text) <= _LONGEST_HEADING and may_head(block.text)
        if (found := heading(block.text))
    }
    if len(lines) < 2:
        return blocks
    levels = {"part": 2, "chapter": 3}  # under a title
    return tuple(
        replace(block, kind="heading", level=levels[lines[number].rank], spans=())
        if number in lines
        else block
        for number, block in enumerate(blocks)
    )


def _at_end(blocks: tuple[Block, ...], texts: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the blocks, the last of them with the notes that none has."""
    met = {mention.note for block in blocks for mention in block.mentions}
    last = blocks[-1]
    more = tuple(Mention(len(last.text), key) for key in texts if key not in met)
    return (*blocks[:-1], replace(last, mentions=(*last.mentions, *more))) if more else blocks
