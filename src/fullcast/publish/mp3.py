"""Writes MP3, with several encoders at work on one file: consecutive stretches, joined where a frame ends.

Without a bit reservoir a frame of MPEG-1 Layer III holds all of its own bits (ISO/IEC 11172-3, 2.4.1.7), so frames may be
taken from one stream and put after those of another. They are what one encoder would have made if it was in the same
state: so every stretch begins LEAD frames early, on the same place in the pattern of padding bits, and the frames around
each seam are compared. Where they differ the file is encoded in one, so that the number of parts never changes a byte.

ffmpeg puts the joined frames into a file with tags and counts them in its Info frame; what it cannot know of a
stream that is encoded already, the silence before and after, is put there by us, as the LAME tag has it
(http://gabriel.mp3-tech.org/mp3infotag.html).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, BinaryIO, Protocol

from fullcast import ffmpeg
from fullcast.files import Ready, replacing, writing
from fullcast.model import SAMPLE_RATE

if TYPE_CHECKING:
    from fullcast.model import Samples

FRAME = 1152
"""Samples a frame."""

CYCLE = 49
"""Frames after which the padding bits come again: at 44.1 kHz a frame is 144 * bitrate / 44100 bytes, so many 49ths."""

LEAD = 5 * CYCLE
"""Frames that an encoder is ahead of its stretch, 6.4 s. It is in step after two; what LAME knows longest, the threshold in
quiet, follows within 95. A multiple of what is measured at once, so that no stretch is measured twice."""

TRAIL = 2 * CYCLE
"""Frames that an encoder goes on after its stretch; the first CYCLE of them are compared with those of the next."""

SHORTEST_S = 60
"""Seconds of a part at the least: under that, starting another ffmpeg costs more than it saves."""

DELAY = 576
"""Samples of silence that LAME puts before the sound, beside the 529 that any decoder does."""

MOST_AFTER = FRAME + 529
"""Samples of silence at the end that ffmpeg tells of at the most, of the 1727 that there can be; so do we."""

BLOCK_BYTES = 1 << 18

_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""Bitrates of Layer III by the index in a header (ISO/IEC 11172-3, 2.4.2.3)."""

_HEADER = 4
_TAG = 141
"""Where the LAME tag begins in an Info frame: after a header, 17 bytes of side information (mono), and the 120 of Xing's."""

_SEALED = 190
"""Bytes of the Info frame that ffmpeg and LAME sum up, with zeros in the place of the sum."""


class Sound(Protocol):
    """Mono sound at SAMPLE_RATE, `frames` samples long, that may be read in stretches, by several threads."""

    @property
    def frames(self) -> int: ...

    def blocks(self, start: int = 0, end: int | None = None) -> Iterable[Samples]: ...


class _OutOfStepError(Exception):
    """The parts do not join to what one encoder would have made."""


def codec(bitrate: int) -> tuple[str, ...]:
    """Return ffmpeg's arguments for an MP3 of `bitrate` kbit/s, encoder and container."""
    return (*_encoder(bitrate), *_CONTAINER, "-f", "mp3")


def _encoder(bitrate: int) -> tuple[str, ...]:
    # Level 7 of 0-9: at 192k in mono 20 CPU seconds an hour against 26, and no worse (SNR 55.3 dB against
    # 54.8, the spectrum the same within 0.7 dB); the levels below 4 only cost more.
    return ("-c:a", "libmp3lame", "-b:a", f"{bitrate}k", "-compression_level", "7", "-reservoir", "0")


# No ID3v1: it cuts at 30 letters.
_CONTAINER = ("-id3v2_version", "3", "-write_id3v1", "0")
_BARE = ("-id3v2_version", "0", "-write_id3v1", "0", "-write_xing", "0", "-f", "mp3")

# The name of the encoder, so that ffmpeg writes into the Info frame what it would have if it had encoded.
_COPY = ("-c:a", "copy", "-metadata:s:a", "encoder=Lavc libmp3lame", *_CONTAINER, "-f", "mp3")


def write(
    sound: Sound,
    path: Path,
    bitrate: int,
    tags: Mapping[str, str],
    *,
    ready: Ready | None = None,
    cover: Path | None = None,
    parts: int = 1,
) -> None:
    """Write `sound` as the MP3 `path`, whole or not at all, with up to `parts` encoders at work at once.

    `parts` changes no byte. The other arguments, and what is raised, are those of `ffmpeg.encode`.
    """
    cuts = _cuts(sound.frames, parts)
    if len(cuts) > 2:
        try:
            _write_joined(sound, cuts, path, bitrate, tags, ready, cover)
        except _OutOfStepError:
            # It has cost time, and nothing else.
            pass
        else:
            return
    ffmpeg.encode(sound.blocks(), path, codec(bitrate), tags, ready=ready, cover=cover)


