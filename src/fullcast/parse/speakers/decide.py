"""Decides who says each turn: scores every candidate on the evidence, keeps the best readings of a conversation.

A score is a sum of WEIGHTS. What a turn offers by itself (tag, gender, beat, vocatives, who was mentioned last) is
scored once per candidate; what depends on the turns before it (alternation, who was addressed) along each of the best
BEAM readings.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from fullcast.parse.speakers.people import Person

BEAM = 8
CANDIDATES = 14

WEIGHTS = {
    "tag": 9.0,  # the tag names them
    "tag_unsure": 4.0,
    "not_the_tag": -5.0,  # the tag names somebody else
    "gender_fits": 1.6,
    "gender_clashes": -8.0,
    "pronoun_to_role": 0.6,  # "she" may well be the doctor nobody has named
    "beat": 3.2,
    "beat_pronoun_fits": 1.0,
    "beat_pronoun_clashes": -2.5,
    "addressed": -4.5,  # in their own line
    "told": -2.5,  # "said to Hayes"
    "self": 4.0,  # "This is Hayes."
    "vocative_before": 2.2,  # addressed in the turn before
    "vocative_next": 1.2,  # addressed in the turn after
    "in_paragraph": 1.4,
    "led_by": 1.5,  # subject of the narration just before
    "followed_by": 0.8,
    "recency": -0.22,  # a rank
    "salience": 0.5,  # log of recent mentions
    "speaks": 0.5,  # log of tags in the book
    "never_tagged": -1.4,
    "unnamed": -0.8,
    "left": -2.5,  # unnamed, and not mentioned for a page: such people leave with their scene
    "vague": -2.0,  # "the man" is mostly somebody with a name
    "not_yet": -1.5,  # mentioned only later
    "same_adjacent": -3.4,
    "same_adjacent_tagged": -0.6,
    "same_over_gap": 1.2,
    "newcomer": -2.5,  # joins an untagged exchange that nobody called them into
    "two_back": 2.0,
    "two_back_gap": 0.7,
    "antecedent": 2.2,  # the last subject that a pronoun tag can mean
    "antecedent_beside": 1.8,  # and it stands in the same paragraph
    "answers": 3.0,  # holds the set that the turn before came from
    "nobody": -2.4,  # an untagged line that none of those present can well have said
    "nobody_so": -5.0,  # a "he" or "she" that none of those present can be
    "continued": 20.0,
    "crowd_again": 5.0,
    "remote_unknown": 6.0,
    "near_is_not_remote": -2.0,
}  # fmt: skip
"""What each piece of evidence is worth, in units of log odds."""


@dataclass(slots=True)
class Turn:
    """One turn as evidence: persons by id, genders as "male", "female" or "", `gap` in narration paragraphs before it."""

    tag: int | None = None
    tag_sure: bool = True
    pronoun: str = ""
    has_tag: bool = False
    beat: int | None = None
    beat_gender: str = ""
    addressed: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    oneself: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    led: int | None = None
    led_gender: str = ""
    followed_gender: str = ""
    recent: list[tuple[int, float]] = field(default_factory=list)
    later: list[int] = field(default_factory=list)
    gap: int = 0
    scene: bool = False
    continued: bool = False
    crowd: int | None = None
    remote: int | None = None
    present: frozenset[int] = frozenset()
    antecedent: int | None = None
    antecedent_beside: bool = False
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who says a turn (an id, None for nobody known), how surely, and the evidence that weighed most."""

    person: int | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class _Reading:
    score: float
    history: tuple[int | None, ...]
    back: _Reading | None = None
    last: Verdict | None = None


def decide(turns: Sequence[Turn], persons: Sequence[Person]) -> list[Verdict]:
    """Return a verdict for every turn: the best reading of the whole sequence under WEIGHTS."""
    beam = [_Reading(0.0, ())]
    for number, turn in enumerate(turns):
        fixed = _scores(turn, persons, turns[number + 1] if number + 1 < len(turns) else None)
        before = turns[number - 1] if number else None
        grown: dict[tuple[int | None, ...], _Reading] = {}
        for reading in beam:
            for step in _steps(reading, turn, before, fixed):
                known = grown.get(step.history)
                if known is None or step.score > known.score:
                    grown[step.history] = step
        beam = sorted(grown.values(), key=lambda r: -r.score)[:BEAM]
    return _unrolled(beam[0])


