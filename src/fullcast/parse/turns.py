"""Cuts paragraphs into speech, thought and narration."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fullcast.parse.languages import ENGLISH, Language
from fullcast.parse.paragraphs import Paragraph
from fullcast.parse.quotes import Stretch, Style, stretches
from fullcast.parse.thoughts import (
    Thought,
    announces_writing,
    awaits_thought,
    italic_thoughts,
    plain_thoughts,
    quoted_thoughts,
)

Part = Literal["speech", "thought", "narration", "break"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MARKS = "“”\"‘’'«»‹›„‟「」『』 \u00a0\u202f"
_SENTENCE_END = ".!?…,—–-;:"
_SCRIPT_LINE = re.compile(
    r"(?P<name>[A-Z][A-Z0-9.’'-]*(?: [A-Z0-9][A-Z0-9.’'-]*){0,3}(?: \([^)\n]{1,40}\))?):[ \t]+(?=\S)"
)
_CUT_OFF = frozenset({",", "—", "–"})
_LONG = 160
"""Code points of a quote that is longer than any word in quotation marks."""
_CLAUSE = re.compile(r"[^.!?…;]{1,64}")
_NO_VOICES = frozenset(
    "NOTE NOTICE WARNING DANGER CAUTION TO FROM RE SUBJECT DATE PS P.S. TIME WANTED FOR EXHIBIT".split()
)
"""Words in capitals before a colon that head a sign or a form, not a line of a transcript."""
_NEAR = 240
"""Code points beside a quote that can say what it is: more is another sentence, and would cost time in a long paragraph."""
_BESIDE = 80
"""Code points beside a quote that can hold its verb of saying."""
_SEVERAL = 8
"""Paragraphs that one quote may run through without a mark of its own at each."""


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


def passages(
    text: str,
    found: tuple[Paragraph, ...],
    style: Style,
    language: Language = ENGLISH,
    slanted: Sequence[tuple[int, int]] = (),
) -> tuple[Passage, ...]:
    """Cut every paragraph of a chapter into its segments; `slanted` are its italics that are no marks in the text."""
    made: list[Passage] = []
    before = _Before()
    for i, paragraph in enumerate(found):
        before = replace(before, slanted=_of(paragraph, slanted))
        made.append(Passage(i, paragraph, tuple(_segments(text, paragraph, style, language, before))))
        before = _Before(
            awaited=awaits_thought(text, paragraph.start, paragraph.end),
            written=announces_writing(
                text,
                paragraph.start,
                paragraph.end,
                written=before.written,
                spoken=bool(made[-1].spoken),
                slanted=before.slanted,
            ),
            scripted=_scripted(text, paragraph)
            or (i + 2 < len(found) and _scripted(text, found[i + 1]) and _scripted(text, found[i + 2])),
        )
    _run_on(text, made)
    return tuple(made)


def _of(paragraph: Paragraph, slanted: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Give the italics that lie in a paragraph."""
    first = bisect_right(slanted, paragraph.start, key=lambda one: one[1])
    return slanted[first : bisect_left(slanted, (paragraph.end, 0))]


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known of a paragraph before it is read: its italics, and what the one before leads to expect.

    That is a thought, something written, another line of a transcript.
    """

    awaited: bool = False
    written: bool = False
    scripted: bool = False
    slanted: Sequence[tuple[int, int]] = ()


def _scripted(text: str, paragraph: Paragraph) -> bool:
    line = _SCRIPT_LINE.match(text, paragraph.start, paragraph.end)
    return line is not None and line["name"] not in _NO_VOICES


def _run_on(text: str, made: list[Passage]) -> None:
    """Give a speech the paragraphs without marks (verse, a letter) between the one where it opens and the one where it ends."""
    opened = -1
    for i, passage in enumerate(made):
        first = passage.segments[0]
        if opened >= 0 and first.rule == "quote-unopened":
            for j in range(opened + 1, i):
                made[j] = _as_speech(made[j])
        elif opened >= 0 and (passage.spoken or i - opened > _SEVERAL or passage.paragraph.is_break):
            opened = -1
        if passage.segments[-1].rule == "quote-unclosed":
            opened = i


def _as_speech(passage: Passage) -> Passage:
    at = passage.paragraph
    said = Segment(at.start, at.end, "speech", "quote-continued", closed=False, certain=0.6)
    return replace(passage, segments=(said,))


def _segments(
    text: str, paragraph: Paragraph, style: Style, language: Language, before: _Before
) -> Iterator[Segment]:
    start, end = paragraph.start, paragraph.end
    if paragraph.is_break:
        yield Segment(start, end, "break", "scene-break")
        return
    at = start
    voiced = _voiced(text, paragraph, style, language, before)
    voiced = _with_plain_thoughts(text, paragraph, voiced) if voiced else _unmarked(text, paragraph, before)
    for piece in voiced:
        if piece.start > at:
            yield Segment(at, piece.start, "narration", "narration")
        yield piece
        at = piece.end
    if at < end:
        yield Segment(at, end, "narration", "narration")


def _unmarked(text: str, paragraph: Paragraph, before: _Before) -> list[Segment]:
    """Return what a paragraph without quotes or italics holds: an awaited thought, a transcript's line, plain thoughts."""
    if before.awaited:
        return [Segment(paragraph.start, paragraph.end, "thought", "thought-lead", certain=0.9)]
    if before.scripted and _scripted(text, paragraph):
        line = _SCRIPT_LINE.match(text, paragraph.start, paragraph.end)
        assert line is not None
        return [Segment(line.end(), paragraph.end, "speech", "transcript", certain=0.8)]
    return [_thinks(t) for t in plain_thoughts(text, paragraph.start, paragraph.end)]


