"""Numbers in words: the only user of num2words, which is loaded when the first number occurs."""

from __future__ import annotations

import re
from functools import lru_cache

OH = "oh one two three four five six seven eight nine".split()
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=8192)
def words(number: int, kind: str = "cardinal", language: str = "en") -> str:
    """Give `number` in words; `kind` is cardinal, ordinal or year. Commas, which would be rests, are left out."""
    from num2words import num2words

    return str(num2words(number, to=kind, lang=language)).replace(",", "")


def cardinal(number: int) -> str:
    """Give 105 as "one hundred and five"."""
    return words(number)


def ordinal(number: int) -> str:
    """Give 22 as "twenty-second"."""
    return words(number, "ordinal")


def integer(written: str) -> int:
    """Read a whole number with commas or spaces between its thousands."""
    return int(re.sub(r"\D", "", written))


def digits(written: str) -> str:
    """Give each digit by itself, 0 as "oh"; what is no digit is left out."""
    return " ".join(OH[int(each)] for each in written if each.isdecimal())


def pairs(number: int) -> str:
    """Give 1906 as "nineteen oh six", 237 as "two thirty-seven": as years, rooms and flights are said."""
    high, low = divmod(number, 100)
    if not high or number % 1000 == 0 or 2000 < number < 2010:
        return cardinal(number)
    if not low:
        return f"{cardinal(high)} hundred"
    return f"{cardinal(high)} oh {cardinal(low)}" if low < 10 else f"{cardinal(high)} {cardinal(low)}"


def amount(written: str) -> str:
    """Write the figure of an amount so that it is not taken for a year: 1832 as 1,832; hundreds stay (1500)."""
    year = len(written) == 4 and written.isdecimal() and int(written) % 100 and written[0] != "0"
    return f"{written[0]},{written[1:]}" if year else written


def counted(written: str) -> str:
    """Give a number of whose kind nothing is known: 1815 is a year, 2500 is hundreds, all else a cardinal."""
    if written.startswith("0") and len(written) > 1:
        return (
            "double " + digits(written[1:])
            if written.startswith("00") and len(written) == 3
            else digits(written)
        )
    number = integer(written)
    if len(written) == 4 and (1100 <= number < 2100 or (number % 100 == 0 and number % 1000)):
        return pairs(number)
    return cardinal(number)


def grouped(written: str) -> str:
    """Give the number of a room or a flight: 101 "one oh one", 1408 "fourteen oh eight", 12345 digit by digit."""
    if written.startswith("0"):
        return counted(written)
    return pairs(int(written)) if len(written) < 5 else digits(written)


def decimal(whole: str, part: str) -> str:
    """Give 2.05 as "two point oh five"; `whole` may be empty."""
    said = f"point {digits(part)}"
    return f"{cardinal(integer(whole))} {said}" if whole else said


def fraction(over: int, under: int) -> str:
    """Give 1/2 as "one half", 3/16 as "three sixteenths"."""
    name = {2: "half", 4: "quarter"}.get(under) or ordinal(under)
    if over == 1:
        return f"one {name}"
    return f"{cardinal(over)} {'halves' if under == 2 else name + 's'}"


def plural(said: str) -> str:
    """Give "nineties" for "ninety", "hundreds" for "hundred"."""
    if said.endswith("y"):
        return said[:-1] + "ies"
    return said + ("es" if said.endswith("x") else "s")


def titled(said: str) -> str:
    """Give the words with capitals, as a number beside a name is written: "Fifty-One"."""
    return _WORD.sub(lambda word: word[0] if word[0] in {"and", "to"} else word[0].capitalize(), said)
