"""XML parsed safely: no entity is expanded but the characters HTML names, nothing is fetched, depth and size are bounded.

A document's own DOCTYPE is cut out before it is parsed, and with it every entity it declares ("billion laughs", local
files); in its place stands one that declares the named characters of XHTML 1.0 (W3C, "XHTML 1.0", appendix A.2), since
books write &nbsp; and &eacute; in the belief that somebody reads that DTD. The parser itself (libxml2) refuses more
than 256 levels and text of more than 10 MB.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from html.entities import name2codepoint
from pathlib import Path
from typing import Any

from lxml import etree

from fullcast.errors import InputError

Element = etree._Element

_AGAIN = "get the file again, or open it in the program it comes from and save it anew"

_NAMED = "".join(
    f'<!ENTITY {name} "&#{code};">'
    for name, code in sorted(name2codepoint.items())
    if name not in ("amp", "lt", "gt", "quot")
)
_SAFE: Mapping[str, Any] = {
    "resolve_entities": "internal",  # those of our own DOCTYPE
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{1,40})["']""")
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,400}\?>")
_ENCODINGS = re.compile(
    r"(?:utf[_-]?(?:8|16|32)|us-ascii|ascii|latin|iso[_-]?(?:8859|2022)|windows|cp\d|mac|koi8|gb|big5|shift|sjis|euc)",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,400})|([0-9]{1,400}));?")
_SPACE = re.compile(r"\s*")
_QUOTED_OR_END = re.compile(r"""["'\[\]>]|<!--|<\?""")


def parse(data: bytes, name: str, path: Path | None = None, *, mend: bool = False) -> etree._Element:
    """Return the root of the XML `data`; `name` and `path` tell errors where it comes from.

    `mend` takes what is not well formed as far as it can be understood. Raises InputError for what cannot be parsed.
    """
    text = _bare(decoded(data, name, path, mend=mend))
    if mend:  # where the parser recovers from references to half a character, it keeps the halves
        text = _REFERENCE.sub(_character, text)
    parser = etree.XMLParser(recover=mend, **_SAFE)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unparsed(error, name, path) from None
    if root is None:
        raise InputError("holds no XML", path=path, place=name)
    return root


def decoded(data: bytes, name: str, path: Path | None = None, *, mend: bool = False) -> str:
    """Return XML as text, by its byte-order mark or its declaration, UTF-8 where it has neither (XML 1.0, appendix F).

    `mend` replaces bytes that do not fit. Raises InputError for an encoding that is unknown or does not fit.
    """
    encoding = next((each for mark, each in _MARKS if data.startswith(mark)), "")
    if not encoding:
        said = _DECLARED.match(data.lstrip()[:400])
        encoding = said[1].decode("ascii") if said else "utf-8"
    if not _ENCODINGS.match(encoding):
        encoding = "utf-8" if mend else "unknown"
    try:
        text = data.decode(encoding, "replace" if mend else "strict")
    except LookupError:
        raise InputError("is in an encoding that is not known", path=path, place=name) from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not in {encoding.upper()} as it says: byte {error.start} does not fit", path=path, place=name
        ) from None
    return text.lstrip("\ufeff")


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace, in lower case; "" for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def words(element: etree._Element, most: int = 20_000) -> str:
    """Return the text in an element, in one line, and no more than `most` characters of it."""
    return " ".join("".join(str(part) for part in element.itertext()).split())[:most]


def _bare(text: str) -> str:
    """Return `text` with a DOCTYPE of ours instead of its own, and as many lines."""
    text = _FORBIDDEN.sub(" ", text)
    declared = _DECLARATION.match(text)
    begin = declared.end() if declared else 0
    start, end = _doctype(text, begin)
    lines = "\n" * (text.count("\n", 0, begin) + text.count("\n", start, end))
    return f"<!DOCTYPE x [{_NAMED}{lines}]>{text[begin:start]}{text[end:]}"


def _character(match: re.Match[str]) -> str:
    """Return a reference as it is where it is to a character (XML 1.0, 2.2)."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return "\ufffd" if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else match.group()


def _doctype(text: str, at: int) -> tuple[int, int]:
    """Return where the DOCTYPE of `text` starts and ends; twice the same where it has none."""
    while True:
        at = _after_space(text, at)
        if text.startswith("<!--", at):
            at = _after(text, "-->", at + 4)
        elif text.startswith("<?", at):
            at = _after(text, "?>", at + 2)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            return at, _end_of_doctype(text, at + 9)
        else:
            return at, at


def _end_of_doctype(text: str, at: int) -> int:
    """Return where a DOCTYPE ends: at the first `>` outside quotes, comments and its brackets."""
    inside = 0
    while found := _QUOTED_OR_END.search(text, at):
        at, mark = found.end(), found.group()
        if mark in "\"'":
            at = _after(text, mark, at)
        elif mark == "<!--":
            at = _after(text, "-->", at)
        elif mark == "<?":
            at = _after(text, "?>", at)
        elif mark == ">" and inside <= 0:
            return at
        else:
            inside += {"[": 1, "]": -1}.get(mark, 0)
    return len(text)


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _unparsed(error: Exception, name: str, path: Path | None) -> InputError:
    line = getattr(error, "lineno", None)
    place = f"{name}, line {line}" if line else name
    reason = str(getattr(error, "msg", None) or error).split(", line ", maxsplit=1)[0]
    if "XML_PARSE_HUGE" in reason:  # the parser's own bounds, told in words for programmers
        return InputError(
            "is nested too deeply, or too long in one piece, to be a book",
            path=path,
            place=place,
            hint=_AGAIN,
        )
    return InputError(f"is not well-formed XML: {reason}", path=path, place=place, hint=_AGAIN)
