"""Chapters made on the machines of a Dask cluster: an executor for `Means`, and all that is known here of Dask.

    with connected("tcp://10.0.0.5:8786") as cluster:
        produce(book, settings, out, means=Means(cluster.threads, None, cluster))

A task holds all that a chapter is made of, so a worker needs fullcast, its engines and an ffmpeg, and no folder of ours.
Each worker keeps clips in the cache of its own machine; files come back as bytes, and are let go of there as soon as they
are here. A worker that dies takes nothing with it: Dask gives its chapters to another.

Dask sends pickles, and asks nobody who he is unless TLS is set up: whoever reaches the scheduler's port can run what he likes
on every worker, and on us.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import platform
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache as once
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fullcast import __version__, ffmpeg
from fullcast import synthesize as synthesizing
from fullcast.errors import AudioError, ClusterError, ConfigError, FullcastError, OutputError, UsageError
from fullcast.pipeline.reuse import code

T = TypeVar("T")

CONNECT = 10.0
"""Seconds to wait for the scheduler, and then for its first worker."""

GONE = 30.0
"""Seconds without a scheduler, or without any worker, after which nobody waits for them any more."""

FETCH = 300.0
"""Seconds that the files of one chapter may take on their way here."""

LOOK = 1.0
"""Seconds between two looks at whether there are workers."""

RETRIES = 3
"""How often what went wrong by a machine's fault (a full disk, a missing program) is tried again."""

_LATE = (OSError, TimeoutError, asyncio.TimeoutError, futures.TimeoutError)
"""What comes of waiting in vain; one class since Python 3.11."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the bytes of a chapter depend on besides its task: two machines that agree in it make the same ones."""

    python: str
    fullcast: str
    code: str
    ffmpeg: str | None
    engines: Mapping[str, str | None]

    def unlike(self, other: Identity) -> list[str]:
        """Say in what `other` differs; an engine that is not here does not count."""
        pairs = {
            "Python": (self.python, other.python),
            "fullcast": (self.fullcast, other.fullcast),
            "fullcast's code, numpy, soxr or pydub": (self.code[:8], other.code[:8]),
            "ffmpeg": (self.ffmpeg, other.ffmpeg),
            **{
                f"the engine {name}": (mine, other.engines.get(name))
                for name, mine in self.engines.items()
                if mine is not None
            },
        }
        return [
            f"{what} is {theirs or 'missing'} there, {mine} here"
            for what, (mine, theirs) in pairs.items()
            if mine != theirs
        ]


@once
def identity() -> Identity:
    """Tell of this machine; what cannot be had here is None."""
    encoder: str | None = None
    with suppress(AudioError):
        encoder = ffmpeg.version()
    engines = {name: _version(name) for name in synthesizing.ENGINES}
    python = ".".join(platform.python_version_tuple()[:2])
    return Identity(python, __version__, code(), encoder, engines)


