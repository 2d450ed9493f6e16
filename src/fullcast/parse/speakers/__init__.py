"""Finds out who says what: the cast of a book, the evidence of every turn, a decision over whole conversations."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fullcast.model import Kind, Role
from fullcast.parse.kinds import KindGuess, TurnKind, follow
from fullcast.parse.speakers.decide import Turn, Verdict, decide
from fullcast.parse.speakers.groups import Group, Read, groups_of, reads, surround
from fullcast.parse.speakers.mentions import Census, census, tokens
from fullcast.parse.speakers.people import Evidence, People, Person, build
from fullcast.parse.speakers.scene import Scene
from fullcast.parse.turns import Passage, Segment

_AHEAD = 12
"""Passages ahead of a turn that can say who speaks before a name is known."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What was decided of one spoken segment: who, how, what kind, how surely and by which rules."""

    person: Person | None
    kind: Kind
    delivery: str | None
    confidence: float
    rule: str


def people_of(
    chapters: Sequence[tuple[str, Sequence[Passage]]], roles: Mapping[str, Role]
) -> tuple[People, Census]:
    """Read the whole book once for its words and once for its names; return its cast."""
    counts = census(
        tokens(text, segment.start, segment.end)
        for text, passages in chapters
        for passage in passages
        if not _is_heading(text, passage)
        for segment in passage.segments
    )
    evidence = Evidence()
    for text, passages in chapters:
        before: Read | None = None
        for read in reads(text, passages, counts):
            for stretch in read.stretches:
                evidence.saw(stretch.words, stretch.found, speech=stretch.segment.part != "narration")
                if stretch.segment.part == "narration":
                    evidence.aged(text, stretch.segment.start, stretch.segment.end, stretch.found)
            for group in groups_of(text, read, before):
                if group.tag and group.tag.sure and group.tag.mention.form != "pronoun":
                    evidence.tag(group.tag.mention)
            before = read
    return build(evidence, roles), counts


def _is_heading(text: str, passage: Passage) -> bool:
    """Say whether a passage is a short line in title case: its capitals say nothing about names."""
    if passage.paragraph.end - passage.paragraph.start > 80:
        return False
    line = text[passage.paragraph.start : passage.paragraph.end]
    if line[-1:] in ".,:;!?…—”’\"'":
        return False
    words = [w for w in line.split() if w[0].isalpha()]
    return line.isupper() or (len(words) > 1 and sum(w[0].isupper() for w in words) > 0.6 * len(words))


def attribute(
    text: str, passages: Sequence[Passage], people: People, counts: Census, extra: list[Person]
) -> dict[int, Attribution]:
    """Decide every spoken segment of a chapter; keys are segment starts. Unnamed voices met are added to `extra`."""
    scene = Scene(text, people, extra)
    lines: list[_Line] = []
    turns: list[Turn] = []
    before: Read | None = None
    for read, ahead in _with_ahead(reads(text, passages, counts)):
        scene.enter(read)
        here = groups_of(text, read, before)
        surround(text, here, read, before)
        for group in here:
            turns.append(scene.turn(group, read, before, ahead))
            lines.append(_Line.of(group))
        scene.leave(read)
        before = read
    everyone = [*people.persons, *extra]
    verdicts = decide(turns, everyone)
    if _learn_genders(turns, verdicts, everyone):
        verdicts = decide(turns, everyone)
    return _attributions(lines, turns, verdicts, everyone)


def _with_ahead(pages: Iterable[Read]) -> Iterator[tuple[Read, list[Read]]]:
    """Yield each passage with those after it that a reader may glance at, holding no more than these."""
    held: deque[Read] = deque()
    for page in pages:
        held.append(page)
        if len(held) > _AHEAD:
            yield held.popleft(), list(held)
    while held:
        yield held.popleft(), list(held)


@dataclass(frozen=True, slots=True)
class _Line:
    """What is kept of a group until its speaker is known: no words, for a book has many."""

    segments: tuple[Segment, ...]
    guess: KindGuess | None
    delivery: str | None
    room: bool
    handles: bool
    thought: bool

    @classmethod
    def of(cls, group: Group) -> _Line:
        """Keep what is needed of a group."""
        segments = tuple(stretch.segment for stretch in group.stretches)
        thinks = group.tag is not None and group.tag.verb in {"thought", "thinks", "think", "thinking"}
        thought = thinks or segments[0].part == "thought"
        return cls(segments, group.guess, group.delivery, group.room, group.handles, thought)


# --- verdicts -> attributions --------------------------------------------------------------------------


def _learn_genders(turns: Sequence[Turn], verdicts: Sequence[Verdict], everyone: Sequence[Person]) -> bool:
    """Give unnamed people the gender of the pronouns they were found by; say whether anything was learnt."""
    votes: dict[int, dict[str, int]] = {}
    for turn, verdict in zip(turns, verdicts, strict=True):
        pronoun = turn.pronoun or turn.beat_gender
        if verdict.person is not None and pronoun and everyone[verdict.person].gender is None:
            tally = votes.setdefault(verdict.person, {"male": 0, "female": 0})
            tally[pronoun] += 1
    told = {person: tally for person, tally in votes.items() if tally["male"] != tally["female"]}
    for person, tally in told.items():
        everyone[person].gender = "male" if tally["male"] > tally["female"] else "female"
    return bool(told)


def _attributions(
    lines: Sequence[_Line], turns: Sequence[Turn], verdicts: Sequence[Verdict], everyone: Sequence[Person]
) -> dict[int, Attribution]:
    kinds = follow(
        [
            TurnKind(
                guess=line.guess,
                speaker=None if verdict.person is None else str(verdict.person),
                tagged=turn.has_tag or turn.beat is not None,
                room=line.room,
                gap=turn.gap,
                scene=turn.scene,
                thought=line.thought,
                handles=line.handles,
            )
            for line, turn, verdict in zip(lines, turns, verdicts, strict=True)
        ]
    )
    found: dict[int, Attribution] = {}
    for line, verdict, kind in zip(lines, verdicts, kinds, strict=True):
        person = None if verdict.person is None else everyone[verdict.person]
        in_room = kind.kind in {Kind.THOUGHT, Kind.DIALOGUE}
        for segment in line.segments:
            sure = round(min(segment.certain, kind.confidence, verdict.confidence), 3)
            rule = f"{segment.rule if in_room else kind.rule}/{verdict.rule}"
            found[segment.start] = Attribution(person, kind.kind, line.delivery, sure, rule)
    return found
