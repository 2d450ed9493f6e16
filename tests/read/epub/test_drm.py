"""Books that are protected against copying."""

from __future__ import annotations

import pytest

from fullcast.errors import InputError
from fullcast.read import archive
from fullcast.read.epub.drm import refuse_protected
from fullcast.read.source import Source
from read.packed import zipped


def read(more: dict[str, str]) -> None:
    refuse_protected(archive.open(Source(zipped({"mimetype": "application/epub+zip", **more}), None, "a")))


ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
    '<EncryptionMethod Algorithm="{}"/><CipherData><CipherReference URI="{}"/></CipherData></EncryptedData></encryption>'
)


@pytest.mark.parametrize(
    "algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_obfuscated_fonts_are_nobodys_loss(algorithm: str) -> None:
    read({"META-INF/encryption.xml": ENCRYPTED.format(algorithm, "OEBPS/a.otf")})


@pytest.mark.parametrize(
    "more",
    [
        {
            "META-INF/encryption.xml": ENCRYPTED.format(
                "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/1.xhtml"
            )
        },
        {"META-INF/encryption.xml": ENCRYPTED.format("http://www.idpf.org/2008/embedding", "OEBPS/1.xhtml")},
        {"META-INF/encryption.xml": "garbage"},
        {"META-INF/rights.xml": "<rights/>"},
        {"META-INF/sinf.xml": "<sinf/>"},
    ],
)
def test_protected_books_are_refused(more: dict[str, str]) -> None:
    with pytest.raises(InputError, match="protected against copying") as raised:
        read(more)
    assert raised.value.hint and "without protection" in raised.value.hint
