"""Brings the names of a book to persons: which of them mean the same one, of which gender, and who is nobody.

Names come to persons in the order in which they can be told apart: full names ("Mary Ann Hale", "Mr. John Thorpe"), then bare
given names, then a title and one name, then bare surnames, then short forms. Two names that fit are still two people where
the book shows them side by side (`_differ`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from fullcast.model import Gender, Role
from fullcast.parse.lexicon import NICKNAMES, TITLES
from fullcast.parse.speakers.evidence import SELF, Evidence
from fullcast.parse.speakers.given import gender_of_name, is_given_name, leaning
from fullcast.parse.speakers.mentions import NameKey
from fullcast.parse.speakers.people import Person, spelt

_RANKS = frozenset(
    """General Captain Colonel Lord Sir Lady Major Admiral Inspector Duke Duchess King Queen Prince Princess Count Countess Baron
    Baroness Dr Rev Professor Judge Sergeant Lieutenant Commander Corporal Detective Constable""".split()
)
_OF_SURNAME = frozenset(
    "Mr Mrs Colonel Captain Dr General Inspector Major Professor Admiral Count Detective Sergeant Lieutenant Judge Officer".split()
)
_KNIGHTLY = frozenset({"Sir", "Lord", "Lady"})
_MARRIED = frozenset({"Mrs", "Miss"})
_PATRONYMICS: dict[Gender, tuple[str, ...]] = {
    "male": ("ovitch", "evitch", "ovich", "evich"), "female": ("ovna", "evna"),
}  # fmt: skip
_SHORT = 20_000
"""Words of narration up to which a given name is somebody, however little they do."""


class Clusters:
    """Names on their way to persons."""

    def __init__(self, evidence: Evidence) -> None:
        self.e = evidence
        self.persons: list[Person] = []
        self.home: dict[NameKey, Person] = {}
        self.by_word: defaultdict[str, dict[int, Person]] = defaultdict(dict)
        self.genders: dict[NameKey, str] = {}
        self.family: Counter[str] = Counter()
        self.told: dict[str, Person] = {}

    def given(self, name: str, role: Role) -> None:
        """Take a character the listener names: all that is spelt like one of their names is theirs."""
        person = self._new()
        for spelling in (name, *role.aliases):
            self.told[spelling.lower()] = person

    def cluster(self) -> None:
        """Bring every name to a person."""
        e = self.e
        keys = sorted(k for k in e.names if self._counts(k))
        for title, words in keys:
            if title and len(words) == 1:
                self.family[words[0]] += e.names[title, words]
        folded = {key: to for key in keys if (to := self._misread(key)) is not None}
        keys = [k for k in keys if k not in folded]
        for key in keys:
            person = self.told.get(spelt(key).lower()) or self.told.get(" ".join(key[1]).lower())
            if person is not None:
                self._put(person, key)
        rest = [k for k in keys if k not in self.home]
        full = sorted((k for k in rest if len(k[1]) > 1), key=lambda k: (-e.names[k], k))
        single = sorted((k for k in rest if len(k[1]) == 1), key=lambda k: (-e.names[k], k))
        bare = [k for k in single if not k[0]]
        titled = [k for k in single if k[0]]
        for key in full:
            self._settle(key, self._same_full_name(key))
        for key in bare:
            owner = self._given_name_of(key, titled)
            if owner is not None:
                self._put(owner, key)
        for key in titled:
            self._settle(key, self._titled_home(key))
        for key in bare:
            if key not in self.home:
                self._settle(key, self._surname_home(key))
        self._fold_nicknames(bare)
        self._fold_callings([*bare, *titled])
        for key, to in sorted(folded.items()):
            if to in self.home:
                self.home[key] = self.home[to]

    def settled(self) -> tuple[list[Person], dict[NameKey, Person]]:
        """Return those who are persons by what they do, and whom each name means."""
        for person in self.persons:
            _count(person, self.e)
        kept = [p for p in self.persons if p.names and (p in self.told.values() or _is_person(p, self.e))]
        alive = {id(p) for p in kept}
        return kept, {k: p for k, p in self.home.items() if id(p) in alive}

    def _counts(self, key: NameKey) -> bool:
        e = self.e
        return bool(
            e.names[key] >= 2
            or e.tagged[key]
            or key[0]
            or len(key[1]) > 1
            or e.addressed[key]
            or e.acting[key]
        )

    def _misread(self, key: NameKey) -> NameKey | None:
        """Return the name that a rare run of capitals really holds ("Hitherto Gino" is Gino)."""
        title, words = key
        names = self.e.names
        if len(words) < 2 or title or names[key] > 1:
            return None
        last, first = ("", (words[-1],)), ("", (words[0],))
        if sum(leaning(words[0])) < 10 and names[last] >= 8 and not names[first]:
            return last
        return first if names[first] >= 20 and not is_given_name(words[-1]) and names[last] == 0 else None

    def _new(self) -> Person:
        person = Person(len(self.persons), "", None)
        self.persons.append(person)
        return person

    def _put(self, person: Person, key: NameKey) -> None:
        person.names.add(key)
        self.home[key] = person
        for word in key[1]:
            self.by_word[word][person.id] = person

    def _settle(self, key: NameKey, person: Person | None) -> None:
        self._put(person if person is not None else self._new(), key)

    def _uses(self, keys: Iterable[NameKey]) -> int:
        return sum(self.e.names[k] for k in keys)

    def _near(self, key: NameKey) -> list[Person]:
        """Return everybody who shares a word with a name, in the order they were met."""
        near = {i: p for word in key[1] for i, p in self.by_word[word].items()}
        return [near[i] for i in sorted(near)]

    def _gender(self, key: NameKey) -> str:
        known = self.genders.get(key)
        if known is None:
            known = self.genders[key] = self._gender_told(key)
        return known

    def _gender_told(self, key: NameKey) -> str:
        title, words = key
        if title and (told := TITLES.get(title, "")):
            return told
        he, she = self.e.pronouns([key])
        if title in _RANKS and len(words) == 1 and title != "Dr":
            return "female" if she > 3 * he + 3 else "male"  # as books go, unless this one says otherwise
        if he + she >= 6 and max(he, she) > 2.5 * min(he, she) and (not title or title == "Dr"):
            return "male" if he > she else "female"
        return (gender_of_name(words[0]) or "") if len(words) > 1 or not title else ""

    def _gender_of(self, person: Person) -> str:
        votes: Counter[str] = Counter()
        for key in person.names:
            if gender := self._gender(key):
                votes[gender] += self.e.names[key]
        return votes.most_common(1)[0][0] if votes else ""

    def _clash(self, key: NameKey, person: Person) -> bool:
        mine, theirs = self._gender(key), self._gender_of(person)
        return bool(mine and theirs and mine != theirs)

    def _same_full_name(self, key: NameKey) -> Person | None:
        _, words = key
        for person in self._near(key):
            if self._clash(key, person) or self._ranks_clash(key, person):
                continue
            for _, other in person.names:
                if len(other) > 1 and (
                    (words[-1] == other[-1] and (words[0] == other[0] or self._short_of(words[0], other[0])))
                    or set(other) <= set(words)
                    or set(words) <= set(other)
                ):
                    return person
        return None

    def _short_of(self, one: str, other: str) -> bool:
        """Say whether of two given names with one surname one is the other's rare short form (father Thomas, son Tom are two)."""
        uses = self.e.names[("", (one,))], self.e.names[("", (other,))]
        short = one if one.lower() in NICKNAMES else other
        rarer = uses[0] <= uses[1] if short == one else uses[1] <= uses[0]
        return one != other and _same_given(one, other) and rarer

    def _ranks_clash(self, key: NameKey, person: Person) -> bool:
        """Say whether two titles cannot be one person's: two ranks, a knight's and "Mr.", a rank and "Mr." used side by side."""
        title, words = key
        if len(words) > 1 or not title:
            return False
        theirs: Counter[str] = Counter()
        for other, own in person.names:
            if other and (len(own) == 1 or other in _KNIGHTLY):
                theirs[other] += self.e.names[other, own]
        ranks = theirs.keys() & _RANKS
        if title in _RANKS and ranks and title not in ranks:
            return True
        plain, noble = {"Mr", "Mrs"}, theirs.keys() & _KNIGHTLY
        if title in plain and noble and self.e.names[key] >= 3 and any(theirs[t] >= 3 for t in noble):
            return True
        usual = self.e.narrated[key] >= 5
        return title == "Mr" and title not in theirs and usual and any(theirs[t] >= 5 for t in ranks)

    def _given_name_of(self, key: NameKey, titled: Sequence[NameKey]) -> Person | None:
        """Return the person whose full name begins with a bare name, unless it is rather somebody's surname."""
        word = key[1][0]
        options = []
        for person in self._near(key):
            full = [k for k in person.names if len(k[1]) > 1 and k[1][0] == word]
            uses = self._uses(full) + (bool(full) and any(self.family[k[1][-1]] for k in full))
            if uses and not self._clash(key, person):
                options.append((uses, -person.id, person))
        as_surname = self._uses(k for k in titled if k[1][0] == word and k[0] in _OF_SURNAME)
        if not options or as_surname >= 2 * max(options)[0] + 1:
            return None
        return max(options)[2]

    def _titled_home(self, key: NameKey) -> Person | None:
        """Return whom a title and one name mean: a person of that surname, or of that given name ("Miss Emma", "Sir Henry")."""
        title, (word,) = key
        by_given: list[Person] = []
        by_surname: list[tuple[bool, Person]] = []
        for person in self._near(key):
            others = {t for t, _ in person.names}
            if title in _RANKS and not others & _RANKS and self._several_ranks(word):
                continue  # "General Tilney" and "Captain Tilney": which is Frederick Tilney?
            if self._clash(key, person) or (title in _MARRIED and (_MARRIED - {title}) & others):
                continue
            shape = self._shape(key, person)
            if shape == "given":
                by_given.append(person)
            elif shape == "surname" and not self._differ(key, person):
                by_surname.append((any(t == title and w[-1] == word for t, w in person.names), person))
        if title in {"Sir", "Lord", "Lady"}:
            plain = {"Mr", "Mrs", "Miss"}
            by_given = [
                p for p in by_given if not plain & {t for t, _ in p.names} and not self._differ(key, p)
            ]
            by_surname = [s for s in by_surname if s[0] or title != "Lady"]
        if by_given and title not in {"Mr", "Mrs"}:
            return max(by_given, key=lambda p: (self._uses(p.names), -p.id))
        if len(by_surname) > 1:
            return self._of_family(key, by_surname)
        if by_surname:
            return by_surname[0][1]
        return (
            max(by_given, key=lambda p: (self._uses(p.names), -p.id)) if by_given and not by_surname else None
        )

    def _several_ranks(self, surname: str) -> bool:
        return sum(self.e.narrated[rank, (surname,)] >= 3 for rank in _RANKS - _KNIGHTLY) > 1

    def _of_family(self, key: NameKey, options: Sequence[tuple[bool, Person]]) -> Person | None:
        """Return who of a family goes by its surname and a title: "Mr. Hale" among the Hales.

        It is who answers to it; else the head of the family, or its eldest daughter, whom nobody calls "Mr. John" or "Miss
        Jane"; else the only one with that title, or the one whose full name is used most.
        """
        title, (word,) = key
        if (answers := self._who_answers(key, [p for _, p in options])) is not None:
            return answers
        if title == "Miss":
            options = [
                (x, p) for x, p in options if not any(self.e.adjacent[key, k] for k in p.names)
            ] or options
        if title == "Mr" or (title == "Miss" and self.e.names[key] >= 3):
            heads = [
                (exact, p)
                for exact, p in options
                if not any(
                    t == title and w[0] != word and (len(w) == 1 or title == "Miss") for t, w in p.names
                )
            ]
            if title == "Miss" and len(heads) == 1:
                return heads[0][1]
            options = heads or options
        same = [p for exact, p in options if exact]
        if len(same) == 1:
            return same[0]
        if title != "Mr":
            return None
        full = [(self._uses(k for k in p.names if k[1][-1] == word), -p.id, p) for _, p in options]
        best, *others = sorted(full, reverse=True)
        return best[2] if not others or best[0] >= 3 * others[0][0] else None

    def _who_answers(self, key: NameKey, options: Sequence[Person]) -> Person | None:
        """Return who of several speaks right after or before somebody is called by a name, if it is mostly one of them."""
        answers: Counter[int] = Counter()
        for reply, count in sorted(self.e.replies.get(key, Counter()).items()):
            if (home := self.home.get(reply)) is not None:
                answers[home.id] += count
        counts = sorted(((answers[p.id], -p.id, p) for p in options), reverse=True)
        most, second = counts[0][0], counts[1][0]
        return counts[0][2] if most >= 4 and most >= 3 * second else None

    def _shape(self, key: NameKey, person: Person) -> str:
        """Say whether the one word of a titled name is a person's given name or surname."""
        title, (word,) = key
        given = surname = False
        full_given = any(len(w) > 1 and w[0] == word for _, w in person.names)
        if full_given and title in {"Mr", "Mrs"} and not self._is_surname(word):
            return "given"
        for other_title, other in person.names:
            long = len(other) > 1
            if other[0] == word and (long or not other_title) and not (title in _OF_SURNAME and full_given):
                given = True
            if other[-1] == word and (long or other_title):
                surname = True
        if given and not surname and title in _OF_SURNAME and not full_given:
            return "surname"
        return "given" if given else "surname" if surname else ""

    def _is_surname(self, word: str) -> bool:
        return any(len(w) > 1 and w[-1] == word for p in self.by_word[word].values() for _, w in p.names)

    def _surname_home(self, key: NameKey) -> Person | None:
        """Return whom a bare surname means: most often a man, seldom a lady who is only known by her title."""
        word = key[1][0]
        he, she = self.e.he[key], self.e.she[key]
        gender = ("male" if he > 3 * she else "female" if she > 4 * he else "") if he + she >= 6 else ""
        options = []
        for person in self._near(key):
            uses = float(self._uses(k for k in person.names if k[1][-1] == word and (len(k[1]) > 1 or k[0])))
            theirs = self._gender_of(person)
            if not uses or (gender and theirs and gender != theirs):
                continue
            if theirs == "female":
                ladies = all(t in {"Mrs", "Miss", "Lady"} for t, w in person.names if len(w) == 1)
                uses *= 0.3 if gender == "female" or not ladies or len(person.names) > 2 else 0.015
            options.append((uses, -person.id, person))
        best = max(options, default=None)
        if best is None or (best[0] < 0.5 and self.e.names[key] >= 8 and self.e.tagged[key]):
            return None
        return best[2]

    def _differ(self, key: NameKey, person: Person) -> bool:
        """Say whether the book shows a name and a person side by side, so that they are two people.

        Whoever speaks under the one name speaks of the other; their tagged turns alternate; one sentence holds both.
        """
        e = self.e
        title, words = key
        if self._ranks_clash(key, person):
            return True
        if (
            title == "Mrs"
            and len(words) == 1
            and e.narrated[key] >= 2
            and any(
                t == title and len(w) > 1 and e.names[t, w] >= 2 and gender_of_name(w[0]) == "male"
                for t, w in person.names
            )
        ):
            return True  # "Mrs. John Hale" has her husband's name because there is another Mrs. Hale
        fuller = sum(
            e.narrated[t, w] for t, w in person.names if t == title and len(w) > 1 and w[-1] == words[0]
        )
        if title in {"Mr", "Mrs", "Miss"} and len(words) == 1 and e.narrated[key] >= 5 and fuller >= 8:
            return True  # "Mrs. Musgrove" is not "Mrs. Charles Musgrove"
        crossed = met = beside = theirs = 0
        tags = e.tagged[key]
        for other in sorted(person.names):
            crossed += e.crossing[key, other] + e.crossing[other, key]
            met += e.adjacent[key, other]
            beside += e.together[key, other]
            theirs += e.narrated[other]
            tags += e.tagged[other]
        least = max(1, min(e.narrated[key], theirs))
        score = 0.0
        if crossed and crossed >= 0.02 * tags:
            score += 2.0 if crossed > 1 else 1.0
        score += 2.0 if met >= 2 else 0.5 * met
        if title != "Miss":  # "Lucy" and "Miss Steele" stand in one sentence all the time
            score += 2.0 if beside >= max(3, 0.03 * least) else 1.0 if beside >= max(2, 0.02 * least) else 0.0
        return score >= (1.5 if title == "Miss" else 1.0)

    def _fold_nicknames(self, bare: Sequence[NameKey]) -> None:
        """Join "Mike" to the only person called Michael."""
        for key in bare:
            person = self.home[key]
            word = key[1][0]
            alone = all(words == (word,) for _, words in person.names)
            if word.lower() not in NICKNAMES or not alone or person in self.told.values():
                continue
            same = [
                p
                for p in self.persons
                if p is not person
                and any(
                    _same_given(w[0], word) and (len(w) > 1 or not t) and t not in {"Lady", "Sir"}
                    for t, w in p.names
                )
                and not self._clash(key, p)
                and not self._differ(key, p)
            ]
            if len(same) == 1:
                self._join(person, same[0])

    def _join(self, person: Person, other: Person) -> None:
        """Give all names of one person to another."""
        names = sorted(person.names)
        person.names.clear()
        for name in names:
            self._put(other, name)

    def _fold_callings(self, keys: Sequence[NameKey]) -> None:
        """Join a name that people are called by ("Meg!", "Miss Dashwood,") to whoever answers to it.

        It must be a name that narration hardly uses, or a surname that lacks a given name while the other lacks a surname.
        """
        e = self.e
        for key in keys:
            person = self.home[key]
            if (
                e.addressed[key] < 4
                or len({words for _, words in person.names}) != 1
                or person in self.told.values()
            ):
                continue
            rare = e.narrated[key] <= 0.1 * e.names[key]
            answers: Counter[int] = Counter()
            others = 0
            for reply, count in sorted(e.replies.get(key, Counter()).items()):
                home = self.home.get(reply)
                if reply == SELF or (home is not None and self._clash(key, home)):
                    others += count
                elif home is not None and home is not person:
                    answers[home.id] += count
            best, count = max(answers.items(), key=lambda a: (a[1], -a[0]), default=(0, 0))
            if count < 3 or count < 0.6 * answers.total() or count < others:
                continue
            other = next(p for p in self.persons if p.id == best)
            if 3 * sum(e.crossing[k, key] for k in other.names) > count:
                continue  # who calls somebody Watson is not Watson
            completes = bool(key[0]) and all(len(w) == 1 and (not t or w != key[1]) for t, w in other.names)
            if rare or (completes and not self._differ(key, other)):
                self._join(person, other)


