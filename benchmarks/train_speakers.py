"""Fits the weights of the speaker attribution, data/speakers.tsv, on the 18 novels of PDNC.

    python benchmarks/train_speakers.py [--data ../shared/quotes] [--out src/fullcast/data/speakers.tsv]

Everything starts from zero. The calibration curves come from decisions about novels that the deciding weights had not seen.
Needs numpy and scipy (`pip install -e '.[dev]'`), some minutes, and the novels; says so and stops where they are absent.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import quotes
from fullcast.parse.speakers.decide import Verdict
from fullcast.parse.speakers.weights import ANY, FORMS, Curve, Weights

OUT = Path(__file__).resolve().parents[1] / "src" / "fullcast" / "data" / "speakers.tsv"
BINS = 40
SMALL = 0.005
"""Weights that are nearer to 0 say nothing that a reader of the table would want to know."""

HEADER = """\
# What each clue is worth to the speaker attribution, in units of log odds: form of the turn, clue, worth ("*" is for any form,
# to which a form's own worth is added). The clues are explained in parse/speakers/clues.py, the forms in scene.py.
# A "curve" says how often a decision of a form is right, by the share of the probability that it got.
# Fitted by benchmarks/train_speakers.py on 18 novels of the Project Dialogism Novel Corpus; numbers only, no text of theirs.
"""


def main() -> None:
    """Fit, calibrate and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=quotes.DATA)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    if not (options.data / "pdnc").is_dir():
        print(f"skipped: there is no {options.data / 'pdnc'} to train on")
        return
    novels = quotes.novels(options.data / "pdnc", options.data)
    fit = quotes.train(novels)
    curves = calibrated(outcomes(novels, fit.unseen))
    options.out.write_text("".join(lines(fit.weights, curves)), encoding="utf-8")
    print(f"{options.out}: {sum(len(table) for table in fit.weights.by_form.values()):,} weights")


def outcomes(
    novels: Iterable[quotes.Novel], verdicts: Mapping[str, list[list[Verdict]]]
) -> Iterator[tuple[str, float, bool]]:
    """Yield (form, share of the probability, whether it is right) of every turn that the gold labels."""
    for novel in novels:
        for (k, i), speaker in novel.right.items():
            verdict = verdicts[novel.name][k][i]
            right = verdict.person is not None and novel.means[verdict.person] == speaker
            yield novel.clues[k].turns[i].form, verdict.share, right


def calibrated(seen: Iterable[tuple[str, float, bool]]) -> dict[str, Curve]:
    """Return for each form how often decisions are right, by share: means of equal bins, made to rise."""
    by_form: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for form, share, right in seen:
        by_form[form].append((share, right))
        by_form[ANY].append((share, right))
    return {form: _curve(sorted(pairs)) for form, pairs in by_form.items()}


def _curve(pairs: Sequence[tuple[float, bool]]) -> Curve:
    """Pool adjacent bins until the curve rises (isotonic regression by pooling violators)."""
    size = max(30, len(pairs) // BINS)
    pools = [
        [sum(s for s, _ in part) / len(part), sum(r for _, r in part) / len(part), float(len(part))]
        for part in (pairs[i : i + size] for i in range(0, len(pairs), size))
    ]
    rising: list[list[float]] = []
    for pool in pools:
        rising.append(pool)
        while len(rising) > 1 and rising[-2][1] > rising[-1][1]:
            (s1, r1, n1), (s2, r2, n2) = rising[-2], rising[-1]
            rising[-2:] = [[(s1 * n1 + s2 * n2) / (n1 + n2), (r1 * n1 + r2 * n2) / (n1 + n2), n1 + n2]]
    return tuple((round(share, 5), round(right, 3)) for share, right, _ in rising)


def lines(weights: Weights, curves: Mapping[str, Curve]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield HEADER
    shared = weights.shared
    for clue, worth in sorted(shared.items()):
        if abs(worth) >= SMALL:
            yield f"{ANY}\t{clue}\t{worth:.3f}\n"
    for form in FORMS:
        for clue, worth in sorted(weights.by_form[form].items()):
            own = worth - shared.get(clue, 0.0)
            if abs(own) >= SMALL:
                yield f"{form}\t{clue}\t{own:.3f}\n"
    for form, curve in sorted(curves.items()):
        yield from (f"curve {form}\t{share}\t{right}\n" for share, right in curve)


if __name__ == "__main__":
    main()
