"""Links inside an archive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.read import archive
from fullcast.read.epub.href import linked
from fullcast.read.source import Source
from read.packed import zipped

NAME = "OEBPS/te xt/café.xhtml"


def opened(*names: str) -> archive.Archive:
    return archive.open(Source(zipped(dict.fromkeys(names, "")), None, "a"))


@pytest.mark.parametrize(
    "href",
    ["te%20xt/caf%C3%A9.xhtml", "te xt\\café.xhtml", "./x/../te%20xt/café.xhtml", "/OEBPS/te%20xt/café.xhtml",
     "../../../OEBPS/te xt/café.xhtml", "TE XT/Cafe\u0301.XHTML", "te%20xt/caf%C3%A9.xhtml?x=1#top"],
)  # fmt: skip
def test_links_however_they_are_written(href: str) -> None:
    expected = NAME + ("#top" if href.endswith("#top") else "")
    assert linked(opened(NAME), "OEBPS/a.opf", href) == expected


def test_a_percent_sign_in_a_name() -> None:
    assert linked(opened("100%.xhtml"), "a.opf", "100%25.xhtml") == "100%.xhtml"
    assert linked(opened("100%25.xhtml"), "a.opf", "100%25.xhtml") == "100%25.xhtml"


def test_fragments() -> None:
    assert linked(opened("a/b"), "a/c", "b#%C3%A9") == "a/b#é"
    assert linked(opened("a/b"), "a/b", "#x") == "a/b#x"
    assert linked(opened("a/b"), "a/b", "b#") == "a/b"


@pytest.mark.parametrize(
    "href", ["", " ", "http://example.org/a", "mailto:x", "//host/a", "data:,a", "gone", "C:\\a", "."]
)
def test_links_that_lead_out(href: str) -> None:
    assert linked(opened("a"), "a", href) is None


@given(st.text(alphabet="a./\\%20#?:é\0", max_size=12), st.text(alphabet="a/.", max_size=6))
def test_any_link_leads_to_a_file_or_nowhere(href: str, base: str) -> None:
    found = linked(opened("a", "a/a", "20"), base, href)
    assert found is None or found.partition("#")[0] in ("a", "a/a", "20", base)
