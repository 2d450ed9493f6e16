"""The table of contents of an EPUB: a navigation document (EPUB 3.3, 7) or an NCX (OPF 2.0.1, 2.4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from fullcast.read import xml
from fullcast.read.archive import Archive
from fullcast.read.epub.href import linked
from fullcast.read.epub.package import Oddity, Package, document

_TYPE = "{http://www.idpf.org/2007/ops}type"
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents and the lines under it; `target` is "file#id", "" where it leads nowhere.

    `shut` says that the lines under it are not shown to readers.
    """

    title: str
    target: str
    entries: tuple[Entry, ...] = ()
    shut: bool = False


@dataclass(frozen=True, slots=True)
class Navigation:
    """`entries` is the table of contents, `sorts` what parts of the book are called ("file#id" -> "toc")."""

    entries: tuple[Entry, ...]
    sorts: dict[str, str]
    oddities: tuple[Oddity, ...] = ()


def navigation(archive: Archive, package: Package) -> Navigation:
    """Return the contents that the navigation document has, else those of the NCX; landmarks go before the guide."""
    entries: tuple[Entry, ...] = ()
    sorts: dict[str, str] = {}
    odd: list[Oddity] = []
    if package.nav:
        root, mended = document(archive, package.nav)
        odd += mended
        entries = _contents(archive, package.nav, root)
        sorts = _landmarks(archive, package.nav, root)
    if not any(_targets(entries)) and package.ncx:
        root, mended = document(archive, package.ncx)
        odd += mended
        entries = _ncx(archive, package.ncx, root)
    return Navigation(entries, {**package.guide, **sorts}, tuple(odd))


def _targets(entries: tuple[Entry, ...]) -> Iterator[str]:
    for entry in entries:
        if entry.target:
            yield entry.target
        yield from _targets(entry.entries)


# --- EPUB 3 -----------------------------------------------------------------------------------


def _contents(archive: Archive, name: str, root: etree._Element) -> tuple[Entry, ...]:
    nav = next(_navs(root, "toc", "doc-toc"), None)
    return () if nav is None else tuple(_listed(archive, name, nav))


def _landmarks(archive: Archive, name: str, root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for nav in _navs(root, "landmarks"):
        for link in nav.iter():
            target = linked(archive, name, link.get("href") or "")
            if target and link.get(_TYPE):
                found.setdefault(target, (link.get(_TYPE) or "").lower())
    return found


def _navs(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    for each in root.iter():
        if xml.local(each) == "nav":
            types = f"{each.get(_TYPE) or ''} {each.get('role') or ''}".lower().split()
            if any(name in types for name in names):
                yield each


def _listed(archive: Archive, name: str, parent: etree._Element) -> Iterator[Entry]:
    """Yield the entries of the lists in an element; a parser bounds how deep they lie."""
    for items in parent:
        for item in items if xml.local(items) in ("ol", "ul") else ():
            label = next((each for each in item if xml.local(each) in ("a", "span")), None)
            under = tuple(_listed(archive, name, item))
            if label is None:
                yield from under
                continue
            lists = [each for each in item if xml.local(each) in ("ol", "ul")]
            shut = bool(lists) and all(each.get("hidden") is not None for each in lists)
            yield Entry(
                xml.words(label, _LONGEST), linked(archive, name, label.get("href") or "") or "", under, shut
            )


# --- EPUB 2 -----------------------------------------------------------------------------------


def _ncx(archive: Archive, name: str, root: etree._Element) -> tuple[Entry, ...]:
    return tuple(
        entry for part in root.iter() if xml.local(part) == "navmap" for entry in _points(archive, name, part)
    )


def _points(archive: Archive, name: str, parent: etree._Element) -> Iterator[Entry]:
    for point in parent:
        if xml.local(point) != "navpoint":
            continue
        label = next((each for each in point if xml.local(each) == "navlabel"), None)
        content = next((each for each in point if xml.local(each) == "content"), None)
        href = "" if content is None else content.get("src") or ""
        target = linked(archive, name, href) or ""
        yield Entry(
            "" if label is None else xml.words(label, _LONGEST), target, tuple(_points(archive, name, point))
        )
