"""Builds the cast of a book: which names and roles mean the same person, of which gender, and who can speak at all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fullcast.model import Age, Gender, Role
from fullcast.parse.lexicon import CHILD_WORDS, NICKNAMES, NOBODY_ROLES, OLD_WORDS, TITLES
from fullcast.parse.speakers.given import gender_of_name, is_given_name
from fullcast.parse.speakers.mentions import Mention, NameKey, Token

_ABBREVIATED = {"Mr", "Mrs", "Ms", "Dr", "Rev", "St", "Prof", "Capt", "Sgt", "Lt", "Col", "Gen"}
_SAME_TITLE = {
    "Doctor": "Dr",
    "Mister": "Mr",
    "Capt": "Captain",
    "Sgt": "Sergeant",
    "Lt": "Lieutenant",
    "Col": "Colonel",
    "Gen": "General",
    "Prof": "Professor",
    "Reverend": "Rev",
}
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNITS = (
    {word: n for n, word in enumerate([*_ONES, "seventeen", "eighteen", "nineteen"])}
    | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
)  # fmt: skip
_NUMBERS = (
    rf"(?:\d{{1,3}}|(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?:-(?:{'|'.join(_ONES[1:10])}))?)"
)
_AGE = re.compile(
    rf"\b(?:who (?:was|is|had just turned) |aged )?(?P<years>{_NUMBERS})(?P<unit>[- ]years?[- ]old\b)?"
)
_SOFT = frozenset(
    """dear my poor old dearest oh ah no yes well now come good but and listen thanks hey please easy sorry thank you okay
    right here night morning""".split()
)
_CONTRASTS = frozenset(
    "young younger old older elder first second third fourth tall short fat thin other female male bearded red-haired blond "
    "blonde little big bald elderly".split()
)
_COMPOUNDS = frozenset(
    """police fire harbour harbor ferry night desk station customs security flight taxi bus train ship lock bridge prison
    school news weather radio coast life field team air traffic tower ground rescue emergency shift duty lighthouse head post
    hospital hotel bar shop army naval ticket toll dock crane tram truck lorry lift elevator mission space""".split()
)


@dataclass(slots=True)
class Person:
    """Somebody a text mentions, while the cast is being built."""

    id: int
    name: str
    gender: Gender | None
    named: bool
    names: set[NameKey] = field(default_factory=set)
    count: int = 0
    tagged: int = 0
    addressed: int = 0
    age: Age | None = None
    aliases: set[str] = field(default_factory=set)
    vague: bool = False
    """A role that often means somebody known ("the man"), and that no tag makes a speaker."""


@dataclass(frozen=True, slots=True)
class People:
    """The cast: who a name or a role means."""

    persons: list[Person]
    by_name: Mapping[NameKey, Person]
    by_role: Mapping[tuple[str, str], Person]
    first_person: bool = False
    """Whether an "I" tells the story, who is then one of its speakers."""

    def of(self, mention: Mention) -> Person | None:
        """Return whom a name or role means; None for pronouns and for roles nobody is called by."""
        if mention.form == "name" and mention.name:
            return self.by_name.get(_normal(mention.name))
        if mention.form == "role":
            return self.by_role.get(role_key(mention))
        return None


@dataclass(slots=True)
class Evidence:
    """What the whole book says about its names and roles, counted."""

    names: Counter[NameKey] = field(default_factory=Counter)
    tagged: Counter[NameKey] = field(default_factory=Counter)
    addressed: Counter[NameKey] = field(default_factory=Counter)
    acting: Counter[NameKey] = field(default_factory=Counter)
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    roles_tagged: Counter[tuple[str, str]] = field(default_factory=Counter)
    role_forms: dict[tuple[str, str], Mention] = field(default_factory=dict)
    pronouns: defaultdict[NameKey, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    same: Counter[tuple[NameKey, tuple[str, str]]] = field(default_factory=Counter)
    ages: dict[NameKey, int] = field(default_factory=dict)
    narrated: int = 0
    selves: int = 0

    def saw(self, words: tuple[Token, ...], found: Iterable[Mention], *, speech: bool) -> None:
        """Count the mentions of one stretch."""
        last: NameKey | None = None
        self.narrated += 0 if speech else len(words)
        for mention in found:
            self.selves += int(mention.pronoun == "i" and not speech)
            if mention.form == "name" and mention.name:
                key = _normal(mention.name)
                self.names[key] += 1
                self.acting[key] += int(mention.subject and not speech)
                if speech and is_vocative(words, mention):
                    self.addressed[key] += 1
                last = key if mention.subject else last
                self._apposition(words, mention, key)
            elif mention.form == "role":
                if not speech:
                    self.roles[role_key(mention)] += 1
                    self.role_forms.setdefault(role_key(mention), mention)
                last = None
            elif last and not speech and mention.gender in {"male", "female"}:
                if mention.subject:
                    self.pronouns[last][mention.gender] += 1
                last = None

    def _apposition(self, words: tuple[Token, ...], mention: Mention, key: NameKey) -> None:
        """Note "Ada Quill, the harbour master," and the like: a name and a role that mean one person."""
        from fullcast.parse.speakers.mentions import _role

        at = mention.last
        if (
            at + 2 < len(words)
            and words[at].text == ","
            and words[at + 1].text.lower() in {"the", "his", "her", "a", "an", "our"}
        ):
            role = _role(words, at + 1)
            if (
                role
                and role.last < len(words)
                and words[role.last].text in {",", ".", "—", ";", ":"}
                and not role.possessive
            ):
                self.same[(key, role_key(role))] += 1

    def aged(self, text: str, start: int, end: int, found: Iterable[Mention]) -> None:
        """Note ages that narration tells ("who was nine", "eighty-one years old") of the last name before."""
        names = [m for m in found if m.form == "name" and m.name]
        for match in _AGE.finditer(text, start, end) if names else ():
            years = _years(match["years"]) if match["unit"] or match.group()[0] in "wa" else None
            before = [
                m
                for m in names
                if m.start < match.start() and not re.search(r"[.!?]\s", text[m.start : match.start()])
            ]
            if years is not None and before and before[-1].name:
                self.ages.setdefault(_normal(before[-1].name), years)

    def tag(self, mention: Mention) -> None:
        """Count a mention that is the subject of a verb of saying."""
        if mention.form == "name" and mention.name:
            self.tagged[_normal(mention.name)] += 1
        elif mention.form == "role":
            self.roles_tagged[role_key(mention)] += 1
            self.role_forms.setdefault(role_key(mention), mention)


def _years(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    parts = number.split("-")
    return sum(_UNITS[p] for p in parts) if all(p in _UNITS for p in parts) else None


def _normal(key: NameKey) -> NameKey:
    return (_SAME_TITLE.get(key[0], key[0]), key[1])


def role_key(mention: Mention) -> tuple[str, str]:
    """Return (what tells it from others of its kind, head): ("younger", "officer"), ("", "dispatcher")."""
    kept = [m for m in mention.modifiers if m in _CONTRASTS]
    return (kept[-1] if kept else "", mention.head.replace("harbor", "harbour"))


def role_name(mention: Mention) -> str:
    """Return what an unnamed speaker is called: "younger officer", "harbour master"."""
    kept = [m for m in mention.modifiers if m in _CONTRASTS or m in _COMPOUNDS]
    return " ".join([*kept, mention.head])


def build(evidence: Evidence, roles: Mapping[str, Role]) -> People:
    """Cluster names into persons and add the roles that speak; `roles` are a listener's own names and aliases."""
    persons: list[Person] = []
    by_name: dict[NameKey, Person] = {}
    keys = sorted(
        (k for k in evidence.names if _is_person(k, evidence)),
        key=lambda k: (-len(k[1]), -evidence.names[k], k),
    )
    by_word: defaultdict[str, dict[int, Person]] = defaultdict(dict)
    for key in keys:
        near = {p.id: p for word in key[1] for p in by_word[word].values()}
        person = _known(key, roles, persons) or _same_person(key, near.values(), evidence)
        if person is None:
            person = Person(len(persons), "", None, named=True)
            persons.append(person)
        person.names.add(key)
        by_name[key] = person
        for word in key[1]:
            by_word[word][person.id] = person
    _fold_nicknames(persons, by_name)
    persons = [p for p in persons if p.names]
    for number, person in enumerate(persons):
        person.id = number
        _describe(person, evidence, roles)
    first_person = evidence.selves > 0.008 * evidence.narrated and evidence.selves >= 3
    return People(persons, by_name, _roles(evidence, persons, by_name), first_person)


