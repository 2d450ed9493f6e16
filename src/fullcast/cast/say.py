"""How a line is said: the voice it has as its kind and its delivery shape it, and its words respelled."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from fullcast.cast.voices import OFFSETS, RATES, clamped
from fullcast.model import Cast, Kind, Line, Phrase, Pronunciation, Shape, Utterance, Voice
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


def line(phrase: Phrase, cast: Cast) -> Line:
    """Make a phrase ready for its engine: its voice, and its text with the pronunciations applied."""
    name = cast_name(phrase.utterance, cast) if is_speech(phrase.utterance) else NARRATOR
    character = cast.characters.get(name)
    names = frozenset(fold(one) for one in (name, *(character.aliases if character else ())))
    text = _respelled(phrase.text, cast.pronunciations, names)
    return Line(phrase, voice_of(phrase.utterance, cast), text)


def _respelled(text: str, pronunciations: tuple[Pronunciation, ...], names: frozenset[str]) -> str:
    """Put a speaker's respellings into a text in one pass, the longest word where several begin."""
    if not pronunciations:
        return text
    pattern, says = _lexicon(pronunciations, names)
    if pattern is None:
        return text

    def say(found: re.Match[str]) -> str:
        return says[(found.lastindex or 1) - 1]

    return pattern.sub(say, text)


@lru_cache(maxsize=256)
def _lexicon(
    pronunciations: tuple[Pronunciation, ...], names: frozenset[str]
) -> tuple[re.Pattern[str] | None, tuple[str, ...]]:
    """Give one pattern, a group a word, and what is said for each; a speaker's own way comes first."""
    everybody = {entry.word: entry.say for entry in pronunciations if entry.character is None}
    own = {e.word: e.say for e in pronunciations if e.character is not None and fold(e.character) in names}
    says = {**everybody, **own}
    words = sorted(says, key=lambda word: (-len(word), word.islower(), word))
    if not words:
        return None, ()
    return re.compile("|".join(_whole(word) for word in words)), tuple(says[word] for word in words)


def _whole(word: str) -> str:
    """Give the pattern of a whole word: any apostrophe for an apostrophe, any space for a space."""
    escaped = re.sub("['’]", "['’]", r"\s+".join(re.escape(part) for part in word.split()))
    cased = f"(?i:{escaped})" if word.islower() else escaped
    return rf"(?<!\w)({cased})(?!\w)"
