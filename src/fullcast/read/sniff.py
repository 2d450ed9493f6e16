"""Which form a book on standard input is in: its first bytes tell."""

from __future__ import annotations

import re

_HEAD = 4096
_MARKS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", re.DOTALL), ".epub"),
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument", re.DOTALL), ".odt"),
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), ".doc"),
    (re.compile(rb"\{\\rtf"), ".rtf"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE), ".html"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>.*?<html[\s>]", re.DOTALL | re.IGNORECASE), ".xhtml"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>.*?<office:document[\s>]", re.DOTALL), ".fodt"),
)
"""What bytes begin with -> the suffix of their form."""

_ZIP = b"PK\x03\x04"
_ZIPPED = ((b"word/document", ".docx"), (b"META-INF/container.xml", ".epub"), (b"content.xml", ".odt"))
"""What stands somewhere in a zip, among the names of its files -> the suffix."""


def sniffed(data: bytes, zipped: str = ".epub") -> str:
    """Return the suffix of the form that `data` is in; "" for plain text, `zipped` for a zip of no known form."""
    head = data[:_HEAD]
    found = next((suffix for mark, suffix in _MARKS if mark.match(head)), "")
    if not found and data.startswith(_ZIP):
        found = next((suffix for mark, suffix in _ZIPPED if mark in data), zipped)
    return found
