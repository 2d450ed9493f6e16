"""eSpeak NG's library and data as installed, and the folder that adds fullcast's own variants to them."""

from __future__ import annotations

import difflib
import os
import struct
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from fullcast.errors import ConfigError, EngineError
from fullcast.synthesize.ipa import Inventory

_SYSTEM = (
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/usr/lib",
    "/usr/lib64",
    "/usr/share",
    "/usr/local/share",
    "/usr/local/lib",
)
"""Where distributions keep eSpeak NG's data."""

_ENGLISH = {"en-us": "gmw/en-US", "en": "gmw/en"}
"""What the palette is made of, known without reading the files of 130 languages."""

_COMMON = ("phontab", "phonindex", "phondata", "intonations", "en_dict", "lang")

_LONGEST = 140
"""eSpeak NG keeps the path of its data in 160 bytes and cuts off the rest without a word."""


def library() -> Path | None:
    """Find the library that espeakng-loader carries; None means the system's own is to be tried."""
    spec = find_spec("espeakng_loader")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "libespeak-ng.so"
    return path if path.is_file() else None


@cache
def data() -> Path:
    """Find the data that belong to the library. Raises EngineError where there are none."""
    ours = library()
    places = [ours.parent] if ours else [Path(place) for place in _SYSTEM]
    for place in places:
        if (place / "espeak-ng-data" / "phontab").is_file():
            return place / "espeak-ng-data"
    raise EngineError(
        "the data of eSpeak NG were not found",
        hint="install them with: pip install --force-reinstall espeakng-loader",
    )


@cache
def own_variants() -> Mapping[str, bytes]:
    """Read the variants fullcast ships: name -> file."""
    folder = files("fullcast") / "data" / "variants"
    return MappingProxyType({file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()})


@cache
def variants() -> frozenset[str]:
    """List the variants a voice may be given after a plus sign: file names, case-sensitive."""
    stock = (file.name for file in (data() / "voices" / "!v").iterdir() if file.is_file())
    return frozenset((*stock, *own_variants()))


@cache
def languages() -> Mapping[str, str]:
    """Map every name of a voice, in small letters, to the identifier eSpeak NG loads it by ("gmw/en-US").

    A voice is called by its file ("en-us"), its path ("gmw/en-us"), its languages ("en-gb") and its name
    ("english (great britain)"); where two claim one name, the file's comes first, then the better language.
    """
    root = data() / "lang"
    claims: list[tuple[int, str, str]] = []
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        fields = _fields(path)
        if _speakable(fields):
            identifier = path.relative_to(root).as_posix()
            claims += [(0, path.name.lower(), identifier), (0, identifier.lower(), identifier)]
            claims += [(rank, name, identifier) for rank, name in _names(fields)]
    return MappingProxyType({name: identifier for _, name, identifier in sorted(claims, reverse=True)})


