"""The package of an EPUB: what is in it and in which order it is read (EPUB 3.3, 5; OPF 2.0.1; OCF 3.3, 4.2.6)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from fullcast.errors import InputError
from fullcast.read import xml
from fullcast.read.archive import Archive
from fullcast.read.epub.href import linked
from fullcast.read.epub.metadata import Facts, facts

CONTAINER = "META-INF/container.xml"
_PAGES = frozenset(
    "application/xhtml+xml text/html application/xml text/xml text/x-oeb1-document application/html".split()
)
_PAGE_SUFFIXES = (".xhtml", ".html", ".htm", ".xht")
_IMAGES = ("image/png", "image/jpeg", "image/jpg")
_LEXICON = "application/pls+xml"
_NCX = "application/x-dtbncx+xml"
_FALLBACKS = 8
_LARGEST = 16 << 20

Oddity = tuple[str, str]
"""What is wrong, and with what; `told` makes notices of them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest: `name` is that of the file in the archive, "" where it is not there."""

    id: str
    href: str
    name: str
    media: str
    properties: frozenset[str]
    fallback: str

    @property
    def is_page(self) -> bool:
        """Whether it is text that can be read; the suffix is believed as well as the type."""
        suffixed = self.href.partition("#")[0].lower().endswith(_PAGE_SUFFIXES)
        return self.media in _PAGES or (suffixed and not self.media.startswith("image/"))


@dataclass(frozen=True, slots=True)
class Page:
    """A text of the spine; one that is not `linear` stands outside the reading order."""

    name: str
    linear: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What a package document says.

    `pages` is the spine, each file once; `guide` says what is where ("file#id" -> "copyright-page"). `nav`, `ncx`
    and `cover` are names of files, "" where there is none.
    """

    facts: Facts
    pages: tuple[Page, ...]
    guide: Mapping[str, str]
    nav: str
    ncx: str
    cover: str
    lexicons: tuple[str, ...]
    oddities: tuple[Oddity, ...]


def package(archive: Archive) -> Package:
    """Read the package of the archive: the first of several renditions.

    Raises InputError where it has none, or one that cannot be read.
    """
    name, odd = _rootfile(archive)
    root, mended = document(archive, name)
    items = {item.id: item for item in _items(archive, name, root)}
    spine = next((each for each in root if xml.local(each) == "spine"), None)
    pages, astray = _spine(spine, items)
    given = facts(root)
    return Package(
        facts=given,
        pages=pages,
        guide=_guide(archive, name, root),
        nav=next((i.name for i in items.values() if "nav" in i.properties), ""),
        ncx=_ncx(spine, items),
        cover=_cover(archive, name, given.cover, items),
        lexicons=tuple(i.name for i in items.values() if i.name and i.media == _LEXICON),
        oddities=(*odd, *mended, *astray),
    )


def document(archive: Archive, name: str) -> tuple[etree._Element, tuple[Oddity, ...]]:
    """Return the root of an XML file that says how the book is made; where it is broken, as far as it goes."""
    data = archive.read(name, _LARGEST)
    try:
        return xml.parse(data, name, archive.path), ()
    except InputError:
        return xml.parse(data, name, archive.path, mend=True), (
            ("not well-formed, and read as far as it goes", name),
        )


def told(oddities: Iterable[Oddity], most: int = 3) -> tuple[str, ...]:
    """Return a notice for each thing that is wrong, with the first of what it is wrong with."""
    grouped: dict[str, dict[str, None]] = {}
    for wrong, what in oddities:
        grouped.setdefault(wrong, {})[what] = None
    notices = []
    for wrong, names in grouped.items():
        shown = ", ".join(name[:80] for name in list(names)[:most])
        more = f" and {len(names) - most} more" if len(names) > most else ""
        notices.append(f"{wrong}: {shown}{more}")
    return tuple(notices)


