"""`fullcast produce` end to end, with the real engine and the real encoder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Golden, Run
from fullcast import check, ffmpeg

STORY = """The Gate

Chapter One

The gate was shut.

“Who is there?” Anna whispered.

Her radio crackled. “Unit two, stand by.”

Chapter Two: Open

“Only me,” said Paul, and he laughed.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "gate.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_a_story_becomes_chapters_that_keep_the_numbers(run: Run, story: Path) -> None:
    result = run("produce", story, "-o", story.parent / "out", "--json")
    assert result.code == 0, result.err
    book = json.loads(result.out)["books"][0]
    folder = story.parent / "out" / "the-gate"
    names = ["01-chapter-one.mp3", "02-chapter-two-open.mp3", "timeline.json"]
    assert [Path(file["path"]) for file in book["files"]] == [folder / name for name in names]
    for name in names[:2]:
        assert not check.measure(folder / name).misses


def test_the_timeline_tells_who_speaks_when(run: Run, story: Path) -> None:
    run("produce", story, "-o", story.parent / "out")
    folder = story.parent / "out" / "the-gate"
    told = json.loads((folder / "timeline.json").read_text(encoding="utf-8"))
    assert (told["book"], told["sample_rate"], len(told["chapters"])) == ("The Gate", 44_100, 2)
    first, second = told["chapters"]
    assert [cue["text"] for cue in first["cues"]] == [
        "The Gate",
        "Chapter One",
        "The gate was shut.",
        "“Who is there?”",
        "Anna whispered.",
        "Her radio crackled.",
        "“Unit two, stand by.”",
    ]
    assert [cue["kind"] for cue in first["cues"]][-1] == "radio"
    assert {cue["speaker"] for cue in second["cues"]} >= {"Paul"}
    for chapter in told["chapters"]:
        frames = sum(len(block) for block in ffmpeg.decode(folder / chapter["file"]))
        # Players cut the padding of an MP3 away; those that do not hear one frame of 1152 samples more.
        assert -0.001 < frames / 44_100 - chapter["duration"] < 0.06
        edges = [edge for cue in chapter["cues"] for edge in (cue["start"], cue["end"])]
        assert edges == sorted(edges)
        assert edges[-1] < chapter["duration"]


def test_the_same_story_gives_the_same_bytes_whatever_the_jobs(run: Run, story: Path) -> None:
    outs = [story.parent / f"out{jobs}" for jobs in (1, 3)]
    for jobs, out in zip((1, 3), outs, strict=True):
        assert run("produce", story, "-o", out, "--jobs", jobs).code == 0
    # The list of what is ours tells when each file was written, and so is not the same.
    files = [sorted(path for path in out.rglob("[!.]*") if path.is_file()) for out in outs]
    assert len(files[0]) == 3
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]


def test_a_second_run_replaces_what_the_first_one_wrote(run: Run, story: Path) -> None:
    out = story.parent / "out"
    assert run("produce", story, "-o", out).code == 0
    story.write_text(STORY.replace("shut", "open"), encoding="utf-8")
    result = run("produce", story, "-o", out)
    assert result.code == 0, result.err
    assert "The gate was open." in (out / "the-gate" / "timeline.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["01-chapter-one.mp3", "timeline.json"])
def test_a_file_of_somebody_else_stays_and_nothing_is_written(run: Run, story: Path, name: str) -> None:
    folder = story.parent / "out" / "the-gate"
    folder.mkdir(parents=True)
    (folder / name).write_text("mine")
    result = run("produce", story, "-o", folder.parent)
    assert result.code == 7
    assert name in result.err
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_text() == "mine"


def test_other_formats(run: Run, story: Path) -> None:
    result = run("produce", story, "-o", story.parent / "out", "--format", "flac,opus")
    assert result.code == 0, result.err
    names = sorted(path.name for path in (story.parent / "out" / "the-gate").glob("0*"))
    assert names == [
        "01-chapter-one.flac",
        "01-chapter-one.opus",
        "02-chapter-two-open.flac",
        "02-chapter-two-open.opus",
    ]


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    ("formats", "word"),
    [("mp4", "mp4"), ("falc", "did you mean flac?"), ("mp3,tape", "tape"), (",", "no format")],
)
def test_an_unknown_format_is_refused_before_any_work(
    run: Run, story: Path, formats: str, word: str, dry: tuple[str, ...]
) -> None:
    result = run("produce", story, "-o", story.parent / "out", "--format", formats, *dry)
    assert result.code == 2
    assert word in result.err
    assert not (story.parent / "out").exists()


