"""Worker processes that turn tasks into bytes, in order, with a bounded number on their way.

The processes are forked from the caller, so starting one costs a few milliseconds and loads nothing again.
They end with the generator, on an error, and when the caller is killed (their inbox ends then).
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import pickle
import select
import signal
import struct
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NoReturn, TypeVar

from fullcast.errors import EngineError, FullcastError
from fullcast.synthesize.apart import ending, fork

Task = TypeVar("Task")
Request = TypeVar("Request")
Work = Callable[[Request], bytes | memoryview]

_AHEAD = 3
"""Tasks a worker is given before it has answered the first, so that it never waits for the next."""

_HEAD = struct.Struct("<?Q")
"""What goes before an answer: whether it is one (or an error), and its length."""

_PIPE = 1 << 20
"""Bytes a pipe holds, where the system allows it: some seconds of sound."""


def ordered(
    tasks: Iterable[Task],
    work: Work[Request],
    *,
    request: Callable[[Task], Request],
    patience: Callable[[Task], float],
    jobs: int,
) -> Generator[tuple[Task, bytearray | FullcastError], None, None]:
    """Give each task and what `work` makes of its `request`, or the error it raised, in order.

    At most 3 tasks a job are read ahead and held; only their requests are pickled. A worker that crashes, or
    takes more than `patience` seconds over a task, is an EngineError of that task and of all that worker has yet to do.
    """
    rest = iter(tasks)
    with tempfile.TemporaryDirectory(prefix="fullcast-", ignore_cleanup_errors=True) as scratch:
        workers = _Workers()
        due: deque[tuple[Task, _Worker]] = deque()
        try:
            workers.start(work, jobs, scratch)
            while True:
                for task in islice(rest, _AHEAD * jobs - len(due)):
                    due.append((task, workers.give(request(task))))
                if not due:
                    return
                task, worker = due.popleft()
                yield task, workers.wait(worker, patience(task))
        finally:
            workers.close()


class _Workers:
    """The processes of one run, given tasks in turn: which of them has a task changes nothing in its answer."""

    def __init__(self) -> None:
        self._all: list[_Worker] = []
        self._given = 0

    def start(self, work: Work[Request], jobs: int, scratch: str) -> None:
        """Fork the processes. Raises EngineError where the system allows no more."""
        try:
            for _ in range(jobs):
                self._all.append(_Worker(work, scratch))
        except OSError as error:
            raise EngineError(
                f"no process for speech can be started: {error}", hint="try fewer --jobs"
            ) from error

    def give(self, request: object) -> _Worker:
        """Give out a request; say which worker has it."""
        worker = self._all[self._given % len(self._all)]
        self._given += 1
        worker.send(pickle.dumps(request))
        return worker

    def wait(self, wanted: _Worker, patience: float) -> bytearray | FullcastError:
        """Wait for one worker's next answer, and meanwhile let every pipe flow."""
        deadline = time.monotonic() + patience
        while not wanted.answers:
            if wanted.death is not None:
                return wanted.death
            if time.monotonic() > deadline:
                return EngineError(f"the speech engine gave nothing for {patience:.0f} seconds")
            self._flow()
        return wanted.answers.popleft()

    def _flow(self) -> None:
        actions: dict[int, Callable[[], None]] = {}
        poll = select.poll()
        for worker in self._all:
            for handle, event, action in worker.wishes():
                poll.register(handle, event)
                actions[handle] = action
        for handle, _ in poll.poll(1000):
            actions[handle]()

    def close(self) -> None:
        """End every process."""
        for worker in self._all:
            worker.close()


class _Worker:
    """One process and its two pipes. `answers` have come and were not fetched; `death` ends them."""

    def __init__(self, work: Work[Request], scratch: str) -> None:
        inbox, self._to = os.pipe()
        self._from, outbox = os.pipe()
        for end in (self._to, outbox):
            _widen(end)
        self._process = fork()
        if self._process == 0:
            _live(work, inbox, outbox, scratch)
        os.close(inbox)
        os.close(outbox)
        os.set_blocking(self._to, False)
        self.answers: deque[bytearray | FullcastError] = deque()
        self._unsent = b""
        self._is_answer: bool | None = None
        self._part = bytearray(_HEAD.size)
        self._filled = 0
        self.death: EngineError | None = None

    def send(self, task: bytes) -> None:
        """Send a task, now or as soon as the pipe has room."""
        self._unsent += len(task).to_bytes(8, "little") + task
        self._push()

    def wishes(self) -> Iterator[tuple[int, int, Callable[[], None]]]:
        """Say which pipe this worker waits for, and what to do when it is ready."""
        if self.death is None:
            yield self._from, select.POLLIN, self._pull
            if self._unsent:
                yield self._to, select.POLLOUT, self._push

    def _push(self) -> None:
        try:
            self._unsent = self._unsent[os.write(self._to, self._unsent) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self._unsent = b""  # It died: its own pipe says so, at the turn of the task it died of.

    def _pull(self) -> None:
        count = os.readv(self._from, [memoryview(self._part)[self._filled :]])
        self._filled += count
        if count == 0:
            self._mourn()
        elif self._filled == len(self._part):
            self._complete()

    def _complete(self) -> None:
        """Go from the head to the body, or from the body to the next head."""
        if self._is_answer is None:
            self._is_answer, size = _HEAD.unpack(self._part)
            self._part = bytearray(size)
        if self._filled == len(self._part) or not self._part:
            self.answers.append(self._part if self._is_answer else _error(self._part))
            self._is_answer, self._part = None, bytearray(_HEAD.size)
        self._filled = 0

    def _mourn(self) -> None:
        _, status = os.waitpid(self._process, 0)
        self.death = EngineError(f"the speech engine {ending(status)}")

    def close(self) -> None:
        """End the process at once: it holds nothing worth saving."""
        os.close(self._to)
        os.close(self._from)
        if self.death is None:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)


def _error(pickled: bytes | bytearray) -> FullcastError:
    error = pickle.loads(pickled)  # noqa: S301 - from a process forked here, through a pipe of its own
    return error if isinstance(error, FullcastError) else EngineError(str(error))


def _widen(pipe: int) -> None:
    """Let a pipe hold more than the usual 64 KiB; the system may say no, and then it works as it is."""
    with contextlib.suppress(OSError, AttributeError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


# --- in the worker --------------------------------------------------------------------------------


def _live(work: Work[Request], inbox: int, outbox: int, scratch: str) -> NoReturn:
    """Answer tasks until there are no more; leave without running anything of the parent's."""
    code = 1
    try:
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl-C reaches the parent too, which ends this process.
        gc.freeze()  # The parent's objects stay shared pages: never collected here.
        _let_go(inbox, outbox)
        tempfile.tempdir = scratch
        _serve(work, inbox, outbox)
        code = 0
    finally:
        os._exit(code)


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
    with os.fdopen(inbox, "rb") as tasks, os.fdopen(outbox, "wb", buffering=0) as answers:
        while head := tasks.read(8):
            task = pickle.loads(tasks.read(int.from_bytes(head, "little")))  # noqa: S301 - the parent's
            try:
                answer: bytes | memoryview = work(task)
                is_answer = True
            except FullcastError as error:
                answer, is_answer = pickle.dumps(error), False
            _write(answers.fileno(), _HEAD.pack(is_answer, len(answer)))
            _write(answers.fileno(), answer)


def _write(pipe: int, data: bytes | memoryview) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(pipe, rest) :]
