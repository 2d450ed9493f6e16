"""Finds what people think: in quotes with a thinking tag, in italics, and in plain text around a tag or after a colon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fullcast.model import Span
from fullcast.parse.layout import merged
from fullcast.parse.lexicon import THOUGHT_VERBS

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEAR = 240
"""Code points beside italics that can say what they are."""
_ITALIC = re.compile(r"(?<![\w*_\\])([_*])(?=[^\s_*])([^_*\n]{2,1200}?)(?<=[^\s_*])\1(?![\w*_])")
_LONGEST = 1_200
"""Code points of italics that may be one thought."""
_CLOSES = re.compile(r"[.!?…]+")
_NAME = (
    r"(?:(?:Mrs?|Ms|Dr|St|Capt|Col|Gen|Prof|Rev|Sgt|Lt)\. )?(?:[A-Z][\w’'-]{0,20} ){0,2}[A-Z][\w’'-]{0,20}"
)
_SUBJECT = rf"(?:he|she|I|they|{_NAME}|the (?:[\w-]{{1,20}} )?[\w-]{{1,20}})"
_THINKS = r"(?:thought|thinks|wondered|wonders|prayed|prays|realized|realised|told (?:him|her|my)self)"
_THOUGHT_END = r"(?: to (?:him|her|my)self| again| only| dully| wildly| suddenly| bitterly| grimly| vaguely)?"
_THOUGHT_LEAD = re.compile(
    rf"(?:\b{_SUBJECT}(?: had| only| just| then| suddenly)? |\band (?:then )?){_THINKS}{_THOUGHT_END}[ \t]*[:—][ \t]*$"
)
_THOUGHT_COLON = re.compile(
    rf"(?:\b{_SUBJECT}(?: had| only| just| then| suddenly)? |\band (?:then )?){_THINKS}{_THOUGHT_END}[ \t]*:\s+(?=[A-ZÀ-ÖØ-Þ])"
)
_THOUGHT_TAG = re.compile(
    rf"(?:^|(?<=[.!?…]\s))(?P<thought>[^.!?…“”\"_*]{{2,200}}[,?!…])\s+"
    rf"(?:(?i:he|she|I) {_THINKS}|(?!(?:The|A|An|This|That|His|Her|My|One|No|Any|Some) )[A-Z][\w’'-]{{0,20}} {_THINKS}|{_THINKS} {_SUBJECT})\b"
    r"(?!\s+(?:that|of|about|so|not|it|if|whether|how|the|a|his|her|she|he|they|I|was|were|is|had|would|could|should|might|did)\b|\s?[—–-])(?P<more>[^.!?…,]{0,40})(?P<end>[.!?…,])"
    r"(?P<rest>(?<=,)\s(?!(?:as|while|when|with|who|which|where|for|and (?:he|she|then))\b)[^.!?…“”\"]{1,160}[.!?…])?"
)
_PRESENT = re.compile(
    r"\b(?:I['’]\w+|must|can(?:not|['’]t)?|don['’]t|doesn['’]t|do|does|won['’]t|will|shall|am|is|are|isn['’]t|aren['’]t|has|have|"
    r"hasn['’]t|haven['’]t|knows?|\w+['’](?:re|ve|ll)|(?i:he|she|it|that|what|who|there|here|where|how|let)['’]s|please|let|may|had better|needs?|wants?|looks?|seems?|means?)\b|^(?:What|How|Not|Dear|Oh|Thank)\b"
)
_EXCLAIMS = re.compile(r"(?:What|How)\b")
_NO_MORE = re.compile(r"(?: to (?:him|her|my)self)?(?: again| \w+ly)?")
_SELF = re.compile(r"\b(?:I|me|my|we|us|our|myself)\b")
_PAST = re.compile(
    r"\b(?:was|were|had(?! better)|did|didn['’]t|wasn['’]t|weren['’]t|hadn['’]t|would|could|should|might|said|went|came|took|saw|made|knew|got|gave|found|felt|kept|left|met|sat|"
    r"stood|told|ran|began|became|heard|held|brought|drew|fell|grew|lay|led|lost|spoke|wore|wrote|ate|drove|rose|sent|slept|\w{2,}ed)\b"
)
_NEXT_SENTENCE = re.compile(r"\s+[A-ZÀ-ÖØ-Þ][^.!?…“”\"_*]{1,200}[.!?…]+")
_QUOTED_THOUGHT = re.compile(
    rf"\s*(?:(?:thought|thinks) {_SUBJECT}|{_SUBJECT} "
    rf"(?:had |only |then )?(?:thought|thinks))(?: to (?:him|her|my)self)?(?P<after>[.,;:—!?]|\s+(?:as|and|with|when|while|to|in|at)\b|\s+\w+ly\b|\s*$)"
)
_THOUGHT_BEFORE = re.compile(
    rf"\b(?:{_SUBJECT}|to) (?:had |only |then |just |was |were )?(?:thought|thinks?|thinking)(?: (?:to (?:him|her|my)self|besides|again))?[,:—]\s*$"
)
_WRITTEN = re.compile(
    r"\b(?:letters?|notes?|texts?|texted|messages?|signs?|cards?|postcards?|telegrams?|headlines?|emails?|e-mails?|inscriptions?|plaques?|labels?|"
    r"envelope|diary|journal|poem|verses?|song|hymn|tune|lyrics|screen|typed|wrote|written|writes|writing|reads?|chalked|scrawled|scribbled|printed|painted|sang|singing|sings|chanted)\b",
    re.IGNORECASE,
)
"""Words before italics that make them something written or sung, not thought."""
_ANNOUNCES = re.compile(
    r"\b(?:texts?|messages?|notes?|letters?|e-?mails?|telegrams?|postcards?|cards?) (?:from|to) [^.!?]{1,40}[.:]\s*$|"
    r"\b(?:he|she|I|they|it|[A-Z]\w+) (?:read|unfolded|opened|tore open) (?:it|the|his|her|that)\b[^.!?]{0,60}[.:]\s*$|"
    r"\b(?:[Ii]t|letter|note|card|sign|screen|message|text|telegram|headline|inscription) (?:read|said|ran|began)[^.!?]{0,30}[.:]\s*$"
)
_SUNG = re.compile(r"[\s,]*(?:\w+ ){0,3}(?:sang|sings|chanted|hummed|read|reads|ran|wrote)\b")
_SALUTES = re.compile(
    r"\W*(?:(?:My )?[Dd]ear(?:est)? (?:[A-Z]|[Ss]ir|[Mm]adam)|P\.?S\.|Yours\b|"
    r"Your (?:\w+ ){0,2}(?:friend|brother|sister|mother|father|son|daughter|servant|wife|husband)\b)"
)
_ENDS = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?…]\s+[A-ZÀ-ÖØ-Þ]")
_MARKS = frozenset("“”\"‘’'«»„‟")
_MAY_THINK = re.compile(
    r"\b(?:thought|think|thinks|wonder(?:ed|s)|pray(?:ed|s)|reali[sz]ed|reflected|told (?:him|her|my)self)\b"
)


@dataclass(frozen=True, slots=True)
class Thought:
    """A stretch that somebody thinks, what found it, how surely."""

    start: int
    end: int
    rule: str
    certain: float


def awaits_thought(text: str, start: int, end: int) -> bool:
    """Say whether the paragraph `text[start:end]` ends in "she thought:", so that the next is what she thought."""
    return _THOUGHT_LEAD.search(text, max(start, end - 200), end) is not None


def announces_writing(
    text: str, start: int, end: int, *, written: bool, spoken: bool, slanted: Sequence[tuple[int, int]] = ()
) -> bool:
    """Say whether italics in the next paragraph are something written: the lines of a letter follow each other.

    `written` says that of this paragraph's own italics, `spoken` that somebody speaks in it; `slanted` are those of its
    italics that are no marks in the text.
    """
    marked = text[start] in "_*" and text[end - 1] in "_*"
    if marked or any(one.start <= start and end <= one.end for one in _slanted(text, start, end, slanted)):
        return written or _SALUTES.match(text, start + marked, end) is not None
    if spoken:
        return False
    tail = text[max(start, end - 200) : end]
    return _ANNOUNCES.search(tail) is not None or (
        tail[-1] == ":" and _WRITTEN.search(_last_clause(tail)) is not None
    )


# --- in quotes ---------------------------------------------------------------------------------------


def quoted_thoughts(text: str, start: int, end: int, quotes: Sequence[tuple[int, int]]) -> list[bool]:
    """Say of each quote of a paragraph whether a tag makes it a thought: “How odd,” she thought, “how very odd.”"""
    if not _MAY_THINK.search(text, start, end):
        return [False] * len(quotes)
    found: list[bool] = []
    goes_on = False
    for i, (begin, close) in enumerate(quotes):
        before = quotes[i - 1][1] if i else start
        following = quotes[i + 1][0] if i + 1 < len(quotes) else end
        led = _THOUGHT_BEFORE.search(text, max(before, begin - 120), begin) is not None
        tagged = _tagged_thought(text, begin, close, following)
        found.append(led or tagged or goes_on)
        between = text[close : min(following, close + _NEAR)].rstrip()
        goes_on = tagged and between[-1:] in {",", "—", ";", ":"} and not _ENDS.search(between)
    return found


def _tagged_thought(text: str, begin: int, close: int, following: int) -> bool:
    """Say whether "X thought" after a quote is its tag, not a sentence of its own (“Yes.” She thought for a while.)."""
    tag = _QUOTED_THOUGHT.match(text, close, min(following, close + _NEAR))
    inside = text[begin:close].rstrip("”\"’'»_*")[-1:]
    if tag is None or inside in {",", "—"}:
        return tag is not None
    first = text[close:following].lstrip()[:1]
    return inside in {"?", "!", "…"} and (first.islower() or tag["after"] in {".", ","})


# --- in plain text -----------------------------------------------------------------------------------


def plain_thoughts(text: str, start: int, end: int) -> list[Thought]:
    """Return the thoughts of a stretch in plain text: after "she thought:", or around ", she thought"."""
    if not _MAY_THINK.search(text, start, end):
        return []
    lead = _THOUGHT_COLON.search(text, start, end)
    if lead:
        return [Thought(lead.end(), end, "thought-colon", 0.9)]
    found: list[Thought] = []
    for match in _THOUGHT_TAG.finditer(text[start:end]):
        thought, rest = match["thought"], match["rest"] or ""
        bare = match["end"] != "," and _NO_MORE.fullmatch(match["more"]) is not None
        if not _is_inner(f"{thought} {rest}".strip(), bare=bare or "prayed" in match.group()):
            continue
        found.append(
            Thought(
                start + match.start("thought"),
                start + match.end("thought"),
                "thought-tag",
                0.8,
            )
        )
        at = start + match.end()
        if rest:
            found.append(Thought(start + match.start("rest") + 1, at, "thought-tag", 0.8))
        stop = _thinks_on(text, at, end)
        if stop > at:
            begin = at + len(text[at:stop]) - len(text[at:stop].lstrip())
            found.append(Thought(begin, stop, "thought-on", 0.7))
    return [s for i, s in enumerate(found) if i == 0 or s.start >= found[i - 1].end]


def _is_inner(words: str, *, bare: bool) -> bool:
    """Say whether the words about ", she thought" are a mind's own (present), not the narrator's report of them (past).

    Words that tell neither are a mind's own where the tag ends their sentence (`bare`), or the mind says "I".
    """
    present, past = _PRESENT.search(words), _PAST.search(words)
    if present is not None and _EXCLAIMS.match(words) is None:
        return past is None or present.start() < past.start()
    return past is None and (present is not None or bare or _SELF.search(words) is not None)


def _thinks_on(text: str, at: int, end: int) -> int:
    """Return where a thought ends that goes on after its tag, sentence by sentence, in the words of a mind."""
    while sentence := _NEXT_SENTENCE.match(text, at, end):
        words = sentence.group().strip()
        if not _PRESENT.search(words) or not _is_inner(words, bare=False):
            break
        at = sentence.end()
    return at


# --- in italics --------------------------------------------------------------------------------------


class _Italic(NamedTuple):
    """A stretch in italics, and its words without the marks."""

    start: int
    end: int
    words: str


def slanted(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Give the stretches that a source sets in italics and that may be thoughts: none of a heading, verse, quotation, caption."""
    page = merged(
        span for span in spans if span.kind in ("heading", "verse", "quote", "figure", "row", "note")
    )
    found = merged(span for span in spans if span.kind == "italic")
    starts = [start for start, _ in page]
    return tuple((a, b) for a, b in found if (at := bisect_left(starts, b)) == 0 or page[at - 1][1] <= a)


