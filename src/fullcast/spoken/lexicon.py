"""The one lexicon: which stretches of a text are said in a way of their own.

It has layers, the listener's own (voices.yaml) before the book's (a PLS of an EPUB): what an earlier layer knows of a
word, no later one changes. In one text whole words are found first, the longest before the shorter, then parts of
words, then patterns in the order they are given; what one has found no other touches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fullcast.model import Pronunciation
from fullcast.words import fold

PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Private-use characters: nobody can say one, so that they are free to stand for what is settled."""

_RUN = re.compile(r"[^\W_]+")
_GROUP = re.compile(r"\\(\d{1,2})")


def alphabet(name: str) -> str:
    """Give the one name of an alphabet of phonemes, whatever way a source spells it (SSML says "ipa" or "x-...")."""
    folded = name.casefold().strip()
    return "x-sampa" if folded in ("xsampa", "x_sampa") else folded


@dataclass(frozen=True, slots=True)
class Settled:
    """A stretch `start:end` of a text that is said as `said`, or sounds as `phonemes` in `alphabet` where that is known."""

    start: int
    end: int
    said: str
    phonemes: str = ""
    alphabet: str = ""


class Cover:
    """The stretches of a text that are settled: none touches another."""

    def __init__(self, text: str) -> None:
        """Begin with a text of which nothing is settled."""
        self._taken = bytearray(len(text))
        self._found: list[Settled] = []

    def add(self, one: Settled) -> bool:
        """Settle a stretch, unless it is empty or a part of it is settled; say whether."""
        if one.start >= one.end or 1 in self._taken[one.start : one.end]:
            return False
        self._taken[one.start : one.end] = b"\1" * (one.end - one.start)
        self._found.append(one)
        return True

    def found(self) -> list[Settled]:
        """Give all that is settled, in order."""
        return sorted(self._found, key=lambda one: one.start)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a word is said: respelled (None: as it stands), and its phonemes where the engine knows them."""

    say: str | None
    phonemes: str
    alphabet: str

    def of(self, match: re.Match[str], *, groups: bool = False) -> Settled:
        say, phonemes = self.say, self.phonemes
        if groups:
            say = None if say is None else _expanded(say, match)
            phonemes = _expanded(phonemes, match)
        said = match.group() if say is None else PRIVATE.sub(" ", say)
        return Settled(*match.span(), said, PRIVATE.sub("", phonemes), self.alphabet)


def _expanded(template: str, match: re.Match[str]) -> str:
    r"""Put the groups of a match where a template says \1, \2; a group that is not there is nothing."""

    def group(reference: re.Match[str]) -> str:
        number = int(reference[1])
        return (match[number] or "") if number <= match.re.groups else ""

    return _GROUP.sub(group, template)


@dataclass(frozen=True, slots=True)
class _Word:
    """A whole word of the lexicon, or several; `lead` characters stand in it before its first letter."""

    word: str
    lead: int
    way: _Way

    def at(self, text: str, start: int) -> Settled | None:
        """Find the word where its first letter stands."""
        match = _compiled(self.word).match(text, start - self.lead) if start >= self.lead else None
        return None if match is None else self.way.of(match)


@dataclass(frozen=True, slots=True)
class _Table:
    """What holds for one speaker and one engine.

    `whole` has whole words by their runs of letters, `lengths` how many runs those have that begin with one: so that a
    large lexicon costs no more than a small one. The rest is tried in order.
    """

    whole: Mapping[tuple[str, ...], list[_Word]]
    lengths: Mapping[str, list[int]]
    loose: tuple[tuple[re.Pattern[str], _Way], ...]
    patterns: tuple[tuple[re.Pattern[str], _Way], ...]

    def settle(self, text: str, cover: Cover) -> None:
        runs = list(_RUN.finditer(text)) if self.whole else []
        folded = [run.group().casefold() for run in runs]
        for number, run in enumerate(runs):
            found = (word.at(text, run.start()) for word in self._beginning(folded, number))
            any(one is not None and cover.add(one) for one in found)
        for pattern, way in self.loose:
            for match in pattern.finditer(text):
                cover.add(way.of(match))
        for pattern, way in self.patterns:
            for match in pattern.finditer(text):
                cover.add(way.of(match, groups=True))

    def _beginning(self, runs: list[str], number: int) -> Iterator[_Word]:
        """Yield the words that may begin with a run of a text, the longest first."""
        for length in self.lengths.get(runs[number], ()):
            yield from self.whole.get(tuple(runs[number : number + length]), ())


class Lexicon:
    """Pronunciations in layers, the first of which goes before the others."""

    def __init__(self, *layers: tuple[Pronunciation, ...]) -> None:
        """Keep the layers; what holds for a speaker and an engine is put together when it is first asked for."""
        self._layers = layers
        entries = (entry for layer in layers for entry in layer)
        self._characters = frozenset(fold(e.character) for e in entries if e.character is not None)
        self._tables: dict[tuple[frozenset[str], str], _Table] = {}

    def settle(self, text: str, names: frozenset[str], engine: str, cover: Cover) -> None:
        """Settle in `cover` what the lexicon has of a text, for a speaker (`names`, folded) and an engine."""
        key = (names & self._characters, engine)
        if key not in self._tables:
            self._tables[key] = _table(self._layers, *key)
        self._tables[key].settle(text, cover)


def _table(layers: Iterable[tuple[Pronunciation, ...]], names: frozenset[str], engine: str) -> _Table:
    """Choose for every word the first layer that knows it, and put the words in the order they are looked for."""
    ways: dict[tuple[str, str], tuple[int, _Way]] = {}
    for number, layer in enumerate(layers):
        for key, entries in _grouped(layer, names).items():
            way = _way(entries, engine)
            if way is not None:
                ways.setdefault(key, (number, way))
    patterns = tuple(
        (re.compile(word), way) for (word, match), (_, way) in ways.items() if match == "pattern"
    )
    spelt = [
        (word, match, number, way) for (word, match), (number, way) in ways.items() if match != "pattern"
    ]
    spelt.sort(key=lambda one: (-len(one[0]), one[2], one[0].islower(), one[0]))
    whole: dict[tuple[str, ...], list[_Word]] = {}
    loose: list[tuple[re.Pattern[str], _Way]] = []
    for word, match, _, way in spelt:
        runs = tuple(run.casefold() for run in _RUN.findall(word))
        before = _RUN.split(word, 1)[0]
        if match == "word" and runs and " " not in before:
            whole.setdefault(runs, []).append(_Word(word, len(before), way))
        elif word.strip():
            loose.append((_compiled(word) if match == "word" else re.compile(_spelt(word)), way))
    return _Table(whole, _lengths(whole), tuple(loose), patterns)


def _lengths(whole: Iterable[tuple[str, ...]]) -> dict[str, list[int]]:
    """Give how many runs of letters the words have that begin with one, the most first."""
    found: dict[str, set[int]] = {}
    for runs in whole:
        found.setdefault(runs[0], set()).add(len(runs))
    return {run: sorted(lengths, reverse=True) for run, lengths in found.items()}


def _grouped(
    layer: Iterable[Pronunciation], names: frozenset[str]
) -> dict[tuple[str, str], list[Pronunciation]]:
    """Give the entries of a layer by what they are for; a speaker's own way takes the place of everybody's."""
    everybody: dict[tuple[str, str], list[Pronunciation]] = {}
    own: dict[tuple[str, str], list[Pronunciation]] = {}
    for entry in layer:
        if entry.character is None or fold(entry.character) in names:
            found = everybody if entry.character is None else own
            found.setdefault((entry.word, entry.match), []).append(entry)
    return {key: own.get(key) or entries for key, entries in {**own, **everybody}.items()}


def _way(entries: Iterable[Pronunciation], engine: str) -> _Way | None:
    """Choose from what is said of one word: the engine's own phonemes before those of all; None for another engine's."""
    said: dict[str, str] = {}
    for entry in entries:
        said.setdefault(alphabet(entry.alphabet), entry.say)
    own = next((name for name in (engine.casefold(), "ipa", "x-sampa") if name in said), "")
    if not own and "" not in said:
        return None
    return _Way(said.get(""), said[own] if own else "", own)


@lru_cache(maxsize=4096)
def _compiled(word: str) -> re.Pattern[str]:
    """Give the pattern of a whole word; what an underscore emphasises is one."""
    return re.compile(rf"(?<![^\W_]){_spelt(word)}(?![^\W_])")


def _spelt(word: str) -> str:
    """Give the pattern of a spelling: any apostrophe for an apostrophe, any space for a space, capitals for small letters."""
    escaped = re.sub("['’]", "['’]", r"\s+".join(re.escape(part) for part in word.split()))
    return f"(?i:{escaped})" if word.islower() else escaped
