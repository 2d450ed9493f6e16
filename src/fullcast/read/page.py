"""A tree of HTML to blocks: one walk, element by element, without recursion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from fullcast.model import Span, SpanKind
from fullcast.read import tags
from fullcast.read.blocks import Block, BlockKind, Mention

_UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|(?<=[\x21-\u024f])[\u200c\u200d]"
)
_ORNAMENT = re.compile(r"[\s*⁂⁎∗~#•·❦❧☙✦✧✻※◆◇○●_=\-–—+×☆★◊♦❖]{1,40}")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_PRE = re.compile(r"white-space\s*:\s*pre\b", re.IGNORECASE)
_NO: Mapping[str, str] = {}

Close = Callable[[], None]


class Flow:
    """The text of a block as it is made: white space closed up, line breaks kept."""

    __slots__ = ("fresh", "gap", "length", "mentions", "parts", "spans")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.gap = ""  # what stands before the next word
        self.fresh = True  # a line begins here
        self.spans: list[Span] = []
        self.mentions: list[Mention] = []

    def add(self, text: str) -> None:
        words = text.split()
        if not words:
            self.gap = self.gap or " "
            return
        if self.fresh:
            self.fresh = False
        elif self.gap or text[0].isspace():
            gap = self.gap or " "
            self.parts.append(gap)
            self.length += len(gap)
        joined = " ".join(words)
        self.parts.append(joined)
        self.length += len(joined)
        self.gap = " " if text[-1].isspace() else ""

    def line(self) -> None:
        """Begin a new line."""
        if self.length:
            self.parts.append("\n")
            self.length += 1
        self.gap = ""
        self.fresh = True

    @property
    def start(self) -> int:
        """Where a span that opens now begins."""
        return self.length + (len(self.gap) if not self.fresh else 0)


@dataclass(slots=True)
class Open:
    """A span whose end has not come yet."""

    kind: SpanKind
    start: int
    value: str = ""
    alphabet: str = "ipa"


class Page:
    """What the walk has found so far; `run` does it all."""

    def __init__(
        self, name: str, language: str, marks: Mapping[Any, str | None], bodies: Mapping[Any, str]
    ) -> None:
        self.name = name
        self.languages = [language]
        self.marks = marks
        self.bodies = bodies
        self.blocks: list[Block] = []
        self.notes: dict[str, str] = {}
        self.left_out: list[tuple[str, str]] = []
        self.added: list[tuple[str, str]] = []
        self.flow = Flow()
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.stanza = False
        self.pre = False
        self.cell: int | None = None
        self.in_note = False
        self.captions: list[list[str]] = []
        self.opened: list[Open] = []
        self.quotes = 0
        self.alphabet = "ipa"
        self.anchors: list[str] = []
        self.sort = ""
        self.sorted: list[str] = []
        self.ends: list[tuple[Close, ...]] = []
        self.late: list[Mention] = []
        self.unseen = False

    def run(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        names = _Names()
        for event, node in walk:
            if event == "start":
                closes = self._start(node, names[node.tag])
                if closes is None:
                    walk.skip_subtree()
                    self.ends.append(())
                    continue
                self.ends.append(closes)
                text = node.text
            else:
                for close in self.ends.pop():
                    close()
                text = node.tail if node is not root else None
            if text:
                self._text(text)
        self._flush()
        self._finish()

    def _text(self, text: str) -> None:
        if self.unseen:
            text = _UNSEEN.sub("", text)
            if not text:
                return
        if self.pre:
            first, *others = text.split("\n")
            self.flow.add(first) if first else None
            for line in others:
                self.flow.line()
                self.flow.add(line) if line else None
        else:
            self.flow.add(text)

    # --- elements -------------------------------------------------------------------------------

    def _start(self, node: Any, tag: str) -> tuple[Close, ...] | None:
        """Enter an element: return what is to be done at its end, None where it is not read."""
        items = node.items()
        has = {_attribute(key): value for key, value in items} if items else _NO
        if node in self.marks:
            return self._mark(node, has)
        reason = self._reason(tag, has)
        if reason:
            self._leave_out(reason, "".join(node.itertext()))
            return None
        closes: list[Close] = []
        if has:
            self._name(has, tag)
            self._look(tag, has, closes)
        if node in self.bodies:
            closes.append(self._note(self.bodies[node]))
        if tag in tags.BLOCKS:
            closes.append(self._block(tag, has))
        elif tag in _INLINE:
            closes += _INLINE[tag](self, has)
        if tag in tags.ITALIC and not any(each.kind == "italic" for each in self.opened):
            closes.append(self._open("italic"))
        return tuple(reversed(closes))

    def _reason(self, tag: str, has: Mapping[str, str]) -> str:
        if tag in tags.LEFT_OUT:
            return tags.LEFT_OUT[tag]
        if not has:
            return ""
        for name in has.get("class", "").lower().split():
            if name in tags.LEFT_OUT_CLASSES:
                return tags.LEFT_OUT_CLASSES[name]
        for name in _types(has):
            if name in tags.LEFT_OUT_TYPES:
                return tags.LEFT_OUT_TYPES[name]
        if "hidden" in has or has.get("aria-hidden") == "true" or _HIDING.search(has.get("style", "")):
            return "hidden"
        return ""

    def _leave_out(self, reason: str, text: str) -> None:
        if text and not text.isspace():
            self.left_out.append((reason, text))

    def _mark(self, node: Any, has: Mapping[str, str]) -> tuple[Close, ...] | None:
        """Take the mark of a note out of the text."""
        key = self.marks[node]
        self._name(has, "a")
        self._leave_out("note marks", "".join(node.itertext()))
        if key and not self.in_note:
            self.flow.mentions.append(Mention(self.flow.length, key))
        return None

    def _name(self, has: Mapping[str, str], tag: str) -> None:
        for name in (has.get("id"), has.get("name") if tag == "a" else None):
            if name:
                self.anchors.append(f"{self.name}#{name}")
        if tag in tags.SORTED:
            self.sort = next(
                (t for t in _types(has) if t in tags.SORTS and t not in tags.GENERAL_SORTS), self.sort
            )

    def _look(self, tag: str, has: Mapping[str, str], closes: list[Close]) -> None:
        """Open the spans that attributes ask for."""
        classes = has.get("class", "").lower().split()
        slanted = _SLANTED.search(has.get("style", "")) or not tags.ITALIC_CLASSES.isdisjoint(classes)
        if slanted and tag not in tags.ITALIC and not any(each.kind == "italic" for each in self.opened):
            closes.append(self._open("italic"))
        language = has.get("xml:lang") or has.get("lang")
        if language and tag not in ("html",):
            closes.append(self._language(language))
        if "ssml:alphabet" in has:
            closes.append(self._restored("alphabet"))
            self.alphabet = has["ssml:alphabet"]
        if has.get("ssml:ph"):
            closes.append(self._open("phonemes", has["ssml:ph"], self.alphabet))
        if _PRE.search(has.get("style", "")):
            closes.append(self._restored("pre"))
            self.pre = True

    def _restored(self, *names: str) -> Close:
        """Return what sets these back to what they are now."""
        saved = [(name, getattr(self, name)) for name in names]

        def close() -> None:
            for name, value in saved:
                setattr(self, name, value)

        return close

    def _open(self, kind: SpanKind, value: str = "", alphabet: str = "ipa") -> Close:
        each = Open(kind, self.flow.start, value, alphabet)
        self.opened.append(each)

        def close() -> None:
            self.opened.remove(each)
            self._span(each)

        return close

    def _span(self, each: Open) -> None:
        if each.start < self.flow.length:
            self.flow.spans.append(Span(each.start, self.flow.length, each.kind, each.value, each.alphabet))

    def _language(self, language: str) -> Close:
        self.languages.append(language)
        close = self._open("language", language) if _main(language) != _main(self.languages[-2]) else None

        def leave() -> None:
            self.languages.pop()
            if close:
                close()

        return leave

    def _block(self, tag: str, has: Mapping[str, str]) -> Close:
        if tag in ("td", "th") and self.cell is not None:
            return self._cell()
        kind = tags.BLOCKS[tag]
        if self.stanza:
            self._line()
            return self._line
        if self.cell is not None and not self._leave_row(tag):
            return lambda: setattr(self.flow, "gap", " ")
        self._flush()
        back = self._restored("kind", "level", "stanza", "pre", "cell")
        classes = has.get("class", "").lower().split() if has else ()
        self._kind(tag, kind)
        if has and (
            not tags.VERSE_CLASSES.isdisjoint(classes) or not tags.VERSE_TYPES.isdisjoint(_types(has))
        ):
            self.kind = "verse"
        if (
            self.kind == "verse"
            and kind != "heading"
            and (tag == "p" or not tags.STANZA_CLASSES.isdisjoint(classes))
        ):
            self.stanza = True
        self.pre = self.pre or tag == "pre"
        begun = len(self.blocks) if self.kind == "verse" and not self.stanza else None

        def close() -> None:
            self._flush()
            if begun is not None:
                self._join_lines(begun)
            back()

        return close

    def _kind(self, tag: str, kind: BlockKind | None) -> None:
        if tag == "tr":
            self.cell = 0
        if kind == "heading":
            self.level = int(tag[1])
        if kind == "paragraph" and self.kind in ("quote", "item", "verse"):
            return
        self.kind = kind or self.kind

    def _cell(self) -> Close:
        if self.flow.length:
            self.flow.gap = ", "
        self.cell = self.flow.length
        return lambda: setattr(self.flow, "gap", ", ")

    def _leave_row(self, tag: str) -> bool:
        """Say whether a block inside a cell ends the row: a table that is there for the looks."""
        if tag in ("p", "div", "span", "center") and self.cell == self.flow.length:
            return False
        self.cell = None
        self.kind = "paragraph"
        return True

    def _line(self) -> None:
        if not self.flow.fresh:
            self.flow.line()

    def _join_lines(self, begun: int) -> None:
        """Make one verse of blocks that are a line each."""
        made = self.blocks[begun:]
        if len(made) > 1 and all(block.kind == "verse" and "\n" not in block.text for block in made):
            self.blocks[begun:] = [_joined(made)]

    def _note(self, key: str) -> Close:
        self._keep()
        back = self._restored("flow", "blocks", "kind", "level", "stanza", "pre", "cell", "opened", "in_note")
        self.flow, self.blocks, self.kind, self.opened, self.in_note = Flow(), [], "paragraph", [], True

        def close() -> None:
            self._flush()
            text = " ".join(block.text for block in self.blocks if block.kind != "break")
            back()
            if text:
                self.notes[key] = f"{self.notes[key]} {text}" if key in self.notes else text

        return close

    def _keep(self) -> None:
        """Let a note begin a new paragraph of what stands around it."""
        self.flow.gap = self.flow.gap or " "

    # --- blocks ---------------------------------------------------------------------------------

    def _flush(self) -> None:
        """End the block that is being made."""
        flow = self.flow
        if not flow.parts and not flow.mentions:
            flow.gap, flow.fresh = "", True
            for each in self.opened:
                each.start = 0
            return
        for each in self.opened:
            self._span(each)
            each.start = 0
        self.flow = Flow()
        text = "".join(flow.parts)
        spans = [span for span in (_trimmed(span, text) for span in flow.spans) if span]
        for start, end, kind, laid in _laid(text, self.kind):
            inside = tuple(
                replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start)
                for s in spans
                if s.start < end and s.end > start
            )
            mentions = tuple(Mention(m.at - start, m.note) for m in flow.mentions if start <= m.at <= end)
            flow.mentions = [m for m in flow.mentions if not start <= m.at <= end]
            self._put(Block(kind, laid, _sorted(inside), mentions, self.level if kind == "heading" else 0))
        self.late += flow.mentions

    def _put(self, block: Block) -> None:
        if block.kind != "break":
            if self.late and not self.in_note:
                block = replace(block, mentions=(*(Mention(0, m.note) for m in self.late), *block.mentions))
                self.late = []
            block = replace(block, anchors=tuple(self.anchors), sort=self.sort)
            self.anchors, self.sort = [], ""
        self.blocks.append(block)

    def _finish(self) -> None:
        if not self.blocks:
            return
        last = self.blocks[-1]
        late = tuple(Mention(len(last.text), m.note) for m in self.late)
        self.blocks[-1] = replace(
            last, mentions=(*last.mentions, *late), anchors=(*last.anchors, *self.anchors)
        )


class _Names(dict[str, str]):
    """Tags by their full name: without namespace, in small letters."""

    def __missing__(self, tag: object) -> str:
        name = tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
        self[tag] = name  # type: ignore[index]
        return name


def _attribute(key: str) -> str:
    if not key.startswith("{"):
        return key
    space, _, name = key.rpartition("}")
    return tags.NAMESPACES.get(space + "}", "") + name


def _types(has: Mapping[str, str]) -> list[str]:
    """Return the words of epub:type and role, without the prefix of DPUB-ARIA."""
    if "epub:type" not in has and "role" not in has:
        return []
    found = f"{has.get('epub:type', '')} {has.get('role', '')}".lower().split()
    return [name.removeprefix("doc-") if name != "doc-backlink" else name for name in found]


def _main(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


def _trimmed(span: Span, text: str) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (
        None
        if start == end
        else (span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end))
    )


def _sorted(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda s: (s.start, -s.end))) if len(spans) > 1 else spans


def _laid(text: str, kind: BlockKind) -> Iterable[tuple[int, int, BlockKind, str]]:
    """Yield where the paragraphs of a block's text are, what they are, and their text."""
    text = text.rstrip("\n")
    if "\n" not in text:
        if text:
            yield 0, len(text), _plain(text, kind), text
        return
    if kind in ("heading", "row", "item"):
        yield 0, len(text), kind, re.sub("\n", " ", text)
        return
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        part = match.group()
        lines = part.split("\n")
        if len(lines) == 1 or kind == "verse" or _is_verse(lines):
            made: BlockKind = _plain(part, kind if len(lines) == 1 else "verse")
            yield match.start(), match.end(), made, part
        else:
            yield match.start(), match.end(), kind, part.replace("\n", " ")


