"""Runs a function in a child process of its own, made by fork, and brings back its bytes."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable

from fullcast.errors import EngineError


def fork() -> int:
    """Fork, without the warning of Python 3.12 on doing so beside other threads.

    The children made here touch no lock that another thread may hold: they use their own pipes and an
    engine's library, import nothing new of what the parent imports lazily, and leave by os._exit.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def apart(function: Callable[[], bytes]) -> bytes:
    """Call a function in a forked child and give its bytes. Raises EngineError where the child dies."""
    reader, writer = os.pipe()
    child = fork()
    if child == 0:
        _answer(function, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if status != 0:
        raise EngineError(f"the speech engine {ending(status)}")
    return answer


def _answer(function: Callable[[], bytes], writer: int) -> None:
    code = 1
    try:
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(function())
        code = 0
    finally:
        os._exit(code)


def ending(status: int) -> str:
    """Say in words how a child ended, from the status that os.waitpid gives."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"stopped with exit code {code}"
    return f"crashed ({signal.Signals(-code).name})"
