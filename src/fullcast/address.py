"""Which line is meant: `3:17` is the 17th spoken line of the third chapter, as every listing of lines numbers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fullcast.errors import UsageError
from fullcast.model import Kind, Tagged, Utterance

_ADDRESS = re.compile(r"(?:(?P<chapter>\d{1,6})\s*:\s*)?(?P<line>\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """The place of a spoken line: `chapter` and `line` count from 1, the line within its chapter."""

    chapter: int
    line: int

    def __str__(self) -> str:
        return f"{self.chapter}:{self.line}"


def spoken(tagged: Tagged) -> Iterator[tuple[Address, Utterance]]:
    """Give every line that is not narration with its address, in reading order."""
    for chapter, utterances in enumerate(tagged.chapters, 1):
        lines = (utterance for utterance in utterances if utterance.kind is not Kind.NARRATION)
        yield from ((Address(chapter, line), utterance) for line, utterance in enumerate(lines, 1))


def find(tagged: Tagged, text: str) -> tuple[Address, Utterance]:
    """Give the line that `text` names; where there is one chapter, a number alone will do.

    Raises UsageError, with what there is, for what is no address and for a line that is not there.
    """
    hint = "write CHAPTER:LINE, as in 3:17 for the 17th spoken line of the third chapter"
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or (match["chapter"] is None and len(tagged.chapters) != 1):
        raise UsageError(f"no line is called “{text.strip()[:40]}”", hint=hint)
    wanted = Address(int(match["chapter"] or 1), int(match["line"]))
    if not 1 <= wanted.chapter <= len(tagged.chapters):
        count = len(tagged.chapters)
        raise UsageError(
            f"there is no chapter {wanted.chapter}", hint=f"the story has {_counted(count, 'chapter')}"
        )
    here = {address: utterance for address, utterance in spoken(tagged) if address.chapter == wanted.chapter}
    if wanted not in here:
        lines = _counted(len(here), "spoken line")
        raise UsageError(f"there is no line {wanted}", hint=f"chapter {wanted.chapter} has {lines}")
    return wanted, here[wanted]


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
