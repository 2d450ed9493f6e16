"""What a package says of its book."""

from __future__ import annotations

import pytest

from fullcast.model import Metadata
from fullcast.read import xml
from fullcast.read.epub.metadata import Facts, facts, joined, language
from read.packed import package


def said(metadata: str) -> Facts:
    return facts(xml.parse(package("", "", metadata).encode(), "x.opf"))


def test_epub_3() -> None:
    made = said(
        '<dc:identifier id="id">urn:isbn:978-0-00-000000-2</dc:identifier><dc:identifier>urn:uuid:1</dc:identifier>'
        '<dc:title id="s">A Story</dc:title><dc:title id="t">Fog</dc:title>'
        '<meta refines="#t" property="title-type">main</meta><meta refines="#s" property="title-type">subtitle</meta>'
        '<dc:creator id="a">Ada Quill</dc:creator><dc:creator id="b">Bo Reed</dc:creator><dc:creator id="e">Ed Itor</dc:creator>'
        '<meta refines="#a" property="role">aut</meta><meta refines="#b" property="role">aut</meta>'
        '<meta refines="#e" property="role">edt</meta><dc:language>EN_gb</dc:language><dc:date>2021-03-04</dc:date>'
        "<dc:publisher>Reed &amp; Sons</dc:publisher><dc:subject>Fog</dc:subject><dc:subject>Sea</dc:subject>"
        '<meta property="belongs-to-collection" id="c">Weathers</meta><meta refines="#c" property="collection-type">series</meta>'
        '<meta refines="#c" property="group-position">2</meta><dc:rights>Mine</dc:rights>'
        "<dc:description>&lt;p&gt;Of &lt;b&gt;fog&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;And rain.&lt;/p&gt;</dc:description>"
    )
    assert (made.title, made.creator, made.language) == ("Fog", "Ada Quill and Bo Reed", "en-GB")
    assert made.metadata == Metadata(
        subtitle="A Story",
        authors=("Ada Quill", "Bo Reed"),
        publisher="Reed & Sons",
        date="2021-03-04",
        identifiers=("urn:isbn:9780000000002", "urn:uuid:1"),
        series="Weathers",
        position="2",
        description="Of fog.\nAnd rain.",
        subjects=("Fog", "Sea"),
        rights="Mine",
    )


def test_epub_2() -> None:
    made = said(
        '<dc:title>Fog</dc:title><dc:creator opf:role="ill">Il Lus</dc:creator><dc:creator opf:role="aut">Ada Quill</dc:creator>'
        '<dc:language>ger</dc:language><dc:identifier opf:scheme="ISBN">0-306-40615-2</dc:identifier>'
        '<dc:date opf:event="modification">2022</dc:date><dc:date opf:event="publication">2020</dc:date>'
        '<meta name="calibre:series" content="Weathers"/><meta name="calibre:series_index" content="3.0"/>'
        '<meta name="cover" content="pic"/>'
    )
    assert (made.creator, made.language, made.cover) == ("Ada Quill", "de", "pic")
    assert made.metadata.identifiers == ("urn:isbn:0306406152",)
    assert (made.metadata.date, made.metadata.series, made.metadata.position) == ("2020", "Weathers", "3")


def test_the_metadata_of_oeb_1_lies_deeper() -> None:
    assert said("<dc-metadata><dc:title>Fog</dc:title></dc-metadata>").title == "Fog"


def test_authors() -> None:
    assert said("".join(f"<dc:creator>{name}</dc:creator>" for name in "ABCA")).creator == "A, B and C"
    assert said("<dc:creator>Unknown</dc:creator>").creator is None
    assert said('<dc:creator opf:role="edt">Ed</dc:creator>').creator == "Ed"
    assert [joined(names) for names in ((), ("A",), ("A", "B"))] == ["", "A", "A and B"]


def test_nothing_is_said() -> None:
    made = facts(xml.parse(b"<package/>", "x.opf"))
    assert made == Facts("", None, "", Metadata(), "")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("en", "en"), ("EN-us", "en-US"), ("en_US", "en-US"), ("zh-hans-cn", "zh-Hans-CN"), ("fre", "fr"), ("grc", "grc"),
        ("und", ""), ("", ""), ("English", ""), ("x", ""), (" de ", "de"), ("sl-rozaj", "sl-rozaj"),
    ],
)  # fmt: skip
def test_language_codes(given: str, code: str) -> None:
    assert language(given) == code


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("9780306406157", "urn:isbn:9780306406157"),
        ("ISBN 978-0-306-40615-7", "urn:isbn:9780306406157"),
        ("isbn:080442957X", "urn:isbn:080442957X"),
        ("0804429570", "0804429570"),
        ("http://example.org/9780306406157", "http://example.org/9780306406157"),
    ],
)
def test_isbns(given: str, kept: str) -> None:
    assert said(f"<dc:identifier>{given}</dc:identifier>").metadata.identifiers == (kept,)
