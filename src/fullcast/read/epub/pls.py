"""Pronunciation lexicons (W3C, "Pronunciation Lexicon Specification (PLS) Version 1.0", 2008)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from fullcast.model import Pronunciation
from fullcast.read import xml

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon: `language` is its xml:lang ("" where it has none), each word of it once, as it is spelt there."""

    language: str
    pronunciations: tuple[Pronunciation, ...]


def lexicon(data: bytes, name: str, path: Path | None = None) -> Lexicon:
    """Read a lexicon: an <alias> is a respelling, a <phoneme> is in its alphabet, "ipa" or "x-sampa" (PLS 1.0, 4.6, 4.7).

    Of several pronunciations the preferred one is taken, else the first (4.9.3); a lexeme for certain roles of a word
    alone (4.4) only where there is none for all. Raises InputError for what is no XML.
    """
    root = xml.parse(data, name, path)
    alphabet = root.get("alphabet", "ipa")
    lexemes = [each for each in root.iter() if xml.local(each) == "lexeme"]
    found: dict[str, Pronunciation] = {}
    for lexeme in sorted(lexemes, key=lambda each: each.get("role") is not None):
        for each in _said(lexeme, alphabet):
            found.setdefault(each.word, each)
    return Lexicon(root.get(_LANG, ""), tuple(found.values()))


def _said(lexeme: etree._Element, alphabet: str) -> Iterator[Pronunciation]:
    """Yield what a lexeme says: each of its graphemes with the pronunciation to be taken."""
    ways = [each for each in lexeme if xml.local(each) in ("phoneme", "alias") and xml.words(each)]
    if not ways:
        return
    way = next((each for each in ways if each.get("prefer") == "true"), ways[0])
    said_in = "" if xml.local(way) == "alias" else way.get("alphabet", alphabet).lower()
    for grapheme in lexeme:
        word = xml.words(grapheme)
        if xml.local(grapheme) == "grapheme" and 0 < len(word) <= _LONGEST:
            yield Pronunciation(word, xml.words(way)[:_LONGEST], alphabet=said_in)