def _cuts(frames: int, parts: int) -> list[int]:
    """Return where parts begin, in samples, and where the last one ends."""
    count = max(1, min(parts, frames // (SHORTEST_S * SAMPLE_RATE)))
    step = LEAD * FRAME
    return [*(frames // step * number // count * step for number in range(count)), frames]


def _write_joined(
    sound: Sound,
    cuts: Sequence[int],
    path: Path,
    bitrate: int,
    tags: Mapping[str, str],
    ready: Ready | None,
    cover: Path | None,
) -> None:
    with ExitStack() as stack:
        with writing(path):
            # Nameless: gone with the process, however that ends.
            files = [stack.enter_context(tempfile.TemporaryFile(dir=path.parent)) for _ in cuts[1:]]
        _encode(sound, cuts, files, path, bitrate)
        with writing(path):
            ranges = _ranges(cuts, files)
        with replacing(path, ready) as hidden, writing(path):
            ffmpeg.multiplex(_read(files, ranges), "mp3", hidden, path, _COPY, tags, cover)
            with hidden.open("rb+") as file:
                _tell_silence(file, sound.frames)


def _encode(sound: Sound, cuts: Sequence[int], files: Sequence[BinaryIO], path: Path, bitrate: int) -> None:
    over = Event()

    def stretch(start: int, end: int) -> Iterator[Samples]:
        for block in sound.blocks(max(0, start - LEAD * FRAME), end + TRAIL * FRAME):
            if over.is_set():
                return
            yield block

    bare = (*_encoder(bitrate), *_BARE)
    with ThreadPoolExecutor(len(files)) as pool:
        try:
            parts = [
                pool.submit(ffmpeg.encode_part, stretch(*ends), file, path, bare)
                for ends, file in zip(pairwise(cuts), files, strict=True)
            ]
            for part in as_completed(parts):
                part.result()
        finally:
            over.set()


# --- the frames -----------------------------------------------------------------------------------


def _ranges(cuts: Sequence[int], files: Sequence[BinaryIO]) -> list[tuple[int, int]]:
    """Return the bytes of each file that are its stretch; raises _OutOfStepError where two do not meet."""
    cycle = _cycle_bytes(files[0])
    ranges = []
    for number, (file, (start, end)) in enumerate(zip(files, pairwise(cuts), strict=True)):
        first = LEAD // CYCLE * cycle if number else 0
        length = (end - start) // (CYCLE * FRAME) * cycle
        ranges.append((first, first + length if file is not files[-1] else file.seek(0, 2)))
    for (before, after), ((_, end), (first, _)) in zip(pairwise(files), pairwise(ranges), strict=True):
        if _at(before, end, cycle) != _at(after, first, cycle):
            raise _OutOfStepError
    return ranges


def _cycle_bytes(file: BinaryIO) -> int:
    """Return how many bytes CYCLE frames are, by the first header."""
    return 144_000 * CYCLE * _kbps(_at(file, 0, _HEADER)) // SAMPLE_RATE


def _kbps(header: bytes | bytearray) -> int:
    """Return the bitrate that a header tells; raises _OutOfStepError for one that is not as we know it."""
    # The sync word, MPEG-1 Layer III; 44.1 kHz; one channel.
    known = header[:2] == b"\xff\xfb" and not header[2] & 0x0C and header[3] >> 6 == 3
    if not known or not 0 < header[2] >> 4 < len(_KBPS):
        raise _OutOfStepError
    return _KBPS[header[2] >> 4]


def _at(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    data = file.read(count)
    if len(data) < count:
        raise _OutOfStepError
    return data


def _read(files: Sequence[BinaryIO], ranges: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    for file, (start, end) in zip(files, ranges, strict=True):
        for at in range(start, end, BLOCK_BYTES):
            yield _at(file, at, min(BLOCK_BYTES, end - at))


# --- the Info frame -------------------------------------------------------------------------------


def _tell_silence(file: BinaryIO, samples: int) -> None:
    """Put into the Info frame of `file` how much of it is no sound, so that a player gives `samples` back."""
    head = _at(file, 0, 10)
    # The size of ID3v2 is in four bytes of 7 bits.
    start = 10 + sum((byte & 127) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    info = bytearray(_at(file, start, _SEALED))
    # At a low bitrate the frame is shorter than what is summed up: zeros stand for the rest.
    size = 144_000 * _kbps(info) // SAMPLE_RATE
    info[size:] = bytes(max(0, _SEALED - size))
    if head[:3] != b"ID3" or info[_TAG - 120 : _TAG - 116] != b"Info":
        raise _OutOfStepError
    frames = int.from_bytes(info[_TAG - 112 : _TAG - 108], "big")
    after = min(frames * FRAME - samples - DELAY, MOST_AFTER)
    info[_TAG + 21 : _TAG + 24] = (DELAY << 12 | after).to_bytes(3, "big")
    info[_TAG + 34 : _TAG + 36] = bytes(2)
    info[_TAG + 34 : _TAG + 36] = _crc16(info).to_bytes(2, "big")
    file.seek(start)
    file.write(info[:size])


def _crc16(data: bytes | bytearray) -> int:
    """Return the CRC-16 of a LAME tag: x^16 + x^15 + x^2 + 1, lowest bit first, from 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