def _unrolled(reading: _Reading) -> list[Verdict]:
    verdicts: list[Verdict] = []
    at: _Reading | None = reading
    while at is not None and at.last is not None:
        verdicts.append(at.last)
        at = at.back
    return verdicts[::-1]


def _steps(
    reading: _Reading, turn: Turn, before: Turn | None, fixed: dict[int, tuple[float, str]]
) -> list[_Reading]:
    history = () if turn.scene else reading.history
    if not fixed:
        verdict = Verdict(None, 0.5, "nobody-known")
        return [_Reading(reading.score, (*history[-3:], None), back=reading, last=verdict)]
    totals: dict[int | None, tuple[float, str]] = {}
    for person, (score, rule) in fixed.items():
        moved, why = _moving(person, turn, before, history)
        totals[person] = (score + moved, why if why and not turn.has_tag and abs(moved) > 1.5 else rule)
    if not turn.has_tag and turn.beat is None and not turn.continued:
        totals[None] = (_nobody(turn, history), "nobody-present")
    elif turn.pronoun and not turn.continued:
        totals[None] = (WEIGHTS["nobody_so"], "nobody-present")
    top = max(score for score, _ in totals.values())
    norm = sum(math.exp(score - top) for score, _ in totals.values())
    return [
        _Reading(
            reading.score + score,
            (*history[-3:], person),
            back=reading,
            last=Verdict(person, round(min(0.99, math.exp(score - top) / norm), 3), rule),
        )
        for person, (score, rule) in totals.items()
        if score > top - 12
    ]


def _nobody(turn: Turn, history: tuple[int | None, ...]) -> float:
    """Score that somebody unknown says an untagged line: somebody who was not the last, and maybe the one before."""
    score = WEIGHTS["nobody"]
    if turn.gap == 0 and history and history[-1] is None:
        score += WEIGHTS["same_adjacent"]
    elif turn.gap == 0 and len(history) > 1 and history[-2] is None:
        score += WEIGHTS["two_back"]
    return score


def _moving(
    person: int, turn: Turn, before: Turn | None, history: tuple[int | None, ...]
) -> tuple[float, str]:
    """Score what depends on the turns before: going on, alternation, being addressed."""
    w = WEIGHTS
    if not history:
        return 0.0, ""
    last = history[-1]
    if turn.continued:
        return (w["continued"], "continued") if person == last else (0.0, "")
    score, why = 0.0, ""
    adjacent = turn.gap == 0
    if person == last:
        tagged = turn.has_tag or turn.beat is not None
        score += w["same_adjacent_tagged" if tagged else "same_adjacent"] if adjacent else w["same_over_gap"]
    elif len(history) > 1 and person == history[-2]:
        score += w["two_back"] if adjacent else w["two_back_gap"]
        why = "alternation"
    elif (
        adjacent
        and not turn.has_tag
        and turn.beat is None
        and person not in history
        and person not in {turn.remote, turn.answers} | turn.present
    ):
        score += w["newcomer"]
    if before and person in before.addressed and person != last:
        score += w["vocative_before"]
        why = why or "addressed-before"
    return score, why


def _scores(turn: Turn, persons: Sequence[Person], following: Turn | None) -> dict[int, tuple[float, str]]:
    """Score every candidate of a turn by itself; the second value names its strongest evidence."""
    fixed: dict[int, tuple[float, str]] = {}
    if turn.crowd is not None:
        return {turn.crowd: (WEIGHTS["crowd_again"], "crowd")}
    ranks = {person: rank for rank, (person, _) in enumerate(turn.recent)}
    weights = dict(turn.recent)
    for person in _candidates(turn):
        parts = _evidence(turn, persons[person], following, ranks.get(person), weights.get(person, 0.0))
        rule = max(parts, key=lambda p: p[1])[0] if parts else "recent"
        fixed[person] = (sum(value for _, value in parts), rule)
    return fixed


