"""Broken EPUBs, many of them, and those that once were too much."""

from __future__ import annotations

import pytest

from read.fuzz import failures


def test_broken_books() -> None:
    assert [(number, how) for number, _, how in failures(seed=7, rounds=150)] == []


@pytest.mark.slow
def test_more_broken_books() -> None:
    assert [(number, how) for number, _, how in failures(seed=8, seconds=30)] == []
