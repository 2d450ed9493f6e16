"""Builds zips for tests: books as a dict of files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="{0}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Zip `files`, name -> content, deterministically."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def epub(opf: str, files: Mapping[str, str | bytes], at: str = "OEBPS/content.opf") -> bytes:
    """Zip an EPUB: its package document `opf` at `at`, and `files` by their names in the archive."""
    fixed = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER.format(at), at: opf}
    return zipped({**fixed, **files})


def page(body: str, title: str = "", head: str = "", attributes: str = 'xml:lang="en"') -> str:
    """Return an XHTML document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" {attributes}>'
        f"<head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


def package(
    manifest: str, spine: str, metadata: str = "", guide: str = "", toc: str = "", version: str = "3.0"
) -> str:
    """Return a package document; a title and a language are there unless `metadata` brings its own."""
    said = metadata if "<dc:title" in metadata else f"<dc:title>The Book</dc:title>{metadata}"
    said = said if "<dc:language" in said else f"{said}<dc:language>en</dc:language>"
    ncx = f' toc="{toc}"' if toc else ""
    return (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{said}</metadata><manifest>{manifest}</manifest><spine{ncx}>{spine}</spine>{guide}</package>"
    )


def item(name: str, media: str = "application/xhtml+xml", more: str = "") -> str:
    """Return a line of a manifest; the file's name is its id."""
    return f'<item id="{name}" href="{name}" media-type="{media}" {more}/>'


def simple(
    pages: Mapping[str, str],
    nav: str = "",
    ncx: str = "",
    metadata: str = "",
    guide: str = "",
    more: Mapping[str, str | bytes] | None = None,
    items: str = "",
) -> bytes:
    """Zip an EPUB of `pages` in this order; `nav` is the list of its contents, `ncx` that of an EPUB 2."""
    files: dict[str, str | bytes] = {f"OEBPS/{name}": content for name, content in pages.items()}
    manifest = "".join(item(name) for name in pages) + items
    if nav:
        manifest += item("nav.xhtml", more='properties="nav"')
        files["OEBPS/nav.xhtml"] = page(nav if "<nav" in nav else f'<nav epub:type="toc">{nav}</nav>')
    if ncx:
        manifest += item("toc.ncx", "application/x-dtbncx+xml")
        space = "http://www.daisy.org/z3986/2005/ncx/"
        files["OEBPS/toc.ncx"] = f'<ncx xmlns="{space}" version="2005-1"><navMap>{ncx}</navMap></ncx>'
    spine = "".join(f'<itemref idref="{name}"/>' for name in pages)
    opf = package(manifest, spine, metadata, guide, "toc.ncx" if ncx else "", "2.0" if ncx else "3.0")
    return epub(opf, {**files, **(more or {})})


def listed(*entries: tuple[str, str] | tuple[str, str, str]) -> str:
    """Return an <ol> of a navigation document: (title, href) or (title, href, list under it)."""
    return "<ol>" + "".join(f"<li>{_label(*each)}</li>" for each in entries) + "</ol>"


def _label(title: str, href: str, under: str = "") -> str:
    return (f'<a href="{href}">{title}</a>' if href else f"<span>{title}</span>") + under


def point(title: str, href: str, under: str = "") -> str:
    """Return a <navPoint> of an NCX."""
    return f'<navPoint><navLabel><text>{title}</text></navLabel><content src="{href}"/>{under}</navPoint>'
