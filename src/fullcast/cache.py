"""Keeps what was costly to make from one run to the next, and gives back only what is whole.

    cache = opened()
    made = key("clip", line, voice)       a name for all that the result depends on
    found = cache.get(made)               None: make it, and
    cache.put(made, data)
    cache.trim()                          once, at the end of a run

An entry is the file root/ab/cdef... named by its key: a header (magic, version, length, and a blake2b digest of key and
payload), then the payload. All of it is checked when it is read, and what does not fit counts as not there: flipped
bytes, half a file, another version, an entry under another's name. That is why nothing here waits for the disk (no
fsync): what a power cut leaves is noticed, and made again. A digest is no signature: what is kept must be plain data,
since whoever may write to the folder can put words into it.

Entries are written aside and renamed, so that runs at once and kills at any moment leave whole entries or none. Nothing
else is touched: only regular files by our names are removed, and no link inside the folder is followed.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import struct
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from pathlib import Path, PurePath
from typing import BinaryIO

from fullcast import files
from fullcast.errors import UsageError

LIMIT = 4 << 30
"""Most bytes kept where nothing else is said: of raw clips (22 kHz, 16 bits) some 27 hours."""

FOLDER = "FULLCAST_CACHE"
ALLOWED = "FULLCAST_CACHE_LIMIT"
"""The environment's say in where it is and how large it may grow."""

HOUR = 3600
"""Seconds: how exact an entry's last use is known, and how long a file that is being written is left alone."""

_KEY = 24
# 2 and 46 digits: like no other store of the kind, Git's (38 or 62) among them, in a folder named by mistake.
_DIGITS = re.compile(rf"[0-9a-f]{{{2 * _KEY}}}")
_SHARD = re.compile(r"[0-9a-f]{2}")
_ENTRY = re.compile(rf"[0-9a-f]{{{2 * _KEY - 2}}}")

_HEADER = struct.Struct(">8sHQ32s")
_MAGIC = b"fullcast"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Usage:
    """How much is kept: `entries` of `bytes` in all, headers included, of at most `limit` bytes, in the folder `path`."""

    path: Path
    entries: int
    bytes: int
    limit: int


class Cache:
    """A store of bytes by key in the folder `root`, for at most about `limit` bytes; None or 0: it keeps nothing.

    No fault of the disk is an error to whoever uses it: what cannot be read is not there, and what cannot be written
    is not kept, with the reason in `trouble`. It may be used by several threads and processes at once.
    """

    def __init__(self, root: Path | None, limit: int = LIMIT) -> None:
        self._root = root
        self._limit = limit
        self._trouble: str | None = None

    @property
    def trouble(self) -> str | None:
        """Why nothing is kept any more, as one sentence for a notice; None where all is well, or none was asked for."""
        return self._trouble

    def give_up(self, trouble: str) -> None:
        """Keep nothing more, for the reason `trouble`, found by another process."""
        self._trouble = self._trouble or trouble

    def get(self, key: str) -> bytes | None:
        """Return what was put under `key`; None where it is not there, or damaged, and then it is removed."""
        path = self._path(key)
        if path is None:
            return None
        try:
            return _read(path, key)
        except OSError:
            return None

    def put(self, key: str, data: bytes | memoryview) -> None:
        """Keep `data` under `key`, in place of what is there; a disk that cannot take it is told in `trouble`."""
        path = self._path(key)
        if path is None or self._trouble or _HEADER.size + memoryview(data).nbytes > self._limit:
            return
        try:
            if _free(path):
                self._put(path, key, data)
        except OSError as fault:
            reason = files.refused(path, fault).message
            self._trouble = f"nothing more is kept for the next run: {self._root}: {reason}"

    def trim(self) -> None:
        """Bring the cache down to its limit, what was least recently used first, and sweep what killed runs left."""
        found = sorted(
            (status.st_mtime_ns, path, status.st_size) for path, status in self._entries(sweep=True)
        )
        excess = sum(size for _, _, size in found) - self._limit
        for _, path, size in found:
            if excess <= 0:
                return
            excess -= size if _gone(path) else 0

    def usage(self) -> Usage:
        """Count what is kept."""
        sizes = [status.st_size for _, status in self._entries()]
        return Usage(self._root or Path(os.devnull), len(sizes), sum(sizes), self._limit)

    def clear(self) -> int:
        """Remove every entry and return how many bytes that freed; what a run is just writing is left to it."""
        freed = sum(status.st_size for path, status in self._entries(sweep=True) if _gone(path))
        for shard in self._shards():
            with suppress(OSError):
                Path(shard).rmdir()  # refused while something is in it
        return freed

    def _path(self, key: str) -> Path | None:
        if not _DIGITS.fullmatch(key):
            raise ValueError(f"{key[:80]!r} is no key: cache.key makes them")
        return self._root / key[:2] / key[2:] if self._root is not None else None

    def _put(self, path: Path, key: str, data: bytes | memoryview) -> None:
        with suppress(FileNotFoundError):
            _write(path, key, data)
            return
        # The first of its folder, or another run has emptied the cache just now; if again, it is not kept.
        self._make(path.parent)
        with suppress(FileNotFoundError):
            _write(path, key, data)

    def _make(self, shard: Path) -> None:
        assert self._root is not None
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        shard.mkdir(exist_ok=True)

    def _shards(self) -> Iterator[str]:
        if self._root is not None:
            found = _listed(self._root, stat.S_ISDIR)
            yield from (each.path for each, _ in found if _SHARD.fullmatch(each.name))

    def _entries(self, *, sweep: bool = False) -> Iterator[tuple[str, os.stat_result]]:
        """Yield each entry's path and status; with `sweep` remove, in passing, what was left half-written."""
        for shard in self._shards():
            for each, status in _listed(shard, stat.S_ISREG):
                if _ENTRY.fullmatch(each.name):
                    yield each.path, status
                elif sweep and files.is_aside(each.name) and time.time() - status.st_mtime > HOUR:
                    _gone(each.path)


