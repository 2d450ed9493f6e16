"""How well the attribution finds speakers: the tables of docs/benchmarks.md, from the benchmark's own scorer.

    python benchmarks/speakers.py [--data ../shared/quotes] [--jobs 2] [--held]

PDNC is scored leave-one-novel-out: eighteen fits, each from zero on the other seventeen, so it takes some minutes. LitBank is
scored with the shipped weights; its 75 excerpts are parted into 25 to learn from and 50 that are only scored. --held scores the
four novels that nobody reads: few such runs are allowed, and each is listed in docs/benchmarks.md. Prints a message where the
data is absent.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import quotes
from fullcast.model import Kind
from fullcast.parse import tag
from fullcast.parse.speakers.decide import Verdict
from fullcast.parse.speakers.weights import ANY, Curve, between
from fullcast.read import book
from quotes import Novel
from train_speakers import calibrated, outcomes

Scores = Mapping[str, Any]
HEADS = "| what | n | macro | explicit | anaphoric | implicit | span F1 | B3 |\n| --- | --- | --- | --- | --- | --- | --- | --- |"


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=quotes.DATA)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--held", action="store_true")
    options = parser.parse_args()
    if not (options.data / "pdnc").is_dir():
        print(f"skipped: the benchmark's data is not at {options.data}")
        return
    data: Path = options.data
    if options.held:
        print(HEADS)
        print(_row("pdnc-locked", shipped(data / "pdnc-locked", data, options.jobs)))
        return
    print("## Speakers\n\n" + HEADS, flush=True)
    novels = quotes.novels(data / "pdnc", data, jobs=options.jobs)
    folds = dict(leave_one_out(novels, options.jobs))
    print(
        _row(
            "PDNC, leave one novel out", [_scored(n, n.predictions(folds[n.name].held), data) for n in novels]
        )
    )
    for name, scores in variants(novels, folds, data, options.jobs):
        print(_row(f"PDNC, {name}", scores), flush=True)
    learnt, held = litbank(data)
    print(_row("LitBank, 25 excerpts to learn from", shipped(data / "litbank", data, options.jobs, learnt)))
    print(_row("LitBank, 50 only scored", shipped(data / "litbank", data, options.jobs, held)))
    print("\n## Each novel, leave one out\n\n" + HEADS)
    for novel in novels:
        print(_row(novel.name, [_scored(novel, novel.predictions(folds[novel.name].held), data)]))
    print("\n## Confidence\n")
    confidence(novels, folds)
    print("\n## Where the errors are\n")
    errors(novels, folds)
    print("\n## Kinds, speed, memory\n")
    kinds(data, options.jobs)
    speed(data)


def litbank(data: Path) -> tuple[list[str], list[str]]:
    """Return the excerpts to learn from, every third by name, and those that are only scored."""
    names = sorted(path.parent.name for path in (data / "litbank").glob("*/gold.json"))
    return names[::3], [name for i, name in enumerate(names) if i % 3]


# --- leave one out ---------------------------------------------------------------------------------------


class Fold:
    """A novel held out: how weights that never saw it decide it, and how they decide the others unseen."""

    def __init__(self, fit: quotes.Fit, held: list[list[Verdict]]) -> None:
        self.weights, self.unseen, self.held = fit.weights, fit.unseen, held


_NOVELS: list[Novel] = []


def leave_one_out(novels: list[Novel], jobs: int) -> Iterable[tuple[str, Fold]]:
    """Fit once for each novel on all the others, from zero."""
    _NOVELS[:] = novels
    with ProcessPoolExecutor(jobs) as pool:
        yield from zip((n.name for n in novels), pool.map(_fold, range(len(novels))), strict=True)


def _fold(held: int) -> Fold:
    fit = quotes.train([n for i, n in enumerate(_NOVELS) if i != held])
    return Fold(fit, _NOVELS[held].decode(fit.weights))


# --- scoring ---------------------------------------------------------------------------------------------


def _scored(novel: Novel, predictions: Sequence[Mapping[str, Any]], data: Path) -> Scores:
    return score(novel.folder, predictions, data)


def score(folder: Path, predictions: Sequence[Mapping[str, Any]], data: Path) -> Scores:
    """Score predictions about a novel with the benchmark's scorer."""
    text = (folder / "novel.txt").open(encoding="utf-8", newline="").read()
    gold, unlabelled, characters = (
        _json(folder / f"{n}.json") for n in ("gold", "unannotated", "characters")
    )
    result: Scores = quotes.scorer(data).score(text, gold, predictions, unlabelled or (), characters)
    return result


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _row(name: str, scores: Iterable[Scores]) -> str:
    scores = list(scores)
    module = sys.modules["score_quotes"]
    flat = [module.flat(s) for s in scores]
    micro = module.flat(module.pool(scores))
    cells = [_mean(f["all"] for f in flat), micro["Explicit"], micro["Anaphoric"], micro["Implicit"]]
    cells += [_mean(f["sFl"] for f in flat), _mean(f["b3"] for f in flat)]
    count = sum(s["spk"]["all"][1] for s in scores)
    return (
        f"| {name} | {count:,} | "
        + " | ".join("-" if math.isnan(c) else f"{100 * c:.1f}" for c in cells)
        + " |"
    )


