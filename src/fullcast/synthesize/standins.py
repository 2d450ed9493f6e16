"""Which of a system's voices speaks for which voice of the palette, where eSpeak NG is not what speaks.

The whole palette is given out at once, so that a voice of it is the same in every story while the system's
voices stay the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fullcast.model import Gender, VoiceInfo
from fullcast.synthesize.palette import Row

_LEADERS = ("nar-m2", "xnar-f")
"""The narrators who choose first: the one a story has unless told otherwise, and the first of the women."""

_FASTEST = 1.35
"""What the rate of a voice is multiplied with at most, and divided by, where it stands for several."""

_WIDEST = 4.0
"""The same in semitones up and down, for drivers that can be told a pitch."""


class StandIn(NamedTuple):
    """A system's voice, a factor of the rate, and semitones, which tell apart those that share the voice."""

    voice: str
    rate: float = 1.0
    pitch: float = 0.0


def stand_ins(
    rows: Mapping[str, Row], voices: Iterable[VoiceInfo], default: str | None = None
) -> dict[str, StandIn]:
    """Give each voice of the palette one of the system's: palette id -> stand-in; nothing without voices.

    Each takes the voice that serves least often so far, of those of its language and gender; then the
    system's own `default` if it is a leading narrator, then one of its own accent (British or American), then
    by name. Leading narrators choose first and other narrators last: who speaks in a story with the usual
    narrator then shares that voice latest. The order of `voices` changes nothing.
    """
    offered = sorted(voices, key=lambda voice: voice.id)
    served: Counter[str] = Counter()
    found: dict[str, StandIn] = {}
    for row in sorted(rows.values(), key=_turn) if offered else ():

        def rank(voice: VoiceInfo, row: Row = row) -> tuple[int, bool, bool]:
            usual = row.id in _LEADERS and voice.id == default
            return served[voice.id], not usual, voice.language.lower() != _accent(row)

        chosen = min(fitting(row.gender, offered), key=rank).id
        found[row.id] = StandIn(chosen, *_apart(served[chosen]))
        served[chosen] += 1
    return {name: found[name] for name in rows if name in found}


def fitting(gender: Gender, voices: list[VoiceInfo]) -> list[VoiceInfo]:
    """Choose from a system's voices those for a gender.

    English ones if there are any, for an English story in another language's voice is not to be understood;
    of these, the ones of the gender, else those of which the system does not say, else all.
    """
    english = [voice for voice in voices if voice.language.lower().partition("-")[0] == "en"] or voices
    own = [voice for voice in english if voice.gender == gender]
    unsaid = [voice for voice in english if voice.gender is None]
    return own or unsaid or english


def _turn(row: Row) -> int:
    """Say when a voice chooses; those of one turn do in the order of the palette."""
    if row.id in _LEADERS:
        return 0
    return 2 if row.group.endswith("narrator") else 1


def _accent(row: Row) -> str:
    return "en-gb" if row.voice == "en" else "en-us"


def _apart(nth: int) -> tuple[float, float]:
    """Give factor and semitones to the nth who shares a voice: none to the first, then each far from the rest.

    The places are those of van der Corput (1935): each number's binary digits, mirrored at the point.
    """
    place, step, rest = 0.0, 0.5, nth + 1
    while rest:
        place += step * (rest & 1)
        step, rest = step / 2, rest >> 1
    return round(_FASTEST ** (2 * place - 1), 3), round(_WIDEST * (2 * place - 1), 2)
