"""A book made on any executor is the book made here: the same bytes, the same errors, the same end when it is stopped."""

from __future__ import annotations

import json
import multiprocessing
import pickle
import threading
import time
import wave
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fullcast import config, pipeline, read
from fullcast.errors import ConfigError, FullcastError, InputError
from fullcast.model import Book, Chapter, Settings
from fullcast.pipeline import Means
from fullcast.pipeline.chapter import Made, Task, make_away

STORY = (
    "The rain stopped.\n\n“Listen,” said Anna. “Do you hear it?”\n\n“No,” Paul whispered over the radio.\n"
)
SETTINGS = config.load(None)
QUIET = replace(
    SETTINGS, profiles={name: replace(v, engine="silence") for name, v in SETTINGS.profiles.items()}
)


def rain(count: int = 3, times: int = 1) -> Book:
    return Book("Rain", None, "en", tuple(chapter(number, times) for number in range(1, count + 1)))


def chapter(number: int, times: int = 1) -> Chapter:
    return Chapter(number, f"Rain {number}", STORY * times, headings=(f"Rain {number}",))


def made(book: Book, out: Path, means: Means, settings: Settings = SETTINGS) -> dict[str, bytes]:
    """Make a book and give its files; the list of what is ours tells when each was written, and is left out."""
    list(pipeline.produce(book, settings, out, means=means))
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("[!.]*") if path.is_file()}


class Hand(Executor):
    """An executor made by hand: it begins when it is told to, last things first, and pickles all that passes."""

    def __init__(self) -> None:
        self.queue: list[tuple[Future[Any], bytes]] = []
        self.most = 0
        self.ended = threading.Event()
        self.worker = threading.Thread(target=self._work, daemon=True)
        self.worker.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.queue.append((future, pickle.dumps((fn, args, kwargs))))
        self.most = max(self.most, len(self.queue))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.ended.set()
        self.worker.join()

    def _work(self) -> None:
        while not self.ended.wait(0.05):
            if self.queue:
                future, sent = self.queue[-1]
                if future.set_running_or_notify_cancel():
                    fn, args, kwargs = pickle.loads(sent)
                    try:
                        future.set_result(pickle.loads(pickle.dumps(fn(*args, **kwargs))))
                    except Exception as error:  # noqa: BLE001 - as executors do
                        future.set_exception(pickle.loads(pickle.dumps(error)))
                self.queue.remove((future, sent))


class Never(Executor):
    """An executor that keeps what it is given and begins none of it."""

    def __init__(self) -> None:
        self.given: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given.append(Future())
        return self.given[-1]


EXECUTORS: dict[str, Callable[[], Executor]] = {
    "threads": lambda: ThreadPoolExecutor(2),
    "processes, forked": lambda: ProcessPoolExecutor(2, multiprocessing.get_context("fork")),
    "processes, spawned": lambda: ProcessPoolExecutor(2, multiprocessing.get_context("spawn")),
    "by hand": Hand,
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # fork beside threads, which is what is tried here
@pytest.mark.parametrize("name", EXECUTORS)
def test_it_gives_the_bytes_of_a_run_here(name: str, tmp_path: Path) -> None:
    here = made(rain(), tmp_path / "here", Means(2))
    with EXECUTORS[name]() as executor:
        away = made(rain(), tmp_path / "away", Means(2, executor=executor))
        assert sorted(away) == [
            "rain/01-rain-1.mp3",
            "rain/02-rain-2.mp3",
            "rain/03-rain-3.mp3",
            "rain/timeline.json",
        ]
        assert away == here
        again = list(pipeline.produce(rain(), SETTINGS, tmp_path / "away", means=Means(2, executor=executor)))
    assert not [event for event in again if isinstance(event, (pipeline.Renewed, pipeline.FileWritten))]


def test_it_tells_what_a_run_here_tells(tmp_path: Path) -> None:
    here = list(pipeline.produce(rain(), QUIET, tmp_path / "here", means=Means(1)))
    with ThreadPoolExecutor(2) as executor:
        away = list(pipeline.produce(rain(), QUIET, tmp_path / "away", means=Means(1, executor=executor)))
    for kind in (pipeline.Renewed, pipeline.ChapterStarted):
        assert [e for e in away if isinstance(e, kind)] == [e for e in here if isinstance(e, kind)]
    for events in (here, away):
        words = sum(event.words for event in events if isinstance(event, pipeline.Spoken))
        assert isinstance(events[0], pipeline.BookStarted)
        assert words == events[0].words
    written = [[e.path.name for e in told if isinstance(e, pipeline.FileWritten)] for told in (here, away)]
    assert written[0] == written[1]


def test_few_are_under_way_at_once_and_a_slow_one_does_not_hold_up_the_others(tmp_path: Path) -> None:
    with Hand() as hand:
        here = made(rain(7), tmp_path / "here", Means(2), QUIET)
        assert made(rain(7), tmp_path / "away", Means(2, executor=hand), QUIET) == here
        assert hand.most <= 4
    never = Never()
    events = pipeline.produce(rain(30), QUIET, tmp_path / "never", means=Means(2, executor=never))
    with pytest.raises(FullcastError, match="given up"):
        for event in events:
            if isinstance(event, pipeline.ChapterStarted) and len(never.given) >= 4:
                assert len(never.given) <= 5
                never.given[1].cancel()


def test_a_script_s_sounds_and_a_book_s_cover_go_along(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "noises").mkdir(parents=True)
    with wave.open(str(home / "noises" / "bell.wav"), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes(bytes(range(250)) * 100)
    script = home / "rain.script"
    script.write_text(
        "NARRATOR: It rang.\n\n[sound: noises/bell.wav]\n\nNARRATOR: Again.\n", encoding="utf-8"
    )
    book = replace(read.book(script), cover=None)
    here = made(book, tmp_path / "here", Means(1), QUIET)
    with Hand() as hand:
        assert made(book, tmp_path / "away", Means(1, executor=hand), QUIET) == here
        (home / "noises" / "bell.wav").write_bytes(b"no sound")
        with pytest.raises(InputError, match="not a WAV") as caught:
            made(book, tmp_path / "away", Means(1, executor=hand), QUIET)
    assert caught.value.path == home / "noises" / "bell.wav"


def test_a_task_and_what_comes_of_it_can_be_sent(tmp_path: Path) -> None:
    sent: list[Task] = []

    class Spy(Hand):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            sent.extend(args)
            return super().submit(fn, *args, **kwargs)

    with Spy() as spy:
        made(rain(1), tmp_path, Means(1, executor=spy), QUIET)
    (task,) = sent
    assert pickle.loads(pickle.dumps(task)) == task
    came = make_away(task)
    assert isinstance(came, Made)
    assert pickle.loads(pickle.dumps(came)) == came
    assert [len(data) > 1000 for data in came.data] == [True]


def test_without_a_store_of_its_own_a_chapter_uses_the_cache_of_whoever_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "theirs"))
    with ThreadPoolExecutor(1) as executor:
        made(rain(1), tmp_path / "out", Means(1, None, executor))
        assert [path for path in (tmp_path / "theirs").rglob("*") if path.is_file()]
        events = list(pipeline.produce(rain(1), SETTINGS, tmp_path / "two", means=Means(1, None, executor)))
    done = events[-1]
    assert isinstance(done, pipeline.BookDone)
    assert done.balance.kept == done.balance.clips > 0


