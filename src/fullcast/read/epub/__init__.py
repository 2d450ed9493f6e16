"""EPUB 2 and 3 (W3C, "EPUB 3.3"; IDPF, OPF and OPS 2.0.1): the texts of the spine as one row of blocks, parted into
chapters by the table of contents.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from fullcast.errors import InputError
from fullcast.model import Book, Pronunciation, Span
from fullcast.read import archive as box
from fullcast.read import html, matter, xml
from fullcast.read.archive import Archive
from fullcast.read.blocks import Block, Section, chapter
from fullcast.read.epub import metadata, package
from fullcast.read.epub.contents import INSIDE, File, parted, topped
from fullcast.read.epub.drm import refuse_protected
from fullcast.read.epub.href import linked
from fullcast.read.epub.navigation import Navigation, navigation
from fullcast.read.epub.package import Oddity, Package, Page
from fullcast.read.epub.pls import Lexicon, lexicon
from fullcast.read.html import soup
from fullcast.read.html.sheets import of_looks
from fullcast.read.source import Readout, Source, pretty

TEXT = 16 << 20
"""Most bytes of a text: all of Shakespeare is 6 MB; as a tree each takes up to forty times the room."""
COVER = 10 << 20
"""Most bytes of a cover."""
SHEET = 1 << 20
"""Most bytes of a style sheet."""
_MOST_LINKS = 50
_NEARLY_ALL = 0.9
_FRONT = 8
_TITLE_PAGE = 60
"""How many parts before the book, and blocks of one, are looked at; most words of a title page."""
_TOLD_AGAIN = 1_000
"""Most letters of a note that is told wherever it is mentioned; a longer one is told once."""
_NO_TITLE = re.compile(
    r"unknown|untitled(?: document)?|no title|converted ebook|[\w-]+_split_\d+|\S+\.x?html?|\W*", re.I
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_PAGES = frozenset("cover titlepage title-page halftitlepage copyright-page toc loi lot".split())
_PAGE = 2_000
"""Most words of what a guide may call a cover or the like: it is often wrong, and then it would take a chapter away."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the spine as read. `lexicons` are what it links to: a file and the language it is said to be for."""

    name: str
    linear: bool
    document: html.Document
    blocks: tuple[Block, ...]
    lexicons: tuple[tuple[str, str], ...]


def read(source: Source) -> Readout:
    """Read an EPUB into a Book.

    Raises InputError where it is no EPUB, broken, protected against copying, or has no text.
    """
    archive = box.open(source)
    refuse_protected(archive)
    packed = package.package(archive)
    guided = navigation(archive, packed)
    texts, odd = _texts(archive, packed, guided)
    language, mistaken = _language(packed, texts)
    chosen, aside = _chosen(texts)
    blocks, files = _row(chosen, language)
    parts, astray = parted(blocks, files, guided.entries)
    sections = tuple(topped(part) for part in parts)
    if not any(block.text for block in blocks):
        raise InputError(
            "holds no text to be read",
            path=source.path,
            hint="perhaps its pages are pictures; fullcast reads text",
        )
    pronunciations, unread = _pronunciations(archive, packed, texts, language)
    cover, lost = _cover(archive, packed)
    oddities = (*packed.oddities, *guided.oddities, *odd, *astray, *unread, *lost, *mistaken)
    title = packed.facts.title or pretty(source.name)
    notes = {key: note for text in chosen for key, note in text.document.notes.items()}
    book = Book(
        title=title,
        creator=packed.facts.creator,
        language=language,
        chapters=matter.placed(chapter(each, notes, title) for each in _with_title_page(sections, title)),
        cover=cover,
        source=source.path,
        notices=(*archive.notices, *package.told(oddities)),
        metadata=packed.facts.metadata,
        pronunciations=pronunciations,
    )
    return _readout(book, texts, aside, sections, notes)