def _italics(text: str, start: int, end: int, slanted: Sequence[tuple[int, int]]) -> list[_Italic]:
    """Give the italics of a stretch in order: those by marks (_so_ or *so*), and those the source tells of."""
    marked = [_Italic(m.start(), m.end(), m.group(2).strip()) for m in _ITALIC.finditer(text, start, end)]
    if not slanted:
        return marked
    found: list[_Italic] = []
    for one in sorted([*marked, *_slanted(text, start, end, slanted)]):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _slanted(text: str, start: int, end: int, slanted: Sequence[tuple[int, int]]) -> Iterator[_Italic]:
    """Yield the italics that a source tells of, in one line each, with the mark that ends their sentence."""
    for a, b in slanted:
        inside = text[max(a, start) : min(b, end)]
        first = max(a, start) + len(inside) - len(inside.lstrip())
        last = first + len(inside.strip())
        closing = _CLOSES.match(text, last, end)
        last = closing.end() if closing else last
        if 2 <= last - first <= _LONGEST and "\n" not in text[first:last]:
            yield _Italic(first, last, text[first:last])


def italic_thoughts(
    text: str, start: int, end: int, *, written: bool, slanted: Sequence[tuple[int, int]] = ()
) -> Iterator[Thought]:
    """Yield the italic stretches (_so_ or *so*, and `slanted`) that are thoughts: whole sentences, or tagged as thought."""
    goes_on = False
    last = start
    for match in _italics(text, start, end, slanted):
        inside = match.words
        after = text[match.end : min(end, match.end + _NEAR)]
        before = text[max(start, last, match.start - _NEAR) : match.start].rstrip()
        last = match.end
        tagged = _thought_follows(after) or (goes_on and before[-1:] in {",", ":", "—"})
        opens = not before or before[-1] in '.!?…:—–”’"'
        alone = not before and not after.strip()
        whole = inside[-1] in ".!?…—" and (inside[:1].isupper() or not inside[:1].isalpha() or not before)
        page = (written and match.start == start) or _on_paper(inside, before, after)
        tagged = tagged and (opens or goes_on or inside[-1] in ",.!?…—")
        goes_on = tagged
        if tagged or (opens and whole and not page and _inner(inside, alone=alone)):
            yield Thought(match.start, match.end, "thought-italic", 0.95 if tagged else 0.85)


def _on_paper(inside: str, before: str, after: str) -> bool:
    """Say whether italics are something written, sung or quoted, by what announces or follows them."""
    return (
        _SALUTES.match(inside) is not None
        or _ANNOUNCES.search(before) is not None
        or _WRITTEN.search(_last_clause(before)) is not None
        or _SUNG.match(after) is not None
        or (before[-1:] in _MARKS and after.lstrip()[:1] in _MARKS)
    )


def _last_clause(before: str) -> str:
    """Return the sentence that runs up to italics; one that has ended does not announce them, but a colon does."""
    return re.split(r"[.!?…]\s", before[-120:])[-1] if before[-1:] in ":,—" else ""


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
    """Say whether untagged italics are a mind's own words: a title or a single word within a paragraph is not."""
    words = _WORD.findall(inside)
    title = len(words) > 1 and all(w[0].isupper() for w in words) and inside[-1] not in "?!…"
    return alone or (len(words) >= 2 and not title) or inside[-1] in "?!…"
