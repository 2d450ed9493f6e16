"""Reads one passage: its words, whom they mention, who its tags say speaks, and what stands around the quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from fullcast.parse.kinds import KindGuess, Surroundings, guess, handles_set, in_room
from fullcast.parse.speakers.mentions import Census, Mention, Token, mentions, tokens
from fullcast.parse.speakers.tags import Tag, delivery, last_sentence, tag_after, tag_before
from fullcast.parse.turns import Passage, Segment

_ENOUGH = 300
"""Code points at either end of a stretch that kind rules look at."""


@dataclass(slots=True)
class Stretch:
    """A segment read: its words and whom they mention."""

    segment: Segment
    words: tuple[Token, ...]
    found: tuple[Mention, ...]


@dataclass(slots=True)
class Read:
    """A passage read."""

    passage: Passage
    stretches: list[Stretch]

    @property
    def spoken(self) -> bool:
        """Whether anybody says or thinks something in it."""
        return any(s.segment.part in {"speech", "thought"} for s in self.stretches)

    @property
    def bare_quote(self) -> bool:
        """Whether it is speech alone, with no word of narration."""
        return bool(self.stretches) and all(s.segment.part == "speech" for s in self.stretches)


@dataclass(slots=True)
class Group:
    """The stretches of one passage that one person says, and what is said about them."""

    stretches: list[Stretch] = field(default_factory=list)
    tag: Tag | None = None
    beside: list[Stretch] = field(default_factory=list)
    guess: KindGuess | None = None
    delivery: str | None = None
    room: bool = False
    handles: bool = False


def reads(text: str, passages: Iterable[Passage], counts: Census) -> Iterator[Read]:
    """Read passages one by one: their words, and whom these mention."""
    for passage in passages:
        read = Read(passage, [])
        for segment in passage.segments:
            if segment.part != "break":
                words = tokens(text, segment.start, segment.end)
                read.stretches.append(Stretch(segment, words, mentions(words, counts)))
        yield read


def groups_of(text: str, read: Read, before: Read | None) -> list[Group]:
    """Part a passage into what each person in it says; nearly always one."""
    groups: list[Group] = []
    for i, stretch in enumerate(read.stretches):
        if stretch.segment.part == "narration":
            continue
        tag = _tag(text, read.stretches, i, before)
        group = groups[-1] if groups else None
        if (
            group is None
            or _other_speaker(group.tag, tag)
            or group.stretches[-1].segment.part != stretch.segment.part
        ):
            group = Group(tag=tag)
            groups.append(group)
        elif group.tag is None or (not group.tag.sure and tag is not None):
            group.tag = tag
        group.stretches.append(stretch)
    return groups


def _tag(text: str, stretches: list[Stretch], i: int, before: Read | None) -> Tag | None:
    speech = stretches[i].segment
    after = stretches[i + 1] if i + 1 < len(stretches) else None
    ahead = stretches[i - 1] if i else None
    if after and after.segment.part == "narration":
        inside = text[speech.start : speech.end].rstrip("”\"’'»_*")
        tag = tag_after(
            after.words,
            after.found,
            comma=inside.endswith(",")
            or text[after.segment.start : after.segment.end].lstrip()[:1] in {",", "—"},
        )
        if tag:
            return tag
    if (
        ahead
        and ahead.segment.part == "narration"
        and text[ahead.segment.start : ahead.segment.end].rstrip()[-1:] in {",", ":", "—"}
    ):
        own = tag_after(ahead.words, ahead.found, comma=True) if i > 1 else None
        if own is None or text[ahead.segment.start : ahead.segment.end].rstrip()[-1:] == ":":
            return tag_before(ahead.words, ahead.found, "before")
    if i == 0 and before and _leads(text, before) and before.stretches:
        last = before.stretches[-1]
        return tag_before(last.words, last.found, "colon")
    return None


def _leads(text: str, before: Read) -> bool:
    """Say whether a passage of narration ends in a colon and so leads into the next."""
    end = before.passage.paragraph.end
    return (
        bool(before.stretches) and before.stretches[-1].segment.part == "narration" and text[end - 1] == ":"
    )


def _other_speaker(known: Tag | None, tag: Tag | None) -> bool:
    """Say whether two tags of one passage name two people for certain."""
    if (
        known is None
        or tag is None
        or not (known.sure and tag.sure)
        or "pronoun" in {known.mention.form, tag.mention.form}
    ):
        return False
    if known.mention is tag.mention:
        return False
    a, b = known.mention, tag.mention
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
    lead = text[before.passage.paragraph.start : before.passage.paragraph.end] if before and narrated else ""
    said = _excerpt(text, group.stretches)
    group.guess = guess(
        Surroundings(
            beside=beside,
            lead=_last_sentences(lead),
            speech=said,
            leads_in=lead.endswith(":"),
            tagged=group.tag is not None and group.tag.where != "colon" and group.tag.verb != "was",
        )
    )
    group.room, group.handles = in_room(beside), handles_set(beside)
    if group.guess and group.guess.remote is None and group.handles:
        group.guess = replace(group.guess, remote=False)
    group.delivery = _delivery(group, before if lead.endswith(":") else None)


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
    if group.tag and group.tag.where == "colon" and before:
        last = before.stretches[-1]
        return delivery(last.words[last_sentence(last.words) :], group.tag.verb, limit=30)
    for stretch in group.beside:
        if group.tag and any(m is group.tag.mention for m in stretch.found):
            words = (
                stretch.words[last_sentence(stretch.words) :]
                if group.tag.where == "before"
                else stretch.words
            )
            return delivery(words, group.tag.verb)
    if group.tag is None and group.beside and group.beside[0].words and len(group.beside[0].words) > 2:
        first = group.beside[0].words
        if any(w.text.lower() in {"voice", "whisper"} for w in first[:4]):
            return delivery(first, "")
    return None


def delivery_after(following: Read) -> str | None:
    """Return how a line without a tag was said, where the next paragraph opens with its voice ("His voice broke")."""
    if following.spoken or not following.stretches or following.passage.paragraph.scene:
        return None
    words = following.stretches[0].words
    return delivery(words, "") if len(words) > 2 and words[1].text.lower() == "voice" else None
