"""Whatever shapes a clip or a chapter is in its keys: changed alone, it makes what a run in an empty folder makes."""

from __future__ import annotations

import shutil
import wave
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from fullcast.model import (
    Book,
    Chapter,
    Doubt,
    Kind,
    Mark,
    Metadata,
    Note,
    Output,
    Patch,
    Pronunciation,
    Reading,
    Role,
    Settings,
    Shape,
    Span,
    Utterance,
    Voice,
)
from pipeline.books import TONES, files
from pipeline.runs import Place, fresh

pytestmark = pytest.mark.slow

TEXT = "The rain stopped near Reading.\n\n“Listen,” whispered Anna. “Chez nous, no.”\n\nShe thought of it."
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
PROSE = Book(
    "Rain",
    "A. Writer",
    "en",
    (
        Chapter(1, "One", TEXT, headings=("One",), notes=(Note(5, "A note."),)),
        Chapter(2, "Two", "It was dark.", headings=("Two",)),
    ),
)


def sound(path: Path, level: int) -> None:
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, 8_000, 0, "NONE", ""))
        out.writeframes(level.to_bytes(2, "little") * 800)


def play(folder: Path) -> Book:
    """Return a play script in a folder, with a sound."""
    text = "The door.\nCome in. "
    said = (
        Utterance(0, 10, text[:10], Kind.NARRATION, rule="script"),
        Utterance(10, 19, text[10:], Kind.DIALOGUE, "Anna", rule="script"),
    )
    chapter = Chapter(1, "One", text, utterances=said, marks=(Mark(10, "sound", sound="bell.wav"),))
    return Book("Rain", None, "en", (chapter,), source=folder / "rain.script")


def one(**changes: Any) -> Book:
    """Return the book with its first chapter changed."""
    first, *rest = PROSE.chapters
    return replace(PROSE, chapters=(replace(first, **changes), *rest))


ALIAS = Span(22, 29, "alias", "Redding")
BOOKS: dict[str, Book] = {
    "title": replace(PROSE, title="RAIN"),
    "creator": replace(PROSE, creator="B. Writer"),
    "language": replace(PROSE, language="de"),
    "cover": replace(PROSE, cover=PNG),
    "pronunciations": replace(PROSE, pronunciations=(Pronunciation("rain", "rane"),)),
    "source": replace(PROSE, source=Path("/nowhere/rain.txt")),
    "text": one(text=TEXT.replace("thought", "dreamt")),
    "chapter title": one(title="ONE"),
    "headings": one(headings=("One", "Dusk")),
    "index": one(index=7),
    "no second chapter": replace(PROSE, chapters=PROSE.chapters[:1]),
    "third chapter": replace(PROSE, chapters=(*PROSE.chapters, Chapter(3, "Three", "Light."))),
    "order": replace(PROSE, chapters=PROSE.chapters[::-1]),
    "alias": one(spans=(ALIAS,)),
    "phonemes": one(spans=(replace(ALIAS, kind="phonemes", value="ˈɹɛdɪŋ"),)),
    "heading in the text": one(spans=(replace(ALIAS, kind="heading", start=0, end=30),)),
    "beat": one(marks=(Mark(32, "beat", 2.0),)),
}
ABOUT: dict[str, Any] = {
    "subtitle": "A tale",
    "authors": ("B",),
    "publisher": "House",
    "date": "1999",
    "identifiers": ("isbn:9783161484100",),
    "series": "Weather",
    "position": "2",
    "description": "Wet.",
    "subjects": ("rain",),
    "rights": "Mine",
}
VOICE: dict[str, Any] = {
    "name": "other",
    "engine": "silence",
    "voice": "x",
    "rate": 171.0,
    "pitch": 3.0,
    "volume": -6.0,
    "effect": "radio",
    "gender": "neutral",
}
OUTPUT: dict[str, Any] = {
    "formats": ("mp3", "flac"),
    "bitrate": 96,
    "rms": -23.0,
    "peak": -6.0,
    "room_tone": -60.0,
    "announce_titles": False,
    "title": "RAIN",
    "author": "C",
    "narrator": "D",
}
SHAPE: dict[str, Any] = {
    "rate": 1.2,
    "pitch": -2.0,
    "volume": 3.0,
    "effect": "phone",
    "voices": {"female": "m02", "male": "m02"},
}


