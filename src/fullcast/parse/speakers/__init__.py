"""Finds out who says what: the cast of a book, the clues of every turn, a decision over whole conversations.

A book is read once (`scene`), which counts for its cast (`evidence`, `people`); then the clues of each turn (`clues`, `air`)
are weighed (`weights`) along whole conversations (`decide`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullcast.model import Kind, Role
from fullcast.parse.kinds import TurnKind, follow
from fullcast.parse.languages import ENGLISH, Language
from fullcast.parse.speakers.air import nudges_of
from fullcast.parse.speakers.build import build
from fullcast.parse.speakers.clues import Clues, Kin
from fullcast.parse.speakers.decide import MEMORY, Nudges, Verdict, decide
from fullcast.parse.speakers.evidence import Evidence
from fullcast.parse.speakers.groups import is_heading
from fullcast.parse.speakers.mentions import Scanner, census, words_of
from fullcast.parse.speakers.people import People, Person
from fullcast.parse.speakers.scene import Scene, Turn, read_scene, settle
from fullcast.parse.speakers.weights import weights
from fullcast.parse.turns import Passage

RULES = {
    "name": "tag", "role": "tag-role", "pronoun": "tag-pronoun", "self": "tag-i", "weak": "tag-weak", "beat": "beat",
    "bare": "turns",
}  # fmt: skip
"""Form of a turn -> the id of what decided who says it."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What was decided of one spoken segment: who, how, what kind, how surely, by which rules; the tag's own words."""

    person: Person | None
    kind: Kind
    delivery: str | None
    confidence: float
    rule: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody may say a line: the sum of what speaks for them, and each clue with what it is worth, most first."""

    name: str
    score: float
    clues: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Heard:
    """A book heard out: its people, its scenes (one a chapter) and who says each turn of them."""

    people: People
    texts: Sequence[str]
    scenes: Sequence[Scene]
    kin: Kin
    nudges: Sequence[Nudges]
    verdicts: list[list[Verdict]]


def hear(
    chapters: Sequence[tuple[str, Sequence[Passage]]],
    roles: Mapping[str, Role],
    language: Language = ENGLISH,
    *,
    decided: bool = True,
) -> Heard:
    """Read a book's chapters, build its cast and decide every turn. `roles` are a listener's own names and aliases.

    The weights are those of English novels, whatever the language: its words lead to the same clues.

    With `decided` False nothing is decided yet: for who fits the weights.
    """
    prose = (
        (text, passage.paragraph.start, passage.paragraph.end)
        for text, passages in chapters
        for passage in passages
        if not is_heading(text, passage)
    )
    scanner = Scanner(census(prose, language), language)
    evidence = Evidence()
    scenes = [read_scene(text, passages, scanner, evidence) for text, passages in chapters]
    people = build(evidence, roles)
    for scene in scenes:
        settle(scene, people)
    texts = [text for text, _ in chapters]
    nudges = [nudges_of(text, scene, people) for text, scene in zip(texts, scenes, strict=True)]
    heard = Heard(people, texts, scenes, Kin(scenes, people), nudges, [])
    if not decided:
        return heard
    heard.verdicts = [_decide(heard, k) for k in range(len(scenes))]
    learnt = _learn_genders(heard)
    for k, scene in enumerate(scenes) if learnt else ():
        if any(m.person in learnt for m, _ in scene.narration) or any(
            t in learnt for n in nudges[k].values() for t in n
        ):
            heard.verdicts[k] = _decide(heard, k)
    return heard


def _decide(heard: Heard, k: int) -> list[Verdict]:
    clues = Clues(heard.scenes[k], heard.people, heard.kin)
    return decide(clues, weights(), heard.nudges[k])


def _learn_genders(heard: Heard) -> set[int]:
    """Give people of unknown gender that of the pronouns they were found by; return who has one now."""
    votes: dict[int, Counter[str]] = {}
    for scene, verdicts in zip(heard.scenes, heard.verdicts, strict=True):
        for turn, verdict in zip(scene.turns, verdicts, strict=True):
            said = turn.tags[0].mention if turn.tags else next((m for m, _ in turn.beats if m.leads), None)
            if verdict.person is None or said is None or said.form != "pronoun":
                continue
            if said.gender in {"male", "female"} and heard.people.persons[verdict.person].gender is None:
                votes.setdefault(verdict.person, Counter())[said.gender] += 1
    learnt = {who for who, tally in votes.items() if tally["male"] != tally["female"]}
    for who in sorted(learnt):
        person = heard.people.persons[who]
        person.gender = "male" if votes[who]["male"] > votes[who]["female"] else "female"
    return learnt


# --- verdicts -> attributions --------------------------------------------------------------------------


def attributions(heard: Heard, k: int) -> dict[int, Attribution]:
    """Return what was decided of every spoken segment of chapter `k`; keys are segment starts."""
    turns, verdicts = heard.scenes[k].turns, heard.verdicts[k]
    known = weights()
    kinds = follow([_as_exchange(turn, verdict) for turn, verdict in zip(turns, verdicts, strict=True)])
    found: dict[int, Attribution] = {}
    for i, (turn, verdict, kind) in enumerate(zip(turns, verdicts, kinds, strict=True)):
        person = None if verdict.person is None else heard.people.persons[verdict.person]
        in_room = kind.kind in {Kind.THOUGHT, Kind.DIALOGUE}
        sure = 0.0 if person is None else known.confidence(turn.form, verdict.share)
        nudged = verdict.person is not None and heard.nudges[k].get(i, {}).get(verdict.person, 0.0) > 0
        why = "air" if nudged else RULES[turn.form]
        tag = words_of(turn.tags[0].mention, heard.texts[k]) if turn.tags else ""
        for segment in turn.segments:
            confidence = round(min(segment.certain, kind.confidence, sure), 3)
            rule = f"{segment.rule if in_room else kind.rule}/{why}"
            found[segment.start] = Attribution(person, kind.kind, turn.delivery, confidence, rule, tag)
    return found


def _as_exchange(turn: Turn, verdict: Verdict) -> TurnKind:
    return TurnKind(
        guess=turn.guess,
        speaker=None if verdict.person is None else str(verdict.person),
        tagged=bool(turn.tags) or turn.form == "beat",
        room=turn.room,
        gap=turn.paragraphs,
        scene=turn.scene,
        thought=turn.thought,
        handles=turn.handles,
    )


# --- why -------------------------------------------------------------------------------------------------


def reasons(heard: Heard, k: int, start: int, most: int = 3) -> tuple[Reason, ...]:
    """Return why chapter `k`'s spoken segment at `start` was given as it was: the likeliest speakers with their clues.

    Who spoke before is taken as decided. Empty where nobody says anything at `start`.
    """
    scene, verdicts = heard.scenes[k], heard.verdicts[k]
    i = next((n for n, t in enumerate(scene.turns) if any(s.start == start for s in t.segments)), None)
    if i is None:
        return ()
    clues = Clues(scene, heard.people, heard.kin)
    worth = weights().by_form[scene.turns[i].form]
    said = [
        v.person
        for turn, v in zip(scene.turns[:i], verdicts, strict=False)
        if v.person is not None and not turn.thought
    ]
    before = said[: -MEMORY - 1 : -1]
    nudges = heard.nudges[k].get(i, {})
    found: list[tuple[bool, Reason]] = []
    for who in dict.fromkeys([*clues.candidates(i), *before[:4], *nudges]):
        own = [*clues.still(i, who), *clues.moving(i, who, tuple(before))]
        parts = [(clue, strength * worth.get(clue, 0.0)) for clue, strength in own]
        parts += [("heard over a set, or out of a crowd", nudges[who])] if who in nudges else []
        parts = sorted((p for p in parts if abs(p[1]) >= 0.05), key=lambda p: (-abs(p[1]), p[0]))
        total = round(sum(value for _, value in parts), 2)
        found.append((who == verdicts[i].person, Reason(heard.people.persons[who].name, total, tuple(parts))))
    found.sort(key=lambda f: (not f[0], -f[1].score, f[1].name))
    return tuple(reason for _, reason in found[:most])


__all__ = ["Attribution", "Heard", "Reason", "attributions", "hear", "reasons"]
