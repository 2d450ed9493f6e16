"""Books and settings that the tests of the pipeline share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from fullcast import config, pipeline
from fullcast.model import Book, Chapter, Line, Settings

SETTINGS = config.load(None)
QUIET = replace(
    SETTINGS, profiles={name: replace(v, engine="silence") for name, v in SETTINGS.profiles.items()}
)
STORY = "The rain stopped.\n\n“Listen,” said Anna. “Do you hear it?”\n\n“No,” Paul whispered.\n"
PROSE = st.text(alphabet="ab. “”\"'‘’—…!?\n\té🙂ש:-*_()", max_size=300)


def book(text: str = STORY, *, title: str = "Rain", headings: tuple[str, ...] = ()) -> Book:
    return Book(title, None, "en", (Chapter(0, title, text, headings=headings),))


def chapter_of(number: int, times: int = 1) -> Chapter:
    return Chapter(number, f"Rain {number}", STORY * times, headings=(f"Rain {number}",))


def chapters(count: int, times: int = 1) -> Book:
    """Return a book of several chapters."""
    return Book("Rain", None, "en", tuple(chapter_of(number, times) for number in range(1, count + 1)))


def lines(story: Book, with_settings: Settings = SETTINGS) -> list[Line]:
    script = pipeline.prepare(story, with_settings)
    return [line for _, chapter, said in script.chapters() for line in pipeline.lines(script, chapter, said)]


def files(folder: Path) -> dict[str, bytes]:
    """Return what a listener gets: all but the list of what is ours, which tells when each file was written."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name[0] != "."}


def stamps(folder: Path) -> dict[str, int]:
    """Return when each file of a folder was last written, the hidden ones too."""
    return {path.name: path.stat().st_mtime_ns for path in sorted(folder.iterdir())}


def with_engine(engine: str, settings: Settings = SETTINGS) -> Settings:
    """Return the settings with every voice spoken by one engine."""
    profiles = {name: replace(voice, engine=engine) for name, voice in settings.profiles.items()}
    return replace(settings, profiles=profiles)


TONES = with_engine("tones")
