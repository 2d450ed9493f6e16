"""Finds who is mentioned where: names, pronouns and roles ("the younger officer"), token by token."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from fullcast.parse.lexicon import (
    DETERMINERS,
    NOT_NAMES,
    PREPOSITIONS,
    PRONOUNS,
    ROLE_TITLES,
    ROLES,
    TITLES,
)
from fullcast.parse.speakers.given import is_given_name

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\d*|\d+|--+|[.,;:!?…—–()\"“”]")
SENTENCE_ENDS = frozenset({".", "!", "?", "…"})
_PARTICLES = frozenset("de van von la le du del des di da bin al mac mc o'".split())
_WORDS_AND_NAMES = frozenset(
    "Will May June April Roger Art Mark Rose Grace Hope Faith Dawn Summer Autumn Christian Rich".split()
)
_QUIET = frozenset("the old poor young dear little and both a".split())

NameKey = tuple[str, tuple[str, ...]]
"""(title or "", words of the name): ("Mr", ("Darcy",))."""


class Token(NamedTuple):
    """A word or punctuation mark and its offset in the chapter."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of tokens `first:last` that means a person.

    `name` is set for names, `head` and `modifiers` for roles, `pronoun` for pronouns. `gender` is "" where the form
    tells none; `subject` says it can be a sentence's subject (not after a preposition, not possessive).
    """

    form: Literal["name", "pronoun", "role"]
    first: int
    last: int
    start: int
    gender: str
    subject: bool
    possessive: bool = False
    name: NameKey | None = None
    head: str = ""
    modifiers: tuple[str, ...] = ()
    pronoun: str = ""
    definite: bool = True


@dataclass(frozen=True, slots=True)
class Census:
    """How often each capitalised word stands inside a sentence, at its start, and in lower case."""

    inside: Counter[str]
    initial: Counter[str]
    lower: Counter[str]


def tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return words and punctuation of `text[start:end]` with their offsets."""
    return tuple(Token(m.group(), m.start()) for m in TOKEN.finditer(text, start, end))


def census(stretches: Iterable[tuple[Token, ...]]) -> Census:
    """Count how words are capitalised: what separates names from words at a sentence's start."""
    counts = Census(Counter(), Counter(), Counter())
    for stretch in stretches:
        fresh = True
        titled = False
        for token in stretch:
            word = token.text
            if not word[0].isalpha():
                fresh = (fresh or word in SENTENCE_ENDS or word in {"—", "–", ":", "“", '"'}) and not titled
                continue
            base = bare(word)
            if word[0].islower():
                counts.lower[base.lower()] += 1
            elif fresh:
                counts.initial[base] += 1
            else:
                counts.inside[base] += 1
            fresh, titled = False, base in TITLES
    return counts


