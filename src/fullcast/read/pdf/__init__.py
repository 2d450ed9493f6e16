"""PDF (ISO 32000): the text of the pages, with all that a page adds to it taken away again.

A PDF holds letters and places, so paragraphs, headings and notes are told by their looks (`layout`, `flow`), and a notice says
where that is hard. Pictures of pages are refused: their words are in no file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fullcast.errors import InputError
from fullcast.model import Book, Chapter, Metadata
from fullcast.read.blocks import chapter, sections
from fullcast.read.headings import is_chapter_heading
from fullcast.read.matter import placed
from fullcast.read.pdf.flow import Flow, flowing
from fullcast.read.pdf.layout import Lines, Page, clean, composed, laid_out, told
from fullcast.read.pdf.pdfium import Found, found
from fullcast.read.source import Readout, Source, pretty

_NO_TITLE = re.compile(
    r"\s*|untitled.*|microsoft word.*|.*\.(?:docx?|rtf|odt|indd|tex|dvi|qxp|pdf|txt|html?)|\W*\d*\W*",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\s*|(?:unknown|anonymous|user|admin|administrator|owner|author)\s*", re.IGNORECASE)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ")
_OCR_ALL = "run OCR over it first, e.g.: ocrmypdf --force-ocr in.pdf out.pdf"
_OCR = "run OCR over it first, e.g.: ocrmypdf in.pdf out.pdf"


def read(source: Source) -> Readout:
    """Read a PDF.

    Raises InputError where it is locked, damaged or holds pictures of pages, and where pypdfium2 is not installed.
    """
    there = found(source.data, source.path)
    _check(there, source)
    pages, words = _accented(there)
    lines = laid_out(pages)
    flow = flowing(lines, there.outline)
    title = _title(there, flow, source)
    made = placed(chapter(section, flow.notes, title) for section in sections(flow.blocks))
    book = Book(
        title,
        _creator(there),
        _language(there),
        made or (Chapter(1, title, ""),),
        source=source.path,
        notices=(*_warnings(there), *lines.notices),
        metadata=_metadata(there),
    )
    return Readout(book, clean(words), _left_out(there, lines, flow))


def _accented(there: Found) -> tuple[list[Page], str]:
    """Put accents on their letters, on each page where PDFium's plain text has the same letters then as its places."""
    pages: list[Page] = []
    words: list[str] = []
    for leaf in there.leaves:
        page, plain = leaf.page, leaf.words
        made = replace(page, runs=tuple(replace(run, text=composed(run.text)) for run in page.runs))
        gone = _counted(r.text for r in page.runs) - _counted(r.text for r in made.runs)
        same = gone == _counted([plain]) - _counted([composed(plain)])
        pages.append(made if same else page)
        words.append(composed(plain) if same else plain)
    return pages, "\n".join(words)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(ch for text in texts for ch in text if ch.isalnum())


def _left_out(there: Found, lines: Lines, flow: Flow) -> tuple[tuple[str, str], ...]:
    hidden = tuple(("outside the page", clean(leaf.hidden)) for leaf in there.leaves if leaf.hidden)
    return (*lines.left_out, *flow.left_out, *hidden)


# --- what cannot be read well ---------------------------------------------------------------------


def _check(there: Found, source: Source) -> None:
    """Refuse what would be read as nonsense, or not at all."""
    words = "\n".join(leaf.words for leaf in there.leaves)
    count = sum(map(str.isalnum, words))
    odd = sum(leaf.odd for leaf in there.leaves)
    pictures = sum(leaf.picture for leaf in there.leaves)
    if not there.leaves:
        raise InputError("none of its pages can be read", path=source.path, hint="it may be damaged")
    if pictures and (not count or pictures > 0.8 * len(there.leaves)):
        raise InputError("these are pictures of pages, and not text", path=source.path, hint=_OCR)
    if odd > 0.3 * (count + odd) and odd > 20:
        raise InputError("its fonts do not tell which letters they draw", path=source.path, hint=_OCR_ALL)
    if not count:
        raise InputError("holds no text", path=source.path, hint=_OCR)
    if _gibberish(words) > 0.6:
        raise InputError(
            "its text is garbled: the fonts tell other letters than they draw",
            path=source.path,
            hint=_OCR_ALL,
        )


def _gibberish(text: str) -> float:
    """Return the share of Latin words of four letters or more without a vowel; of few words, 0."""
    words = re.findall(r"[A-Za-zÀ-ÿ]{4,}", text[:2_000_000])
    if len(words) < 40:
        return 0.0
    return sum(1 for word in words if not _VOWELS & set(word.lower())) / len(words)


def _warnings(there: Found) -> Iterator[str]:
    pictures = [leaf.page.number for leaf in there.leaves if leaf.picture]
    bad = [leaf.page.number for leaf in there.leaves if leaf.odd > 0.02 * len(leaf.words) + 2]
    if there.broken:
        yield f"damaged, and not read: {told(there.broken)}"
    if pictures:
        yield f"pictures with little or no text, not read: {told(pictures)}; {_OCR}"
    if bad:
        yield f"letters that no font explains are missing from {told(bad)}"
    if 0.25 < _gibberish("\n".join(leaf.words for leaf in there.leaves)) <= 0.6:
        yield "much of the text has words without vowels: its fonts may tell the wrong letters"


# --- what the file says of itself -----------------------------------------------------------------


def _said(there: Found, key: str) -> str:
    return " ".join(there.info.get(key, "").replace("\0", "").split())


def _title(there: Found, flow: Flow, source: Source) -> str:
    """Return what the file says, else the one largest heading where the book begins with it, else the file's name."""
    said = _said(there, "title")
    if not _NO_TITLE.fullmatch(said) and len(said) <= 300:
        return said
    first = [block for block in flow.blocks if block.kind == "heading" and block.level == 1]
    begins = len(first) == 1 and first[0] is flow.blocks[0] and len(flow.blocks) > 3
    return first[0].text if begins and not is_chapter_heading(first[0].text) else pretty(source.name)


def _creator(there: Found) -> str | None:
    said = _said(there, "author")
    return None if _NOBODY.fullmatch(said) or len(said) > 300 else said


def _language(there: Found) -> str:
    said = _said(there, "language")
    return said if _LANGUAGE.fullmatch(said) else "und"


def _metadata(there: Found) -> Metadata:
    creator = _creator(there)
    date = _DATE.match(_said(there, "creationdate"))
    return Metadata(
        authors=(creator,) if creator else (),
        date="-".join(part for part in date.groups() if part) if date else "",
        description=_said(there, "subject"),
    )
