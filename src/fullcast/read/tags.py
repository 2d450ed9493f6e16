"""What the elements, attributes and class names of HTML mean to a reader. Tables, to be added to."""

from __future__ import annotations

from collections.abc import Mapping

from fullcast.read.blocks import BlockKind

BLOCKS: Mapping[str, BlockKind | None] = {
    **dict.fromkeys(("p", "summary", "legend", "caption", "figcaption", "address", "center"), "paragraph"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "blockquote": "quote",
    "tr": "row",
    "pre": "verse",
    **dict.fromkeys(
        "html body main div section article aside header footer hgroup nav details figure ul ol dl menu dir table thead "
        "tbody tfoot form fieldset td th search dialog".split()
    ),
}
"""Element -> the kind of block it makes; None for those that part blocks and have the kind of what is around."""

ITALIC = frozenset("i em cite dfn var".split())
SUPERSCRIPT = frozenset(("sup",))

LEFT_OUT: Mapping[str, str] = {
    "script": "scripts",
    "style": "styles",
    "template": "templates",
    "noscript": "what is shown without scripts",
    "title": "title",
    "head": "head",
    "nav": "navigation",
    "rt": "ruby",
    "rp": "ruby",
    "rtc": "ruby",
    "del": "struck out",
    "s": "struck out",
    "strike": "struck out",
    "math": "formulas",
    "svg": "drawings",
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
    **dict.fromkeys(("footnote-backref", "footnote-back", "backlink", "data-footnote-backref"), "backlinks"),
    **dict.fromkeys(("transnote-hidden", "mw-editsection", "noprint"), "hidden"),
}
LEFT_OUT_TYPES: Mapping[str, str] = {
    "pagebreak": "page numbers",
    "doc-pagebreak": "page numbers",
    "doc-backlink": "backlinks",
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

GENERAL_SORTS = ("frontmatter", "bodymatter", "backmatter")
SORTED = frozenset("html body main section article div nav aside header footer".split())
"""The elements that can be a part of a book."""

CLASS_SORTS: Mapping[str, str] = {"toc": "toc", "titlepage": "titlepage", "dedication": "dedication"}

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

NAMESPACES: Mapping[str, str] = {
    "{http://www.w3.org/XML/1998/namespace}": "xml:",
    "{http://www.idpf.org/2007/ops}": "epub:",
    "{http://www.w3.org/2001/10/synthesis}": "ssml:",
    "{http://www.w3.org/1999/xlink}": "xlink:",
}