def bare(word: str) -> str:
    """Return the word without a possessive ending."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("s'", "s’")) else word


def mentions(stretch: tuple[Token, ...], counts: Census) -> tuple[Mention, ...]:
    """Return the mentions of a stretch of narration or speech, in order, disjoint."""
    found: list[Mention] = []
    at = 0
    while at < len(stretch):
        word = stretch[at].text
        mention = None
        if word[0].isupper():
            mention = _name(stretch, at, counts) or _role(stretch, at) or _pronoun(stretch, at)
        elif word in DETERMINERS or word in PRONOUNS or ("'" in word or "’" in word):
            mention = _role(stretch, at) or _pronoun(stretch, at)
        if mention is None:
            at += 1
            continue
        found.append(mention)
        at = mention.last
    return tuple(found)


def starts_sentence(stretch: tuple[Token, ...], at: int) -> bool:
    """Say whether the token at `at` opens a sentence of its stretch."""
    if at == 0:
        return True
    before = stretch[at - 1].text
    if before == ".":
        return at < 2 or stretch[at - 2].text not in TITLES
    return before in SENTENCE_ENDS or before in {"—", "–", ":", '"', "“", "("} or before.startswith("--")


def _name(stretch: tuple[Token, ...], at: int, counts: Census) -> Mention | None:
    title, first = _title(stretch, at)
    words: list[str] = []
    last, owned = first, False
    while last < len(stretch) and len(words) < 4 and not owned:
        word = bare(stretch[last].text)
        opens = last == at and starts_sentence(stretch, at)
        if word in _WORDS_AND_NAMES and last == at and _capital(stretch, last + 1):
            words.append(word)  # "Will Moran": the surname shows that it is no verb
            last += 1
            continue
        if words and word.lower() in _PARTICLES and _capital(stretch, last + 1):
            words.append(word)
        elif _is_name_word(word, counts, opens=opens, titled=bool(title) and not words, after=bool(words)):
            words.append(word)
            owned = word != stretch[last].text
        else:
            break
        last += 1
        if opens and not title and not counts.inside[word] and _doubtful_opener(stretch, last, word, counts):
            return None
    if not words:
        return _lone_title(stretch, at, title)
    return _named(stretch, at, last, title, tuple(words), owned)


def _named(
    stretch: tuple[Token, ...], at: int, last: int, title: str, words: tuple[str, ...], owned: bool
) -> Mention:
    subject = not owned and not _after_preposition(stretch, at)
    return Mention(
        "name", at, last, stretch[at].start, TITLES.get(title, ""), subject, owned, name=(title, words)
    )


def _title(stretch: tuple[Token, ...], at: int) -> tuple[str, int]:
    """Return the title at `at` and where the name after it begins; several titles in a row give the last."""
    title, first = "", at
    while first < len(stretch) and stretch[first].text in TITLES:
        title = stretch[first].text
        first += 1
        if first < len(stretch) and stretch[first].text == ".":
            first += 1
    return (title, first) if title and _capital(stretch, first) else ("", at)


def _lone_title(stretch: tuple[Token, ...], at: int, title: str) -> Mention | None:
    word = bare(stretch[at].text)
    if title or word not in ROLE_TITLES or word in {"Mother", "Father", "Sir", "Private", "Major", "General"}:
        return None
    owned = word != stretch[at].text
    subject = not owned and not _after_preposition(stretch, at)
    return Mention("role", at, at + 1, stretch[at].start, TITLES[word], subject, owned, head=word.lower())


def _capital(stretch: tuple[Token, ...], at: int) -> bool:
    return (
        at < len(stretch)
        and stretch[at].text[0].isupper()
        and bare(stretch[at].text).replace("’", "'") not in NOT_NAMES
    )


def _is_name_word(word: str, counts: Census, *, opens: bool, titled: bool, after: bool) -> bool:
    if not word[0].isupper() or word.replace("’", "'") in NOT_NAMES or (word in TITLES and not titled):
        return False
    if word.isupper() and len(word) > 1:
        return titled or after
    if titled or not opens:
        return True
    inside, lower = counts.inside[word], counts.lower[word.lower()]
    if not lower and is_given_name(word):
        return True
    return (inside >= 1 and lower <= 2 * inside) or (not inside and not lower and counts.initial[word] >= 2)


def _doubtful_opener(stretch: tuple[Token, ...], last: int, word: str, counts: Census) -> bool:
    """Say whether a sentence's first word is a plain word before a name ("Hitherto Gino"), not a part of it."""
    return (
        _capital(stretch, last)
        and not is_given_name(word)
        and counts.inside[bare(stretch[last].text)] > counts.initial[word]
    )


def _after_preposition(stretch: tuple[Token, ...], at: int) -> bool:
    before = at - 1
    while before >= 0 and stretch[before].text.lower() in _QUIET:
        before -= 1
    return before >= 0 and stretch[before].text.lower() in PREPOSITIONS


def _pronoun(stretch: tuple[Token, ...], at: int) -> Mention | None:
    word = stretch[at].text
    known = PRONOUNS.get(word.lower().split("'")[0].split("’")[0])
    if known is None or (word[0] == "i"):
        return None
    gender, case = known
    subject = case == "subject" and not _after_preposition(stretch, at)
    return Mention(
        "pronoun", at, at + 1, stretch[at].start, gender, subject, case == "possessive", pronoun=word.lower()
    )


def _role(stretch: tuple[Token, ...], at: int) -> Mention | None:
    """Return the role a determiner opens ("a younger officer", "his captain"), or a bare head with a capital."""
    if stretch[at].text.lower() not in DETERMINERS:
        return None
    best = None
    for i in range(at + 1, min(at + 6, len(stretch))):
        word = bare(stretch[i].text)
        if word == "," and i > at + 1:
            continue
        if not word[0].isalpha() or (word.lower() in DETERMINERS | PREPOSITIONS) or word.lower() in PRONOUNS:
            break
        if word.lower() in ROLES:
            best = i
            if word != stretch[i].text:
                break
        elif best is not None or (word[0].isupper() and word.lower() not in ROLES):
            break
    if best is None:
        return None
    head = bare(stretch[best].text).lower()
    owned = bare(stretch[best].text) != stretch[best].text
    between = tuple(t.text.lower() for t in stretch[at + 1 : best] if t.text[0].isalpha())
    modifiers = tuple(bare(word) for word in between)
    subject = not owned and not _after_preposition(stretch, at)
    definite = stretch[at].text.lower() not in {"a", "an", "another", "some", "one"}
    return Mention(
        "role",
        at,
        best + 1,
        stretch[at].start,
        ROLES[head],
        subject,
        owned,
        head=head,
        modifiers=modifiers,
        definite=definite,
    )