def opened() -> Cache:
    """Return the user's own cache: where `locate` says, as large as `allowance` says.

    Raises UsageError for an allowance that is none. Nobody's home folder, as in some containers, is no error: the cache
    keeps nothing then, and says so.
    """
    limit = allowance()
    try:
        return Cache(locate(), limit)
    except UsageError as fault:
        homeless = Cache(None, limit)
        homeless._trouble = f"nothing is kept for the next run: {fault.message}; {fault.hint}"
        return homeless


def locate() -> Path:
    """Return the cache's folder: FULLCAST_CACHE, or fullcast/ in XDG_CACHE_HOME, or where the system keeps caches.

    That is ~/.cache, ~/Library/Caches on macOS, %LOCALAPPDATA% on Windows. A relative XDG_CACHE_HOME is ignored, as
    the XDG Base Directory Specification (0.8) asks. Raises UsageError where it would be in a home folder nobody knows.
    """
    try:
        if given := os.environ.get(FOLDER):
            return Path(given).expanduser().absolute()
        return _caches() / "fullcast"
    except RuntimeError as fault:
        hint = f"set {FOLDER} to a folder"
        raise UsageError("no home folder is known to keep anything in", hint=hint) from fault


def _caches() -> Path:
    local = os.environ.get("LOCALAPPDATA", "") if sys.platform == "win32" else ""
    for given in (os.environ.get("XDG_CACHE_HOME", ""), local):
        if Path(given).is_absolute():
            return Path(given)
    usual = {"darwin": "Library/Caches", "win32": "AppData/Local"}.get(sys.platform, ".cache")
    return Path.home() / usual


_SIZE = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,9})?) ?([kmgt]?)(i?)b?", re.IGNORECASE | re.ASCII)


def allowance() -> int:
    """Return how many bytes may be kept: FULLCAST_CACHE_LIMIT, such as 2GB, 1.5 GiB or 0 for nothing; else LIMIT.

    kB, MB, GB and TB are powers of 1000 and KiB to TiB of 1024; the b may be left out. Raises UsageError for what is no size.
    """
    given = os.environ.get(ALLOWED, "").strip()
    if not given:
        return LIMIT
    found = _SIZE.fullmatch(given)
    if found is None or (found[3] and not found[2]):
        hint = "write one such as 2GB or 500MB, or 0 to keep nothing"
        raise UsageError(f"{ALLOWED}: “{given[:40]}” is no size", hint=hint)
    power = " kmgt".index(found[2].lower() or " ")
    return int(float(found[1]) * (1024 if found[3] else 1000) ** power)


def key(*parts: object) -> str:
    """Return the name of what is made from `parts`: hex digits that are the same on every machine and in every run.

    Different parts give different names: each is encoded with its type and length. Parts are str, int, float (by its
    repr), bool, None, bytes, paths, members of an Enum, frozen dataclasses (with the name of their class), and tuples,
    lists and mappings of these. A list counts as a tuple. The order of a mapping does not count; where it matters,
    give its items. Raises TypeError for anything else.
    """
    return hashlib.blake2b(_encoded(parts), digest_size=_KEY).hexdigest()


