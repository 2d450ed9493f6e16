"""Broken books of every form, many of them."""

from __future__ import annotations

import pytest

from read.fuzz import failures

ROUNDS = {
    ".epub": 150,
    ".docx": 60,
    ".odt": 60,
    ".pdf": 8,
    ".txt": 150,
    ".md": 150,
    ".html": 150,
    ".fountain": 150,
    ".script": 150,
}


@pytest.mark.parametrize("suffix", ROUNDS)
def test_broken_books(suffix: str) -> None:
    assert [(number, how) for number, _, how in failures(suffix, seed=7, rounds=ROUNDS[suffix])] == []


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ROUNDS)
def test_more_broken_books(suffix: str) -> None:
    assert [(number, how) for number, _, how in failures(suffix, seed=8, seconds=6)] == []
