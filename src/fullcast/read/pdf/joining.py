"""Lines joined to one text: words parted at a line's end made whole, the marks of notes taken out, italics kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fullcast.model import Span
from fullcast.read.blocks import Block, BlockKind, Mention
from fullcast.read.pdf.footnotes import MARK, SIGN, FootNote
from fullcast.read.pdf.layout import Line, Piece
from fullcast.read.pdf.setting import HYPHENS, Style

_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+$")
_NOTED = re.compile(
    r"(?:[^\W\d_]{2}|[^\w\s]) ?$"
)  # what a mark follows: a word, a stop; after a single letter it is a power
_SPACE = re.compile(r"\s+")
BULLET = re.compile(r"\s*[•▪◦‣●■]\s*")
"""What stands before an item of a list."""

_DASHES = "—–"
_WIDE = (("\u3000", "\u9fff"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"))


@dataclass(slots=True)
class Group:
    """Lines that make a block; `level` is a heading's."""

    kind: BlockKind
    lines: list[Line]
    level: int = 0


@dataclass(slots=True)
class Joiner:
    """Joins lines to the text of a block.

    `keys` leads from (page, mark) to a note's key, `left_out` gathers what falls away, (reason, text), and `told` the notes
    whose mark has been met.
    """

    style: Style
    keys: Mapping[tuple[int, str], str]
    left_out: list[tuple[str, str]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def block(self, group: Group) -> Block:
        """Return a group as a block."""
        if group.kind == "break":
            return Block("break", "")
        writer = self._written(group.lines, verse=group.kind == "verse")
        spans = () if group.kind == "heading" or not self.style.italics else writer.spans()
        text = writer.text()
        if group.kind == "item":
            return _without_bullet(Block("item", text, spans, tuple(writer.mentions)))
        return Block(group.kind, text, spans, tuple(writer.mentions), group.level)

    def note(self, note: FootNote) -> str:
        """Return a note's text without its mark."""
        first = note.lines[0]
        self.left_out.append(("note marks", note.mark))
        if first.pieces[0].raised:
            pieces = first.pieces[1:]
        else:
            match = MARK.match(first.text)
            pieces = _cut(first.pieces, match.end() if match else 0)
        lines = [replace(first, pieces=pieces), *note.lines[1:]]
        return self._written([line for line in lines if line.pieces], verse=False).text()

    def _written(self, lines: Sequence[Line], *, verse: bool) -> _Writer:
        writer = _Writer()
        for line in lines:
            if writer.parts:
                if verse:
                    writer.put("\n")
                else:
                    self._joint(writer, line.text)
            for piece in line.pieces:
                self._piece(writer, piece, line.page)
        return writer

    def _piece(self, writer: _Writer, piece: Piece, page: int) -> None:
        mark = piece.text.strip()
        key = self.keys.get((page, mark)) if piece.raised else None
        after_word = _NOTED.search(writer.tail) is not None
        if key is not None or (piece.raised and mark.isdecimal() and after_word):
            if key is not None:
                self._mention(writer, key)
            self.left_out.append(("note marks", mark))
            writer.add(piece.text[len(piece.text.rstrip()) :], italic=False)
        else:
            at = 0
            for match in SIGN.finditer(piece.text):
                if (page, match[0]) in self.keys:
                    writer.add(piece.text[at : match.start()], italic=piece.italic)
                    self._mention(writer, self.keys[page, match[0]])
                    at = match.end()
            writer.add(piece.text[at:], italic=piece.italic)

    def _mention(self, writer: _Writer, key: str) -> None:
        """Note where a mark stood; a second one like it on the page adds nothing."""
        if key not in self.told:
            self.told.add(key)
            writer.mentions.append(Mention(writer.here(), key))

    def _joint(self, writer: _Writer, after: str) -> None:
        """Put what belongs between two lines: a space, nothing, and no hyphen where it only parts a word."""
        writer.strip()
        after = after.lstrip()
        end = writer.tail[-1:]
        if end in HYPHENS and end:
            if self._falls(writer.tail, after):
                writer.drop()
        elif end in _DASHES and end and not writer.tail[-2:-1].isspace() and after[:1].isalnum():
            pass
        elif not (_is_wide(end) and _is_wide(after[:1])):
            writer.put(" ")

    def _falls(self, tail: str, after: str) -> bool:
        """Say whether the hyphen between two lines goes: the book has the word without, or a half of it is no word."""
        if tail[-1] == "\u00ad":
            return True
        before = _LAST.search(tail[:-1])
        rest = _WORD.match(after)
        if before is None or rest is None or not after[:1].islower():
            return False
        if tail[before.start() - 1 : before.start()] in HYPHENS and before.start():
            return False  # "mother-in-" has a hyphen of its own before
        first, second = before[0].casefold(), rest[0].casefold()
        if first + second in self.style.words:
            return True
        known = self.style.words
        return f"{first}-{second}" not in known and not (first in known and second in known)


def _cut(pieces: Sequence[Piece], count: int) -> tuple[Piece, ...]:
    kept = []
    for piece in pieces:
        if len(piece.text) > count:
            kept.append(replace(piece, text=piece.text[count:]))
        count = max(0, count - len(piece.text))
    return tuple(kept)


def _is_wide(ch: str) -> bool:
    return any(low <= ch <= high for low, high in _WIDE if ch)


def _without_bullet(block: Block) -> Block:
    match = BULLET.match(block.text)
    cut = match.end() if match else 0
    return replace(
        block,
        text=block.text[cut:],
        spans=tuple(
            replace(s, start=max(0, s.start - cut), end=s.end - cut) for s in block.spans if s.end > cut
        ),
        mentions=tuple(replace(m, at=max(0, m.at - cut)) for m in block.mentions),
    )


@dataclass(slots=True)
class _Writer:
    """Text as it grows, with one space at most between two words."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    tail: str = ""
    slanted: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def add(self, text: str, *, italic: bool) -> None:
        """Add words."""
        text = _SPACE.sub(" ", text)
        if not self.tail or self.tail[-1:].isspace():
            text = text.lstrip()
        start = self.length
        self.put(text)
        if italic and text.strip():
            begin = start + len(text) - len(text.lstrip())
            end = start + len(text.rstrip())
            if self.slanted and begin - self.slanted[-1][1] <= 1:
                begin = self.slanted.pop()[0]
            self.slanted.append((begin, end))

    def put(self, text: str) -> None:
        """Add text as it is."""
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.tail = (self.tail + text)[-80:]

    def here(self) -> int:
        """Return where a mark belongs: right after the last word."""
        return self.length - len(self.tail) + len(self.tail.rstrip())

    def strip(self) -> None:
        """Take the spaces off the end."""
        while self.tail[-1:] == " ":
            self.drop()

    def drop(self) -> None:
        """Take the last character off."""
        while self.parts and not self.parts[-1]:
            self.parts.pop()
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1
        self.tail = self.tail[:-1]

    def text(self) -> str:
        """Return all of it."""
        return "".join(self.parts).rstrip()

    def spans(self) -> tuple[Span, ...]:
        """Return where it is italic."""
        size = len(self.text())
        return tuple(
            Span(start, min(end, size), "italic") for start, end in self.slanted if start < min(end, size)
        )