def test_no_field_is_forgotten() -> None:
    for table, kind in ((ABOUT, Metadata), (VOICE, Voice), (OUTPUT, Output), (SHAPE, Shape)):
        assert set(table) == {each.name for each in fields(kind)}


def narrated(**changes: Any) -> Settings:
    voice = replace(TONES.profiles[TONES.narrator], **changes)
    return replace(TONES, profiles={**TONES.profiles, TONES.narrator: voice})


def shaped(name: str, key: Any, **changes: Any) -> Settings:
    shapes = getattr(TONES, name)
    changed: dict[str, Any] = {name: {**shapes, key: replace(shapes.get(key, Shape()), **changes)}}
    return replace(TONES, **changed)


SETTINGS: dict[str, Settings] = {
    "narrator": replace(TONES, narrator="nar-m3"),
    "cast": replace(TONES, cast={"Anna": Role(profile="m07")}),
    "aliases": replace(TONES, cast={"Bess": Role(profile="m07", aliases=("Anna",))}),
    "pools": replace(TONES, pools={**TONES.pools, "female": tuple(reversed(TONES.pools["female"]))}),
    "unnamed": replace(TONES, unnamed="m03"),
    "pronunciations": replace(TONES, pronunciations=(Pronunciation("rain", "rane"),)),
    "patches": replace(TONES, patches=(Patch(says="Listen", to="Bess"),)),
    "doubt": replace(TONES, doubt=Doubt(below=1.1, voice="m09")),
    "reading": replace(TONES, reading=Reading(foreign="language", notes="end")),
    **{f"pause {name}": replace(TONES, pauses={**TONES.pauses, name: ms * 2 + 9}) for name, ms in TONES.pauses.items()},
    **{f"voice {name}": narrated(**{name: value}) for name, value in VOICE.items()},
    **{f"output {name}": replace(TONES, output=replace(TONES.output, **{name: value})) for name, value in OUTPUT.items()},
    **{f"kind {name}": shaped("kinds", Kind.DIALOGUE, **{name: value}) for name, value in SHAPE.items()},
    **{f"delivery {name}": shaped("deliveries", "whispered", **{name: value}) for name, value in SHAPE.items()},
}  # fmt: skip

CASES: dict[str, tuple[Book, Settings]] = {
    **{name: (book, TONES) for name, book in BOOKS.items()},
    **{f"about {name}": (replace(PROSE, metadata=replace(Metadata(), **{name: value})), TONES) for name, value in ABOUT.items()},
    **{name: (PROSE, settings) for name, settings in SETTINGS.items()},
}  # fmt: skip


def changed_back_and_forth(place: Place, tmp_path: Path) -> Iterator[str]:
    """Go from the book to each case, and yield those that are not what they would be, made afresh."""
    place.run(PROSE)
    shutil.copytree(place.folder, tmp_path / "base")
    for name, (book, settings) in CASES.items():
        shutil.rmtree(place.folder)
        shutil.copytree(tmp_path / "base", place.folder)
        place.run(book, settings)
        asked = fresh(tmp_path, book, settings)
        if {each: data for each, data in files(place.folder).items() if each in asked} != asked:
            yield name
        extra = files(place.folder).keys() - asked.keys()
        assert not extra, f"{name} leaves {extra}"


def test_each_alone(place: Place, tmp_path: Path) -> None:
    assert list(changed_back_and_forth(place, tmp_path)) == []


def test_a_sound_of_a_script(place: Place, tmp_path: Path) -> None:
    sound(tmp_path / "bell.wav", 9_000)
    book = play(tmp_path)
    place.run(book)
    before = files(place.folder)
    sound(tmp_path / "bell.wav", 3)
    assert place.run(book).why == {1: ("sounds changed",)}
    assert files(place.folder)["timeline.json"] == before["timeline.json"]
    with wave.open(str(tmp_path / "bell.wav"), "wb") as out:
        out.setparams((1, 2, 8_000, 0, "NONE", ""))
        out.writeframes(b"\1\2" * 8_000)
    place.run(book)
    assert files(place.folder) == fresh(tmp_path, book)