def _readout(
    book: Book,
    texts: Sequence[_Text],
    aside: Sequence[_Text],
    sections: Sequence[Section],
    notes: Mapping[str, str],
) -> Readout:
    """Hold the book against the words of all its texts."""
    told = Counter(m.note for section in sections for block in section.blocks for m in block.mentions)
    again = [
        ("a note told again", notes[key])
        for key, times in told.items()
        if key in notes
        for _ in range(times - 1)
    ]
    left_out = [("outside the reading order", text.document.words) for text in aside]
    names = {text.name for text in aside}
    read = [text.document for text in texts if text.name not in names]
    return Readout(
        book,
        "\n".join(text.document.words for text in texts),
        (*left_out, *(each for document in read for each in document.left_out)),
        (*again, *(each for document in read for each in document.added)),
    )


# --- the texts --------------------------------------------------------------------------------------


def _texts(archive: Archive, packed: Package, guided: Navigation) -> tuple[list[_Text], list[Oddity]]:
    """Return the texts of the spine; those that marks of notes elsewhere lead to are looked at a second time."""
    reader = _Reader(archive, _sorts(guided.sorts))
    first = packed.pages[0].name if packed.pages else ""
    pages = {page.name: page for page in packed.pages}
    texts = {name: reader.text(page, name == first) for name, page in pages.items()}
    for name, keys in _wanted(each for each in texts.values() if each).items():
        if texts.get(name) is not None:
            texts[name] = reader.text(pages[name], name == first, keys)
    return [text for text in texts.values() if text], reader.odd


def _wanted(texts: Iterable[_Text]) -> dict[str, list[str]]:
    """Return the keys of the notes that are mentioned, but were not taken for notes, by file."""
    known: set[str] = set()
    mentioned: dict[str, None] = {}
    for text in texts:
        known.update(text.document.notes)
        mentioned.update(dict.fromkeys(m.note for block in text.blocks for m in block.mentions))
    found: dict[str, list[str]] = {}
    for key in mentioned:
        if key not in known:
            found.setdefault(key.partition("#")[0], []).append(key)
    return found


