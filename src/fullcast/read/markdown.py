"""Markdown (CommonMark 0.29 with the tables, footnotes and strikethrough of GitHub): through HTML to a Book.

The second look is at the Markdown itself: every paragraph in which nothing is markup but stars and the like must
stand in the HTML, letter by letter and in order. What a paragraph with links, HTML or entities says is taken from the
HTML alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import cmarkgfm  # type: ignore[import-untyped]
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]

from fullcast.errors import InputError
from fullcast.model import Metadata
from fullcast.read import html
from fullcast.read.html import soup
from fullcast.read.source import Readout, Source

_OPTIONS = (
    Options.CMARK_OPT_FOOTNOTES
    | Options.CMARK_OPT_UNSAFE  # HTML in it is read, and soup.py sees to it that it can do no harm
    | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
)
_FIELDS: Mapping[str, str] = {
    "title": "title",
    "language": "language",
    "lang": "language",
    "author": "authors",
    "authors": "authors",
    "creator": "authors",
    "subtitle": "subtitle",
    "publisher": "publisher",
    "date": "date",
    "rights": "rights",
    "copyright": "rights",
    "description": "description",
    "summary": "description",
    "abstract": "description",
    "keywords": "subjects",
    "tags": "subjects",
    "subject": "subjects",
    "subjects": "subjects",
    "identifier": "identifiers",
    "isbn": "identifiers",
    "series": "series",
    "series_index": "position",
    "position": "position",
}
"""A key of the front matter -> the field of the book or its Metadata (Pandoc's names, and those of site builders)."""

_MANY = frozenset(("authors", "subjects", "identifiers"))
_KEY = re.compile(r"([A-Za-z][\w-]{0,40}):(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_LONGEST_FRONT = 200
_TITLE_BLOCK = re.compile(
    r"% (\S[^\n]{0,300})\n(?:%(?: ([^\n]{0,300}))?\n)?(?:%(?: ([^\n]{0,300}))?\n)?(?=\n|$)"
)

_BARE_MARK = re.compile(r"^ {0,3}#{1,3}[ \t]*$", re.MULTILINE)
_RULED = re.compile(r"^([^\n]{30,}[.!?…”\"’*_][ \t]*)\n(?=-{3,}[ \t]*$)", re.MULTILINE)
_NOTE = re.compile(r"\[\^([^\]\s]{1,80})\](:?)")
_GAP = re.compile(rb"\n[ \t]*\n")
_MARKUP = re.compile(rb"[<&\[]|^[ \t>*+-]*(?:\d|```|~~~)|^(?:    |\t)", re.MULTILINE)
_NO_LETTERS = bytes(b for b in range(128) if not chr(b).isalnum())
_TAG = re.compile(r"<(?!/?[A-Za-z][\w-]{0,40}(?:[ \t\n][^<>]{0,400})?/?>|!--)")
_UNREAD = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands between lines of dashes at the beginning; `text` is all of it."""

    text: str = ""
    title: str = ""
    language: str = ""
    metadata: Metadata = Metadata()  # noqa: RUF009


def read(source: Source) -> Readout:
    """Read Markdown into a Book. Raises InputError for what is no text, holds no words, or has HTML that never ends."""
    text, notices = source.text()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    front, body = _parted(text)
    plain, comments = _without_comments(body)
    found = _rendered(body, plain, source)
    left_out = [("front matter", front.text)] if front.text else []
    left_out += [("comments", comment) for comment in comments]
    whole = replace(
        found,
        title=front.title or found.title,
        language=front.language or found.language,
        metadata=front.metadata if front.text else found.metadata,
        words="\n".join((found.words, *(said for _, said in left_out))),
        left_out=(*found.left_out, *left_out),
    )
    return html.book_of(whole, source, notices)


def _rendered(body: str, plain: str, source: Source) -> html.Document:
    """Return the document of Markdown, of which `plain` is what its words are looked for in."""
    made = _made_safe(body)
    lines = ""
    for text, extensions in _ways(made):
        try:
            root = soup.parsed(_html(text, extensions), xml=False)
        except InputError as error:
            raise InputError(error.message, path=source.path, hint=error.hint) from None
        found = html.document(root)
        lines = _missing(plain, found.words)
        if not lines:
            return found
    raise InputError(
        f"has HTML in it that swallows what follows: “{lines}”",
        path=source.path,
        hint="end every tag with >, and close every comment; or save the story as .txt",
    )


def _ways(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what to read, and as what: without tables (GitHub's drop cells that have no header), without stray "<"."""
    yield text, ["table", "strikethrough"]
    yield text, ["strikethrough"]
    stray = _TAG.sub("&lt;", text)
    yield stray, ["tagfilter"]
    yield stray.replace("<", "&lt;"), []


def _html(text: str, extensions: list[str]) -> bytes:
    made: str = cmarkgfm.markdown_to_html_with_extensions(text, options=_OPTIONS, extensions=extensions)
    return made.encode()


# --- what authors mean ----------------------------------------------------------------------------


def _made_safe(body: str) -> str:
    """Return Markdown in which what authors mean is what CommonMark says.

    A line of dashes under a sentence is a scene break and no heading, a lone "#" too (Shunn, manuscript format); a
    footnote that nothing refers to is referred to at the end, since it would be dropped.
    """
    text = _BARE_MARK.sub("***", body) if "\n#" in body or body[:1] == "#" else body
    text = _RULED.sub(r"\1\n\n", text) if "\n---" in text else text
    idle = list(dict.fromkeys(_idle_notes(text))) if "[^" in text else []
    return "\n\n".join((text, *(f"[^{name}]" for name in idle)))


def _idle_notes(text: str) -> Iterator[str]:
    found = _NOTE.findall(text)
    met = {name.casefold() for name, colon in found if not colon}
    yield from (name for name, colon in found if colon and name.casefold() not in met)


# --- the second look ------------------------------------------------------------------------------


def _without_comments(body: str) -> tuple[str, list[str]]:
    """Return the text without comments, and the comments."""
    kept: list[str] = []
    comments: list[str] = []
    ends: dict[str, int] = {}
    at = 0
    while (start := body.find("<", at)) >= 0:
        mark = next(((a, b) for a, b in _UNREAD if body.startswith(a, start)), None)
        kept.append(body[at : start + 1])
        at = start + 1
        if mark:
            end = ends.get(mark[1], 0)
            if 0 <= end < start + len(mark[0]):
                end = ends[mark[1]] = body.find(mark[1], start + len(mark[0]))
            if end >= 0:
                at = end + len(mark[1])
                comments.append(body[start:at])
    return "".join((*kept, body[at:])), comments


def _missing(plain: str, words: str) -> str:
    """Return the beginning of the first paragraph, of those without markup, whose letters are not among the words."""
    there = words.encode("utf-8", "replace").translate(None, _NO_LETTERS)
    at = 0
    for part in _GAP.split(plain.encode("utf-8", "replace")):
        if _MARKUP.search(part):
            continue
        letters = part.translate(None, _NO_LETTERS)
        found = there.find(letters, at)
        if found < 0:
            return " ".join(part.decode("utf-8", "replace").split())[:60]
        at = found + len(letters)
    return ""


# --- front matter ---------------------------------------------------------------------------------


def _parted(text: str) -> tuple[_Front, str]:
    """Part the front matter from the text: "key: value" between lines of dashes, or Pandoc's lines with a per cent."""
    block = _TITLE_BLOCK.match(text)
    if block:
        title, authors, date = (" ".join((said or "").split()) for said in block.groups())
        names = tuple(name.strip() for name in authors.split(";") if name.strip())
        return _Front(block.group(), title, "", Metadata(authors=names, date=date)), text[block.end() :]
    if not text.startswith("---\n"):
        return _Front(), text
    lines = text[4 : 4 + 100 * _LONGEST_FRONT].split("\n", _LONGEST_FRONT)
    end = next((i for i, line in enumerate(lines) if line.rstrip() in ("---", "...")), None)
    if end is None or not any(_KEY.fullmatch(line) for line in lines[:end]):
        return _Front(), text
    size = 4 + sum(len(line) + 1 for line in lines[: end + 1])
    return _front("\n".join(lines[:end]), lines[:end]), text[size:]


def _front(text: str, lines: Iterable[str]) -> _Front:
    found: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        named, item = _KEY.fullmatch(line), _ITEM.fullmatch(line)
        if named:
            key = _FIELDS.get(named.group(1).lower(), "")
            found.setdefault(key, []).extend(_values(named.group(2) or "", many=key in _MANY))
        elif item:
            found.setdefault(key, []).extend(_values(item.group(1), many=False))
    found.pop("", None)
    title, language = (_first(found.pop(key, [])) for key in ("title", "language"))
    fields = {key: tuple(said) if key in _MANY else _first(said) for key, said in found.items()}
    return _Front(text, title, language, Metadata(**fields))  # type: ignore[arg-type]


def _first(said: list[str]) -> str:
    return said[0] if said else ""


def _values(said: str, *, many: bool) -> list[str]:
    """Return what a line gives a key: one value, or some in brackets; without their quotation marks."""
    text = said.strip()
    if many and text.startswith("[") and text.endswith("]"):
        return [value for part in text[1:-1].split(",") for value in _values(part, many=False)]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return [text] if text else []
