"""Writes small PDFs for the tests: text at places, pages, an outline, an image, a lock. Courier, so widths are known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

FONTS = {
    "F1": "Courier",
    "F2": "Courier-Oblique",
    "F3": "Courier-Bold",
    "F4": "Times-Roman",
}
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def at(x: float, y: float, text: str, size: float = 10, font: str = "F1", spread: float = 0.0) -> str:
    """Return the operators that set a text at a place; `spread` widens its spaces."""
    raw = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"BT /{font} {size} Tf {spread:.3f} Tw {x:.2f} {y:.2f} Td ({raw.decode('latin-1')}) Tj ET\n"


@dataclass
class Pdf:
    """A PDF to be: pages are content streams."""

    pages: Sequence[str]
    info: dict[str, str] = field(default_factory=dict)
    language: str = ""
    outline: Sequence[tuple[str, int]] = ()
    rotate: int = 0
    image: bool = False
    user: bytes | None = None
    allowed: int = -4
    encoding: str = "/WinAnsiEncoding"

    def data(self) -> bytes:
        """Return the file."""
        n = len(self.pages)
        first = 10
        kids = " ".join(f"{first + 2 * i} 0 R" for i in range(n))
        fonts = " ".join(
            f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding {self.encoding} >>"
            for key, name in FONTS.items()
        )
        marks = first + 2 * n
        objects: dict[int, bytes] = {
            1: f"<< /Type /Catalog /Pages 2 0 R {self._lang()} {f'/Outlines {marks} 0 R' if self.outline else ''} >>".encode(),
            2: f"<< /Type /Pages /Kids [{kids}] /Count {n} >>".encode(),
            3: f"<< /Font << {fonts} >> {'/XObject << /Im 5 0 R >>' if self.image else ''} >>".encode(),
            4: self._info(),
            5: b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            + self._stream(5, b"\x80", open_dict=True),
        }
        for i, content in enumerate(self.pages):
            number = first + 2 * i
            objects[number] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Rotate {self.rotate} "
                f"/Resources 3 0 R /Contents {number + 1} 0 R >>"
            ).encode()
            objects[number + 1] = self._stream(number + 1, content.encode("latin-1"))
        objects |= self._outline(marks, first)
        return self._file(objects)

    def _lang(self) -> str:
        return f"/Lang ({self.language})" if self.language else ""

    def _info(self) -> bytes:
        fields = b" ".join(
            f"/{k} ".encode() + b"<" + self._crypt(4, v.encode("utf-16")).hex().encode() + b">"
            for k, v in self.info.items()
        )
        return b"<< " + fields + b" >>"

    def _stream(self, number: int, data: bytes, *, open_dict: bool = False) -> bytes:
        data = self._crypt(number, data)
        head = b"" if open_dict else b"<< "
        return head + f"/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"

    def _outline(self, number: int, first: int) -> dict[int, bytes]:
        if not self.outline:
            return {}
        made = {
            number: f"<< /Type /Outlines /First {number + 1} 0 R /Last {number + len(self.outline)} 0 R "
            f"/Count {len(self.outline)} >>".encode()
        }
        for i, (title, page) in enumerate(self.outline, 1):
            near = f"/Prev {number + i - 1} 0 R " if i > 1 else ""
            near += f"/Next {number + i + 1} 0 R " if i < len(self.outline) else ""
            made[number + i] = (
                f"<< /Title ({title}) /Parent {number} 0 R {near}/Dest [{first + 2 * (page - 1)} 0 R /Fit] >>".encode()
            )
        return made

    def _file(self, objects: dict[int, bytes]) -> bytes:
        out = bytearray(b"%PDF-1.4\n")
        places: dict[int, int] = {}
        for number, body in objects.items():
            places[number] = len(out)
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        size = max(objects) + 1
        out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
        for number in range(1, size):
            out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        lock = self._lock() if self.user is not None else b""
        out += f"trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R ".encode() + lock
        return bytes(out + f">>\nstartxref\n{start}\n%%EOF\n".encode())

    # The standard security handler, revision 2 (ISO 32000-1, 7.6.3): enough to be locked, and no more.

    def _owner(self) -> bytes:
        key = hashlib.md5(_padded(b"owner"), usedforsecurity=False).digest()[:5]
        return rc4(key, _padded(self.user or b""))

    def _key(self) -> bytes:
        seed = (
            _padded(self.user or b"")
            + self._owner()
            + (self.allowed & 0xFFFFFFFF).to_bytes(4, "little")
            + b"0123456789abcdef"
        )
        return hashlib.md5(seed, usedforsecurity=False).digest()[:5]

    def _lock(self) -> bytes:
        user = rc4(self._key(), _PAD)
        return (
            f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{self._owner().hex()}> /U <{user.hex()}> /P {self.allowed} >> "
            f"/ID [<{b'0123456789abcdef'.hex()}> <{b'0123456789abcdef'.hex()}>] "
        ).encode()

    def _crypt(self, number: int, data: bytes) -> bytes:
        if self.user is None:
            return data
        seed = self._key() + number.to_bytes(3, "little") + b"\0\0"
        return rc4(hashlib.md5(seed, usedforsecurity=False).digest()[:10], data)


def _padded(word: bytes) -> bytes:
    return (word + _PAD)[:32]


def rc4(key: bytes, data: bytes) -> bytes:
    """Encrypt, or decrypt."""
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


@dataclass
class Setter:
    """Sets paragraphs in pages of Courier: `measure` characters a line, first lines standing in by `indent`.

    `gap` is extra room between paragraphs, in points; `hyphens` parts words at a line's end, `justified` widens spaces;
    `head` is a running head and `foot` a page number at the foot.
    """

    measure: int = 50
    lines: int = 35
    indent: int = 3
    gap: float = 0
    hyphens: bool = True
    justified: bool = True
    head: str = ""
    foot: bool = True
    size: float = 10
    left: float = 50
    leading: float = 13
    pages: list[str] = field(default_factory=list)
    y: float = 0

    @property
    def _em(self) -> float:
        return 0.6 * self.size

    def page(self) -> None:
        """Begin a page."""
        number = len(self.pages) + 1
        self.y = 540
        text = ""
        if self.head:
            side = f"{number}   {self.head}" if number % 2 == 0 else f"{self.head}   {number}"
            text += at(self.left + 40, 565, side, 8)
        if self.foot:
            text += at(190, 30, str(number), 9)
        self.pages.append(text)

    def line(
        self, text: str, x: float = 0, size: float | None = None, font: str = "F1", spread: float = 0
    ) -> None:
        """Set a line."""
        if not self.pages or self.y < 540 - self.leading * self.lines:
            self.page()
        self.pages[-1] += at(self.left + x, self.y, text, size or self.size, font, spread)
        self.y -= self.leading

    def room(self, points: float) -> None:
        """Leave room."""
        self.y -= points

    def heading(self, text: str, size: float = 16) -> None:
        """Set a heading in the middle, on a new page."""
        self.page()
        self.y -= 40
        self.line(text, (self.measure * self._em - 0.6 * size * len(text)) / 2, size)
        self.y -= 30

    def centred(self, text: str) -> None:
        """Set a line in the middle with room around it."""
        self.y -= self.leading
        self.line(text, (self.measure - len(text)) * self._em / 2)
        self.y -= self.leading

    def paragraph(self, text: str, *, first: bool = False) -> None:
        """Set a paragraph; the first of a chapter does not stand in."""
        indent = 0 if first else self.indent
        rows = list(broken(text, self.measure, indent, hyphens=self.hyphens))
        for i, row in enumerate(rows):
            room = self.measure - len(row) - (0 if i else indent)
            spaces = row.count(" ")
            spread = room * self._em / spaces if self.justified and spaces and i + 1 < len(rows) else 0
            self.line(row, 0 if i else indent * self._em, spread=spread)
        self.y -= self.gap


def broken(text: str, measure: int, indent: int, *, hyphens: bool) -> Iterable[str]:
    """Break a text into lines; a word of eight letters or more may be parted before its fifth last letter."""
    row = ""
    room = measure - indent
    for word in text.split():
        if len(row) + bool(row) + len(word) <= room:
            row += (" " if row else "") + word
            continue
        head = word[:-5]
        if hyphens and len(word) > 8 and word.isalpha() and len(row) + len(head) + 2 <= room:
            yield f"{row} {head}-".lstrip()
            row = word[-5:]
        else:
            yield from [row] if row else []
            row = word
        room = measure
    if row:
        yield row