def _mean(values: Iterable[float]) -> float:
    known = [v for v in values if not math.isnan(v)]
    return sum(known) / len(known) if known else float("nan")


def shipped(folder: Path, data: Path, jobs: int, names: Sequence[str] | None = None) -> list[Scores]:
    """Score what the program itself says of the novels of a folder."""
    quotes.scorer(data)
    found = sorted(p.parent for p in folder.glob("*/gold.json") if names is None or p.parent.name in names)
    with ProcessPoolExecutor(jobs) as pool:
        return [score(f, p, data) for f, p in zip(found, pool.map(_tagged, found), strict=True)]


def _tagged(folder: Path) -> list[dict[str, Any]]:
    tagged = tag(book(folder / "novel.txt"))
    return [
        {
            "start": chapter.source_start + u.start,
            "end": chapter.source_start + u.start + len(u.text.rstrip()),
            "speaker": u.speaker,
            "kind": u.kind.value,
        }
        for chapter, utterances in zip(tagged.book.chapters, tagged.chapters, strict=True)
        for u in utterances
        if u.kind is not Kind.NARRATION
    ]


def variants(
    novels: Sequence[Novel], folds: Mapping[str, Fold], data: Path, jobs: int
) -> Iterable[tuple[str, list[Scores]]]:
    """Score the same novels in other typography, each with the weights that never saw it."""
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "pdnc"
        subprocess.run(
            [sys.executable, str(data / "make_variants.py"), str(data / "pdnc"), str(made)],
            check=True,
            capture_output=True,
        )
        for name in ("curly", "single", "unwrap"):
            read = quotes.novels(Path(f"{made}_{name}"), data, jobs=jobs)
            yield name, [score(n.folder, n.predictions(n.decode(folds[n.name].weights)), data) for n in read]


# --- confidence and errors -------------------------------------------------------------------------------


def confidence(novels: Sequence[Novel], folds: Mapping[str, Fold]) -> None:
    """Print how often lines of a confidence are right; the curves never saw the novel they judge."""
    seen: list[tuple[float, bool]] = []
    for novel in novels:
        others = [n for n in novels if n is not novel]
        curves = calibrated(outcomes(others, folds[novel.name].unseen))
        for form, share, right in outcomes([novel], {novel.name: folds[novel.name].held}):
            seen.append((_sure(curves, form, share), right))
    print("| confidence | turns | mean | right |\n| --- | --- | --- | --- |")
    error = 0.0
    for low in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98):
        highs = [h for h in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.01) if h > low]
        here = [(c, r) for c, r in seen if low <= c < highs[0]]
        if here:
            mean, share = sum(c for c, _ in here) / len(here), sum(r for _, r in here) / len(here)
            error += abs(mean - share) * len(here) / len(seen)
            print(f"| {low:.2f} to {min(highs[0], 1.0):.2f} | {len(here):,} | {mean:.3f} | {share:.3f} |")
    print(f"\nExpected calibration error: {error:.3f}")