def _is_person(key: NameKey, evidence: Evidence) -> bool:
    if key[0] or evidence.tagged[key] or evidence.addressed[key]:
        return True
    if evidence.acting[key] > 0 and (evidence.names[key] >= 2 or is_given_name(key[1][0])):
        return True
    return len(key[1]) > 1


def _known(key: NameKey, roles: Mapping[str, Role], persons: list[Person]) -> Person | None:
    """Return the person a listener's voices.yaml joins this name to, by its aliases."""
    said = " ".join(key[1]).lower()
    for name, role in roles.items():
        family = {name.lower(), *(alias.lower() for alias in role.aliases)}
        if said in family:
            for person in persons:
                if any(" ".join(k[1]).lower() in family for k in person.names):
                    return person
    return None


def _same_person(key: NameKey, persons: Iterable[Person], evidence: Evidence) -> Person | None:
    """Return the person a shorter form of a name means: same words, given name, or title and surname."""
    options = [(score, -p.id, p) for p in persons if (score := _likeness(key, p, evidence)) > 0]
    return max(options)[2] if options else None


def _likeness(key: NameKey, person: Person, evidence: Evidence) -> float:
    title, words = key
    gender = TITLES.get(title, "") or (gender_of_name(words[0]) if len(words) > 1 or not title else None)
    best = 0.0
    for other_title, other in person.names:
        theirs = TITLES.get(other_title, "") or (
            gender_of_name(other[0]) if len(other) > 1 or not other_title else None
        )
        if (
            gender
            and theirs
            and gender != theirs
            and not (len(words) == 1 and not title and other[-1] == words[0])
        ):
            return 0.0
        if len(words) > 1 and len(other) > 1:
            fits = (words[0], words[-1]) == (other[0], other[-1]) or set(words) <= set(other)
        elif len(other) > 1:
            fits = words[0] == other[-1] or (words[0] == other[0] and title not in {"Mr", "Mrs", "Ms"})
        else:
            fits = words == other and (not title or not other_title or title == other_title)
        if fits:
            best = max(best, 1.0 + evidence.names[(other_title, other)])
    return best