class _Reader:
    """Reads the texts of an archive; `odd` is what is wrong with them."""

    def __init__(self, archive: Archive, sorts: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self.odd: list[Oddity] = []
        self._archive = archive
        self._sorts = sorts
        self._sheets: dict[str, str] = {}

    def text(self, page: Page, first: bool, wanted: Sequence[str] = ()) -> _Text | None:
        """Return a text of the spine, `first` of all or not; None for one that is empty."""
        root, mended = _root(self._archive, page.name)
        if root is None:
            return None
        if mended:
            self.odd.append(("not well-formed XHTML, and read as HTML", page.name))
        links = tuple(_links(self._archive, page.name, root))
        styles = "".join(self._sheet(target) for rel, target, _ in links if "stylesheet" in rel)
        document = html.document(root, name=page.name, styles=styles, wanted=wanted)
        blocks = tuple(
            self._led(block) for block in _sorted(document, page.name, self._sorts.get(page.name, ()), first)
        )
        lexicons = tuple((target, lang) for rel, target, lang in links if "pronunciation" in rel)
        return _Text(page.name, page.linear, document, blocks, lexicons)

    def _led(self, block: Block) -> Block:
        """Return a block whose notes are called as the files they are in, whatever the case links are written in."""
        if all(m.note.partition("#")[0] in self._archive for m in block.mentions):
            return block
        led = (replace(m, note=linked(self._archive, "", f"/{m.note}") or m.note) for m in block.mentions)
        return replace(block, mentions=tuple(led))

    def _sheet(self, name: str) -> str:
        if name not in self._sheets:
            self._sheets[name] = ""
            with contextlib.suppress(InputError):
                self._sheets[name] = of_looks(self._archive.read(name, SHEET).decode("utf-8", "replace"))
        return self._sheets[name]


def _root(archive: Archive, name: str) -> tuple[xml.Element | None, bool]:
    """Return a text as a tree, None for an empty one, and whether it was broken."""
    data = archive.read(name, TEXT)
    if not data.strip():
        return None, False
    try:
        root = soup.parsed(data, xml=True)
    except InputError as error:
        if "no text" in error.message:
            return None, True
        raise InputError(error.message, path=archive.path, place=name, hint=error.hint) from None
    return root, isinstance(root.getroottree().parser, etree.HTMLParser)


def _links(archive: Archive, name: str, root: xml.Element) -> Iterator[tuple[list[str], str, str]]:
    """Yield the style sheets and lexicons a text links to (EPUB 3.0.1, "PLS Documents"): relations, file, language."""
    for _, each in zip(range(_MOST_LINKS), root.iter("{*}link"), strict=False):
        rel = (each.get("rel") or "").lower().split()
        target = linked(archive, name, each.get("href") or "")
        if target and ("pronunciation" in rel or "stylesheet" in rel):
            yield rel, target, each.get("hreflang") or ""


def _sorts(named: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return what the guide says, by file; of several words the first that says something."""
    found: dict[str, list[tuple[str, str]]] = {}
    for target, types in named.items():
        sort = next((word for word in types.split() if word not in INSIDE), "")
        if sort:
            found.setdefault(target.partition("#")[0], []).append((target, sort))
    return found


def _sorted(
    document: html.Document, name: str, sorts: Sequence[tuple[str, str]], first: bool
) -> Iterator[Block]:
    """Yield the blocks of a text, those that the guide names with their sort; what the text says itself goes before."""
    told = dict(sorts) or _cover_page(document, name, first)
    size = len(document.words.split()) if sorts else 0
    for i, block in enumerate(document.blocks):
        names = (*block.anchors, name) if i == 0 else block.anchors
        sort = next((told[each] for each in names if each in told), "") if told else ""
        doubtful = sort in _PAGES and size > _PAGE
        yield replace(block, sort=sort) if sort and not doubtful and block.sort in ("", *INSIDE) else block


def _cover_page(document: html.Document, name: str, first: bool) -> dict[str, str]:
    """Return that a text is a cover, where the first of a book is nothing but a picture."""
    is_picture = bool(document.blocks) and all(block.kind == "figure" for block in document.blocks)
    return {name: "cover"} if first and is_picture else {}


def _chosen(texts: Sequence[_Text]) -> tuple[list[_Text], list[_Text]]:
    """Return what is read, and what stands outside the reading order and holds no note."""
    wanted = {m.note for text in texts if text.linear for block in text.blocks for m in block.mentions}
    read = [text for text in texts if text.linear or not wanted.isdisjoint(text.document.notes)]
    if not any(text.blocks for text in read):
        return list(texts), []
    names = {text.name for text in read}
    return read, [text for text in texts if text.name not in names]


def _row(texts: Sequence[_Text], language: str) -> tuple[list[Block], list[File]]:
    """Return the blocks of all texts, and which are whose."""
    mentions = {m.note: text.name for text in texts for block in text.blocks for m in block.mentions}
    long = {key for text in texts for key, note in text.document.notes.items() if len(note) > _TOLD_AGAIN}
    told: set[str] = set()
    row: list[Block] = []
    files: list[File] = []
    for text in texts:
        start = len(row)
        row += (_once(block, long, told) for block in _in_its_language(_settled(text, mentions), language))
        files.append(File(text.name, start, len(row), _head_title(text)))
    return row, files


def _with_title_page(sections: Sequence[Section], title: str) -> list[Section]:
    """Return the sections, the first that has the book's title above and little under it as its title page."""
    made = list(sections)
    for i, section in enumerate(made[:_FRONT] if len(made) > 1 else ()):
        said = " ".join(block.text for block in section.blocks[:_FRONT])
        short = len(section.blocks) < _FRONT and len(said.split()) <= _TITLE_PAGE
        if short and not section.sort and _letters(section.blocks[0].text) == _letters(title):
            made[i] = replace(section, sort="titlepage")
            break
    return made


def _letters(text: str) -> str:
    return "".join(letter for letter in text[:500].casefold() if letter.isalnum())


def _once(block: Block, long: set[str], told: set[str]) -> Block:
    """Return a block without mentions of long notes that are told already: else one of them could fill a library."""
    again = told.intersection(m.note for m in block.mentions)
    told.update(m.note for m in block.mentions if m.note in long)
    return (
        replace(block, mentions=tuple(m for m in block.mentions if m.note not in again)) if again else block
    )


def _head_title(text: _Text) -> str:
    """Return what the head of a text calls it, unless that is a name for machines."""
    title = text.document.title
    return "" if _NO_TITLE.fullmatch(title) else title


def _settled(text: _Text, mentions: Mapping[str, str]) -> _Text:
    """Return a text with the notes that nothing refers to put back; one of notes for others is called so."""
    notes = text.document.notes
    loose = tuple(Block("paragraph", notes[key]) for key in notes if key not in mentions)
    blocks = (*text.blocks, *loose)
    taken = [key for key in notes if mentions.get(key, text.name) != text.name]
    left = sum(len(block.text) for block in text.blocks)
    if taken and blocks and not blocks[0].sort and left <= sum(len(notes[key]) for key in taken):
        blocks = (replace(blocks[0], sort="endnotes"), *blocks[1:])
    return replace(text, blocks=blocks)


def _in_its_language(text: _Text, language: str) -> Iterable[Block]:
    """Return the blocks of a text; where all of it is in another language than the book, each says so."""
    own = metadata.language(text.document.language)
    if not own or _main(own) == _main(language):
        return text.blocks
    return (
        replace(block, spans=(Span(0, len(block.text), "language", own), *block.spans))
        if block.text
        else block
        for block in text.blocks
    )


def _language(packed: Package, texts: Sequence[_Text]) -> tuple[str, list[Oddity]]:
    """Return the book's language: what its package says, unless nearly all of its texts say another."""
    said = packed.facts.language
    sizes: Counter[str] = Counter()
    for text in texts:
        sizes[metadata.language(text.document.language)] += len(text.document.words)
    spoken = max(sizes, key=lambda code: sizes[code], default="")
    surely = sizes[spoken] > _NEARLY_ALL * sum(sizes.values())
    if said and (not spoken or not surely or _main(said) == _main(spoken)):
        return said, []
    return spoken or "und", [(f"said to be in {said}, but its texts to be in", spoken)] if said else []


def _main(language: str) -> str:
    return language.partition("-")[0]


# --- beside the texts -------------------------------------------------------------------------------


def _pronunciations(
    archive: Archive, packed: Package, texts: Sequence[_Text], language: str
) -> tuple[tuple[Pronunciation, ...], list[Oddity]]:
    """Return the lexicons' words, each once: first those of the lexicons that texts link to, then of any others."""
    linked_to = dict.fromkeys(each for text in texts for each in text.lexicons)
    names = {name for name, _ in linked_to}
    found: dict[str, Pronunciation] = {}
    odd: list[Oddity] = []
    for name, said in (*linked_to, *((name, "") for name in packed.lexicons if name not in names)):
        try:
            read = lexicon(archive.read(name), name, archive.path)
        except InputError:
            odd.append(("a lexicon that cannot be read", name))
            continue
        if _is_for(read, said, language):
            for each in read.pronunciations:
                found.setdefault(each.word, each)
    return tuple(found.values()), odd


def _is_for(read: Lexicon, said: str, language: str) -> bool:
    code = metadata.language(said) or metadata.language(read.language)
    return not code or language == "und" or _main(code) == _main(language)


def _cover(archive: Archive, packed: Package) -> tuple[bytes | None, list[Oddity]]:
    if not packed.cover:
        return None, []
    try:
        data = archive.read(packed.cover, COVER)
    except InputError:
        return None, [("a cover that cannot be read", packed.cover)]
    return (
        (data, [])
        if data.startswith(_PICTURES)
        else (None, [("a cover that is no PNG or JPEG", packed.cover)])
    )
