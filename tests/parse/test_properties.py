"""Invariants of the parser over any text: nothing lost, nothing twice, nothing invented, never an exception."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import Chapter, Kind
from fullcast.parse import phrases, utterances

_PIECES = st.sampled_from(
    [
        "“", "”", "‘", "’", '"', "'", "«", "»", "„", "—", "--", "…", ".", ",", "!", "?", ":", " ", " ", " ", "\n", "\n\n", "\r\n",
        "\n* * *\n", "_", "*", "Hayes", "Michael Hayes", "Rex", "she said", "he thought:", "the radio crackled", "“Unit 12,", "said",
        "the old man", "I", "don’t", "Mr. Falk", "word", "a", "10-4", "Every.", "\u200f", "\u0000", "🙂", "שלום", "\ufeff", "\u2028",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.lists(_PIECES, max_size=60).map("".join), st.text(max_size=200))
_WORDS = re.compile(r"\w+")


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_utterances_cover_the_text_once_in_order(text: str) -> None:
    found = utterances(Chapter(1, "any", text))
    assert "".join(u.text for u in found) == text or not text.strip()
    for before, after in itertools.pairwise(found):
        assert before.end == after.start
    for u in found:
        assert u.text == text[u.start : u.end]
        assert 0.0 <= u.confidence <= 1.0
        assert u.rule
        assert u.kind is not Kind.NARRATION or u.speaker is None


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_word_is_in_exactly_one_phrase(text: str) -> None:
    chapter = Chapter(1, "any", text)
    found = utterances(chapter)
    said = list(phrases(chapter, found))
    assert _WORDS.findall(" ".join(u.text for u in found)) == _WORDS.findall(" ".join(p.text for p in said))
    for before, after in itertools.pairwise(said):
        assert before.end <= after.start
        assert before.pauses
    assert all(p.text == text[p.start : p.end] for p in said)


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_same_text_is_read_the_same_way(text: str) -> None:
    assert utterances(Chapter(1, "any", text)) == utterances(Chapter(1, "any", text))
