"""Breaks books of every form in every way a seed can think of: only an InputError may come of it, soon, or a book with
all its words.

Run by hand, from the folder of the tests: `python -m read.fuzz SUFFIX SECONDS [SEED]`, such as `.epub 600 3`.
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

_PIECE = re.compile(rb"<[^<>]*>|[^<>\n]+|[<>\n]")
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


Files = dict[str, bytes]
"""What a zip holds, by name; a form that is no zip is one file without a name."""


def seeds(suffix: str) -> list[Files]:
    """Return books of a form, to be broken."""
    if suffix == ".epub":
        return _epubs()
    if suffix in (".docx", ".odt"):
        return [_unzipped(_docx() if suffix == ".docx" else _odt())]
    if suffix == ".pdf":
        return [{"": data} for data in _pdfs()]
    return [{"": text.encode()} for text in _TEXTS[suffix]]


def _docx() -> bytes:
    from read.office.test_docx import packed

    notes = '<w:footnote w:id="1"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    run = '<w:r><w:t>It was late</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'
    return packed(
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Chapter 1</w:t></w:r></w:p>'
        f"<w:p>{run}<w:r><w:rPr><w:i/></w:rPr><w:t>very</w:t></w:r></w:p><w:p/><w:p>{run}</w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:ins><w:r><w:t>in</w:t></w:r></w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del></w:p>"
        "<w:p><w:r><w:br/><w:t>line</w:t><w:tab/></w:r><w:sdt><w:sdtContent><w:r><w:t>box</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        notes,
    )


def _odt() -> bytes:
    from read.office.test_odt import packed

    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>N.</text:p></text:note-body></text:note>'
    return packed(
        f'<text:h text:outline-level="1">Chapter 1</text:h><text:p>It was{note} late<text:span text:style-name="i">very</text:span>.</text:p>'
        '<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list><text:p text:style-name="P1">Q<text:line-break/>q</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><text:soft-page-break/>x<text:s/><text:tab/>y</text:p>",
        "<dc:title>T</dc:title>",
    )


def _pdfs() -> list[bytes]:
    from read.pdf.test_pdf import told
    from read.pdf.writer import Setter

    return [told(Setter(), chapters=2, rounds=1), told(Setter(lines=12), chapters=1, rounds=1)]


_STORY = (
    "The Fog\n\nby Ann Lee\n\nCONTENTS\n\nChapter 1\nChapter 2\n\n\nChapter 1\n\nIt was late[1], and “very” dark.\n_Why?_ she\n"
    "thought.\n\n[Illustration: A dog]\n\n* * *\n\n    A line\n    of verse\n\n[Footnote 1: Heavy.]\n\n\nChapter 2\n\n“No,” said Bo.\n"
)
_TEXTS = {
    ".txt": (
        _STORY,
        "*** START OF THE PROJECT GUTENBERG EBOOK FOG ***\n\n"
        + _STORY
        + "\n*** END OF THE PROJECT GUTENBERG EBOOK FOG ***\nLicence\n",
        "I\n\nOne.\n\n- 12 -\n\nII\n\nTwo some-\nthing.\n\nIII\n\nThree.\n",
    ),
    ".md": (
        "---\ntitle: Fog\nauthor: A\n---\n# One\n\nIt *was*[^1] late.  \nVerse\n\n> Quote\n\n- a\n- b\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "![A dog](x.png) <b>bold</b> &amp; `code`\n\n[^1]: A note.\n\n## Two\n\nMore\n",
    ),
    ".html": (
        "<html lang=en><head><title>Fog</title></head><body><h1>One</h1><p>It <i>was</i><a href='#n'><sup>1</sup></a> late.<hr><ul><li>a</ul>"
        "<table><tr><td>a<td>b</table><ruby>x<rt>y</rt></ruby><p id=n><sup>1</sup> Note.<blockquote>Q</blockquote></body></html>",
    ),
    ".fountain": (
        "Title: Fog\nAuthor: A\n\n# One\n\nINT. YARD - NIGHT\n\nRain.\n\nHAYES (ON RADIO)\n(whispering)\nRex, out.\n\n@Bo ^\nYes.\n\n> CUT TO:\n\n"
        "[[note]] /* bone\n\nyard */\n\n~Sing\n\n>Centre<\n\n= synopsis\n\n===\n\nDON (V.O.) (CONT'D)\n(beat)\nNo.\n",
    ),
    ".script": (
        "---\ntitle: Fog\ncast:\n  Hayes: male; Mike\n---\n# One\n\nNARRATOR: It was late.\n[beat 1.2s]\nHAYES (radio, whispered): “Rex,\n  out.”\n\n"
        "## Two\n#! Three\n\nBO:\n  Yes.\n[scene]\n// c\nNARRATOR: End.\n",
    ),
}


def _epubs() -> list[Files]:
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


def _unzipped(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def broken(rng: random.Random, books: list[Files]) -> bytes:
    """Return one of the books, broken."""
    files = dict(rng.choice(books))
    if "" in files:
        return _scratched(rng, _mutated(rng, files[""]))
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
    return _scratched(rng, zipped(files))


def _scratched(rng: random.Random, whole: bytes) -> bytes:
    """Change some bytes of a file, or cut it off, now and then."""
    data = bytearray(whole)
    if data and rng.random() < 0.15:
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    if data and rng.random() < 0.03:
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


def failures(
    suffix: str, seed: int, rounds: int | None = None, seconds: float = 3600
) -> Iterator[tuple[int, bytes, str]]:
    """Yield what went wrong with books of a form: the round, the book, and how."""
    books = seeds(suffix)
    end = time.monotonic() + seconds
    number = 0
    while (rounds is None or number < rounds) and time.monotonic() < end:
        number += 1
        data = broken(random.Random(f"{seed} {number}"), books)
        begin = time.process_time()
        try:
            from_bytes(data, Path(f"a{suffix}"))
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
    suffix, seconds = sys.argv[1], float(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    count = 0
    for number, data, how in failures(suffix, seed, seconds=seconds):
        count += 1
        Path(f"broken-{seed}-{number}{suffix}").write_bytes(data)
        sys.stdout.write(f"{seed} {number}: {how.strip().splitlines()[-1][:300]}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{count} failures\n")


if __name__ == "__main__":
    main()
