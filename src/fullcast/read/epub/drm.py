"""Whether a book is protected against copying (OCF 3.3, 4.2.6.3.2 and annex A)."""

from __future__ import annotations

from fullcast.errors import InputError
from fullcast.read import xml
from fullcast.read.archive import Archive

_OBFUSCATIONS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_FONTS = (".ttf", ".otf", ".ttc", ".woff", ".woff2", ".dfont", ".pfb", ".eot")
_LICENCES = ("META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl")
_ENCRYPTION = "META-INF/encryption.xml"


def refuse_protected(archive: Archive) -> None:
    """Raise InputError where the book's text is encrypted; obfuscated fonts are nobody's loss."""
    licence = next((name for name in _LICENCES if archive.find(name)), None)
    if licence:
        raise _protected(archive, licence)
    name = archive.find(_ENCRYPTION)
    if name is None:
        return
    try:
        root = xml.parse(archive.read(name), name, archive.path)
    except InputError:
        raise _protected(archive, _ENCRYPTION) from None
    for each in root.iter():
        if xml.local(each) == "encrypteddata" and not _is_font(each):
            raise _protected(archive, _ENCRYPTION)


def _is_font(element: xml.Element) -> bool:
    inside = list(element.iter())
    method = next((e.get("Algorithm") or "" for e in inside if xml.local(e) == "encryptionmethod"), "")
    target = next((e.get("URI") or "" for e in inside if xml.local(e) == "cipherreference"), "")
    return method in _OBFUSCATIONS and target.lower().endswith(_FONTS)


def _protected(archive: Archive, by: str) -> InputError:
    return InputError(
        "is protected against copying (DRM), so that only certain devices can open it",
        path=archive.path,
        place=by,
        hint="ask the shop or the author for a copy without protection, and read that",
    )
