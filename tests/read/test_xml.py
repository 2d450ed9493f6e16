"""The safe XML parser."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.errors import FullcastError, InputError
from fullcast.read import xml


def text(data: str | bytes, *, mend: bool = False) -> str:
    root = xml.parse(data.encode() if isinstance(data, str) else data, "x.xml", Path("a.epub"), mend=mend)
    return "".join(map(str, root.itertext()))


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    + "]><a>&l9;</a>"
)


def test_named_characters_are_known_with_and_without_a_doctype() -> None:
    assert (
        text("<p>caf&eacute;&nbsp;&mdash; A&amp;B &lt;&gt;&quot;&apos;&#233;</p>") == "café\u00a0— A&B <>\"'é"
    )
    strict = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
    )
    assert text(f"<?xml version='1.0'?>\n<!-- a > b -->{strict}<p>&eacute;</p>") == "é"
    assert (
        text('<!DOCTYPE p [<!ENTITY eacute "E"><!-- ]> -->]><p>&eacute;<![CDATA[&eacute;]]></p>')
        == "é&eacute;"
    )


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost:1/x"> %x;]><a>&y;</a>',
        '<!DOCTYPE a [<!ENTITY x "&x;">]><a>&x;</a>',
    ],
)
def test_entities_of_a_document_are_not_expanded(data: str) -> None:
    with pytest.raises(InputError, match="not well-formed"):
        text(data)
    assert text(data, mend=True) == ""


def test_a_second_doctype_is_no_way_in() -> None:
    data = "<!DOCTYPE a>" + LAUGHS
    with pytest.raises(InputError):
        text(data)
    with pytest.raises(InputError):
        text(data, mend=True)


def test_errors_tell_the_line() -> None:
    data = '<?xml version="1.0"?>\n<!DOCTYPE a\n[\n]>\n<a>\n<b></a>'
    with pytest.raises(
        InputError, match=r"a\.epub \(x\.xml, line 6\): is not well-formed XML: .*b line 6 and a"
    ):
        text(data)


def test_what_is_broken_can_be_mended() -> None:
    assert text("<a>Salt & pepper <b>here</a>", mend=True) == "Salt  pepper here"


@pytest.mark.parametrize(
    "half", ["&#xD800;", "&#x00dfff", "&#55296;", "&#57343", "&#1114112;", "&#" + "9" * 300 + ";"]
)
def test_half_a_character_is_none(half: str) -> None:
    with pytest.raises(InputError):
        text(f"<a>{half}</a>")
    assert text(f'<a b="{half}">x{half} &#233;</a>', mend=True).replace("\ufffd", "") in ("x é", "x é;")


def test_depth_is_bounded() -> None:
    assert text("<a>" * 250 + "x" + "</a>" * 250) == "x"
    with pytest.raises(InputError, match="nested too deeply"):
        text("<a>" * 5000 + "</a>" * 5000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    said = "iso-8859-1" if encoding == "iso-8859-1" else encoding[:6].rstrip("-")
    assert text(f'<?xml version="1.0" encoding="{said}"?><a>é</a>'.encode(encoding)) == "é"


@pytest.mark.parametrize("encoding", ["zip", "punycode", "unicode_escape", "klingon", "utf-7"])
def test_unknown_encodings_are_refused(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>x</a>'
    with pytest.raises(InputError, match="encoding"):
        text(data)
    assert text(data, mend=True) == "x"


def test_bytes_that_do_not_fit_are_told_of() -> None:
    with pytest.raises(InputError, match="is not in UTF-8 as it says: byte 3"):
        text(b"<a>\xff</a>")


@pytest.mark.parametrize(
    "data", ["", " ", "hello", "<", "<!DOCTYPE", "<!--", "<?xml", "<?xml ?>", "<!DOCTYPE a ['"]
)
@pytest.mark.parametrize("mend", [False, True])
def test_what_is_no_xml_is_refused(data: str, mend: bool) -> None:
    with pytest.raises(InputError):
        text(data, mend=mend)


@pytest.mark.parametrize(
    "piece", ["<!--", "<?", "<!DOCTYPE ", "<!DOCTYPE a [", "&", "<![CDATA[", '"', "<a b='", "]"]
)
def test_time_is_linear(piece: str) -> None:
    begin = time.process_time()
    for head in ("", "<!DOCTYPE a [", "<a>"):
        with contextlib.suppress(FullcastError):
            text(head + piece * 100_000, mend=True)
    assert time.process_time() - begin < 5


@given(st.text(alphabet="<>!&#;?-[]'\"axDOCTYPE8055296 \n\0\ud800é", max_size=60), st.booleans())
def test_nothing_but_our_errors(data: str, mend: bool) -> None:
    with contextlib.suppress(FullcastError):
        text(data.encode("utf-8", "surrogatepass"), mend=mend)
