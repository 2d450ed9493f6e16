"""Decides what kind each line is: over the radio, a telephone, a loudspeaker, a broadcast, or said in the room.

`rules.py` holds RULES, the table of contents: each rule has an id, the place it looks at and the words it looks for. A tag
beside the quote says most; the sentence that leads into it and the words of the line itself say the rest. `exchange.py`
follows exchanges, so that an answer without a tag is heard over the set that it answers; `room.py` tells who stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fullcast.model import Kind
from fullcast.parse.kinds.exchange import KindGuess, TurnKind, follow
from fullcast.parse.kinds.room import (
    addressed_here,
    handles_set,
    in_room,
    not_on_air,
    off_air,
    only_looked_at,
)
from fullcast.parse.kinds.rules import (
    NAMED_SETS,
    NARRATED,
    REPEATED,
    RULES,
    SAID,
    TRANSCRIBED,
    KindRule,
    Place,
)

__all__ = [
    "RULES", "KindGuess", "KindRule", "Surroundings", "TurnKind", "follow", "guess", "handles_set", "in_room",
]  # fmt: skip

_NONE: frozenset[Kind] = frozenset()
_WORD = re.compile(r"two-way|[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a turn: narration in its paragraph, the sentences before it, its words, and its tag's standing."""

    beside: str
    lead: str
    speech: str
    leads_in: bool
    tagged: bool


def guess(around: Surroundings) -> KindGuess | None:
    """Return the kind that the first matching rule gives, None for a line said in the room.

    A guess of kind DIALOGUE is for `follow`: the line goes over whatever set is in use.
    """
    places = _telling(around)
    if not any(kinds for _, kinds in places.values()):
        return None
    for rule in RULES:
        words, kinds = places[rule.place]
        if rule.kind in kinds and _matches(rule, words):
            found = KindGuess(rule.kind, rule.id, rule.confidence, rule.remote)
            if rule.id == "set-anaphor":
                return _named_before(found, around.lead)
            if rule.id == "set-it":
                return _named_before(found, f"{around.lead} {words}")
            if rule.id == "set-words":
                return _named_before(found, f"{around.lead} {around.beside}", only=Kind.RADIO)
            return found
    return None


def _telling(around: Surroundings) -> dict[Place, tuple[str, frozenset[Kind]]]:
    """Return the words of each place, and the kinds whose rules are worth trying on them."""
    beside = _kinds_in(around.beside, NARRATED)
    if TRANSCRIBED.match(around.beside):
        beside |= {Kind.RADIO, Kind.PHONE}
    if beside and (off_air(around.beside) or not_on_air(around.beside)):
        beside = _NONE
    lead = _kinds_in(around.lead, NARRATED) if around.leads_in or not around.tagged else _NONE
    if lead and not_on_air(around.lead):
        lead = _NONE
    speech = _kinds_in(around.speech, SAID)
    if REPEATED.match(around.speech):
        speech |= {Kind.RADIO, Kind.DIALOGUE}
    if speech and addressed_here(around.beside):
        speech = _NONE
    return {"tag": (around.beside, beside), "lead": (around.lead, lead), "speech": (around.speech, speech)}


def _kinds_in(words: str, telling: Mapping[Kind, frozenset[str]]) -> frozenset[Kind]:
    if not words:
        return _NONE
    found = frozenset(_WORD.findall(words.lower()))
    return frozenset(kind for kind, nouns in telling.items() if not nouns.isdisjoint(found))


def _matches(rule: KindRule, words: str) -> bool:
    """Search a rule's pattern, but not in what is only looked at ("nodding at the radio")."""
    if rule.place == "speech":
        return rule.pattern.search(words) is not None
    return any(not only_looked_at(words, match.start()) for match in rule.pattern.finditer(words))


def _named_before(found: KindGuess, lead: str, only: Kind | None = None) -> KindGuess:
    """Let "the voice said" or "the machine said" be heard over the set that the paragraph before names."""
    if lead and not not_on_air(lead):
        for kind, pattern in NAMED_SETS:
            if only in {None, kind} and pattern.search(lead):
                return replace(found, kind=kind)
    return found
