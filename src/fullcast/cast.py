"""Who speaks with which voice, and how a line changes it.

`assign` gives everybody a voice, in this order:

1. whoever voices.yaml casts, by name or by any other name, has the voice it says;
2. then those with a name, those who say most first, the best voice of their pool that is free;
3. then those without ("a guard"), from the end of the pool, so that nobody important loses a voice to them.

"Best" is: not next to impossible to tell from a voice already given; understood over a radio, for those who
speak there; far enough from the narrator and from those one talks to most; then the first in the pool. Who
says most is counted in doublings (a person of 60 words and one of 40 are equals, and the one who speaks first
chooses first), so that a small change of the story moves no voice. A large one may: `fullcast cast --write`
puts the choice into voices.yaml for good. An exhausted pool gives its voices again at another pitch and rate.
Nobody has the narrator's voice unless voices.yaml says so.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from fullcast.model import (
    Cast,
    Character,
    Kind,
    Line,
    Phrase,
    Pronunciation,
    Role,
    Settings,
    Shape,
    Tagged,
    Utterance,
    Voice,
    VoiceInfo,
)
from fullcast.words import count_words, fold

NARRATOR = "NARRATOR"
"""The row of the narration in `rows`, and how a pronunciation names the narrator."""

UNNAMED = "UNNAMED"
"""The row of speech that nobody can be named for."""

_RATES = (80.0, 450.0)
_OFFSETS = (-24.0, 24.0)

# --- who there is ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody to be cast: how many words they say, and when they first speak."""

    character: Character
    words: int
    first: int

    @property
    def rank(self) -> tuple[int, int]:
        """Sort those who say most first, in doublings, and among equals those who speak first."""
        return (-self.words.bit_length(), self.first)


def assign(tagged: Tagged, settings: Settings) -> Cast:
    """Give everybody in a book a voice; the same book and settings give the same cast."""
    people = _people(tagged, settings)
    stage = _Stage(settings, _talks(tagged), _on_the_radio(tagged))
    for person in people:
        role = _role(person.character, settings)
        if role is not None and role.profile is not None:
            stage.give(person.character.name, settings.profiles[role.profile])
    for person in (*(p for p in people if p.character.named), *(p for p in people if not p.character.named)):
        if person.character.name not in stage.speakers:
            stage.cast(person.character)
    return Cast(
        narrator=stage.narrator,
        speakers=MappingProxyType({p.character.name: stage.speakers[p.character.name] for p in people}),
        aliases=MappingProxyType(_aliases(people)),
        characters=MappingProxyType({person.character.name: person.character for person in people}),
        profiles=settings.profiles,
        kinds=settings.kinds,
        deliveries=settings.deliveries,
        pronunciations=settings.pronunciations,
        unnamed=stage.unnamed(),
    )


def _people(tagged: Tagged, settings: Settings) -> list[_Person]:
    """Give everybody who speaks, or is said to, in the order in which they choose."""
    known = {character.name: character for character in tagged.characters}
    words: Counter[str] = Counter()
    first: dict[str, int] = {}
    for number, (name, text) in enumerate(turn for chapter in _turns(tagged) for turn in chapter):
        words[name] += count_words(text)
        first.setdefault(name, number)
    people = [
        _Person(_told(known.get(name, Character(name)), settings), words[name], first.get(name, len(first)))
        for name in dict.fromkeys((*known, *first))
    ]
    return sorted(people, key=lambda person: person.rank)


def _told(character: Character, settings: Settings) -> Character:
    """Lay what voices.yaml says of a character over what the story says."""
    role = _role(character, settings)
    if role is None:
        return character
    aliases = dict.fromkeys((*character.aliases, *role.aliases))
    return replace(character, gender=role.gender or character.gender, aliases=tuple(aliases))


def _role(character: Character, settings: Settings) -> Role | None:
    """Find a character in the cast of voices.yaml by its name, then by its other names."""
    roles = _role_names(settings)
    found = (roles.get(fold(name)) for name in (character.name, *character.aliases))
    return next((role for role in found if role is not None), None)


def _role_names(settings: Settings) -> dict[str, Role]:
    aliases = {fold(alias): role for role in settings.cast.values() for alias in role.aliases}
    return {**aliases, **{fold(name): role for name, role in settings.cast.items()}}


def _aliases(people: Iterable[_Person]) -> dict[str, str]:
    """Lead every other name, folded, to a name; the first in rank keeps one that several have."""
    aliases: dict[str, str] = {}
    for person in people:
        for alias in person.character.aliases:
            aliases.setdefault(fold(alias), person.character.name)
    own = {fold(person.character.name): person.character.name for person in people}
    return {**aliases, **own}


