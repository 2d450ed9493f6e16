"""Text on its way to an engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.synthesize.text import PIECE, pieces, plain

ANY = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Plain as day.", "Plain as day."),
        ("a\0b\x01+50Sc", "a b +50Sc"),
        ("tab\tand\nline", "tab and line"),
        ("lone \ud800 half", "lone   half"),
        ("so\u00adft hy\u200bphen\ufeff", "soft hyphen"),
        ("\u202eright to left\u202c", "right to left"),
        ("\ufffd \ue000", "   "),
        ("“Curly”, naïve, Привет, 👍", "“Curly”, naïve, Привет, 👍"),
    ],
)
def test_what_is_not_text_is_taken_out(text: str, said: str) -> None:
    assert plain(text) == said


@given(ANY)
def test_plain_text_is_printable_and_stays_as_it_is(text: str) -> None:
    said = plain(text)
    assert all(char.isprintable() or char == "\u3000" or char.isspace() for char in said)
    assert "\0" not in said
    said.encode("utf-8")
    assert plain(said) == said


@given(ANY)
def test_no_letter_is_lost(text: str) -> None:
    assert [char for char in plain(text) if char.isalnum()] == [char for char in text if char.isalnum()]


@given(st.text(st.sampled_from("ab ."), max_size=60).map(lambda text: text * 120))
def test_pieces_are_short_and_make_the_whole(text: str) -> None:
    cut = list(pieces(text))
    assert "".join(cut) == text
    assert all(len(piece) <= PIECE for piece in cut)


def test_pieces_are_cut_after_spaces() -> None:
    cut = list(pieces("word " * 1_000))
    assert len(cut) > 1
    assert all(piece.endswith(" ") for piece in cut[:-1])
