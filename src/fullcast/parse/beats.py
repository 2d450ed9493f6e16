"""Cuts utterances into phrases and says how long a narrator would rest after each, and why.

A rest has a reason, a key of `pauses` in voices.yaml: between sentences, between a quote and its tag, at a turn, a
paragraph, a scene; shorter where lines are short and many, none but a breath where somebody is cut off.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from fullcast.model import Chapter, Kind, Mark, Pause, Phrase, Utterance
from fullcast.parse.layout import Layout, layout

LONGEST = 400
"""Code points of a phrase after which it is cut at a clause, so that no engine gets more than a breath's worth."""

SEAM = 40
"""Milliseconds between words of a sentence of which the next is in another language."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr st prof rev hon sr jr capt sgt lt col gen maj cpl gov sen rep vs etc vol pp ed fig inc ltd co "
    "dept est approx mt ft "
    "ave blvd rd messrs mme mlle ph.d m.d e.g i.e a.m p.m u.s u.k".split()
)
_END = re.compile(r"(?:[.!?]+|…|\.\s?\.\s?\.|[。！？؟।])[”\"’'»)\]*_]*(?=\s)")
_CLAUSE = re.compile(r"(?:[;:—–]|,)[”\"’')]*\s+|—")
_CLAUSE_END = re.compile(r"[;:,—–][”\"’')]*\s*$")
_SOLID = re.compile(r"\S")
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+(?:[’'\-]\w+)*")
_CUT = re.compile(r"[—–\-][”\"’'»*_]*\s*$")
_SPOKEN = frozenset(set(Kind) - {Kind.NARRATION})


def phrases(chapter: Chapter, utterances: Sequence[Utterance], *, foreign: bool = False) -> Iterator[Phrase]:
    """Yield every phrase of a chapter in order, each with the rests after it.

    Every word of the utterances is in exactly one phrase. What has no words (a line of stars, an ellipsis in
    quotation marks) makes none: it lengthens the rest before it (somebody who says “…” takes a long beat to say nothing).
    With `foreign`, a passage that the source marks as another language is a phrase of its own.
    """
    marks = deque(sorted(chapter.marks, key=lambda mark: mark.at))
    page = layout(chapter, foreign=foreign)
    held: Phrase | None = None
    previous: Utterance | None = None
    silent = False
    for utterance in utterances:
        pieces = _pieces(utterance, page)
        if not pieces:
            silent = silent or utterance.kind is not Kind.NARRATION
            continue
        if held is None or previous is None:
            yield from _opening(
                utterance, [m for m in _until(marks, max(1, utterance.start)) if m.kind != "scene"]
            )
        else:
            between = _between(chapter.text, previous, utterance, page)
            rests = (*between, *((Pause("beat_long"),) if silent else ()))
            yield _marked(replace(held, pauses=rests), _until(marks, utterance.start))
        yield from pieces[:-1]
        held, previous, silent = pieces[-1], utterance, False
    if held is not None:
        yield _marked(held, list(marks))


def _until(marks: deque[Mark], at: int) -> list[Mark]:
    """Take the marks that stand before offset `at` off the queue."""
    taken: list[Mark] = []
    while marks and marks[0].at <= at:
        taken.append(marks.popleft())
    return taken


def _opening(first: Utterance, marks: list[Mark]) -> Iterator[Phrase]:
    """Yield a phrase without words that carries what a script asks for before its first line."""
    if marks:
        yield _marked(Phrase(first, first.start, first.start, "", (), last=False), marks)


# --- inside an utterance ---------------------------------------------------------------------------------


def _pieces(utterance: Utterance, page: Layout) -> list[Phrase]:
    spans = [span for sentence in _sentences(utterance.text) for span in _breaths(utterance.text, *sentence)]
    spans = _with_words(utterance, _as_laid(spans, utterance, page), page)
    made = [
        Phrase(utterance, utterance.start + a, utterance.start + b, utterance.text[a:b], (), last=False)
        for a, b in spans
    ]
    rested = [replace(one, pauses=(_inner_pause(one, two, page),)) for one, two in pairwise(made)]
    return [*rested, replace(made[-1], last=True)] if made else []


def _as_laid(spans: list[tuple[int, int]], utterance: Utterance, page: Layout) -> list[tuple[int, int]]:
    """Cut an utterance where its source says so too, and nowhere that it says is one."""
    own = {end for _, end in spans[:-1] if not page.is_whole(utterance.start + end)}
    told = {at - utterance.start for at in page.cuts(utterance.start, utterance.end)}
    return list(pairwise((0, *sorted(own | told), len(utterance.text))))


def _inner_pause(one: Phrase, two: Phrase, page: Layout) -> Pause:
    """Give the rest between two phrases of an utterance: hardly any where but the language changes."""
    asked = page.beat(two.start)
    if asked is not None:
        return Pause("beat", round(asked * 1000))
    rest = Pause(_inner_rest(one.text, two.text))
    runs_on = rest.reason == "clause" and _CLAUSE_END.search(one.text) is None and page.is_seam(two.start)
    return replace(rest, ms=SEAM) if runs_on else rest


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of an utterance, and the parts of those an ellipsis breaks."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, match.start(), match.end()):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return spans


def _ends_sentence(text: str, mark: int, end: int) -> bool:
    more = _SOLID.search(text, end)
    if more is None:
        return False
    following = more.group()
    if text[mark] in "…" or text.startswith("..", mark):
        return True
    if text[mark] != ".":
        return not following.islower()
    word = re.search(r"[\w.]+$", text[max(0, mark - 12) : mark])
    before = word.group().lower() if word else ""
    if before == "no" and following.isdigit():
        return False
    if before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i"):
        return False
    return not following.islower()


def _breaths(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence longer than a breath at its clauses, or between words where it has none."""
    while end - start > LONGEST:
        cut = max(
            (m.end() for m in _CLAUSE.finditer(text, start + LONGEST // 4, start + LONGEST)), default=-1
        )
        if cut < 0:
            cut = max(
                text.rfind(" ", start + LONGEST // 4, start + LONGEST),
                text.rfind("\n", start + LONGEST // 4, start + LONGEST),
            )
        if cut < 0:
            cut = start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _with_words(utterance: Utterance, spans: list[tuple[int, int]], page: Layout) -> list[tuple[int, int]]:
    """Join spans without words to a neighbour; return none where there is no word at all."""
    text, at = utterance.text, utterance.start
    kept: list[tuple[int, int]] = []
    open_start: int | None = None
    for start, end in spans:
        if (
            _WORD.search(text, start, end)
            or _speakable(text[start:end])
            or page.is_said(at + start, at + end)
        ):
            kept.append((start if open_start is None else open_start, end))
            open_start = None
        elif kept:
            kept[-1] = (kept[-1][0], end)
        elif open_start is None:
            open_start = start
    return kept


def _speakable(text: str) -> bool:
    """Say whether a text without letters or digits still says something: a symbol or an emoji an engine can name."""
    return any(ch in "%&+=@€£$§°" or ord(ch) > 0x1F000 for ch in text)


def _inner_rest(one: str, two: str) -> str:
    end = one.rstrip(" \t\r\n”\"’'»)]*_")
    if end.endswith(("…", "...")):
        return "ellipsis"
    if not end.endswith((".", "!", "?", "。", "！", "？", "؟", "।")):
        return "clause"
    return "beat_short" if _words(one) == 1 and _words(two) == 1 else "sentence"


# --- between utterances ----------------------------------------------------------------------------------


def _between(text: str, one: Utterance, two: Utterance, page: Layout) -> tuple[Pause, ...]:
    asked = page.beat(two.start)
    if asked is not None:
        return (Pause("beat", round(asked * 1000)),)
    rests = [Pause(_laid_reason(one, two, page) or _reason(text, one, two))]
    if one.kind is Kind.RADIO and two.kind is not Kind.RADIO:
        rests.append(Pause("radio_after"))
    if two.kind is Kind.RADIO and one.kind is not Kind.RADIO:
        rests.append(Pause("radio_before"))
    return tuple(rests)


def _laid_reason(one: Utterance, two: Utterance, page: Layout) -> str:
    """Return the rest a page asks for: after a heading, between lines of verse, items and rows; "" where it asks for none."""
    above = page.block(one.start + len(one.text.rstrip()) - 1)
    if above is None:
        return ""
    if above.kind == "heading":
        return "title" if two.start >= above.end else ""
    below = page.block(two.start + len(two.text) - len(two.text.lstrip()))
    if below is None or below.kind != above.kind or {one.kind, two.kind} & _SPOKEN:
        return ""
    if above.kind == "verse":
        return _inner_rest(one.text, two.text) if below is above else ""
    return "sentence" if below is not above else ""


def _reason(text: str, one: Utterance, two: Utterance) -> str:
    gap = one.text[len(one.text.rstrip()) :]
    apart = "\n" in gap or "\r" in gap or "\u2029" in gap
    if one.kind in _SPOKEN and _CUT.search(one.text):
        return "cut_off"
    if one.kind in _SPOKEN and two.kind in _SPOKEN:
        return "turn" if one.speaker != two.speaker or one.speaker is None else "sentence"
    if not apart:
        return _reason_in_paragraph(one, two)
    if one.kind in _SPOKEN:
        return "to_narration"
    if two.kind in _SPOKEN:
        return "to_dialogue"
    return _reason_in_narration(one, two, whole=one.start == 0 or text[one.start - 1] in "\n\r\u2029")


def _reason_in_paragraph(one: Utterance, two: Utterance) -> str:
    if two.kind in _SPOKEN:
        return (
            "tag" if one.text.rstrip()[-1:] in {",", ":", "—"} or one.rule.endswith("tag") else "to_dialogue"
        )
    opens = two.text.lstrip(" —–,")[:1]
    said = one.text.rstrip("”\"’'»*_ \n\r\t")[-1:]
    return "tag" if opens.islower() or said == "," or _words(two.text) <= 5 else "to_narration"


def _reason_in_narration(one: Utterance, two: Utterance, *, whole: bool) -> str:
    """Return the rest between two paragraphs of narration; `whole` says that the first is no tag at a paragraph's end."""
    short = whole and _is_beat(one.text), _is_beat(two.text)
    if all(short):
        return "beat_short"
    return "beat" if short[0] else "paragraph"


def _is_beat(text: str) -> bool:
    """Say whether a paragraph is a one-line beat: a few words, one sentence ("Didn't.")."""
    return _words(text) <= 4 and len(re.findall(r"[.!?…]+", text)) <= 1


def _words(text: str) -> int:
    return len(_WORDS.findall(text[:200]))


# --- a script's directions -------------------------------------------------------------------------------


def _marked(phrase: Phrase, marks: list[Mark]) -> Phrase:
    """Add what a script asks for between two lines: it replaces the usual rest."""
    if not marks:
        return phrase
    rests = [_rest(mark) for mark in marks if mark.kind != "sound"]
    sounds = tuple(mark.sound for mark in marks if mark.kind == "sound" and mark.sound)
    return replace(phrase, pauses=tuple(rests) or phrase.pauses, sounds=sounds)


def _rest(mark: Mark) -> Pause:
    if mark.kind == "scene":
        return Pause("scene")
    return Pause("beat", None if mark.seconds is None else round(mark.seconds * 1000))
