"""A tree of HTML to blocks: one walk, element by element, without recursion."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from fullcast.model import Span, SpanKind
from fullcast.read.blocks import Block, BlockKind, Mention
from fullcast.read.html import tags
from fullcast.read.html.flow import UNSEEN, Flow, Open, block_of, is_break, joined, without_idle
from fullcast.read.html.footnotes import Notes

_HIDING = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s{0,9}:\s{0,9}(?:italic|oblique)", re.IGNORECASE)
_PRE = re.compile(r"white-space\s{0,9}:\s{0,9}pre\b", re.IGNORECASE)
_NUMBERED = re.compile(r"mso-list\s{0,9}:\s{0,9}ignore", re.IGNORECASE)
_NO: Mapping[str, str] = {}
_TIME = re.compile(r"\+?(?P<number>\d{0,6}\.?\d{1,6})\s{0,9}(?P<unit>ms|s)")
_LONGEST_BEAT = 20.0
_DEEPEST = 8
"""How many spans may lie in each other; every block cuts them, so that more would let a small file grow large."""

_LONGEST_NUMBER = 20

Close = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Styles:
    """What style sheets say of class names."""

    italic: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sheets: str) -> Styles:
        """Read rules for a class alone (".c", "span.c"); whatever else a sheet says is no matter here."""
        italic, hidden = set(), set()
        for rule in sheets.split("}"):
            selectors, _, body = rule.rpartition("{")
            slanted, hiding = _SLANTED.search(body), _HIDING.search(body)
            if slanted or hiding:
                names = {m.group(1).lower() for m in map(_CLASS.fullmatch, selectors.split(",")) if m}
                italic |= names if slanted else set()
                hidden |= names if hiding else set()
        return cls(frozenset(italic), frozenset(hidden))


_CLASS = re.compile(r"\s*(?:p|div|span|i|em|li|blockquote)?\.([\w-]{1,80})\s*")


@dataclass(slots=True)
class _Figure:
    """Pictures, and whether words under them say what they show."""

    alts: list[str] = field(default_factory=list)
    captioned: bool = False


class Page:
    """Gathers the blocks and notes of a tree; `run` does it, and what it found is in the attributes without "_"."""

    def __init__(self, name: str, language: str, notes: Notes, styles: Styles, *, navigation: bool) -> None:
        self.blocks: list[Block] = []
        self.notes: dict[str, str] = {}
        self.left_out: list[tuple[str, str]] = []
        self.added: list[tuple[str, str]] = []
        self._name = name
        self._marks, self._bodies, self._signs = notes.marks, notes.bodies, notes.signs
        self._styles = styles
        self._navigation = navigation
        self._ends: list[tuple[Close, ...]] = []
        self._clean = False
        # The block that is being made.
        self._flow = Flow()
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._anchors: list[str] = []
        self._sort = ""
        self._pictures: list[str] = []
        self._initial = ""
        # What is around it.
        self._open: list[Open] = []
        self._languages = [language]
        self._alphabet = "ipa"
        self._within = ""  # the named part of the book
        self._quotes = 0
        self._stanza = False
        self._pre = False
        self._cell: int | None = None  # where the cell began, in a row
        self._figure: _Figure | None = None
        self._in_note = False
        # The notes whose marks were met, those whose marks wait for a block, those whose marks are nowhere.
        self._met: set[str] = set()
        self._late: list[Mention] = []
        self._unmet: list[str] = []

    def run(self, root: Any, words: str) -> None:
        """Walk the tree, whose text all in all is `words`."""
        self._clean = UNSEEN.search(words) is None
        walk = etree.iterwalk(root, events=("start", "end"))
        local = tags.local
        for event, node in walk:
            if event == "start":
                closes = self._start(node, local(node.tag))
                if closes is None:
                    walk.skip_subtree()
                    self._ends.append(())
                    continue
                self._ends.append(closes)
                text = node.text
            else:
                for close in self._ends.pop():
                    close()
                text = None if node is root else node.tail
            if text:
                self._text(text)
        self._flush()
        self._finish()

    def _text(self, text: str) -> None:
        if not self._clean:
            text = UNSEEN.sub("", text)
        if self._initial:
            text = self._with_initial(text)
        if not self._pre:
            self._flow.add(text)
            return
        first, *others = text.split("\n")
        self._flow.add(first)
        for line in others:
            self._flow.line()
            self._flow.add(line)

    def _with_initial(self, text: str) -> str:
        """Put the letter that a picture shows before the text it begins."""
        rest = text.lstrip()
        if not rest:
            return text
        letter, self._initial = self._initial, ""
        if self._flow.length or not (rest[0].isalpha() or rest[0] in "’'"):
            return text
        self.added.append(("initials", letter))
        return letter + rest

    # --- elements -------------------------------------------------------------------------------

    def _start(self, node: Any, tag: str) -> tuple[Close, ...] | None:
        """Enter an element: return what is to be done at its end, None where it is not read."""
        items = node.items()
        has = tags.attributes(items) if items else _NO
        if self._marks and node in self._marks:
            self._take_mark(node, has)
            return None
        classes = has["class"].lower().split() if "class" in has else ()
        reason = self._reason(tag, has, classes)
        if reason == "hidden" and self._bodies and node in self._bodies:
            reason = ""  # a note that pops up
        if reason and not (reason == "page numbers" and _is_more_than_number(node)):
            text = "".join(node.itertext())
            if has.get("aria-hidden") == "true" and (tag == "hr" or (tag in tags.BLOCKS and is_break(text))):
                _hr(self, node, has)  # kept from screen readers, which would spell the stars
            self._leave_out(reason, text)
            return None
        closes: list[Close] = []
        if has:
            self._name_it(has, tag, classes, closes)
            self._look(tag, has, classes, closes)
        if self._bodies and node in self._bodies:
            closes.append(self._note(self._bodies[node]))
        if tag in tags.BLOCKS:
            closes.append(self._block(node, tag, has, classes))
        elif tag in tags.ITALIC and not self._is_open("italic"):
            closes.append(self._opened("italic"))
        elif tag in _ELEMENTS:
            close = _ELEMENTS[tag](self, node, has)
            if close is _SKIP:
                return None
            closes += (close,) if close else ()
        closes.reverse()
        return tuple(closes)

    def _reason(self, tag: str, has: Mapping[str, str], classes: Sequence[str]) -> str:
        """Say why an element is not read, "" if it is."""
        reason = tags.LEFT_OUT.get(tag, "")
        if has and not reason:
            reason = self._reason_of(has, classes)
        return "" if reason == "navigation" and self._navigation else reason

    def _reason_of(self, has: Mapping[str, str], classes: Sequence[str]) -> str:
        for name in classes:
            if name in tags.LEFT_OUT_CLASSES:
                return tags.LEFT_OUT_CLASSES[name]
            if name == "pg-boilerplate":
                return "licence" if self.blocks else "Project Gutenberg header"
            if name in self._styles.hidden:
                return "hidden"
        for name in tags.types(has):
            if name in tags.LEFT_OUT_TYPES:
                return tags.LEFT_OUT_TYPES[name]
        style = has.get("style", "")
        if "hidden" in has or has.get("aria-hidden") == "true" or (style and _HIDING.search(style)):
            return "hidden"
        if style and _NUMBERED.search(style):
            return "numbers of lists"
        return tags.LEFT_OUT_IDS.get(has.get("id", ""), "")

    def _leave_out(self, reason: str, text: str) -> None:
        if text and not text.isspace():
            self.left_out.append((reason, text))

    def _take_mark(self, node: Any, has: Mapping[str, str]) -> None:
        """Take the mark of a note out of the text."""
        key = self._marks[node]
        self._anchor(has, "a")
        self._leave_out("note marks", "".join(node.itertext()))
        if key and key not in self._met:
            if self._in_note:
                self._unmet.append(key)
            else:
                self._met.add(key)
                self._flow.mentions.append(Mention(self._flow.length, key))

    def _anchor(self, has: Mapping[str, str], tag: str) -> None:
        if has.get("id"):
            self._anchors.append(f"{self._name}#{has['id']}")
        if tag == "a" and has.get("name") and has["name"] != has.get("id"):
            self._anchors.append(f"{self._name}#{has['name']}")

    def _name_it(self, has: Mapping[str, str], tag: str, classes: Sequence[str], closes: list[Close]) -> None:
        """Keep the names of an element: those links know, and what it says it is in the book."""
        self._anchor(has, tag)
        if tag not in tags.SORTED or self._within not in tags.HOLDING_SORTS:
            return
        sort = next((t for t in tags.types(has) if t in tags.SORTS and t not in tags.GENERAL_SORTS), "")
        sort = sort or next((tags.CLASS_SORTS[name] for name in classes if name in tags.CLASS_SORTS), "")
        if not sort or sort in tags.NOTE_TYPES:
            return
        self._flush()
        around, self._within = self._within, sort
        self._sort = sort

        def close() -> None:
            self._flush()
            self._within = around
            self._sort = "" if sort in tags.TALE_SORTS else "bodymatter"

        closes.append(close)

    def _look(self, tag: str, has: Mapping[str, str], classes: Sequence[str], closes: list[Close]) -> None:
        """Open the spans that attributes ask for."""
        style = has.get("style", "")
        slanted = (
            not tags.ITALIC_CLASSES.isdisjoint(classes)
            or not self._styles.italic.isdisjoint(classes)
            or (style and _SLANTED.search(style))
        )
        if slanted and not self._is_open("italic"):
            closes.append(self._opened("italic"))
        language = has.get("xml:lang") or has.get("lang")
        if language and tag not in ("html", "body"):
            closes.append(self._language(language))
        if "ssml:alphabet" in has:
            closes.append(self._restored("_alphabet"))
            self._alphabet = has["ssml:alphabet"]
        if has.get("ssml:ph") and not self._is_open("phonemes"):
            closes.append(self._opened("phonemes", has["ssml:ph"], self._alphabet))
        if style and _PRE.search(style):
            closes.append(self._restored("_pre"))
            self._pre = True

    def _restored(self, *names: str) -> Close:
        """Return what sets these back to what they are now."""
        saved = [(name, getattr(self, name)) for name in names]

        def close() -> None:
            for name, value in saved:
                setattr(self, name, value)

        return close

    # --- spans ----------------------------------------------------------------------------------

    def _is_open(self, kind: SpanKind) -> bool:
        return bool(self._open) and any(each.kind == kind for each in self._open)

    def _opened(self, kind: SpanKind, value: str = "", alphabet: str = "ipa") -> Close:
        each = Open(kind, self._flow.start, value, alphabet)
        if len(self._open) >= _DEEPEST:
            return _SKIP
        self._open.append(each)

        def close() -> None:
            self._open.remove(each)
            self._end_span(each)

        return close

    def _end_span(self, each: Open) -> None:
        flow = self._flow
        if each.start < flow.length:
            flow.spans.append(Span(each.start, flow.length, each.kind, each.value, each.alphabet))

    def _language(self, language: str) -> Close:
        foreign = _main(language) != _main(self._languages[-1])
        close = self._opened("language", language) if foreign else None
        self._languages.append(language)

        def leave() -> None:
            self._languages.pop()
            if close:
                close()

        return leave

    # --- blocks ---------------------------------------------------------------------------------

    def _block(self, node: Any, tag: str, has: Mapping[str, str], classes: Sequence[str]) -> Close:
        if self._cell is not None:
            if tag in ("td", "th"):
                return self._begin_cell()
            if tag in ("p", "div", "center") and self._cell == self._flow.length:
                return self._gap
            self._cell, self._kind = None, "paragraph"  # a table that is there for the looks
        elif self._stanza:
            self._line()
            return self._line
        self._flush()
        back = self._restored("_kind", "_level", "_stanza", "_pre", "_cell", "_figure")
        self._become(node, tag, classes)
        lines = None
        if self._kind == "verse" or _is_verse(has, classes):
            self._kind = "verse" if self._kind != "heading" else "heading"
            self._stanza = tag in ("p", "pre") or not tags.STANZA_CLASSES.isdisjoint(classes)
            lines = None if self._stanza else len(self.blocks)
        if not tags.BREAK_CLASSES.isdisjoint(classes) or "separator" in tags.types(has):
            self._put(Block("break", ""))
        figure = self._figure

        def close() -> None:
            self._flush()
            if lines is not None:
                self._join_lines(lines)
            back()
            if figure is not self._figure and figure is not None:
                self._show(figure)

        return close

    def _become(self, node: Any, tag: str, classes: Sequence[str]) -> None:
        """Take on the kind of the block that begins."""
        kind = tags.BLOCKS[tag]
        self._pre = self._pre or tag == "pre"
        if tag == "tr":
            self._cell = 0
        if tag == "figure" or (tag == "div" and not tags.FIGURE_CLASSES.isdisjoint(classes)):
            self._figure = _Figure()
        if self._figure and (tag == "figcaption" or not tags.CAPTION_CLASSES.isdisjoint(classes)):
            self._figure.captioned = self._figure.captioned or _has_word(node)
        if kind == "heading":
            self._level = int(tag[1])
        elif tag == "p" and classes and (level := _level_of(classes)):
            kind, self._level = "heading", level
        elif tag == "p" and _within_group(node):
            kind, self._level = "heading", 6
        if kind == "paragraph" and self._kind in ("quote", "item", "verse"):
            return
        self._kind = kind or self._kind

    def _begin_cell(self) -> Close:
        if self._flow.length:
            self._flow.gap = ", "
        self._cell = self._flow.length
        return self._gap

    def _gap(self) -> None:
        """Part what follows from what stands before."""
        self._flow.gap = self._flow.gap or " "

    def _line(self) -> None:
        """Part a line of verse from the next."""
        if not self._flow.fresh:
            self._flow.line()

    def _join_lines(self, begun: int) -> None:
        """Make one verse of blocks that are a line each."""
        made = self.blocks[begun:]
        if len(made) > 1 and all(block.kind == "verse" and "\n" not in block.text for block in made):
            self.blocks[begun:] = [joined(made)]

    def _show(self, figure: _Figure) -> None:
        if not figure.captioned:
            for alt in figure.alts:
                self._picture(alt)
            self._flush()

    def _picture(self, alt: str) -> None:
        """Keep what a picture shows until the block ends that it stands in."""
        if self._figure is not None:
            self._figure.alts.append(alt)
        else:
            self._pictures.append(alt)

    def _note(self, key: str) -> Close:
        """Gather a note apart from what it stands in."""
        self._gap()
        back = self._restored(
            "_flow", "blocks", "_kind", "_level", "_stanza", "_pre", "_cell", "_open", "_in_note", "_pictures", "_figure",
            "_late", "_initial", "_anchors", "_sort",
        )  # fmt: skip
        self._anchors, self._sort, self._initial = [], "", ""
        self._flow, self.blocks, self._open, self._pictures, self._late = Flow(), [], [], [], []
        self._kind, self._stanza, self._cell, self._figure, self._in_note = (
            "paragraph",
            False,
            None,
            None,
            True,
        )

        def close() -> None:
            self._flush()
            text = " ".join(block.text for block in self.blocks if block.kind != "break")
            back()
            text = self._unnumbered(text, self._signs.get(key, ""))
            if text:
                self.notes[key] = f"{self.notes[key]} {text}" if key in self.notes else text

        return close

    def _unnumbered(self, text: str, sign: str) -> str:
        """Return a note's text without the mark at its beginning, or what a mark that led back left of its stop."""
        if text[:1] in ("]", ")", "}", ".", ":") and text[1:2] == " ":
            return text[2:]
        begin = len(text) - len(text.lstrip("[({ "))
        end = begin + len(sign)
        if not sign or text[begin:end] != sign or text[end : end + 1].isalnum():
            return text
        self._leave_out("note marks", sign)
        return text[end:].lstrip("])}.: ")

    def _beat(self, seconds: float) -> None:
        """Rest after what has been said so far."""
        length, seconds = self._flow.length, min(seconds, _LONGEST_BEAT)
        if seconds > 0 and length:
            self._flow.spans.append(Span(length - 1, length, "beat", f"{seconds:g}"))
        elif seconds > 0 and self.blocks and self.blocks[-1].text:
            last = self.blocks[-1]
            beat = Span(len(last.text) - 1, len(last.text), "beat", f"{seconds:g}")
            self.blocks[-1] = replace(last, spans=(*last.spans, beat))

    # --- the row of blocks ----------------------------------------------------------------------

    def _flush(self) -> None:
        """End the block that is being made."""
        flow = self._flow
        if flow.parts or flow.mentions:
            for each in self._open:
                self._end_span(each)
            self._flow = Flow()
            if flow.parts:
                level = self._level if self._kind == "heading" else 0
                for block in block_of(flow, self._kind, level, self._pre):
                    self._put(block)
            else:
                self._late += flow.mentions
        else:
            flow.gap, flow.fresh = "", True
        for each in self._open:
            each.start = 0
        if self._pictures:
            self._show_pictures()

    def _show_pictures(self) -> None:
        alts, self._pictures = self._pictures, []
        for alt in alts:
            self.added.append(("descriptions of pictures", alt))
            self._put(Block("figure", alt))

    def _put(self, block: Block) -> None:
        late: tuple[Mention, ...] = ()
        if self._late:
            late, self._late = tuple(Mention(0, each.note) for each in self._late), []
        sort = ""
        if block.kind != "break":
            sort, self._sort = self._sort, ""
        if late or sort or self._anchors:
            block = replace(block, mentions=(*late, *block.mentions), anchors=tuple(self._anchors), sort=sort)
            self._anchors = []
        self.blocks.append(block)

    def _finish(self) -> None:
        """Give the last block what came too late for any."""
        self.blocks = list(without_idle(self.blocks))
        unmet = [key for key in dict.fromkeys(self._unmet) if key not in self._met]
        keys = [*(each.note for each in self._late), *unmet]
        if self.blocks and (keys or self._anchors):
            last = self.blocks[-1]
            mentions = tuple(Mention(len(last.text), key) for key in keys)
            self.blocks[-1] = replace(
                last, mentions=(*last.mentions, *mentions), anchors=(*last.anchors, *self._anchors)
            )


