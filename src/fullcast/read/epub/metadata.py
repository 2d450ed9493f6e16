"""What a package document says of its book (EPUB 3.3, 5.5; OPF 2.0.1, 2.2; Dublin Core)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from fullcast.model import Metadata
from fullcast.read import html, xml

_ISBN = re.compile(r"(?:urn:)?(?:isbn)?[\s:-]*((?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dX])", re.IGNORECASE)
_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_ISO_639_2 = dict(
    pair.split("=")
    for pair in (
        "eng=en deu=de ger=de fra=fr fre=fr spa=es ita=it por=pt rus=ru pol=pl nld=nl dut=nl swe=sv dan=da nor=no nob=nb "
        "nno=nn fin=fi isl=is ice=is ces=cs cze=cs slk=sk slo=sk slv=sl hrv=hr srp=sr bul=bg ron=ro rum=ro hun=hu ell=el "
        "gre=el tur=tr ukr=uk cat=ca eus=eu baq=eu glg=gl cym=cy wel=cy gle=ga lat=la est=et lav=lv lit=lt ara=ar heb=he "
        "fas=fa per=fa hin=hi jpn=ja zho=zh chi=zh kor=ko vie=vi tha=th ind=id afr=af epo=eo"
    ).split()
)
"""Codes of three letters that books use where BCP 47 asks for two (ISO 639-2)."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An element of the metadata: its name without namespace, its text, its attributes, what refines it."""

    name: str
    text: str
    attributes: dict[str, str]
    refined: dict[str, str]

    def said(self, *names: str) -> str:
        """Return the first of these that it is refined by, or that is an attribute of it."""
        return next(
            (found for name in names if (found := self.refined.get(name) or self.attributes.get(name))), ""
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a book: `cover` is what its <meta name="cover"> names, `language` "" where it says none."""

    title: str
    creator: str | None
    language: str
    metadata: Metadata
    cover: str


def facts(root: etree._Element) -> Facts:
    """Return what the package document says of the book."""
    entries = _entries(root)
    authors = tuple(_authors(entries))
    titles = _of(entries, "title")
    main = next((each for each in titles if each.said("title-type") == "main"), titles[0] if titles else None)
    series, position = _series(entries)
    languages = (language(each.text) for each in _of(entries, "language"))
    return Facts(
        title=main.text if main else "",
        creator=joined(authors) or None,
        language=next((code for code in languages if code), ""),
        metadata=Metadata(
            subtitle=next((each.text for each in titles if each.said("title-type") == "subtitle"), ""),
            authors=authors,
            publisher=_first(entries, "publisher"),
            date=_date(entries),
            identifiers=tuple(dict.fromkeys(_identifier(each) for each in _of(entries, "identifier"))),
            series=series,
            position=position,
            description=_plain(_first(entries, "description")),
            subjects=tuple(dict.fromkeys(each.text for each in _of(entries, "subject"))),
            rights=_first(entries, "rights"),
        ),
        cover=next(
            (e.said("content") for e in entries if e.name == "meta" and e.said("name") == "cover"), ""
        ),
    )


def language(code: str) -> str:
    """Return a language code as BCP 47 writes it ("EN_gb" is "en-GB", "ger" is "de"), "" for what is none."""
    match = _TAG.fullmatch(code.strip())
    if not match or match[1].lower() in ("und", "mul", "zxx", "mis"):
        return ""
    parts = [_ISO_639_2.get(match[1].lower(), match[1].lower())]
    for part in re.split("[-_]", match[2])[1:]:
        parts.append({2: part.upper(), 4: part.title()}.get(len(part), part.lower()))
    return "-".join(parts)


def joined(names: Sequence[str]) -> str:
    """Return names as one says them: "A, B and C"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _entries(root: etree._Element) -> list[_Entry]:
    """Return all of the metadata; OPF 1 has it in <dc-metadata> and <x-metadata> inside."""
    inside = [
        each for part in root if xml.local(part) == "metadata" for each in part.iter() if each is not part
    ]
    refined: dict[str, dict[str, str]] = {}
    for each in inside:
        if xml.local(each) == "meta" and each.get("refines", "").startswith("#"):
            known = refined.setdefault(each.get("refines", "")[1:], {})
            known.setdefault(each.get("property", ""), xml.words(each))
    return list(_listed(inside, refined))


def _listed(elements: Sequence[etree._Element], refined: dict[str, dict[str, str]]) -> Iterator[_Entry]:
    for each in elements:
        attributes = {str(name).rpartition("}")[2]: str(value).strip() for name, value in each.attrib.items()}
        known = refined.get(attributes.get("id", ""), {})
        text = xml.words(each)
        if text or attributes.get("content"):
            yield _Entry(xml.local(each), text, attributes, known)


def _of(entries: Sequence[_Entry], name: str) -> list[_Entry]:
    return [each for each in entries if each.name == name and each.text]


def _first(entries: Sequence[_Entry], name: str) -> str:
    return next((each.text for each in _of(entries, name)), "")


def _authors(entries: Sequence[_Entry]) -> Iterator[str]:
    """Yield the authors (MARC relator "aut"); where no role is told, all creators are; calibre's "Unknown" is nobody."""
    creators = [each for each in _of(entries, "creator") if each.text.casefold() != "unknown"]
    writers = [each for each in creators if each.said("role") == "aut"]
    others = [each for each in creators if not each.said("role")]
    yield from dict.fromkeys(each.text for each in writers or others or creators)


def _date(entries: Sequence[_Entry]) -> str:
    """Return when the book was published; OPF 2 tells dates apart by an event."""
    dates = [each for each in _of(entries, "date") if each.said("event") != "modification"]
    return next(
        (each.text for each in dates if each.said("event") == "publication"), dates[0].text if dates else ""
    )


def _identifier(entry: _Entry) -> str:
    """Return an identifier as it is written; an ISBN as a URN (RFC 3187)."""
    match = _ISBN.fullmatch(entry.text[:60])
    digits = re.sub(r"[\s-]", "", match[1]).upper() if match else ""
    says_so = "isbn" in f"{entry.text} {entry.said('scheme')}".lower() or len(digits) == 13
    return f"urn:isbn:{digits}" if digits and says_so else entry.text


def _series(entries: Sequence[_Entry]) -> tuple[str, str]:
    """Return the series and the book's number in it (EPUB 3.3, D.3.6 and D.3.7; or calibre's own)."""
    for each in entries:
        kind = each.said("collection-type")
        if each.said("property") == "belongs-to-collection" and kind in ("series", ""):
            return each.text, each.said("group-position")
    known = {e.said("name"): e.said("content") for e in entries if e.name == "meta"}
    position = re.sub(r"\.0+$", "", known.get("calibre:series_index", ""))
    series = known.get("calibre:series", "")
    return series, position if series else ""


def _plain(text: str) -> str:
    """Return a description without its markup."""
    if "<" not in text:
        return text
    blocks = html.document(html.parsed(f"<html><body>{text}</body></html>".encode(), xml=False)).blocks
    return "\n".join(block.text for block in blocks if block.kind != "break")
