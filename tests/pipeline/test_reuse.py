"""What stands is kept, what has changed is made, and the result is that of a run in an empty folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fullcast import pipeline
from fullcast.errors import OutputError
from fullcast.model import (
    Book,
    Role,
    Settings,
    Voice,
)
from pipeline.books import TONES, files, stamps
from pipeline.conftest import Calls
from pipeline.runs import TEXTS, Place, Told, fresh, rain


class TestWhatIsMade:
    def test_nothing_where_nothing_changed(self, place: Place, calls: Calls) -> None:
        first = place.run(rain())
        assert first.why == dict.fromkeys((1, 2, 3), ("never made",))
        before = stamps(place.folder)
        calls()
        assert place.run(rain()) == Told([], [1, 2, 3], {}, 0, [])
        assert stamps(place.folder) == before
        assert calls() == []

    def test_nothing_where_what_changed_is_not_heard(self, place: Place, calls: Calls) -> None:
        place.run(rain())
        before = stamps(place.folder)
        unused = replace(TONES, profiles={**TONES.profiles, "new": Voice("new", "tones", "x")})
        assert place.run(rain(), unused) == Told([], [1, 2, 3], {}, 0, [])
        after = stamps(place.folder)
        assert {name for name in after if after[name] != before[name]} <= {".fullcast.json"}

    def test_one_line(self, place: Place, calls: Calls, tmp_path: Path) -> None:
        place.run(rain())
        before = stamps(place.folder)
        calls()
        edited = rain(TEXTS[0], TEXTS[1].replace("dark", "light"), TEXTS[2])
        told = place.run(edited)
        assert (told.wrote, told.kept, told.made) == (["02-part-2.mp3", "timeline.json"], [1, 3], 1)
        assert told.why == {2: ("1 phrase changed",)}
        assert calls() == ["It was light."]
        after = stamps(place.folder)
        assert {name for name in after if after[name] == before[name]} == {"01-part-1.mp3", "03-part-3.mp3"}
        assert files(place.folder) == fresh(tmp_path, edited)

    def test_a_voice(self, place: Place, calls: Calls, tmp_path: Path) -> None:
        place.run(rain())
        (paul,) = {line.voice.name for line in _lines(rain()) if line.phrase.utterance.speaker == "Paul"}
        louder = replace(TONES.profiles[paul.partition(" ")[0]], rate=177)
        changed = replace(
            TONES,
            cast={"Paul": Role(profile=louder.name)},
            profiles={**TONES.profiles, louder.name: louder},
        )
        calls()
        told = place.run(rain(), changed)
        assert told.kept == [1, 3]
        assert set(calls()) == {"“No,”", "“Not yet.”"}
        assert told.why == {2: ("the voice of Paul (whispered), Paul (dialogue) changed",)} or list(
            told.why
        ) == [2]
        assert "voice of Paul" in told.why[2][0]
        assert files(place.folder) == fresh(tmp_path, rain(), changed)

    def test_a_pause(self, place: Place, calls: Calls, tmp_path: Path) -> None:
        place.run(rain())
        calls()
        changed = replace(TONES, pauses={**TONES.pauses, "head": TONES.pauses["head"] + 100})
        told = place.run(rain(), changed)
        assert (told.kept, told.made, calls()) == ([], 0, [])
        assert set(told.why.values()) == {("pauses changed",)}
        assert files(place.folder) == fresh(tmp_path, rain(), changed)

    @pytest.mark.parametrize("name", ["author", "narrator", "title"])
    def test_a_tag(self, place: Place, calls: Calls, tmp_path: Path, name: str) -> None:
        place.run(rain())
        calls()
        changed = replace(TONES, output=replace(TONES.output, **{name: "RAIN"}))  # type: ignore[arg-type]
        told = place.run(rain(), changed)
        assert (told.kept, told.made, calls()) == ([], 0, [])
        assert set(told.why.values()) == {("title or tags changed",)}
        assert files(place.folder) == fresh(tmp_path, rain(), changed)

    def test_a_file_that_is_gone(self, place: Place, calls: Calls, tmp_path: Path) -> None:
        place.run(rain())
        calls()
        (place.folder / "02-part-2.mp3").unlink()
        told = place.run(rain())
        assert (told.wrote, told.kept, told.made, calls()) == (["02-part-2.mp3"], [1, 3], 0, [])
        assert told.why == {2: ("02-part-2.mp3 is not there as it was written",)}
        assert files(place.folder) == fresh(tmp_path, rain())

    @pytest.mark.parametrize("name", ["02-part-2.mp3", "timeline.json"])
    @pytest.mark.parametrize("cut", [True, False])
    def test_a_file_that_somebody_changed_stays(self, place: Place, name: str, cut: bool) -> None:
        place.run(rain())
        path = place.folder / name
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if cut else bytes(reversed(data)))
        before = {**files(place.folder)}
        for book in (rain(), rain("Other words.", *TEXTS[1:])):
            with pytest.raises(OutputError, match="changed since") as caught:
                place.run(book)
            assert name in caught.value.where()
        assert files(place.folder) == before

    def test_the_timeline_is_gone(self, place: Place, calls: Calls, tmp_path: Path) -> None:
        place.run(rain())
        calls()
        (place.folder / "timeline.json").unlink()
        told = place.run(rain())
        assert (told.made, calls()) == (0, [])
        assert set(told.why.values()) == {("the timeline does not tell of it",)}
        assert files(place.folder) == fresh(tmp_path, rain())

    def test_one_chapter_alone_leaves_the_others_and_what_is_told_of_them(
        self, place: Place, calls: Calls, tmp_path: Path
    ) -> None:
        place.run(rain())
        before = stamps(place.folder)
        edited = rain("All is new.", TEXTS[1].replace("dark", "light"), TEXTS[2])
        assert place.run(edited, only=frozenset({2})).wrote == ["02-part-2.mp3", "timeline.json"]
        after = stamps(place.folder)
        assert [after[name] == before[name] for name in ("01-part-1.mp3", "03-part-3.mp3")] == [True, True]
        assert place.run(edited).wrote == ["01-part-1.mp3", "timeline.json"]
        assert files(place.folder) == fresh(tmp_path, edited)

    def test_a_flipped_byte_is_noticed(self, place: Place, calls: Calls, tmp_path: Path) -> None:
        place.run(rain())
        entries = sorted(path for path in place.store.rglob("*") if path.is_file())
        data = bytearray(entries[2].read_bytes())
        data[len(data) // 2] ^= 4
        entries[2].write_bytes(data)
        shutil.rmtree(place.folder)
        calls()
        assert place.run(rain()).made == 1
        assert len(calls()) == 1
        assert files(place.folder) == fresh(tmp_path, rain())


class Stopped(BaseException):
    """Stands for a kill: nothing of the run after it."""


class TestThereAndBack:
    """A run that is killed on its way to other words, and then asked for the old ones."""

    @pytest.mark.parametrize("written", range(1, 10))
    @pytest.mark.parametrize("back", [True, pytest.param(False, marks=pytest.mark.slow)])
    def test_whenever_it_is_killed(
        self, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int, back: bool
    ) -> None:
        old, new = rain(TEXTS[0]), rain(TEXTS[0].replace("rain", "hail"))
        place.run(old)
        self.killed_after(written, place, new, monkeypatch)
        asked = old if back else new
        place.run(asked)
        assert files(place.folder) == fresh(tmp_path, asked)

    def killed_after(self, count: int, place: Place, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        """Run until so many files have taken their place, the list of what is ours among them; then nothing moves."""
        moved = 0
        move = Path.replace

        def replaced(path: Path, target: Path) -> Path:
            nonlocal moved
            if not str(target).startswith(str(place.folder)):
                return move(path, target)
            moved += 1
            if moved > count:
                raise Stopped
            return move(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replaced)
            with suppress(Stopped):
                place.run(book)


def _lines(book: Book, settings: Settings = TONES) -> Iterator[Any]:
    script = pipeline.prepare(book, settings)
    for _, chapter, said in script.chapters():
        yield from pipeline.lines(script, chapter, said)
