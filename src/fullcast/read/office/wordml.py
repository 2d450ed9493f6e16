"""A Word document laid bare (ECMA-376, WordprocessingML): nothing but what is read, and each thing named for what it is.

mammoth drops what it has no element for, and goes by the names of styles. So what is deleted, hidden or only asked for
is taken out here, boxes and wrappers are opened, and every paragraph gets a style that says what it is ("heading1",
"quote"), whatever its own is called.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from mammoth.docx.dingbats import dingbats

from fullcast.read import xml
from fullcast.read.office import manuscript

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DESCRIBED_BY_MACHINE = ("automatically generated", "generated automatically", "AI-generated")

_STYLES: Mapping[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "quotations": "quote",
    "caption": "caption",
    "toc heading": "contents",
    "table of contents": "contents",
    **{f"toc {level}": "contents" for level in range(1, 10)},
    "table of figures": "figures",
    "index heading": "index",
    **{f"index {level}": "index" for level in range(1, 10)},
    "bibliography": "bibliography",
    **{f"heading {level}": f"heading{min(level, 6)}" for level in range(1, 10)},
}
"""Name of a paragraph style, the same in every language of Word (ECMA-376, 17.7.4.9) -> what the paragraph is."""


# --- what is written -------------------------------------------------------------------------------------


def written(root: Any) -> Iterator[str]:
    """Yield all that is written in `root`, each thing once, and nothing that is deleted."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        name = xml.local(node)
        if name == "t":
            yield node.text or ""
        elif name == "sym":
            yield _symbol(node)
        if name == "alternatecontent":
            waiting += _told(node)
        elif not (name.endswith("pr") or _is_gone(node)):
            waiting += reversed(node)


def _told(node: Any) -> list[Any]:
    """Return the way of telling a thing that is read, if any: the newest that has words (part 3, 7.5)."""
    branches = [*node.findall("{*}Choice"), *node.findall("{*}Fallback")]
    return ([each for each in branches if next(each.iter("{*}t", "{*}sym"), None) is not None] or branches)[
        :1
    ]


def _is_gone(node: Any) -> bool:
    """Say whether somebody has deleted a thing, or moved it elsewhere, and Word still remembers (17.13.5)."""
    name = xml.local(node)
    return name in ("del", "movefrom") or (name == "tr" and _has(node, "trPr", "del"))


def _symbol(node: Any) -> str:
    """Return the character of a symbol font (17.3.3.30), "" where nobody knows it."""
    code = get(node, "char")[-4:]
    if not re.fullmatch("[0-9A-Fa-f]{2,4}", code):
        return ""
    font = get(node, "font")
    known = dingbats.get((font, int(code, 16))) or dingbats.get((font, int(code[-2:], 16)))
    return chr(known) if known else ""


# --- elements --------------------------------------------------------------------------------------------


def get(node: Any, name: str) -> str:
    """Return the attribute `name` of whatever namespace, "" for none."""
    return next((v for key, v in node.items() if key.rpartition("}")[2] == name), "")


def find(node: Any, *path: str) -> Any:
    """Return the first element down a path of names, None where there is none."""
    for name in path:
        # Not by iterchildren, which looks for the next one as well, through all the runs of a paragraph.
        end = f"}}{name}"
        node = next((child for child in node if child.tag.endswith(end)), None) if node is not None else None
    return node


def _has(node: Any, *path: str) -> bool:
    """Say whether a property is there and not switched off (17.17.4)."""
    found = find(node, *path)
    return found is not None and get(found, "val") not in ("0", "false", "off", "none")


def _says(node: Any, *path: str) -> bool:
    return find(node, *path) is not None


def _val(node: Any, *path: str) -> str:
    found = find(node, *path)
    return "" if found is None else get(found, "val")


def _word(name: str, *children: Any, val: str = "", text: str = "") -> Any:
    """Make an element of WordprocessingML."""
    made = etree.Element(f"{{{WORD}}}{name}")
    made.extend(children)
    made.text = text or None
    if val:
        made.set(f"{{{WORD}}}val", val)
    return made


def _set(node: Any, properties: str, *wanted: Any) -> None:
    """Give a paragraph or a run only the properties that are `wanted`."""
    for old in node.findall(f"{{*}}{properties}"):
        node.remove(old)
    node.insert(0, _word(properties, *wanted))


def _drop(node: Any, *others: Any) -> None:
    """Put `others` in the place of a node."""
    for other in others:
        node.addprevious(other)
    node.getparent().remove(node)


