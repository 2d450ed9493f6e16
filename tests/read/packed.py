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
