"""What is wrong with a voices.yaml: collected while it is read, shown together."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fullcast.errors import ConfigError
from fullcast.words import fold

ABSENT: Any = object()
"""Stands for a value that is not there, or that was there and no use."""

UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters, which no voice can say and no file can hold."""

_MAX_SHOWN = 10
_MAX_FOUND = 100


@dataclass(frozen=True, slots=True)
class Page:
    """A file being read, and what was found wrong with it so far."""

    path: Path | str
    problems: list[ConfigError] = field(default_factory=list)

    def blame(self, line: int | None, message: str, hint: str) -> Any:
        """Note a problem and give ABSENT; after a hundred, close the page: this is no voices.yaml."""
        self.problems.append(ConfigError(message, path=self.path, line=line, hint=hint))
        if len(self.problems) == _MAX_FOUND:
            self.close()
        return ABSENT

    def close(self) -> None:
        """Raise the problems noted, the first ten as one ConfigError; do nothing where there are none."""
        if not self.problems:
            return
        first, *rest = sorted(self.problems, key=lambda problem: problem.line or 0)
        shown = [str(problem) for problem in rest[: _MAX_SHOWN - 1]]
        if len(rest) >= _MAX_SHOWN:
            least = "at least " if len(self.problems) == _MAX_FOUND else ""
            shown.append(f"and {least}{len(rest) - _MAX_SHOWN + 1} more")
        hint = "\n".join([first.hint or "", *shown])
        raise ConfigError(first.message, path=self.path, line=first.line, hint=hint)


def near(name: str, known: Iterable[str], otherwise: str) -> str:
    """Ask whether one of the known names was meant, or say what stands in `otherwise`."""
    by_fold = {fold(other): other for other in known}
    close = difflib.get_close_matches(fold(name[:60]), by_fold, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(by_fold[other] for other in close)}?" if close else otherwise


def quoted(text: str) -> str:
    """Give a text in quotes, in one line, cut to 40 characters."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return json.dumps(UNSAYABLE.sub("?", short), ensure_ascii=False)