# --- styles ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style does, as far as it is heard."""

    what: str = ""
    italic: bool = False
    bold: bool = False
    hidden: bool = False
    centred: bool = False
    number: tuple[str, str] = ("", "")  # of which list, on which level of it


class Styles:
    """The styles of a document by their ids, each with what it has from those it is based on (17.7)."""

    def __init__(self, root: Any) -> None:
        self.nodes: dict[str, Any] = {}
        self.looks: dict[str, _Look] = {}
        self.normal = ""
        for node in root.findall("{*}style"):
            self.nodes.setdefault(get(node, "styleId"), node)
            if get(node, "type") == "paragraph" and get(node, "default") in ("1", "true", "on"):
                self.normal = get(node, "styleId")
        self.language = _language(find(root, "docDefaults", "rPrDefault", "rPr"))

    def look(self, name: str) -> _Look:
        """Return what the style `name` does; one that the document does not define may still be known by its id."""
        if name not in self.looks:
            chain: list[str] = []
            at = name
            while at in self.nodes and at not in chain:
                chain.append(at)
                at = _val(self.nodes[at], "basedOn")
            made = _Look(_STYLES.get(re.sub(r"(?<=[a-z])(?=\d)", " ", name.lower()), ""))
            for each in reversed(chain):
                made = self._over(made, self.nodes[each])
            self.looks[name] = made
        return self.looks[name]

    def _over(self, under: _Look, node: Any) -> _Look:
        level = _val(node, "pPr", "outlineLvl")
        named = _STYLES.get(_val(node, "name").lower(), "")
        align = _val(node, "pPr", "jc")
        return _Look(
            named or _outlined(level) or ("" if level else under.what),
            _switched(node, under.italic, "rPr", "i"),
            _switched(node, under.bold, "rPr", "b"),
            _switched(node, under.hidden, "rPr", "vanish"),
            align == "center" if align else under.centred,
            _number(node) or under.number,
        )


def _number(node: Any) -> tuple[str, str] | None:
    """Return the list and the level of it that a paragraph or a style says it has; None where it says nothing."""
    name = _val(node, "pPr", "numPr", "numId")
    return (name, _val(node, "pPr", "numPr", "ilvl") or "0") if name else None


def _switched(node: Any, under: bool, *path: str) -> bool:
    return _has(node, *path) if _says(node, *path) else under


def _outlined(level: str) -> str:
    """Return what a paragraph of an outline level (17.3.1.20) is: 0 is the highest, 9 no heading."""
    return f"heading{min(int(level) + 1, 6)}" if re.fullmatch("[0-8]", level) else ""


def _language(properties: Any) -> str:
    language = _val(properties, "lang") if properties is not None else ""
    return language if re.fullmatch("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}", language) else ""


def _main(language: str) -> str:
    return language.lower().partition("-")[0]


class Numbers:
    """The lists of a document (17.9), which count its paragraphs as they come."""

    def __init__(self, root: Any) -> None:
        self.lists = {get(node, "numId"): _val(node, "abstractNumId") for node in root.findall("{*}num")}
        self.levels = {
            (get(node, "abstractNumId"), get(level, "ilvl")): level
            for node in root.findall("{*}abstractNum")
            for level in node.findall("{*}lvl")
        }
        self.counts: Counter[tuple[str, int]] = Counter()

    def next(self, number: tuple[str, str]) -> str:
        """Count a paragraph, and return its label, if that has words ("Chapter 4")."""
        name, level = self.lists.get(number[0], ""), number[1]
        if (name, level) not in self.levels or level not in _LEVELS:
            return ""
        self.counts[name, int(level)] += 1
        for deeper in range(int(level) + 1, len(_LEVELS)):
            del self.counts[name, deeper]
        shown = [self._shown(name, each) for each in range(int(level) + 1)]
        return manuscript.label(_val(self.levels[name, level], "lvlText"), shown)

    def _shown(self, name: str, level: int) -> tuple[int, str]:
        node = self.levels.get((name, str(level)), _word("lvl"))
        start = _val(node, "start")
        first = int(start) if re.fullmatch("[0-9]{1,4}", start) else 1
        return first - 1 + max(1, self.counts[name, level]), _FORMS.get(_val(node, "numFmt"), "1")


_LEVELS = "012345678"
_FORMS = {"upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a"}


# --- what mammoth is given -------------------------------------------------------------------------------

_LEAVES: Mapping[str, str] = {
    name.lower(): name
    for name in ("t", "tab", "br", "noBreakHyphen", "softHyphen", "footnoteReference", "endnoteReference")
}
"""What stands in a run."""


