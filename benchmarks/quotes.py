"""The speaker benchmark's novels as the attribution sees them, and the fitting of its weights.

Reads PDNC and LitBank from the folder that --data names; nothing of them is shipped. A novel is read once; its clues become
rows of a sparse matrix, one for each candidate of each labelled turn, with a column for each clue and form.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import scipy.optimize
import scipy.sparse
from numpy.typing import NDArray

from fullcast.parse.paragraphs import paragraphs
from fullcast.parse.quotes import style_of
from fullcast.parse.speakers import Heard, hear
from fullcast.parse.speakers.clues import Clue, Clues
from fullcast.parse.speakers.decide import MEMORY, Verdict, decide
from fullcast.parse.speakers.weights import ANY, Weights
from fullcast.parse.turns import passages
from fullcast.read import book

DATA = Path(__file__).resolve().parents[2] / "shared" / "quotes"
SHARED, OWN = 1.0, 8.0
"""How strongly a weight for all forms, and one for a single form, is drawn to 0 (half the square times this)."""
STEPS = 80
AT_LEAST = {"acts just before, he/she fits": 1.5}
"""Clues that are worth no less: “Elsie leaned over. “What is it?” she asked” is Elsie, though novels seldom need to tell."""
AT_MOST = {"tag he/she sure clashes": -6.0}
"""Clues that are worth no more than this: "she" is no man, however often an annotator or our cast has it otherwise."""
INNER = 3
"""Folds by which the training novels decode each other, to learn from histories with errors in them."""

Rows = tuple[Any, NDArray[np.int64], NDArray[np.float64]]
"""A sparse matrix with a row a candidate, the turn of each row, and 1.0 where the candidate is right."""


@cache
def scorer(data: Path) -> ModuleType:
    """Return the benchmark's own scorer, score_quotes.py."""
    spec = importlib.util.spec_from_file_location("score_quotes", data / "score_quotes.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_quotes"] = module
    spec.loader.exec_module(module)
    return module


