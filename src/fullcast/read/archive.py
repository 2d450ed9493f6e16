"""A zip read safely: the box that EPUB, Word and OpenDocument files come in.

Nothing is written to disk. Sizes are counted while inflating, never believed from a header, and every read counts
towards one bound, so that a small file cannot fill the memory however its entries overlap.
"""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from fullcast.errors import InputError
from fullcast.read.source import Source

ENTRIES = 65_535
"""Most entries of an archive: as many as a zip that is not zip64 can have."""
SINGLE = 64 << 20
"""Most bytes of one entry when inflated."""
TOTAL = 128 << 20
"""Most bytes inflated from an archive in all."""
RATIO = 200
"""Most bytes made of one byte; prose shrinks to a third, and the barest table of zeros to a thousandth."""

_FREE = 1 << 20  # an entry this small is welcome at any ratio
_ENCRYPTED = 0x1
_LOCAL = struct.Struct("<4s22xHH")
_CENTRAL = b"PK\x01\x02"
_BROKEN = (
    zipfile.BadZipFile,
    struct.error,
    ValueError,
    OverflowError,
    NotImplementedError,
    EOFError,
    OSError,
    IndexError,
)
_AGAIN = "the file is damaged or was not downloaded whole: get it again"


class Archive:
    """A zip of which nothing is inflated yet.

    `names` are its files in order, each once; names that are absolute or climb out ("../x") and symbolic links are
    not among them. `notices` tell of what is odd.
    """

    __slots__ = ("_data", "_entries", "_folded", "_inflated", "names", "notices", "path")

    def __init__(
        self, data: bytes, entries: Mapping[str, zipfile.ZipInfo], path: Path | None, notices: tuple[str, ...]
    ) -> None:
        self._data = data
        self._entries = entries
        self._folded: dict[str, str] | None = None
        self._inflated = 0
        self.names = tuple(entries)
        self.notices = notices
        self.path = path

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def find(self, name: str) -> str | None:
        """Return the name of the entry meant by `name`: itself, or one that differs in case or in how accents are written."""
        if name in self._entries:
            return name
        if self._folded is None:
            self._folded = {_folded(each): each for each in reversed(self.names)}
        return self._folded.get(_folded(name))

    def read(self, name: str, most: int = SINGLE) -> bytes:
        """Return an entry's bytes.

        Raises InputError where there is none, it is encrypted, damaged, packed in a way of its own, longer than `most`
        bytes, or where it takes the archive past its bounds.
        """
        info = self._entries.get(name)
        if info is None:
            raise InputError(f"holds no {name}", path=self.path, hint=_AGAIN)
        if info.flag_bits & _ENCRYPTED:
            raise InputError(
                "is encrypted", path=self.path, place=name, hint="save it without a password, and read that"
            )
        packed = self._packed(info)
        allowed = max(0, min(most, TOTAL - self._inflated, max(_FREE, RATIO * len(packed))))
        data = self._unpacked(info, packed, allowed + 1)
        self._inflated += len(data)
        if len(data) > allowed:
            much = f"{RATIO} times its size" if allowed == RATIO * len(packed) else f"{allowed >> 20 or 1} MB"
            raise InputError(
                f"unpacks to more than {much}, which no book does",
                path=self.path,
                place=name,
                hint="if it is a book all the same, save it as plain text (.txt)",
            )
        if zlib.crc32(data) != info.CRC:
            raise self._damaged(name)
        return data

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        """Return an entry's bytes as they lie in the archive, behind a header of its own that repeats its name."""
        head = self._data[info.header_offset : info.header_offset + _LOCAL.size]
        if info.header_offset < 0 or len(head) < _LOCAL.size:
            raise self._damaged(info.filename)
        mark, name, extra = _LOCAL.unpack(head)
        start = info.header_offset + _LOCAL.size + name + extra
        if mark != b"PK\x03\x04" or start + info.compress_size > len(self._data):
            raise self._damaged(info.filename)
        return memoryview(self._data)[start : start + info.compress_size]

    def _unpacked(self, info: zipfile.ZipInfo, packed: memoryview, most: int) -> bytes:
        """Inflate at most `most` bytes."""
        if info.compress_type == zipfile.ZIP_STORED:
            return bytes(packed[:most])
        if info.compress_type != zipfile.ZIP_DEFLATED:
            raise InputError(
                "is packed in a way that books are not",
                path=self.path,
                place=info.filename,
                hint="unpack it and zip it anew",
            )
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
        except zlib.error:
            raise self._damaged(info.filename) from None

    def _damaged(self, name: str) -> InputError:
        return InputError("cannot be unpacked", path=self.path, place=name, hint=_AGAIN)


def open(source: Source) -> Archive:  # the module is its namespace: archive.open
    """Open the zip that `source` is. Raises InputError where it is none, is broken off, or has too many entries."""
    if not source.data.startswith(b"PK"):
        raise InputError(
            "is broken, or not what its suffix says: it is no zip file",
            path=source.path,
            hint="check that its suffix is right, and open it in the program it comes from",
        )
    if source.data.count(_CENTRAL) > ENTRIES:  # no more entries than this, whatever the directory says
        raise InputError(f"holds more than {ENTRIES} files, which no book does", path=source.path)
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as opened:
            listed = opened.infolist()
    except _BROKEN:
        raise InputError(
            "cannot be unpacked: its list of contents is missing or broken", path=source.path, hint=_AGAIN
        ) from None
    return _archive(source, listed)


def _archive(source: Source, listed: list[zipfile.ZipInfo]) -> Archive:
    entries: dict[str, zipfile.ZipInfo] = {}
    twice, unsafe = 0, 0
    for info in listed:
        if info.filename.endswith("/"):
            continue
        if not _is_safe(info):
            unsafe += 1
            continue
        twice += info.filename in entries
        entries[info.filename] = info  # the last of a name is what unpacking leaves
    notices = []
    if unsafe:
        notices.append(f"not looked at: {_files(unsafe)} whose name is unsafe, or that is a link")
    if twice:
        notices.append(f"not looked at: {_files(twice)} of the same name as a later one")
    return Archive(source.data, entries, source.path, tuple(notices))


def _is_safe(info: zipfile.ZipInfo) -> bool:
    name = info.filename.replace("\\", "/")
    climbs = ".." in name.split("/")
    absolute = name.startswith("/") or name[1:2] == ":"
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    return bool(name) and "\0" not in name and not (climbs or absolute or is_link)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/")).casefold()
