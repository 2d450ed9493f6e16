"""A book made on a Dask cluster: a scheduler and workers as processes of their own, which are killed as it goes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, Run
from fullcast import config, pipeline
from fullcast.errors import ClusterError, ConfigError, UsageError
from fullcast.model import Book, Chapter
from fullcast.pipeline import Means, cluster

pytest.importorskip("distributed", reason="needs the extra: pip install 'fullcast[cluster]'")

pytestmark = pytest.mark.slow  # a scheduler and workers are started again and again

SETTINGS = config.load(None)
STORY = (
    "The rain stopped.\n\n“Listen,” said Anna. “Do you hear it?”\n\n“No,” Paul whispered over the radio.\n\n"
)


class Machines:
    """A scheduler and workers of one thread each, all ended in the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self.scheduler = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", self.address.rpartition(":")[2]
        )
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, what: str, *args: str, path: str | None = None) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *args, "--no-dashboard"]
        cache = self.folder / f"cache{len(self.started)}"
        env = {**os.environ, "PYTHONPATH": path or str(ROOT / "src"), "FULLCAST_CACHE": str(cache)}
        env["DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"] = "10s"
        log = (self.folder / f"{what}{len(self.started)}.log").open("wb")
        self.started.append(
            subprocess.Popen(
                command, env=env, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )
        )
        return self.started[-1]

    def hire(self, count: int, *, path: str | None = None) -> None:
        for _ in range(count):
            args = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--death-timeout", "30")
            self.workers.append(self.start("worker", self.address, *args, path=path))

    def kill(self, number: int) -> None:
        self.workers[number].kill()
        self.workers[number].wait()

    def close(self) -> None:
        for process in reversed(self.started):
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    folder = tmp_path / "machines"
    folder.mkdir()
    running = Machines(folder)
    try:
        yield running
    finally:
        running.close()


def rain(count: int = 8, times: int = 6) -> Book:
    return Book(
        "Rain",
        None,
        "en",
        tuple(Chapter(n, f"Rain {n}", STORY * times, headings=(f"Rain {n}",)) for n in range(1, count + 1)),
    )


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("[!.]*") if path.is_file()}


def as_text(book: Book) -> str:
    return "Rain\n\n" + "".join(f"Chapter {n}\n\n{c.text}" for n, c in enumerate(book.chapters, 1))


def test_it_gives_the_bytes_of_a_run_here_though_a_worker_is_killed(
    machines: Machines, tmp_path: Path
) -> None:
    machines.hire(3)
    list(pipeline.produce(rain(), SETTINGS, tmp_path / "here", means=Means(2)))
    with cluster.connected(machines.address) as workers:
        deadline = time.monotonic() + 20
        while workers.threads < 3 and time.monotonic() < deadline:
            time.sleep(0.1)
        means = Means(3, None, workers)
        started = killed = 0
        for event in pipeline.produce(rain(), SETTINGS, tmp_path / "away", means=means):
            started += isinstance(event, pipeline.ChapterStarted)
            if started == 4 and not killed:
                killed = 1
                machines.kill(0)
        assert killed
        assert files(tmp_path / "away") == files(tmp_path / "here")
        again = list(pipeline.produce(rain(), SETTINGS, tmp_path / "away", means=means))
        assert not [event for event in again if isinstance(event, pipeline.Renewed)]
        list(pipeline.produce(rain(1), SETTINGS, tmp_path / "one", means=means))
        assert not workers._away
    caches = [path for path in machines.folder.glob("cache*") if any(path.rglob("*"))]
    assert len(caches) >= 2


def test_when_all_workers_are_gone_it_says_so_and_a_run_here_goes_on(
    machines: Machines, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "GONE", 2.0)
    story = tmp_path / "rain.txt"
    story.write_text(as_text(rain(4, 8)), encoding="utf-8")
    machines.hire(1)
    first = tmp_path / "away" / "rain" / "01-chapter-1.mp3"

    def deaths() -> None:
        deadline = time.monotonic() + 30
        while not first.is_file() and time.monotonic() < deadline:
            time.sleep(0.02)
        machines.kill(0)

    with ThreadPoolExecutor(1) as reaper:
        done = reaper.submit(deaths)
        command = ("produce", story, "-o", tmp_path / "away")
        result = run(*command, "--cluster", machines.address)
        done.result()
    assert result.code == 10, result.err
    assert "no workers" in result.err
    assert "same command" in result.err
    assert "Traceback" not in result.err
    assert first.is_file()
    result = run(*command, "--json")
    assert result.code == 0, result.err
    assert '"made": false' in result.out
    assert run("produce", story, "-o", tmp_path / "here").code == 0
    assert files(tmp_path / "away") == files(tmp_path / "here")


