"""Running text as it is gathered from a page, and how lines that the source breaks become paragraphs or verse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fullcast.model import Span, SpanKind
from fullcast.read.blocks import Block, BlockKind, Mention

UNSEEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|(?<=[\x21-\u024f])[\u200c\u200d]"
)
"""What is not seen, and would part a word for whoever looks it up; joiners are letters' own outside Latin."""

_ORNAMENT = re.compile(r"[\s*⁂⁎∗~#•·❦❧☙✦✧✻※◆◇○●_=\-–—+×☆★◊♦❖]{1,40}")
_STANZA = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_ENDED = (".", "!", "?", "…", "”", '"', "»", "’", "'", "“", ":")
_SPOKEN = ("“", '"', "«", "„", "‘", "—", "–", "-")


class Flow:
    """The text of a block as it is made: white space closed up, line breaks kept as line feeds."""

    __slots__ = ("fresh", "gap", "length", "mentions", "parts", "spans")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.gap = ""  # what stands before the next word
        self.fresh = True  # a line begins here
        self.spans: list[Span] = []
        self.mentions: list[Mention] = []

    def add(self, text: str) -> None:
        """Add text as it stands in the source, in one line."""
        if text.isspace():
            self.gap = self.gap or " "
            return
        if not text:
            return
        if self.fresh:
            self.fresh = False
        elif self.gap or text[0].isspace():
            gap = self.gap or " "
            self.parts.append(gap)
            self.length += len(gap)
        joined = _closed_up(text)
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
        return self.length + (0 if self.fresh else len(self.gap))


def _closed_up(text: str) -> str:
    if len(text) < _LONG:
        return " ".join(text.split())
    return _WIDE.sub(" ", text).strip()  # to split a book of one line would hold every word of it


_LONG = 1 << 20
_WIDE = re.compile(r"[^\S ]\s*| \s+")


@dataclass(slots=True, eq=False)
class Open:
    """A span whose end has not come yet."""

    kind: SpanKind
    start: int
    value: str = ""
    alphabet: str = "ipa"


def block_of(flow: Flow, kind: BlockKind, level: int, wrapped: bool) -> list[Block]:
    """Return the blocks that a flow makes: more than one where its line breaks part paragraphs.

    `wrapped` says that the source lays its lines out itself (<pre>), so that prose in it may be broken at its margin.
    """
    text = "".join(flow.parts)
    spans = [span for span in (_trimmed(span, text) for span in flow.spans) if span]
    if "\n" not in text:
        made = is_break(text) and kind != "heading"
        return [Block("break" if made else kind, text, _nested(spans), tuple(flow.mentions), level)]
    found: list[Block] = []
    live: list[Span] = []
    done, at = 0, 0
    spans.sort(key=lambda span: span.start)
    for start, end, laid, said in _laid(text, kind, wrapped):
        inside, live, done = _between(spans, live, done, start, end)
        upto = at
        while upto < len(flow.mentions) and flow.mentions[upto].at <= end:
            upto += 1
        mentions = tuple(Mention(max(0, m.at - start), m.note) for m in flow.mentions[at:upto])
        at = upto
        found.append(Block(laid, said, _nested(inside), mentions, level))
    if found and at < len(flow.mentions):
        late = tuple(Mention(len(found[-1].text), m.note) for m in flow.mentions[at:])
        found[-1] = replace(found[-1], mentions=(*found[-1].mentions, *late))
    return found


def _between(
    spans: Sequence[Span], live: list[Span], done: int, start: int, end: int
) -> tuple[list[Span], list[Span], int]:
    """Return what of the spans is in `start:end`, which of them reach further, and how many have been met.

    `spans` are in order, `live` are those met before that reached further.
    """
    met = [span for span in live if span.end > start]
    while done < len(spans) and spans[done].start < end:
        if spans[done].end > start:
            met.append(spans[done])
        done += 1
    inside = [replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start) for s in met]
    return inside, [span for span in met if span.end > end], done


