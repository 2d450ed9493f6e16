"""Measures how fast books are read, form by form, beside a bare look at the same bytes.

    python benchmarks/reading.py [NOVEL.txt] [--megabytes 5] [--rounds 5]

Reading is bytes in, a Book out: chapters found, every letter accounted for. The bare look keeps neither: it decodes text,
renders Markdown with markdown-it-py (which rich brings), takes all text of HTML and EPUB with lxml. Both run in turn, and
the ratio is the median of the rounds'. Without a novel, the sample story is repeated. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import html
import io
import itertools
import re
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from fullcast import read
from run import FULLCAST, timed

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "script" / "two-miles-of-fog.txt"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
Chapters = list[tuple[str, list[str]]]


def main() -> int:
    """Print how many megabytes of text a second each form is read at."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("novel", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    parts = _once(options.novel.read_text(encoding="utf-8"))
    chapters = _chapters(parts, int(options.megabytes * 1e6))
    megabytes = len(_text(chapters, "")) / 1e6
    print(f"{megabytes:.1f} MB of text in {len(chapters)} chapters\n")
    print(
        "| form | bare look | fullcast | MB of text a second | ratio (median) |\n| --- | --- | --- | --- | --- |"
    )
    for suffix, (data, bare) in _forms(chapters).items():
        pairs = [_pair(data, suffix, bare) for _ in range(options.rounds)]
        plain, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(ours / plain for plain, ours in pairs)
        print(
            f"| {suffix} | {plain:.2f} s | {ours:.2f} s | {megabytes / ours:.1f} | {ratio:.1f} |", flush=True
        )
    novel = _chapters(parts, sum(len(each) for part in parts for each in part))
    print(
        f"\n{sum(len(p.split()) for _, part in novel for p in part):,} words as an EPUB are tagged in {_tagged(novel):.1f} s"
    )
    return 0


def _tagged(chapters: Chapters) -> float:
    """Return the seconds that `fullcast tag` takes for a novel as an EPUB, start-up and all."""
    with tempfile.TemporaryDirectory() as work:
        book = Path(work) / "novel.epub"
        book.write_bytes(_epub(chapters))
        return timed([*FULLCAST, "tag", str(book)])


def _once(text: str) -> list[list[str]]:
    """Part a novel's paragraphs into chapters of two hundred."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
    return [paragraphs[start : start + 200] for start in range(0, len(paragraphs), 200)]


def _chapters(parts: list[list[str]], size: int) -> Chapters:
    """Make a book of `size` letters, or little more: the parts of a novel, again and again."""
    made: Chapters = []
    written = 0
    for part in itertools.cycle(parts):
        if written >= size:
            break
        made.append((f"Chapter {len(made) + 1}", part))
        written += sum(map(len, part))
    return made


def _text(chapters: Chapters, mark: str) -> str:
    return "\n\n".join("\n\n".join([mark + title, *paragraphs]) for title, paragraphs in chapters)


def _html(chapters: Chapters) -> str:
    body = "".join(
        f"<h2>{title}</h2>" + "".join(f"<p>{html.escape(each)}</p>\n" for each in paragraphs)
        for title, paragraphs in chapters
    )
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Novel</title></head><body>{body}</body></html>'


def _epub(chapters: Chapters) -> bytes:
    items = "".join(
        f'<item id="c{i}" href="c{i}.xhtml" media-type="application/xhtml+xml"/>'
        for i in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier><dc:title>Novel</dc:title>'
        f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        file.writestr("META-INF/container.xml", CONTAINER)
        file.writestr("book.opf", package)
        for number, chapter in enumerate(chapters):
            file.writestr(f"c{number}.xhtml", _html([chapter]))
    return held.getvalue()


def _forms(chapters: Chapters) -> dict[str, tuple[bytes, Callable[[bytes], object]]]:
    made: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
        ".txt": (_text(chapters, "").encode(), lambda data: data.decode().split()),
        ".md": (_text(chapters, "# ").encode(), _bare_markdown),
        ".html": (_html(chapters).encode(), _bare_html),
        ".epub": (_epub(chapters), _bare_epub),
    }
    return {suffix: each for suffix, each in made.items() if suffix in read.FORMS}


def _bare_markdown(data: bytes) -> object:
    from markdown_it import MarkdownIt

    return MarkdownIt().render(data.decode())


def _bare_html(data: bytes) -> object:
    from lxml import html as markup

    return "".join(map(str, markup.document_fromstring(data).itertext())).split()


def _bare_epub(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [_bare_html(file.read(name)) for name in file.namelist() if name.endswith(".xhtml")]


def _pair(data: bytes, suffix: str, bare: Callable[[bytes], object]) -> tuple[float, float]:
    return _timed(lambda: bare(data)), _timed(lambda: read.from_bytes(data, Path(f"novel{suffix}")))


def _timed(call: Callable[[], object]) -> float:
    before = time.perf_counter()
    call()
    return time.perf_counter() - before


if __name__ == "__main__":
    raise SystemExit(main())
