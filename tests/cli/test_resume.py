"""`fullcast produce` killed, interrupted, out of room: nothing broken is left, and the next run goes on."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from conftest import ROOT, Run
from fullcast.cli.failures import STOPPED
from pipeline.books import SETTINGS, chapters, files
from pipeline.runs import Place
from synthesize.faulty import adopt, children, wait_until

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be killed"),
    pytest.mark.slow,
]

BOOK = chapters(5)
STORY = "\n\n".join(
    f"Chapter {number}\n\nThe rain stopped {number} times.\n\n“Listen,” said Anna. “Do you hear it?”\n"
    for number in ("One", "Two", "Three", "Four")
)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a temporary folder that must be empty after all."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def away(act: Callable[[], object]) -> int:
    """Do something in a process of its own, which loads nothing anew."""
    process = os.fork()
    if process == 0:
        try:
            act()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, this process is not to go on as the test
            os._exit(1)
    return process


def ended(process: int) -> int:
    """Wait for a process: its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.fixture
def nobody_left() -> Iterator[Callable[[], bool]]:
    """Have what says, within a few seconds, whether everything that a killed run had started has ended."""
    before = set(children())
    adopt(True)

    def gone() -> bool:
        for process in set(children()) - before:
            with suppress(ChildProcessError):
                os.waitpid(process, os.WNOHANG)
        return set(children()) <= before

    yield lambda: wait_until(gone)
    adopt(False)


