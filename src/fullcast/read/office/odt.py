"""OpenDocument text (ODF 1.3, part 3): .odt, a zip of XML, and .fodt, the same in one file.

The document is made into a tree of HTML, element by element, which `html.document` reads: what a paragraph, a note or a
language is, a table below says. It is done here since no library that reads OpenDocument is kept well enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from fullcast.errors import InputError
from fullcast.model import Metadata
from fullcast.read import archive, html, xml
from fullcast.read.office import manuscript
from fullcast.read.source import Readout, Source

_SPACES: Mapping[str, str] = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:oasis:names:tc:opendocument:xmlns:form:1.0": "form",
    "urn:oasis:names:tc:opendocument:xmlns:script:1.0": "script",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1998/Math/MathML": "math",
}

_LEFT_OUT: Mapping[str, str] = {
    "text:tracked-changes": "deleted",
    "office:annotation": "comments",
    "office:forms": "forms",
    "form:form": "forms",
    "text:script": "scripts",
    "office:scripts": "scripts",
    "office:event-listeners": "scripts",
    "office:binary-data": "pictures",
    "math:math": "formulas",
    "text:page-number": "page numbers",
    "text:page-count": "page numbers",
    "text:page-continuation": "page numbers",
    "text:page-variable-get": "page numbers",
    "text:hidden-text": "hidden",
    "text:hidden-paragraph": "hidden",
    "table:covered-table-cell": "hidden",
    "text:ruby-text": "ruby",
    "text:table-of-content-source": "templates",
    "text:illustration-index-source": "templates",
    "text:table-index-source": "templates",
    "text:object-index-source": "templates",
    "text:user-index-source": "templates",
    "text:alphabetical-index-source": "templates",
    "text:bibliography-source": "templates",
}
"""Element -> why what is in it is not read."""

_ALIKE: Mapping[str, str] = {
    "text:list": "ul",
    "text:list-item": "li",
    "text:list-header": "li",
    "table:table": "table",
    "table:table-row": "tr",
    "table:table-cell": "td",
}
"""Element -> the element of HTML that is the same."""

_SORTS: Mapping[str, str] = {
    "text:table-of-content": "toc",
    "text:illustration-index": "loi",
    "text:table-index": "lot",
    "text:alphabetical-index": "index",
    "text:bibliography": "bibliography",
}
"""Element -> what part of the book it is (EPUB Structural Semantics)."""

_STYLES: Mapping[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "quotations": "blockquote",
    "quote": "blockquote",
    "intense quote": "blockquote",
    "block text": "blockquote",
    "horizontal line": "hr",
    **{f"heading {level}": f"h{level}" for level in range(1, 7)},
    **{f"heading {level}": "h6" for level in range(7, 11)},
}
"""Name of a paragraph style, its own or of one it comes from -> element, or "title" and "subtitle"."""


_PLACE = re.compile(r"%(\d)%")


def read(source: Source) -> Readout:
    """Read an OpenDocument text into a Book.

    Raises InputError for what is damaged, encrypted, or holds no text.
    """
    parts = _parts(source)
    text = parts.content.find("{*}body/{*}text")
    if text is None:
        raise InputError(
            "is no text: it holds a table, slides or a drawing",
            path=source.path,
            hint="save its text as .odt, and read that",
        )
    made = _Tree(_Styles((parts.content, parts.styles)))
    try:
        root = made.page(text)
    except RecursionError:
        raise InputError("is nested too deeply to be a book", path=source.path) from None
    found = html.document(root)
    metadata, said = _metadata(parts.meta)
    unread = _unread(made.alts, [text for _, text in found.added])
    told = replace(
        found,
        title=made.title or said["title"] or made.looks,
        language=found.language or said["language"],
        metadata=metadata,
        words=_words(text),
        left_out=(*made.left_out, *found.left_out, *(("alt text", alt) for alt in unread)),
        added=tuple(made.added),  # descriptions of pictures are words of the document here
    )
    return html.book_of(told, source, parts.notices)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The files of a document: all of them the same one where it is flat."""

    content: Any
    styles: Any
    meta: Any
    notices: tuple[str, ...] = ()


