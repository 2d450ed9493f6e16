"""Finds who is mentioned where: names, pronouns and roles ("the younger officer"), token by token."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from fullcast.parse.languages import ENGLISH, Language
from fullcast.parse.lexicon import SAME_TITLE, TITLES
from fullcast.parse.speakers.given import is_given_name

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\d*|\d+|--+|[.,;:!?…—–()\"“”]")
_PARTED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\d*|\d+|--+|[.,;:!?…—–()\"“”]")
"""The same where a verb and its pronoun are joined ("dit-il")."""
SENTENCE_ENDS = frozenset({".", "!", "?", "…"})
_OPENS = SENTENCE_ENDS | {"—", "–", ":", '"', "“", "("}
_PARTICLES = frozenset("de van von la le du del des di da bin al mac mc o'".split())
_WORDS_AND_NAMES = frozenset(
    "Will May June April Roger Art Mark Rose Grace Hope Faith Dawn Summer Autumn Christian Rich".split()
)
_QUIET = frozenset("the old poor young dear little and both a".split())
_INDEFINITE = frozenset("a an another some one".split())
_SURNAMES_TOO = frozenset(
    "Lane Park Hall House Church Street Day Rock Hope Spring Summer Winter Snow Fields Light Night Good English French German".split()
)
"""Words that are no name by themselves, and a surname after a given one ("Rosa Lane")."""
_TITLES = 8
"""Tokens that a run of titles may take ("Rev. Dr. ...")."""
_NO_ROLE = frozenset("Mother Father Sir Private Major General".split())
_NO_HEADS = frozenset("other one former latter same".split())

NameKey = tuple[str, tuple[str, ...]]
"""(title or "", words of the name): ("Mr", ("Darcy",))."""
RoleKey = tuple[str, str]
"""(what tells it from others of its kind, head): ("younger", "officer"), ("", "dispatcher")."""


class Words:
    """The words and punctuation of a stretch of text: `texts`, the same in lower case, and their offsets."""

    __slots__ = ("language", "lows", "starts", "texts")

    def __init__(self, text: str, start: int, end: int, language: Language = ENGLISH) -> None:
        self.language = language
        pattern = _PARTED if language.inner_tags else TOKEN
        found = [(m.group(), m.start()) for m in pattern.finditer(text, start, end)]
        self.texts = [word for word, _ in found]
        self.lows = [word.lower() for word in self.texts]
        self.starts = [at for _, at in found]

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the tokens `first:last` start and stop in the text."""
        return self.starts[first], self.starts[last - 1] + len(self.texts[last - 1])


@dataclass(slots=True)
class Mention:
    """The tokens `first:last` of a stretch, `start:stop` of its text, which mean a person.

    `name` is set for names, `head` and `modifiers` for roles, `pronoun` for pronouns. `gender` is "" where the form
    tells none; `subject` says it can be a sentence's subject (not after a preposition, not possessive), `leads` that
    it is the first such in its clause. `person` is who is meant, once the cast is known (-1: nobody known).
    """

    form: Literal["name", "pronoun", "role"]
    first: int
    last: int
    start: int
    stop: int
    gender: str
    subject: bool
    possessive: bool = False
    name: NameKey | None = None
    head: str = ""
    modifiers: tuple[str, ...] = ()
    pronoun: str = ""
    determiner: str = ""
    capital: bool = False
    title: str = ""
    after: str = ""
    leads: bool = False
    person: int = -1

    @property
    def indefinite(self) -> bool:
        """Whether it brings somebody new in: "a tall man"."""
        return self.determiner in _INDEFINITE


@dataclass(frozen=True, slots=True)
class Census:
    """How often each capitalised word stands inside a sentence, at its start, and in lower case."""

    inside: Counter[str]
    initial: Counter[str]
    lower: Counter[str]
    saying: Counter[str]
    """How often it stands right after "said" and the like: a name, whatever else the word may be ("said Sunday")."""


_SAID = re.compile(
    r"\b(?:said|asked|replied|cried|answered|exclaimed|whispered|murmured|shouted|muttered|returned|remarked) ([A-ZÀ-ÖØ-Þ][\w’']*)"
)