def _main(language: str) -> str:
    return language.strip().lower().replace("_", "-").partition("-")[0]


def _is_verse(has: Mapping[str, str], classes: Sequence[str]) -> bool:
    return not (
        tags.VERSE_CLASSES.isdisjoint(classes) and (not has or tags.VERSE_TYPES.isdisjoint(tags.types(has)))
    )


def _level_of(classes: Sequence[str]) -> int:
    return next((tags.CLASS_HEADINGS[name] for name in classes if name in tags.CLASS_HEADINGS), 0)


def _within_group(node: Any) -> bool:
    above = node.getparent()
    return above is not None and tags.local(above.tag) == "hgroup"


def _is_more_than_number(node: Any) -> bool:
    """Say whether an element named after a page break is what begins there, and no number."""
    size = 0
    for count, text in enumerate(node.itertext()):
        size += len(text.strip())
        if size > _LONGEST_NUMBER or count > _LONGEST_NUMBER:
            return True
    return False


def _has_word(node: Any) -> bool:
    return any(not text.isspace() for text in node.itertext())


# --- elements that are no blocks ------------------------------------------------------------------


def _SKIP() -> None:  # noqa: N802
    """Stands for: the element has been dealt with, inside and all."""


def _br(page: Page, node: Any, has: Mapping[str, str]) -> Close | None:
    page._flow.line()
    return None


