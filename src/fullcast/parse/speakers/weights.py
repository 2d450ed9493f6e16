"""What each clue is worth: data/speakers.tsv, a table that `benchmarks/train_speakers.py` fits and anyone can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

ANY = "*"
FORMS = ("name", "role", "pronoun", "self", "weak", "beat", "bare")
"""What a turn can offer by itself; a clue's worth is its weight for any form and its weight for the turn's own."""

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Clue -> worth in units of log odds, by form of the turn, and the part of it shared by all forms; how sure decisions are."""

    by_form: Mapping[str, Mapping[str, float]]
    curves: Mapping[str, Curve]
    shared: Mapping[str, float]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, float]], curves: Mapping[str, Curve]) -> Weights:
        """Make weights of rows (form or ANY, clue, worth)."""
        table: dict[str, dict[str, float]] = {form: {} for form in (ANY, *FORMS)}
        for form, clue, worth in rows:
            table[form][clue] = worth
        shared = table.pop(ANY)
        merged = {form: dict(shared) for form in FORMS}
        for form, own in table.items():
            for clue, worth in own.items():
                merged[form][clue] = merged[form].get(clue, 0.0) + worth
        return cls(merged, curves, shared)

    def confidence(self, form: str, share: float) -> float:
        """Return how often a decision of this form with this share of the probability is right."""
        curve = self.curves.get(form) or self.curves.get(ANY) or ((0.0, 0.0), (1.0, 1.0))
        return between(curve, share)


def between(curve: Curve, x: float) -> float:
    """Return the value of a piecewise linear curve at `x`, flat beyond its ends."""
    if x <= curve[0][0]:
        return curve[0][1]
    for (x0, y0), (x1, y1) in pairwise(curve):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0) if x1 > x0 else y1
    return curve[-1][1]


def parse(lines: Iterable[str]) -> Weights:
    """Read the table: `form<TAB>clue<TAB>worth`, and `curve form<TAB>share<TAB>right` for the calibration."""
    rows: list[tuple[str, str, float]] = []
    curves: dict[str, list[tuple[float, float]]] = {}
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        form, clue, worth = line.rstrip("\n").split("\t")
        if form.startswith("curve "):
            curves.setdefault(form.removeprefix("curve "), []).append((float(clue), float(worth)))
        else:
            rows.append((form, clue, float(worth)))
    return Weights.of(rows, {form: tuple(sorted(points)) for form, points in curves.items()})


@cache
def weights() -> Weights:
    """Return the weights that come with the program."""
    source = resources.files("fullcast").joinpath("data/speakers.tsv").read_text(encoding="utf-8")
    return parse(source.splitlines())
