"""What is said for what is written: the tables of cases/, and what always holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fullcast.spoken.normal import normal

CASES = Path(__file__).parent / "cases"
LANGUAGES = frozenset("da de es fr it pl pt ru".split())


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield (file, written, spoken) of every row; a row of one column stays as it is."""
    for path in sorted(CASES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                written, _, spoken = line.partition("\t")
                yield path.stem, written, spoken or written


ROWS = list(rows())


def said(topic: str, written: str) -> str:
    return normal(written, topic if topic in LANGUAGES else "en", heading=topic == "headings")


@pytest.mark.parametrize(
    ("topic", "written", "spoken"), ROWS, ids=[f"{topic}: {written}" for topic, written, _ in ROWS]
)
def test_the_table(topic: str, written: str, spoken: str) -> None:
    assert said(topic, written) == spoken


@pytest.mark.parametrize(
    ("topic", "written"), [row[:2] for row in ROWS], ids=[f"{row[0]}: {row[1]}" for row in ROWS]
)
def test_what_is_said_is_said_again(topic: str, written: str) -> None:
    once = said(topic, written)
    assert said(topic, once) == once
