"""The Python API: what is exported, what docs/api.md shows, and what holds for whoever calls it."""

from __future__ import annotations

import ast
import errno
import re
import signal
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import fullcast
from conftest import ROOT, Run

DOCS = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)

STORY = """The Gate

Chapter One

The gate was shut.

“Who is there?” Anna whispered.

Chapter Two

“Only me,” said Paul, and he laughed.
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def quiet(story: Path) -> fullcast.Settings:
    """Settings whose voices are silent, so that nothing takes long."""
    loud = fullcast.settings(beside=story)
    profiles = {name: replace(voice, engine="silence") for name, voice in loud.profiles.items()}
    return replace(loud, profiles=profiles)


def hidden(folder: Path) -> list[Path]:
    """List what was written half."""
    return [path for path in folder.rglob("*") if path.name.endswith(".part")]


class TestNames:
    def test_all_that_is_exported_is_there(self) -> None:
        assert all(getattr(fullcast, name) is not None for name in fullcast.__all__)
        assert sorted(fullcast.__all__) == fullcast.__all__
        assert set(fullcast.__all__) <= set(dir(fullcast))

    def test_type_checkers_are_told_of_the_same_names(self) -> None:
        source = Path(fullcast.__file__).read_text(encoding="utf-8")
        blocks = [node for node in ast.parse(source).body if isinstance(node, ast.If)]
        told = [
            alias for node in ast.walk(blocks[0]) if isinstance(node, ast.ImportFrom) for alias in node.names
        ]
        assert sorted([*(alias.name for alias in told), "__version__"]) == fullcast.__all__

    def test_no_name_is_that_of_a_module(self) -> None:
        modules = {path.stem for path in Path(fullcast.__file__).parent.iterdir()}
        assert not modules & set(fullcast.__all__)

    def test_every_error_is_exported(self) -> None:
        from fullcast import errors

        kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
        names = {kind.__name__ for kind in kinds if issubclass(kind, errors.FullcastError)}
        assert names <= set(fullcast.__all__)
        # CheckError is the command line's: `measure` tells what is missed.
        assert not [name for name in names - {"CheckError"} if f"`{name}`" not in DOCS]

    def test_every_function_and_event_is_documented(self) -> None:
        functions = [name for name in fullcast.__all__ if name.islower() and name != "__version__"]
        events = [kind.__name__ for kind in fullcast.Event.__args__]
        rows = set(re.findall(r"^\| `(\w+)", DOCS, re.MULTILINE))
        assert rows == {*functions, *events}

    def test_signatures_are_those_documented(self) -> None:
        import inspect

        for told in re.findall(r"^\| `(\w+\(.*?\))` \|", DOCS, re.MULTILINE):
            name, _, given = told[:-1].partition("(")
            has = inspect.signature(getattr(fullcast, name))
            plain = [each.replace(annotation=inspect.Parameter.empty) for each in has.parameters.values()]
            written = str(inspect.Signature(plain)).replace("'", '"')
            assert written == f"({given})", name

    def test_one_that_is_not_there_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="prodcue"):
            _ = fullcast.prodcue  # type: ignore[attr-defined]

    def test_importing_it_is_light(self) -> None:
        code = "import fullcast, sys; print(len([m for m in sys.modules if m.startswith('fullcast.')]))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "0"

    def test_types_need_nothing_heavy(self) -> None:
        code = "import sys; from fullcast import Book, InputError, settings, produce; print(*sys.modules)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert not {"numpy", "yaml", "lxml", "click", "rich", "fullcast.pipeline"} & set(done.stdout.split())


def test_the_examples_run(story: Path) -> None:
    (story.parent / "voices.yaml").write_text("narrator: nar-m3\n", encoding="utf-8")
    names: dict[str, Any] = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/api.md", "exec"), names)
    assert (story.parent / "output" / "the-gate" / "timeline.json").is_file()
    assert sorted(path.name for path in (story.parent / "samples" / "the-gate-a-sample").glob("[!.]*")) == [
        "01-chapter-one.flac",
        "01-chapter-one.mp3",
        "timeline.json",
    ]
    assert "Anna:" in (story.parent / "voices.yaml").read_text(encoding="utf-8")
    assert not hidden(story.parent)


class TestStories:
    def test_settings_are_found_beside_the_story_then_here(self, story: Path, tmp_path: Path) -> None:
        here = tmp_path / "voices.yaml"
        (tmp_path / "shelf").mkdir()
        away = story.rename(tmp_path / "shelf" / "story.txt")
        assert fullcast.settings(beside=away).source is None
        here.write_text("narrator: nar-m2\n")
        assert fullcast.settings(beside=away).source == Path("voices.yaml")
        (tmp_path / "shelf" / "voices.yaml").write_text("narrator: nar-m3\n")
        for beside in (away, str(away), fullcast.book(away)):
            assert fullcast.settings(beside=beside).source == tmp_path / "shelf" / "voices.yaml"
        assert fullcast.settings(here, beside=away).narrator == "nar-m2"

    def test_what_is_said_goes_over_what_the_file_says(self, story: Path) -> None:
        Path("voices.yaml").write_text("reading: {exclude: [dedication], notes: inline}\n")
        told = fullcast.settings(include="dedication", exclude=["epigraph"], formats="mp3, flac")
        assert (told.reading.include, told.reading.exclude) == (("dedication",), ("epigraph",))
        assert (told.reading.notes, told.output.formats) == ("inline", ("mp3", "flac"))
        assert fullcast.settings(told, notes="end").reading.notes == "end"

    def test_bytes_need_a_title_where_they_bring_none(self) -> None:
        assert fullcast.book(STORY.encode(), title="Other").title == "Other"
        assert fullcast.book(STORY.encode()).title == fullcast.book(STORY.encode(), title="").title != ""
        with pytest.raises(fullcast.UsageError, match="needs one"):
            fullcast.book(b"it was late, and nobody came.\n")

    def test_a_book_and_its_path_are_tagged_alike(self, story: Path) -> None:
        assert fullcast.tag(fullcast.book(story)) == fullcast.tag(story) == fullcast.tag(str(story))

    def test_corrections_of_the_script_beside_it_hold(self, story: Path) -> None:
        script = story.with_suffix(".script")
        fullcast.write_script(story, script)
        edited = script.read_text(encoding="utf-8").replace("PAUL:", "PAULA:")
        script.write_text(edited, encoding="utf-8")
        assert "Paula" in {each.speaker for each in fullcast.tag(story).chapters[1]}
        assert "Paul" in {
            each.speaker for each in fullcast.tag(fullcast.book(story, corrected=False)).chapters[1]
        }
        again = fullcast.write_script(story, script)
        assert "kept 1 correction of yours" in again.notices[0]
        assert "Paula" in {each.speaker for each in again.tagged.chapters[1]}
        assert fullcast.as_script(again.tagged).count("PAULA:") == 1

    def test_contents_tell_what_is_read(self, story: Path) -> None:
        parts = fullcast.contents(story).parts
        assert [(part.number, part.chapter.title) for part in parts] == [
            (1, "Chapter One"),
            (2, "Chapter Two"),
        ]

    def test_doubts_are_those_of_the_settings(self, story: Path) -> None:
        Path("voices.yaml").write_text("uncertain: {below: 1}\n")
        found = fullcast.doubts(fullcast.tag(story))
        assert (found.below, found.spoken) == (1, 2)

    @pytest.mark.parametrize(
        ("arguments", "kind", "match"),
        [
            ({"language": "not a code"}, "UsageError", "no language code"),
            ({"voices": "none.yaml"}, "ConfigError", "none.yaml"),
            ({"chapters": "9"}, "UsageError", "no chapter 9"),
            ({"chapters": [1, 9]}, "UsageError", "no chapter 9"),
            ({"chapters": []}, "UsageError", "no chapter"),
            ({"formats": "mp4"}, "ConfigError", "unknown format"),
            ({"formats": ()}, "ConfigError", "no format"),
            ({"jobs": 0}, "UsageError", "0 voices"),
            ({"on_error": "weep"}, "UsageError", "weep"),
            ({"output": "story.txt"}, "OutputError", "story.txt"),
        ],
    )
    def test_what_cannot_be_followed_is_told(
        self, story: Path, arguments: dict[str, Any], kind: str, match: str
    ) -> None:
        with pytest.raises(fullcast.FullcastError, match=match) as raised:
            list(fullcast.produce(story, **arguments))
        assert type(raised.value).__name__ == kind
        assert raised.value.message
        assert sorted(path.name for path in story.parent.iterdir()) == ["story.txt"]

    def test_what_the_system_refuses_is_one_of_ours(self, story: Path) -> None:
        with pytest.raises(fullcast.FullcastError) as raised:
            fullcast.book("x" * 5000)
        assert raised.value.path is not None
        with pytest.raises(fullcast.FullcastError):
            fullcast.measure("none.mp3")

    def test_a_full_disk_is_one_of_ours(self) -> None:
        from fullcast.errors import foreseen

        with pytest.raises(fullcast.OutputError, match="no room left") as raised, foreseen():
            raise OSError(errno.ENOSPC, "full", "a.mp3")
        assert raised.value.path == "a.mp3"
        with pytest.raises(fullcast.FullcastError, match="not enough memory"), foreseen():
            raise MemoryError
        with pytest.raises(BrokenPipeError), foreseen():
            raise BrokenPipeError(errno.EPIPE, "gone")


class TestProduce:
    def test_the_command_line_makes_the_same(self, run: Run, story: Path, quiet: fullcast.Settings) -> None:
        assert run("produce", story, "-o", "one").code == 0
        list(fullcast.produce(story, "other"))
        for path in Path("one/the-gate").glob("[!.]*"):
            assert path.read_bytes() == (Path("other/the-gate") / path.name).read_bytes(), path.name

    def test_nothing_happens_before_the_first_event(self, story: Path) -> None:
        fullcast.produce("none.txt").close()
        assert [path.name for path in story.parent.iterdir()] == ["story.txt"]

    def test_nothing_is_printed_and_no_signal_taken(
        self, story: Path, quiet: fullcast.Settings, capfd: pytest.CaptureFixture[str]
    ) -> None:
        signals = [signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD]
        before = [signal.getsignal(each) for each in signals]
        for _ in fullcast.produce(story, voices=quiet):
            assert [signal.getsignal(each) for each in signals] == before
        assert capfd.readouterr() == ("", "")

    def test_twice_in_one_process(self, story: Path, quiet: fullcast.Settings) -> None:
        first = list(fullcast.produce(story, voices=quiet))
        second = list(fullcast.produce(story, voices=quiet))
        assert [event.number for event in second if isinstance(event, fullcast.Kept)] == [1, 2]
        done = [events[-1] for events in (first, second)]
        assert all(isinstance(event, fullcast.BookDone) and event.balance.balanced for event in done)
        assert not [event for event in second if isinstance(event, fullcast.FileWritten) and event.seconds]

    @pytest.mark.parametrize("kind", [fullcast.BookStarted, fullcast.ChapterStarted, fullcast.Spoken])
    def test_closing_stops_it_and_it_goes_on_later(
        self, story: Path, quiet: fullcast.Settings, kind: type[fullcast.Event]
    ) -> None:
        threads = threading.active_count()
        with closing(fullcast.produce(story, voices=quiet, jobs=1)) as events:
            next(event for event in events if isinstance(event, kind))
        assert threading.active_count() == threads
        assert not hidden(story.parent)
        last = list(fullcast.produce(story, voices=quiet))[-1]
        assert isinstance(last, fullcast.BookDone)
        assert not last.missing
        assert len(list(last.folder.glob("*.mp3"))) == 2

    def test_in_threads_side_by_side(self, story: Path, quiet: fullcast.Settings) -> None:
        done: dict[str, fullcast.Event] = {}

        def work(name: str) -> None:
            done[name] = list(fullcast.produce(story, name, voices=quiet))[-1]

        threads = [threading.Thread(target=work, args=(name,)) for name in ("one", "two")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(done) == ["one", "two"]
        names = [path.name for path in Path("one/the-gate").glob("[!.]*")]
        assert len(names) == 3
        assert all(
            Path(f"one/the-gate/{n}").read_bytes() == Path(f"two/the-gate/{n}").read_bytes() for n in names
        )

    def test_some_chapters_by_number(self, story: Path, quiet: fullcast.Settings) -> None:
        list(fullcast.produce(story, voices=quiet, chapters=(2,)))
        assert [path.name for path in Path("output/the-gate").glob("*.mp3")] == ["02-chapter-two.mp3"]

    def test_an_executor_does_the_work(self, story: Path, quiet: fullcast.Settings) -> None:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(2) as executor:
            last = list(fullcast.produce(story, voices=quiet, executor=executor))[-1]
        assert isinstance(last, fullcast.BookDone)
        assert len(list(last.folder.glob("*.mp3"))) == 2


CONSUMER = """
import fullcast
from pathlib import Path

