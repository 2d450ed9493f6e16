"""Decides who says each turn: scores every candidate on the clues, keeps the best readings of a conversation.

What a turn offers by itself is scored once per candidate; what depends on the turns before it along each of the best BEAM
readings. So a line can be right because of what comes after it.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass

from fullcast.parse.speakers.clues import Clues, History
from fullcast.parse.speakers.weights import Weights

BEAM = 8
MEMORY = 6
"""Speakers before a turn that a reading keeps in mind."""
_SAME = 3
"""Readings that agree in that many last speakers are one: the better goes on."""

NOBODY = -1
"""Stands for somebody unknown among the speakers of a reading."""
_UNKNOWN = -0.8
"""What it is worth that nobody known says a line: more than that the last speaker goes on for no reason."""
_LEFT_OPEN = 8.0
"""What it is worth that the quote before was left open and this one goes on: a convention of printers, not a chance."""
_HOPELESS = 6.0
"""Log odds by which a candidate may fall short before the turns before are looked at."""

Nudges = Mapping[int, Mapping[int, float]]
"""Turn -> person -> what is added to their score: knowledge that stands outside the fitted weights (who is on the line)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who says a turn (an id, None for nobody known), and the share of the probability that is theirs."""

    person: int | None
    share: float


@dataclass(slots=True)
class _Reading:
    score: float
    history: History
    person: int
    share: float
    back: _Reading | None


def decide(clues: Clues, weights: Weights, nudges: Nudges | None = None) -> list[Verdict]:
    """Return a verdict for every turn of a scene: the best reading of the whole."""
    start = _Reading(0.0, (), NOBODY, 1.0, None)
    beam = [start]
    for i, turn in enumerate(clues.turns):
        worth = weights.by_form[turn.form]
        nudge = (nudges or {}).get(i, {})
        candidates = list(dict.fromkeys([*clues.candidates(i), *nudge]))
        fixed = {who: _sum(clues.still(i, who), worth) + nudge.get(who, 0.0) for who in candidates}
        grown: dict[History, _Reading] = {}
        for reading in beam:
            _grow(clues, i, reading, fixed, worth, grown)
        if not grown:
            beam = [_Reading(r.score, r.history, NOBODY, 0.0, r) for r in beam[:1]]  # nobody is known yet
            continue
        beam = heapq.nlargest(BEAM, grown.values(), key=lambda r: r.score)
    return _unrolled(beam[0], start)


def _sum(clues: list[tuple[str, float]], worth: Mapping[str, float]) -> float:
    total = 0.0
    for clue, strength in clues:
        weight = worth.get(clue)
        if weight is not None:
            total += weight * strength
    return total


def _grow(
    clues: Clues, i: int, reading: _Reading, fixed: dict[int, float], worth: Mapping[str, float],
    grown: dict[History, _Reading],
) -> None:  # fmt: skip
    """Add what a reading becomes with each candidate at turn `i`; of readings that end the same the best stays."""
    history = reading.history
    scores: dict[int, float] = {}
    for who in history[:4]:
        if who not in fixed and who != NOBODY:
            fixed[who] = _sum(clues.still(i, who), worth)
    least = max(fixed.values(), default=0.0) - _HOPELESS
    for who, known in fixed.items():
        if known >= least or who in history[:4]:
            scores[who] = known + _sum(clues.moving(i, who, history), worth)
    turn = clues.turns[i]
    if turn.form == "bare" and turn.gap == 0 and history and not turn.continued:
        scores[NOBODY] = _nobody(history)
    if not scores:
        return
    if turn.continued and history:
        scores[history[0]] = scores.get(history[0], 0.0) + _LEFT_OPEN
    ranked = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
    top = ranked[0][1]
    total = sum(math.exp(score - top) for _, score in ranked)
    for who, score in ranked:
        if score < top - 9.0:
            break
        after = history if turn.thought else (who, *history[: MEMORY - 1])  # nobody answers a thought
        score_so_far = reading.score + score
        key = (who, *history[:_SAME]) if turn.thought else after[:_SAME]
        known_reading = grown.get(key)
        if known_reading is None or score_so_far > known_reading.score:
            grown[key] = _Reading(score_so_far, after, who, math.exp(score - top) / total, reading)


def _nobody(history: History) -> float:
    """Score that somebody unknown says an untagged line of a run: who was not the last, and maybe the one before."""
    if history[0] == NOBODY:
        return _UNKNOWN - 3.0
    return _UNKNOWN + (2.0 if len(history) > 1 and history[1] == NOBODY else 0.0)


def _unrolled(reading: _Reading, start: _Reading) -> list[Verdict]:
    verdicts: list[Verdict] = []
    at: _Reading | None = reading
    while at is not None and at is not start:
        verdicts.append(Verdict(None if at.person == NOBODY else at.person, at.share))
        at = at.back
    return verdicts[::-1]
