"""What is said of a chapter, line by line, and that every line is heard in its turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing

from fullcast import cast as casting
from fullcast import parse, spoken
from fullcast.errors import EngineError, FullcastError
from fullcast.model import Chapter, Clip, Failure, Kind, Line, Pause, Phrase, Utterance
from fullcast.pipeline.ready import Script, lost
from fullcast.words import WORD

SILENCE = "silence"
"""The engine that says nothing in the time a line would take; a dry run speaks with it."""


def lines(script: Script, chapter: Chapter, utterances: tuple[Utterance, ...]) -> Iterator[Line]:
    """Yield what is said in `chapter`, in order: its headings where they are announced, then every phrase.

    Raises FullcastError, before the last line is out, where a word of the chapter is in no phrase or in two.
    """
    saying = spoken.saying(chapter, script.book, script.settings)
    for phrase in headings(chapter) if script.settings.output.announce_titles else ():
        yield _line(script, phrase, saying, heading=True)
    at = 0
    foreign = script.settings.reading.foreign == "language"
    for phrase in parse.phrases(chapter, utterances, foreign=foreign):
        if phrase.start < at or phrase.text != chapter.text[phrase.start : phrase.end]:
            raise lost(chapter, phrase.start, phrase.end)
        if WORD.search(chapter.text, at, phrase.start):
            raise lost(chapter, at, phrase.start)
        at = phrase.end
        yield _line(script, phrase, saying)
    if WORD.search(chapter.text, at):
        raise lost(chapter, at, len(chapter.text))


def _line(script: Script, phrase: Phrase, saying: spoken.Saying, *, heading: bool = False) -> Line:
    voice = casting.voice_of(phrase.utterance, script.cast)
    names = casting.names_of(phrase.utterance, script.cast)
    return spoken.line(phrase, voice, saying, names=names, heading=heading)


def headings(chapter: Chapter) -> Iterator[Phrase]:
    """Yield the narrator's phrases that say the headings of a chapter; they stand before its text, at 0."""
    said = [heading for heading in chapter.headings if WORD.search(heading)]
    for number, heading in enumerate(said, 1):
        utterance = Utterance(0, 0, heading, Kind.NARRATION, rule="title")
        rest = "title" if number == len(said) else "paragraph"
        yield Phrase(utterance, 0, 0, heading, (Pause(rest),), last=True)


Speaker = Callable[[Iterable[Line]], Generator[Clip | Failure, None, None]]


def heard(
    sent: Iterable[Line], speak: Speaker, mend: Callable[[Failure], Clip] | None = None
) -> Generator[Clip, None, None]:
    """Yield the clips of `sent` as `speak` makes them, having seen that each line came back, in its turn.

    `mend` gives the clip for a line that its engine failed on; without it, such a line ends the telling. Raises
    EngineError where a line with words has no sound, FullcastError where a line is missing.
    """
    waiting: deque[Line] = deque()

    def noted() -> Iterator[Line]:
        for line in sent:
            waiting.append(line)
            yield line

    with closing(speak(noted())) as clips:
        for clip in clips:
            line = waiting.popleft() if waiting else None
            _check_turn(clip.line, line)
            if isinstance(clip, Failure):
                if mend is None:
                    raise clip.error
                yield mend(clip)
                continue
            _check_clip(clip)
            yield clip
    if waiting:
        raise FullcastError("a line was never spoken", place=_quoted(waiting[0]))


def _check_turn(got: Line, line: Line | None) -> None:
    """Raise unless a line that came back is the next that was sent."""
    if line is None or line.phrase.start != got.phrase.start or line.text != got.text:
        raise FullcastError("a line came back out of its turn", place=_quoted(got))


def _check_clip(clip: Clip) -> None:
    line = clip.line
    if line.voice.engine != SILENCE and WORD.search(line.text) and not clip.samples.any():
        raise EngineError(
            f"the voice {line.voice.voice} of {line.voice.engine} says nothing for these words",
            place=_quoted(line),
            hint="spell them under `pronunciations` in voices.yaml, or give the speaker another voice",
        )


def _quoted(line: Line) -> str:
    return f"“{' '.join(line.phrase.text.split())[:80]}”"
