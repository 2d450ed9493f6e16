"""One worker process: it is given requests through a pipe, and gives what it made of them through another.

It is forked from the caller, so starting one costs a few milliseconds and loads nothing again. It and all that it
started (a process group of its own) end when it is closed; it ends by itself when the caller is gone (its inbox ends
then), and where it hangs, by a timer.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import pickle
import resource
import select
import shutil
import signal
import struct
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

from fullcast.errors import EngineError, FullcastError
from fullcast.synthesize.apart import ending, fork
from fullcast.synthesize.attempts import blamed

Request = TypeVar("Request")
Parts = Sequence["bytes | memoryview"]
Work = Callable[[Request], Parts]
"""Makes an answer, in parts that are sent one after the other. What it raises becomes the answer."""

Answer = bytearray | FullcastError

_HEAD = struct.Struct("<?Q")
"""What goes before an answer: whether it is one (or an error), and its length."""

_LARGEST = 1 << 31
"""Bytes of an answer that no line comes near: 3 hours of sound. What claims to be longer is nonsense."""

_PIPE = 1 << 20
"""Bytes a pipe holds, where the system allows it: some seconds of sound."""


class Worker:
    """One process and its two pipes.

    `answers` have come and were not fetched, in the order of the requests; `ended` says that no more will come.
    `stirred` is when it last showed life (time.monotonic).
    """

    def __init__(self, work: Work[Request], scratch: Path) -> None:
        inbox, self._to = os.pipe()
        self._from, outbox = os.pipe()
        for end in (self._to, outbox):
            _widen(end)
        parent = os.getpid()
        self._process = fork()
        if self._process == 0:
            _live(work, inbox, outbox, scratch, parent)
        with contextlib.suppress(OSError):  # The child does so too: whoever comes first.
            os.setpgid(self._process, self._process)
        os.close(inbox)
        os.close(outbox)
        os.set_blocking(self._to, False)
        self.answers: deque[Answer] = deque()
        self.ended = False
        self.stirred = time.monotonic()
        self._unsent = b""
        self._is_answer: bool | None = None
        self._part = bytearray(_HEAD.size)
        self._filled = 0

    def send(self, request: bytes) -> None:
        """Send a request, made by `packed`, now or as soon as the pipe has room."""
        self._unsent += len(request).to_bytes(8, "little") + request
        self._push()

    def wishes(self) -> Iterator[tuple[int, int, Callable[[], None]]]:
        """Say which pipe this worker waits for, and what to do when it is ready."""
        if not self.ended:
            yield self._from, select.POLLIN, self._pull
            if self._unsent:
                yield self._to, select.POLLOUT, self._push

    def _push(self) -> None:
        try:
            self._unsent = self._unsent[os.write(self._to, self._unsent) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self._unsent = b""  # It died: its own pipe says so.

    def _pull(self) -> None:
        count = os.readv(self._from, [memoryview(self._part)[self._filled :]])
        self._filled += count
        self.stirred = time.monotonic()
        if count == 0:
            self.ended = True
        elif self._filled == len(self._part):
            self._complete()

    def _complete(self) -> None:
        """Go from the head to the body, or from the body to the next head."""
        if self._is_answer is None:
            self._is_answer, size = _HEAD.unpack(self._part)
            if size > _LARGEST:
                self.ended = True
                return
            self._part = bytearray(size)
        if self._filled == len(self._part) or not self._part:
            self.answers.append(self._part if self._is_answer else _error(self._part))
            self._is_answer, self._part = None, bytearray(_HEAD.size)
        self._filled = 0

    def died(self) -> bool:
        """Say whether the process is gone and all it sent is read, even if what it left behind holds its pipes open."""
        if self.ended:
            return True
        states = os.WEXITED | os.WNOHANG | os.WNOWAIT
        if os.waitid(os.P_PID, self._process, states) is None:
            return False
        poll = select.poll()
        poll.register(self._from, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> str:
        """End the process and all that it started, at once: it holds nothing worth saving. Say how it ended."""
        os.close(self._to)
        os.close(self._from)
        for kill in (os.killpg, os.kill):  # One that died is unharmed by it: it is there until waited for.
            with contextlib.suppress(ProcessLookupError):
                kill(self._process, signal.SIGKILL)
        _, status = os.waitpid(self._process, 0)
        return ending(status)


def packed(request: object, seconds: float) -> bytes:
    """Make of a request, and the seconds it may take, what a worker is sent."""
    return pickle.dumps((request, seconds))


def _error(pickled: bytes | bytearray) -> FullcastError:
    try:
        error = pickle.loads(pickled)  # noqa: S301 - from a process forked here, through a pipe of its own
    except Exception as fault:  # noqa: BLE001 - an engine that spoilt its process may send anything
        return blamed(fault)
    return error if isinstance(error, FullcastError) else EngineError(str(error))


def _widen(pipe: int) -> None:
    """Let a pipe hold more than the usual 64 KiB; the system may say no, and then it works as it is."""
    with contextlib.suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


# --- in the process -------------------------------------------------------------------------------


def _live(work: Work[Request], inbox: int, outbox: int, scratch: Path, parent: int) -> NoReturn:
    """Answer requests until there are no more; leave without running anything of the parent's.

    A `parent` that was killed could not clear up: then the workers, which are many, do.
    """
    code = 1
    try:
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the parent, which ends this process.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # A crash is told of: it leaves no file.
        gc.freeze()  # The parent's objects stay shared pages: never collected here.
        _let_go(inbox, outbox)
        scratch.mkdir(mode=0o700, exist_ok=True)
        tempfile.tempdir = str(scratch)
        _serve(work, inbox, outbox)
        code = 0
    finally:
        if _orphaned(parent):
            shutil.rmtree(scratch, ignore_errors=True)
        os._exit(code)


def _orphaned(parent: int) -> bool:
    """Say whether the parent was killed. One that lives ends this process while it is waited for."""
    for _ in range(100):
        if os.getppid() != parent:
            return True
        time.sleep(0.01)  # Its pipes are closed a moment before its children are given away.
    return False


def _let_go(*keep: int) -> None:
    """Close every other open file, so that the pipes of an encoder or a sibling end when the parent says so.

    Standard output and error lead nowhere: pyttsx3 and eSpeak NG print to them.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    for entry in Path("/proc/self/fd").iterdir():
        handle = int(entry.name)
        if handle > 2 and handle not in keep:
            with contextlib.suppress(OSError):
                os.close(handle)


def _serve(work: Work[Request], inbox: int, outbox: int) -> None:
    with os.fdopen(inbox, "rb") as requests:
        while head := requests.read(8):
            request, seconds = pickle.loads(requests.read(int.from_bytes(head, "little")))  # noqa: S301 - the parent's
            # The parent ends what hangs; where it is gone by then, this does, even inside native code.
            signal.setitimer(signal.ITIMER_REAL, 2 * seconds + 1)
            is_answer, parts = _answer(work, request)
            signal.setitimer(signal.ITIMER_REAL, 0)
            _write(outbox, _HEAD.pack(is_answer, sum(map(len, parts))))
            for part in parts:
                _write(outbox, part)


def _answer(work: Work[Request], request: Request) -> tuple[bool, Parts]:
    try:
        return True, work(request)
    except FullcastError as error:
        return False, (pickle.dumps(error),)
    except BaseException as error:  # noqa: BLE001 - nobody presses Ctrl-C here: it is all the engine's
        return False, (pickle.dumps(blamed(error)),)


def _write(pipe: int, data: bytes | memoryview) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(pipe, rest) :]
