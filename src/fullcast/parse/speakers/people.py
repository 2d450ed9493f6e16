"""The people of a book: who they are, what they are called, and whom a mention means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from fullcast.model import Age, Gender
from fullcast.parse.speakers.evidence import Evidence, role_key
from fullcast.parse.speakers.mentions import Mention, NameKey, RoleKey

Standing = Literal["named", "role", "narrator", "voice"]

_ABBREVIATED = {
    "Mr",
    "M",
    "Mme",
    "Mlle",
    "Mrs",
    "Ms",
    "Dr",
    "Rev",
    "St",
    "Prof",
    "Capt",
    "Sgt",
    "Lt",
    "Col",
    "Gen",
}


@dataclass(slots=True)
class Person:
    """Somebody a text mentions, while the cast is being built. `sure` is whether their gender is."""

    id: int
    name: str
    gender: Gender | None
    standing: Standing = "named"
    names: set[NameKey] = field(default_factory=set)
    count: int = 0
    tagged: int = 0
    addressed: int = 0
    personhood: int = 0
    sure: bool = False
    age: Age | None = None
    aliases: set[str] = field(default_factory=set)

    @property
    def named(self) -> bool:
        """Whether they have a name ("the dispatcher" has none)."""
        return self.standing in {"named", "narrator"}

    @property
    def surnames(self) -> frozenset[str]:
        """The surnames they are called by."""
        return frozenset(
            words[-1] for title, words in self.names if len(words) > 1 or title in {"Mr", "Mrs", "Miss", "Dr"}
        )


@dataclass(slots=True)
class People:
    """The cast: who a name or a role means. `narrator` is the "I" who tells the story."""

    persons: list[Person]
    by_name: dict[NameKey, Person]
    by_role: dict[RoleKey, Person]
    narrator: Person | None = None

    def of(self, mention: Mention) -> Person | None:
        """Return whom a name or role means; None for pronouns and for roles nobody is called by."""
        if mention.name is not None:
            return self.by_name.get(mention.name)
        if mention.form == "role":
            return self.by_role.get(role_key(mention))
        return self.narrator if mention.pronoun == "i" else None

    def add(self, name: str, gender: Gender | None, standing: Standing) -> Person:
        """Add somebody the text does not name."""
        person = Person(len(self.persons), name, gender, standing)
        self.persons.append(person)
        return person


def spelt(key: NameKey, e: Evidence | None = None) -> str:
    """Return a name as it is written: "Mr. Darcy", and by the title the book `e` gives mostly ("Mademoiselle Reisz")."""
    title = key[0]
    if e is not None and key in e.titles:
        other, count = e.titles[key].most_common(1)[0]
        title = other if 2 * count > e.narrated[key] else title
    title = f"{title}." if title in _ABBREVIATED else title
    return " ".join([title, *key[1]] if title else key[1])
