"""Who speaks in the fixtures of other languages: read by each language's verbs, pronouns and roles."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast.model import Book, Chapter, Kind
from fullcast.parse import tag

from .test_fixtures import Fixture, fixtures

FOLDER = Path(__file__).parent / "fixtures" / "languages"
READ = ("de", "fr", "es")
"""Languages whose tags are read; the others have turns alone."""

FIXTURES = [(code, fixture) for code in READ for fixture in fixtures(FOLDER / f"{code}.txt")]


def _speakers(code: str, fixture: Fixture) -> tuple[int, int, list[str]]:
    """Return how many lines of a fixture are judged, how many are right, and what the others were given to."""
    (found,) = tag(Book("fixture", None, code, (Chapter(1, "One", fixture.prose),))).chapters
    said = {" ".join(u.text.split()): u.speaker for u in found if u.kind is not Kind.NARRATION}
    wanted = [
        (text, who) for kind, who, _, text in fixture.lines if kind != "narration" and who not in {"", "-"}
    ]
    wrong = [f"{text}: {said.get(text)}, not {who}" for text, who in wanted if said.get(text) != who]
    return len(wanted), len(wanted) - len(wrong), wrong


@pytest.mark.parametrize("code", READ)
def test_most_lines_have_their_speaker(code: str) -> None:
    results = [_speakers(code, fixture) for own, fixture in FIXTURES if own == code]
    judged, right = sum(r[0] for r in results), sum(r[1] for r in results)
    assert judged > 15
    assert right >= 0.9 * judged, [w for r in results for w in r[2]]
