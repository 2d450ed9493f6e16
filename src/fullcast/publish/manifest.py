"""Remembers which files of a folder are ours, in `.fullcast.json`: name and SHA-256 of each, and whose they are.

    files     what stands there
    coming    what is finished and about to take its place; after a kill it may stand there already
    story     the path of the story they were made of; null for standard input
    stamps    size and time of change of each file, so that one that nobody touched need not be read to be known
    chapters  what each chapter was made of, by number
    run       what the last run was, where it ended well and nothing was written since

A file that produce did not write, or that somebody has changed since, is never overwritten nor removed; nor
are the files of one story by another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from fullcast.errors import OutputError
from fullcast.files import sweep, write_text, writing

MANIFEST = ".fullcast.json"


@dataclass(frozen=True, slots=True)
class _List:
    """What `.fullcast.json` says: SHA-256 by file name."""

    files: dict[str, str]
    coming: dict[str, str]
    story: str | None = None
    stamps: dict[str, list[int]] = field(default_factory=dict)
    chapters: dict[str, Any] = field(default_factory=dict)
    run: dict[str, Any] = field(default_factory=dict)

    def ours(self, name: str) -> set[str]:
        """Give the SHA-256 that a file of ours called `name` may have; none where there is no such file."""
        return {listed[name] for listed in (self.files, self.coming) if name in listed}

    def known(self, path: Path) -> str:
        """Return the SHA-256 of a file of ours that is as we wrote it, by its stamp, else by its bytes; else ""."""
        if path.name not in self.coming and _stamp(path) == self.stamps.get(path.name):
            return self.files.get(path.name, "")
        digest = sha256(path)
        return digest if digest in self.ours(path.name) else ""


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def claim(folder: Path, names: Iterable[str], story: Path | None = None) -> None:
    """Make `folder` if need be, and see that each of `names` in it is free, or ours and unchanged.

    What a run that was killed left half-written is removed. Raises OutputError, before anything is written,
    where the folder is that of another story, or naming the first file that is not ours.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    listed = _read(folder)
    _check_story(folder, listed.story, story)
    for name in names:
        _claim_one(folder / name, listed)
    sweep(folder)


