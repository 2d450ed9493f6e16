"""Stage 2, PARSE: prose in, utterances out; every word once, in order, in somebody's voice.

paragraphs -> quotes -> turns (speech, thought, narration) -> speakers and kinds -> utterances -> beats (phrases, rests)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fullcast.model import Age, Book, Chapter, Character, Gender, Kind, Mark, Role, Tagged, Utterance
from fullcast.parse.beats import phrases
from fullcast.parse.languages import named, settled
from fullcast.parse.lexicon import CHILD_WORDS, OLD_WORDS, ROLES
from fullcast.parse.paragraphs import paragraphs
from fullcast.parse.quotes import style_of
from fullcast.parse.speakers import Attribution, Reason, attributions, hear, reasons
from fullcast.parse.speakers.given import gender_of_name
from fullcast.parse.speakers.people import Person
from fullcast.parse.thoughts import slanted
from fullcast.parse.turns import Passage, passages

__all__ = ["Reason", "character", "explain", "phrases", "tag", "utterances"]


def tag(book: Book, roles: Mapping[str, Role] | None = None) -> Tagged:
    """Tag a book: every chapter's utterances, and who speaks in it, most words first.

    `roles` are the characters a listener already named in voices.yaml (name -> aliases and gender). Chapters that bring
    their own utterances (a play script) keep them; those of prose come back with marks where their scenes begin.
    """
    book = settled(book)
    prose, cut = _cut(book)
    heard = hear([(c.text, cut[c.index]) for c in prose], roles or {}, named(book.language))
    numbers = {c.index: k for k, c in enumerate(prose)}
    done: list[tuple[Utterance, ...]] = []
    for chapter in book.chapters:
        if chapter.utterances is not None:
            done.append(tuple(_as_written(u) for u in chapter.utterances))
            continue
        found = attributions(heard, numbers[chapter.index])
        done.append(tuple(_utterances(chapter, cut[chapter.index], found)))
    known = {p.name: p for p in heard.people.persons}
    staged = replace(book, chapters=tuple(_with_scenes(c, cut.get(c.index, ())) for c in book.chapters))
    return Tagged(staged, tuple(done), _characters(book, done, known, roles or {}))


def explain(book: Book, roles: Mapping[str, Role] | None, position: int, start: int) -> tuple[Reason, ...]:
    """Return why the spoken stretch at `start` of the `position`-th chapter was given as it was, likeliest speaker first.

    Nothing is said of a chapter that brings its own utterances.
    """
    book = settled(book)
    prose, cut = _cut(book)
    chapter = book.chapters[position]
    if chapter.utterances is not None:
        return ()
    heard = hear([(c.text, cut[c.index]) for c in prose], roles or {}, named(book.language))
    return reasons(heard, [c.index for c in prose].index(chapter.index), start)


def _cut(book: Book) -> tuple[list[Chapter], dict[int, tuple[Passage, ...]]]:
    """Return the chapters that are prose, and each cut into passages, by its index."""
    language = named(book.language)
    prose = [chapter for chapter in book.chapters if chapter.utterances is None]
    style = style_of((chapter.text for chapter in prose), language)
    cut = {c.index: passages(c.text, paragraphs(c.text), style, language, slanted(c.spans)) for c in prose}
    return prose, cut


def _with_scenes(chapter: Chapter, cut: Sequence[Passage]) -> Chapter:
    """Return the chapter with a mark wherever a scene begins; a play script has its own."""
    scenes = tuple(Mark(p.paragraph.start, "scene") for p in cut if p.paragraph.scene)
    return replace(chapter, marks=scenes) if scenes else chapter


def utterances(chapter: Chapter, language: str = "en") -> tuple[Utterance, ...]:
    """Tag one chapter by itself."""
    return tag(Book(chapter.title, None, language, (chapter,))).chapters[0]


def _utterances(
    chapter: Chapter, cut: Sequence[Passage], found: Mapping[int, Attribution]
) -> Iterator[Utterance]:
    """Yield utterances that cover the chapter: each runs to the start of the next, the first from 0."""
    segments = [segment for passage in cut for segment in passage.segments]
    starts = [0, *(segment.start for segment in segments[1:]), len(chapter.text)]
    for i, segment in enumerate(segments):
        start, end = starts[i], starts[i + 1]
        text = chapter.text[start:end]
        said = found.get(segment.start)
        if said is None:
            yield Utterance(start, end, text, Kind.NARRATION, rule=segment.rule)
            continue
        name = said.person.name if said.person else None
        yield Utterance(
            start, end, text, said.kind, name, said.delivery, said.confidence, said.rule, said.tag
        )


def _as_written(utterance: Utterance) -> Utterance:
    """Return a script's utterance with its speaker spelt like the parser spells unnamed ones ("harbour master")."""
    name = utterance.speaker
    if name is None or name.split()[-1].lower() not in ROLES:
        return utterance
    return replace(utterance, speaker=name.lower())


def _characters(
    book: Book,
    chapters: Sequence[Sequence[Utterance]],
    known: Mapping[str, Person],
    roles: Mapping[str, Role],
) -> tuple[Character, ...]:
    """Return everybody who speaks, most words first: as the script tells, as the parser found, or by the name alone."""
    words: Counter[str] = Counter()
    for utterance in (u for chapter in chapters for u in chapter if u.speaker is not None):
        words[utterance.speaker or ""] += len(utterance.text.split())
    told = {character.name.lower(): character for character in book.characters}
    found: list[Character] = []
    for name, _ in sorted(words.items(), key=lambda w: (-w[1], w[0])):
        character = told.get(name.lower()) or _character(name, known.get(name))
        role = next((r for n, r in roles.items() if n.lower() == name.lower()), Role())
        found.append(replace(character, name=name, gender=role.gender or character.gender))
    return tuple(found)


def character(name: str) -> Character:
    """Return what a name alone tells of somebody: gender, age, whether it is a name at all."""
    return _character(name, None)


def _character(name: str, person: Person | None) -> Character:
    if person is not None:
        return Character(name, person.gender, tuple(sorted(person.aliases)), person.named, person.age)
    head = name.rsplit(maxsplit=1)[-1].lower()
    said = set(name.lower().split())
    age: Age | None = "child" if said & CHILD_WORDS else "old" if said & OLD_WORDS else None
    gender = _told(ROLES.get(head, "")) or gender_of_name(name.split(maxsplit=1)[0])
    return Character(name, gender, (), head not in ROLES, age)


def _told(gender: str) -> Gender | None:
    return "male" if gender == "male" else "female" if gender == "female" else None
