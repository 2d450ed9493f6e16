"""Patterns of voices.yaml: none that cannot be used, none that takes for ever."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.config.patterns import flaw


@pytest.mark.parametrize(
    "pattern",
    [
        r"SR-(\d)(\d\d)",
        r"\b\d{1,3}(?:,\d{3})*\b",
        r"(\w+) (\w+)",
        r"\w{1,30} \w{1,30} \w{1,30}",
        r"(?i)(?:Mrs?|Ms)\. ([A-Z]\w+)",
        r"colou?rs?",
        r"(?:north|south|east|west)+",
        r"(?<=No\. )\d+",
        "a" * 500,
    ],
)
def test_patterns_of_every_day_are_taken(pattern: str) -> None:
    assert flaw(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(", "no regular expression"),
        ("[[a]]", "no regular expression"),
        ("a{99999999999}", "no regular expression"),
        ("(" * 400, "no regular expression"),
        ("a" * 1001, "longer"),
        ("", "nothing stands"),
        (r"\b", "nothing stands"),
        ("(?=a)", "nothing stands"),
        ("a?", "nothing stands"),
        ("(a+)+b", "too many ways"),
        ("(a|a)*b", "too many ways"),
        ("(a|ab)*c", "too many ways"),
        ("(?:a?){30}a{30}", "too many ways"),
        (r"(?:\w+\s?)*$x", "too many ways"),
        (".*.*.*x", "too many ways"),
        ("(?:(?:a{0,9}){9}){9}b", "too many ways"),
        (r"x(?=(\w+)+y)", "too many ways"),
        ("(?i)(?:ab|Ac)*d", "too many ways"),
    ],
)
def test_patterns_that_cannot_be_used_are_refused(pattern: str, message: str) -> None:
    found = flaw(pattern)
    assert found is not None and message in found[0] and found[1]


def test_texts_may_refer_only_to_groups_there_are() -> None:
    assert flaw("(a)(b)", [r"\1 and \2", "none"]) is None
    for text in (r"\3", r"\0"):
        assert "is no group" in (flaw("(a)(b)", [text]) or ("",))[0]


pieces = st.sampled_from(
    ["a", "b", "(", ")", "|", "*", "+", "?", "{2,9}", ".", r"\w", "[ab]", "(?:", "(?=", "$"]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(pieces, min_size=1, max_size=14).map("".join))
def test_what_is_taken_ends_soon(pattern: str) -> None:
    if flaw(pattern) is None:
        before = time.perf_counter()
        for text in ("a" * 200, "ab" * 100, "a" * 199 + "!"):
            for match in re.finditer(pattern, text):
                assert match.group() or match.end() > match.start() or "?=" in pattern
        assert time.perf_counter() - before < 20