def _talks(tagged: Tagged) -> Counter[frozenset[str]]:
    """Count how often two people follow each other, whatever is narrated between."""
    talks: Counter[frozenset[str]] = Counter()
    for chapter in _turns(tagged):
        names = [name for name, _ in chapter]
        talks.update(frozenset(pair) for pair in pairwise(names) if pair[0] != pair[1])
    return talks


def _on_the_radio(tagged: Tagged) -> frozenset[str]:
    """Give those who say most of their lines over a radio."""
    spoken = [u for chapter in tagged.chapters for u in chapter if u.speaker and _is_speech(u)]
    lines = Counter(u.speaker for u in spoken)
    radio = Counter(u.speaker for u in spoken if u.kind is Kind.RADIO)
    return frozenset(name for name in radio if name and 2 * radio[name] > lines[name])


def _turns(tagged: Tagged) -> Iterator[list[tuple[str, str]]]:
    """Give what is said in each chapter, as (name, text); who goes by another name is given the first."""
    names = {fold(alias): person.name for person in tagged.characters for alias in person.aliases}
    names |= {fold(person.name): person.name for person in tagged.characters}
    for chapter in tagged.chapters:
        said = ((utterance.speaker, utterance.text) for utterance in chapter if _is_speech(utterance))
        yield [(names.get(fold(name), name), text) for name, text in said if name is not None]


def _is_speech(utterance: Utterance) -> bool:
    return utterance.kind is not Kind.NARRATION


# --- who gets which voice -------------------------------------------------------------------------

_FIT: Mapping[str, Mapping[str, int]] = {
    "child": {"child": 0, "young": 1},
    "adult": {"young": 0, "adult": 0, "mature": 0, "robot": 0, "gruff": 1},
    "old": {"old": 0, "gruff": 1, "mature": 2, "adult": 3},
}
"""How well the age of a voice suits the age of a character: 0 is best, an age that is not there does not."""

_SHARING = ((2.5, 1.05), (-2.5, 0.95), (5.0, 0.95), (-5.0, 1.05), (1.25, 0.88), (-1.25, 1.12))
"""Pitch and rate at which a voice serves again. 2.27 semitones are one step of the palette's distance."""

_PARTNERS = 3


@dataclass(slots=True)
class _Stage:
    """The casting while it goes on: who has which voice, and which voices are taken."""

    settings: Settings
    talks: Mapping[frozenset[str], int]
    radio: frozenset[str]
    speakers: dict[str, Voice] = field(default_factory=dict)

    @property
    def narrator(self) -> Voice:
        """Give the narrator's voice."""
        return self.settings.profiles[self.settings.narrator]

    def give(self, name: str, voice: Voice) -> Voice:
        """Let somebody have a voice."""
        self.speakers[name] = voice
        return voice

    def cast(self, character: Character) -> None:
        """Give a character the best voice that is free, or one that serves again."""
        tiers = _tiers(character, self.settings)
        if not character.named:
            tiers = [tier[::-1] for tier in tiers]
        taken = self.taken()
        for tier in tiers:
            if free := [voice for voice in tier if not any(_same(voice, other) for other in taken)]:
                self.give(character.name, self.best(character, free))
                return
        self.give(character.name, self.again([voice for tier in tiers for voice in tier]))

    def taken(self) -> list[Voice]:
        """Give the voices that are not free: the narrator's, those given, those voices.yaml gives anybody."""
        roles = (role.profile for role in self.settings.cast.values() if role.profile is not None)
        promised = (self.settings.profiles[profile] for profile in roles)
        return list(dict.fromkeys((self.narrator, *self.speakers.values(), *promised)))

    def best(self, character: Character, free: Sequence[Voice]) -> Voice:
        """Choose a free voice: told from all others, understood, far from those one talks to."""
        palette = self.settings.palette
        others = [self.narrator, *self.speakers.values()]
        partners = [self.narrator, *self.partners(character.name)]

        def merit(voice: Voice) -> tuple[bool, int, float]:
            told = not any(_too_near(voice, other) for other in others)
            understood = _ON_RADIO.get(voice.voice, 0) if character.name in self.radio else 0
            return told, understood, min(FAR, *(distance(voice, other, palette) for other in partners))

        return max(free, key=merit)  # max keeps the first of equals: the order of the pool

    def partners(self, name: str) -> list[Voice]:
        """Give the voices of the three a character talks to most, of those who have one."""
        counts = {other: self.talks.get(frozenset((name, other)), 0) for other in self.speakers}
        most = sorted((other for other in counts if counts[other]), key=lambda other: -counts[other])
        return [self.speakers[other] for other in most[:_PARTNERS]]

    def again(self, voices: Sequence[Voice]) -> Voice:
        """Give a voice that is taken at another pitch and rate: the least used, and not the narrator's."""
        taken = self.taken()
        others = [voice for voice in voices if not _same(voice, self.narrator)]
        pool = others or list(voices) or [self.narrator]
        uses = {voice.name: sum(_same_base(voice, other) for other in taken) for voice in pool}
        base = min(reversed(pool), key=lambda voice: uses[voice.name])
        return _shared(base, uses[base.name])

    def unnamed(self) -> Voice:
        """Give the voice of speech without a speaker: as settings say, or a neutral one nobody else has."""
        if self.settings.unnamed is not None:
            return self.settings.profiles[self.settings.unnamed]
        someone = Character("", named=False)
        self.cast(someone)
        return self.speakers.pop(someone.name)


