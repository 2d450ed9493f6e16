"""Remembers which files of a folder are ours, in `.fullcast.json`: name and SHA-256 of each.

A file that produce did not write, or that somebody has changed since, is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from fullcast.errors import OutputError
from fullcast.files import write_text, writing

MANIFEST = ".fullcast.json"


def claim(folder: Path, names: Iterable[str]) -> None:
    """Make `folder` if need be, and see that each of `names` in it is free, or ours and unchanged.

    Raises OutputError naming the first file that is not, before anything is written.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    ours = _read(folder)
    for name in names:
        _claim_one(folder / name, ours.get(name))


def record(folder: Path, names: Iterable[str]) -> None:
    """Note the files `names` of `folder`, just written, as ours; raises OutputError."""
    ours = _read(folder)
    for name in names:
        with writing(folder / name):
            ours[name] = sha256(folder / name)
    text = json.dumps({"files": dict(sorted(ours.items()))}, ensure_ascii=False, indent=1)
    write_text(folder / MANIFEST, text + "\n")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _claim_one(path: Path, known: str | None) -> None:
    if not path.exists() and not path.is_symlink():
        return
    hint = "move it away, or write elsewhere with -o"
    if path.is_symlink() or not path.is_file():
        raise OutputError("a link or a folder stands where a file must go", path=path, hint=hint)
    if known is None:
        raise OutputError("this file was not written by fullcast: it stays as it is", path=path, hint=hint)
    with writing(path):
        changed = sha256(path) != known
    if changed:
        raise OutputError(
            "this file was changed since fullcast wrote it: it stays as it is", path=path, hint=hint
        )


def _read(folder: Path) -> dict[str, str]:
    path = folder / MANIFEST
    if path.is_symlink():
        raise OutputError("the list of our files is a link", path=path, hint="write elsewhere with -o")
    if not path.exists():
        return {}
    with writing(path):
        data = path.read_bytes()
    try:
        files = json.loads(data)["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        # A broken list knows nothing, so nothing is overwritten, itself neither.
        hint = "remove it with the files it lists, or write elsewhere with -o"
        raise OutputError("the list of our files is broken", path=path, hint=hint) from None
