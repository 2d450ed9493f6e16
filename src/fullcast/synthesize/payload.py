"""Speech as bytes that say what they are, for keeping."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np

from fullcast.errors import EngineError
from fullcast.synthesize.checked import RATES, checked
from fullcast.synthesize.engine import Speech

_MAGIC = b"fcs1"
_HEAD = struct.Struct("<4sc?HId")
"""The payload's first bytes: magic, format of the samples, whether trimmed, nothing, rate, level.

Then stand the samples, and last the CRC-32 of all before it; everything little-endian.
"""

_FORMATS: dict[bytes, np.dtype[Any]] = {b"h": np.dtype("<i2"), b"f": np.dtype("<f4")}


def packed(speech: Speech) -> bytes:
    """Make bytes of checked speech, two or four a sample, that `unpacked` takes."""
    code = b"h" if speech.samples.dtype == np.int16 else b"f"
    samples = speech.samples.astype(_FORMATS[code], copy=False)
    head = _HEAD.pack(_MAGIC, code, speech.trimmed, 0, speech.sample_rate, speech.level)
    whole = head + samples.tobytes()
    return whole + zlib.crc32(whole).to_bytes(4, "little")


def unpacked(data: bytes, text: str) -> Speech | None:
    """Read what `packed` made. Anything else, a byte of it changed or missing, or no speech for `text`, is None."""
    size = len(data) - _HEAD.size - 4
    if size < 0 or zlib.crc32(memoryview(data)[:-4]) != int.from_bytes(data[-4:], "little"):
        return None
    magic, code, trimmed, nothing, rate, level = _HEAD.unpack_from(data)
    form = _FORMATS.get(code)
    if magic != _MAGIC or form is None or nothing or size % form.itemsize or rate not in RATES:
        return None
    samples = np.frombuffer(data, form, size // form.itemsize, _HEAD.size)
    try:
        return checked(Speech(samples.astype(form.newbyteorder("="), copy=False), rate, level, trimmed), text)
    except EngineError:
        return None
