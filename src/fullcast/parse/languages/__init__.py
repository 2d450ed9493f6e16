"""What the parser knows of each language: verbs of speaking, pronouns, titles, how dialogue is set.

To add a language, write a module with a `Language` beside these, put it into LANGUAGES, and add a fixture under
`tests/parse/fixtures/languages/`. A language without verbs of speaking still has its quotes found and its turns taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, islice

from fullcast.model import Book
from fullcast.parse.languages.english import ENGLISH
from fullcast.parse.languages.french import FRENCH
from fullcast.parse.languages.german import GERMAN
from fullcast.parse.languages.italian import ITALIAN
from fullcast.parse.languages.polish import POLISH
from fullcast.parse.languages.portuguese import PORTUGUESE
from fullcast.parse.languages.russian import RUSSIAN
from fullcast.parse.languages.spanish import SPANISH
from fullcast.parse.languages.table import Language

__all__ = ["ENGLISH", "LANGUAGES", "UNDETERMINED", "Language", "is_code", "language_of", "named", "settled"]

LANGUAGES: Mapping[str, Language] = {
    each.code: each for each in (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, POLISH, RUSSIAN)
}
"""Code (ISO 639-1) -> what is known of the language."""

_NAMES = dict(
    pair.split(":")
    for pair in "nl:Dutch sv:Swedish da:Danish no:Norwegian nb:Norwegian fi:Finnish cs:Czech sk:Slovak hu:Hungarian "
    "ro:Romanian ca:Catalan uk:Ukrainian bg:Bulgarian el:Greek tr:Turkish ja:Japanese zh:Chinese ko:Korean ar:Arabic "
    "he:Hebrew".split()
)
"""Languages without a table that a notice can call by name."""

UNDETERMINED = "und"
"""The code of a book that does not say what it is written in (BCP 47): its words decide."""

_SAMPLE = 20_000
"""Code points of a book whose words tell its language: enough for some hundred function words."""

_FEW = 5
"""Words that are too few to tell a language by."""

_MANY = 200
"""Words that would have told any language with a table."""

_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_SURE = 0.2
"""Share of words that must be a language's own: prose has 25-50 % of them, and half as many of a neighbour's."""


def is_code(code: str) -> bool:
    """Say whether `code` has the form of a language code ("de", "pt-BR")."""
    return _CODE.fullmatch(code.strip()) is not None


def named(code: str) -> Language:
    """Return the language a code means ("de-AT": German); one nobody wrote a table for has an empty one."""
    base = re.split(r"[-_]", code.strip().lower(), maxsplit=1)[0]
    return LANGUAGES.get(base) or Language(base, _NAMES.get(base, code.strip()))


def language_of(texts: Iterable[str], declared: str = UNDETERMINED) -> Language:
    """Return the language of `texts`: the declared one, else the one whose words they use, else English."""
    if _declares(declared):
        return named(declared)
    return _detected(_counted(texts)) or ENGLISH


def _declares(code: str) -> bool:
    return bool(code) and named(code).code not in {UNDETERMINED, "mul", "zxx", "mis"}


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(chain.from_iterable(_words(part) for part in _sample(texts)))


def _detected(words: Counter[str]) -> Language | None:
    """Return the language most of the words are of, None where too few are of any."""
    own = {
        code: sum(words[word] for word in language.common | language.direct | language.speech_verbs)
        for code, language in LANGUAGES.items()
    }
    best = max(own, key=lambda code: (own[code], code == ENGLISH.code))
    total = sum(words.values())
    return LANGUAGES[best] if own[best] >= _SURE * total and total >= _FEW else None


def _words(text: str) -> Iterable[str]:
    return (match.group().lower() for match in _WORD.finditer(text))


def _sample(texts: Iterable[str]) -> Iterable[str]:
    """Yield the beginnings of the first chapters: front matter may be in another language than the story."""
    for text in islice(texts, 5):
        yield text[:_SAMPLE]


def settled(book: Book, declared: str | None = None) -> Book:
    """Return `book` with its language known: as `declared`, as it says itself, or as its words show.

    A notice says where that is not enough to tell who speaks. A book settled before stays as it is.
    """
    prose = [chapter.text for chapter in book.chapters if chapter.utterances is None]
    code = declared or book.language
    if _declares(code):
        return _noted(replace(book, language=code), named(code), bool(prose))
    words = _counted(prose)
    language = _detected(words)
    made = replace(book, language=(language or ENGLISH).code)
    if language is None and sum(words.values()) >= _MANY:
        notice = "the language was not recognised and is read as English; --language tells another"
        return replace(made, notices=(*made.notices, notice))
    return _noted(made, language or ENGLISH, bool(prose))


def _noted(book: Book, language: Language, prose: bool) -> Book:
    notice = f"{language.name}: who speaks is guessed from turns alone; no verbs of speaking are known for it"
    if not prose or language.speech_verbs or notice in book.notices:
        return book
    return replace(book, notices=(*book.notices, notice))
