"""Cuts paragraphs into speech, thought and narration."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fullcast.parse.lexicon import SPEECH_VERBS, THOUGHT_VERBS
from fullcast.parse.paragraphs import Paragraph
from fullcast.parse.quotes import Stretch, Style, stretches

Part = Literal["speech", "thought", "narration", "break"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = ".!?…,—–-;:"
_ITALIC = re.compile(r"(?<![\w*_\\])([_*])(?=[^\s_*])([^_*\n]{2,1200}?)(?<=[^\s_*])\1(?![\w*_])")
_THOUGHT_LEAD = re.compile(
    r"\b(?:he|she|I|they|[A-Z][\w’'-]+)(?: had| only| just| then| suddenly)?"
    r" (?:thought|think|thinks|wondered|prayed|told (?:him|her|my)self)"
    r"(?: to (?:him|her|my)self| again| only| dully| wildly| suddenly)?[ \t]*[:—][ \t]*$"
)
_THOUGHT_COLON = re.compile(_THOUGHT_LEAD.pattern.removesuffix("[ \\t]*$") + r"\s+(?=\S)")
_THOUGHT_TAG = re.compile(
    r"(?:^|(?<=[.!?…]\s))(?P<thought>[^.!?…“”\"]{2,200}[,?!…])\s+"
    r"(?:(?:he|she|I|[A-Z][\w’'-]+) (?:thought|wondered)|(?:thought|wondered) (?:he|she|I|[A-Z][\w’'-]+))\b"
    r"(?!\s+(?:that|of|about))[^.!?…]{0,60}[.!?…]"
)
_INNER_VOICE = re.compile(
    r"\b(?:I|I['’]\w+|me|my|we|us|must|can['’]t|don['’]t|won['’]t|is|are|isn['’]t|\w+['’]s|please|will)\b"
)
_NEAR = 240
"""Code points beside a quote that can say what it is: more is another sentence, and would cost time in a long paragraph."""
_SAYING = SPEECH_VERBS | THOUGHT_VERBS


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph of one part; `rule` is what found it. White space between belongs to the one before."""

    start: int
    end: int
    part: Part
    rule: str
    closed: bool = True
    certain: float = 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph cut into segments that cover it."""

    index: int
    paragraph: Paragraph
    segments: tuple[Segment, ...]

    @property
    def spoken(self) -> tuple[Segment, ...]:
        """The segments somebody says or thinks."""
        return tuple(s for s in self.segments if s.part in {"speech", "thought"})


def passages(text: str, found: tuple[Paragraph, ...], style: Style) -> tuple[Passage, ...]:
    """Cut every paragraph of a chapter into its segments."""
    made: list[Passage] = []
    awaited = False
    for i, paragraph in enumerate(found):
        made.append(Passage(i, paragraph, tuple(_segments(text, paragraph, style, awaited=awaited))))
        awaited = (
            _THOUGHT_LEAD.search(text, max(paragraph.start, paragraph.end - 200), paragraph.end) is not None
        )
    return tuple(made)


def _segments(text: str, paragraph: Paragraph, style: Style, *, awaited: bool) -> Iterator[Segment]:
    start, end = paragraph.start, paragraph.end
    if paragraph.is_break:
        yield Segment(start, end, "break", "scene-break")
        return
    at = start
    voiced = _voiced(text, paragraph, style)
    if not voiced:
        voiced = (
            [Segment(start, end, "thought", "thought-lead", certain=0.9)]
            if awaited
            else _plain_thoughts(text, paragraph)
        )
    for piece in voiced:
        if piece.start > at:
            yield Segment(at, piece.start, "narration", "narration")
        yield piece
        at = piece.end
    if at < end:
        yield Segment(at, end, "narration", "narration")


def _voiced(text: str, paragraph: Paragraph, style: Style) -> list[Segment]:
    quoted = [
        Segment(
            s.start,
            s.end,
            "speech",
            _quote_rule(s),
            s.closed or s.dash,
            1.0 if s.opened and (s.closed or s.dash) else 0.6,
        )
        for s in stretches(text, paragraph.start, paragraph.end, style)
        if s.dash or is_speech(text, paragraph, s)
    ]
    starts = [q.start for q in quoted]
    italics = [s for s in _italics(text, paragraph) if not _overlaps(s, quoted, starts)]
    return sorted([*quoted, *italics], key=lambda s: s.start)


def _overlaps(segment: Segment, quoted: list[Segment], starts: list[int]) -> bool:
    at = bisect_left(starts, segment.end)
    return at > 0 and quoted[at - 1].end > segment.start


def _quote_rule(stretch: Stretch) -> str:
    if stretch.dash:
        return "quote-dash"
    if not stretch.opened:
        return "quote-unopened"
    return "quote" if stretch.closed else "quote-unclosed"


# --- quoted words that nobody says -------------------------------------------------------------------


def is_speech(text: str, paragraph: Paragraph, stretch: Stretch) -> bool:
    """Say whether a quoted stretch is spoken, or a word in quotation marks ("lucky") that the narrator speaks.

    Speech ends with punctuation inside or beside its closing mark, stands at the paragraph's edge or after a comma,
    colon or stop, or next to a verb of saying. A few words in the middle of a sentence without any of these are not.
    """
    inside = text[stretch.start : stretch.end].strip("“”\"‘’'«»‹›„‟「」『』 \u00a0\u202f")
    words = _WORD.findall(inside)
    if not words:
        return any(ch in "…—?!" for ch in inside)
    if not stretch.closed or not stretch.opened or len(words) > 8:
        return True
    before = text[max(paragraph.start, stretch.start - _NEAR) : stretch.start].rstrip()
    after = text[stretch.end : min(paragraph.end, stretch.end + _NEAR)]
    if not before and not after.strip():
        return True
    if _beside_saying(before, after):
        return True
    if before and before[-1] not in '.!?…:,;—–-”’"»)*_':
        return _cries_out(inside, before)
    if inside[-1] in _SENTENCE_END or after.lstrip()[:1] in {",", "—", "–"}:
        return True
    return bool(before) and before[-1] == ":" and len(words) > 2


def _beside_saying(before: str, after: str) -> bool:
    near = [w.lower() for w in _WORD.findall(before)[-2:]] if before[-1:] in ",:" else []
    clause = re.split(r"[.!?…;]", after, maxsplit=1)[0]
    following = [w.lower() for w in _WORD.findall(clause)[:4]]
    starts_new = bool(after.strip()) and after.strip()[0].isupper()
    return any(w in SPEECH_VERBS for w in near) or (
        not starts_new
        and bool(following)
        and (following[0] in _SAYING or any(w in _SAYING for w in following[1:3]))
    )


def _cries_out(inside: str, before: str) -> bool:
    """Say whether words in mid-sentence are cried out after all: a verb of saying just before, a sentence inside."""
    near = [w.lower() for w in _WORD.findall(before)[-3:]]
    saying = any(
        w in SPEECH_VERBS and w not in {"called", "calls", "calling", "read", "went", "told"} for w in near
    )
    return saying and inside[:1].isupper() and inside[-1] in ".!?…—-"


# --- thoughts in plain text ----------------------------------------------------------------------------


def _plain_thoughts(text: str, paragraph: Paragraph) -> list[Segment]:
    """Return the thoughts of a paragraph in plain text: after "she thought:", or before ", she thought."."""
    start = paragraph.start
    lead = _THOUGHT_COLON.search(text, start, paragraph.end)
    if lead:
        return [Segment(lead.end(), paragraph.end, "thought", "thought-colon", certain=0.9)]
    return [
        Segment(start + m.start("thought"), start + m.end("thought"), "thought", "thought-tag", certain=0.8)
        for m in _THOUGHT_TAG.finditer(text[start : paragraph.end])
        if _INNER_VOICE.search(m["thought"])
    ]


# --- italics -------------------------------------------------------------------------------------------


def _italics(text: str, paragraph: Paragraph) -> Iterator[Segment]:
    """Yield the italic stretches (_so_ or *so*) that are thoughts: whole sentences, or tagged as thought."""
    for match in _ITALIC.finditer(text, paragraph.start, paragraph.end):
        inside = match.group(2).strip()
        after = text[match.end() : min(paragraph.end, match.end() + _NEAR)]
        before = text[max(paragraph.start, match.start() - _NEAR) : match.start()].rstrip()
        tagged = _thought_follows(after)
        opens = not before or before[-1] in '.!?…:—–”’"'
        whole = inside[-1] in ".!?…—" and (inside[:1].isupper() or not inside[:1].isalpha() or not before)
        if tagged or (opens and whole and _inner(inside, alone=not before and not after.strip())):
            yield Segment(
                match.start(), match.end(), "thought", "thought-italic", certain=0.95 if tagged else 0.85
            )


def _thought_follows(after: str) -> bool:
    clause = re.split(r"[.!?;]", after.lstrip(" ,"), maxsplit=1)[0]
    words = [w.lower() for w in _WORD.findall(clause)[:4]]
    thinks = {
        w
        for w, after in zip(words, [*words[1:], "", ""], strict=False)
        if w in THOUGHT_VERBS and (w != "told" or after.endswith("self"))
    }
    return bool(words) and bool(thinks & set(words[:3]))


def _inner(inside: str, *, alone: bool) -> bool:
    words = _WORD.findall(inside)
    return alone or len(words) >= 2 or inside[-1] in "?!…"