def _fields(path: Path) -> list[tuple[str, list[str]]]:
    """Read a voice file's lines as key and words."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    split = [line.partition("//")[0].split() for line in lines]
    return [(words[0], words[1:]) for words in split if len(words) > 1]


def _speakable(fields: list[tuple[str, list[str]]]) -> bool:
    """Tell whether the voice's dictionary is there: without one eSpeak NG speaks by the last voice's."""
    spoken = [words[0].partition("-")[0] for key, words in fields if key == "language"]
    named = [words[0] for key, words in fields if key == "dictionary"]
    return any((data() / f"{name}_dict").is_file() for name in (named or spoken)[:1])


def _names(fields: list[tuple[str, list[str]]]) -> list[tuple[int, str]]:
    names = []
    for key, words in fields:
        if key == "language":
            rank = int(words[1]) if len(words) > 1 and words[1].isdigit() else 5
            names.append((rank, words[0].lower()))
        elif key == "name":
            names.append((1, " ".join(words).lower()))
    return names


def full_name(voice: str) -> str:
    """Give what eSpeak NG is to be told for `voice` or `voice+variant`. Raises ConfigError with near names.

    The library itself accepts unknown names in silence and goes on with another voice.
    """
    base, plus, variant = voice.partition("+")
    if base not in _ENGLISH and base.lower() not in languages():
        raise ConfigError(f"eSpeak NG has no voice “{base}”", hint=near(base, languages()))
    if plus and variant not in variants():
        raise ConfigError(f"eSpeak NG has no variant “{variant}”", hint=near(variant, variants()))
    return (_ENGLISH.get(base) or languages()[base.lower()]) + plus + variant


@cache
def speaks(identifier: str, language: str) -> bool:
    """Say whether a voice, by its identifier, is of a language: "en-gb" is one kind of English, "en" is any."""
    fields = _fields(data() / "lang" / identifier)
    spoken = [words[0].lower() for key, words in fields if key == "language"]
    return language in (*spoken, *(name.partition("-")[0] for name in spoken))


def near(name: str, known: frozenset[str] | Mapping[str, object]) -> str:
    """Say which known names come closest, and where all of them are listed."""
    folded = {each.lower(): each for each in known}
    close = difflib.get_close_matches(name.lower(), sorted(folded), n=3, cutoff=0.5)
    meant = f"did you mean {' or '.join(folded[each] for each in close)}? " if close else ""
    return f"{meant}`fullcast voices` lists the voices"


class Folder:
    """A folder of data for eSpeak NG: links to what is installed, and fullcast's own variants.

    Each process makes one of its own in the temporary folder: nothing is written where packages live, nothing
    is stale or half made. What only some voices need is linked when one is asked for. It goes with the object.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="espeak-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        if len(os.fsencode(self.path)) > _LONGEST:
            self._folder.cleanup()
            raise EngineError(
                "the path of the temporary folder is too long for eSpeak NG",
                path=self.path,
                hint="set TMPDIR to a shorter path, such as /tmp",
            )
        (self.path / "voices" / "!v").mkdir(parents=True)
        self._linked: set[str] = set()
        for name in _COMMON:
            (self.path / name).symlink_to(data() / name)

    def link(self, full: str) -> None:
        """Add what the voice of this full name needs: its variant; all dictionaries if it is not English."""
        base, _, variant = full.partition("+")
        if variant and variant not in self._linked:
            self._add_variant(variant)
        if base not in _ENGLISH.values() and "*_dict" not in self._linked:
            self._linked.add("*_dict")
            for dictionary in data().glob("*_dict"):
                if dictionary.name not in _COMMON:
                    (self.path / dictionary.name).symlink_to(dictionary)

    def _add_variant(self, variant: str) -> None:
        self._linked.add(variant)
        place = self.path / "voices" / "!v" / variant
        if variant in own_variants():
            place.write_bytes(own_variants()[variant])
        else:
            place.symlink_to(data() / "voices" / "!v" / variant)


# --- phonemes -------------------------------------------------------------------------------------

_HEAD = struct.Struct("<BBxx32s")
_PHONEME = struct.Struct("<4sIHBBBBBB")


@cache
def inventory(identifier: str) -> Inventory:
    """Give the phonemes a voice has, by its identifier ("gmw/en-US"): its table of phontab and those it includes.

    Where the file is of another form than eSpeak NG has had since 1.49, nothing is known.
    """
    tables = _tables()
    names = [name for name in _table_names(identifier) if name in tables]
    chain: list[str] = []
    known: set[str] = set()
    name = names[0] if names else ""
    while name and name not in chain:
        included, own = tables[name]
        chain.append(name)
        known |= own
        name = list(tables)[included - 1] if 0 < included <= len(tables) else ""
    return Inventory(tuple(chain), frozenset(known))


def _table_names(identifier: str) -> list[str]:
    """Give what a voice's table may be called: as its file says, or like its first language, or like the file."""
    path = data() / "lang" / identifier
    fields = _fields(path) if path.is_file() else []
    told = [words[0] for key, words in fields if key == "phonemes"]
    spoken = [words[0] for key, words in fields if key == "language"][:1]
    return [*told, *spoken, *(name.partition("-")[0] for name in spoken), path.name]


@cache
def _tables() -> Mapping[str, tuple[int, frozenset[str]]]:
    """Read phontab: name of a table -> number of the one it includes, counted from 1, and its own mnemonics."""
    image = (data() / "phontab").read_bytes()
    tables: dict[str, tuple[int, frozenset[str]]] = {}
    at = 4
    try:
        for _ in range(image[0]):
            count, included, name = _HEAD.unpack_from(image, at)
            at += _HEAD.size
            size = count * _PHONEME.size
            entries = _PHONEME.iter_unpack(image[at : at + size])
            own = frozenset(entry[0].rstrip(b"\0").decode("ascii", "replace") for entry in entries)
            tables[name.partition(b"\0")[0].decode("ascii", "replace")] = (included, own)
            at += size
    except (struct.error, IndexError):
        return MappingProxyType({})
    return MappingProxyType(tables if at == len(image) else {})
