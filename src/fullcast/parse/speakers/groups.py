"""Reads one passage: its words, whom they mention, who its tags say speaks, and what stands around the quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from fullcast.parse.kinds import KindGuess, Surroundings, guess, handles_set, in_room
from fullcast.parse.lexicon import SETS
from fullcast.parse.speakers.mentions import Mention, Scanner, Words
from fullcast.parse.speakers.tags import ORDER, Tag, delivery, last_sentence, tag_after, tag_before
from fullcast.parse.turns import Passage, Segment

_ENOUGH = 300
"""Code points at either end of a stretch that kind rules look at."""

_FEW = 4
"""Tags of one passage that are compared: a page in one paragraph may have hundreds."""

_MARKS = "“”\"‘’'«»‹›„‟_*)]"


@dataclass(slots=True)
class Stretch:
    """A segment read: its words and whom they mention."""

    segment: Segment
    words: Words
    found: list[Mention]


@dataclass(slots=True)
class Read:
    """A passage read."""

    passage: Passage
    stretches: list[Stretch]
    spoken: bool
    """Whether anybody says or thinks something in it."""
    heading: bool
    """Whether it is a short line in title case: its capitals say nothing about names."""

    @property
    def bare_quote(self) -> bool:
        """Whether it is speech alone, with no word of narration."""
        return bool(self.stretches) and all(s.segment.part == "speech" for s in self.stretches)


@dataclass(slots=True)
class Group:
    """The stretches of one passage that one person says, and what is said about them; `tags` the surest first."""

    stretches: list[Stretch] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    beside: list[Stretch] = field(default_factory=list)
    guess: KindGuess | None = None
    delivery: str | None = None
    room: bool = False
    handles: bool = False

    @property
    def tag(self) -> Tag | None:
        """The surest tag."""
        return self.tags[0] if self.tags else None


def reads(text: str, passages: Iterable[Passage], scanner: Scanner) -> Iterator[Read]:
    """Read passages one by one: their words, and whom these mention."""
    for passage in passages:
        stretches: list[Stretch] = []
        spoken = False
        for segment in passage.segments:
            if segment.part != "break":
                words = Words(text, segment.start, segment.end, scanner.language)
                stretches.append(Stretch(segment, words, scanner.mentions(words)))
                spoken = spoken or segment.part != "narration"
        yield Read(passage, stretches, spoken, is_heading(text, passage))


def is_heading(text: str, passage: Passage) -> bool:
    """Say whether a passage is a short line in title case: its capitals say nothing about names."""
    start, end = passage.paragraph.start, passage.paragraph.end
    if end - start > 140:
        return False
    line = text[start:end]
    if line[-1:] in ".,:;!?…—”’\"'-":
        return False
    words = [w for w in line.split() if w[0].isalpha()]
    return line.isupper() or (1 < len(words) <= 16 and sum(w[0].isupper() for w in words) > 0.55 * len(words))


def groups_of(text: str, read: Read, before: Read | None) -> list[Group]:
    """Part a passage into what each person in it says; nearly always one."""
    groups: list[Group] = []
    for i, stretch in enumerate(read.stretches):
        if stretch.segment.part == "narration":
            continue
        tags = _tags(text, read.stretches, i, before, groups[-1].tags[-_FEW:] if groups else [])
        group = groups[-1] if groups else None
        if (
            group is None
            or _other_speaker(group.tags[-_FEW:], tags)
            or group.stretches[-1].segment.part != stretch.segment.part
        ):
            group = Group()
            groups.append(group)
        tags.sort(key=lambda tag: ORDER.index(tag.how))
        group.tags += tags
        group.stretches.append(stretch)
    for group in groups:
        group.tags.sort(
            key=lambda tag: 0 if tag.sure else ORDER.index(tag.how)
        )  # of several sure ones, the first
    return groups


def _tags(text: str, stretches: list[Stretch], i: int, before: Read | None, known: list[Tag]) -> list[Tag]:
    """Return the tags beside the quote `i` of a passage: after it, before it, and in a paragraph that leads into it."""
    speech = stretches[i].segment
    tags: list[Tag] = []
    after = stretches[i + 1] if i + 1 < len(stretches) else None
    if after is not None and after.segment.part == "narration":
        inside = text[speech.start : speech.end].rstrip(_MARKS)
        tag = tag_after(after.words, after.found, inside[-1:])
        if tag is not None:
            tags.append(tag)
    ahead = stretches[i - 1] if i else None
    if ahead is not None and ahead.segment.part == "narration":
        tag = tag_before(ahead.words, ahead.found, "before")
        taken = [t.mention for t in known if any(m is t.mention for m in ahead.found)]
        if tag is not None and (not taken or (tag.how == "before" and tag.mention is not taken[-1])):
            tags.append(tag)
    if i == 0 and before is not None and _leads(text, before):
        tag = tag_before(before.stretches[-1].words, before.stretches[-1].found, "colon")
        if tag is not None:
            tags.append(tag)
    return tags


def _leads(text: str, before: Read) -> bool:
    """Say whether a passage of narration leads into the next: it ends in a colon, a comma, a dash or a verb of saying."""
    end = before.passage.paragraph.end
    if not before.stretches or before.stretches[-1].segment.part != "narration":
        return False
    words = before.stretches[-1].words
    return (
        text[end - 1] in ":,—–"
        or text[end - 2 : end] == "--"
        or bool(words.lows and words.language.says(words.lows[-1]))
    )


def _other_speaker(known: list[Tag], tags: list[Tag]) -> bool:
    """Say whether two tags of one passage name two people for certain."""
    sure = [t.mention for t in known if t.sure]
    new = [t.mention for t in tags if t.sure]
    if not sure or not new:
        return False
    a, b = sure[-1], new[0]
    if a is b or b.form == "pronoun":
        return False
    if a.form == "pronoun":  # "she asked the Gryphon, and the Gryphon answered:"
        return (
            new[0] is tags[0].mention
            and tags[0].how == "before"
            and known[-1].where == "after"
            and a.start < b.start
        )
    if a.form == b.form == "name" and a.name and b.name:
        return not set(a.name[1]) & set(b.name[1])
    return a.form == b.form and a.head != b.head


def surround(text: str, groups: list[Group], read: Read, before: Read | None) -> None:
    """Collect the narration beside each group of a passage, and what it says of the kind and the delivery."""
    for group in groups:
        _surround(text, group, read, before, alone=len(groups) == 1)


def _surround(text: str, group: Group, read: Read, before: Read | None, *, alone: bool) -> None:
    speech = {id(s) for s in group.stretches}
    for i, stretch in enumerate(read.stretches):
        near = [read.stretches[j] for j in (i - 1, i + 1) if 0 <= j < len(read.stretches)]
        if stretch.segment.part == "narration" and (alone or any(id(n) in speech for n in near)):
            group.beside.append(stretch)
    beside = _excerpt(text, group.beside)
    narrated = before is not None and not before.spoken and bool(before.stretches)
    lead = _end_of(text, before) if before and narrated else ""
    said = _excerpt(text, group.stretches)
    tag = group.tag
    group.guess = guess(
        Surroundings(
            beside=beside,
            lead=_last_sentences(lead),
            speech=said,
            leads_in=lead.endswith(":"),
            tagged=tag is not None
            and tag.where != "colon"
            and tag.verb != "was"
            and tag.mention.head not in SETS,
        )
    )
    group.room, group.handles = in_room(beside), handles_set(beside)
    if group.guess and group.guess.remote is None and group.handles:
        group.guess = replace(group.guess, remote=False)
    group.delivery = _delivery(group, before if lead.endswith(":") else None)


def _end_of(text: str, before: Read) -> str:
    paragraph = before.passage.paragraph
    return text[max(paragraph.start, paragraph.end - 1000) : paragraph.end]


def _excerpt(text: str, stretches: list[Stretch]) -> str:
    """Return the words of stretches as far as a rule needs them: both ends of the first few."""
    spans = [(s.segment.start, s.segment.end) for s in stretches[:6]]
    cut = [
        text[a:b] if b - a <= 2 * _ENOUGH else f"{text[a : a + _ENOUGH]} {text[b - _ENOUGH : b]}"
        for a, b in spans
    ]
    return " ".join(cut)


def _last_sentences(lead: str) -> str:
    parts = re.split(r"(?<=[.!?…])\s+", lead)
    return " ".join(parts[-2:])[-400:]


def _delivery(group: Group, before: Read | None) -> str | None:
    tag = group.tag
    if tag and tag.where == "colon" and before:
        last = before.stretches[-1]
        return delivery(last.words.lows[last_sentence(last.words) :], tag.verb, last.words.language, limit=30)
    for stretch in group.beside:
        if tag and any(m is tag.mention for m in stretch.found):
            lows = stretch.words.lows
            own = lows[last_sentence(stretch.words) :] if tag.where == "before" else lows
            return delivery(own, tag.verb, stretch.words.language)
    if tag is None and group.beside and len(group.beside[0].words) > 2:
        lows = group.beside[0].words.lows
        if any(low in {"voice", "whisper"} for low in lows[:4]):
            return delivery(lows, "")
    return None


def delivery_after(following: Read) -> str | None:
    """Return how a line without a tag was said, where the next paragraph opens with its voice ("His voice broke")."""
    if following.spoken or not following.stretches or following.passage.paragraph.scene:
        return None
    lows = following.stretches[0].words.lows
    return delivery(lows, "") if len(lows) > 2 and lows[1] == "voice" else None
