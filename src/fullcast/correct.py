"""Makes the corrections of voices.yaml in a tagged book: who is one person, and whose a line is.

The cast comes first: whoever goes by a name or another name of a character there is that character, under the name
the cast has. Then the rules for lines, from top to bottom; each looks at the book as it was before the first, so
that none depends on another, and where two set the same thing the later holds. A play script is spoken as it is
written, so that rules leave it alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from fullcast.model import Character, Gender, Kind, Patch, Role, Settings, Tagged, Utterance
from fullcast.words import count_words, fold

NARRATOR = "narrator"
NOBODY = "nobody"

Meet = Callable[[str], Character]
"""Gives what a name alone tells of somebody the story does not know."""

_ARTICLE = re.compile(r"\s*(?:[Tt]he|an?)\s+(?=\S)")  # but not the "An" of An Li
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_RANGE = re.compile(r"(\d+)(?:-(\d+))?")


def corrected(tagged: Tagged, settings: Settings, meet: Meet) -> Tagged:
    """Return `tagged` with the cast's names and as the rules for lines say; notices tell of rules that fit no line."""
    return _patched(_renamed(tagged, settings.cast), settings, meet)


def _key(name: str) -> str:
    """Give the form in which "the old man" and "Old Man" are one name."""
    article = _ARTICLE.match(name)
    return fold(name[article.end() :] if article else name)


# --- names ----------------------------------------------------------------------------------------


def _renamed(tagged: Tagged, roles: Mapping[str, Role]) -> Tagged:
    """Call whoever is in the cast by the name the cast has, and make one person of several."""
    names = _of_cast(roles)
    claims = Counter(key for person in tagged.characters for key in _keys(person))
    new = {person.name: _name(person, names, claims) for person in tagged.characters}
    if all(old == name for old, name in new.items()):
        return tagged
    chapters = tuple(
        tuple(replace(u, speaker=new.get(u.speaker, u.speaker)) if u.speaker else u for u in utterances)
        for utterances in tagged.chapters
    )
    family: dict[str, list[Character]] = {}
    for person in tagged.characters:
        family.setdefault(new[person.name], []).append(person)
    known = {name: _merged(name, people, roles.get(name)) for name, people in family.items()}
    return replace(tagged, chapters=chapters, characters=_speaking(chapters, known.__getitem__))


def _of_cast(roles: Mapping[str, Role]) -> dict[str, str]:
    """Give whom every name of the cast means; a character's own name goes before another's alias."""
    names = {_key(alias): name for name, role in roles.items() for alias in role.aliases}
    return names | {_key(name): name for name in roles}


def _keys(person: Character) -> set[str]:
    return {_key(name) for name in (person.name, *person.aliases)}


def _name(person: Character, names: Mapping[str, str], claims: Mapping[str, int]) -> str:
    """Find what the cast calls a person: by name, else by another name that nobody else has."""
    if _key(person.name) in names:
        return names[_key(person.name)]
    own = (_key(alias) for alias in person.aliases)
    return next((names[key] for key in own if key in names and claims[key] == 1), person.name)


def _merged(name: str, people: Iterable[Character], role: Role | None) -> Character:
    """Make one person of several; what the first do not tell, the others may."""
    people = list(people)
    spelt = {fold(other): other for person in people for other in (*person.aliases, person.name)}
    gender: Gender | None = next((person.gender for person in people if person.gender), None)
    return Character(
        name,
        (role.gender if role else None) or gender,
        tuple(other for key, other in spelt.items() if key != fold(name)),
        # "Harbour Master" is still a post, "Silas" for "the old man" is a name.
        named=any(person.named or _key(person.name) != _key(name) for person in people),
        age=next((person.age for person in people if person.age), None),
    )


def _speaking(
    chapters: Iterable[Iterable[Utterance]], known: Callable[[str], Character]
) -> tuple[Character, ...]:
    """List everybody who speaks, most words first."""
    words: Counter[str] = Counter()
    for utterance in (u for utterances in chapters for u in utterances):
        if utterance.speaker is not None:
            words[utterance.speaker] += count_words(utterance.text)
    return tuple(known(name) for name, _ in sorted(words.items(), key=lambda item: (-item[1], item[0])))


# --- lines ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A line that rules may fit, with what they look at."""

    chapter: int
    at: int
    utterance: Utterance
    words: str