def _parts(source: Source) -> _Parts:
    if not source.data.startswith(b"PK"):
        flat = xml.parse(source.data, source.name, source.path)
        return _Parts(flat, flat, flat)
    box = archive.open(source)
    manifest = box.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in box else b""
    if "encrypted-package" in box or b"encryption-data" in manifest:
        hint = "open it in LibreOffice and save it without a password"
        raise InputError("is locked with a password", path=source.path, hint=hint)
    empty = etree.Element("none")

    def part(name: str) -> Any:
        return xml.parse(box.read(name), name, source.path) if name in box else empty

    content = xml.parse(box.read("content.xml"), "content.xml", source.path)
    return _Parts(content, part("styles.xml"), part("meta.xml"), box.notices)


def _words(text: Any) -> str:
    """Return all text there is, but pictures written as letters."""
    found = [text.text or ""]
    for node in text.iterdescendants():
        if not node.tag.endswith("}binary-data"):
            found.append(node.text or "")
        found.append(node.tail or "")
    return " ".join(found)


def _unread(alts: Sequence[str], read: Sequence[str]) -> Iterator[str]:
    """Yield the descriptions of pictures that were not read."""
    counted = Counter(_letters(text) for text in read)
    for text in alts:
        if counted[_letters(text)] > 0:
            counted[_letters(text)] -= 1
        else:
            yield text


def _letters(text: str) -> str:
    return "".join(ch for ch in text if ch.isalnum())


def _metadata(root: Any) -> tuple[Metadata, Mapping[str, str]]:
    """Return what the document says of itself (ODF 1.3, 4.3): who began it is its author, not who saved it last."""
    told: dict[str, list[str]] = {}
    for node in root.iter():
        value = " ".join((node.text or "").split())
        if value and len(node) == 0:
            told.setdefault(_name(node), []).append(value)

    def first(*names: str) -> str:
        return next((told[name][0] for name in names if name in told), "")

    author = first("meta:initial-creator", "dc:creator")
    metadata = Metadata(
        authors=(author,) if author else (),
        publisher=first("dc:publisher"),
        date=first("meta:creation-date", "dc:date")[:10],
        description=first("dc:description"),
        subjects=(*told.get("dc:subject", ()), *told.get("meta:keyword", ())),
        rights=first("dc:rights"),
    )
    return metadata, {"title": first("dc:title"), "language": first("dc:language")}


def _name(node: Any) -> str:
    """Return an element's name with the prefix that ODF gives its namespace."""
    space, _, name = node.tag[1:].rpartition("}")
    return f"{_SPACES.get(space, '')}:{name}"


def _attributes(node: Any) -> dict[str, str]:
    found = {}
    for key, value in node.items():
        space, _, name = key[1:].rpartition("}")
        found[f"{_SPACES.get(space, '')}:{name}"] = value
    return found


# --- styles ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style does, as far as it is heard; None and "" where it does not say."""

    tag: str = ""
    italic: bool | None = None
    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    language: str = ""