def _fold_nicknames(persons: list[Person], by_name: dict[NameKey, Person]) -> None:
    """Join "Mike" to the only person called Michael."""
    for person in persons:
        if len(person.names) != 1:
            continue
        (title, words) = next(iter(person.names))
        full = NICKNAMES.get(words[0].lower())
        if title or len(words) > 1 or not full:
            continue
        same = [p for p in persons if p is not person and any(w[0].lower() == full for _, w in p.names)]
        if len(same) == 1:
            same[0].names |= person.names
            by_name[(title, words)] = same[0]
            person.names.clear()


def _describe(person: Person, evidence: Evidence, roles: Mapping[str, Role]) -> None:
    forms = sorted(person.names, key=lambda k: (-len(k[1]), -evidence.names[k], k))
    person.count = sum(evidence.names[k] for k in forms)
    person.tagged = sum(evidence.tagged[k] for k in forms)
    person.addressed = sum(evidence.addressed[k] for k in forms)
    person.name = _display(forms[0], person)
    person.aliases = {_spelt(k) for k in forms} - {person.name}
    person.gender = _gender(forms, evidence)
    years = [evidence.ages[k] for k in forms if k in evidence.ages]
    person.age = None if not years else "child" if years[0] <= 13 else "old" if years[0] >= 65 else None
    for name, role in roles.items():
        family = {name.lower(), *(a.lower() for a in role.aliases)}
        if person.name.lower() in family or any(a.lower() in family for a in person.aliases):
            person.aliases = (person.aliases | {person.name}) - {name}
            person.name = name
            person.gender = role.gender or person.gender