def _same_given(one: str, other: str) -> bool:
    """Say whether two given names can be one: the same, or one the short form of the other, or both of a third."""
    one, other = one.lower(), other.lower()
    formal, theirs = NICKNAMES.get(one, frozenset()), NICKNAMES.get(other, frozenset())
    return one == other or other in formal or one in theirs or bool(formal & theirs)


def _count(person: Person, e: Evidence) -> None:
    keys = sorted(person.names)
    person.count = sum(e.names[k] for k in keys)
    person.tagged = sum(e.tagged[k] for k in keys)
    person.addressed = sum(e.addressed[k] for k in keys)
    titled = sum(e.names[k] for k in keys if k[0])
    acting = sum(e.acting[k] for k in keys)
    given = any(not t and is_given_name(w[0]) for t, w in keys)
    person.personhood = (
        acting
        + 2 * person.tagged
        + 2 * person.addressed
        + titled
        + int(given) * (3 if e.words < _SHORT else 1)
    )
    person.gender, person.sure = _gender(keys, e)
    years = [e.ages[k] for k in keys if k in e.ages]
    person.age = None if not years else "child" if years[0] <= 13 else "old" if years[0] >= 65 else None


def _is_person(person: Person, e: Evidence) -> bool:
    placed = sum(e.placed[k] for k in person.names)
    if not person.personhood:
        return person.count >= 4 and 4 * placed < person.count
    return not (placed >= 3 and placed > person.personhood)