class _Styles:
    """The styles of a document, each with what it has from those it comes from (ODF 1.3, 16.2)."""

    def __init__(self, roots: tuple[Any, ...]) -> None:
        self.nodes: dict[tuple[str, str], Any] = {}
        self.looks: dict[tuple[str, str], _Look] = {}
        self.language = ""
        self.outline: dict[int, str] = {}  # level of headings -> what is written before them
        self.forms: dict[int, str] = {}
        for node in (node for root in roots for node in root.iter("{*}outline-level-style")):
            has = _attributes(node)
            at = _level(has.get("text:level", "1"))
            if has.get("style:num-format"):
                own = has.get("style:num-prefix", "") + f"%{at}" + has.get("style:num-suffix", "")
                self.outline[at] = _PLACE.sub(r"%\1", has.get("style:num-list-format", "")) or own
                self.forms[at] = has["style:num-format"]
        for root in reversed(roots):
            for node in root.iter("{*}style", "{*}default-style"):
                has = _attributes(node)
                if _name(node) == "style:style":
                    self.nodes[has.get("style:family", ""), has.get("style:name", "")] = node
                elif has.get("style:family") == "paragraph":
                    self.language = _look(node).language or self.language

    def look(self, family: str, name: str) -> _Look:
        """Return what the style `name` does."""
        key = (family, name)
        if key not in self.looks:
            chain, at = [], key
            while at in self.nodes and at not in chain:
                chain.append(at)
                at = (family, _attributes(self.nodes[at]).get("style:parent-style-name", ""))
            made = _Look(_STYLES.get(_plain(at[1]), ""))
            for each in reversed(chain):
                made = _over(made, _look(self.nodes[each]))
            self.looks[key] = made
        return self.looks[key]


def _look(node: Any) -> _Look:
    has = _attributes(node)
    text, paragraph = _Look(), _Look()
    for child in node:
        told = _attributes(child)
        if _name(child) == "style:text-properties":
            text = _look_of_text(told)
        elif _name(child) == "style:paragraph-properties" and "fo:text-align" in told:
            paragraph = _Look(centred=told["fo:text-align"] == "center")
    level = has.get("style:default-outline-level", "")
    names = (_plain(has.get(key, "")) for key in ("style:name", "style:display-name"))
    tag = f"h{_level(level)}" if level.strip("0") else ""
    named = next((_STYLES[name] for name in names if name in _STYLES), tag)
    return replace(_over(text, paragraph), tag=named)


def _level(level: str) -> int:
    """Return the level of a heading in HTML, which has six; the first where it is not told well."""
    return min(max(int(level), 1), 6) if level.isdecimal() and len(level) < 4 else 1


def _look_of_text(told: Mapping[str, str]) -> _Look:
    language, country = told.get("fo:language", ""), told.get("fo:country", "")
    known = language not in ("", "none", "zxx", "und")
    weight = told.get("fo:font-weight")
    slant, line = told.get("fo:font-style"), told.get("style:text-line-through-style")
    return _Look(
        italic=None if slant is None else slant in ("italic", "oblique"),
        bold=None if weight is None else weight in ("bold", "600", "700", "800", "900"),
        struck=None if line is None else line != "none",
        hidden=None if "text:display" not in told else told["text:display"] == "none",
        language="" if not known else language if country in ("", "none") else f"{language}-{country}",
    )


def _over(under: _Look, look: _Look) -> _Look:
    """Return `under` with what `look` says itself."""

    def either(one: bool | None, two: bool | None) -> bool | None:
        return two if one is None else one

    return _Look(
        look.tag or under.tag,
        either(look.italic, under.italic),
        either(look.bold, under.bold),
        either(look.struck, under.struck),
        either(look.hidden, under.hidden),
        either(look.centred, under.centred),
        look.language or under.language,
    )


def _plain(name: str) -> str:
    """Return a style's name as people read it: "Heading_20_1" is "heading 1"."""
    return name.replace("_20_", " ").strip().lower()


# --- the tree --------------------------------------------------------------------------------------------


