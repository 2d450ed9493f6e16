"""What may stand at one place of voices.yaml: a field says what it expects, and reads a node into a value.

The walk is as deep as the schema and no deeper, so that an alias of aliases of aliases cannot grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fullcast.config.nodes import Node, is_null, is_scalar, line_of, tag
from fullcast.config.problems import ABSENT, UNSAYABLE, Page, near, quoted
from fullcast.model import Gender
from fullcast.words import fold

GENDERS: tuple[Gender, ...] = ("male", "female", "neutral")


class Name(str):
    """A text as it stands in a file, and its line there (0: it is a default)."""

    line: int

    def __new__(cls, text: str, line: int) -> Name:
        """Make one of a text and a line counted from 1."""
        made = super().__new__(cls, text)
        made.line = line
        return made


class Field(Protocol):
    """What may stand at one place."""

    @property
    def expects(self) -> str:
        """Say in a listener's words what is wanted, with range and unit."""

    def read(self, node: Node, page: Page) -> Any:
        """Give the value of a node, or note a problem on the page and give ABSENT."""


LONGEST = 2_000
"""Characters of any one value."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any words, taken as they are written: `1984` and `yes` too."""

    expects: str = "text"

    def read(self, node: Node, page: Page) -> Any:
        """Give the text of a scalar as a Name."""
        if not is_scalar(node):
            return _wrong(self, node, page)
        text = node.value.strip()
        if bad := UNSAYABLE.search(text):
            return page.blame(line_of(node), f"a control character (U+{ord(bad[0]):04X})", "take it out")
        if len(text) > LONGEST:
            hint = f"no name and no way to say a word has more than {LONGEST:,}"
            return page.blame(
                line_of(node), f"{len(text):,} characters are too many for {self.expects}", hint
            )
        return Name(text, line_of(node)) if text else _wrong(self, node, page)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the names `known`."""

    what: str
    known: tuple[str, ...]

    @property
    def expects(self) -> str:
        """Name them all."""
        return f"{self.what} ({', '.join(self.known)})"

    def read(self, node: Node, page: Page) -> Any:
        """Give the name."""
        name = Text(self.expects).read(node, page)
        if name is ABSENT or name in self.known:
            return name
        hint = near(name, self.known, f"known: {', '.join(self.known)}")
        return page.blame(line_of(node), f"{quoted(name)} is not {self.what}", hint)


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` to `high`; a `whole` one has no point."""

    low: float
    high: float
    unit: str
    whole: bool = False

    @property
    def expects(self) -> str:
        """Give range and unit."""
        return f"a {'whole ' * self.whole}number from {self.low:g} to {self.high:g} ({self.unit})"

    def read(self, node: Node, page: Page) -> Any:
        """Give an int or a float."""
        # Decimal digits only: YAML 1.1 would read 1:30 as ninety and 0x10 as sixteen.
        form = r"[-+]?\d{1,9}" if self.whole else r"[-+]?(\d{1,9}(\.\d{0,9})?|\.\d{1,9})"
        if not is_scalar(node) or tag(node) == "str" or not re.fullmatch(form, node.value, re.ASCII):
            return _wrong(self, node, page)
        number = int(node.value) if self.whole else float(node.value)
        return number if self.low <= number <= self.high else _wrong(self, node, page)


@dataclass(frozen=True, slots=True)
class Flag:
    """yes or no."""

    expects: str = "yes or no"

    def read(self, node: Node, page: Page) -> Any:
        """Give a bool."""
        if is_scalar(node) and tag(node) == "bool":
            return node.value.lower() in ("yes", "true", "on")
        return _wrong(self, node, page)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of at least one `item`, none twice; one alone may stand without the list."""

    item: Field

    @property
    def expects(self) -> str:
        """Say what the list is of."""
        return f"a list, each {self.item.expects}"

    def read(self, node: Node, page: Page) -> Any:
        """Give a list of names."""
        nodes = [node] if is_scalar(node) else node.value if node.id == "sequence" else []
        if node.id == "sequence" and tag(node) and not nodes:
            hint = f"name at least one, each {self.item.expects}; without the key the default holds"
            return page.blame(line_of(node), "the list is empty", hint)
        if not nodes:
            return _wrong(self, node, page)
        names: dict[str, Name] = {}
        for one in nodes:
            name = self.item.read(one, page)
            if name is not ABSENT and names.setdefault(fold(name), name) is not name:
                page.blame(line_of(one), f"{quoted(name)} stands twice in the list", "take one of them out")
        return list(names.values())


@dataclass(frozen=True, slots=True)
class Table:
    """Keys that are known, each with its field; a scalar is short for a table with the one key `short`."""

    what: str
    fields: Mapping[str, Field]
    short: str | None = None

    @property
    def expects(self) -> str:
        """Name the keys."""
        keys = f"{self.what} (keys: {', '.join(self.fields)})"
        return f"{self.fields[self.short].expects}, or {keys}" if self.short else keys

    def read(self, node: Node, page: Page) -> Any:
        """Give a dict of the keys that are there with a value."""
        if self.short and is_scalar(node):
            value = self.fields[self.short].read(node, page)
            return ABSENT if value is ABSENT else {self.short: value}
        values: dict[str, Any] = {}
        for key, item in _items(self, node, page):
            if key not in self.fields:
                hint = near(key, self.fields, f"known: {', '.join(self.fields)}")
                page.blame(key.line, f"unknown key {quoted(key)} in {self.what}", hint)
            elif not is_null(item):
                values[str(key)] = self.fields[key].read(item, page)
        return {key: value for key, value in values.items() if value is not ABSENT}


@dataclass(frozen=True, slots=True)
class Named:
    """Names of the listener's own, each with an `item`; unless `exact`, capitals make no other name."""

    what: str
    item: Field
    exact: bool = False

    @property
    def expects(self) -> str:
        """Say what stands under a name."""
        return f"{self.what} by name, each with {self.item.expects}"

    def read(self, node: Node, page: Page) -> Any:
        """Give a dict from Name to value; a name with nothing behind it is left out."""
        values: dict[Name, Any] = {}
        seen: dict[str, Name] = {}
        for key, item in _items(self, node, page):
            first = seen.setdefault(key if self.exact else fold(key), key)
            if first is not key:
                page.blame(key.line, f"{quoted(key)} is here twice", f"the other is in line {first.line}")
            elif not is_null(item):
                values[key] = self.item.read(item, page)
        return {key: value for key, value in values.items() if value is not ABSENT}


