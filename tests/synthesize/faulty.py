"""An engine that does what its text says, however bad; and what it takes to see that nothing is left of it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from fullcast import synthesize
from fullcast.errors import ConfigError, EngineError
from fullcast.model import Line, Sound, Voice, VoiceInfo
from fullcast.synthesize.engine import Speech
from synthesize.lines import line


def tone(text: str, rate: int = 44_100) -> Speech:
    """Give 10 ms a character, 2 s at most, of a wave that is another for another text."""
    wave = np.sin(np.arange(min(len(text), 200) * rate // 100) * (0.01 + sum(text.encode()) % 97 / 1000))
    return Speech((wave * 0.1).astype(np.float32), rate, -20.0, trimmed=True)


def _stopped() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def _busy() -> None:
    while True:
        pass


def _orphan() -> None:
    """Leave a child that holds every pipe open, and die."""
    if os.fork() == 0:
        time.sleep(30)
        os._exit(0)
    os._exit(4)


def _scribble(data: bytes) -> Callable[[], None]:
    """Write into whatever is open, as a library that mistakes a handle for its own."""

    def act() -> None:
        for handle in range(3, 100):
            with contextlib.suppress(OSError):
                os.write(handle, data)

    return act


def _raise(error: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


ACTS: dict[str, Callable[[], object]] = {
    "segfault": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "exit": lambda: os._exit(3),
    "leave": lambda: os._exit(0),
    "closed": lambda: os.closerange(0, 100),
    "hang": lambda: time.sleep(30),
    "busy": _busy,
    "stopped": _stopped,
    "orphan": _orphan,
    "scribble": _scribble(b"\xff" * 100),
    "blot": _scribble(b"\0" * 100),
    "bug": _raise(KeyError("bug")),
    "memory": _raise(MemoryError()),
    "quit": _raise(SystemExit(1)),
    "interrupt": _raise(KeyboardInterrupt()),
    "fail": _raise(EngineError("no such luck", hint="say it otherwise")),
    "voiceless": _raise(ConfigError("there is no such voice", hint="near ones")),
}

ANSWERS: dict[str, Callable[[], Any]] = {
    "none": lambda: None,
    "bytes": lambda: b"RIFF",
    "tuple": lambda: (np.ones(9, np.float32), 44_100, -20.0),
    "list": lambda: Speech([0.1] * 900, 44_100, -20.0),  # type: ignore[arg-type]
    "double": lambda: Speech(np.ones(900), 44_100, -20.0),  # type: ignore[arg-type]
    "stereo": lambda: Speech(np.ones((900, 2), np.float32), 44_100, -20.0),
    "nan": lambda: Speech(np.array([0.1, np.nan, 0.1], np.float32), 44_100, -20.0),
    "infinite": lambda: Speech(np.array([0.1, -np.inf], np.float32), 44_100, -20.0),
    "huge": lambda: Speech(np.full(900, 1e30, np.float32), 44_100, -20.0),
    "slow": lambda: tone("x" * 99, 3_999),
    "fast": lambda: tone("x" * 99, 192_001),
    "no rate": lambda: tone("x" * 99)._replace(sample_rate=44_100.0),  # type: ignore[arg-type]
    "level": lambda: tone("x" * 99)._replace(level=float("nan")),
    "no level": lambda: tone("x" * 99)._replace(level=None),  # type: ignore[arg-type]
    "loud": lambda: tone("x" * 99)._replace(level=1e9),
    "endless": lambda: Speech(np.full(80 * 4_000, 0.1, np.float32), 4_000, -20.0),
    "nothing": lambda: Speech(np.zeros(0, np.float32), 44_100, -20.0),
    "silent": lambda: Speech(np.zeros(44_100, np.int16), 44_100, -20.0, trimmed=True),
}


class Faulty:
    """Does what a text says ("segfault"), once where it says so ("once segfault"), or twice; else gives a tone.

    `flags` is the folder where it notes what it did.
    """

    version = "faulty"
    flags: ClassVar[Path]

    def voices(self) -> tuple[VoiceInfo, ...]:
        return ()

    def check(self, voice: Voice) -> None:
        pass

    def heeds(self, phonemes: str, alphabet: str, voice: Voice) -> bool:
        return False

    def synthesize(
        self, text: str, voice: Voice, *, sounds: Sequence[Sound] = (), language: str = ""
    ) -> Speech:
        act = text.partition(":")[0]
        for times, word in ((1, "once "), (2, "twice ")):
            if act.startswith(word):
                act = act.removeprefix(word) if self._may(text, times) else ""
        ACTS.get(act, lambda: None)()
        if act.startswith("wait"):
            time.sleep(0.005)
        speech: Speech = ANSWERS[act]() if act in ANSWERS else tone(text)
        return speech

    def _may(self, text: str, times: int) -> bool:
        for number in range(times):
            try:
                (self.flags / f"{text} {number}").touch(exist_ok=False)
            except FileExistsError:
                continue
            return True
        return False


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Have the engine, and see that no process is left behind."""
    monkeypatch.setattr(synthesize, "ENGINES", {**synthesize.ENGINES, "faulty": Faulty})
    monkeypatch.setattr(Faulty, "flags", tmp_path, raising=False)
    adopt(True)
    before = set(children())
    yield
    synthesize._engine.cache_clear()
    left = set(children()) - before
    ended = wait_until(lambda: not any(map(alive, left)))
    for pid in left:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    adopt(False)
    assert ended


def adopt(yes: bool) -> None:
    """Let whatever a child leaves behind become this process's own child (PR_SET_CHILD_SUBREAPER)."""
    assert ctypes.CDLL(None).prctl(36, int(yes), 0, 0, 0) == 0


def faulty_line(text: str, speaker: str | None = "Hayes") -> Line:
    return line(text, "any", engine="faulty", speaker=speaker)


def children() -> list[int]:
    """List this process's children that still live, or were not waited for.

    The helper that Python starts with its first spawned child, in whichever test that is, is none of fullcast's.
    """
    pids = [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    return [pid for pid in pids if b"resource_tracker" not in _command(pid)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


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