@pytest.mark.parametrize("command", [("produce",), ("produce", "--dry-run"), ("cast",)])
def test_a_voices_file_with_no_such_format_is_refused(
    run: Run, story: Path, command: tuple[str, ...]
) -> None:
    (story.parent / "voices.yaml").write_text("output: {formats: [tape]}\n")
    result = run(*command, story)
    assert result.code == 4
    assert "voices.yaml" in result.err
    assert run("produce", story, "--dry-run", "--format", "flac").code == 0


def test_two_stories_of_one_title_do_not_replace_each_other(run: Run, story: Path) -> None:
    other = story.with_name("other.txt")
    other.write_text(STORY.replace("shut", "open"), encoding="utf-8")
    result = run("produce", story, other, "-o", story.parent / "out")
    assert result.code == 7
    assert "same title" in result.err
    assert "was shut" in (story.parent / "out" / "the-gate" / "timeline.json").read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(story.parent)
    result = run("produce", story, "--dry-run")
    assert result.code == 0
    assert [path.name for path in story.parent.iterdir()] == ["gate.txt"]


def test_a_dry_run_knows_about_how_long_it_will_be(run: Run, story: Path) -> None:
    told = json.loads(run("produce", story, "--dry-run", "--json").out)["books"][0]
    made = json.loads(run("produce", story, "-o", story.parent / "out", "--json").out)["books"][0]
    assert told["duration"] == pytest.approx(made["duration"], rel=0.25)
    assert told["words"] == 30  # with the headings


def test_standard_input(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("produce", "-", "--title", "From afar", "-o", out, stdin="“Hello,” said Anna.\n".encode())
    assert result.code == 0, result.err
    assert (out / "from-afar" / "timeline.json").is_file()
    assert run("produce", "-", "-o", out, stdin=b"Hello.").code == 2


def test_a_voices_file_is_found_beside_the_story_then_here(
    run: Run, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def used() -> object:
        return json.loads(run("produce", story, "--dry-run", "--json").out)["books"][0]["voices"]

    assert used() is None
    (here / "voices.yaml").write_text("narrator: nar-m2\n")
    assert used() == "voices.yaml"
    (story.parent / "voices.yaml").write_text("narrator: nar-m3\n")
    assert used() == str(story.parent / "voices.yaml")


def test_an_edited_script_is_produced_as_edited(run: Run, story: Path) -> None:
    script = story.with_suffix(".script")
    assert run("tag", story, "-o", script).code == 0
    edited = script.read_text(encoding="utf-8").replace("PAUL:", "PAULA (whispered):")
    script.write_text(edited, encoding="utf-8")
    assert run("produce", script, "-o", story.parent / "out").code == 0
    told = json.loads((story.parent / "out" / "the-gate" / "timeline.json").read_text(encoding="utf-8"))
    assert ("Paula", "whispered") in {
        (cue["speaker"], cue["delivery"]) for cue in told["chapters"][1]["cues"]
    }


@pytest.mark.parametrize("path", sorted((ROOT / "script").glob("*.*")), ids=lambda path: path.name)
def test_the_samples_are_tagged_and_cast_as_they_were(run: Run, golden: Golden, path: Path) -> None:
    tagged = run("tag", path, "--voices", ROOT / "voices.yaml")
    assert tagged.code == 0, tagged.err
    golden(f"{path.stem}.tag", tagged.out)
    plan = run("produce", path, "--dry-run", "--voices", ROOT / "voices.yaml")
    assert plan.code == 0, plan.err
    golden(f"{path.stem}.dry-run", plan.out.replace(str(ROOT), "."))


@pytest.mark.slow
def test_the_installed_package_has_its_data(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(command, check=True)
    (wheel,) = tmp_path.glob("fullcast-*.whl")
    listed = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", str(wheel)], check=True, capture_output=True, text=True
    ).stdout
    data = [path for path in (ROOT / "src" / "fullcast" / "data").rglob("*") if path.is_file()]
    assert len(data) >= 3
    assert not [path.name for path in data if path.name not in listed]
    assert "py.typed" in listed