_WRITTEN = tuple(
    f"{{*}}{name}"
    for name in "p r t sym rt oMath sdt drawing pict object txbxContent AlternateContent".split()
)
"""What has words, and so no place among properties."""


class Bare:
    """Lays a document bare for mammoth.

    Afterwards `title` is the text of its Title, `language` that of most of its words, `languages` those of others, and
    `left_out` what was taken out, and `added` the words of a list ("Chapter 4") that now stand before headings.
    """

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self.styles = styles
        self.numbers = numbers
        self.added: list[tuple[str, str]] = []
        self.left_out: list[tuple[str, str]] = []
        self.title = ""
        self.language = styles.language
        self.languages: set[str] = set()

    def document(self, body: Any, notes: Sequence[Any]) -> bytes:
        """Return a .docx of our own making, all its notes footnotes; the arguments stay as they are."""
        body, *notes = [self._lay_bare(deepcopy(root)) for root in (body, *notes)]
        notes = self._referred(body, notes)
        self._settle_language((body, *notes))
        for root in (body, *notes):
            self._name(root)
        return _packed(body, notes)

    def leave(self, reason: str, *nodes: Any) -> None:
        """Leave out the words in `nodes`."""
        text = " ".join(text for node in nodes for text in written(node))
        if text.strip():
            self.left_out.append((reason, text))

    # --- what is taken out, and what is laid bare

    def _lay_bare(self, root: Any) -> Any:
        """Return `root` with nothing in it but paragraphs, tables, runs, and what stands in these."""
        for node in list(root.iter("{*}AlternateContent")):
            _drop(node, *[each for branch in _told(node) for each in branch])
        for node in [each for each in root.iter() if xml.local(each).endswith("pr")]:
            for inside in list(node.iter(*_WRITTEN)):
                inside.getparent().remove(inside)
        for node in list(root.iter()):
            if _stands_in(root, node):
                self._simplify(node)
        for node in list(root.iter("{*}txbxContent")):
            _float(node, list(node))
        for node in list(root.iter("{*}r")):
            if _stands_in(root, node) and self._is_hidden(node):
                self.leave("hidden", node)
                node.getparent().remove(node)
        for node in list(root.iter("{*}drawing", "{*}pict", "{*}object")):
            if _stands_in(root, node):
                self._picture(node)
        made = _rebuilt(root)
        for paragraph in reversed(list(made.iter("{*}p"))):  # from the last, so that each run moves but once
            _join_next(paragraph)
        return made

    def _simplify(self, node: Any) -> None:
        name, parent = xml.local(node), node.getparent()
        if _is_gone(node):
            if not xml.local(parent).endswith("pr"):  # there it says that the paragraph's end is deleted
                parent.remove(node)
        elif name == "sdt":
            self._form(node)
        elif name == "rt":
            self.leave("ruby", node)
            parent.remove(node)
        elif name == "omath":
            _drop(node, _word("r", _word("t", text="".join(written(node)))))
        elif name == "sym":
            _drop(node, _word("t", *node, text=_symbol(node)))
        elif name == "ptab" or (name == "br" and get(node, "type") in ("page", "column")):
            _drop(node, _word("tab", *node))
        elif name == "cr":
            _drop(node, _word("br", *node))

    def _form(self, node: Any) -> None:
        """Leave out what a form only asks for, and say what is the contents."""
        if _has(node, "sdtPr", "showingPlcHdr"):
            self.leave("placeholders", node)
            node.getparent().remove(node)
        elif _val(node, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents":
            for paragraph in node.iter("{*}p"):
                paragraph.set(_WHAT, "contents")

    def _picture(self, node: Any) -> None:
        """Put what describes a picture in a paragraph below, where it has no caption."""
        self.leave("drawings", node)
        told = [get(each, "descr") or get(each, "title") for each in node.iter("{*}docPr")]
        told += [get(each, "alt") for each in node.iter("{*}shape")]
        alts = [" ".join(text.split()) for text in told if text.strip()]
        if any(get(each, "val") == "1" for each in node.iter("{*}decorative")):
            alts = []
        line = any(get(each, "hr") in ("t", "true") for each in node.iter("{*}rect"))
        if alts and not any(sign in alts[0] for sign in _DESCRIBED_BY_MACHINE) and not self._captioned(node):
            _float(node, [_paragraph("figure", alts[0])])
        elif line:
            _float(node, [_paragraph("break")])
        node.getparent().remove(node)

    def _captioned(self, node: Any) -> bool:
        host = _host(node)
        near = [] if host is None else [host.getnext(), host.getprevious()]
        return any(each is not None and self._look(each).what == "caption" for each in near)

    def _look(self, paragraph: Any) -> _Look:
        return self.styles.look(_val(paragraph, "pPr", "pStyle") or self.styles.normal)

    def _is_hidden(self, run: Any) -> bool:
        host = _host(run)
        around = host is not None and self._look(host).hidden
        return _switched(run, around or self.styles.look(_val(run, "rPr", "rStyle")).hidden, "rPr", "vanish")

    # --- notes and languages

    def _referred(self, body: Any, notes: list[Any]) -> list[Any]:
        """Return the notes in the order of their marks, which are numbered anew; others are left out."""
        known = {(xml.local(note), get(note, "id")): note for note in notes}
        found: list[Any] = []
        for mark in list(body.iter("{*}footnoteReference", "{*}endnoteReference")):
            note = known.pop((xml.local(mark).removesuffix("reference"), get(mark, "id")), None)
            made = _word("footnoteReference")
            if note is not None:
                found.append(note)
                made.set(f"{{{WORD}}}id", str(len(found)))
            _drop(mark, *([made] if note is not None else []))
        marked = set(found)
        self.leave("notes without a mark", *(note for note in notes if note not in marked))
        for mark in [m for note in found for m in note.iter("{*}footnoteReference", "{*}endnoteReference")]:
            mark.getparent().remove(mark)
        return found

    def _settle_language(self, roots: Sequence[Any]) -> None:
        """Find out what language most of the document is in."""
        spoken: Counter[str] = Counter()
        for root in roots:
            for run in root.iter("{*}r"):
                spoken[self._spoken(run)] += sum(len(text.text or "") for text in run.iterchildren("{*}t"))
        del spoken[""]
        most = [language for language, _ in spoken.most_common(_LANGUAGES)]
        self.language = most[0] if most else self.language
        self.languages = {each for each in most if _main(each) != _main(self.language)}

    def _spoken(self, run: Any) -> str:
        return _language(find(run, "rPr")) or self.styles.language

    # --- names

    def _name(self, root: Any) -> None:
        """Give every paragraph the style that says what it is, every run what is heard of its own."""
        for paragraph in list(root.iter("{*}p")):
            look = self._look(paragraph)
            what = self._what(paragraph, look)
            if what == "title" and not self.title:
                self.title = " ".join("".join(written(paragraph)).split())
            self._label(paragraph, look)
            for run in paragraph.iter("{*}r"):
                self._name_run(run, look)
            _set(paragraph, "pPr", *([_word("pStyle", val=what)] if what else []))

    def _label(self, paragraph: Any, look: _Look) -> None:
        """Put before a heading what its list says."""
        said = self.numbers.next(_number(paragraph) or look.number)
        level = _outlined(_val(paragraph, "pPr", "outlineLvl")) or look.what
        if said and level.startswith("heading"):
            paragraph.addprevious(
                _word("p", _word("pPr", _word("pStyle", val=level)), _word("r", _word("t", text=said)))
            )
            self.added.append(("numbers of headings", said))

    def _what(self, paragraph: Any, look: _Look) -> str:
        number = (_number(paragraph) or look.number)[0]
        align = _val(paragraph, "pPr", "jc")
        told = str(paragraph.get(_WHAT, ""))
        if not any(text.strip() for text in written(paragraph)):
            return "break" if _says(paragraph, "pPr", "pBdr") or told == "break" else ""
        if told:
            return told
        what = _outlined(_val(paragraph, "pPr", "outlineLvl")) or look.what
        if what:
            return what
        if number not in ("", "0"):
            return "item"
        return "centred" if (align == "center" if align else look.centred) else ""

    def _name_run(self, run: Any, around: _Look) -> None:
        own = self.styles.look(_val(run, "rPr", "rStyle"))
        wanted = []
        if _switched(run, own.bold or around.bold, "rPr", "b"):
            wanted.append(_word("b"))
        if _switched(run, own.italic or around.italic, "rPr", "i"):
            wanted.append(_word("i"))
        if _has(run, "rPr", "strike") or _has(run, "rPr", "dstrike"):
            wanted.append(_word("strike"))
        if _val(run, "rPr", "vertAlign") in ("superscript", "subscript"):
            wanted.append(_word("vertAlign", val=_val(run, "rPr", "vertAlign")))
        language = self._spoken(run)
        if language in self.languages:
            wanted.append(_word("highlight", val=language))  # the one property whose value mammoth hands on
        _set(run, "rPr", *wanted)


_LANGUAGES = 20
"""Most languages of a document that are told apart."""

_WHAT = "what"
"""The attribute that says what a paragraph is where no style of the document does."""


def is_note(node: Any) -> bool:
    """Say whether a node is a foot- or endnote, and not the line above them (17.11.23)."""
    return xml.local(node) in ("footnote", "endnote") and get(node, "type") in ("", "normal")


def _paragraph(what: str, text: str = "") -> Any:
    made = _word("p", _word("r", _word("t", text=text)))
    made.set(_WHAT, what)
    return made


def _host(node: Any) -> Any:
    """Return the paragraph around a node, None where there is none."""
    return next(node.iterancestors("{*}p"), None)


def _stands_in(root: Any, node: Any) -> bool:
    """Say whether a node is still in the tree."""
    return any(each is root for each in node.iterancestors())


def _float(node: Any, what: list[Any]) -> None:
    """Put blocks behind the paragraph that a node is in."""
    host = _host(node)
    if host is None:
        host = node
    for each in reversed(what):
        host.addnext(each)


def _join_next(paragraph: Any) -> None:
    """Put the words of a paragraph before those of the next: of a big first letter, or one whose end is deleted."""
    drop = any(get(each, "dropCap") in ("drop", "margin") for each in paragraph.findall("{*}pPr/{*}framePr"))
    below = paragraph.getnext()
    if below is None or below.tag != paragraph.tag or below.get(_WHAT) in ("figure", "break"):
        return
    if not (drop or _says(paragraph, "pPr", "rPr", "del")):
        return
    at = 1 if _says(below, "pPr") else 0
    below[at:at] = paragraph.findall("{*}r")
    paragraph.getparent().remove(paragraph)


def _rebuilt(root: Any) -> Any:
    """Return a tree like `root` of nothing but what mammoth reads, wherever that stood."""
    made = etree.Element(root.tag, dict(root.attrib))
    _blocks(root, made, None, None)
    return made


def _blocks(nodes: Iterable[Any], blocks: Any, paragraph: Any, run: Any) -> None:
    """Append what `nodes` are to `blocks`; words go to `paragraph`, or one of their own, with the looks of `run`."""
    loose = paragraph is None
    for node in nodes:
        name = xml.local(node)
        if name == "p":
            _blocks(node, blocks, _block(blocks, node), None)
        elif name == "tbl":
            _grid(node, etree.SubElement(blocks, _word("tbl").tag), blocks, "tr")
        elif name in _LEAVES:
            paragraph = _block(blocks) if paragraph is None else paragraph
            paragraph.append(_word("r", *_looks(run), _leaf(node, name)))
            _blocks(node, blocks, paragraph, run)
        elif not name.endswith("pr"):
            _blocks(node, blocks, paragraph, node if name == "r" else run)
        if loose and name in ("p", "tbl"):
            paragraph = None


def _block(blocks: Any, like: Any = None) -> Any:
    """Append a paragraph with the properties of another one."""
    made = _word("p")
    if like is not None:
        made.extend(deepcopy(each) for each in like.findall("{*}pPr")[:1])
        made.set(_WHAT, like.get(_WHAT, ""))
    blocks.append(made)
    return made


def _looks(run: Any) -> list[Any]:
    return [] if run is None else [deepcopy(each) for each in run.findall("{*}rPr")[:1]]


def _leaf(node: Any, name: str) -> Any:
    made = _word(_LEAVES[name], text=(node.text or "") if name == "t" else "")
    made.set("id", get(node, "id"))
    return made


def _grid(nodes: Iterable[Any], made: Any, blocks: Any, part: str) -> None:
    """Append the rows ("tr") in `nodes` to a table, or the cells ("tc") to a row; what is neither comes after the table."""
    for node in nodes:
        name = xml.local(node)
        if name == part:
            each = etree.SubElement(made, _word(part).tag)
            _grid(node, each, blocks, "tc") if part == "tr" else _blocks(node, each, None, None)
        elif name in ("p", "tbl", "r") or name in _LEAVES:
            _blocks([node], blocks, None, None)
        elif not name.endswith("pr"):
            _grid(node, made, blocks, part)


def _packed(body: Any, notes: list[Any]) -> bytes:
    made = _word("footnotes")
    for number, note in enumerate(notes, 1):
        each = _word("footnote", *note)
        each.set(f"{{{WORD}}}id", str(number))
        made.append(each)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", etree.tostring(_word("document", _word("body", *body))))
        packed.writestr("word/footnotes.xml", etree.tostring(made))
    return out.getvalue()
