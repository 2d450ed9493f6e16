"""Whether a listener's regular expression can be used: it compiles, finds something, and cannot take for ever.

Python's matcher tries one way after the other. The ways there are in a phrase are bounded from above: every repeat
multiplies them by its range, every alternative by one more, and what stands inside a repeat is raised to its power.
"""

from __future__ import annotations

import math
import re
import sys
import warnings
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")

_LONGEST = 1_000
_PHRASE = 400
"""Characters of a phrase, and so the most that a repeat without end can repeat."""

_WAYS = math.log(200_000)
_GROUP = re.compile(r"\\(\d{1,2})")


def flaw(pattern: str, templates: Iterable[str] = ()) -> tuple[str, str] | None:
    r"""Say what is wrong with a pattern, or with the texts that refer to its groups as \1, and how to mend it."""
    if len(pattern) > _LONGEST:
        return f"the pattern is longer than {_LONGEST:,} characters", "write several"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compiled = re.compile(pattern)
            parsed = _PARSER.parse(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return f"this is no regular expression: {error}", "the syntax is that of Python’s re"
    if parsed.getwidth()[0] == 0:
        return "the pattern matches where nothing stands", "say at least one character that must be there"
    if _ways(parsed) > _WAYS:
        hint = r"put no repeat inside another, and bound each, as in \w{1,30}"
        return "the pattern could be tried in too many ways to end", hint
    for number in (int(found) for text in templates for found in _GROUP.findall(text)):
        if not 1 <= number <= compiled.groups:
            return rf"\{number} is no group of the pattern, which has {compiled.groups}", "put it in brackets"
    return None


def _ways(parsed: Any) -> float:
    """Return the logarithm of how many ways there are to match, from above."""
    return sum(_ways_of(str(operation), argument) for operation, argument in parsed)


def _ways_of(operation: str, argument: Any) -> float:
    if operation.endswith("_REPEAT"):
        least, most = (min(int(times), _PHRASE) for times in argument[:2])
        return math.log(most - least + 1) + most * _ways(argument[2])
    if operation == "BRANCH":
        own = 0.0 if _told_apart(argument[1]) else math.log(len(argument[1]))
        return own + max(_ways(each) for each in argument[1])
    parts = argument if isinstance(argument, tuple) else (argument,)
    return sum(_ways(part) for part in parts if isinstance(part, _PARSER.SubPattern))


def _told_apart(alternatives: Sequence[Any]) -> bool:
    """Say whether the first character of each alternative tells it from the others, whatever case it is in."""
    starts = [list(each)[:1] for each in alternatives]
    letters = {chr(start[0][1]).casefold() for start in starts if start and str(start[0][0]) == "LITERAL"}
    return len(letters) == len(starts)
