"""Which form bytes are in, where no name tells."""

from __future__ import annotations

import io
import zipfile

import pytest

from fullcast.read.sniff import sniffed


def zipped(*names: str, mimetype: str = "") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"It was late.", ""),
        (b"", ""),
        (b"<3 is what she wrote.", ""),
        (b"%PDF-1.7\n", ".pdf"),
        (b"<!DOCTYPE HTML>\n<html>", ".html"),
        (b"\xef\xbb\xbf\n<HTML lang=en>", ".html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="x">', ".xhtml"),
        (b'<?xml version="1.0"?><office:document xmlns:office="x">', ".fodt"),
        (b"{\\rtf1\\ansi", ".rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
        (zipped("OEBPS/x.opf", mimetype="application/epub+zip"), ".epub"),
        (zipped("META-INF/container.xml", "content.xml"), ".epub"),
        (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), ".odt"),
        (zipped("[Content_Types].xml", "word/document.xml"), ".docx"),
    ],
)
def test_the_first_bytes_tell(data: bytes, suffix: str) -> None:
    assert sniffed(data) == suffix
