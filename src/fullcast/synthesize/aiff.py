"""Reads the AIFF files that the speech of macOS writes (Audio Interchange File Format 1.3, and AIFF-C).

pydub would want ffprobe for them, which no package brings, and Python 3.13 has no aifc any more.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TypedDict

_PLAIN = (b"NONE", b"twos")
_SWAPPED = b"sowt"
_FRAME = struct.Struct(">hLh")


class Pcm(TypedDict):
    """Little-endian samples of whole bytes, as pydub's AudioSegment is made of."""

    data: bytes
    sample_width: int
    frame_rate: int
    channels: int


def is_aiff(path: Path) -> bool:
    """Tell an AIFF file by its first bytes, whatever its name."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[:4] == b"FORM" and head[8:] in (b"AIFF", b"AIFC")


def read(path: Path) -> Pcm:
    """Read a file of 16-bit samples. Raises ValueError for another kind, or a damaged one."""
    chunks = _chunks(path.read_bytes())
    common, sound = chunks.get(b"COMM", b""), chunks.get(b"SSND", b"")
    if len(common) < 18 or len(sound) < 8:
        raise ValueError("not a whole AIFF file")
    channels, frames, bits = _FRAME.unpack_from(common)
    coding = common[18:22] or b"NONE"
    if bits != 16 or channels < 1 or coding not in (*_PLAIN, _SWAPPED):
        raise ValueError(f"AIFF of {bits} bits coded {coding.decode('latin-1')!r}, not 16-bit samples")
    start = 8 + int.from_bytes(sound[:4], "big")
    data = sound[start : start + frames * channels * 2]
    data = data[: len(data) // (channels * 2) * (channels * 2)]
    return Pcm(
        data=data if coding == _SWAPPED else _swapped(data),
        sample_width=2,
        frame_rate=round(_extended(common[8:18])),
        channels=channels,
    )


def _chunks(whole: bytes) -> dict[bytes, bytes]:
    chunks = {}
    at = 12
    while at + 8 <= len(whole):
        size = int.from_bytes(whole[at + 4 : at + 8], "big")
        chunks[whole[at : at + 4]] = whole[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return chunks


def _swapped(data: bytes) -> bytes:
    swapped = bytearray(data)
    swapped[::2], swapped[1::2] = data[1::2], data[::2]
    return bytes(swapped)


def _extended(data: bytes) -> float:
    """Read an IEEE 754 extended number of 80 bits: sign and exponent, then the mantissa with its leading one."""
    exponent = int.from_bytes(data[:2], "big") & 0x7FFF
    return float(int.from_bytes(data[2:], "big")) * 2.0 ** (exponent - 16383 - 63)