def _sure(curves: Mapping[str, Curve], form: str, share: float) -> float:
    return between(curves.get(form) or curves[ANY], share)


def errors(novels: Sequence[Novel], folds: Mapping[str, Fold]) -> None:
    """Print what the wrong turns are, by what they offer and by cause."""
    turns: Counter[str] = Counter()
    wrong: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for novel in novels:
        verdicts = folds[novel.name].held
        persons = novel.heard.people.persons
        for (k, i), speaker in novel.right.items():
            kept, person = novel.clues[k], verdicts[k][i].person
            form = kept.turns[i].form
            turns[form] += 1
            if person is None or novel.means[person] != speaker:
                wrong[form][_cause(novel, k, i, speaker, person, verdicts, persons)] += 1
    causes = sorted({c for tally in wrong.values() for c in tally})
    print("| form | turns | wrong | " + " | ".join(causes) + " |\n" + "| --- " * (len(causes) + 3) + "|")
    for form, count in turns.most_common():
        cells = " | ".join(str(wrong[form][c]) for c in causes)
        print(f"| {form} | {count:,} | {wrong[form].total():,} | {cells} |")


def _cause(
    novel: Novel,
    k: int,
    i: int,
    speaker: str,
    person: int | None,
    verdicts: Sequence[Sequence[Verdict]],
    persons: Any,
) -> str:
    if speaker not in novel.means:
        return "speaker is not in the cast"
    if person is not None and novel.means[person] is None:
        return "given to a role or a name that means no one character"
    if not any(novel.means[w] == speaker for w in novel.clues[k].known[i]):
        return "speaker is no candidate"
    before = novel.right.get((k, i - 1))
    if novel.clues[k].turns[i].gap == 0 and before is not None and i:
        last = verdicts[k][i - 1].person
        if last is None or novel.means[last] != before:
            return "the turn before is wrong too"
    same = person is not None and persons[person].gender == _gender(novel, speaker)
    return "another of the same gender" if same else "another"


def _gender(novel: Novel, speaker: str) -> str | None:
    fits = [p for p, means in zip(novel.heard.people.persons, novel.means, strict=True) if means == speaker]
    return max(fits, key=lambda p: p.count).gender if fits else None


# --- kinds, speed, memory --------------------------------------------------------------------------------


def kinds(data: Path, jobs: int) -> None:
    """Print how many lines of the novels, which have next to no sets in them, are heard over one."""
    folders = sorted(p.parent for p in (data / "pdnc").glob("*/gold.json"))
    with ProcessPoolExecutor(jobs) as pool:
        counts = Counter(p["kind"] for lines in pool.map(_tagged, folders) for p in lines)
    air = sum(counts[k] for k in ("radio", "phone", "loudspeaker", "broadcast"))
    print(f"PDNC: {air} of {counts.total():,} lines on the air, {counts['thought']} thoughts")


def speed(data: Path) -> None:
    """Print characters a second on one core, whole books through the whole parser, and the memory it takes."""
    code = (
        "import sys, time; from pathlib import Path; from fullcast.read import book; from fullcast.parse import tag\n"
        "def peak(): return int(next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1])\n"
        "tag(book(Path(sys.argv[2]))); base = peak()\n"
        "read = book(Path(sys.argv[1])); start = time.process_time(); tag(read)\n"
        "print(sum(len(c.text) for c in read.chapters), time.process_time() - start, peak() - base)"
    )
    small = data / "litbank" / litbank(data)[0][0] / "novel.txt"
    print("| novel | characters | a second | memory over a short text |\n| --- | --- | --- | --- |")
    for path in sorted((data / "pdnc").glob("*/novel.txt"))[::6]:
        ran = subprocess.run(
            [sys.executable, "-c", code, str(path), str(small)], check=True, capture_output=True, text=True
        )
        size, seconds, kilobytes = (float(x) for x in ran.stdout.split())
        print(f"| {path.parent.name} | {size:,.0f} | {size / seconds:,.0f} | {kilobytes / 1024:.0f} MB |")


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"\n({time.monotonic() - started:.0f} s)")
