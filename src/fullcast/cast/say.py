"""How a line is said: the voice it has as its kind and its delivery shape it."""

from __future__ import annotations

from dataclasses import replace

from fullcast.cast.voices import OFFSETS, RATES, clamped
from fullcast.model import Cast, Kind, Shape, Utterance, Voice
from fullcast.words import fold

NARRATOR = "NARRATOR"
"""The row of the narration in `rows`, and how a pronunciation names the narrator."""


def is_speech(utterance: Utterance) -> bool:
    """Say whether somebody says or thinks an utterance, and not the narrator."""
    return utterance.kind is not Kind.NARRATION


def is_doubted(utterance: Utterance, cast: Cast) -> bool:
    """Say whether an utterance is so uncertain that it is not said in its speaker's voice."""
    guessed = is_speech(utterance) and utterance.speaker is not None
    return guessed and cast.doubted is not None and utterance.confidence < cast.sure


def voice_of(utterance: Utterance, cast: Cast) -> Voice:
    """Give the voice an utterance is said with: its speaker's, as its kind and then its delivery shape it."""
    voice = own_voice(utterance, cast)
    character = cast.characters.get(cast_name(utterance, cast))
    gender = (character.gender if character else None) or voice.gender or "neutral"
    for shape in (cast.kinds.get(utterance.kind), cast.deliveries.get(utterance.delivery or "")):
        if shape is not None:
            voice = _shaped(voice, shape, gender, cast)
    return voice


def own_voice(utterance: Utterance, cast: Cast) -> Voice:
    """Give the voice an utterance has before kind and delivery shape it."""
    if not is_speech(utterance):
        return cast.narrator
    if is_doubted(utterance, cast):
        return cast.doubted or cast.narrator
    return cast.speakers.get(cast_name(utterance, cast)) or cast.unnamed or cast.narrator


def cast_name(utterance: Utterance, cast: Cast) -> str:
    """Give the name its speaker is cast under, "" for nobody known and for one too uncertain."""
    speaker = utterance.speaker
    if speaker is None or is_doubted(utterance, cast):
        return ""
    return speaker if speaker in cast.speakers else cast.aliases.get(fold(speaker), speaker)


def _shaped(voice: Voice, shape: Shape, gender: str, cast: Cast) -> Voice:
    """Apply a shape: another voice for the gender first, then the factors and offsets, in range."""
    stand_in = cast.profiles.get(shape.voices.get(gender, ""))
    # Only a voice of the same engine: a neural voice must not turn into a formant one for a whisper.
    if stand_in is not None and stand_in.engine == voice.engine:
        volume = voice.volume + stand_in.volume
        voice = replace(stand_in, volume=volume, effect=stand_in.effect or voice.effect)
    return replace(
        voice,
        rate=clamped(voice.rate * shape.rate, RATES),
        pitch=clamped(voice.pitch + shape.pitch, OFFSETS),
        volume=clamped(voice.volume + shape.volume, OFFSETS),
        effect=shape.effect or voice.effect,
    )


def names_of(utterance: Utterance, cast: Cast) -> frozenset[str]:
    """Give the folded names of whoever says an utterance, by which a pronunciation may be a character's own."""
    name = cast_name(utterance, cast) if is_speech(utterance) else NARRATOR
    character = cast.characters.get(name)
    return frozenset(fold(one) for one in (name, *(character.aliases if character else ())))