def _said_in(language: Language) -> re.Pattern[str]:
    """Return what finds the words right after a language's verbs of saying."""
    verbs = "|".join(sorted(map(re.escape, language.speech_verbs), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"\b(?:{verbs}) ([^\W\d_a-zà-öø-ÿ][\w’']*)")


_NEVER = frozenset(
    "I I'm I’m He She It They We You A An The This That These Those My His Her Their Our Your".split()
)
_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ]\w*(?:['’\-][^\W\d_]+)*")
_SMALL = re.compile(r"(?<![\w'’\-])[a-zà-öø-ÿ]\w*(?:['’\-][^\W\d_]+)*")


def census(stretches: Iterable[tuple[str, int, int]], language: Language = ENGLISH) -> Census:
    """Count how words are capitalised in (text, start, end): what separates names from words at a sentence's start."""
    counts = Census(Counter(), Counter(), Counter(), Counter())
    said = _SAID if language is ENGLISH else _said_in(language)
    for text, start, end in stretches:
        counts.lower.update(map(bare, _SMALL.findall(text, start, end)))
        counts.saying.update(word for word in map(bare, said.findall(text, start, end)) if word not in _NEVER)
        for match in _CAPITAL.finditer(text, start, end):
            word = bare(match.group())
            if _opens_sentence(text, start, match.start()):
                counts.initial[word] += 1
            else:
                counts.inside[word] += 1
    return counts


def _opens_sentence(text: str, start: int, at: int) -> bool:
    """Say whether a sentence opens at `at`: what stands before, but for white space and quotation marks, ends one."""
    i = at - 1
    while i >= start and (text[i].isspace() or text[i] in "“\"‘'_*«„"):
        i -= 1
    if i < start or text[i] in "!?…—–:(":
        return True
    if text[i] == "-":
        return text[i - 1 : i] == "-"
    if text[i] != ".":
        return False
    word = i
    while word > start and text[word - 1].isalpha():
        word -= 1
    return not is_abbreviation(text[word:i])


def is_abbreviation(word: str) -> bool:
    """Say whether a full stop after a word ends no sentence: "Mr.", "St.", the initial "J."."""
    return word in TITLES or word == "St" or (len(word) == 1 and word.isupper() and word != "I")


def ends_sentence(texts: Sequence[str], at: int) -> bool:
    """Say whether the token at `at` ends a sentence."""
    return texts[at] in SENTENCE_ENDS and not (texts[at] == "." and at > 0 and is_abbreviation(texts[at - 1]))


def bare(word: str) -> str:
    """Return the word without a possessive ending."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("s'", "s’")) else word


def words_of(mention: Mention, text: str) -> str:
    """Return a mention as its chapter has it, without a possessive ending: "the old man"."""
    words = " ".join(text[mention.start : mention.stop].split())
    return bare(words) if mention.possessive and mention.form != "pronoun" else words


class Scanner:
    """Finds the mentions of stretches of one book; `census` is that book's."""

    def __init__(self, counts: Census, language: Language = ENGLISH) -> None:
        self.counts, self.language = counts, language
        self.triggers = language.determiners | language.pronouns.keys()
        self._openers: dict[str, bool] = {}

    def mentions(self, words: Words) -> list[Mention]:
        """Return the mentions of a stretch of narration or speech, in order, disjoint."""
        found: list[Mention] = []
        texts, lows = words.texts, words.lows
        at, size = 0, len(texts)
        while at < size:
            word = texts[at]
            mention = None
            if word[0].isupper():
                mention = self._name(words, at)
                if mention is None and (lows[at] in self.triggers or "'" in word or "’" in word):
                    mention = role_at(words, at) or _pronoun(words, at)
            elif word in self.triggers or "'" in word or "’" in word:
                mention = role_at(words, at) or _pronoun(words, at)
            if mention is None:
                at += 1
                continue
            found.append(mention)
            at = mention.last
        if found:
            _lead(words, found)
        return found

    def _name(self, words: Words, at: int) -> Mention | None:
        texts = words.texts
        title, first = _title(words, at)
        parts: list[str] = []
        last, owned, size = first, False, len(texts)
        while last < size and len(parts) < 4 and not owned:
            text = texts[last]
            word = bare(text)
            if len(word) > 2 and word.isupper() and self.counts.inside[word.capitalize()] >= 2:
                word = word.capitalize()  # "said ALICE"
            opens = last == at and starts_sentence(texts, at)
            initials = _initials(words, last)
            if initials > last:
                parts.append(" ".join(f"{letter}." for letter in texts[last:initials:2]))
                last = initials
                continue
            if text == "St" and _capital(
                words, last + 1 + (texts[last + 1] == ".") if last + 1 < size else size
            ):
                last += 1 + (texts[last + 1] == ".")
                parts.append(f"St. {bare(texts[last])}")  # "St. John", "St. Clare": one word of a name
                owned = bare(texts[last]) != texts[last]
                last += 1
                continue
            if last == at and word in _WORDS_AND_NAMES and _capital(words, last + 1):
                parts.append(word)  # "Will Moran": the surname shows that it is no verb
                last += 1
                continue
            if (parts or title) and word.lower() in _PARTICLES and _capital(words, last + 1):
                parts.append(word)
            elif self._is_name_word(
                word,
                opens=opens,
                titled=bool(title) and not parts,
                after=bool(parts),
                follows=_verb_follows(words, last),
            ):
                parts.append(word)
                owned = word.lower() != text.lower()
            else:
                break
            last += 1
            if opens and not title and not self.counts.inside[word] and self._doubtful(words, last, word):
                return None
        if not parts:
            return _lone_title(words, at, title)
        if self._is_family(texts, at, last, parts):
            return None
        after = _preposition(words, at)
        subject = not owned and not after
        key = (SAME_TITLE.get(title, title), tuple(parts))
        return Mention(
            "name", at, last, *words.span(at, last), words.language.titles.get(title, ""), subject, owned,
            name=key, title=title, after=after,
        )  # fmt: skip

    def _is_name_word(self, word: str, *, opens: bool, titled: bool, after: bool, follows: bool) -> bool:
        if not word[0].isupper() or (word in self.language.titles and not titled):
            return False
        if after and word in _SURNAMES_TOO:
            return True
        if word.replace("’", "'") in self.language.not_names:
            return self.counts.saying[word] >= (3 if opens else 2) and (not opens or follows)
        if word.isupper() and len(word) > 1:
            return titled or after or (len(word) > 2 and self.counts.inside[word.capitalize()] >= 2)
        if (
            self.language.noun_capitals and not titled
        ):  # every noun has a capital: a name is one that speaks, or a given name
            return after or self.counts.saying[word] > 0 or is_given_name(word)
        if titled or not opens:
            return True
        known = self._openers.get(word)
        if known is None:
            inside, lower = self.counts.inside[word], self.counts.lower[word.lower()]
            known = (not lower and is_given_name(word)) or (
                (inside >= 1 and lower <= 2 * inside)
                or (not inside and not lower and self.counts.initial[word] >= 2)
            )
            self._openers[word] = known
        return known

    def _is_family(self, texts: Sequence[str], at: int, last: int, parts: Sequence[str]) -> bool:
        """Say whether a name is a whole family's ("the Bertrams", "the Misses Dart")."""
        if len(parts) != 1 or at == 0 or texts[at - 1] not in {"the", "The", "Misses", "Messrs"}:
            return False
        single = parts[0][:-2] if parts[0].endswith(("ses", "xes", "ches", "shes", "zes")) else parts[0][:-1]
        plural = parts[0].endswith("s") and self.counts.inside[single] > 0
        return plural or texts[at - 1] in {"Misses", "Messrs"}

    def _doubtful(self, words: Words, last: int, word: str) -> bool:
        """Say whether a sentence's first word is a plain word before a name ("Hitherto Gino"), not a part of it."""
        return (
            _capital(words, last)
            and not is_given_name(word)
            and self.counts.inside[bare(words.texts[last])] > self.counts.initial[word]
        )


def _verb_follows(words: Words, at: int) -> bool:
    """Say whether a plain word stands after the word at `at` that can be its verb ("May said", not "May I")."""
    low = words.lows[at + 1] if at + 1 < len(words) else "."
    language = words.language
    no_verbs = low in language.determiners or low in language.pronouns or low in language.prepositions
    return low != "." and words.texts[at + 1][:1].islower() and not no_verbs


def _lead(words: Words, found: list[Mention]) -> None:
    """Mark the mention that leads each clause: its first that can be a subject."""
    texts = words.texts
    at, free = 0, True
    for mention in found:
        while at < mention.first:
            if texts[at] == ";" or ends_sentence(texts, at):
                free = True
            at += 1
        if free and mention.subject:
            mention.leads, free = True, False
        at = mention.last


def starts_sentence(texts: Sequence[str], at: int) -> bool:
    """Say whether the token at `at` opens a sentence of its stretch."""
    if at == 0:
        return True
    before = texts[at - 1]
    if before == ".":
        return ends_sentence(texts, at - 1)
    return before in _OPENS or before.startswith("--")


def _title(words: Words, at: int) -> tuple[str, int]:
    """Return the title at `at` and where the name after it begins; several titles in a row give the last."""
    texts, titles = words.texts, words.language.titles
    title, first = "", at
    while first < min(len(texts), at + _TITLES) and texts[first] in titles:
        dotted = first + 1 < len(texts) and texts[first + 1] == "."
        if texts[first] == "M" and not (dotted and _capital(words, first + 2) and len(texts[first + 2]) > 1):
            break  # an initial; "M. Poirot" is a title
        title = texts[first]
        first += 2 if dotted else 1
    named = _capital(words, first) or (
        first + 1 < len(texts) and texts[first] in _PARTICLES and _capital(words, first + 1)
    )
    return (title, first) if title and named else ("", at)


def _lone_title(words: Words, at: int, title: str) -> Mention | None:
    word = bare(words.texts[at])
    if title or word not in words.language.role_titles or word in _NO_ROLE:
        return None
    owned = word != words.texts[at]
    after = _preposition(words, at)
    subject = not owned and not after
    return Mention(
        "role", at, at + 1, *words.span(at, at + 1), words.language.titles[word], subject, owned,
        head=word.lower(), capital=True, after=after,
    )  # fmt: skip


def _initials(words: Words, at: int) -> int:
    """Return where the initials that open at `at` end and a longer name follows ("J. J. Malone"); `at` if none do."""
    texts = words.texts
    end = at
    while end + 1 < len(texts) and len(texts[end]) == 1 and texts[end].isupper() and texts[end + 1] == ".":
        end += 2
    return end if end > at and _capital(words, end) and len(texts[end]) > 1 else at


def _capital(words: Words, at: int) -> bool:
    texts = words.texts
    return (
        at < len(texts)
        and texts[at][0].isupper()
        and bare(texts[at]).replace("’", "'") not in words.language.not_names
    )


def _preposition(words: Words, at: int) -> str:
    """Return the preposition that governs the mention at `at`, "" where there is none."""
    lows = words.lows
    before = at - 1
    while before >= 0 and lows[before] in _QUIET:
        before -= 1
    return lows[before] if before >= 0 and lows[before] in words.language.prepositions else ""


def _pronoun(words: Words, at: int) -> Mention | None:
    low = words.lows[at]
    known = words.language.pronouns.get(low)
    if known is None:
        known = words.language.pronouns.get(low.split("'")[0].split("’")[0])
        if known is None:
            return None
    if words.texts[at][0] == "i":
        return None
    gender, case = known
    after = _preposition(words, at)
    subject = case == "subject" and not after
    return Mention(
        "pronoun",
        at,
        at + 1,
        *words.span(at, at + 1),
        gender,
        subject,
        case == "possessive",
        pronoun=low,
        after=after,
    )


def role_at(words: Words, at: int) -> Mention | None:
    """Return the role a determiner opens ("a younger officer", "his captain")."""
    lows = words.lows
    language = words.language
    if lows[at] not in language.determiners:
        return None
    best = None
    for i in range(at + 1, min(at + 6, len(lows))):
        low = lows[i]
        if low == "," and i > at + 1:
            continue
        word = bare(low)
        if (
            not word[0].isalpha()
            or word in language.determiners
            or word in language.prepositions
            or word in language.pronouns
        ):
            break
        if word in language.roles:
            best = i
            if word != low:
                break
        elif best is not None or (words.texts[i][0].isupper() and not language.noun_capitals):
            break
    return role_mention(words, at, best) if best is not None else None


def role_mention(words: Words, at: int, last: int) -> Mention:
    """Return the mention that a determiner at `at` opens and the noun at `last` ends."""
    lows = words.lows
    head = bare(lows[last])
    owned = head != lows[last]
    modifiers = tuple(bare(low) for low in lows[at + 1 : last] if low[0].isalpha())
    after = _preposition(words, at)
    subject = not owned and not after
    return Mention(
        "role", at, last + 1, *words.span(at, last + 1), words.language.roles.get(head, ""), subject, owned,
        head=head, modifiers=modifiers, determiner=lows[at], capital=words.texts[last][0].isupper(), after=after,
    )  # fmt: skip


def open_role(words: Words, at: int) -> Mention | None:
    """Return the role after a verb of saying whatever its noun ("said the patronne", "cried a big drummer").

    The noun is the last plain word before punctuation, a preposition or the like; at most six words after `at`.
    """
    lows, texts = words.lows, words.texts
    if at >= len(lows) or lows[at] not in words.language.determiners:
        return None
    last = None
    if lows[at] in {"one", "another"} and not (
        at + 1 < len(lows) and texts[at + 1][0].isalpha() and lows[at + 1] != "of"
    ):
        return role_mention(words, at, at)  # "said one", "said another of the men"
    for i in range(at + 1, min(at + 7, len(lows))):
        low = lows[i]
        if low == "," and last is None and i > at + 1:
            continue
        if (
            not low[0].isalpha()
            or low in words.language.prepositions
            or low in words.language.pronouns
            or low in _STOPS
            or low.endswith("ly")
            or texts[i][0].isupper()
        ):
            break
        last = i
        if bare(low) != low:
            break
    if last is None or len(lows[last]) < 3 or lows[last] in _NO_HEADS:
        return None
    return role_mention(words, at, last)


_STOPS = frozenset("who which that and as when while again very but or whose where if not".split())
