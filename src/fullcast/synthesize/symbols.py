"""Finds variables of a loaded library by the names in its symbol table (ELF, 64 bit, Linux)."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_SYMTAB = 2
_OBJECT = 1


def addresses(library: Path, names: frozenset[str], size: int) -> dict[str, int] | None:
    """Give where the variables stand in this process; each is `size` bytes and must be there exactly once.

    A compiler may add a number to the name of a local variable (`count.123`). Gives None where the library
    has no symbol table (most distributions strip it), is of another kind, or is not loaded.
    """
    found: dict[str, list[int]] = {name: [] for name in names}
    base = _base(library)
    if base is None:
        return None
    for name, value, length in _symbols(library):
        plain = name.partition(".")[0]
        if plain in names and length == size:
            found[plain].append(base + value)
    if any(len(each) != 1 for each in found.values()):
        return None
    return {name: each[0] for name, each in found.items()}


def _base(library: Path) -> int | None:
    """Find where the library's first page is mapped: virtual addresses count from there."""
    wanted = str(library.resolve())
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[5] == wanted and int(fields[2], 16) == 0:
            return int(fields[0].partition("-")[0], 16)
    return None


def _symbols(library: Path) -> Iterator[tuple[str, int, int]]:
    """Read the variables of a symbol table as (name, value, size); none unless it is 64-bit ELF."""
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as image:
        if image[:6] != b"\x7fELF\x02\x01":
            return
        start = struct.unpack_from("<Q", image, 0x28)[0]
        entry, count = struct.unpack_from("<HH", image, 0x3A)
        sections = [_SECTION.unpack_from(image, start + index * entry) for index in range(count)]
        for _, kind, _, _, offset, size, link, *_ in sections:
            if kind == _SYMTAB:
                texts = sections[link]
                yield from _variables(image[offset : offset + size], image[texts[4] : texts[4] + texts[5]])


def _variables(table: bytes, texts: bytes) -> Iterator[tuple[str, int, int]]:
    for name, info, _, _, value, size in _SYMBOL.iter_unpack(table):
        if info & 15 == _OBJECT:
            yield texts[name : texts.index(0, name)].decode("ascii", "replace"), value, size
