"""Counts what a book says about its names and roles: the evidence from which its cast is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from fullcast.parse.lexicon import SPEECH_VERBS, THOUGHT_VERBS, WEAK_VERBS
from fullcast.parse.speakers.mentions import Mention, NameKey, RoleKey, Words, ends_sentence, role_at

SELF: NameKey = ("I", ())
"""Stands for the first person among the names that tag turns."""

_NEAR = 120
"""Code points after a name in which the next "he" or "she" is taken to mean it."""

_ACTS = (
    SPEECH_VERBS
    | THOUGHT_VERBS
    | WEAK_VERBS
    | frozenset(
        """looked turned smiled felt knew came went took sat stood laughed nodded rose got walked gave heard ran held drew leaned kept
    seemed wanted loved liked remembered saw had was could would did lay slept lived died""".split()
    )
)
_PLACES = frozenset("in at from near through into".split())
_SOFT = frozenset(
    """dear my poor old dearest darling oh ah o no yes well now come good but and listen thanks hey please easy sorry thank you okay
    right here night morning really why mr""".split()
)
_CLOSES = frozenset({"$", ",", ".", "!", "?", "…", ";", "—", "–", "”", '"'})
_CONTRASTS = frozenset(
    "young younger old older elder first second third fourth tall short fat thin other female male bearded red-haired blond "
    "blonde little big bald elderly".split()
)
ORDINALS = frozenset("first second third fourth other".split())
"""What tells one of several alike: "the second officer" stands beside a first."""
_COMPOUNDS = frozenset(
    """police fire harbour harbor ferry night desk station customs security flight taxi bus train ship lock bridge prison
    school news weather radio coast life field team air traffic tower ground rescue emergency shift duty lighthouse head post
    hospital hotel bar shop army naval ticket toll dock crane tram truck lorry lift elevator mission space""".split()
)
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


@dataclass(slots=True)
class Evidence:
    """What the whole book says about its names and roles, counted.

    `crossing` counts speeches tagged with the first name that mention the second, `adjacent` two names that tag turns
    next to each other, `together` two names in one sentence: three signs that the names mean two people.
    """

    names: Counter[NameKey] = field(default_factory=Counter)
    narrated: Counter[NameKey] = field(default_factory=Counter)
    tagged: Counter[NameKey] = field(default_factory=Counter)
    addressed: Counter[NameKey] = field(default_factory=Counter)
    acting: Counter[NameKey] = field(default_factory=Counter)
    placed: Counter[NameKey] = field(default_factory=Counter)
    he: Counter[NameKey] = field(default_factory=Counter)
    she: Counter[NameKey] = field(default_factory=Counter)
    role_he: Counter[RoleKey] = field(default_factory=Counter)
    role_she: Counter[RoleKey] = field(default_factory=Counter)
    crossing: Counter[tuple[NameKey, NameKey]] = field(default_factory=Counter)
    adjacent: Counter[tuple[NameKey, NameKey]] = field(default_factory=Counter)
    together: Counter[tuple[NameKey, NameKey]] = field(default_factory=Counter)
    roles: Counter[RoleKey] = field(default_factory=Counter)
    roles_tagged: Counter[RoleKey] = field(default_factory=Counter)
    roles_capital: Counter[RoleKey] = field(default_factory=Counter)
    role_forms: dict[RoleKey, Counter[tuple[str, ...]]] = field(default_factory=dict)
    role_genders: dict[RoleKey, str] = field(default_factory=dict)
    titles: dict[NameKey, Counter[str]] = field(default_factory=dict)
    same: Counter[tuple[NameKey, RoleKey]] = field(default_factory=Counter)
    ages: dict[NameKey, int] = field(default_factory=dict)
    replies: dict[NameKey, Counter[NameKey]] = field(default_factory=dict)
    selves: Counter[NameKey] = field(default_factory=Counter)
    words: int = 0
    first_person: int = 0
    first_tagged: int = 0
    _last_tags: frozenset[NameKey] = frozenset()
    _last_called: frozenset[NameKey] = frozenset()

    def narration(self, text: str, start: int, end: int, words: Words, found: Sequence[Mention]) -> None:
        """Count the mentions of a stretch of narration, `text[start:end]`."""
        self.words += len(words)
        self._pronouns(found)
        self._sentences(words, found)
        for mention in found:
            if mention.name is not None:
                self._name(words, mention, mention.name)
            elif mention.form == "role":
                self.roles[self._role(mention)] += 1
            elif mention.pronoun == "i":
                self.first_person += 1
        if any(m.name for m in found):
            self._ages(text, start, end, found)

    def _name(self, words: Words, mention: Mention, key: NameKey) -> None:
        lows = words.lows
        following = lows[mention.last] if mention.last < len(lows) else ""
        before = lows[mention.first - 1] if mention.first else ""
        self.names[key] += 1
        self.narrated[key] += 1
        if mention.title and mention.title != key[0]:
            self.titles.setdefault(key, Counter())[mention.title] += 1
        if following in _ACTS or words.language.says(following):
            self.acting[key] += 1
        elif before in _PLACES:
            self.placed[key] += 1
        if following == "," and mention.last + 2 < len(lows):
            self._apposition(words, mention, key)

    def _role(self, mention: Mention) -> RoleKey:
        """Note how a role is worded; return its key."""
        key = role_key(mention)
        form = (*mention.modifiers, mention.head)
        self.role_forms.setdefault(key, Counter())[form] += 1
        self.role_genders.setdefault(key, mention.gender)
        if mention.capital:
            self.roles_capital[key] += 1
        return key

    def _pronouns(self, found: Sequence[Mention]) -> None:
        """Note the first "he" or "she" after each name, before the next."""
        last: Mention | None = None
        for mention in found:
            if mention.name is not None:
                last = mention if mention.subject or mention.possessive else last
            elif last is not None and last.name is not None and _tells_gender(mention, last):
                (self.he if mention.gender == "male" else self.she)[last.name] += 1
                last = None
        self._role_pronouns(found)

    def _role_pronouns(self, found: Sequence[Mention]) -> None:
        """Note the "he" or "she" right after a role, before anybody else is mentioned."""
        for role, mention in pairwise(found):
            if role.form == "role" and role.subject and _tells_gender(mention, role):
                (self.role_he if mention.gender == "male" else self.role_she)[role_key(role)] += 1

    def pronouns(self, keys: Iterable[NameKey]) -> tuple[float, float]:
        """Return how often "he" and "she" follow names, weighed by how often they follow all others.

        Where a heroine is on every page, "she" follows many a man.
        """
        keys = list(keys)
        he, she = sum(self.he[k] for k in keys), sum(self.she[k] for k in keys)
        rate = (self.he.total() - he + 20) / (self.she.total() - she + 20)
        rate = min(max(rate, 0.25), 4.0)
        return (he / rate, float(she)) if rate > 1 else (float(he), she * rate)

    def _sentences(self, words: Words, found: Sequence[Mention]) -> None:
        """Note names that stand in one sentence."""
        texts = words.texts
        here: list[NameKey] = []
        at = 0
        for mention in found:
            if mention.name is None:
                continue
            if any(ends_sentence(texts, i) for i in range(at, mention.first)):
                here = []
            at = mention.last
            for other in here[:8]:
                if other != mention.name:
                    self.together[(other, mention.name)] += 1
                    self.together[(mention.name, other)] += 1
            here.append(mention.name)

    def _apposition(self, words: Words, mention: Mention, key: NameKey) -> None:
        """Note "Ada Quill, the harbour master," and the like: a name and a role that mean one person."""
        if words.lows[mention.last + 1] not in {"the", "his", "her", "a", "an", "our"}:
            return
        role = role_at(words, mention.last + 1)
        if role is None or role.possessive or role.last >= len(words):
            return
        if words.texts[role.last] in {",", ".", "—", ";", ":"}:
            self.same[(key, role_key(role))] += 1

    def _ages(self, text: str, start: int, end: int, found: Sequence[Mention]) -> None:
        """Note ages that narration tells ("who was nine", "eighty-one years old") of the last name before."""
        names = [m for m in found if m.name]
        for match in _AGE.finditer(text, start, end):
            if not match["unit"] and match.group()[0] not in "wa":
                continue
            years = _years(match["years"])
            before = [m for m in names if m.start < match.start()]
            if years is None or not before or re.search(r"[.!?]\s", text[before[-1].start : match.start()]):
                continue
            if before[-1].name:
                self.ages.setdefault(before[-1].name, years)

    def speech(self, words: Words, found: Sequence[Mention]) -> list[NameKey]:
        """Count the mentions of a stretch of speech; return the names it calls somebody by."""
        called: list[NameKey] = []
        for mention in found:
            if mention.name is None:
                continue
            self.names[mention.name] += 1
            if is_vocative(words, mention):
                self.addressed[mention.name] += 1
                called.append(mention.name)
            elif mention.first > 1 and words.lows[mention.first - 2 : mention.first] in (
                ["name", "is"],
                ["am", "called"],
            ):
                self.selves[mention.name] += 1
        return called

    def turn(
        self, tags: Iterable[Mention], named: Iterable[NameKey], called: Iterable[NameKey], *, follows: bool
    ) -> None:
        """Count the sure tags of a passage against the names in its speech, and against the passage before."""
        called = frozenset(called)
        here = set()
        for mention in tags:
            if mention.form == "role":
                self.roles_tagged[self._role(mention)] += 1
            elif mention.name is not None:
                self.tagged[mention.name] += 1
                here.add(mention.name)
            elif mention.pronoun == "i":
                here.add(SELF)
                self.first_tagged += 1
        for mine in sorted(here):
            for other in set(named):
                self.crossing[(mine, other)] += 1
            for other in self._last_tags if follows else ():
                if other != mine:
                    self.adjacent[(mine, other)] += 1
                    self.adjacent[(other, mine)] += 1
            for other in self._last_called if follows else ():
                self.replies.setdefault(other, Counter())[mine] += 1
        for other in called if follows else ():
            for before in self._last_tags:
                self.replies.setdefault(other, Counter())[before] += 1
        self._last_tags, self._last_called = frozenset(here), called


def _tells_gender(mention: Mention, of: Mention) -> bool:
    """Say whether a mention is a "he" or "she" near enough to mean who was mentioned before."""
    return (
        mention.form == "pronoun"
        and mention.gender in {"male", "female"}
        and mention.start - of.start < _NEAR
    )


def _years(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    parts = number.split("-")
    return sum(_UNITS[p] for p in parts) if all(p in _UNITS for p in parts) else None


def role_key(mention: Mention) -> RoleKey:
    """Return (what tells it from others of its kind, head): ("younger", "officer"), ("", "dispatcher")."""
    kept = [m for m in mention.modifiers if m in _CONTRASTS]
    return (kept[-1] if kept else "", mention.head.replace("harbor", "harbour"))


def role_name(form: tuple[str, ...]) -> str:
    """Return what an unnamed speaker is called by the words of their role: "younger officer", "harbour master"."""
    kept = [word for word in form[:-1] if word in _CONTRASTS or word in _COMPOUNDS]
    return " ".join([*kept, form[-1]])


def is_vocative(words: Words, mention: Mention) -> bool:
    """Say whether a name inside speech addresses somebody: parted by commas or ends from what stands around it."""
    following = words.texts[mention.last] if mention.last < len(words) else "$"
    if mention.possessive or not (following in _CLOSES or following[:2] == "--"):
        return False
    before = mention.first - 1
    while before >= 0 and words.lows[before] in _SOFT:
        before -= 1
    if before >= 0 and words.texts[before][0].isalnum():
        return False
    if following != "." or mention.title:
        return True
    around = chain(range(mention.first), range(mention.last, len(words)))
    return any(words.texts[i][0].isalnum() for i in around)  # "Georgia." alone answers a question


__all__ = ["ORDINALS", "Evidence", "is_vocative", "role_key", "role_name"]