def _candidates(turn: Turn) -> list[int]:
    wanted: list[int] = []
    sure = [
        p
        for p in (turn.tag, turn.beat, turn.led, turn.remote, turn.antecedent, turn.answers)
        if p is not None
    ]
    for person in [
        *sure,
        *(p for p, _ in turn.recent[:CANDIDATES]),
        *turn.later[:4],
        *sorted(turn.beside | turn.oneself),
    ]:
        if person not in wanted:
            wanted.append(person)
    return wanted


def _evidence(
    turn: Turn, person: Person, following: Turn | None, rank: int | None, weight: float
) -> list[tuple[str, float]]:
    w = WEIGHTS
    me = person.id
    parts: list[tuple[str, float]] = []
    if turn.tag is not None:
        parts.append(
            ("tag", w["tag" if turn.tag_sure else "tag_unsure"]) if me == turn.tag else ("", w["not_the_tag"])
        )
    if turn.pronoun:
        parts.append(("pronoun", _gender(turn.pronoun, person, w["gender_fits"], w["gender_clashes"])))
        if not person.named and not person.gender:
            parts.append(("pronoun", w["pronoun_to_role"]))
    if turn.antecedent == me:
        parts.append(
            ("antecedent", w["antecedent"] + (w["antecedent_beside"] if turn.antecedent_beside else 0.0))
        )
    if turn.answers == me and not turn.has_tag:
        parts.append(("answers", w["answers"]))
    if turn.beat == me:
        parts.append(("beat", w["beat"]))
    if turn.beat_gender:
        parts.append(
            ("beat", _gender(turn.beat_gender, person, w["beat_pronoun_fits"], w["beat_pronoun_clashes"]))
        )
    if me in turn.addressed:
        parts.append(("", w["addressed"]))
    if me in turn.told:
        parts.append(("", w["told"]))
    if me in turn.oneself:
        parts.append(("self", w["self"]))
    if following and me in following.addressed and following.gap == 0:
        parts.append(("addressed-next", w["vocative_next"]))
    if not turn.has_tag:
        parts += _untagged(turn, person)
    if turn.remote is not None and turn.tag is None:
        parts.append(
            ("far-voice", w["remote_unknown"]) if me == turn.remote else ("", w["near_is_not_remote"])
        )
    parts.append(
        (
            "recent",
            w["recency"] * min(rank if rank is not None else 8, 8) + w["salience"] * math.log1p(weight),
        )
    )
    parts.append(("speaks", w["speaks"] * math.log1p(person.tagged)))
    if not person.tagged and me != turn.remote:
        parts.append(("", w["never_tagged"] * (1.0 + 0.4 * math.log1p(person.count))))
    if not person.named and me != turn.remote:
        parts.append(("", w["unnamed"] + (w["left"] if weight < 0.2 and me != turn.tag else 0.0)))
    if person.vague and me not in {turn.tag, turn.beat}:
        parts.append(("", w["vague"]))
    if rank is None and me not in {turn.tag, turn.beat, turn.remote}:
        parts.append(("", w["not_yet"]))
    return parts


def _untagged(turn: Turn, person: Person) -> list[tuple[str, float]]:
    w = WEIGHTS
    parts: list[tuple[str, float]] = []
    if person.id in turn.beside:
        parts.append(("beside", w["in_paragraph"]))
    if turn.led == person.id:
        parts.append(("led-in", w["led_by"]))
    if turn.led_gender and turn.led is None:
        parts.append(("led-in", _gender(turn.led_gender, person, w["led_by"] / 2, -w["led_by"] / 2)))
    if turn.followed_gender:
        parts.append(("followed", _gender(turn.followed_gender, person, w["followed_by"], -w["followed_by"])))
    return parts


def _gender(pronoun: str, person: Person, fits: float, clashes: float) -> float:
    if person.gender is None or person.gender == "neutral":
        return 0.0
    return fits if person.gender == pronoun else clashes
