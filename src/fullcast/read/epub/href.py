"""Where a link inside an archive leads."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from fullcast.read.archive import Archive

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:")


def linked(archive: Archive, base: str, href: str) -> str | None:
    """Return what `href` in the file `base` means: "file", or "file#id"; None where it leads out, or to no file.

    Climbing stops at the root of the archive, "/x" stands there too (EPUB 3.3, 4.2.5). What books get wrong is
    understood: backslashes, %-escapes that stand in names or are missing there, the wrong case.
    """
    href = href.strip()
    if not href or _SCHEME.match(href) or href.startswith("//"):
        return None
    link, _, fragment = href.partition("#")
    found = _file(archive, base, link.partition("?")[0]) if link else base
    if found is None:
        return None
    return f"{found}#{unquote(fragment)}" if fragment else found


def _file(archive: Archive, base: str, link: str) -> str | None:
    for spelt in (unquote(link), link):
        path = spelt.replace("\\", "/")
        found = archive.find(posixpath.normpath(f"/{posixpath.dirname(base)}/{path}").lstrip("/"))
        if path.startswith("/"):
            found = archive.find(posixpath.normpath(path).lstrip("/"))
        if found is not None:
            return found
    return None
