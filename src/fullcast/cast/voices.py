"""What voices are to each other: one and the same, told apart, far apart; and how one is bent without breaking."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace

from fullcast.model import Voice, VoiceInfo

RATES = (80.0, 450.0)
OFFSETS = (-24.0, 24.0)

_SHARING = ((2.5, 1.05), (-2.5, 0.95), (5.0, 0.95), (-5.0, 1.05), (1.25, 0.88), (-1.25, 1.12))
"""Pitch and rate at which a voice serves again. 2.27 semitones are one step of the palette's distance."""

FAR = 2.0
"""A distance beyond which voices are no easier to tell apart."""

_SEMITONES = 2.27
_TIMBRE = 1.5
_TOO_NEAR = frozenset(
    frozenset(pair)
    for pair in (
        *((narrator, voice) for narrator in ("nar-f1", "nar-f2") for voice in ("f06", "f08", "o02")),
        *((narrator, "r02") for narrator in ("nar-m1", "nar-m2", "nar-m3", "nar-m4")),
        *(("f02", "c02"), ("f10", "o02"), ("nar-m1", "rad-m1")),
    )
)
"""Voices whose measured distance is under what a listener tells apart in every mood."""


ON_RADIO: Mapping[str, int] = {
    **dict.fromkeys(("m13", "rad-m1", "m03", "m08", "xf02", "xnar-f", "nar-f1", "f07", "f08"), 1),
    **dict.fromkeys(
        ("f04", "f09", "f10", "f11", "f12", "xf07", "m02", "m06", "m11", "g01", "o01", "o02"), -1
    ),
}
"""1 for voices of which a recogniser lost less than a fifth of the words behind the radio effect, -1 for more
(and for those of the same variant); the others were not measured."""


def distance(one: Voice, other: Voice, palette: Mapping[str, VoiceInfo]) -> float:
    """Guess how far two voices are apart, 0 for one and the same, about 1 for just told apart.

    An approximation of the distance the palette was measured with: the fundamental in units of 2.27
    semitones, and instead of the spectrum how few of the words that describe the two are shared.
    """
    ours, theirs = info_of(one, palette), info_of(other, palette)
    if ours is None or theirs is None or ours.f0 is None or theirs.f0 is None:
        return abs(one.pitch - other.pitch) / _SEMITONES if same_base(one, other) else _TIMBRE
    semitones = 12 * (math.log2(ours.f0) - math.log2(theirs.f0)) + (one.pitch - other.pitch)
    ours_words, theirs_words = _described(ours), _described(theirs)
    shared = len(ours_words & theirs_words) / len(ours_words | theirs_words)
    return math.hypot(semitones / _SEMITONES, _TIMBRE * (1 - shared))


def _described(info: VoiceInfo) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", info.character))


def info_of(voice: Voice, palette: Mapping[str, VoiceInfo]) -> VoiceInfo | None:
    info = palette.get(voice.voice)
    return info if info is not None and info.engine == voice.engine else None


def too_near(one: Voice, other: Voice) -> bool:
    return one.engine == other.engine and frozenset((one.voice, other.voice)) in _TOO_NEAR


def clamped(value: float, limits: tuple[float, float]) -> float:
    return round(min(max(value, limits[0]), limits[1]), 2)


def same(one: Voice, other: Voice) -> bool:
    """Say whether two profiles are one voice to the ear: the same voice less than two semitones apart."""
    return same_base(one, other) and abs(one.pitch - other.pitch) < 2.0


def same_base(one: Voice, other: Voice) -> bool:
    return (one.engine, one.voice) == (other.engine, other.voice)


def shared(base: Voice, uses: int) -> Voice:
    """Give the n-th use of a voice its pitch and rate, and a name of its own."""
    pitch, rate = _SHARING[(uses - 1) % len(_SHARING)]
    return replace(
        base,
        name=f"{base.name} ({uses + 1})",
        pitch=clamped(base.pitch + pitch, OFFSETS),
        rate=clamped(base.rate * rate, RATES),
    )
