"""Word (.docx; ECMA-376, WordprocessingML): a document is readied, mammoth makes HTML of it, `html.document` reads that.

mammoth knows what runs, notes and tables are, but drops what it has no element for, and believes what it is given. So
it is given a document of our own making: parsed safely, without what is not read, and with styles that say what each
paragraph is, whatever their names were in the language of that Word.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any

import mammoth
from lxml import etree

from fullcast.errors import InputError
from fullcast.model import Metadata
from fullcast.read import archive, html, xml
from fullcast.read.office import manuscript
from fullcast.read.office.wordml import Bare, Numbers, Styles, find, is_note, written
from fullcast.read.source import Readout, Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_NOTES = ("footnotes", "endnotes")
_SAVE_AS = "open it in Word or LibreOffice, save it as .docx, and read that"

_SORTS = {"contents": "toc", "figures": "loi", "index": "index", "bibliography": "bibliography"}
"""What a paragraph is -> the part of the book it belongs to (EPUB Structural Semantics)."""

_MAP = {
    **{what: f"section.{what} > p:fresh" for what in _SORTS},
    "title": f"h1.{manuscript.TITLE}:fresh",
    "subtitle": f"h6.{manuscript.TITLE}:fresh",
    "quote": "blockquote > p:fresh",
    "caption": "p:fresh",
    "item": "ul > li:fresh",
    "figure": "p.figure:fresh",
    "break": "hr:fresh",
    "centred": f"p.{manuscript.CENTRED}:fresh",
    **{f"heading{level}": f"h{level}:fresh" for level in range(1, 7)},
}
"""What a paragraph is -> the HTML that mammoth makes of it."""

_FAULTS = (ValueError, LookupError, TypeError, AttributeError, OSError, zipfile.BadZipFile)


def read(source: Source) -> Readout:
    """Read a Word document into a Book.

    Raises InputError for what is damaged, locked, of the Word before 2007, or holds nothing to read.
    """
    _refuse(source)
    box = archive.open(source)
    parts = _parts(box)
    ready = Bare(Styles(parts.styles), Numbers(parts.numbering))
    try:
        document = ready.document(parts.body, parts.notes)
    except RecursionError:
        raise InputError("is nested too deeply to be a book", path=source.path, hint=_SAVE_AS) from None
    root, marks, looks = _page(_converted(document, ready, source), ready)
    found = html.document(root)
    metadata, said = _metadata(parts.properties)
    told = replace(
        found,
        title=ready.title or said["title"] or looks,
        language=said["language"] or found.language,
        metadata=metadata,
        words=" ".join(text for each in (parts.body, *parts.notes) for text in written(each)),
        left_out=(*ready.left_out, *found.left_out),
        added=(*ready.added, *found.added, *(("note marks", mark) for mark in marks)),
    )
    return html.book_of(told, source, box.notices)


def _refuse(source: Source) -> None:
    """Raise InputError for what Word writes but is no .docx."""
    data = source.data
    if data.startswith(_OLE) and _LOCKED in data:
        hint = "open it in Word and save it without a password"
        raise InputError("is locked with a password", path=source.path, hint=hint)
    if data.startswith(_OLE):
        raise InputError("is in the form of Word before 2007 (.doc)", path=source.path, hint=_SAVE_AS)
    if data.lstrip()[:5] == b"{\\rtf":
        raise InputError("is in the form RTF", path=source.path, hint=_SAVE_AS)
    if not data.startswith(b"PK"):
        raise InputError("is no Word document (.docx)", path=source.path, hint=_SAVE_AS)


# --- the package -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a document that are read; `notes` are its foot- and endnotes."""

    body: Any
    notes: tuple[Any, ...]
    styles: Any
    numbering: Any
    properties: Any


def _parts(box: archive.Archive) -> _Parts:
    """Find the parts by their relations (ECMA-376, part 2), or where Word puts them."""
    main = _related(box, "").get("officeDocument", "word/document.xml")
    main = main if main in box else "word/document.xml"
    related = _related(box, main)
    empty = etree.Element("none")

    def part(name: str) -> Any:
        for each in (related.get(name, ""), f"word/{name}.xml"):
            if each in box:
                return _parsed(box, each)
        return empty

    body = find(_parsed(box, main), "body")
    if body is None:
        raise InputError("holds no text", path=box.path, place=main, hint=_SAVE_AS)
    properties = _related(box, "").get("core-properties", "docProps/core.xml")
    return _Parts(
        body,
        tuple(node for name in _NOTES for node in part(name) if is_note(node)),
        part("styles"),
        part("numbering"),
        _parsed(box, properties) if properties in box else empty,
    )