class Novel:
    """A novel read, its turns with their gold speakers, and the clues of every candidate."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.name, self.folder = folder.name, folder
        source = book(folder / "novel.txt")
        style = style_of(c.text for c in source.chapters)
        chapters = [(c.text, passages(c.text, paragraphs(c.text), style)) for c in source.chapters]
        self.starts = [c.source_start for c in source.chapters]
        self.heard: Heard = hear(chapters, {}, decided=False)
        self.gold, cast = _gold(folder, data)
        self.means = [_only(cast.resolve(p.name)) if p.name else None for p in self.heard.people.persons]
        self.right = self._label()
        self.clues = [_Kept(self.heard, k) for k in range(len(self.heard.scenes))]
        for kept in self.clues:
            kept.fill()

    def _label(self) -> dict[tuple[int, int], str]:
        """Return who says each turn that the gold labels, by (chapter, turn)."""
        spans = sorted(
            (self.starts[k] + s.start, self.starts[k] + s.end, k, i)
            for k, scene in enumerate(self.heard.scenes)
            for i, turn in enumerate(scene.turns)
            for s in turn.segments
        )
        begins = [span[0] for span in spans]
        votes: dict[tuple[int, int], Counter[str]] = {}
        for gold in self.gold:
            at = bisect_right(begins, gold["start"] + 1) - 1
            near = [
                s for s in spans[max(0, at) : at + 3] if min(s[1], gold["end"]) > max(s[0], gold["start"])
            ]
            if near:
                best = max(near, key=lambda s: min(s[1], gold["end"]) - max(s[0], gold["start"]))
                votes.setdefault(best[2:], Counter())[gold["speaker"]] += gold["end"] - gold["start"]
        return {turn: tally.most_common(1)[0][0] for turn, tally in votes.items()}

    def told(self) -> list[list[int]]:
        """Return who says each turn by the gold, -1 where nobody of the cast."""
        return [[self._person(k, i) for i in range(len(kept.turns))] for k, kept in enumerate(self.clues)]

    def _person(self, k: int, i: int) -> int:
        speaker = self.right.get((k, i))
        if speaker is None:
            return -1
        persons = self.heard.people.persons
        fits = [w for w in self.clues[k].known[i] if self.means[w] == speaker]
        fits = fits or [w for w, means in enumerate(self.means) if means == speaker]
        return max(fits, key=lambda w: persons[w].count, default=-1)

    def decode(self, weights: Weights) -> list[list[Verdict]]:
        """Decide every turn."""
        return [decide(kept, weights, self.heard.nudges[k]) for k, kept in enumerate(self.clues)]

    def predictions(self, verdicts: Sequence[Sequence[Verdict]]) -> list[dict[str, Any]]:
        """Return verdicts as the scorer reads them."""
        persons = self.heard.people.persons
        return [
            {
                "start": self.starts[k] + s.start,
                "end": self.starts[k] + s.end,
                "speaker": None if verdict.person is None else persons[verdict.person].name,
            }
            for k, scene in enumerate(self.heard.scenes)
            for turn, verdict in zip(scene.turns, verdicts[k], strict=True)
            for s in turn.segments
        ]


class _Kept(Clues):
    """Clues that are worked out once, since training asks for them again and again."""

    def __init__(self, heard: Heard, k: int) -> None:
        super().__init__(heard.scenes[k], heard.people, heard.kin)
        self.known: list[dict[int, list[Clue]]] = []
        self._more: dict[tuple[int, int], list[Clue]] = {}

    def fill(self) -> None:
        self.known = [
            {who: super(_Kept, self).still(i, who) for who in super(_Kept, self).candidates(i)}
            for i in range(len(self.turns))
        ]

    def candidates(self, i: int) -> list[int]:
        return list(self.known[i])

    def still(self, i: int, who: int) -> list[Clue]:
        kept = self.known[i].get(who)
        if kept is not None:
            return kept
        if (i, who) not in self._more:
            self._more[i, who] = super().still(i, who)
        return self._more[i, who]


def _only(names: set[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None


def _gold(folder: Path, data: Path) -> tuple[list[dict[str, Any]], Any]:
    score = scorer(data)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    cast: dict[str, tuple[set[str], str]] = {}
    for row in gold:
        cast.setdefault(row["speaker"], (set(), row.get("gender", "")))[0].update(row.get("aliases", []))
    characters = folder / "characters.json"
    for row in (
        json.loads(characters.read_text(encoding="utf-8"))["characters"] if characters.exists() else ()
    ):
        cast.setdefault(row["name"], (set(), row.get("gender", "")))[0].update(row["aliases"])
    known = [
        g
        for g in gold
        if g.get("scorable", not (str(g["speaker"]).startswith("_") or score.is_unknown(g["speaker"])))
    ]
    return known, score.Cast(cast)


def novels(folder: Path, data: Path, names: Sequence[str] | None = None, jobs: int = 2) -> list[Novel]:
    """Read the novels of a folder, side by side."""
    found = sorted(path.parent for path in folder.glob("*/gold.json"))
    wanted = [path for path in found if names is None or path.name in names]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(Novel, wanted, [data] * len(wanted)))


# --- fitting ---------------------------------------------------------------------------------------------


class Columns(dict[tuple[str, str], int]):
    """(form, clue) -> column, given out as they are met."""

    def __missing__(self, key: tuple[str, str]) -> int:
        self[key] = len(self)
        return self[key]


def rows(novel: Novel, columns: Columns, spoke: Sequence[Sequence[int]]) -> Rows:
    """Return a row for each candidate of each turn that the gold labels, with `spoke` as the speakers before."""
    line: list[int] = []
    column: list[int] = []
    value: list[float] = []
    group: list[int] = []
    right: list[float] = []
    turns = 0
    for k, kept in enumerate(novel.clues):
        heard: list[int] = []
        for i, turn in enumerate(kept.turns):
            speaker = novel.right.get((k, i))
            history = tuple(heard[-MEMORY:][::-1])
            if not turn.thought:
                heard.append(spoke[k][i])
            options = dict.fromkeys([*kept.candidates(i), *(w for w in history[:4] if w >= 0)])
            truth = [float(novel.means[who] == speaker) for who in options]
            if speaker is None or not 0 < sum(truth) < len(truth):
                continue
            for who in options:
                for clue, strength in [*kept.still(i, who), *kept.moving(i, who, history)]:
                    for form in (ANY, turn.form):
                        line.append(len(group))
                        column.append(columns[form, clue])
                        value.append(strength)
                group.append(turns)
            right += truth
            turns += 1
    return _matrix(line, column, value, group), np.array(group), np.array(right)


def _matrix(line: list[int], column: list[int], value: list[float], group: list[int]) -> Any:
    return scipy.sparse.coo_matrix((value, (line, column)), shape=(len(group), max(column, default=0) + 1))


def fit(parts: Iterable[Rows], columns: Columns) -> Weights:
    """Fit a softmax over the candidates of each turn, from zero: the sum of the right ones' share is to be large."""
    parts, width = list(parts), len(columns)
    matrix = scipy.sparse.vstack([_widened(m, width) for m, _, _ in parts]).tocsr()
    right = np.concatenate([r for _, _, r in parts])
    offsets = np.cumsum([0, *(g[-1] + 1 for _, g, _ in parts)])
    group = np.concatenate([g + offset for (_, g, _), offset in zip(parts, offsets, strict=False)])
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    turned = matrix.T.tocsr()
    pull = np.full(width, OWN)
    pull[[j for (form, _), j in columns.items() if form == ANY]] = SHARED

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = matrix @ w
        share = np.exp(score - np.maximum.reduceat(score, first)[group])
        total, good = np.add.reduceat(share, first), np.add.reduceat(share * right, first)
        slope = turned @ (share / total[group] - share * right / good[group])
        return float(-np.log(good / total).sum() + 0.5 * (pull * w) @ w), slope + pull * w

    found = scipy.optimize.minimize(
        loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    )
    worth = {
        (form, clue): _bounded(clue, float(found.x[j])) if form == ANY else float(found.x[j])
        for (form, clue), j in columns.items()
    }
    return Weights.of(((form, clue, value) for (form, clue), value in worth.items()), {})


