"""Pronunciation lexicons."""

from __future__ import annotations

import pytest

from fullcast.errors import InputError
from fullcast.model import Pronunciation
from fullcast.read.epub.pls import lexicon

HEAD = '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" '


def said(body: str, attributes: str = 'alphabet="ipa" xml:lang="en"') -> list[tuple[str, str, str]]:
    made = lexicon(f"{HEAD}{attributes}>{body}</lexicon>".encode(), "en.pls")
    return [(each.word, each.say, each.alphabet) for each in made.pronunciations]


def test_phonemes_aliases_and_several_graphemes() -> None:
    body = (
        "<metadata/><lexeme><grapheme>Siân</grapheme><grapheme>Sian</grapheme><phoneme> ʃɑːn </phoneme></lexeme>"
        "<lexeme><grapheme>W3C</grapheme><alias>World Wide Web\n Consortium</alias><example>W3C</example></lexeme>"
    )
    assert said(body) == [
        ("Siân", "ʃɑːn", "ipa"),
        ("Sian", "ʃɑːn", "ipa"),
        ("W3C", "World Wide Web Consortium", ""),
    ]


def test_the_alphabet_of_a_phoneme_wins() -> None:
    body = (
        "<lexeme><grapheme>a</grapheme><phoneme>eI</phoneme></lexeme>"
        '<lexeme><grapheme>b</grapheme><phoneme alphabet="ipa">biː</phoneme></lexeme>'
    )
    assert said(body, 'alphabet="x-sampa"') == [("a", "eI", "x-sampa"), ("b", "biː", "ipa")]


def test_the_preferred_pronunciation_then_the_first_is_taken() -> None:
    body = (
        "<lexeme><grapheme>a</grapheme><phoneme>1</phoneme><alias>2</alias></lexeme>"
        '<lexeme><grapheme>b</grapheme><phoneme>1</phoneme><alias prefer="true">2</alias></lexeme>'
        "<lexeme><grapheme>a</grapheme><phoneme>3</phoneme></lexeme>"
    )
    assert said(body) == [("a", "1", "ipa"), ("b", "2", "")]


def test_a_lexeme_for_every_role_goes_first() -> None:
    body = (
        '<lexeme role="x:verb"><grapheme>read</grapheme><phoneme>rɛd</phoneme></lexeme>'
        "<lexeme><grapheme>read</grapheme><phoneme>riːd</phoneme></lexeme>"
    )
    assert said(body) == [("read", "riːd", "ipa")]


def test_language_and_case_are_as_given() -> None:
    body = "<lexeme><grapheme>polish</grapheme><alias>x</alias></lexeme><lexeme><grapheme>Polish</grapheme><alias>y</alias></lexeme>"
    made = lexicon(f'{HEAD} xml:lang="en-GB">{body}</lexicon>'.encode(), "en.pls")
    assert made.language == "en-GB"
    assert made.pronunciations == (Pronunciation("polish", "x"), Pronunciation("Polish", "y"))


def test_what_says_nothing_is_passed_over() -> None:
    body = (
        "<lexeme/><lexeme><grapheme>a</grapheme></lexeme><lexeme><phoneme>b</phoneme></lexeme>"
        "<lexeme><grapheme> </grapheme><phoneme>b</phoneme></lexeme><lexeme><grapheme>a</grapheme><phoneme/></lexeme>"
    )
    assert said(body) == []


def test_what_is_no_xml_is_refused() -> None:
    with pytest.raises(InputError, match=r"en\.pls"):
        lexicon(b"<lexicon>", "en.pls")