def recall(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what `remember` noted of chapters and of the last run; nothing where there is no folder, or a broken list."""
    try:
        listed = _read(folder)
    except OutputError:
        return {}, {}
    return {number: told for number, told in listed.chapters.items() if isinstance(told, dict)}, listed.run


def remember(
    folder: Path, chapters: Mapping[str, Any] | None = None, run: Mapping[str, Any] | None = None
) -> None:
    """Note what chapters, by number, were made of, and what the run was; raises OutputError."""
    listed = _read(folder)
    known = listed.chapters if chapters is None else {**listed.chapters, **chapters}
    _write(folder, replace(listed, chapters=known, run=listed.run if run is None else dict(run)))


def standing(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return those of `names` that stand in `folder` as we wrote them, each with its SHA-256."""
    try:
        listed = _read(folder)
        paths = [folder / name for name in names if name in listed.files]
        known = {path.name: listed.known(path) for path in paths if _is_file(path)}
    except (OutputError, OSError):
        return {}
    return {name: digest for name, digest in known.items() if digest}


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def expect(folder: Path, name: str, finished: Path, story: Path | None = None) -> None:
    """Note that the file `finished` is about to become `name` of `folder`; raises OutputError.

    So the file is known for ours from the moment it is there, whatever happens in that moment. The last run's result is
    none any more from here on: were it asked for again after a kill, it would have to be made again.
    """
    listed = _read(folder)
    with writing(folder / name):
        digest, stamp = sha256(finished), _stamp(finished)
    coming, stamps = listed.coming | {name: digest}, listed.stamps | {name: stamp}
    _write(folder, replace(listed, coming=coming, stamps=stamps, story=_text(story), run={}))


def record(folder: Path, names: Iterable[str], story: Path | None = None) -> None:
    """Note the files `names` of `folder`, just written, as ours; raises OutputError.

    One that `expect` has read, and that is as it was then, is not read again: taking its place changes no stamp.
    """
    listed = _read(folder)
    new, stamps = {}, {}
    for name in names:
        path = folder / name
        with writing(path):
            stamps[name] = _stamp(path)
            came = name in listed.coming and stamps[name] == listed.stamps.get(name)
            new[name] = listed.coming[name] if came else sha256(path)
    coming = {name: digest for name, digest in listed.coming.items() if name not in new}
    kept = replace(listed, files=listed.files | new, coming=coming, story=_text(story))
    _write(folder, replace(kept, stamps=listed.stamps | stamps))


def prune(folder: Path, made: Iterable[str]) -> list[str]:
    """Remove the files of ours that belong to no file of `made`, and return their names; raises OutputError.

    They are of chapters that the story has no more. Another format of a chapter that it still has stays, and so
    does a file that somebody has changed.
    """
    listed = _read(folder)
    stems = {PurePath(name).stem for name in made}
    stale = [name for name in listed.files | listed.coming if PurePath(name).stem not in stems]
    removed = [name for name in stale if _remove(folder, name, listed.ours(name))]
    gone = [name for name in stale if name in removed or not (folder / name).exists()]
    if gone:
        files, coming = (
            {name: digest for name, digest in part.items() if name not in gone}
            for part in (listed.files, listed.coming)
        )
        _write(folder, replace(listed, files=files, coming=coming))
    return removed


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _remove(folder: Path, name: str, ours: set[str]) -> bool:
    path = folder / name
    # A list that was tampered with must not lead out of the folder.
    if path.parent != folder or path.name != name or path.is_symlink() or not path.is_file():
        return False
    with writing(path):
        if sha256(path) not in ours:
            return False
        path.unlink()
    return True


def _check_story(folder: Path, before: str | None, story: Path | None) -> None:
    """Raise OutputError where the files in `folder` are of another story, which is still there."""
    if before is None or not Path(before).is_file():
        return
    # A text and the play script beside it are one story.
    if story is None or Path(before).with_suffix("") != story.resolve().with_suffix(""):
        raise OutputError(
            f"this is the audiobook of another story with the same title, {before}",
            path=folder,
            hint="write elsewhere with -o, or give the story another title (output: title in voices.yaml)",
        )


def _claim_one(path: Path, listed: _List) -> None:
    if not path.exists() and not path.is_symlink():
        return
    hint = "move it away, or write elsewhere with -o"
    if path.is_symlink() or not path.is_file():
        raise OutputError("a link or a folder stands where a file must go", path=path, hint=hint)
    if not listed.ours(path.name):
        raise OutputError("this file was not written by fullcast: it stays as it is", path=path, hint=hint)
    with writing(path):
        changed = not listed.known(path)
    if changed:
        raise OutputError(
            "this file was changed since fullcast wrote it: it stays as it is", path=path, hint=hint
        )


def _text(story: Path | None) -> str | None:
    return None if story is None else str(story.resolve())


def _write(folder: Path, listed: _List) -> None:
    told: dict[str, Any] = {"story": listed.story, "files": dict(sorted(listed.files.items()))}
    if listed.coming:
        told["coming"] = dict(sorted(listed.coming.items()))
    known = listed.files.keys() | listed.coming.keys()
    stamps = {name: stamp for name, stamp in sorted(listed.stamps.items()) if name in known}
    extra = {"stamps": stamps, "chapters": listed.chapters, "run": listed.run}
    told |= {key: value for key, value in extra.items() if value}
    write_text(folder / MANIFEST, json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def _read(folder: Path) -> _List:
    path = folder / MANIFEST
    if path.is_symlink():
        raise OutputError("the list of our files is a link", path=path, hint="write elsewhere with -o")
    if not path.exists():
        return _List({}, {})
    with writing(path):
        data = path.read_bytes()
    try:
        told = json.loads(data)
        files, coming = (
            {str(name): str(digest) for name, digest in part.items()}
            for part in (told["files"], told.get("coming", {}))
        )
        story = told.get("story")
        more = {key: dict(told.get(key, {})) for key in ("stamps", "chapters", "run")}
        return _List(files, coming, None if story is None else str(story), **more)
    except (ValueError, KeyError, TypeError, AttributeError):
        # A broken list knows nothing, so nothing is overwritten, itself neither.
        hint = "remove it with the files it lists, or write elsewhere with -o"
        raise OutputError("the list of our files is broken", path=path, hint=hint) from None