reveal_type(fullcast.book("story.epub"))
reveal_type(fullcast.tag(Path("story.epub"), voices="voices.yaml").chapters[0][0].kind)
reveal_type(fullcast.settings().output.formats)
for event in fullcast.produce("story.epub", "output", formats=("mp3",), chapters="3-7", on_error="stop"):
    if isinstance(event, fullcast.FileWritten):
        reveal_type(event.path)
fullcast.produce("story.epub", on_error="weep")
fullcast.prodcue("story.epub")
"""


@pytest.mark.slow
def test_a_type_checker_sees_it_all(tmp_path: Path) -> None:
    script = tmp_path / "consumer.py"
    script.write_text(CONSUMER, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "mypy"), str(script)]
    checked = subprocess.run(
        [*command, "--config-file", str(ROOT / "pyproject.toml")],
        capture_output=True,
        text=True,
        cwd=ROOT / "src",
        check=False,
    )
    revealed = re.findall(r'Revealed type is "(.*?)"', checked.stdout)
    assert [each.replace("builtins.", "") for each in revealed] == [
        "fullcast.model.Book",
        "fullcast.model.Kind",
        "tuple[str, ...]",
        "pathlib.Path",
    ], checked.stdout
    faults = re.findall(r"consumer\.py:(\d+): error: .*\[([\w-]+)\]", checked.stdout)
    assert faults == [("11", "arg-type"), ("12", "attr-defined")], checked.stdout
