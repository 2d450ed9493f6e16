"""An engine that crashes, hangs or gives nonsense: tried again, then told of, while everything else is said."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from fullcast import synthesize
from fullcast.errors import ConfigError, EngineError
from fullcast.model import Clip, Failure, Line
from fullcast.synthesize.attempts import GIVEN_UP, PATIENCE, Patience, Streaks, blamed
from fullcast.synthesize.fit import fit
from synthesize.faulty import ACTS, ANSWERS, Faulty, children, faulty_line, tone, wait_until
from synthesize.lines import line

pytestmark = [pytest.mark.usefixtures("faulty"), pytest.mark.slow]  # it waits for what hangs

SHORT = Patience(start=0.4, pace=1e6)
"""Patience for what hangs, long enough for a crowded machine to say what does not."""

HANGING = ("hang", "busy", "stopped")


def texts(count: int = 12, **at: str) -> list[str]:
    """Give texts that an engine says, but for those told of: at12="exit" is the twelfth."""
    plain = [f"line {number}" for number in range(count)]
    for place, text in at.items():
        plain[int(place.removeprefix("at"))] = text
    return plain


def spoken(said: Iterable[str], jobs: int = 2, patience: Patience = SHORT) -> list[Clip | Failure]:
    return list(synthesize.synthesize(map(faulty_line, said), jobs=jobs, patience=patience))


def sound(answers: Sequence[Clip | Failure]) -> list[bytes | None]:
    return [each.samples.tobytes() if isinstance(each, Clip) else None for each in answers]


def undisturbed(said: Iterable[str]) -> list[bytes]:
    """Give what the clips hold, made here, one after the other."""
    return [fit(tone(each)).tobytes() for each in said]


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize(
    ("act", "message"),
    [
        ("segfault", r"crashed \(SIGSEGV\)"),
        ("abort", r"crashed \(SIGABRT\)"),
        ("exit", "stopped with exit code 3"),
        ("leave", "stopped with exit code 0"),
        ("bug", "failed: KeyError: 'bug'"),
        ("memory", r"failed: MemoryError\n"),
        ("quit", "failed: SystemExit: 1"),
        ("interrupt", r"failed: KeyboardInterrupt\n"),
        ("fail", "no such luck"),
    ],
)
def test_a_line_that_always_fails_is_told_of_in_its_place(act: str, message: str, jobs: int) -> None:
    said = texts(at6=act)
    answers = spoken(said, jobs)
    failure = answers[6]
    assert isinstance(failure, Failure)
    assert failure.line.text == failure.utterance.text == act
    with pytest.raises(EngineError, match=message) as caught:
        raise failure.error
    assert f"“{act}”" in (caught.value.place or "") and "Hayes" in (caught.value.place or "")
    assert caught.value.hint
    assert [each.line.text for each in answers] == said
    rest = [each for each in said if each != act]
    assert sound(answers[:6] + answers[7:]) == undisturbed(rest)
    assert children() == []


@pytest.mark.parametrize("act", HANGING)
def test_a_line_that_hangs_is_told_of_too(act: str) -> None:
    answers = spoken(texts(at3=act))
    assert [isinstance(each, Failure) for each in answers] == [number == 3 for number in range(12)]
    assert isinstance(answers[3], Failure)
    assert answers[3].error.message == "the speech engine gave nothing for 0.4 seconds"


def test_several_that_hang_at_once_hold_nobody_up() -> None:
    started = time.monotonic()
    answers = spoken(texts(20, at4="hang", at5="busy", at6="hang: again"), jobs=4)
    assert [number for number, each in enumerate(answers) if isinstance(each, Failure)] == [4, 5, 6]
    assert time.monotonic() - started < 3 * 3 * SHORT.start + 3


def test_what_hangs_holds_up_no_line_before_it() -> None:
    clips = synthesize.synthesize(map(faulty_line, texts(at5="hang")), jobs=2, patience=Patience(20))
    started = time.monotonic()
    assert [next(clips).line.text for _ in range(5)] == texts()[:5]
    assert time.monotonic() - started < 10
    clips.close()


@pytest.mark.parametrize("act", ANSWERS)
def test_what_is_no_sound_is_told_of(act: str) -> None:
    answers = spoken(texts(4, at2=act), jobs=1)
    assert [isinstance(each, Failure) for each in answers] == [False, False, True, False]
    assert isinstance(answers[2], Failure)
    assert answers[2].error.message.startswith(
        ("the speech engine gave", "the voice any of faulty says nothing")
    )


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("times", ["once", "twice"])
def test_what_fails_once_or_twice_is_said_as_if_it_never_had(times: str, jobs: int) -> None:
    acts = ("segfault", "abort", "exit", "orphan", "bug", "nan", "none", "hang")
    said = texts(30, **{f"at{3 * number + 1}": f"{times} {act}: so" for number, act in enumerate(acts)})
    assert sound(spoken(said, jobs)) == undisturbed(said)


@pytest.mark.parametrize("act", ["closed", "scribble", "blot"])
def test_a_worker_whose_pipes_are_spoilt_is_replaced(act: str) -> None:
    said = texts(at6=f"twice {act}")
    assert sound(spoken(said)) == undisturbed(said)


def test_the_last_try_is_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given: list[tuple[str, int]] = []
    synthesized = Faulty.synthesize

    def noted(self: Faulty, text: str, *rest: object, **more: object) -> object:
        with (tmp_path / "given").open("a") as file:
            file.write(f"{os.getpid()} {text}\n")
        return synthesized(self, text, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Faulty, "synthesize", noted)
    spoken(texts(20, at4="twice exit"), jobs=2)
    for row in (tmp_path / "given").read_text().splitlines():
        pid, _, text = row.partition(" ")
        given.append((text, int(pid)))
    tries = [pid for text, pid in given if text == "twice exit"]
    assert len(tries) == len(set(tries)) == 3
    assert next(text for text, pid in given if pid == tries[1]) == "twice exit"
    assert [text for text, pid in given if pid == tries[2]] == ["twice exit"]
    # What the crashed ones had not begun was tried by nobody twice.
    assert sorted(text for text, _ in given if text != "twice exit") == sorted(
        text for text in texts(20, at4="") if text
    )


@pytest.mark.parametrize("act", ["segfault", "bug", "none"])
@pytest.mark.parametrize("jobs", [1, 4])
def test_an_engine_that_never_works_is_given_up(act: str, jobs: int) -> None:
    answers = []
    with pytest.raises(
        EngineError, match="faulty does not work: 8 lines in a row failed, the first so:"
    ) as caught:
        for each in synthesize.synthesize(
            (faulty_line(f"{act}: {number}") for number in range(10_000)), jobs=jobs, patience=SHORT
        ):
            answers.append(each)
    assert len(answers) == GIVEN_UP - 1
    assert f"“{act}: 0”" in (caught.value.place or "")
    assert children() == []


def test_a_voice_that_is_not_there_is_no_failure_of_a_line() -> None:
    with pytest.raises(ConfigError, match="no such voice") as caught:
        spoken(texts(at5="voiceless"))
    assert "“voiceless”" in (caught.value.place or "")
    assert children() == []


def test_an_engine_that_is_not_there_is_no_failure_of_a_line() -> None:
    with pytest.raises(ConfigError, match="no engine"):
        list(
            synthesize.synthesize(
                [replace(faulty_line("a"), voice=replace(faulty_line("a").voice, engine="x"))], jobs=1
            )
        )


@pytest.mark.parametrize("seed", range(2))
def test_workers_killed_at_random_lose_nothing(seed: int) -> None:
    chance = random.Random(seed)
    answers: list[Clip | Failure] = []
    killed: list[int] = []

    def kill() -> None:
        while len(killed) < 20:
            count = len(answers) + 12  # more than are on their way, so that no line is hit three times
            assert wait_until(lambda count=count: len(answers) >= count, 20)  # type: ignore[misc]
            time.sleep(chance.uniform(0, 0.02))
            if workers := children():
                os.kill(chance.choice(workers), signal.SIGKILL)
                killed.append(len(answers))

    killer = threading.Thread(target=kill)

    def lines() -> Iterator[Line]:
        while len(killed) < 20:
            yield faulty_line(f"wait: {len(answers)}")

    killer.start()
    for each in synthesize.synthesize(lines(), jobs=3, patience=Patience(5)):
        answers.append(each)
    killer.join()
    assert len(killed) == 20
    assert sound(answers) == undisturbed(each.line.text for each in answers)


def test_espeak_killed_in_the_middle_says_the_same() -> None:
    lines = [line(f"It was {number} o’clock, and nobody got off.") for number in range(24)]
    whole = sound(list(synthesize.synthesize(lines, jobs=1)))
    answers: list[Clip | Failure] = []
    for each in synthesize.synthesize(lines, jobs=2):
        if len(answers) in (1, 11):
            for worker in children():
                os.kill(worker, signal.SIGKILL)
        answers.append(each)
    assert sound(answers) == whole and None not in whole


def test_without_processes_all_but_crashes_are_met_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    said = texts(at1="twice bug", at3="nan", at5="quit", at7="once none", at9="fail", at10="memory")
    answers = spoken(said)
    assert [number for number, each in enumerate(answers) if isinstance(each, Failure)] == [3, 5, 9, 10]
    good = [number for number in range(12) if number not in (3, 5, 9, 10)]
    assert [sound(answers)[number] for number in good] == [undisturbed(said)[number] for number in good]
    with pytest.raises(EngineError, match="does not work"):
        spoken([f"bug: {number}" for number in range(9)])
    with pytest.raises(KeyboardInterrupt):
        spoken(["interrupt"])


def test_patience_grows_with_the_text_and_heeds_the_engine() -> None:
    assert Patience(60, 50).seconds("x" * 100) == 62
    assert Patience(60, 50).seconds("x" * 100, pace=10) == 70
    assert Patience(60, 50).seconds("x" * 100, pace=-1) == 62
    assert PATIENCE.seconds("") == 60


def test_what_a_crash_leaves_behind_is_not_waited_for() -> None:
    started = time.monotonic()
    assert isinstance(spoken(["fine", "orphan"], patience=PATIENCE)[1], Failure)
    assert time.monotonic() - started < 20


def test_an_engine_that_says_it_is_slow_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Faulty, "pace", 1.0, raising=False)
    monkeypatch.setitem(ACTS, "late", lambda: time.sleep(0.8))
    (clip,) = spoken(["late"], patience=Patience(0.1, 1_000))
    assert isinstance(clip, Clip)


def test_only_what_was_made_ends_a_row_of_failures() -> None:
    streaks = Streaks()
    error = EngineError("no")
    for _ in range(GIVEN_UP - 1):
        streaks.failed("a", error)
        streaks.worked("b", made=True)
        streaks.worked("a", made=False)
    streaks.worked("a", made=True)
    for _ in range(GIVEN_UP - 1):
        streaks.failed("a", error)
    with pytest.raises(EngineError, match="engine a does not work"):
        streaks.failed("a", error)


def test_an_error_whose_words_are_broken_is_told_by_its_kind() -> None:
    class BrokenError(Exception):
        def __str__(self) -> str:
            raise ValueError

    assert blamed(BrokenError()).message == "the speech engine failed: BrokenError"
    assert len(blamed(ValueError("x" * 10_000)).message) < 300