class TestErrors:
    @pytest.mark.filterwarnings("ignore::DeprecationWarning")
    @pytest.mark.parametrize("name", EXECUTORS)
    def test_they_come_back_as_themselves(self, name: str, tmp_path: Path) -> None:
        script = tmp_path / "rain.script"
        script.write_text("NARRATOR: It rang.\n\n[sound: bell.wav]\n", encoding="utf-8")
        bell = tmp_path / "bell.wav"
        bell.write_bytes(b"no sound")
        with EXECUTORS[name]() as executor, pytest.raises(InputError, match="not a WAV") as caught:
            made(read.book(script), tmp_path / "out", Means(1, executor=executor), QUIET)
        assert (type(caught.value), caught.value.path) == (InputError, bell)

    def test_one_nobody_foresaw_too(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError):
            made(rain(1), tmp_path, Means(1, executor=_Failing(executor, ZeroDivisionError("by 0"))), QUIET)

    def test_a_worker_that_dies_is_told_of(self, tmp_path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        with (
            ProcessPoolExecutor(1, context) as pool,
            pytest.raises(FullcastError, match="given up") as caught,
        ):
            made(rain(1), tmp_path, Means(1, executor=_Deadly(pool)), QUIET)
        assert "same command" in str(caught.value.hint)

    def test_it_can_be_gone_on_with(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(1) as executor:
            second = _Failing(executor, ConfigError("no"), after=1)
            with pytest.raises(ConfigError):
                made(rain(3), tmp_path, Means(1, executor=second), QUIET)
            assert (tmp_path / "rain" / "01-rain-1.mp3").is_file()
        told = list(pipeline.produce(rain(3), QUIET, tmp_path, means=Means(1)))
        assert [event.number for event in told if isinstance(event, pipeline.Kept)] == [1]


class _Failing(Executor):
    def __init__(self, inner: Executor, error: Exception, after: int = 0) -> None:
        self.inner, self.error, self.left = inner, error, after

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.left -= 1
        return (
            self.inner.submit(fn, *args, **kwargs)
            if self.left >= 0
            else self.inner.submit(_raise, self.error)
        )


class _Deadly(_Failing):
    def __init__(self, inner: Executor) -> None:
        super().__init__(inner, Exception())

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        import os

        return self.inner.submit(os._exit, 1)


def _raise(error: Exception) -> None:
    raise error


class TestStopping:
    def test_what_is_queued_is_never_begun(self, tmp_path: Path) -> None:
        never = Never()
        events = pipeline.produce(rain(9), QUIET, tmp_path / "out", means=Means(3, executor=never))
        for event in events:
            if isinstance(event, pipeline.ChapterStarted) and event.number == 4:
                break
        began = time.monotonic()
        events.close()
        assert time.monotonic() - began < 5
        assert never.given
        assert all(future.cancelled() for future in never.given)
        assert not (tmp_path / "out").exists()

    def test_what_is_made_stands(self, tmp_path: Path) -> None:
        with Hand() as hand:
            events = pipeline.produce(rain(6), QUIET, tmp_path, means=Means(1, executor=hand))
            for event in events:
                if isinstance(event, pipeline.FileWritten):
                    break
            events.close()
            told = list(pipeline.produce(rain(6), QUIET, tmp_path, means=Means(1, executor=hand)))
        assert [event.number for event in told if isinstance(event, pipeline.Kept)][:1] == [1]
        timeline = json.loads((tmp_path / "rain" / "timeline.json").read_text(encoding="utf-8"))
        assert len(timeline["chapters"]) == 6
