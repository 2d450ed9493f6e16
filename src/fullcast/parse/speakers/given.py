"""Given names and the pronouns that follow them in books."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from fullcast.model import Gender
from fullcast.parse.lexicon import NICKNAMES

_COMMON = 100.0
"""How often a name of given.tsv is taken to have been met with its pronoun."""


@cache
def _name_table() -> dict[str, tuple[float, float]]:
    table: dict[str, tuple[float, float]] = {}
    for name, gender in _rows("given.tsv"):
        table[name] = (_COMMON, 0.0) if gender == "male" else (0.0, _COMMON)
    for name, he, she in _rows("names.tsv"):
        table[name] = (float(he), float(she))
    return table


def _rows(name: str) -> Iterator[list[str]]:
    source = resources.files("fullcast").joinpath(f"data/{name}").read_text(encoding="utf-8")
    for line in source.splitlines():
        if not line.startswith(("#", "name\t")):
            yield line.split("\t")


def leaning(given: str) -> tuple[float, float]:
    """Return how often "he" and how often "she" follow a given name in books."""
    return _name_table().get(given.lower(), (0.0, 0.0))


@cache
def gender_of_name(given: str) -> Gender | None:
    """Return the gender that usually goes with a given name, or with what it is short for; None where books do not agree."""
    he, she = leaning(given)
    if he + she >= 5:
        if he > 3 * she:
            return "male"
        return "female" if she > 3 * he else None
    formal = {gender for name in sorted(NICKNAMES.get(given.lower(), ())) if (gender := gender_of_name(name))}
    return next(iter(formal)) if len(formal) == 1 else None


def is_given_name(word: str) -> bool:
    """Say whether books use a word as somebody's given name."""
    return sum(leaning(word)) >= 5
