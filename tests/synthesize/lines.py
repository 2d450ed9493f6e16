"""Lines for the tests: a text and a voice, with all around them that a line wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fullcast.model import Clip, Failure, Kind, Line, Phrase, Utterance, Voice
from fullcast.synthesize import synthesize


def line(text: str, voice: str = "nar-m2", *, engine: str = "pyttsx3", speaker: str | None = None) -> Line:
    return spoken(text, Voice(voice, engine, voice), speaker)


def spoken(text: str, voice: Voice, speaker: str | None = None) -> Line:
    utterance = Utterance(0, len(text), text, Kind.DIALOGUE if speaker else Kind.NARRATION, speaker)
    return Line(Phrase(utterance, 0, len(text), text, (), last=True), voice, text)


def heard(lines: Iterable[Line], *, jobs: int) -> Iterator[Clip]:
    """Speak lines that must all succeed."""
    for each in synthesize(lines, jobs=jobs):
        if isinstance(each, Failure):
            raise each.error
        yield each
