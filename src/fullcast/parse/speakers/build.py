"""Builds the cast of a book: its names brought to persons, the "I" who tells it, and the roles that somebody without a name has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from fullcast.model import Gender, Role
from fullcast.parse.lexicon import (
    CHILD_WORDS,
    KIN,
    NOBODY_ROLES,
    OLD_WORDS,
    ROLE_TITLES,
    SAME_TITLE,
    SETS,
)
from fullcast.parse.speakers.clusters import Clusters
from fullcast.parse.speakers.evidence import ORDINALS, SELF, Evidence, role_name
from fullcast.parse.speakers.given import gender_of_name, is_given_name
from fullcast.parse.speakers.mentions import NameKey, RoleKey
from fullcast.parse.speakers.people import People, Person, spelt

_FIRST_PERSON = 0.008
"""Share of narration's words that are "I" from which on an "I" tells the story."""


def build(evidence: Evidence, roles: Mapping[str, Role]) -> People:
    """Cluster names into persons and add the roles that speak; `roles` are a listener's own names and aliases."""
    cast = Clusters(evidence)
    for name, role in roles.items():
        cast.given(name, role)
    cast.cluster()
    persons, by_name = cast.settled()
    people = People(persons, by_name, {})
    _find_narrator(people, evidence)
    for i, person in enumerate(people.persons):
        person.id = i
    _display(people, evidence)
    for name, role in roles.items():
        _as_told(people, name, role)
    _roles(people, evidence)
    return people


# --- the narrator ----------------------------------------------------------------------------------------


def _find_narrator(people: People, e: Evidence) -> None:
    """Find who says "I": somebody others call by a name that narration hardly uses."""
    tells = e.first_person >= max(12, _FIRST_PERSON * e.words)
    if not tells and (e.first_tagged == 0 or e.first_tagged < e.words / 20_000):
        return
    answers: dict[int, float] = {}
    for i, p in enumerate(people.persons):
        replies: Counter[NameKey] = sum((e.replies.get(k, Counter()) for k in sorted(p.names)), Counter())
        mine = replies[SELF] + 4 * sum(e.selves[k] for k in p.names)
        rare = sum(e.narrated[k] for k in p.names) < 0.25 * p.count
        looks = any(t or len(w) > 1 or is_given_name(w[0]) or e.narrated[t, w] for t, w in p.names)
        alone = sum(e.narrated[k] for k in p.names) <= 0.05 * p.count and p.addressed >= 10
        most = mine >= replies.total() / 2 or (alone and mine >= max(replies.values(), default=0))
        if rare and looks and mine >= 2 and most and p.addressed >= 0.3 * (p.count - 2):
            others = max((n for reply, n in replies.items() if reply != SELF), default=0)
            own = sum(e.crossing[SELF, k] for k in p.names)  # who tells the story seldom says their own name
            answers[i] = mine - 0.5 * others - own + 0.1 * min(p.addressed, 20)
    if answers:
        person = people.persons[max(answers.items(), key=lambda a: (a[1], -a[0]))[0]]
    else:
        person = Person(0, "Narrator", None)
        people.persons.append(person)
    person.standing = "narrator"
    person.count += e.first_person
    person.personhood += 99
    people.narrator = person


# --- what they are called --------------------------------------------------------------------------------


def _display(people: People, e: Evidence) -> None:
    """Name everybody by their fullest form that means nobody else."""
    owners: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for person in people.persons:
        for title, words in person.names:
            for word in {words[0], words[-1]}:
                owners[word][person.id] += e.names[title, words]
    for person in people.persons:
        if not person.names:
            continue
        forms = sorted(person.names, key=lambda k: (-e.names[k], -len(k[1]), k))
        clear = [k for k in forms if _is_clear(k, person, people, owners, e)] or forms
        person.name = _fullest(clear, person, e)
        person.aliases = {spelt(k, e) for k in forms} - {person.name}


def _is_clear(
    key: NameKey, person: Person, people: People, owners: Mapping[str, Counter[int]], e: Evidence
) -> bool:
    title, words = key
    if len(words) > 1:
        return True
    uses = owners[words[0]]
    if not title:
        return sum(n for i, n in uses.items() if i != person.id) <= 0.05 * uses[person.id]
    if title in {"Mr", "Mrs"} and sum(e.names[k] for k in person.names if len(k[1]) > 1) >= 3:
        return False
    return title == "Mrs" or not any(
        other is not person and other.gender == person.gender and other.count > e.names[key]
        for other in people.persons
        if any(w[-1] == words[0] for _, w in other.names)
    )


