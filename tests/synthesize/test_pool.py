"""Workers: order, bounds, and what happens when one dies, hangs, or loses its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from fullcast import synthesize
from fullcast.errors import EngineError
from fullcast.model import Line, Sound, Voice, VoiceInfo
from fullcast.synthesize.engine import Speech
from synthesize.lines import line


class Fragile:
    """An engine that does what its text says; else gives 10 ms a character, 2 s at most."""

    version = "fragile"

    def voices(self) -> tuple[VoiceInfo, ...]:
        return ()

    def check(self, voice: Voice) -> None:
        pass

    def synthesize(
        self, text: str, voice: Voice, *, sounds: Sequence[Sound] = (), language: str = ""
    ) -> Speech:
        if text == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if text == "hang":
            time.sleep(30)
        if text == "exit":
            os._exit(7)
        if text == "bug":
            raise KeyError(text)
        if text == "fail":
            raise EngineError("no such luck", hint="say it otherwise")
        return Speech(np.full(min(len(text), 200) * 441, 0.1, np.float32), 44_100, -20.0, trimmed=True)


@pytest.fixture(autouse=True)
def fragile(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(synthesize, "ENGINES", {**synthesize.ENGINES, "fragile": Fragile})
    yield
    synthesize._engine.cache_clear()


def fragile_line(text: str, speaker: str | None = "Hayes") -> Line:
    return line(text, "any", engine="fragile", speaker=speaker)


def children() -> list[int]:
    """List this process's children that still live."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_clips_come_in_the_order_of_the_lines(jobs: int) -> None:
    lines = [fragile_line("x" * (1 + 37 * i % 199)) for i in range(60)]
    clips = list(synthesize.synthesize(lines, jobs=jobs))
    assert [clip.line for clip in clips] == lines
    assert [clip.samples.size for clip in clips] == [len(each.text) * 441 for each in lines]


def test_no_lines_give_no_clips() -> None:
    assert list(synthesize.synthesize([], jobs=2)) == []


def test_lines_are_not_read_far_ahead() -> None:
    read = 0

    def lines() -> Iterator[Line]:
        nonlocal read
        for _ in range(1_000):
            read += 1
            yield fragile_line("one")

    clips = synthesize.synthesize(lines(), jobs=2)
    for _ in range(10):
        next(clips)
    assert read <= 10 + 2 * 3
    clips.close()  # type: ignore[attr-defined]


def test_a_text_larger_than_a_pipe_passes() -> None:
    lines = [fragile_line("y" * 100_000 * (i % 3) + "z" * 3_000_000 * (i == 4)) for i in range(5)]
    for clip in synthesize.synthesize(lines, jobs=1):
        assert clip.samples.size == (200 * 441 if clip.line.text else 882)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("crash", "crashed \\(SIGSEGV\\)"),
        ("exit", "stopped with exit code 7"),
        ("bug", "stopped with exit code 1"),
        ("fail", "no such luck"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_dead_worker_is_an_error_that_names_the_line(text: str, message: str, jobs: int) -> None:
    lines = [fragile_line(f"line {i}") for i in range(7)] + [fragile_line(text), *map(fragile_line, "abcdef")]
    clips = []
    with pytest.raises(EngineError, match=message) as caught:
        for clip in synthesize.synthesize(lines, jobs=jobs):
            clips.append(clip)
    assert [clip.line.text for clip in clips] == [f"line {i}" for i in range(7)]
    assert f"“{text}”" in (caught.value.place or "") and "Hayes" in (caught.value.place or "")
    assert caught.value.hint
    assert children() == []


def test_a_worker_that_hangs_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesize, "_patience", lambda _: 0.3)
    with pytest.raises(EngineError, match="nothing for") as caught:
        list(synthesize.synthesize([fragile_line("fine"), fragile_line("hang")], jobs=2))
    assert "hang" in (caught.value.place or "")
    assert children() == []


def test_closing_the_clips_ends_the_workers() -> None:
    clips = synthesize.synthesize([fragile_line("hang" if i else "go") for i in range(9)], jobs=3)
    next(clips)
    assert len(children()) == 3
    clips.close()  # type: ignore[attr-defined]
    assert children() == []


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = """
        import sys, pathlib, os
        from fullcast import synthesize
        from synthesize.lines import line
        clips = synthesize.synthesize((line("Again and again.") for _ in range(100_000)), jobs=2)
        next(clips)
        print(pathlib.Path(f"/proc/self/task/{os.getpid()}/children").read_text(), flush=True)
        for clip in clips:
            pass
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    parent = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=Path(__file__).parents[2],
    )
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(workers) == 2
    parent.kill()
    parent.wait()
    assert wait_until(lambda: not any(alive(pid) for pid in workers))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return true()


def test_a_worker_holds_no_file_of_the_parent() -> None:
    reader, writer = os.pipe()
    clips = synthesize.synthesize([fragile_line("go"), fragile_line("hang")], jobs=1)
    next(clips)
    os.close(writer)
    os.set_blocking(reader, False)
    assert wait_until(lambda: ended(reader))
    clips.close()  # type: ignore[attr-defined]
    os.close(reader)


def ended(reader: int) -> bool:
    try:
        return os.read(reader, 1) == b""
    except BlockingIOError:
        return False
