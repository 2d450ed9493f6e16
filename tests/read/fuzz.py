"""Breaks EPUBs in every way a seed can think of: only an InputError may come of it, soon, or a book with all its words.

Run by hand: `python -m tests.read.fuzz SECONDS [SEED]`.
"""

from __future__ import annotations

import io
import random
import re
import sys
import time
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fullcast.errors import InputError
from fullcast.read import from_bytes
from read.packed import epub, item, listed, package, page, point, simple, zipped

SLOW = 10.0
"""Seconds of processor time after which reading a broken book of a few kilobytes has failed."""

_PIECE = re.compile(rb"<[^<>]*>|[^<>]+")
_NASTY = [
    piece.replace("|", " ").encode("utf-8", "surrogatepass")
    for piece in (
        "& &amp; &nbsp; &#0; &#xD800; &#56000; &#99999999; &bogus; < <!-- --> ]]> <![CDATA[ \0 \ud800 \u200b \u00ad \ufeff 1 "
        "<p> </p> <h1> </h1> <i> </i> <li> <q> <br/> <hr/> <pre>| <rt> <svg> <math> <del>x</del> <sup>2</sup> </body> <blockquote> "
        "<table><tr><td> <ruby>a<rt>b</rt></ruby> <div|hidden=''> hidden='' xml:lang='de' <p|class='verse'> <img|alt='x'/> "
        "<nav|epub:type='toc'> <section|epub:type='endnotes'> <aside|id='x'|epub:type='footnote'> <a|href='#x'><sup>1</sup></a> "
        "<a|epub:type='noteref'|href='n.xhtml#n1'>1</a> <span|class='dropcap'>O</span>nce <style>.a{display:none}</style> "
        "<figure><figcaption>x</figcaption></figure> <!DOCTYPE|x|[<!ENTITY|a|'b'>]>"
    ).split(" ")
]
_NASTY += [b"\xff\xfe", b"\xc3", b"<div>" * 300, b"<ol><li>" * 150]


def seeds() -> list[dict[str, bytes]]:
    """Return the books to be broken, as files by name."""
    prose = page(
        '<h1>One</h1><p class="a">Rain<a epub:type="noteref" href="n.xhtml#n1">1</a> <i>fell</i>.</p>'
        '<hr/><ul><li>x</li></ul><p id="m">More<a href="#f"><sup>*</sup></a>.</p><p id="f"><sup>*</sup> Foot.</p>',
        head='<link rel="stylesheet" href="s.css"/><link rel="pronunciation" href="l.pls" hreflang="en"/>',
    )
    other = page(
        '<h1>Part Two</h1><h2>Chapter 2</h2><table><tr><td>a</td><td>b</td></tr></table><div class="poem"><p>Line<br/>line</p></div>'
        '<p xml:lang="de">Ja. <img src="x" alt="A dog"/></p><pre>x\ny</pre>'
    )
    notes = page(
        '<h1>Notes</h1><ol epub:type="endnotes"><li id="n1" epub:type="endnote">Heavy.</li><li id="n2">2 b</li></ol>'
    )
    pages = {"1.xhtml": prose, "2.xhtml": other, "n.xhtml": notes}
    nav = listed(
        ("One", "1.xhtml", listed(("More", "1.xhtml#m"))), ("Part Two", "2.xhtml"), ("Notes", "n.xhtml#n1")
    )
    ncx = point("One", "1.xhtml", point("More", "1.xhtml#m")) + point("Part Two", "2.xhtml")
    guide = '<guide><reference type="notes" href="n.xhtml"/></guide>'
    lexicon = '<lexicon alphabet="ipa" xml:lang="en"><lexeme><grapheme>a</grapheme><phoneme>b</phoneme></lexeme></lexicon>'
    more: dict[str, str | bytes] = {"OEBPS/s.css": ".a{font-style:italic}", "OEBPS/l.pls": lexicon}
    said = '<dc:creator id="a">A</dc:creator><meta refines="#a" property="role">aut</meta><dc:description>&lt;b&gt;x</dc:description>'
    bare = epub(package(item("1.xhtml"), '<itemref idref="1.xhtml"/>'), {"OEBPS/1.xhtml": prose})
    made = (simple(pages, nav, "", said, "", more), simple(pages, "", ncx, said, guide, more), bare)
    return [_unzipped(data) for data in made]


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def broken(rng: random.Random, books: list[dict[str, bytes]]) -> bytes:
    """Return one of the books, broken."""
    files = dict(rng.choice(books))
    for _ in range(rng.choice((1, 1, 2, 4))):
        name = rng.choice(list(files))
        kind = rng.randrange(12)
        if kind == 0 and len(files) > 1:
            del files[name]
        elif kind == 1:
            files[name] = files[rng.choice(list(files))]
        elif kind == 2:
            files[name] = files[name][: rng.randrange(len(files[name]) + 1)]
        elif kind == 3:
            files[rng.choice((name.upper(), f"../{name}", f"{name}/x", "META-INF/encryption.xml"))] = files[
                name
            ]
        else:
            files[name] = _mutated(rng, files[name])
    data = bytearray(zipped(files))
    if rng.random() < 0.15:
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    if rng.random() < 0.03:
        del data[rng.randrange(len(data)) :]
    return bytes(data)


def _mutated(rng: random.Random, data: bytes) -> bytes:
    """Return a file with its tags and texts in disorder."""
    pieces = _PIECE.findall(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        if not pieces:
            break
        at, other = rng.randrange(len(pieces)), rng.randrange(len(pieces))
        kind = rng.randrange(7)
        if kind == 0:
            del pieces[at]
        elif kind == 1:
            pieces.insert(at, pieces[other])
        elif kind == 2:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        elif kind == 3:
            pieces[at:at] = pieces[min(at, other) : max(at, other)] * rng.choice((1, 3))
        elif kind == 4:
            pieces.insert(at, rng.choice(_NASTY))
        elif kind == 5:
            cut = rng.randrange(len(pieces[at]) + 1)
            pieces[at] = pieces[at][:cut] + rng.choice(_NASTY) + pieces[at][cut:]
        else:
            pieces[at] = bytes(rng.randrange(256) if rng.random() < 0.1 else byte for byte in pieces[at])
    return b"".join(pieces)[:200_000]


def failures(seed: int, rounds: int | None = None, seconds: float = 3600) -> Iterator[tuple[int, bytes, str]]:
    """Yield what went wrong: the round, the book, and how."""
    books = seeds()
    end = time.monotonic() + seconds
    number = 0
    while (rounds is None or number < rounds) and time.monotonic() < end:
        number += 1
        data = broken(random.Random(f"{seed} {number}"), books)
        begin = time.process_time()
        try:
            from_bytes(data, Path("a.epub"))
        except InputError:
            pass
        except BaseException:  # noqa: BLE001 - that is what it looks for
            yield number, data, traceback.format_exc()
        if time.process_time() - begin > SLOW:
            yield number, data, f"took {time.process_time() - begin:.1f} s"


def main() -> None:
    """Break books for as long as the command line says, and keep what went wrong in the current folder."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    count = 0
    for number, data, how in failures(seed, seconds=seconds):
        count += 1
        Path(f"broken-{seed}-{number}.epub").write_bytes(data)
        sys.stdout.write(f"{seed} {number}: {how.strip().splitlines()[-1][:300]}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{count} failures\n")


if __name__ == "__main__":
    main()
