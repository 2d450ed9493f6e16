"""What is borne of an engine: how long a line may take, how often it is tried, when the engine is given up."""

from __future__ import annotations

from dataclasses import dataclass, field

from fullcast.errors import EngineError

TRIES = 3
"""Times that a line is tried, the last time alone in its process, before its error is believed."""

GIVEN_UP = 8
"""Lines in a row that an engine may fail on; then it does not work, and the rest would fail too."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a line may take: `start` seconds, and one more for every `pace` characters.

    An engine that says its own `pace` is measured by that.
    """

    start: float = 60.0
    pace: float = 50.0

    def seconds(self, text: str, pace: float | None = None) -> float:
        """Give the seconds after which an engine of a pace must hang over a text."""
        return self.start + len(text) / (pace if pace is not None and pace > 0 else self.pace)


PATIENCE = Patience()
"""Far more than any line needs: a slow engine speaks 50 characters in a second."""


@dataclass(slots=True)
class Streaks:
    """The errors of each engine since it last made something."""

    _errors: dict[str, list[EngineError]] = field(default_factory=dict)

    def worked(self, engine: str, *, made: bool) -> None:
        """Note that a line of an engine is there; one that was fetched says nothing of it."""
        if made:
            self._errors.pop(engine, None)

    def failed(self, engine: str, error: EngineError) -> None:
        """Note that an engine failed. Raises EngineError with the first of its errors where there are too many."""
        errors = self._errors.setdefault(engine, [])
        errors.append(error)
        if len(errors) == GIVEN_UP:
            first = errors[0]
            raise EngineError(
                f"the engine {engine} does not work: {len(errors)} lines in a row failed, the first so: {first.message}",
                place=first.place,
                hint="`fullcast voices` lists voices of other engines",
            )


def blamed(error: BaseException) -> EngineError:
    """Make of what came out of an engine an error to show: its kind and its first words."""
    try:
        words = " ".join(str(error).split())[:200]
    except Exception:  # noqa: BLE001 - even its words may be broken
        words = ""
    kind = type(error).__name__
    return EngineError(f"the speech engine failed: {kind}{': ' if words else ''}{words}")
