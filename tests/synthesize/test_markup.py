"""Phonemes in a line, and what stands around them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from fullcast.model import Sound
from fullcast.synthesize import espeak_data
from fullcast.synthesize.markup import marked
from fullcast.synthesize.text import PIECE

BRITISH = espeak_data.inventory("gmw/en")


def said(text: str, *sounds: Sound) -> tuple[str, ...]:
    return marked(text, sounds, BRITISH)


def test_phonemes_stand_between_spaces() -> None:
    assert said("“N.” he said", Sound(1, 3, "nɔːθ")) == ("“ [[n'O:T]] ” he said",)


def test_a_possessive_is_said_with_its_word() -> None:
    assert said("Bo’s cat", Sound(0, 2, "bəʊ")) == (" [[b'oUz]]  cat",)


def test_what_lies_inside_a_word_stays_text() -> None:
    assert said("rough", Sound(1, 5, "ʌf")) == ()
    assert said("rough N.", Sound(1, 5, "ʌf"), Sound(6, 8, "nɔːθ")) == ("rough  [[n'O:T]] ",)


def test_a_text_without_phonemes_to_be_heeded_has_no_pieces() -> None:
    assert said("[[x]]") == () == said("x", Sound(0, 1, "ʘ"))


@given(st.text("ab [](’s", max_size=40), st.lists(st.integers(0, 40), max_size=6))
def test_only_phonemes_stand_in_brackets(text: str, cuts: list[int]) -> None:
    edges = sorted({min(cut, len(text)) for cut in cuts})
    sounds = tuple(Sound(a, b, "ba") for a, b in zip(edges[::2], edges[1::2], strict=False))
    whole = "".join(said(text, *sounds))
    rest = re.sub(r" \[\[b'az?\]\] ", "", whole)
    assert "[[" not in rest


def test_long_lines_are_cut_between_phonemes_and_words() -> None:
    text = "a b " * 2000
    sounds = tuple(Sound(at, at + 1, "biː") for at in range(2, len(text), 4))
    found = said(text, *sounds)
    assert len(found) > 1 and max(map(len, found)) <= PIECE
    assert all(part.count("[[") == part.count("]]") for part in found)
    assert "".join(found).count("[[b'i:]]") == 2000
