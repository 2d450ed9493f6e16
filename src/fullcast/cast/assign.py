"""Who is given which voice, while the voices last and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType

from fullcast.cast.say import is_speech
from fullcast.cast.voices import FAR, ON_RADIO, distance, info_of, same, same_base, shared, too_near
from fullcast.model import Cast, Character, Kind, Role, Settings, Tagged, Voice, VoiceInfo
from fullcast.words import count_words, fold

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
    unnamed = stage.unnamed()
    return Cast(
        narrator=stage.narrator,
        speakers=MappingProxyType({p.character.name: stage.speakers[p.character.name] for p in people}),
        aliases=MappingProxyType(_aliases(people)),
        characters=MappingProxyType({person.character.name: person.character for person in people}),
        profiles=settings.profiles,
        kinds=settings.kinds,
        deliveries=settings.deliveries,
        unnamed=unnamed,
        sure=settings.doubt.below,
        doubted=_doubted(settings, unnamed),
    )


def _doubted(settings: Settings, unnamed: Voice) -> Voice | None:
    """Give the voice of uncertain lines; None where they keep their speaker's."""
    if settings.doubt.keep:
        return None
    return unnamed if settings.doubt.voice is None else settings.profiles[settings.doubt.voice]


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
    spelt: dict[str, str] = {}
    for alias in (*character.aliases, *role.aliases):
        spelt.setdefault(fold(alias), alias)
    aliases = tuple(alias for key, alias in spelt.items() if key != fold(character.name))
    return replace(character, gender=role.gender or character.gender, aliases=aliases)


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
    spoken = [u for chapter in tagged.chapters for u in chapter if u.speaker and is_speech(u)]
    lines = Counter(u.speaker for u in spoken)
    radio = Counter(u.speaker for u in spoken if u.kind is Kind.RADIO)
    return frozenset(name for name in radio if name and 2 * radio[name] > lines[name])


def _turns(tagged: Tagged) -> Iterator[list[tuple[str, str]]]:
    """Give what is said in each chapter, as (name, text); who goes by another name is given the first."""
    names = {fold(alias): person.name for person in tagged.characters for alias in person.aliases}
    names |= {fold(person.name): person.name for person in tagged.characters}
    for chapter in tagged.chapters:
        said = ((utterance.speaker, utterance.text) for utterance in chapter if is_speech(utterance))
        yield [(names.get(fold(name), name), text) for name, text in said if name is not None]


# --- who gets which voice -------------------------------------------------------------------------

_FIT: Mapping[str, Mapping[str, int]] = {
    "child": {"child": 0, "young": 1},
    "adult": {"young": 0, "adult": 0, "mature": 0, "robot": 0, "gruff": 1},
    "old": {"old": 0, "gruff": 1, "mature": 2, "adult": 3},
}
"""How well the age of a voice suits the age of a character: 0 is best, an age that is not there does not."""

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
            if free := [voice for voice in tier if not any(same(voice, other) for other in taken)]:
                self.give(character.name, self.best(character, free))
                return
        self.give(character.name, self.again(character.name, [voice for tier in tiers for voice in tier]))

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
            told = not any(too_near(voice, other) for other in others)
            understood = ON_RADIO.get(voice.voice, 0) if character.name in self.radio else 0
            return told, understood, min(FAR, *(distance(voice, other, palette) for other in partners))

        return max(free, key=merit)  # max keeps the first of equals: the order of the pool

    def partners(self, name: str) -> list[Voice]:
        """Give the voices of the three a character talks to most, of those who have one."""
        counts = {other: self.talks.get(frozenset((name, other)), 0) for other in self.speakers}
        most = sorted((other for other in counts if counts[other]), key=lambda other: -counts[other])
        return [self.speakers[other] for other in most[:_PARTNERS]]

    def again(self, name: str, voices: Sequence[Voice]) -> Voice:
        """Give a voice that is taken at another pitch and rate, and never the narrator's while there is another.

        Those who never meet share first: the voice whose owners the character talks to least, of these the least
        used. So with fewer partners than voices nobody has a voice of one of them.
        """
        others = [voice for voice in voices if not same(voice, self.narrator)]
        pool = others or list(voices) or [self.narrator]
        taken = self.taken()

        def price(voice: Voice) -> tuple[int, int]:
            owners = (other for other, theirs in self.speakers.items() if same_base(voice, theirs))
            talked = sum(self.talks.get(frozenset((name, other)), 0) for other in owners)
            return talked, sum(same_base(voice, other) for other in taken)

        base = min(reversed(pool), key=price)  # min keeps the first of equals: the end of the pool
        return shared(base, price(base)[1])

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
    info = info_of(voice, palette)
    if info is None:
        return "adult"
    return "gruff" if info.group == "gruff" else info.age or "adult"
