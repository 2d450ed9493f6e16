"""Workers that turn tasks into bytes, in order, with a bounded number on their way, whatever befalls a worker.

A worker that dies, hangs, or gives an error of its engine is ended. What it had not begun is done by others; what
it was on is tried again as the first task of a fresh worker, then as the only one of another, and then it is an error.
"""

from __future__ import annotations

import secrets
import select
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from fullcast.errors import EngineError
from fullcast.synthesize.attempts import TRIES
from fullcast.synthesize.worker import Answer, Request, Work, Worker, packed

Task = TypeVar("Task")

_AHEAD = 3
"""Tasks a worker is given before it has answered the first, so that it never waits for the next."""

_NAP = 0.2
"""Seconds of waiting at most before it is seen whether a worker died that cannot say so."""


def ordered(
    tasks: Iterable[Task],
    work: Work[Request],
    *,
    request: Callable[[Task], Request],
    patience: Callable[[Task], float],
    jobs: int,
    heed: Callable[[], object] = lambda: None,
) -> Generator[tuple[Task, Answer], None, None]:
    """Give each task and what `work` makes of its `request`, or the error of its last try, in order.

    At most 3 tasks a job are read ahead and held; only their requests are pickled. A worker that crashes, or takes
    more than `patience` seconds over a task, is an EngineError of that task. Other errors than an EngineError are
    believed the first time. Raises EngineError where the system allows no more processes, and what `heed` does, which is
    called again and again while there is nothing to do but wait.
    """
    rest = iter(tasks)
    # The workers make it, and remove it where this process is killed: so there is no moment in which nobody would.
    scratch = Path(tempfile.gettempdir()) / f"fullcast-{secrets.token_hex(8)}"
    crew = _Crew(lambda: Worker(work, scratch), jobs, heed)
    due: deque[tuple[Task, _Order]] = deque()
    try:
        while True:
            for task in islice(rest, _AHEAD * jobs - len(due)):
                due.append((task, crew.take(request(task), patience(task))))
            if not due:
                return
            task, order = due.popleft()
            yield task, crew.wait(order)
    finally:
        # Once while the workers live, who would go on with it were this process killed now; once after what they still did.
        shutil.rmtree(scratch, ignore_errors=True)
        crew.close()
        shutil.rmtree(scratch, ignore_errors=True)


@dataclass(slots=True, eq=False)
class _Order:
    """A task on its way: the request as it is sent, the seconds it may take, how often it failed, its answer."""

    request: bytes
    seconds: float
    failed: int = 0
    answer: Answer | None = None


class _Hand:
    """A worker and its orders, in the order in which it answers them; one that is `alone` gets no second."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.orders: deque[_Order] = deque()
        self.alone = False
        self._since = 0.0

    def give(self, order: _Order) -> None:
        """Give it an order; its time counts from when the worker is done with those before."""
        if not self.orders:
            self._since = time.monotonic()
        self.alone = order.failed == TRIES - 1
        self.orders.append(order)
        self.worker.send(order.request)

    def left(self) -> float:
        """Give the seconds that are left for the order it is on. One that is being answered does not hang."""
        if not self.orders:
            return _NAP
        return max(self._since, self.worker.stirred) + self.orders[0].seconds - time.monotonic()


class _Crew:
    """At most `jobs` workers, hired as they are needed: which of them has an order changes nothing in its answer."""

    def __init__(self, hire: Callable[[], Worker], jobs: int, heed: Callable[[], object]) -> None:
        self._hire = hire
        self._heed = heed
        self._jobs = jobs
        self._hands: list[_Hand] = []
        self._waiting: deque[_Order] = deque()

    def take(self, request: object, seconds: float) -> _Order:
        """Take an order, and give it out where there is a worker for it."""
        order = _Order(packed(request, seconds), seconds)
        self._waiting.append(order)
        self._give_out()
        return order

    def wait(self, order: _Order) -> Answer:
        """Wait for the answer to an order, and meanwhile let every pipe flow."""
        while order.answer is None:
            self._heed()
            self._flow()
            for hand in tuple(self._hands):
                self._look_after(hand)
            self._give_out()
        return order.answer

    def close(self) -> None:
        """End every worker."""
        while self._hands:
            self._hands.pop().worker.close()

    def _give_out(self) -> None:
        while self._waiting and (hand := self._free()) is not None:
            hand.give(self._waiting.popleft())

    def _free(self) -> _Hand | None:
        """Give whoever has least to do, a new worker rather than one that is busy; None where all have enough."""
        shared = (hand for hand in self._hands if not hand.alone)
        least = min(shared, key=lambda hand: len(hand.orders), default=None)
        if (least is None or least.orders) and len(self._hands) < self._jobs:
            return self._hired()
        return least if least is not None and len(least.orders) < _AHEAD else None

    def _hired(self) -> _Hand:
        try:
            hand = _Hand(self._hire())
        except OSError as error:
            raise EngineError(
                f"no process for speech can be started: {error}", hint="try fewer --jobs"
            ) from error
        self._hands.append(hand)
        return hand

    def _flow(self) -> None:
        """Wait until a pipe is ready or an order is overdue, and do what can be done."""
        actions: dict[int, Callable[[], None]] = {}
        poll = select.poll()
        for hand in self._hands:
            for handle, event, action in hand.worker.wishes():
                poll.register(handle, event)
                actions[handle] = action
        seconds = min((_NAP, *(hand.left() for hand in self._hands)))
        for handle, _ in poll.poll(max(seconds, 0) * 1000 + 1):
            actions[handle]()

    def _look_after(self, hand: _Hand) -> None:
        """Fetch a worker's answers; end it where it failed, and where it has done what it was there for."""
        while hand.worker.answers and hand.orders:
            answer = hand.worker.answers.popleft()
            if isinstance(answer, EngineError):
                self._end(hand, answer)
                return
            hand.orders.popleft().answer = answer
        unasked = bool(hand.worker.answers)
        if unasked or hand.worker.died() or (hand.alone and not hand.orders):
            self._end(hand)
        elif hand.orders and hand.left() <= 0:
            seconds = f"{hand.orders[0].seconds:.3g}"
            self._end(hand, EngineError(f"the speech engine gave nothing for {seconds} seconds"))

    def _end(self, hand: _Hand, error: EngineError | None = None) -> None:
        """End a worker. What it was on, if anything, has failed, with how it ended where there is no better error."""
        self._hands.remove(hand)
        ending = hand.worker.close()
        if not hand.orders:
            return
        failed, *unbegun = hand.orders
        self._waiting.extendleft(reversed(unbegun))
        failed.failed += 1
        if failed.failed == TRIES:
            failed.answer = error or EngineError(f"the speech engine {ending}")
        else:
            self._hired().give(failed)
