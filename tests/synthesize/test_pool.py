"""Workers: order, bounds, and what becomes of workers without a parent."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from fullcast import synthesize
from fullcast.model import Line
from synthesize.faulty import alive, children, faulty_line, wait_until
from synthesize.lines import heard

pytestmark = pytest.mark.usefixtures("faulty")


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_clips_come_in_the_order_of_the_lines(jobs: int) -> None:
    lines = [faulty_line("x" * (1 + 37 * i % 199)) for i in range(60)]
    clips = list(heard(lines, jobs=jobs))
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
            yield faulty_line("one")

    clips = synthesize.synthesize(lines(), jobs=2)
    for _ in range(10):
        next(clips)
    assert read <= 10 + 2 * 3
    clips.close()


def test_a_text_larger_than_a_pipe_passes() -> None:
    lines = [faulty_line("y" * 100_000 * (i % 3) + "z" * 3_000_000 * (i == 4)) for i in range(5)]
    for clip in heard(lines, jobs=1):
        assert clip.samples.size == (200 * 441 if clip.line.text else 882)


def test_closing_the_clips_ends_the_workers() -> None:
    clips = synthesize.synthesize([faulty_line("hang" if i else "go") for i in range(9)], jobs=3)
    next(clips)
    assert len(children()) == 3
    clips.close()
    assert children() == []


WORKING = """
    clips = synthesize.synthesize((line("Again and again.") for _ in range(100_000)), jobs=2)
    next(clips)
"""
HANGING = """
    synthesize.ENGINES = {"faulty": faulty.Faulty}
    said = ["fine", "hang: 1", "hang: 2"]
    clips = synthesize.synthesize(map(faulty.faulty_line, said), jobs=2, patience=Patience(0.5))
    next(clips)
"""


@pytest.mark.parametrize("start", [WORKING, HANGING])
def test_workers_end_when_their_parent_is_killed(start: str, tmp_path: Path) -> None:
    script = f"""
import pathlib, os
from fullcast import synthesize
from fullcast.synthesize.attempts import Patience
from synthesize import faulty
from synthesize.lines import line
{textwrap.dedent(start)}
print(pathlib.Path(f"/proc/self/task/{{os.getpid()}}/children").read_text(), flush=True)
for clip in clips:
    pass
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
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


def test_a_worker_holds_no_file_of_the_parent() -> None:
    reader, writer = os.pipe()
    clips = synthesize.synthesize([faulty_line("go"), faulty_line("hang")], jobs=1)
    next(clips)
    os.close(writer)
    os.set_blocking(reader, False)
    assert wait_until(lambda: ended(reader))
    clips.close()
    os.close(reader)


def ended(reader: int) -> bool:
    try:
        return os.read(reader, 1) == b""
    except BlockingIOError:
        return False