def check_whole(folder: Path, whole: dict[str, bytes]) -> None:
    """See that all that stands under its final name is as in a run that nobody disturbed, or is whole JSON."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.suffix == ".mp3":
            assert path.read_bytes() == whole[path.name], path.name
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
        else:
            assert path.suffix == ".part", path.name


def killed_often(kills: int, tmp_path: Path, scratch: Path, nobody_left: Callable[[], bool]) -> None:
    """Kill runs of a book at random moments, and see each time what is left; a book that is made is begun anew."""
    undisturbed = Place(tmp_path / "a" / "out")
    begun = time.monotonic()
    assert ended(away(lambda: undisturbed.run(BOOK, SETTINGS))) == 0
    length = time.monotonic() - begun
    whole = files(undisturbed.folder)
    dice = random.Random(20)
    place, done, books = Place(tmp_path / "b" / "out"), 0, 0
    while done < kills:
        process = away(lambda: place.run(BOOK, SETTINGS))
        time.sleep(dice.uniform(0, length / 2))
        os.kill(process, signal.SIGKILL)
        if ended(process) == 0:
            assert files(place.folder) == whole
            shutil.rmtree(place.root.parent)
            books += 1
            continue
        done += 1
        check_whole(place.folder, whole)
        assert nobody_left()
    assert ended(away(lambda: place.run(BOOK, SETTINGS))) == 0
    assert files(place.folder) == whole
    assert not list(place.folder.glob("*.part"))
    assert list(scratch.iterdir()) == []


def test_a_run_killed_a_few_times(tmp_path: Path, scratch: Path, nobody_left: Callable[[], bool]) -> None:
    killed_often(4, tmp_path, scratch, nobody_left)


@pytest.mark.slow
def test_a_run_killed_fifty_times(tmp_path: Path, scratch: Path, nobody_left: Callable[[], bool]) -> None:
    killed_often(50, tmp_path, scratch, nobody_left)


# --- a polite end -----------------------------------------------------------------------------------


def started(story: Path, out: Path, tmp: Path) -> subprocess.Popen[bytes]:
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "TMPDIR": str(tmp),
        "FULLCAST_CACHE": str(tmp.parent / "c"),
    }
    command = [sys.executable, "-m", "fullcast", "produce", str(story), "-o", str(out), "--jobs", "2"]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_at_any_moment_ends_it_at_once(
    tmp_path: Path, scratch: Path, nobody_left: Callable[[], bool], number: signal.Signals
) -> None:
    story = tmp_path / "rain.txt"
    story.write_text(STORY * 30, encoding="utf-8")
    dice = random.Random(int(number))
    for turn in range(2):
        out = tmp_path / f"out{turn}"
        process = started(story, out, scratch)
        time.sleep(0.5)
        while process.poll() is None and not out.exists():
            time.sleep(0.01)
        time.sleep(dice.uniform(0, 1.0))
        assert process.poll() is None, "it is over too soon"
        process.send_signal(number)
        begun = time.monotonic()
        _, err = process.communicate(timeout=20)
        assert time.monotonic() - begun < 3  # a second, where nobody else is at work
        assert process.returncode == 130, err
        assert err.decode().endswith(f"{STOPPED}\n")
        assert b"Traceback" not in err
        assert list(scratch.iterdir()) == []
        assert nobody_left()
        assert not list(out.rglob("*.part"))


# --- a full disk ------------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Mount a disk of a size on a folder; skip where that is not allowed."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("size", ["8k", "700k", "2500k"])
def test_a_full_disk_is_said_and_the_next_run_goes_on(run: Run, tmp_path: Path, size: str) -> None:
    story, disk = tmp_path / "rain.txt", tmp_path / "disk"
    story.write_text(STORY, encoding="utf-8")
    assert run("produce", story, "-o", tmp_path / "whole").code == 0
    with small_disk(disk, size):
        result = run("produce", story, "-o", disk)
        assert result.code == 7, result.err
        assert "the disk is full" in result.err
        assert "Traceback" not in result.err
        assert not list(disk.rglob("*.part"))
        check_whole(disk / "rain", files(tmp_path / "whole" / "rain"))
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        again = run("produce", story, "-o", disk)
        assert again.code == 0, again.err
        assert files(disk / "rain") == files(tmp_path / "whole" / "rain")


@pytest.mark.parametrize("number", range(1, 9, 2))
def test_a_disk_that_fills_up_at_any_write(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    story, out = tmp_path / "rain.txt", tmp_path / "out"
    story.write_text(STORY.partition("Chapter Two")[0], encoding="utf-8")
    assert run("produce", story, "-o", tmp_path / "whole").code == 0
    written = 0
    write = Path.write_bytes

    def failing(path: Path, data: bytes) -> int:
        nonlocal written
        written += str(path).startswith(str(out))
        if written >= number:
            write(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", failing)
        result = run("produce", story, "-o", out)
    if written < number:
        pytest.skip("it does not write so often")
    assert result.code == 7, result.err
    assert "the disk is full" in result.err
    assert not list(out.rglob("*.part"))
    assert run("produce", story, "-o", out).code == 0
    assert files(out / "rain") == files(tmp_path / "whole" / "rain")


# --- the cache --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["file", "full", "gone"])
def test_a_cache_that_cannot_be_written_is_told_of_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    story = tmp_path / "rain.txt"
    story.write_text(STORY, encoding="utf-8")
    store = tmp_path / "store"
    monkeypatch.setenv("FULLCAST_CACHE", str(store))
    if kind == "file":
        store.write_text("no folder")
    if kind == "gone":
        monkeypatch.setenv("FULLCAST_CACHE", "/proc/nowhere")
    if kind == "full":
        with small_disk(store, "8k"):
            result = run("produce", story, "-o", tmp_path / "out")
    else:
        result = run("produce", story, "-o", tmp_path / "out")
    assert result.code == 0, result.err
    assert result.err.count("note: nothing more is kept") == 1
    assert len(result.err.splitlines()) == 2
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "fresh"))
    assert run("produce", story, "-o", tmp_path / "whole").code == 0
    assert files(tmp_path / "out" / "rain") == files(tmp_path / "whole" / "rain")


# --- two at once ------------------------------------------------------------------------------------


def test_two_runs_share_a_cache(tmp_path: Path) -> None:
    places = [Place(tmp_path / "x" / name) for name in "ab"]
    runs = [away(lambda place=place: place.run(BOOK, SETTINGS)) for place in places]  # type: ignore[misc]
    assert [ended(process) for process in runs] == [0, 0]
    assert files(places[0].folder) == files(places[1].folder)


def test_two_runs_into_one_folder(tmp_path: Path) -> None:
    place, other = Place(tmp_path / "a" / "out"), Place(tmp_path / "b" / "out")
    runs = [away(lambda: place.run(BOOK, SETTINGS)) for _ in range(3)]
    assert 0 in [ended(process) for process in runs]
    other.run(BOOK, SETTINGS)
    assert files(place.folder) == files(other.folder)
    assert place.run(BOOK, SETTINGS).wrote == []
