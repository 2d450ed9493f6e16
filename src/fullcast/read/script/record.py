"""The pieces of a play script, and the record at its end by which a person's changes are told from fullcast's work.

Of every piece the record has a fingerprint of its words, another of its words to the comma, its label, and whether a
blank line stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import NamedTuple

from fullcast.model import Kind, Utterance
from fullcast.read.script import label_of, label_text, script_lines
from fullcast.words import fold

# --- the pieces of a script -----------------------------------------------------------------------


class Label(NamedTuple):
    """Who says a line, and how."""

    speaker: str | None
    kind: Kind
    delivery: str | None

    @classmethod
    def of(cls, text: str) -> Label | None:
        """Read what stands before the colon; None where it is no label."""
        made = label_of(text)
        return cls(made.speaker, made.kind, made.delivery) if made else None

    def __str__(self) -> str:
        return label_text(Utterance(0, 0, "", self.kind, self.speaker, self.delivery))


@dataclass(frozen=True, slots=True)
class Piece:
    """One utterance, title, direction, comment or line of the front matter; `gap` says a blank line stands before.

    `what` is its sort, `words` what it is known by, `label` what is said about it, `text` its words as written.
    """

    what: str
    words: str
    label: str
    text: str
    lines: tuple[str, ...]
    gap: bool

    @property
    def digest(self) -> str:
        """The fingerprint it is found by."""
        return digest_of(self.what, self.words)

    @property
    def exact(self) -> str:
        """The fingerprint of its words to the comma."""
        return exact_of(self.text)


_WORD = re.compile(r"\w+")
_SPELLS = "bcdfghjklmnpqrstvwxz0123456789"
"""What fingerprints are spelt with: no vowels, so that a name replaced throughout a script is in none of them."""


def digest_of(what: str, words: str) -> str:
    """Give the fingerprint a piece is found by."""
    return _fingerprint(f"{what} {words}", 6)


def exact_of(text: str) -> str:
    """Give the fingerprint of a text to the comma; it only tells a text from what became of it."""
    return _fingerprint(text, 3)


def _fingerprint(text: str, length: int) -> str:
    number = int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    spelt = []
    for _ in range(length):
        number, at = divmod(number, len(_SPELLS))
        spelt.append(_SPELLS[at])
    return "".join(spelt)


def _hidden(text: str) -> str:
    """Spell a text so that `_shown` reads it, and nothing that is replaced in a script is found in it."""
    data = text.encode("utf-8", "replace")
    return "".join(_SPELLS[byte // 16] + _SPELLS[byte % 16] for byte in data)


def _shown(spelt: str) -> str:
    """Read what `_hidden` spelt. Raises ValueError where it did not."""
    digits = [_SPELLS.index(letter) for letter in spelt]
    return bytes(16 * high + low for high, low in zip(digits[::2], digits[1::2], strict=True)).decode("utf-8")


def pieces_of(text: str) -> Iterator[Piece]:
    """Cut a script into its pieces; the record is none of them."""
    gap = False
    held: Piece | None = None
    for line, what, label, said in script_lines(text):
        if what == "record":
            continue
        if what == "blank":
            gap = True
        elif what == "more" and held is not None:
            blank = ("",) if gap else ()
            both = f"{held.text} {said}".strip()
            held = replace(
                held, text=both, words=_known_by(held.what, both), lines=(*held.lines, *blank, line)
            )
            gap = False
        else:
            if held is not None:
                yield held
            held = Piece(what, _known_by(what, said), label, said, (line.rstrip(),), gap)
            gap = False
    if held is not None:
        yield held


def _known_by(what: str, text: str) -> str:
    """Give the words a piece is found by: of an utterance without capitals and punctuation, which an author mends."""
    words = " ".join(_WORD.findall(fold(text))) if what in {"utterance", "title"} else ""
    return words or " ".join(text.split())


# --- the record -----------------------------------------------------------------------------------

_MARK = "//@"
_VERSION = 1
_TELLS = (
    "What fullcast wrote, so that it knows your changes when it tags the revised story into this file.",
    "Leave these lines as they are; without them nothing can be carried over.",
)
_WIDTH = 100


class Was(NamedTuple):
    """A piece as it was written."""

    digest: str
    exact: str
    label: str
    gap: bool


def with_record(script: str) -> str:
    """Add to a script, as it was just written, the record by which `revised` knows later what a person changed."""
    pieces = list(pieces_of(script))
    labels = list(dict.fromkeys(piece.label for piece in pieces))
    numbers = {label: number for number, label in enumerate(labels)}
    tokens = [f"{p.digest}{p.exact}{'+' if p.gap else '-'}{numbers[p.label]}" for p in pieces]
    told = [*_TELLS, f"{_VERSION} {len(pieces)} {len(labels)}"]
    told += [f"={_hidden(label)}" for label in labels]
    told += _wrapped(tokens)
    return f"{script}\n" + "".join(f"{_MARK} {line}\n" for line in told)


def _wrapped(tokens: Iterable[str]) -> Iterator[str]:
    line = ""
    for token in tokens:
        if line and len(line) + len(token) >= _WIDTH:
            yield line
            line = ""
        line = f"{line} {token}" if line else token
    if line:
        yield line


_TOKEN = re.compile(r"(?P<digest>[b-z0-9]{6})(?P<exact>[b-z0-9]{3})(?P<gap>[+-])(?P<label>\d{1,7})", re.ASCII)
_COUNTS = re.compile(r"(\d{1,3}) (\d{1,7}) (\d{1,7})", re.ASCII)


def record_of(script: str) -> list[Was] | None:
    """Read the record of a script; None where there is none, or it was damaged."""
    told = [line[len(_MARK) :].strip() for line, what, *_ in script_lines(script) if what == "record"]
    head = next((at for at, line in enumerate(told) if _COUNTS.fullmatch(line)), None)
    counts = None if head is None else _COUNTS.fullmatch(told[head])
    if head is None or counts is None or int(counts[1]) != _VERSION:
        return None
    first = head + 1 + int(counts[3])
    try:
        labels = [_shown(line.removeprefix("=")) for line in told[head + 1 : first]]
    except ValueError:
        return None
    tokens = [_TOKEN.fullmatch(token) for line in told[first:] for token in line.split()]
    if len(tokens) != int(counts[2]):
        return None
    known = [token for token in tokens if token is not None and int(token["label"]) < len(labels)]
    if len(known) != len(tokens):
        return None
    return [Was(t["digest"], t["exact"], labels[int(t["label"])], t["gap"] == "+") for t in known]


def has_record(script: str) -> bool:
    """Say whether a script tells what fullcast wrote of it, so that changes can be carried over."""
    return record_of(script) is not None