def _trimmed(span: Span, text: str) -> Span | None:
    """Return the span without the white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end)


def _nested(spans: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end)))


def _laid(text: str, kind: BlockKind, wrapped: bool) -> Iterator[tuple[int, int, BlockKind, str]]:
    """Yield the paragraphs of a text with line breaks: where each is, what it is, and how it is read."""
    if kind in ("heading", "row", "item"):
        said = text.rstrip("\n")
        yield 0, len(said), kind, re.sub(r"\n", " ", said)
        return
    for match in _STANZA.finditer(text):
        lines = match.group().split("\n")
        if len(lines) == 1:
            made: BlockKind = "break" if is_break(lines[0]) else "paragraph" if wrapped else kind
            yield match.start(), match.end(), made, lines[0]
        elif wrapped and _is_wrapped(lines):
            yield match.start(), match.end(), "paragraph", " ".join(lines)
        elif kind == "verse" or _is_verse(lines):
            yield match.start(), match.end(), "verse", match.group()
        elif _are_paragraphs(lines):
            yield from _each(match.start(), lines, kind)
        else:
            yield match.start(), match.end(), kind, " ".join(lines)


def _each(at: int, lines: list[str], kind: BlockKind) -> Iterator[tuple[int, int, BlockKind, str]]:
    for line in lines:
        yield at, at + len(line), kind, line
        at += len(line) + 1


def _is_verse(lines: list[str]) -> bool:
    """Say whether lines that the source breaks are to stay lines: all short, and no conversation.

    Two are a couplet where the second begins with a capital and is no new sentence.
    """
    if len(lines) == 2 and (lines[0].endswith(_ENDED) or lines[1][0].islower()):
        return False
    spoken = sum(1 for line in lines if line.startswith(_SPOKEN))
    return max(map(len, lines)) <= 60 and 2 * spoken < len(lines)


def _are_paragraphs(lines: list[str]) -> bool:
    """Say whether lines are paragraphs: all of a few end like sentences, most of many."""
    ended = sum(1 for line in lines[:-1] if line.endswith(_ENDED))
    return ended == len(lines) - 1 or (len(lines) > 5 and ended >= 0.7 * len(lines))


def _is_wrapped(lines: list[str]) -> bool:
    """Say whether lines are those of a paragraph that was broken at the margin."""
    full = [len(line) for line in lines[:-1]]
    return min(full) >= 35 and sum(full) >= 50 * len(full)


def is_break(text: str) -> bool:
    """Say whether a line is nothing but ornaments."""
    return len(text) <= 40 and _ORNAMENT.fullmatch(text) is not None


def joined(made: Sequence[Block]) -> Block:
    """Return blocks of verse as the lines of one."""
    at = 0
    spans: list[Span] = []
    mentions: list[Mention] = []
    for block in made:
        spans += (replace(s, start=s.start + at, end=s.end + at) for s in block.spans)
        mentions += (Mention(m.at + at, m.note) for m in block.mentions)
        at += len(block.text) + 1
    anchors = tuple(anchor for block in made for anchor in block.anchors)
    sort = next((block.sort for block in made if block.sort), "")
    text = "\n".join(block.text for block in made)
    return Block("verse", text, tuple(spans), tuple(mentions), 0, anchors, sort)


def without_idle(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks without the breaks that part nothing: at the ends, by a heading, after another break."""
    kept: list[Block] = []
    waiting: list[Block] = []
    anchors: tuple[str, ...] = ()
    for block in blocks:
        if block.kind == "break" and not block.mentions:
            anchors += block.anchors
            waiting = [block] if kept and kept[-1].kind != "heading" else []
            continue
        if block.kind != "heading" and not block.sort:
            kept += waiting
        waiting = []
        kept.append(replace(block, anchors=(*anchors, *block.anchors)) if anchors else block)
        anchors = ()
    if anchors and kept:
        kept[-1] = replace(kept[-1], anchors=(*kept[-1].anchors, *anchors))
    return tuple(kept)
