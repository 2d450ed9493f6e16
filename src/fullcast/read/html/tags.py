"""What the elements, attributes and class names of HTML mean to a reader. Tables, to be added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fullcast.read.blocks import BlockKind

BLOCKS: Mapping[str, BlockKind | None] = {
    **dict.fromkeys(("p", "summary", "legend", "caption", "figcaption", "address", "center"), "paragraph"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "blockquote": "quote",
    "tr": "row",
    "pre": "verse",
    **dict.fromkeys(
        "html head body main div section article aside header footer hgroup nav details figure ul ol dl menu dir table thead "
        "tbody tfoot form fieldset td th search dialog".split()
    ),
}
"""Element -> the kind of block it makes; None for those that part blocks and have the kind of what is around."""

ITALIC = frozenset("i em cite dfn var".split())

LEFT_OUT: Mapping[str, str] = {
    "script": "scripts",
    "style": "styles",
    "template": "templates",
    "noscript": "what is shown without scripts",
    "title": "title",
    "annotation": "formulas",
    "annotation-xml": "formulas",
    "case": "alternatives",
    "nav": "navigation",
    "pagenum": "page numbers",
    "rt": "ruby",
    "rp": "ruby",
    "rtc": "ruby",
    "del": "struck out",
    "s": "struck out",
    "strike": "struck out",
    **dict.fromkeys(
        ("iframe", "object", "applet", "audio", "video", "canvas", "noframes", "noembed"), "media"
    ),
    **dict.fromkeys(("button", "select", "textarea", "datalist", "option", "progress", "meter"), "forms"),
}
"""Element -> why what is in it is not read."""

LEFT_OUT_CLASSES: Mapping[str, str] = {
    **dict.fromkeys(
        "pagenum pageno pagenumber page-number page_number pagebreak page-break pb x-ebookmaker-pageno".split(),
        "page numbers",
    ),
    **dict.fromkeys(("noprint", "mw-editsection", "screen-only"), "hidden"),
    **dict.fromkeys((f"msotoc{level}" for level in range(1, 10)), "navigation"),
}
LEFT_OUT_IDS: Mapping[str, str] = {"pg-header": "Project Gutenberg header", "pg-footer": "licence"}
LEFT_OUT_TYPES: Mapping[str, str] = {
    "pagebreak": "page numbers",
    "page-list": "navigation",
    "landmarks": "navigation",
}
"""epub:type (EPUB Structural Semantics) or role (DPUB-ARIA, without its "doc-") -> why it is not read."""

ITALIC_CLASSES = frozenset("italic italics i em emphasis emph ital it calibre-italic".split())
VERSE_CLASSES = frozenset(
    "poem poems poetry poetry-container verse verses song lyrics hymn linegroup line-block".split()
)
VERSE_TYPES = frozenset("z3998:verse z3998:poem z3998:song z3998:hymn z3998:lyrics verse poem".split())
STANZA_CLASSES = frozenset("stanza strophe lg linegroup canto-stanza".split())
CAPTION_CLASSES = frozenset("caption figcaption".split())
FIGURE_CLASSES = frozenset("figure figcenter figleft figright image illustration illus".split())
BREAK_CLASSES = frozenset(
    "tb scene-break scenebreak thoughtbreak asterism sectionbreak section-break".split()
)

SORTS = frozenset(
    "cover frontmatter bodymatter backmatter volume part chapter division abstract foreword preface prologue introduction "
    "preamble conclusion epilogue afterword epigraph toc landmarks loa loi lot lov appendix colophon credits keywords "
    "index glossary bibliography titlepage halftitlepage halftitle copyright-page seriespage acknowledgments imprint imprimatur "
    "contributors other-credits errata dedication revision-history endnotes footnotes rearnotes endnote footnote "
    "rearnote credit part-title".split()
)
"""What epub:type and role may call a part of the book (EPUB 3 Structural Semantics Vocabulary 1.1, DPUB-ARIA 1.1)."""

GENERAL_SORTS = frozenset(("frontmatter", "bodymatter", "backmatter"))
TALE_SORTS = frozenset(
    "volume part chapter division prologue epilogue introduction conclusion afterword".split()
)
"""Parts after which what follows without a name may belong to them."""

HOLDING_SORTS = frozenset(("", "volume", "part", "division"))
"""Parts in which a part may be named; inside a chapter an epigraph is no part of the book."""

SORTED = frozenset("html body main section article div nav aside header footer table ul ol".split())
"""The elements that can be a part of a book."""

CLASS_SORTS: Mapping[str, str] = {"toc": "toc", "titlepage": "titlepage", "dedication": "dedication"}
CLASS_HEADINGS: Mapping[str, int] = {"msotitle": 1, "msosubtitle": 2, "msoheading7": 6}

NOTE_TYPES = frozenset("footnote endnote rearnote".split())
NOTE_CLASSES = frozenset(
    "footnote endnote rearnote fn footnote-body footnotetext msofootnotetext msoendnotetext".split()
)
NOTE_TITLES = frozenset(
    "notes|footnotes|endnotes|note|footnote|anmerkungen|fußnoten|fussnoten|endnoten|notes de bas de page|notas|"
    "notas al pie|notas de rodapé|note a piè di pagina|przypisy|примечания|сноски".split("|")
)
"""Titles under which nothing but notes stands."""

NOTEREF_CLASSES = frozenset(
    "noteref footnote-ref footnoteref fnanchor fnref footnote-reference endnote-ref".split()
)
RAISED_CLASSES = frozenset("fn sup super superscript".split())
BACKLINK_CLASSES = frozenset(
    "footnote-backref footnote-back backlink data-footnote-backref fnref-back".split()
)

QUOTES: Mapping[str, tuple[str, str, str, str]] = {
    "": ("“", "”", "‘", "’"),
    "de": ("„", "“", "‚", "‘"),
    "fr": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "pt": ("“", "”", "‘", "’"),
    "pl": ("„", "”", "«", "»"),
    "ru": ("«", "»", "„", "“"),
}
"""Language -> the marks of <q>, outer and inner (Unicode CLDR, delimiters); "" for all others."""

ALL_QUOTES = frozenset("“”„‚‘’«»‹›\"'")

NAMESPACES: Mapping[str, str] = {
    "{http://www.w3.org/XML/1998/namespace": "xml:",
    "{http://www.idpf.org/2007/ops": "epub:",
    "{http://www.w3.org/2001/10/synthesis": "ssml:",
    "{http://www.w3.org/1999/xlink": "xlink:",
}

PREFIXES = frozenset("epub html xhtml h m mml math svg".split())
"""Prefixes of names as they stand where XHTML is read as HTML; others (Word's o:p) are names of their own."""

_local: dict[object, str] = {}


def local(tag: object) -> str:
    """Return the name of an element without its namespace, in small letters; "" for what is no element."""
    found = _local.get(tag)
    if found is None:
        found = tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
        prefix, _, rest = found.partition(":")
        found = rest if rest and prefix in PREFIXES else found
        if len(_local) < 1000:  # a page may make up names without end
            _local[tag] = found
    return found


def attributes(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return attributes by the names that HTML writes them with: "epub:type", "xml:lang"."""
    return {_qualified(key) if key[:1] == "{" else key: value for key, value in items}


def _qualified(key: str) -> str:
    space, _, name = key.rpartition("}")
    return NAMESPACES.get(space, "") + name


def types(has: Mapping[str, str]) -> list[str]:
    """Return the words of epub:type and role, without the prefix of DPUB-ARIA."""
    if "epub:type" not in has and "role" not in has:
        return []
    return [
        name.removeprefix("doc-")
        for name in f"{has.get('epub:type', '')} {has.get('role', '')}".lower().split()
    ]


STRENGTHS: Mapping[str, float] = {
    "none": 0.0,
    "x-weak": 0.1,
    "weak": 0.25,
    "medium": 0.5,
    "strong": 1.0,
    "x-strong": 1.8,
}
"""Seconds of a rest that says only how strong it is (SSML 1.1, 3.2.3, leaves the length to whoever speaks)."""
