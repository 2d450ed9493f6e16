"""Phrases for the tests: a text, and where it lies in its chapter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fullcast import spoken
from fullcast.model import Kind, Line, Phrase, Pronunciation, Span, Utterance, Voice
from fullcast.spoken import Lexicon, Places, Saying, line


@contextmanager
def untouched() -> Iterator[None]:
    """Leave what is not settled as it is written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spoken, "normal", lambda text, *_, **__: text)
        yield


VOICE = Voice("nar-m2", "pyttsx3", "nar-m2")


def phrase(text: str, start: int = 0) -> Phrase:
    utterance = Utterance(start, start + len(text), text, Kind.NARRATION)
    return Phrase(utterance, start, start + len(text), text, (), last=True)


def made(
    text: str,
    *layers: tuple[Pronunciation, ...],
    spans: tuple[Span, ...] = (),
    names: frozenset[str] = frozenset(),
    start: int = 0,
    engine: str = "pyttsx3",
    heading: bool = False,
) -> Line:
    """Make the line of a text; language spans are heeded."""
    marks = Places.of(span for span in spans if span.kind != "language")
    foreign = Places.of(span for span in spans if span.kind == "language")
    said = Saying("en", Lexicon(*layers), marks, foreign)
    voice = Voice("v", engine, "v")
    return line(phrase(text, start), voice, said, names=names, heading=heading)
