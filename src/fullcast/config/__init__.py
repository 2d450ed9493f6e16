"""voices.yaml -> Settings; the only user of yaml.

    text -> nodes (nodes.py: each knows its line) -> plain values (fields.py, by the tables of schema.py)
         -> laid over the defaults, which are the shipped voices.yaml itself -> Settings (profiles.py: voices)

Problems are collected and shown together, each with its line, what was meant and near names (problems.py).
edit.py adds characters to a file without touching the rest of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from fullcast.config.edit import with_cast
from fullcast.config.fields import Name
from fullcast.config.nodes import compose, read_text
from fullcast.config.patterns import flaw
from fullcast.config.problems import Page, quoted
from fullcast.config.profiles import DEFAULT_ENGINE, Profiles, effect, gender, palette
from fullcast.config.schema import FITS, SCHEMA, SETS, SOUND
from fullcast.model import Doubt, Kind, Output, Patch, Pronunciation, Reading, Role, Settings, Shape
from fullcast.words import fold

__all__ = ["load", "template", "with_cast"]

Match = Literal["word", "part", "pattern"]
Notes = Literal["skip", "inline", "end"]
Foreign = Literal["own", "language"]


def load(path: Path | None = None) -> Settings:
    """Read voices.yaml over the defaults; without a path, give the defaults.

    Raises ConfigError, with file, line and hint, for a file that cannot be read or says what cannot be.
    """
    if path is None:
        return _settings(_defaults(), Page("voices.yaml"), None)
    page = Page(path)
    values = SCHEMA.read(compose(read_text(path), page), page)
    settings = _settings(_merged(_defaults(), values), page, path)
    page.close()
    return settings


@cache
def template() -> str:
    """Give the commented voices.yaml that `fullcast init` writes: every key, its default as its value."""
    return files("fullcast").joinpath("data/voices.yaml").read_text(encoding="utf-8")


@cache
def _defaults() -> dict[str, Any]:
    page = Page("voices.yaml")
    values: dict[str, Any] = _lineless(SCHEMA.read(compose(template(), page), page))
    page.close()
    return {"cast": {}, "voices": {}, "pronunciations": {}, "lines": [], **values}


def _lineless(value: Any) -> Any:
    """Take the lines off a tree of values: a default stands on no line of the listener's file."""
    if isinstance(value, dict):
        return {_lineless(key): _lineless(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_lineless(item) for item in value]
    return Name(value, 0) if isinstance(value, Name) else value


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one tree of values over another: tables are merged key by key, anything else is replaced."""
    both = {
        key: _merged(under[key], value)
        for key, value in over.items()
        if isinstance(value, dict) and isinstance(under.get(key), dict)
    }
    return {**under, **over, **both}


def _settings(values: Mapping[str, Any], page: Page, source: Path | None) -> Settings:
    """Make Settings of values, noting on the page every name that leads nowhere."""
    profiles = Profiles(values["voices"], page)
    narrator = profiles.adapted(values["narrator"], "narrator")
    roles = _roles(values["cast"], profiles, page)
    pools = {key: tuple(profiles.known(names)) for key, names in values["pools"].items()}
    kinds = {Kind(key): _shape(shape, profiles) for key, shape in values["kinds"].items()}
    deliveries = {key: _shape(shape, profiles) for key, shape in values["deliveries"].items()}
    return Settings(
        narrator=narrator,
        cast=MappingProxyType(roles),
        pools=MappingProxyType(pools),
        kinds=MappingProxyType(kinds),
        deliveries=MappingProxyType(deliveries),
        pauses=MappingProxyType(dict(values["pauses"])),
        pronunciations=tuple(_pronunciations(values["pronunciations"], page)),
        output=_output(values["output"]),
        source=source,
        unnamed=_unnamed(values["unnamed"], narrator, profiles),
        profiles=MappingProxyType(profiles.all()),
        lines=MappingProxyType({name: line for name, line in profiles.lines.items() if line}),
        palette=palette(),
        patches=tuple(_patch(line, rule, page) for line, rule in values["lines"]),
        doubt=_doubt(values["uncertain"], narrator, profiles),
        reading=_reading(values["reading"]),
    )


def _unnamed(name: Name, narrator: str, profiles: Profiles) -> str | None:
    if name in ("pool", "narrator"):
        return narrator if name == "narrator" else None
    return next(iter(profiles.known([name])), None)


def _doubt(values: Mapping[str, Any], narrator: str, profiles: Profiles) -> Doubt:
    name, below = values["voice"], float(values["below"])
    if name in ("unnamed", "keep"):
        return Doubt(below, None, keep=name == "keep")
    voice = narrator if name == "narrator" else next(iter(profiles.known([name])), None)
    return Doubt(below, voice)


_RANGE = re.compile(r"([1-9]\d{0,5})(?: ?[-–] ?([1-9]\d{0,5}))?")


def _patch(line: int, values: Mapping[str, Any], page: Page) -> Patch:
    """Make a rule for lines, noting one that fits everything, changes nothing, or names no range of chapters."""
    if not values.keys() & FITS.keys():
        page.blame(line, "this rule does not say which lines it is for", f"add one of {', '.join(FITS)}")
    if not values.keys() & SETS.keys():
        page.blame(line, "this rule changes nothing", f"add one of {', '.join(SETS)}")
    words = {key: str(value) for key, value in values.items()}
    first, last = 1, 1
    if found := _RANGE.fullmatch(words.get("chapter", "")):
        first, last = int(found[1]), int(found[2] or found[1])
        words["chapter"] = found[1] if first == last else f"{first}-{last}"
    if first > last:
        page.blame(values["chapter"].line, f"no chapter is in {first}-{last}", f"write {last}-{first}")
    return Patch(to=words.pop("is", ""), line=line, **words)


def _roles(values: Mapping[Name, dict[str, Any]], profiles: Profiles, page: Page) -> dict[str, Role]:
    """Make the roles, noting names that stand for two characters."""
    _check_names(values, page)
    roles: dict[str, Role] = {}
    for name, role in values.items():
        if "voice" not in role and role.keys() & SOUND.keys():
            page.blame(name.line, f"{quoted(name)} has no voice to change", "add voice: and a voice by name")
        roles[str(name)] = Role(
            profile=profiles.adapted(role, str(name)) if "voice" in role else None,
            aliases=tuple(str(alias) for alias in role.get("aliases", ())),
            gender=gender(role),
        )
    return roles


def _check_names(values: Mapping[Name, dict[str, Any]], page: Page) -> None:
    owners = {fold(name): name for name in values}
    if "narrator" in owners:
        line = owners["narrator"].line
        page.blame(line, "the narrator is not one of the cast", "use the key narrator: of the file itself")
    for name, role in values.items():
        for alias in role.get("aliases", ()):
            owner = owners.setdefault(fold(alias), name)
            if owner is not name:
                hint = f"{quoted(owner)} in line {owner.line} has that name"
                page.blame(alias.line, f"{quoted(alias)} cannot stand for {quoted(name)} as well", hint)


def _shape(values: Mapping[str, Any], profiles: Profiles) -> Shape:
    voices = {key: name for key, name in values.get("voice", {}).items() if name is not None}
    profiles.known(dict.fromkeys(voices.values()))
    return Shape(
        rate=float(values.get("rate", 1)),
        pitch=float(values.get("pitch", 0)),
        volume=float(values.get("volume", 0)),
        effect=effect(values.get("effect")),
        voices=MappingProxyType({key: str(name) for key, name in voices.items()}),
    )


def _pronunciations(values: Mapping[Name, dict[str, Any]], page: Page) -> Iterator[Pronunciation]:
    """Yield what is said of each word, everybody's first, noting patterns that cannot be used."""
    for word, how in values.items():
        match = str(how.get("match", "word"))
        entries = list(_entries(word, match, how))
        for who, own in how.get("by", {}).items():
            entries += _entries(word, match, own, str(who))
        found = flaw(word, (entry.say for entry in entries)) if match == "pattern" else None
        if found is not None:
            page.blame(word.line, *found)
        elif match == "part" and any(entry.alphabet for entry in entries):
            page.blame(
                word.line, "a part of a word cannot have phonemes", "spell it with say:, or give whole words"
            )
        else:
            yield from entries


def _entries(
    word: str, match: str, how: Mapping[str, Any], who: str | None = None
) -> Iterator[Pronunciation]:
    said = {"": how.get("say"), "ipa": how.get("ipa")}
    said |= {str(engine) or DEFAULT_ENGINE: text for engine, text in how.get("phonemes", {}).items()}
    for alphabet, text in said.items():
        if text is not None:
            yield Pronunciation(str(word), str(text), who, alphabet, cast("Match", match))


def _reading(values: Mapping[str, Any]) -> Reading:
    parts = {key: tuple(str(name) for name in values.get(key, ())) for key in ("include", "exclude")}
    return Reading(cast("Notes", str(values["notes"])), cast("Foreign", str(values["foreign"])), **parts)


def _output(values: Mapping[str, Any]) -> Output:
    plain: dict[str, Any] = {
        key: str(value) if isinstance(value, Name) else value for key, value in values.items()
    }
    plain |= {key: float(plain[key]) for key in ("rms", "peak", "room_tone")}
    plain["formats"] = tuple(str(name) for name in plain["formats"])
    return Output(**plain)