def _fullest(clear: Sequence[NameKey], person: Person, e: Evidence) -> str:
    """Return the fullest of the clear forms, unless a book that says it a hundred times hardly ever says it in full."""
    most = max(e.names[k] for k in clear)
    full = [k for k in clear if len(k[1]) > 1 and k[1][0][0].isupper() and e.names[k] >= 0.02 * most]
    if full:
        key = max(full, key=lambda k: (e.names[k], len(k[1]), k))
        married = (
            key[0] == "Mrs" and gender_of_name(key[1][0]) == "male"
        )  # "Mrs. Stanley Ukridge" is not Stanley
        return spelt(key, e) if married or key[0] in {"Sir", "Lady", "Lord"} else " ".join(key[1])
    titled = [k for k in clear if k[0]]
    plain = [k for k in clear if not k[0]]
    if titled and (not plain or e.names[titled[0]] >= 0.3 * e.names[plain[0]]):
        return spelt(titled[0], e)
    return spelt(clear[0], e)


def _as_told(people: People, name: str, role: Role) -> None:
    """Name a person as the listener does."""
    family = {name.lower(), *(a.lower() for a in role.aliases)}
    for person in people.persons:
        if person.name.lower() in family or any(a.lower() in family for a in person.aliases):
            person.aliases = (person.aliases | {person.name}) - {name}
            person.name = name
            person.gender = role.gender or person.gender


# --- roles ------------------------------------------------------------------------------------------------


def _roles(people: People, e: Evidence) -> None:
    """Add a person for every role a text uses; a role that a titled or apposed name explains means that person."""
    for (name, role), _ in sorted(e.same.items(), key=lambda s: (-s[1], s[0])):
        if name in people.by_name and role[1] not in NOBODY_ROLES:
            people.by_role.setdefault(role, people.by_name[name])
    for role in sorted(
        e.roles.keys() | e.roles_tagged.keys(), key=lambda r: (-e.roles[r] - e.roles_tagged[r], r)
    ):
        if (
            role in people.by_role
            or role[1] in SETS
            or (role[1] == "voice" and 2 * e.roles_capital[role] < e.roles[role] + 3)
        ):
            continue  # a voice is nobody's name: it may be anyone's, far or near
        if role[1] in NOBODY_ROLES and not e.roles_tagged[role]:
            continue
        known = _titled(role, people, e) or _described(role, people)
        people.by_role[role] = known or _unnamed(role, people, e)


def _titled(role: RoleKey, people: People, e: Evidence) -> Person | None:
    """Return the person whose title a role is: "the count" is Count Fosco."""
    word = role[1].capitalize()
    if role[0] or word not in ROLE_TITLES or role[1] in KIN:
        return None
    title = SAME_TITLE.get(word, word)
    uses: Counter[int] = Counter()
    for person in people.persons:
        for key in person.names:
            if key[0] == title:
                other = e.titles.get(key, Counter())
                uses[person.id] += other[word] if title != word else e.names[key] - other.total()
    best, count = max(uses.items(), key=lambda u: (u[1], -u[0]), default=(0, 0))
    return people.persons[best] if count > 0 and count >= 0.05 * e.roles[role] - 1 else None


def _described(role: RoleKey, people: People) -> Person | None:
    """Return the only officer of the book for "the young officer", and the other way round; "the second officer" is another."""
    if role[0] in ORDINALS:
        return None
    same = {p.id: (what, p) for (what, head), p in people.by_role.items() if head == role[1]}
    if len(same) != 1:
        return None
    what, person = next(iter(same.values()))
    return person if not role[0] or not what else None


def _unnamed(role: RoleKey, people: People, e: Evidence) -> Person:
    told = e.role_genders[role]
    he, she = e.role_he[role], e.role_she[role]
    if told not in {"male", "female"} and he + she:
        told = "male" if he > 2 * she else "female" if she > 2 * he else ""
    gender: Gender | None = "male" if told == "male" else "female" if told == "female" else None
    form = max(e.role_forms[role].items(), key=lambda f: (f[1], f[0]))[0]
    person = people.add(role_name(form), gender, "role")
    person.sure = gender is not None and (e.role_genders[role] == gender or max(he, she) >= 4)
    person.count = e.roles[role]
    person.tagged = e.roles_tagged[role]
    person.personhood = 1 + 2 * person.tagged
    if 2 * e.roles_capital[role] > e.roles[role] + e.roles_tagged[role] and e.roles_tagged[role] > 1:
        person.standing, person.name = "named", person.name.title()  # "the Queen" is as good as a name
    said = {role[0], *form}
    person.age = "child" if said & CHILD_WORDS and role[1] != "lady" else "old" if said & OLD_WORDS else None
    return person