def _parsed(box: archive.Archive, name: str) -> Any:
    """Return a part's root. Raises InputError for one that declares entities, which Word never does."""
    data = box.read(name)
    if "<!DOCTYPE" in xml.decoded(data, name, box.path):
        raise InputError("declares a DOCTYPE, which no Word document does", path=box.path, place=name)
    return xml.parse(data, name, box.path)


def _related(box: archive.Archive, part: str) -> dict[str, str]:
    """Return the parts that `part` ("" is the package) is related to, by the last word of the relation's type."""
    name = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
    found: dict[str, str] = {}
    for node in _parsed(box, name).iter("{*}Relationship") if name in box else ():
        if node.get("TargetMode") != "External":
            target = normpath(join("/", dirname(part), node.get("Target", ""))).lstrip("/")
            found.setdefault(node.get("Type", "").rpartition("/")[2], target)
    return found


def _metadata(root: Any) -> tuple[Metadata, Mapping[str, str]]:
    """Return what the core properties (ECMA-376, part 2, 11) say of the book."""
    told = {xml.local(node): " ".join((node.text or "").split()) for node in root.iter()}
    authors = tuple(name.strip() for name in told.get("creator", "").split(";") if name.strip())
    subjects = tuple(part.strip() for part in re.split("[,;]", told.get("keywords", "")) if part.strip())
    metadata = Metadata(
        authors=authors,
        date=told.get("created", "")[:10],
        description=told.get("description", ""),
        subjects=((told["subject"],) if told.get("subject") else ()) + subjects,
    )
    return metadata, {"title": told.get("title", ""), "language": told.get("language", "")}


# --- what mammoth gives back -----------------------------------------------------------------------------


def _converted(document: bytes, ready: Bare, source: Source) -> str:
    """Return the HTML that mammoth makes of a readied document."""
    rules = [f"p.{what} => {path}" for what, path in _MAP.items()]
    rules += [f"highlight[color='{each}'] => span[lang='{each}']" for each in sorted(ready.languages)]
    try:
        made = mammoth.convert_to_html(
            BytesIO(document),
            style_map="\n".join(rules),
            include_default_style_map=False,
            include_embedded_style_map=False,
            ignore_empty_paragraphs=False,
        )
    except RecursionError:
        raise InputError("is nested too deeply to be a book", path=source.path, hint=_SAVE_AS) from None
    except _FAULTS as error:
        raise InputError(
            "is no Word document that can be understood",
            path=source.path,
            place=type(error).__name__,
            hint=_SAVE_AS,
        ) from None
    return str(made.value)


def _page(text: str, ready: Bare) -> tuple[Any, list[str], str]:
    """Return mammoth's HTML as a page that says what its parts are, the marks of notes that mammoth added, and a title."""
    root = html.parsed(f"<html><body>{text}</body></html>".encode(), xml=True)
    body = root.find("body")
    marks = []
    for mark in body.iter("a"):
        if mark.get("id", "").startswith("footnote-ref-"):
            mark.set(manuscript.TYPE, "noteref")
            marks.append("".join(mark.itertext()))
    notes = [_aside(item) for item in list(body.iter("li")) if item.get("id", "").startswith("footnote-")]
    for part in body.iter("section"):
        part.set(manuscript.TYPE, _SORTS.get(part.get("class", ""), "chapter"))
    for paragraph in body.iter("p"):
        if paragraph.get("class") == "figure":
            alt = "".join(paragraph.itertext())
            paragraph[:], paragraph.text = [etree.Element("img", {"alt": alt})], None
    title = manuscript.finished(root)
    body.extend(notes)
    if ready.language:
        root.set("lang", ready.language)
    return root, marks, title


def _aside(item: Any) -> Any:
    """Take a note out of mammoth's list, and the arrow that leads back out of the note."""
    note = etree.Element("aside", {manuscript.TYPE: "footnote", "id": item.get("id", "")})
    note.text = item.text
    for arrow in list(item.iter("a")):
        arrow.getparent().remove(arrow)
    note.extend(list(item))
    item.getparent().remove(item)
    return note
