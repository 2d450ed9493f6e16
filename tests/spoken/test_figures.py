"""Numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.spoken.figures import (
    amount,
    cardinal,
    counted,
    decimal,
    digits,
    fraction,
    grouped,
    ordinal,
    pairs,
    plural,
    titled,
)


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        (cardinal(105), "one hundred and five"),
        (ordinal(22), "twenty-second"),
        (digits("555-0123"), "five five five oh one two three"),
        (pairs(1906), "nineteen oh six"),
        (pairs(1900), "nineteen hundred"),
        (pairs(2005), "two thousand and five"),
        (counted("1815"), "eighteen fifteen"),
        (counted("2500"), "twenty-five hundred"),
        (counted("2345"), "two thousand three hundred and forty-five"),
        (counted("007"), "double oh seven"),
        (grouped("101"), "one oh one"),
        (grouped("12345"), "one two three four five"),
        (decimal("2", "05"), "two point oh five"),
        (fraction(1, 2), "one half"),
        (fraction(3, 16), "three sixteenths"),
        (plural("sixty"), "sixties"),
        (plural("six"), "sixes"),
        (titled("one hundred and fifty-one"), "One Hundred and Fifty-One"),
        (amount("1832"), "1,832"),
        (amount("1500"), "1500"),
    ],
)
def test_numbers_in_words(said: str, spoken: str) -> None:
    assert said == spoken


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_any_number_is_letters_only(number: int) -> None:
    for said in (cardinal(number), ordinal(number), counted(str(number)), grouped(str(number))):
        assert all(part.isalpha() for part in said.replace("-", " ").split())