@dataclass(frozen=True, slots=True)
class OneOrNamed:
    """One `named.item`, or a table of them by name; one alone stands under the name ""."""

    named: Named

    @property
    def expects(self) -> str:
        """Say both forms."""
        return f"{self.named.item.expects}, or {self.named.expects}"

    def read(self, node: Node, page: Page) -> Any:
        """Give a dict from name to value."""
        if not is_scalar(node):
            return self.named.read(node, page)
        value = self.named.item.read(node, page)
        return ABSENT if value is ABSENT else {"": value}


@dataclass(frozen=True, slots=True)
class Rules:
    """A list of tables, each of which knows its line."""

    item: Table

    @property
    def expects(self) -> str:
        """Say what the list is of."""
        return f"a list, each {self.item.expects}"

    def read(self, node: Node, page: Page) -> Any:
        """Give a list of (line, dict of the keys that are there)."""
        if node.id != "sequence" or not tag(node):
            return _wrong(self, node, page)
        rules = ((line_of(one), self.item.read(one, page)) for one in node.value)
        return [(line, rule) for line, rule in rules if rule is not ABSENT]


@dataclass(frozen=True, slots=True)
class ByGender:
    """One `item` for all, or a table with one for each gender; "none" is nothing."""

    item: Field

    @property
    def expects(self) -> str:
        """Say both forms."""
        return f"{self.item.expects}, or one for each of {', '.join(GENDERS)}; or none"

    def read(self, node: Node, page: Page) -> Any:
        """Give a dict from each gender named to a Name or None."""
        if is_scalar(node):
            name = self.item.read(node, page)
            names = ABSENT if name is ABSENT else dict.fromkeys(GENDERS, name)
        else:
            names = Table("voices by gender", dict.fromkeys(GENDERS, self.item)).read(node, page)
        if names is ABSENT:
            return ABSENT
        return {gender: None if name == "none" else name for gender, name in names.items()}


def _items(what: Table | Named, node: Node, page: Page) -> Iterator[tuple[Name, Node]]:
    """Give the keys of a mapping node, none of them twice, and their nodes; note whatever else is there."""
    if node.id != "mapping" or not tag(node):
        _wrong(what, node, page)
        return
    seen: dict[str, int] = {}
    for key_node, item in node.value:
        if tag(key_node) == "merge":
            page.blame(line_of(key_node), "<< is not known here", "a voice is begun as another by like: NAME")
            continue
        key = Text("a name before the colon").read(key_node, page)
        if key is ABSENT:
            continue
        if key in seen:
            page.blame(key.line, f"the key {quoted(key)} is here twice", f"the other is in line {seen[key]}")
            continue
        seen[key] = key.line
        yield key, item


def _wrong(what: Field, node: Node, page: Page) -> Any:
    return page.blame(line_of(node), f"{_found(node)}, where {what.expects} belongs", _mend(what, node))


def _found(node: Node) -> str:
    if not tag(node):
        return f"the tag {quoted(node.tag)}"
    if node.id != "scalar":
        return {"mapping": "keys and values", "sequence": "a list"}[node.id]
    return quoted(node.value) if node.value.strip() else "nothing"


def _mend(what: Field, node: Node) -> str:
    if not tag(node):
        return "take the tag out; none is needed here"
    if isinstance(what, Number) and node.id == "scalar" and tag(node) == "str":
        return "write the number alone, without quotes or unit"
    if isinstance(what, Number):
        return f"the least is {what.low:g}, the most {what.high:g}"
    if isinstance(what, Flag):
        return "write yes or no"
    if isinstance(what, Rules) and node.id == "mapping":
        return "begin each with a dash: - {...}"
    return "docs/voices.md shows an example of every key"