def _tiers(character: Character, settings: Settings) -> list[list[Voice]]:
    """Give the voices of a character's pool, those of its age first, then those of an age that will do."""
    names = settings.pools.get(character.gender or "neutral") or settings.pools.get("neutral", ())
    voices = [settings.profiles[name] for name in names]
    fit = _FIT[character.age or "adult"]
    ranks = [fit.get(_age(voice, settings.palette)) for voice in voices]
    tiers = [
        [voice for voice, rank in zip(voices, ranks, strict=True) if rank == wanted] for wanted in range(4)
    ]
    return [tier for tier in tiers if tier] or [voices]


def _age(voice: Voice, palette: Mapping[str, VoiceInfo]) -> str:
    info = _info(voice, palette)
    if info is None:
        return "adult"
    return "gruff" if info.group == "gruff" else info.age or "adult"


def _same(one: Voice, other: Voice) -> bool:
    """Say whether two profiles are one voice to the ear: the same voice less than two semitones apart."""
    return _same_base(one, other) and abs(one.pitch - other.pitch) < 2.0


def _same_base(one: Voice, other: Voice) -> bool:
    return (one.engine, one.voice) == (other.engine, other.voice)


def _shared(base: Voice, uses: int) -> Voice:
    """Give the n-th use of a voice its pitch and rate, and a name of its own."""
    pitch, rate = _SHARING[(uses - 1) % len(_SHARING)]
    return replace(
        base,
        name=f"{base.name} ({uses + 1})",
        pitch=_clamp(base.pitch + pitch, _OFFSETS),
        rate=_clamp(base.rate * rate, _RATES),
    )


# --- how far voices are apart -----------------------------------------------------------------------

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