def _is_verse(lines: list[str]) -> bool:
    """Say whether lines that the source breaks are to be kept: three or more, all of them short."""
    return len(lines) > 2 and max(map(len, lines)) <= 60


def _plain(text: str, kind: BlockKind) -> BlockKind:
    return "break" if len(text) <= 40 and kind != "heading" and _ORNAMENT.fullmatch(text) else kind


def _joined(made: list[Block]) -> Block:
    """Return blocks as the lines of one."""
    at = 0
    spans: list[Span] = []
    mentions: list[Mention] = []
    for block in made:
        spans += (replace(s, start=s.start + at, end=s.end + at) for s in block.spans)
        mentions += (Mention(m.at + at, m.note) for m in block.mentions)
        at += len(block.text) + 1
    anchors = tuple(anchor for block in made for anchor in block.anchors)
    sort = next((block.sort for block in made if block.sort), "")
    return Block("verse", "\n".join(b.text for b in made), tuple(spans), tuple(mentions), 0, anchors, sort)


# --- inline elements ----------------------------------------------------------------------------


def _br(page: Page, has: Mapping[str, str]) -> list[Close]:
    page.flow.line()
    return []


def _hr(page: Page, has: Mapping[str, str]) -> list[Close]:
    page._flush()
    page._put(Block("break", ""))
    return []


def _q(page: Page, has: Mapping[str, str]) -> list[Close]:
    """Put the marks of the language around <q> (HTML 4.5.7: the element stands for them)."""
    marks = tags.QUOTES.get(_main(page.languages[-1]), tags.QUOTES[""])
    inner = 2 * (page.quotes % 2)
    page.quotes += 1
    page.flow.add(marks[inner])

    def close() -> None:
        page.quotes -= 1
        page.flow.gap = ""
        page.flow.add(marks[inner + 1])

    return [close]


def _img(page: Page, has: Mapping[str, str]) -> list[Close]:
    alt = " ".join(has.get("alt", "").split())
    if alt:
        page.added.append(("alt text", alt))
        page._flush()
        page._put(Block("figure", alt))
    return []


_INLINE: Mapping[str, Callable[[Page, Mapping[str, str]], list[Close]]] = {
    "br": _br,
    "hr": _hr,
    "q": _q,
    "img": _img,
}
"""Element -> what it does to the page."""
