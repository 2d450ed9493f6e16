"""What a command writes over: files, and what links point to; never a pipe, a device or a folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from conftest import Run

STORY = "“Who is there?” whispered Anna.\n\n“Only me,” said Paul, and he laughed.\n"
WRITERS = {
    "tag": (["tag", "gate.txt", "--force", "-o"], "goal.script"),
    "audition": (["audition", "m05", "Come in.", "--force", "-o"], "goal.mp3"),
    "cast": (["cast", "gate.txt", "--write", "--voices"], "goal.yaml"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("gate.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_stays_a_pipe(run: Run, writer: str, linked: bool) -> None:
    args, name = WRITERS[writer]
    pipe = "pipe" if linked else name
    os.mkfifo(pipe)
    if linked:
        Path(name).symlink_to(pipe)
    result = run(*args, name)
    assert result.code == 7, result.err
    assert "is not a file" in result.err
    assert stat.S_ISFIFO(Path(pipe).lstat().st_mode)
    assert Path(name).is_symlink() == linked


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("thing", ["folder", "loop"])
def test_what_is_no_file_stays(run: Run, writer: str, thing: str) -> None:
    args, name = WRITERS[writer]
    if thing == "folder":
        Path(name).mkdir()
    else:
        Path(name).symlink_to(name)
    before = Path(name).lstat()
    result = run(*args, name)
    assert result.code == 7, result.err
    assert os.path.samestat(Path(name).lstat(), before)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("there", [False, True])
def test_a_link_stays_and_what_it_points_to_is_written(run: Run, writer: str, there: bool) -> None:
    args, name = WRITERS[writer]
    Path("far").mkdir()
    far = Path("far", name)
    if there:
        far.write_text("narrator: nar-m1\n")
    Path(name).symlink_to(far)
    result = run(*args, name)
    assert result.code == 0, result.err
    assert Path(name).is_symlink()
    assert far.stat().st_size > 40
    assert [path.name for path in Path("far").iterdir()] == [name]


def test_a_link_to_another_form_is_refused(run: Run) -> None:
    Path("a.mp3").symlink_to("a.flac")
    assert run("audition", "m05", "Come in.", "-o", "a.mp3").code == 7
    assert not Path("a.flac").exists()


@pytest.mark.parametrize("name", ["story.txt", "voices.yaml"])
def test_init_replaces_nothing_of_any_kind(run: Run, name: str) -> None:
    Path("new").mkdir()
    Path("new", name).symlink_to("nowhere")
    assert run("init", "new").code == 7
    assert [path.name for path in Path("new").iterdir()] == [name]
    Path("new", name).unlink()
    os.mkfifo(Path("new", name))
    assert run("init", "new").code == 7
    assert [path.name for path in Path("new").iterdir()] == [name]


def test_cast_makes_a_missing_voices_file_only_to_write_it(run: Run) -> None:
    assert run("cast", "gate.txt", "--voices", "nope.yaml").code == 4
    assert not Path("nope.yaml").exists()
    assert run("cast", "gate.txt", "--voices", "nope.yaml", "--write").code == 0
    assert "Anna" in Path("nope.yaml").read_text(encoding="utf-8")
