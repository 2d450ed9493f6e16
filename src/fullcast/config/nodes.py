"""Text -> nodes, each of which knows its line. Nothing is constructed, so that no tag can run code."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, cast

from fullcast.config.problems import Page
from fullcast.errors import ConfigError

MAX_BYTES = 1_000_000

_STANDARD = "tag:yaml.org,2002:"
_PLAIN = frozenset(("null", "bool", "int", "float", "str", "timestamp", "merge", "value", "map", "seq"))


class Mark(Protocol):
    """A place in a text: line counted from 0, index in code points."""

    line: int
    column: int
    index: int


class Node(Protocol):
    """A node of yaml: `id` is scalar, sequence or mapping, `value` a str, a list of nodes or one of pairs."""

    id: str
    tag: str
    value: Any
    start_mark: Mark
    end_mark: Mark
    flow_style: bool


def tag(node: Node) -> str:
    """Give the name of a standard tag, or "" for a tag of the file's own."""
    name = node.tag.removeprefix(_STANDARD)
    return name if name in _PLAIN else ""


def is_scalar(node: Node) -> bool:
    """Say whether a node is a plain or quoted word, number or text."""
    return node.id == "scalar" and bool(tag(node))


def is_null(node: Node) -> bool:
    """Say whether nothing stands there."""
    return node.id == "scalar" and tag(node) == "null"


def line_of(node: Node) -> int:
    """Give the line a node begins on, counted from 1."""
    return node.start_mark.line + 1


def read_text(path: Path) -> str:
    """Read a file of at most MAX_BYTES as UTF-8; raise ConfigError with the reason and the mend."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        hint = "fullcast init writes one; without --voices the defaults serve"
        raise ConfigError("there is no such file", path=path, hint=hint) from None
    except IsADirectoryError:
        raise ConfigError("this is a folder", path=path, hint="name the voices.yaml in it") from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        hint = "check its name, and whether you may read it"
        raise ConfigError(f"cannot be read: {error}", path=path, hint=hint) from None
    if len(data) > MAX_BYTES:
        hint = "a voices.yaml is never that big; is this the story?"
        raise ConfigError(f"is over {MAX_BYTES:,} bytes", path=path, hint=hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("this is not UTF-8 text", path=path, line=line, hint="save it as UTF-8") from None


def compose(text: str, page: Page) -> Node:
    """Give the root node of a text, an empty mapping for an empty text; raise ConfigError on broken YAML."""
    import yaml

    try:
        node = cast("Node | None", yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        raise _broken(
            error.problem or error.context, error.problem_mark or error.context_mark, page
        ) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = "a control character, which YAML does not allow"
        raise ConfigError(message, path=page.path, line=line, hint="take it out") from None
    except RecursionError:
        hint = "no key needs more than four; docs/voices.md shows them"
        raise ConfigError("levels within levels within levels", path=page.path, hint=hint) from None
    except (ValueError, OverflowError) as error:
        # yaml lets these through, without a line, for an escape such as "\UFFFFFFFF".
        hint = "look for a backslash in double quotes"
        raise ConfigError(f"this is not YAML: {error}", path=page.path, hint=hint) from None
    if node is None or is_null(node):
        return cast("Node", yaml.MappingNode(_STANDARD + "map", []))
    return node


def _broken(problem: str | None, mark: Any, page: Page) -> ConfigError:
    line = mark.line + 1 if mark else None
    return ConfigError(f"this is not YAML: {problem}", path=page.path, line=line, hint=_mend(problem or ""))


def _mend(problem: str) -> str:
    if "\\t" in problem:
        return "indent with spaces, not with tabs"
    if "mapping values are not allowed" in problem or "could not find expected ':'" in problem:
        return "a colon and a space are missing, or words with a colon in them want quotes"
    if "alias" in problem or "anchor" in problem:
        return "a word that begins with & or * wants quotes"
    return "look at this line and the one before: indentation, quotes, brackets"
