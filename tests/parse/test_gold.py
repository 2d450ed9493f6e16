"""Whole stories against the gold that a reader marked by hand, blind to the parser (tests/gold)."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from fullcast.model import Kind, Utterance
from fullcast.parse import tag
from fullcast.read import book

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed" / "k9-on-the-tracks.txt"
STORIES = {"two-miles-of-fog": ROOT / "script" / "two-miles-of-fog.txt", "k9-on-the-tracks": SEED}


MISSED: dict[str, set[str]] = {
    "two-miles-of-fog": {
        "“Can you prove", "“Desmond Falk, this", "“and I shall", "“In the boathouse,", "“Then what on", "“are you doing", "“Four.”",
        "“It was a", "“It was always", "“Mr Falk. Have", "“All forty-one of",
    },
    "k9-on-the-tracks": set(),
}  # fmt: skip
"""Lines that the parser is known to get wrong, by their first words: no more, and to be struck out as they come right."""


@pytest.mark.parametrize("name", STORIES)
def test_story_is_tagged_as_a_reader_would(name: str) -> None:
    if not STORIES[name].is_file():
        pytest.skip(f"{name} is not shipped with the project")
    tagged = tag(book(STORIES[name]))
    spoken = {
        chapter.source_start + u.start: u
        for chapter, found in zip(tagged.book.chapters, tagged.chapters, strict=True)
        for u in found
        if u.kind is not Kind.NARRATION
    }
    rows = _rows(name)
    labels: defaultdict[str, set[str]] = defaultdict(set)
    wrong = {r["words"]: why for r in rows if (why := _differs(r, spoken.get(int(r["start"])), labels))}
    assert set(wrong) == MISSED[name], wrong
    assert {int(r["start"]) for r in rows if r["kind"] != "narration"} == set(spoken)
    assert all(len(names) == 1 for names in labels.values()), labels
    assert len({next(iter(names)) for names in labels.values()}) == len(labels)
    assert not {n for names in labels.values() for n in names} & {r["speaker"] for r in rows}


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / "gold" / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _differs(row: dict[str, str], found: Utterance | None, labels: dict[str, set[str]]) -> str:
    """Return what is wrong with an utterance, "" where it is as the reader marked it."""
    kinds = row["kind"].split("|")
    if found is None:
        return "" if "narration" in kinds else f"heard as narration, not {row['kind']}"
    if found.kind.value not in kinds:
        return f"heard as {found.kind}, not {row['kind']}"
    if found.start + len(found.text.rstrip()) - found.start != int(row["end"]) - int(row["start"]):
        return f"ends elsewhere: {found.text!r}"
    if row["speaker"][:1] in {"~", "?"}:
        labels[row["speaker"]].add(found.speaker or "")
    elif (found.speaker or "") != row["speaker"]:
        return f"said by {found.speaker}, not {row['speaker']}"
    deliveries = [d.strip("-") for d in row["delivery"].split("|")]
    return "" if (found.delivery or "") in deliveries else f"said {found.delivery}, not {row['delivery']}"