_ON_RADIO: Mapping[str, int] = {
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
    ours, theirs = _info(one, palette), _info(other, palette)
    if ours is None or theirs is None or ours.f0 is None or theirs.f0 is None:
        return abs(one.pitch - other.pitch) / _SEMITONES if _same_base(one, other) else _TIMBRE
    semitones = 12 * (math.log2(ours.f0) - math.log2(theirs.f0)) + (one.pitch - other.pitch)
    ours_words, theirs_words = _described(ours), _described(theirs)
    shared = len(ours_words & theirs_words) / len(ours_words | theirs_words)
    return math.hypot(semitones / _SEMITONES, _TIMBRE * (1 - shared))


def _described(info: VoiceInfo) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", info.character))


def _info(voice: Voice, palette: Mapping[str, VoiceInfo]) -> VoiceInfo | None:
    info = palette.get(voice.voice)
    return info if info is not None and info.engine == voice.engine else None


def _too_near(one: Voice, other: Voice) -> bool:
    return one.engine == other.engine and frozenset((one.voice, other.voice)) in _TOO_NEAR


def _clamp(value: float, limits: tuple[float, float]) -> float:
    return round(min(max(value, limits[0]), limits[1]), 2)


# --- how a line is said ---------------------------------------------------------------------------


def voice_of(utterance: Utterance, cast: Cast) -> Voice:
    """Give the voice an utterance is said with: its speaker's, as its kind and then its delivery shape it."""
    voice = _own_voice(utterance, cast)
    character = cast.characters.get(_name(utterance.speaker, cast))
    gender = (character.gender if character else None) or voice.gender or "neutral"
    for shape in (cast.kinds.get(utterance.kind), cast.deliveries.get(utterance.delivery or "")):
        if shape is not None:
            voice = _shaped(voice, shape, gender, cast)
    return voice


def _own_voice(utterance: Utterance, cast: Cast) -> Voice:
    if not _is_speech(utterance):
        return cast.narrator
    return cast.speakers.get(_name(utterance.speaker, cast)) or cast.unnamed or cast.narrator


def _name(speaker: str | None, cast: Cast) -> str:
    """Give the name a speaker is cast under, "" for nobody."""
    if speaker is None or speaker in cast.speakers:
        return speaker or ""
    return cast.aliases.get(fold(speaker), speaker)


def _shaped(voice: Voice, shape: Shape, gender: str, cast: Cast) -> Voice:
    """Apply a shape: another voice for the gender first, then the factors and offsets, in range."""
    stand_in = cast.profiles.get(shape.voices.get(gender, ""))
    # Only a voice of the same engine: a neural voice must not turn into a formant one for a whisper.
    if stand_in is not None and stand_in.engine == voice.engine:
        volume = voice.volume + stand_in.volume
        voice = replace(stand_in, volume=volume, effect=stand_in.effect or voice.effect)
    return replace(
        voice,
        rate=_clamp(voice.rate * shape.rate, _RATES),
        pitch=_clamp(voice.pitch + shape.pitch, _OFFSETS),
        volume=_clamp(voice.volume + shape.volume, _OFFSETS),
        effect=shape.effect or voice.effect,
    )


def line(phrase: Phrase, cast: Cast) -> Line:
    """Make a phrase ready for its engine: its voice, and its text with the pronunciations applied."""
    name = _name(phrase.utterance.speaker, cast) if _is_speech(phrase.utterance) else NARRATOR
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


# --- the table of the cast --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `fullcast cast`: somebody, how much they say (`share` of all words, 0-1), their voice."""

    name: str
    lines: int
    words: int
    share: float
    gender: str | None
    aliases: tuple[str, ...]
    sample: str
    voice: Voice


def rows(tagged: Tagged, cast: Cast) -> tuple[Row, ...]:
    """List the narrator, everybody who speaks, most words first, and last the speech of nobody known."""
    by_name: dict[str, list[Utterance]] = {}
    for chapter in tagged.chapters:
        for utterance in chapter:
            by_name.setdefault(_row_name(utterance, cast), []).append(utterance)
    total = sum(count_words(utterance.text) for chapter in tagged.chapters for utterance in chapter) or 1
    table = [_row(name, utterances, total, cast) for name, utterances in by_name.items()]
    return tuple(sorted(table, key=_row_order))


def _row_order(row: Row) -> tuple[int, int]:
    return ({NARRATOR: 0, UNNAMED: 2}.get(row.name, 1), -row.words)


def _row_name(utterance: Utterance, cast: Cast) -> str:
    if not _is_speech(utterance):
        return NARRATOR
    return _name(utterance.speaker, cast) or UNNAMED


def _row(name: str, utterances: Sequence[Utterance], total: int, cast: Cast) -> Row:
    character = cast.characters.get(name)
    words = sum(count_words(utterance.text) for utterance in utterances)
    return Row(
        name=name,
        lines=len(utterances),
        words=words,
        share=words / total,
        gender=character.gender if character else None,
        aliases=character.aliases if character else (),
        sample=_sample(utterances),
        voice=_own_voice(utterances[0], cast),
    )


def _sample(utterances: Sequence[Utterance]) -> str:
    """Give the first line long enough to know somebody by, or the longest, cut to 72 characters."""
    texts = [" ".join(utterance.text.split()) for utterance in utterances]
    text = next((text for text in texts if count_words(text) >= 5), max(texts, key=len))
    return text if len(text) <= 72 else text[:71].rstrip() + "…"


def entries(table: Iterable[Row]) -> dict[str, dict[str, object]]:
    """Give the table as entries of voices.yaml's cast; another name that two people have is left out."""
    people = [row for row in table if row.name not in (NARRATOR, UNNAMED)]
    claims = Counter(fold(name) for row in people for name in {row.name, *row.aliases})
    return {row.name: _keys(row, claims) for row in people}


def _keys(row: Row, claims: Mapping[str, int]) -> dict[str, object]:
    base, own, _ = row.voice.name.partition(" (")
    keys: dict[str, object] = {"voice": base}
    if own:
        keys |= {"rate": row.voice.rate, "pitch": row.voice.pitch}
    if aliases := [alias for alias in row.aliases if claims[fold(alias)] == 1]:
        keys["aliases"] = aliases
    if row.gender is not None:
        keys["gender"] = row.gender
    return keys