def _display(key: NameKey, person: Person) -> str:
    """Return the fullest name: given and surname without a title, a lone surname with its title."""
    if len(key[1]) > 1:
        married = (
            key[0] == "Mrs" and gender_of_name(key[1][0]) == "male"
        )  # "Mrs. Stanley Ukridge" is not Stanley
        return _spelt(key) if married else " ".join(key[1])
    titled = sorted(k for k in person.names if k[0] and len(k[1]) == 1)
    plain = any(not k[0] for k in person.names)
    if titled and (
        not plain
        or titled[0][0] in {"Mr", "Mrs", "Ms", "Miss", "Dr", "Captain", "Aunt", "Uncle", "Sir", "Lady"}
    ):
        return _spelt(titled[0])
    return " ".join(key[1])


def _spelt(key: NameKey) -> str:
    title = f"{key[0]}." if key[0] in _ABBREVIATED else key[0]
    return " ".join([title, *key[1]] if title else key[1])


def _gender(forms: list[NameKey], evidence: Evidence) -> Gender | None:
    votes: Counter[str] = Counter()
    for key in forms:
        title = TITLES.get(key[0], "")
        if title:
            votes[title] += 3 * evidence.names[key]
        if (len(key[1]) > 1 or not key[0]) and (named := gender_of_name(key[1][0])):
            votes[named] += 3
        votes += evidence.pronouns[key]
    male, female = votes["male"], votes["female"]
    if abs(male - female) < 2:  # one pronoun may mean anybody near
        return None
    if male > 1.5 * female:
        return "male"
    return "female" if female > 1.5 * male else None


def _roles(
    evidence: Evidence, persons: list[Person], by_name: Mapping[NameKey, Person]
) -> dict[tuple[str, str], Person]:
    """Add a person for every role a text uses; a role that a titled or apposed name explains means that person."""
    found: dict[tuple[str, str], Person] = {}
    for (name, role), _ in evidence.same.most_common():
        if name in by_name:
            found.setdefault(role, by_name[name])
    for role in sorted(evidence.roles.keys() | evidence.roles_tagged.keys(), key=lambda r: (r[0] == "", r)):
        if role in found or role[1] == "voice":  # a voice is nobody's name: it may be anyone's, far or near
            continue
        found[role] = _titled(role, persons) or _described(role, found) or _unnamed(role, evidence, persons)
    return found


def _titled(role: tuple[str, str], persons: list[Person]) -> Person | None:
    same = [p for p in persons if any(k[0].lower() == role[1] for k in p.names)]
    return same[0] if len(same) == 1 and not role[0] else None


def _described(role: tuple[str, str], found: Mapping[tuple[str, str], Person]) -> Person | None:
    """Return the only "... officer" of the book for "the officer"."""
    same = {p.id: p for (_, head), p in found.items() if head == role[1]}
    return next(iter(same.values())) if len(same) == 1 and not role[0] else None


def _unnamed(role: tuple[str, str], evidence: Evidence, persons: list[Person]) -> Person:
    mention = evidence.role_forms[role]
    gender: Gender | None = mention.gender if mention.gender in {"male", "female"} else None  # type: ignore[assignment]
    person = Person(len(persons), role_name(mention), gender, named=False)
    person.count = evidence.roles[role]
    person.tagged = evidence.roles_tagged[role]
    said = {role[0], role[1], *mention.modifiers}
    person.age = "child" if said & CHILD_WORDS and role[1] != "lady" else "old" if said & OLD_WORDS else None
    person.vague = role[1] in NOBODY_ROLES and not person.tagged
    persons.append(person)
    return person


def is_vocative(words: tuple[Token, ...], mention: Mention) -> bool:
    """Say whether a name inside speech addresses somebody: parted by commas or ends from what stands around it."""
    following = words[mention.last].text if mention.last < len(words) else "$"
    before = mention.first - 1
    while before >= 0 and words[before].text.lower() in _SOFT:
        before -= 1
    opens = before < 0 or not words[before].text[0].isalnum()
    return (
        opens
        and not mention.possessive
        and (following in {"$", ",", ".", "!", "?", "…", ";", "—", "”", '"'} or following[:2] == "--")
    )