def _break(page: Page, node: Any, has: Mapping[str, str]) -> Close | None:
    """Take a rest (SSML 1.1, 3.2.3): a time, or how strong it is."""
    found = _TIME.fullmatch(has.get("time", "").strip().lower())
    if found is not None:
        page._beat(float(found["number"]) / (1000 if found["unit"] == "ms" else 1))
    elif "strength" in has or "time" not in has:
        page._beat(tags.STRENGTHS.get(has.get("strength", "").lower(), tags.STRENGTHS["medium"]))
    return None


def _hr(page: Page, node: Any, has: Mapping[str, str]) -> Close | None:
    page._flush()
    page._put(Block("break", ""))
    return None


def _q(page: Page, node: Any, has: Mapping[str, str]) -> Close | None:
    """Put the marks of the language around <q>, which stands for them (HTML 4.5.7), unless they are there already."""
    if (node.text or "")[:64].lstrip()[:1] in tags.ALL_QUOTES:
        return None
    marks = tags.QUOTES.get(_main(page._languages[-1]), tags.QUOTES[""])
    inner = 2 * (page._quotes % 2)
    page._quotes += 1
    page._flow.add(marks[inner])

    def close() -> None:
        page._quotes -= 1
        page._flow.gap = ""
        page._flow.add(marks[inner + 1])

    return close


