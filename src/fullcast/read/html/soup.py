"""HTML and XHTML bytes to a tree, safely: no entity of the file's own, no DTD, no network, and no depth without end."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from lxml import etree

from fullcast.errors import InputError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,400}?charset\s*=\s*["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_HEAD = 4096
"""Where a declaration of the encoding may stand; browsers look at the first 1024 bytes."""

_DECLARED = re.compile(r"<\?xml[^>]{0,400}\?>")
_ENTITY = re.compile(r"&(?:#(\d{1,7}|[xX][0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{0,40}));")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EMPTY_TAG = re.compile(r"<([A-Za-z][\w:.-]{0,40})((?:\s[^<>]*)?)/>")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{4000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 300
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_XML_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))


def parsed(data: bytes, *, xml: bool) -> Any:
    """Return the root element of `data`; `xml` asks for XHTML, and broken XHTML is read as HTML.

    Comments and processing instructions are not in it. Entities that the file declares itself stand as written, those
    of HTML as what they stand for. Raises InputError for what holds no element, or is nested without end.
    """
    return tree(unicode(data)[0], xml=xml)


def unicode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return `data` as text, and what had to be guessed: by its mark, its declaration, as UTF-8, as Windows-1252."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _clean(data.decode(name, errors="replace")), ()
    wide = _wide(data[:64])
    if wide:
        return _clean(data.decode(wide, errors="replace")), ()
    for name in (*_declared(data[:_HEAD]), "utf-8"):
        try:
            return _clean(data.decode(name)), ()
        except (UnicodeDecodeError, LookupError):
            continue
    guess = "read as Windows-1252 (Latin-1), since it is not UTF-8; save it as UTF-8 if letters sound wrong"
    return _clean(data.decode("cp1252", errors="replace")), (guess,)


def _wide(head: bytes) -> str:
    """Return which UTF-16 a page without a mark is in, "" for none: the other byte of every tag's letter is zero."""
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) > 3 and zeros.count(0) > 0.7 * len(zeros) and head.count(0) < 0.6 * len(head):
            return name
    return ""


def _declared(head: bytes) -> list[str]:
    """Return the encodings a file says it has; Latin-1 means Windows-1252 (WHATWG Encoding, 4.2)."""
    names = [(a or b).decode("ascii", "replace").lower() for a, b in _CHARSET.findall(head)]
    latin = ("iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii", "windows-1252")
    return [
        "cp1252" if name in latin else name
        for name in names
        if not name.startswith(("utf-8", "utf8", "utf-16"))
    ]


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", text) if _CONTROLS.search(text) else text


def tree(text: str, *, xml: bool) -> Any:
    """As `parsed`, of text."""
    _refuse_crowds(text)
    if not xml:
        return _html(_EMPTY_TAG.sub(_opened, text) if "/>" in text else text)
    plain = _ENTITY.sub(_resolved, _without_doctype(_DECLARED.sub("", text, count=1)))
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(plain.strip().encode(), parser)
    except etree.XMLSyntaxError:
        return _html(_EMPTY_TAG.sub(_opened, plain))


def _refuse_crowds(text: str) -> None:
    """Raise InputError for an element with more attributes than any has: libxml2 compares each with all others."""
    for match in _LONG_TAG.finditer(text):
        if len(_QUOTED.sub("", match.group()).split()) > _MOST_ATTRIBUTES:
            raise InputError(
                f"has an element with more than {_MOST_ATTRIBUTES} attributes: it is no book",
                line=text.count("\n", 0, match.start()) + 1,
            )


def _html(text: str) -> Any:
    # huge_tree allows long text and 2048 levels; HTML knows no entities of the file's own, so nothing can swell.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    text = _ENTITY.sub(_western, text) if "&#" in text else text
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    last = parser.error_log.last_error
    if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        raise InputError(
            "is nested too deeply to be a book", hint="more than 2000 elements lie in each other"
        )
    if root is None:
        raise InputError("holds no text: there is nothing to read")
    return root


def _without_doctype(text: str) -> str:
    """Cut the document type out, and with it all entities a file declares itself."""
    start = text.find("<!DOCTYPE")
    if start < 0 or _ELEMENT.search(text, 0, start):
        return text
    at, depth = start + 9, 0
    while match := _DOCTYPE.search(text, at):
        mark = match.group()
        at = match.end()
        if mark == ">" and not depth:
            return text[:start] + text[at:]
        depth += (mark == "[") - (mark == "]")
        if mark in _CLOSED_BY:
            end = text.find(_CLOSED_BY[mark], at)
            if end < 0:
                return text
            at = end + len(_CLOSED_BY[mark])
    return text


_ELEMENT = re.compile(r"<[A-Za-z]")
_DOCTYPE = re.compile(r"""<!--|["'\[\]>]""")
_CLOSED_BY = {'"': '"', "'": "'", "<!--": "-->"}


def _resolved(match: re.Match[str]) -> str:
    number, name = match.groups()
    if number:
        return _western(match)
    if name in _XML_OWN:
        return match.group()
    found = html5.get(f"{name};")
    return f"&amp;{name};" if found is None else found.replace("&", "&amp;").replace("<", "&lt;")


def _western(match: re.Match[str]) -> str:
    """Return a reference to a control as what Windows-1252 has there, or as a space (HTML 13.2.5.80)."""
    said = match.group(1)
    if not said:
        return match.group()
    number = int(said[1:], 16) if said[0] in "xX" else int(said)
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "replace")
    return " " if _CONTROLS.match(chr(min(number, 0x10FFFF))) else match.group()


def _opened(match: re.Match[str]) -> str:
    """Return "<a id='x'/>" as an element that ends at once: HTML would have it go on, and its author did not."""
    name, rest = match.groups()
    return match.group() if name.lower() in _VOID else f"<{name}{rest}></{name}>"
