"""The prose fixtures: what a careful reader hears, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fullcast.model import Chapter, Kind
from fullcast.parse import utterances

FOLDER = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Fixture:
    """A title, prose, and the lines expected of it."""

    title: str
    prose: str
    lines: tuple[tuple[str, str, str, str], ...]


def fixtures(*paths: Path) -> Iterator[Fixture]:
    """Yield every fixture of the files at `paths`."""
    for path in paths:
        parts = path.read_text(encoding="utf-8").split("\n.\n")
        assert len(parts) % 3 == 1, path
        for title, prose, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
            lines = [tuple(cell.strip() for cell in line.split("|", 3)) for line in expected.splitlines()]
            assert all(len(line) == 4 for line in lines), (path, title)
            yield Fixture(f"{path.stem}: {title.strip()}", prose, tuple(lines))  # type: ignore[arg-type]


@pytest.mark.parametrize("fixture", list(fixtures(*sorted(FOLDER.glob("*.txt")))), ids=lambda f: f.title)
def test_fixture(fixture: Fixture) -> None:
    found = utterances(Chapter(1, "fixture", fixture.prose))
    assert "".join(u.text for u in found) == fixture.prose
    heard = [
        (
            u.kind.value,
            _name(u.speaker, line[1]) if u.kind is not Kind.NARRATION else "",
            u.delivery or "",
            " ".join(u.text.split()),
        )
        for u, line in zip(found, [*fixture.lines, *[("", "", "", "")] * 99], strict=False)
    ]
    assert heard == list(fixture.lines)


def _name(speaker: str | None, expected: str) -> str:
    return "-" if expected == "-" else speaker or ""