class _Tree:
    """Makes a tree of HTML; what floats (frames, text boxes) comes after the paragraph it is anchored in."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.language = styles.language
        self.left_out: list[tuple[str, str]] = []
        self.added: list[tuple[str, str]] = []
        self.counts: Counter[int] = Counter()
        self.alts: list[str] = []
        self.title = ""
        self.looks = ""
        self.floating: list[Any] = []
        self.notes: list[Any] = []
        self.in_note = False
        self.place: tuple[Any, Any] = (None, None)
        self.waiting: list[str] = []  # text is put into the tree in one piece
        self.spoken: Counter[str] = Counter()
        self.speaker: Any = None  # the element that says what language the words are in
        self.speakers: set[Any] = set()

    def page(self, text: Any) -> Any:
        """Return the page that the body of a document makes."""
        root = etree.Element("html")
        body = etree.SubElement(root, "body")
        self._inside(text, body)
        self._flush()
        body.extend(self.floating)
        self.looks = manuscript.finished(root)
        body.extend(self.notes)
        for node in root.iter():
            if not node.get("lang", "") or node not in self.speakers:
                node.attrib.pop("lang", "")
        root.set("lang", self.spoken.most_common(1)[0][0] if self.spoken else "")
        return root

    def _put(self, node: Any, parent: Any) -> None:
        """Append what `node` is to `parent`."""
        name = _name(node)
        if name in _LEFT_OUT:
            self._leave(_LEFT_OUT[name], node)
        elif name in _PUT:
            _PUT[name](self, node, parent)
        elif name in _ALIKE:
            self._inside(node, etree.SubElement(parent, _ALIKE[name]))
        elif name in _SORTS:
            self._inside(node, etree.SubElement(parent, "section", {manuscript.TYPE: _SORTS[name]}))
        elif name.startswith("draw:") and name not in _THROUGH:
            self._drawing(node, parent)
        else:
            self._inside(node, parent)

    def _inside(self, node: Any, parent: Any) -> None:
        self._text(node.text, parent)
        for child in node:
            self._put(child, parent)
            self._text(child.tail, parent)

    def _text(self, text: str | None, parent: Any) -> None:
        if not text:
            return
        if not text.isspace():
            self.spoken[self.language] += len(text)
            self.speakers.add(self.speaker)
        place = parent, parent[-1] if len(parent) else None
        if place != self.place:
            self._flush()
            self.place = place
        self.waiting.append(text)

    def _flush(self) -> None:
        """Put the text that is waiting where it belongs."""
        parent, before = self.place
        text = "".join(self.waiting)
        if text and before is not None:
            before.tail = (before.tail or "") + text
        elif text:
            parent.text = (parent.text or "") + text
        self.place, self.waiting = (None, None), []

    def _leave(self, reason: str, node: Any) -> None:
        text = " ".join(node.itertext())
        if text.strip() and reason != "pictures":
            self.left_out.append((reason, text))

    def _paragraph(self, node: Any, parent: Any) -> None:
        has = _attributes(node)
        look = self.styles.look("paragraph", has.get("text:style-name", ""))
        if look.hidden:
            self._leave("hidden", node)
            return
        tag = look.tag or "p"
        if tag == "hr" and "".join(node.itertext()).strip():
            tag = "p"
        if _name(node) == "text:h" and not tag.startswith("h"):
            tag = f"h{_level(has.get('text:outline-level', '1'))}"
        if _name(node) == "text:h" and has.get("text:is-list-header") != "true":
            self._label(_level(has.get("text:outline-level", "1")), tag, parent)
        around, self.floating = self.floating, []
        made: Any = etree.SubElement(parent, _TITLES.get(tag, tag))
        self._dressed(node, made, look)
        if tag in _TITLES:
            made.set("class", manuscript.TITLE)
        elif look.centred and tag == "p":
            made.set("class", manuscript.CENTRED)
        self._flush()
        if tag == "title" and not self.title:
            self.title = " ".join("".join(made.itertext()).split())
        parent.extend(self.floating)
        self.floating = around

    def _label(self, at: int, tag: str, parent: Any) -> None:
        """Let a heading of level `at` count, and put before it what the outline says of it ("Chapter 4")."""
        self.counts[at] += 1
        for deeper in range(at + 1, 7):
            del self.counts[deeper]
        pattern, forms = self.styles.outline.get(at, ""), self.styles.forms
        shown = [(max(1, self.counts[each]), forms.get(each, "1")) for each in range(1, at + 1)]
        said = manuscript.label(pattern, shown)
        if said:
            etree.SubElement(parent, _TITLES.get(tag, tag)).text = said
            self.added.append(("numbers of headings", said))

    def _span(self, node: Any, parent: Any) -> None:
        look = self.styles.look("text", _attributes(node).get("text:style-name", ""))
        if look.hidden:
            self._leave("hidden", node)
            return
        self._dressed(node, etree.SubElement(parent, "span"), look)

    def _dressed(self, node: Any, made: Any, look: _Look) -> None:
        """Put what is in `node` into `made`, in the language, the slant and the weight of its style."""
        before = self.language, self.speaker
        if look.language or self.speaker is None:
            self.language, self.speaker = look.language or self.language, made
            made.set("lang", self.language)
        if look.italic:
            made.set("style", "font-style: italic")
        inner = etree.SubElement(made, "s") if look.struck else made
        inner = etree.SubElement(inner, "b") if look.bold else inner
        self._inside(node, inner)
        self.language, self.speaker = before

    def _space(self, node: Any, parent: Any) -> None:
        self._text(" ", parent)
        self._inside(node, parent)

    def _line(self, node: Any, parent: Any) -> None:
        etree.SubElement(parent, "br")
        self._inside(node, parent)

    def _section(self, node: Any, parent: Any) -> None:
        has = _attributes(node)
        if has.get("text:display") == "none" or has.get("text:is-hidden") == "true":
            self._leave("hidden", node)
        else:
            self._inside(node, parent)

    def _note(self, node: Any, parent: Any) -> None:
        """Put a note's number where it stands, and its text at the end of the page; one in a note is part of that."""
        if self.in_note or node.find("{*}note-body") is None:
            self._inside(node, parent)
            return
        self.in_note = True
        key = f"note{len(self.notes) + 1}"
        mark = etree.SubElement(parent, "a", {manuscript.TYPE: "noteref", "href": f"#{key}"})
        body = etree.Element("aside", {manuscript.TYPE: "footnote", "id": key})
        self.notes.append(body)
        around, self.floating = self.floating, []
        self._text(node.text, mark)
        for child in node:
            self._inside(child, body if _name(child) == "text:note-body" else mark)
            self._text(child.tail, mark)
        self.in_note = False
        body.extend(self.floating)
        self.floating = around

    def _drawing(self, node: Any, parent: Any) -> None:
        """Let a drawing float: its words, or what describes it where it has none."""
        box: Any = etree.Element("div")
        around, self.floating = self.floating, []
        told: list[tuple[bool, str]] = []
        self._text(node.text, box)
        for child in node:
            name = _name(child)
            if name in ("svg:title", "svg:desc"):
                told.append((name == "svg:desc", " ".join("".join(child.itertext()).split())))
            else:
                self._put(child, box)
            self._text(child.tail, box)
        box.extend(self.floating)
        self.floating = around
        self._flush()
        alts = [text for _, text in sorted(told) if text]
        self.alts += alts
        if "".join(box.itertext()).strip():
            for picture in list(box.iter("img")):
                picture.set("alt", "")
        elif alts:
            etree.SubElement(box, "img", {"alt": alts[0]})
        self.floating.append(box)


_PUT: Mapping[str, Callable[[_Tree, Any, Any], None]] = {
    "text:p": _Tree._paragraph,
    "text:h": _Tree._paragraph,
    "text:span": _Tree._span,
    "text:s": _Tree._space,
    "text:tab": _Tree._space,
    "text:line-break": _Tree._line,
    "text:section": _Tree._section,
    "text:note": _Tree._note,
}
"""Element -> what becomes of it. To add one, add a row."""

_TITLES = {"title": "h1", "subtitle": "h6"}
"""The titles of a book -> their elements: a subtitle is no heading on which the chapters could stand."""

_THROUGH = frozenset("draw:image draw:text-box draw:a draw:object draw:object-ole draw:plugin".split())
"""Parts of a drawing, which are none by themselves."""
