"""fullcast turns prose into a full-cast audiobook, offline, with one command.

`docs/api.md` shows its functions and types, which are all imported from here, and only when they are used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fullcast.api import (
        Contents,
        Part,
        Why,
        Written,
        as_script,
        book,
        contents,
        doubts,
        measure,
        produce,
        settings,
        survey,
        tag,
        why,
        write_cast,
        write_script,
    )
    from fullcast.check import Report
    from fullcast.errors import (
        AudioError,
        CheckError,
        ConfigError,
        EngineError,
        FullcastError,
        IncompleteError,
        InputError,
        OutputError,
        UsageError,
    )
    from fullcast.model import (
        Book,
        Chapter,
        Character,
        Kind,
        Loudness,
        Mark,
        Metadata,
        Note,
        Output,
        Pronunciation,
        Reading,
        Settings,
        Span,
        Tagged,
        Utterance,
        Voice,
    )
    from fullcast.pipeline import (
        Balance,
        BookDone,
        BookStarted,
        ChapterStarted,
        Doubts,
        Event,
        FileWritten,
        Kept,
        Length,
        Notice,
        Renewed,
        Spoken,
        Survey,
        Unspoken,
    )

__version__ = "0.1.0"

__all__ = [
    "AudioError",
    "Balance",
    "Book",
    "BookDone",
    "BookStarted",
    "Chapter",
    "ChapterStarted",
    "Character",
    "CheckError",
    "ConfigError",
    "Contents",
    "Doubts",
    "EngineError",
    "Event",
    "FileWritten",
    "FullcastError",
    "IncompleteError",
    "InputError",
    "Kept",
    "Kind",
    "Length",
    "Loudness",
    "Mark",
    "Metadata",
    "Note",
    "Notice",
    "Output",
    "OutputError",
    "Part",
    "Pronunciation",
    "Reading",
    "Renewed",
    "Report",
    "Settings",
    "Span",
    "Spoken",
    "Survey",
    "Tagged",
    "Unspoken",
    "UsageError",
    "Utterance",
    "Voice",
    "Why",
    "Written",
    "__version__",
    "as_script",
    "book",
    "contents",
    "doubts",
    "measure",
    "produce",
    "settings",
    "survey",
    "tag",
    "why",
    "write_cast",
    "write_script",
]

_HOMES = ("errors", "model", "api", "pipeline", "check")
"""The modules that hold what is exported, light ones first: no more of them are imported than it takes."""


if not TYPE_CHECKING:  # or a type checker would believe in any name

    def __getattr__(name: str) -> Any:
        """Import what is exported when it is first asked for."""
        for home in _HOMES if name in __all__ else ():
            module = importlib.import_module(f"fullcast.{home}")
            if name in vars(module):
                globals()[name] = vars(module)[name]
                return globals()[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