def _voiced(
    text: str, paragraph: Paragraph, style: Style, language: Language, before: _Before
) -> list[Segment]:
    quoted = [
        Segment(s.start, s.end, "speech", _quote_rule(s), _whole(s), 1.0 if s.opened and _whole(s) else 0.6)
        for s in stretches(text, paragraph.start, paragraph.end, style, language)
        if s.dash or s.inserted or is_speech(text, paragraph, s, language)
    ]
    thought = quoted_thoughts(text, paragraph.start, paragraph.end, [(q.start, q.end) for q in quoted])
    quoted = [
        replace(q, part="thought", rule="thought-quote") if thinks else q
        for q, thinks in zip(quoted, thought, strict=True)
    ]
    starts = [q.start for q in quoted]
    thoughts = italic_thoughts(
        text, paragraph.start, paragraph.end, written=before.written, slanted=before.slanted
    )
    return sorted(
        [*quoted, *(s for s in map(_thinks, thoughts) if not _overlaps(s, quoted, starts))],
        key=lambda s: s.start,
    )


def _thinks(thought: Thought) -> Segment:
    return Segment(thought.start, thought.end, "thought", thought.rule, certain=thought.certain)


def _with_plain_thoughts(text: str, paragraph: Paragraph, voiced: list[Segment]) -> list[Segment]:
    """Add the thoughts in plain text that stand between the quotes and italics of a paragraph."""
    gaps = zip(
        [paragraph.start, *(s.end for s in voiced)], [*(s.start for s in voiced), paragraph.end], strict=True
    )
    plain = [_thinks(t) for start, end in gaps if start < end for t in plain_thoughts(text, start, end)]
    return sorted([*voiced, *plain], key=lambda s: s.start)


def _whole(stretch: Stretch) -> bool:
    return stretch.closed or stretch.dash or stretch.inserted


def _overlaps(segment: Segment, quoted: list[Segment], starts: list[int]) -> bool:
    at = bisect_left(starts, segment.end)
    return at > 0 and quoted[at - 1].end > segment.start


def _quote_rule(stretch: Stretch) -> str:
    if stretch.dash:
        return "quote-dash"
    if stretch.inserted:
        return "quote"
    if not stretch.opened:
        return "quote-unopened"
    return "quote" if stretch.closed else "quote-unclosed"


# --- quoted words that nobody says -------------------------------------------------------------------


def is_speech(text: str, paragraph: Paragraph, stretch: Stretch, language: Language = ENGLISH) -> bool:
    """Say whether a quoted stretch is spoken, or a word in quotation marks ("lucky") that the narrator speaks.

    Speech ends with punctuation inside or beside its closing mark, stands at the paragraph's edge or after a comma,
    colon or stop, or next to a verb of saying. A few words in the middle of a sentence without any of these are not.
    """
    if not stretch.closed or not stretch.opened or stretch.end - stretch.start > _LONG:
        return True
    inside = text[stretch.start : stretch.end].strip(_MARKS)
    words = _WORD.findall(inside)
    if not words:
        return any(ch in "…—?!" for ch in inside)
    if len(words) > 8:
        return True
    before = text[max(paragraph.start, stretch.start - _BESIDE) : stretch.start].rstrip()
    after = text[stretch.end : min(paragraph.end, stretch.end + _BESIDE)].lstrip()
    if not before and not after:
        return True
    if _beside_saying(before, after, language):
        return True
    if before and before[-1] not in '.!?…:,;—–-”’"»)*_':
        return _cries_out(inside, before, language)
    if inside[-1] in _SENTENCE_END or after[:1] in _CUT_OFF or after.startswith("--"):
        return True
    return bool(before) and before[-1] == ":" and len(words) > 2


def _beside_saying(before: str, after: str, language: Language) -> bool:
    if before[-1:] in {",", ":"} and any(language.says(w) for w in _last_words(before, 2)):
        return True
    if not after or after[0].isupper():
        return False
    clause = _CLAUSE.match(after)
    return clause is not None and any(
        language.says(w) or language.thinks(w) for w in _words(clause.group())[:3]
    )


def _cries_out(inside: str, before: str, language: Language) -> bool:
    """Say whether words in mid-sentence are cried out after all: a verb of saying just before, a sentence inside."""
    near = _last_words(before, 3)
    saying = [w for w in near if language.says(w)]
    if not saying or not inside[:1].isupper():
        return False
    if language.bare(near[-1]) in language.speech_verbs - language.weak_verbs:
        return True
    strong = any(language.bare(w) not in language.weak_verbs for w in saying)
    return inside[-1] in (".,;!?…—-" if strong else "!?")


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _last_words(text: str, count: int) -> list[str]:
    return _words(text[-24 * count :])[-count:]