def _version(engine: str) -> str | None:
    try:
        return synthesizing.version(engine)
    except FullcastError:
        return None


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Give the executor of the Dask cluster whose scheduler is at `address`, and leave the cluster in the end.

    What is queued then is taken back. Raises UsageError for what is no tcp:// or tls:// address, ConfigError where
    Dask is not installed, ClusterError where there is no scheduler or no worker, or a worker differs from us.
    """
    _check(address)
    library = _library()
    with _hushed():
        client = _client(library, address)
        try:
            cluster = Cluster(client, address, _agreed(client, address))
            try:
                yield cluster
            finally:
                cluster.shutdown(wait=False, cancel_futures=True)
        finally:
            with suppress(*_LATE):
                client.close(timeout=CONNECT)


def _check(address: str) -> None:
    hint = "give the scheduler's, such as tcp://10.0.0.5:8786"
    try:
        parts = urlsplit(address)
        whole = parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port
    except ValueError:  # a port that is no number
        whole = None
    if not whole:
        raise UsageError(f"--cluster: “{address[:80]}” is no address of a scheduler", hint=hint)


def _library() -> Any:
    try:
        import distributed
    except ImportError as fault:
        hint = "install it with `pip install 'fullcast[cluster]'`"
        raise ConfigError(f"a cluster needs Dask, which is not installed: {fault}", hint=hint) from fault
    return distributed


def _client(library: Any, address: str) -> Any:
    try:
        _knock(address)
        return library.Client(address, timeout=CONNECT, set_as_default=False, name="fullcast")
    except _LATE as fault:
        raise ClusterError(
            f"no Dask scheduler answers within {CONNECT:.0f} seconds",
            place=address,
            hint="start one with `dask scheduler`, or look whether the address and the firewall are right",
        ) from fault
    except (ValueError, TypeError, RuntimeError, ImportError) as fault:
        raise ClusterError(
            f"the scheduler cannot be used: {_first_line(fault)}",
            place=address,
            hint="is the address right, and for tls:// are Dask's certificates configured?",
        ) from fault


def _knock(address: str) -> None:
    """Wait until a scheduler answers at `address`. Raises OSError where none does in time.

    Dask's own waiting has a limit for the connection, and none for the first word of whatever listens there.
    """
    parts = urlsplit(address)
    goal = parts.hostname or "", parts.port or 0
    end = time.monotonic() + CONNECT
    while True:
        try:
            with socket.create_connection(goal, max(0.1, end - time.monotonic())) as line:
                # With TLS the client speaks first.
                if parts.scheme == "tls" or line.recv(1):
                    return
                raise ConnectionResetError("it hangs up")
        except OSError:
            if time.monotonic() + 0.1 > end:
                raise
        time.sleep(0.1)


def _agreed(client: Any, address: str) -> Identity:
    """Return what this machine and all workers are. Raises ClusterError where there are none, or one differs."""
    try:
        client.wait_for_workers(1, timeout=CONNECT)
    except _LATE as fault:
        hint = f"start some with `dask worker {address} --nthreads 1 --nworkers auto`"
        raise ClusterError("the scheduler has no workers", place=address, hint=hint) from fault
    mine = identity()
    hint = "install the same fullcast, libraries and ffmpeg everywhere: one container image is the sure way"
    try:
        found = client.run(identity, on_error="return")
    except Exception as fault:
        message = f"the workers cannot be asked what they are: {_first_line(fault)}"
        raise ClusterError(message, place=address, hint=hint) from fault
    for worker, theirs in sorted(found.items()):
        if not isinstance(theirs, Identity):
            message = f"this worker cannot run this fullcast: {_first_line(theirs)}"
            raise ClusterError(message, place=worker, hint=hint)
        if told := mine.unlike(theirs):
            raise ClusterError(
                f"this worker would make other files: {'; '.join(told)}", place=worker, hint=hint
            )
    return mine


def _first_line(fault: object) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0][:200]


class Cluster(Executor):
    """An executor whose calls are made on the workers of a Dask cluster; results are held there no longer than needed.

    Where the scheduler, or every worker, is gone for GONE seconds, all that is queued ends in a ClusterError.
    """

    def __init__(self, client: Any, address: str, agreed: Identity) -> None:
        self._client = client
        self._address = address
        self._agreed = agreed
        self._lock = threading.Lock()
        self._away: dict[Future[Any], Any] = {}
        self._lost: ClusterError | None = None
        self._over = threading.Event()
        threading.Thread(target=self._watch, name="fullcast-cluster", daemon=True).start()

    @property
    def threads(self) -> int:
        """How many chapters the workers that are there now make at once."""
        there: Mapping[str, int] = self._client.nthreads()
        return max(1, sum(there.values()))

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a worker call `fn`, which it must be able to import. Raises ClusterError where the cluster is lost."""
        if self._lost is not None:
            raise self._lost
        future: Future[T] = Future()
        # Bytes, so that Dask does not look through a chapter's thousands of lines for something of its own.
        call = pickle.dumps((fn, args, kwargs))
        away = self._client.submit(_there, self._agreed, call, pure=False, retries=RETRIES)
        with self._lock:
            self._away[future] = away
        future.add_done_callback(self._forget)
        away.add_done_callback(partial(self._arrived, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for what is under way, if asked to, having taken back what can be, if asked to."""
        with self._lock:
            open_ones = list(self._away)
        for future in open_ones if cancel_futures else ():
            future.cancel()
        if wait:
            futures.wait(open_ones)
        self._over.set()

    def _forget(self, future: Future[Any]) -> None:
        """Let go of a call that is done, or that nobody waits for."""
        with self._lock:
            away = self._away.pop(future, None)
        if away is not None and future.cancelled():
            with suppress(*_LATE):
                away.cancel()
        del away  # Dask drops a result whose last name is gone.

    def _arrived(self, future: Future[Any], away: Any) -> None:
        """Fetch what a worker made, or what it raised."""
        if future.done():
            return
        answer, fault = None, None
        try:
            if away.status == "finished":
                done, answer = pickle.loads(away.result(timeout=FETCH))  # noqa: S301 - from our own workers
                fault = None if done else answer
            else:
                fault = self._ended(away)
        except Exception as error:  # noqa: BLE001 - whatever Dask says, somebody waits for this call
            fault = self._broken(f"a chapter did not come back: {_first_line(error)}")
        with suppress(InvalidStateError):  # it was cancelled meanwhile
            if fault is None:
                future.set_result(answer)
            else:
                future.set_exception(fault)

    def _ended(self, away: Any) -> BaseException:
        if away.status != "error":
            return self._broken("the scheduler has dropped a chapter: was it started anew?")
        fault: BaseException = away.exception(timeout=FETCH)
        if type(fault).__name__ == "KilledWorker":
            return self._broken("every worker that was given this chapter has died: too little memory there?")
        return fault

    def _broken(self, message: str) -> ClusterError:
        hint = "run the same command again, here or on the cluster: what is made is kept"
        return ClusterError(message, place=self._address, hint=hint)

    def _watch(self) -> None:
        """Look for workers all the time, and give up where there are none for too long."""
        since = time.monotonic()
        while not self._over.wait(LOOK):
            lack = self._lack()
            if lack is None:
                since = time.monotonic()
            elif time.monotonic() - since > GONE:
                self._lost = self._broken(f"{lack} for {GONE:.0f} seconds")
                with self._lock:
                    open_ones = list(self._away)
                for future in open_ones:
                    with suppress(InvalidStateError):
                        future.set_exception(self._lost)
                return

    def _lack(self) -> str | None:
        try:
            there = self._client.nthreads(callback_timeout=5)
        except Exception:  # noqa: BLE001 - a client whose scheduler is gone fails in many ways
            return "the scheduler has not answered"
        return None if there else "the scheduler has had no workers"


def _there(agreed: Identity, call: bytes) -> bytes:
    """Make a call, on a worker.

    An error that would come again anywhere is an answer; one that is this machine's is raised, so that it is tried again.
    """
    told = agreed.unlike(identity())
    if told:
        raise ClusterError(f"a worker that came later would make other files: {'; '.join(told)}")
    fn, args, kwargs = pickle.loads(call)  # noqa: S301 - Dask's own are pickles too
    try:
        return pickle.dumps((True, fn(*args, **kwargs)))
    except (AudioError, OutputError):
        raise
    except FullcastError as error:
        return pickle.dumps((False, error))


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep what Dask logs and warns of from standard error: what matters of it comes as an error of ours."""
    names = [name for name in list(logging.root.manager.loggerDict) if name.split(".")[0] == "distributed"]
    handlers = {handler for name in names for handler in logging.getLogger(name).handlers}
    for handler in handlers:
        handler.addFilter(_nothing)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for handler in handlers:
            handler.removeFilter(_nothing)


def _nothing(_: logging.LogRecord) -> bool:
    return False