def _patched(tagged: Tagged, settings: Settings, meet: Meet) -> Tagged:
    """Make the rules' corrections."""
    prose = {i for i, chapter in enumerate(tagged.book.chapters) if chapter.utterances is None}
    if not settings.patches or not prose:
        return tagged
    people = _Names.of(tagged, settings.cast)
    spoken = [
        _Spoken(i, at, utterance, _words(utterance.text))
        for i in sorted(prose)
        for at, utterance in enumerate(tagged.chapters[i])
        if utterance.kind is not Kind.NARRATION
    ]
    titles = [chapter.title for chapter in tagged.book.chapters]
    chapters = [list(utterances) for utterances in tagged.chapters]
    notices = []
    for patch in settings.patches:
        inside = _inside(patch.chapter, titles)
        fitting = [line for line in spoken if line.chapter in inside and _fits(patch, line, people)]
        for line in fitting:
            chapters[line.chapter][line.at] = _changed(
                chapters[line.chapter][line.at], patch, people, settings
            )
        if not fitting:
            notices.append(_unfit(patch, settings, inside, spoken, len(titles)))
    done = tuple(tuple(utterances) for utterances in chapters)
    known = {person.name: person for person in tagged.characters}
    met = _speaking(done, lambda name: known.get(name) or _met(name, settings.cast, meet))
    return replace(tagged, chapters=done, characters=met, notices=(*tagged.notices, *notices))


def _met(name: str, roles: Mapping[str, Role], meet: Meet) -> Character:
    person = meet(name)
    role = roles.get(name)
    return replace(person, gender=role.gender or person.gender) if role else person


@dataclass(frozen=True, slots=True)
class _Names:
    """Whom every name means that the cast or the story has."""

    of_cast: Mapping[str, str]
    of_story: Mapping[str, str]

    @classmethod
    def of(cls, tagged: Tagged, roles: Mapping[str, Role]) -> _Names:
        story: dict[str, str] = {}
        for person in tagged.characters:
            for alias in person.aliases:
                story.setdefault(_key(alias), person.name)
        story |= {_key(person.name): person.name for person in tagged.characters}
        return cls(_of_cast(roles), story)

    def meant(self, name: str) -> str:
        """Give the character that a name means; one nobody has is a new character's."""
        key = _key(name)
        return self.of_cast.get(key) or self.of_story.get(key) or name


def _inside(chapter: str, titles: list[str]) -> set[int]:
    """Give the chapters, from 0, that a rule means: all, those of a number or range, or those of a title."""
    if not chapter:
        return set(range(len(titles)))
    if found := _RANGE.fullmatch(chapter):
        first, last = int(found[1]), int(found[2] or found[1])
        return set(range(max(first, 1) - 1, min(last, len(titles))))
    return {i for i, title in enumerate(titles) if _words(title).startswith(_words(chapter))}


def _fits(patch: Patch, line: _Spoken, people: _Names) -> bool:
    if patch.tagged and _key(line.utterance.tag) != _key(patch.tagged):
        return False
    if patch.speaker and (line.utterance.speaker or NOBODY) != people.meant(patch.speaker):
        return False
    return not patch.says or _words(patch.says) in line.words


def _words(text: str) -> str:
    """Give the words of a text parted by spaces, and one at either end, so that only whole words are found in it."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _changed(utterance: Utterance, patch: Patch, people: _Names, settings: Settings) -> Utterance:
    source = settings.source.name if settings.source else "voices.yaml"
    rule = f"{source}:{patch.line}"
    if fold(patch.to) == NARRATOR or patch.kind == Kind.NARRATION:
        return replace(utterance, kind=Kind.NARRATION, speaker=None, delivery=None, confidence=1.0, rule=rule)
    if patch.to:
        speaker = None if fold(patch.to) == NOBODY else people.meant(patch.to)
        utterance = replace(utterance, speaker=speaker, confidence=1.0)
    if patch.kind:
        utterance = replace(utterance, kind=Kind(patch.kind))
    if patch.delivery:
        utterance = replace(utterance, delivery=None if patch.delivery == "none" else patch.delivery)
    return replace(utterance, rule=rule)


def _unfit(patch: Patch, settings: Settings, inside: set[int], spoken: list[_Spoken], count: int) -> str:
    """Say that a rule fits no line, what it asked for, and what may have been meant."""
    asked = [
        f"{what} “{words}”"
        for what, words in (
            ("tagged", patch.tagged),
            ("in chapter", patch.chapter),
            ("spoken by", patch.speaker),
            ("with the words", patch.says),
        )
        if words
    ]
    told = f"{settings.source or 'voices.yaml'}:{patch.line}: this rule fits no line: {', '.join(asked)}"
    if not inside:
        return f"{told}; the story has {count} chapter{'s' * (count != 1)}"
    tags: dict[str, str] = {}
    for line in spoken:
        if line.chapter in inside:
            tags.setdefault(_key(line.utterance.tag), line.utterance.tag)
    near = get_close_matches(_key(patch.tagged)[:60], tags, n=2) if patch.tagged else []
    other = [tags[key] for key in near if key != _key(patch.tagged)]
    return f"{told}; did you mean {' or '.join(f'“{tag}”' for tag in other)}?" if other else told