def _bounded(clue: str, worth: float) -> float:
    return max(min(worth, AT_MOST.get(clue, worth)), AT_LEAST.get(clue, min(worth, AT_MOST.get(clue, worth))))


def _widened(matrix: Any, width: int) -> Any:
    return scipy.sparse.coo_matrix((matrix.data, (matrix.row, matrix.col)), shape=(matrix.shape[0], width))


def spoken(verdicts: Iterable[Iterable[Verdict]]) -> list[list[int]]:
    """Return verdicts as persons, -1 for nobody."""
    return [[-1 if v.person is None else v.person for v in scene] for scene in verdicts]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights, and what each training novel was decided to be by weights that had not seen it."""

    weights: Weights
    unseen: Mapping[str, list[list[Verdict]]]


def train(training: Sequence[Novel]) -> Fit:
    """Fit weights on novels, from zero: first as if everybody before were known, then with what they would be taken for."""
    columns = Columns()
    known = {n.name: rows(n, columns, n.told()) for n in training}
    unseen: dict[str, list[list[Verdict]]] = {}
    for fold in range(INNER):
        held = training[fold::INNER]
        weights = fit((known[n.name] for n in training if n not in held), columns)
        unseen |= {n.name: n.decode(weights) for n in held}
    taken = [rows(n, columns, spoken(unseen[n.name])) for n in training]
    return Fit(fit([*known.values(), *taken], columns), unseen)