def _gender(keys: Sequence[NameKey], e: Evidence) -> tuple[Gender | None, bool]:
    """Return the gender of who goes by these names, and whether that is sure.

    A title tells most, then a given name that nearly always goes with one gender, then the pronouns after the names.
    """
    titles: Counter[str] = Counter()
    for title, words in keys:
        if told := TITLES.get(title, "") or (
            TITLES.get(words[0], "") if not title and len(words) == 1 else ""
        ):
            titles[told] += e.names[title, words]
    if titles:
        (best, count), total = titles.most_common(1)[0], titles.total()
        if count > 0.7 * total:
            return ("male" if best == "male" else "female"), True
    he, she = e.pronouns(keys)
    given, known = _given_gender(keys, e)
    against = (she if given == "male" else he) if given else 0
    agree = he + she - against if given else 0
    if given and not (against > 4 * agree + 4 if known else against > 1.5 * agree + 2):
        return given, agree >= against
    if he > 2 * she and he >= 1:
        return "male", he >= 4
    if she > 2 * he and she >= 1:
        return "female", she >= 4
    patronymic = {g for _, w in keys for word in w for g, ends in _PATRONYMICS.items() if word.endswith(ends)}
    if len(patronymic) == 1:
        return patronymic.pop(), True
    if any(t in _RANKS or (not t and len(w) == 1 and w[0] in _RANKS) for t, w in keys):
        return "male", False  # as books go
    return None, False


def _given_gender(keys: Sequence[NameKey], e: Evidence) -> tuple[Gender | None, bool]:
    """Return the gender that somebody's given names tell, and whether books nearly always agree on one of them."""
    surnames = {w[-1] for t, w in keys if len(w) > 1 or t in _OF_SURNAME}
    votes: Counter[Gender] = Counter()
    known = False
    for title, words in keys:
        is_given = (len(words) > 1 or (not title and words[0] not in surnames)) and words[0] not in TITLES
        if is_given and (gender := gender_of_name(words[0])):
            votes[gender] += e.names[title, words]
            he, she = leaning(words[0])
            known = known or max(he, she) > 10 * min(he, she) + 10
    return (votes.most_common(1)[0][0], known) if votes else (None, False)
