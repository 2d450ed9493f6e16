"""Lines for the tests: a text and a voice, with all around them that a line wants."""

from __future__ import annotations

from fullcast.model import Kind, Line, Phrase, Utterance, Voice


def line(text: str, voice: str = "nar-m2", *, engine: str = "pyttsx3", speaker: str | None = None) -> Line:
    return spoken(text, Voice(voice, engine, voice), speaker)


def spoken(text: str, voice: Voice, speaker: str | None = None) -> Line:
    utterance = Utterance(0, len(text), text, Kind.DIALOGUE if speaker else Kind.NARRATION, speaker)
    return Line(Phrase(utterance, 0, len(text), text, (), last=True), voice, text)