def test_stopping_it_takes_back_what_is_queued_and_a_lost_scheduler_is_told_of(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "GONE", 1.0)
    machines.hire(1)
    with cluster.connected(machines.address) as workers:
        events = pipeline.produce(rain(8, 20), SETTINGS, tmp_path / "out", means=Means(3, None, workers))
        for event in events:
            if isinstance(event, pipeline.ChapterStarted):
                break
        events.close()
        assert not workers._away
        assert list(pipeline.produce(rain(1, 1), SETTINGS, tmp_path / "one", means=Means(1, None, workers)))
        machines.scheduler.kill()
        began = time.monotonic()
        with pytest.raises(ClusterError, match="same command"):
            list(pipeline.produce(rain(2, 1), SETTINGS, tmp_path / "two", means=Means(1, None, workers)))
    assert time.monotonic() - began < 30


def test_workers_of_another_kind_are_refused(machines: Machines, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "fullcast").mkdir(parents=True)
    (other / "fullcast" / "__init__.py").write_text('__version__ = "0.0.9"\n')
    machines.hire(1, path=str(other))
    with pytest.raises(ClusterError, match="cannot run this fullcast"), cluster.connected(machines.address):
        pass


def test_a_scheduler_without_workers_is_refused(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 5.0)
    with pytest.raises(ClusterError, match="no workers"), cluster.connected(machines.address):
        pass


@pytest.mark.parametrize("listens", [False, True])
def test_where_no_scheduler_is_it_says_so_in_time(
    listens: bool, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 1.0)
    story = tmp_path / "rain.txt"
    story.write_text(STORY, encoding="utf-8")
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        if listens:
            mute.listen()
        began = time.monotonic()
        result = run("produce", story, "--cluster", f"tcp://127.0.0.1:{mute.getsockname()[1]}")
    assert time.monotonic() - began < 8
    assert result.code == 10, result.err
    assert "no Dask scheduler answers" in result.err


@pytest.mark.parametrize(
    "address",
    ["", "10.0.0.5:8786", "http://10.0.0.5:8786", "tcp://", "tcp://host", "tcp://host:x", "inproc://a:1"],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="no address of a scheduler"), cluster.connected(address):
        pass


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError) as caught, cluster.connected("tcp://127.0.0.1:8786"):
        pass
    assert "pip install 'fullcast[cluster]'" in str(caught.value.hint)


def test_what_differs_is_named() -> None:
    mine = cluster.identity()
    assert mine.unlike(mine) == []
    assert mine.unlike(replace(mine, python="2.7")) == [f"Python is 2.7 there, {mine.python} here"]
    told = mine.unlike(replace(mine, code="0", ffmpeg=None, engines={}))
    assert [words.partition(" is ")[0] for words in told] == [
        "fullcast's code, numpy, soxr or pydub",
        "ffmpeg",
        *(f"the engine {name}" for name in mine.engines),
    ]
    assert replace(mine, engines={"piper": None}).unlike(mine) == []


def test_a_call_tells_errors_that_come_again_from_those_of_a_machine() -> None:
    import pickle

    call = pickle.dumps((_fail, (ConfigError("no such voice"),), {}))
    done, error = pickle.loads(cluster._there(cluster.identity(), call))
    assert (done, type(error), error.message) == (False, ConfigError, "no such voice")
    with pytest.raises(OSError, match="disk"):
        cluster._there(cluster.identity(), pickle.dumps((_fail, (OSError("disk"),), {})))
    with pytest.raises(ClusterError, match="came later"):
        cluster._there(replace(cluster.identity(), fullcast="9"), call)


def _fail(error: Exception) -> None:
    raise error