def _img(page: Page, node: Any, has: Mapping[str, str]) -> Close | None:
    alt = " ".join(UNSEEN.sub("", has.get("alt", "")).split())
    if len(alt) == 1 and alt.isalpha() and not page._flow.length:
        page._initial = alt
    elif len(alt) == 1 and alt.isalnum():
        page.added.append(("initials", alt))
        page._flow.add(alt)
    elif alt and any(letter.isalnum() for letter in alt):
        page._picture(alt)
    return None


def _svg(page: Page, node: Any, has: Mapping[str, str]) -> Close | None:
    """Take the title and description of a drawing as a figure (SVG 2, 5.7), and leave its labels out."""
    told = []
    page._leave_out("drawings", node.text or "")
    for child in node:
        said = "".join(child.itertext())
        if tags.local(child.tag) in ("title", "desc"):
            told.append(said)
        else:
            page._leave_out("drawings", said)
        page._leave_out("drawings", child.tail or "")
    text = " ".join(" ".join(told).split())
    if text:
        page._flush()
        page._put(Block("figure", UNSEEN.sub("", text)))
    return _SKIP


def _math(page: Page, node: Any, has: Mapping[str, str]) -> Close | None:
    """Read a formula by its alternative text (MathML 3, 2.2.1), or, where it has none, its letters and numbers."""
    said = has.get("alttext", "").strip()
    if not said:
        return None
    page._leave_out("formulas", "".join(node.itertext()))
    page.added.append(("descriptions of formulas", said))
    page._flow.add(said)
    return _SKIP


_ELEMENTS: Mapping[str, Callable[[Page, Any, Mapping[str, str]], Close | None]] = {
    "br": _br,
    "break": _break,
    "ssml:break": _break,
    "hr": _hr,
    "q": _q,
    "img": _img,
    "image": _img,
    "svg": _svg,
    "math": _math,
}
"""Element -> what it does to the page, and what is to be done at its end. To add one, add a line."""
