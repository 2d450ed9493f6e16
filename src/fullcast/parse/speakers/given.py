"""Given names and the pronouns that follow them in books."""

from __future__ import annotations

from functools import cache
from importlib import resources

from fullcast.model import Gender


@cache
def _name_table() -> dict[str, tuple[float, float]]:
    table: dict[str, tuple[float, float]] = {}
    source = resources.files("fullcast").joinpath("data/names.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if not line.startswith(("#", "name\t")):
            name, he, she = line.split("\t")
            table[name] = (float(he), float(she))
    return table


def gender_of_name(given: str) -> Gender | None:
    """Return the gender that usually goes with a given name, None where books do not agree."""
    he, she = _name_table().get(given.lower(), (0.0, 0.0))
    if he + she < 5:
        return None
    if he > 3 * she:
        return "male"
    return "female" if she > 3 * he else None


def is_given_name(word: str) -> bool:
    """Say whether books use a word as somebody's given name."""
    return sum(_name_table().get(word.lower(), (0.0, 0.0))) >= 5