def _encoded(value: object) -> bytes:
    """Write `value` so that no other is written alike: a letter for its type, its length, itself."""
    kind, body = _plain(value) or _compound(value)
    return b"%c%d:%b" % (kind, len(body), body)


def _plain(value: object) -> tuple[bytes, bytes] | None:
    if value is None:
        return b"n", b""
    if isinstance(value, Enum):
        # Name and value: a name may be given another value, and a value counted anew another name.
        return b"e", _encoded((_name(value), value.name, value.value))
    if isinstance(value, str):
        return b"s", value.encode("utf-8", "surrogatepass")
    if isinstance(value, bool):
        return b"b", b"1" if value else b"0"
    if isinstance(value, int):
        return b"i", b"%x" % value
    if isinstance(value, float):
        return b"f", float.__repr__(value).encode()
    if isinstance(value, bytes):
        return b"y", value
    if isinstance(value, PurePath):
        return b"p", value.as_posix().encode("utf-8", "surrogatepass")
    return None


def _compound(value: object) -> tuple[bytes, bytes]:
    if is_dataclass(value) and not isinstance(value, type) and type(value).__dataclass_params__.frozen:  # type: ignore[attr-defined]
        named = [(each.name, getattr(value, each.name)) for each in fields(value)]
        return b"d", _encoded((_name(value), named))
    if isinstance(value, (tuple, list)):
        return b"t", b"".join(map(_encoded, value))
    if isinstance(value, Mapping):
        return b"m", b"".join(sorted(_encoded(pair) for pair in value.items()))
    raise TypeError(f"{type(value).__qualname__} has no place in a key: {str(value)[:80]}")


def _name(value: object) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _read(path: Path, key: str) -> bytes | None:
    """Return the payload of the entry at `path`, None where there is none; a damaged one is removed. Raises OSError."""
    if not (stat.S_ISDIR(_mode(path.parent)) and stat.S_ISREG(_mode(path))):
        return None
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        data = _payload(file, status.st_size, key)
    if data is None:
        path.unlink()
    elif abs(time.time() - status.st_mtime) > HOUR:
        with suppress(OSError):
            os.utime(path)
    return data


def _payload(file: BinaryIO, size: int, key: str) -> bytes | None:
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size:
        return None
    magic, version, length, digest = _HEADER.unpack(head)
    if (magic, version, length) != (_MAGIC, _VERSION, size - _HEADER.size):
        return None
    data = file.read(length)
    return data if _digest(key, data) == digest else None


def _write(path: Path, key: str, data: bytes | memoryview) -> None:
    head = _HEADER.pack(_MAGIC, _VERSION, memoryview(data).nbytes, _digest(key, data))
    aside = files.aside(path)
    try:
        with aside.open("xb") as file:
            file.write(head)
            file.write(data)
        _rename(aside, path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _rename(aside: Path, path: Path) -> None:
    try:
        aside.replace(path)
    except PermissionError:
        # Windows does not replace what another run is just reading; that entry is as good.
        if not path.exists():
            raise


def _digest(key: str, data: bytes | memoryview) -> bytes:
    return hashlib.blake2b(data, digest_size=32, key=bytes.fromhex(key)).digest()


def _free(path: Path) -> bool:
    """Say whether an entry may take its place at `path`: nothing is there, or an entry, and no link leads to it."""
    folder, there = _mode(path.parent), _mode(path)
    return folder == 0 or (stat.S_ISDIR(folder) and (there == 0 or stat.S_ISREG(there)))


def _mode(path: Path) -> int:
    """Return the mode of what is at `path`, be it a link; 0 for nothing. Raises OSError."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0


def _listed(
    folder: Path | str, wanted: Callable[[int], bool]
) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
    """Yield what is in `folder` and of a mode that is `wanted`, with its status; what vanishes meanwhile is not there."""
    for each in _scanned(folder):
        try:
            status = each.stat(follow_symlinks=False)
        except OSError:
            continue
        if wanted(status.st_mode):
            yield each, status


def _scanned(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def _gone(path: str) -> bool:
    """Remove the file at `path`, and say whether it is gone, by us or by another run."""
    try:
        Path(path).unlink(missing_ok=True)
    except OSError:
        return False
    return True
