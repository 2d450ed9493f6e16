"""Standard streams that are closed, full, narrow or left by their reader; names that are too long or empty."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Result, Run

STORY = "“Hello,” said Zoë 🙂.\n\nPaul, at the café, waved.\n"


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("gate.txt")
    path.write_text(STORY, encoding="utf-8")
    return path


def shell(redirection: str, *args: object, **env: str) -> Result:
    """Run fullcast as a shell does, with the streams as `redirection` has them."""
    command = ["sh", "-c", f'"$@" {redirection}', "sh", sys.executable, "-m", "fullcast", *map(str, args)]
    given = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **env}
    done = subprocess.run(command, env=given, capture_output=True, check=False, timeout=60)
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_a_book_is_written_whatever_is_closed(story: Path, closed: str) -> None:
    result = shell(closed, "produce", story)
    assert result.code == 0, result.err
    assert [path.suffix for path in sorted(Path("output/gate").glob("[0t]*"))] == [".mp3", ".json"]
    assert all("every word is spoken" in line for line in result.err.splitlines())


@pytest.mark.parametrize(
    "args", [["tag", "gate.txt"], ["cast", "gate.txt"], ["voices", "--json"], ["completion", "bash"]]
)
def test_words_for_a_closed_output_are_an_error(story: Path, args: list[str]) -> None:
    result = shell(">&-", *args)
    assert result.code == 7
    assert result.err.startswith("error: standard output: is closed")


def test_a_file_is_written_without_an_output_to_name_it_on(story: Path) -> None:
    assert shell(">&-", "tag", story, "-o", "gate.script").code == 0
    assert Path("gate.script").is_file()


def test_an_error_without_a_place_to_say_it_keeps_its_code(story: Path) -> None:
    assert shell("2>&-", "tag", "nope.txt").code == 3


def test_a_story_from_a_closed_input(story: Path) -> None:
    result = shell("<&-", "tag", "-", "--title", "Dawn")
    assert result.code == 3
    assert result.err.startswith("error: standard input: is closed")


def test_a_story_from_an_input_that_cannot_be_read(story: Path) -> None:
    with Path("other.txt").open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "fullcast", "tag", "-", "--title", "Dawn"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stdin=file,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 3
    assert b"standard input: cannot be read" in done.stderr


def test_letters_the_output_has_not_are_numbers(story: Path) -> None:
    result = shell("", "cast", story, PYTHONIOENCODING="ascii")
    assert result.code == 0, result.err
    assert "Zo\\xeb" in result.out
    told = shell("", "cast", story, "--json", PYTHONIOENCODING="ascii")
    assert "Zoë" in [each["name"] for each in json.loads(told.out)["cast"]]
    assert shell("", "tag", "nö.txt", PYTHONIOENCODING="ascii").err.startswith("error: n\\xf6.txt")


def test_a_reader_that_leaves_ends_a_dry_run_of_several_quietly(story: Path) -> None:
    Path("other.txt").write_text(STORY, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "fullcast", "produce", "gate.txt", "other.txt", "--dry-run"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


@pytest.mark.parametrize("args", [["voices", "--json"], ["tag", "gate.txt"], ["cast", "gate.txt"]])
def test_an_output_that_is_full_names_no_option_that_is_not_there(story: Path, args: list[str]) -> None:
    with Path("full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "fullcast", *args],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=full,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
            check=False,
        )
    assert done.returncode == 7
    assert done.stderr.startswith(b"error: standard output: cannot be written")
    assert b"-o" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize(
    "args", [["init", "gate.txt"], ["cast", "gate.txt", "--write", "--voices", "no/v.yaml"]]
)
def test_a_failed_write_hints_at_what_the_command_has(run: Run, story: Path, args: list[str]) -> None:
    result = run(*args)
    assert result.code == 7
    assert "-o" not in result.err
    assert ("another folder" if args[0] == "init" else "--voices") in result.err


@pytest.mark.parametrize(
    "args", [["tag"], ["cast"], ["cast", "--write"], ["produce"], ["produce", "--dry-run"]]
)
def test_an_empty_name_is_said_to_be_empty(run: Run, story: Path, args: list[str]) -> None:
    result = run(*args, "")
    assert result.code == 2
    assert "name is empty" in result.err


@pytest.mark.parametrize("command", ["tag", "cast", "produce"])
@pytest.mark.parametrize("name", ["a" * 300 + ".txt", "a" * 300 + "/b.txt", "ö" * 150])
def test_a_story_of_too_long_a_name(run: Run, story: Path, command: str, name: str) -> None:
    result = run(command, name)
    assert result.code == 3
    assert "Traceback" not in result.err
    assert max(map(len, result.err.splitlines())) < 200
    assert name[:99] in result.err
    assert name[:100] not in result.err


def test_a_sound_of_too_long_a_name(run: Run, story: Path) -> None:
    Path("gate.script").write_text(f"# Gate\n\nNARRATOR: He knocked.\n\n[sound: {'b' * 300}.wav]\n")
    result = run("produce", "gate.script")
    assert result.code == 3, result.err
    assert "b" * 99 in result.err
    assert "b" * 100 not in result.err


@pytest.mark.parametrize("args", [["produce", "gate.txt", "-o"], ["tag", "gate.txt", "-o"], ["init"]])
def test_a_target_of_too_long_a_name(run: Run, story: Path, args: list[str]) -> None:
    result = run(*args, "a" * 300 + ".script")
    assert result.code == 7, result.err
    assert "a" * 100 not in result.err