def _rootfile(archive: Archive) -> tuple[str, tuple[Oddity, ...]]:
    """Return the name of the package document: what the container names, else the only one there is."""
    named = _named(archive)
    found = [name for name in named if name in archive]
    if found:
        several = (("holds several books in one, of which the first is read", found[0]),)
        return found[0], several if len(set(found)) > 1 else ()
    others = [name for name in archive.names if name.lower().endswith(".opf")]
    if others:
        return others[0], ((f"named by no {CONTAINER}, and taken to be the book's package", others[0]),)
    what = f"its package {named[0]} is missing" if named else f"its {CONTAINER} is missing or empty"
    raise InputError(
        f"is no EPUB that can be read: {what}",
        path=archive.path,
        hint="check that it is an EPUB, or get it again",
    )


def _named(archive: Archive) -> list[str]:
    container = archive.find(CONTAINER)
    if container is None:
        return []
    try:
        root, _ = document(archive, container)
    except InputError:
        return []
    paths = [each.get("full-path") or "" for each in root.iter() if xml.local(each) == "rootfile"]
    return [linked(archive, "", path) or path for path in paths if path.lower().endswith((".opf", ".xml"))]


def _items(archive: Archive, name: str, root: etree._Element) -> Iterator[Item]:
    for part in root:
        if xml.local(part) != "manifest":
            continue
        for each in part:
            href = each.get("href") or ""
            yield Item(
                id=each.get("id") or "",
                href=href,
                name=(linked(archive, name, href) or "").partition("#")[0],
                media=(each.get("media-type") or "").strip().lower(),
                properties=frozenset((each.get("properties") or "").split()),
                fallback=each.get("fallback") or "",
            )


def _spine(spine: etree._Element | None, items: Mapping[str, Item]) -> tuple[tuple[Page, ...], list[Oddity]]:
    pages: dict[str, Page] = {}
    odd: list[Oddity] = []
    for each in () if spine is None else spine:
        if xml.local(each) != "itemref":
            continue
        given = items.get(each.get("idref") or "")
        item = _readable(given, items)
        if given is None:
            odd.append(("in the reading order, but not in the manifest", each.get("idref") or "(no name)"))
        elif item is None:
            odd.append(("in the reading order, but not text", given.href))
        elif not item.name:
            odd.append(("in the reading order, but missing from the file", item.href))
        elif item.name in pages:
            odd.append(("twice in the reading order, and read once", item.href))
        else:
            pages[item.name] = Page(item.name, (each.get("linear") or "").lower() != "no")
    return tuple(pages.values()), odd


def _readable(item: Item | None, items: Mapping[str, Item]) -> Item | None:
    """Return the item, or what the package has instead of it for those who cannot read it (EPUB 3.3, 3.5.1)."""
    for _ in range(_FALLBACKS):
        if item is None or item.is_page:
            return item
        item = items.get(item.fallback)
    return None


def _guide(archive: Archive, name: str, root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in root:
        for each in part if xml.local(part) == "guide" else ():
            target = linked(archive, name, each.get("href") or "")
            if target:
                found.setdefault(target, (each.get("type") or "").strip().lower())
    return found


def _ncx(spine: etree._Element | None, items: Mapping[str, Item]) -> str:
    named = items.get((spine.get("toc") or "") if spine is not None else "")
    if named and named.name:
        return named.name
    return next((item.name for item in items.values() if item.name and item.media == _NCX), "")


def _cover(archive: Archive, name: str, said: str, items: Mapping[str, Item]) -> str:
    """Return the cover's image: the one with that property (EPUB 3.3, D.6.2), else what <meta name="cover"> names."""
    for item in items.values():
        if "cover-image" in item.properties and item.media in _IMAGES:
            return item.name
    if said in items:
        return items[said].name if items[said].media in _IMAGES else ""
    target = linked(archive, name, said) or ""
    return target if posixpath.splitext(target)[1].lower() in (".png", ".jpg", ".jpeg") else ""
