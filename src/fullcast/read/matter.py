"""What a part of a book is: a chapter, or a title page, contents, notes and the like, which are not read aloud.

What is read follows what listeners of audiobooks are used to: everything that is the author's telling (prologue,
interlude, epilogue), what introduces it or looks back on it (epigraph, foreword, preface, introduction, author's note,
afterword, appendix), and nothing that serves an eye or a trade (title page, copyright, contents, lists, notes, index,
bibliography, advertisements). Dedications and acknowledgments speak to few and delay the story: they are left out
too. Whoever wants one read, or not read, says so in `reading:` of voices.yaml.

Names of types are those of EPUB 3 Structural Semantics Vocabulary 1.1 (`epub:type`), of DPUB-ARIA 1.0 (`role`, read
without its "doc-") and of the guide of OPF 2.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from fullcast.model import Chapter, Matter
from fullcast.read.headings import is_chapter_heading, number

Place = Literal["front", "body", "back", "either"]


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of part: where it stands, whether it is read, the titles it goes by, and what EPUB and OPF call it.

    `place` "either" is for what stands before or after the book proper. Titles are in lower case and without
    articles; one that ends in a star stands for all that begin so.
    """

    place: Place
    read: bool
    titles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()


def _row(place: Place, read: bool, titles: str, types: str = "", guides: str = "") -> Sort:
    return Sort(
        place, read, tuple(t.strip() for t in titles.split("|")), tuple(types.split()), tuple(guides.split())
    )


SORTS: Mapping[str, Sort] = MappingProxyType(
    {
        "cover": _row(
            "front",
            False,
            "cover|front cover|umschlag|cover|couverture|cubierta|portada|copertina|capa|okładka|обложка",
            "cover",
            "cover",
        ),
        "half title": _row(
            "front",
            False,
            "half title|half title page|halftitle|schmutztitel|faux-titre|anteportada|occhiello|шмуцтитул",
            "halftitlepage halftitle",
        ),
        "title page": _row(
            "front",
            False,
            "title page|titlepage|titelseite|titelblatt|page de titre|portadilla|frontespizio|página de título|folha de rosto|"
            "strona tytułowa|титульный лист",
            "titlepage title-page seriespage",
            "title-page",
        ),
        "copyright": _row(
            "either",
            False,
            "copyright|copyright page|copyright notice|copyright information|imprint|impressum|droits d'auteur|mentions légales|"
            "derechos de autor|créditos|página legal|diritti d'autore|note legali|direitos autorais|ficha técnica|"
            "prawa autorskie|strona redakcyjna|авторские права|выходные данные",
            "copyright-page copyright imprint imprimatur",
            "copyright-page",
        ),
        "dedication": _row(
            "front",
            False,
            "dedication|widmung|dédicace|dedicatoria|dedica|dedicatória|dedykacja|посвящение",
            "dedication",
            "dedication",
        ),
        "epigraph": _row(
            "front",
            True,
            "epigraph|motto|épigraphe|epígrafe|epigrafe|epigrafo|epigraf|эпиграф",
            "epigraph",
            "epigraph",
        ),
        "contents": _row(
            "either",
            False,
            "contents|table of contents|list of chapters|chapters|inhalt|inhaltsverzeichnis|table des matières|table des chapitres|"
            "sommaire|índice|indice|índice general|tabla de contenido|tabla de contenidos|contenido|sommario|indice generale|"
            "sumário|conteúdo|spis treści|содержание|оглавление",
            "toc toc-brief landmarks",
            "toc",
        ),
        "list of illustrations": _row(
            "either",
            False,
            "illustrations|list of illustrations|list of figures|list of tables|list of maps|list of plates|abbildungsverzeichnis|"
            "verzeichnis der abbildungen|table des illustrations|liste des illustrations|table des gravures|"
            "índice de ilustraciones|lista de ilustraciones|indice delle illustrazioni|lista de ilustrações|spis ilustracji|"
            "spis rycin|список иллюстраций",
            "loi lot loa lov",
            "loi lot",
        ),
        "foreword": _row(
            "front",
            True,
            "foreword|geleitwort|avant-propos|prólogo del editor|przedmowa|предисловие издателя",
            "foreword",
            "foreword",
        ),
        "preface": _row(
            "front",
            True,
            "preface|author's preface|preface to *|vorwort|vorrede|vorbemerkung|préface|prefacio|prefazione|premessa|prefácio|"
            "słowo wstępne|предисловие|от автора",
            "preface preamble",
            "preface",
        ),
        "introduction": _row(
            "front",
            True,
            "introduction|introductory|introductory note|einleitung|einführung|introducción|introduzione|introdução|wstęp|"
            "wprowadzenie|введение|вступление",
            "introduction",
        ),
        "prologue": _row(
            "body",
            True,
            "prologue|prolog|prelude|vorspiel|prélude|prólogo|prologo|preludio|prelúdio|preludium|пролог|прелюдия",
            "prologue",
        ),
        "chapter": _row("body", True, "", "chapter", "text"),
        "part": _row("body", True, "", "part volume division"),
        "interlude": _row(
            "body",
            True,
            "interlude|intermezzo|zwischenspiel|intermède|interludio|intermedio|interlúdio|interludium|интерлюдия|интермедия",
            "interlude",
        ),
        "epilogue": _row(
            "body", True, "epilogue|epilog|nachspiel|épilogue|epílogo|epilogo|postlude|эпилог", "epilogue"
        ),
        "conclusion": _row(
            "back",
            True,
            "conclusion|schluss|schlusswort|conclusión|conclusione|conclusioni|conclusão|zakończenie|заключение",
            "conclusion",
        ),
        "afterword": _row(
            "back",
            True,
            "afterword|postscript|nachwort|postface|epílogo del autor|postfacio|postfazione|posfácio|posłowie|послесловие",
            "afterword",
        ),
        "author's note": _row(
            "either",
            True,
            "author's note|note from the author|a note from the author|note to the reader|to the reader|historical note|"
            "anmerkung des autors|anmerkungen des autors|note de l'auteur|au lecteur|nota del autor|al lector|nota dell'autore|"
            "al lettore|nota do autor|ao leitor|od autora|nota od autora|к читателю|примечание автора",
        ),
        "note on the text": _row(
            "either",
            False,
            "note on the text|note on text|textual note|editor's note|translator's note|note on the translation|zu dieser ausgabe|"
            "editorische notiz|note de l'éditeur|note du traducteur|nota del editor|nota del traductor|nota al testo|"
            "nota del traduttore|nota do editor|nota do tradutor|nota edytorska|od tłumacza|от редакции|от издателя|от переводчика",
            "notice",
        ),
        "acknowledgments": _row(
            "either",
            False,
            "acknowledgments|acknowledgements|acknowledgment|acknowledgement|danksagung|dank|remerciements|agradecimientos|"
            "ringraziamenti|agradecimentos|podziękowania|благодарности|благодарность",
            "acknowledgments",
            "acknowledgements acknowledgments",
        ),
        "appendix": _row(
            "back",
            True,
            "appendix|appendices|appendix *|anhang|annexe|annexes|appendice|apéndice|apêndice|aneks|dodatek|приложение",
            "appendix",
        ),
        "notes": _row(
            "back",
            False,
            "notes|footnotes|endnotes|end notes|footnote|anmerkungen|fußnoten|endnoten|notes de bas de page|notas|notas al pie|"
            "note|note a piè di pagina|notas de rodapé|przypisy|примечания|сноски",
            "footnotes endnotes rearnotes notes",
            "notes",
        ),
        "glossary": _row(
            "either",
            False,
            "glossary|glossar|worterklärungen|glossaire|lexique|glosario|glossario|glossário|słowniczek|słownik|глоссарий|словарь",
            "glossary",
            "glossary",
        ),
        "bibliography": _row(
            "back",
            False,
            "bibliography|works cited|references|sources|further reading|suggested reading|literaturverzeichnis|bibliographie|"
            "bibliografía|bibliografia|bibliografia essenziale|referências|библиография|список литературы|литература",
            "bibliography",
            "bibliography",
        ),
        "index": _row(
            "back",
            False,
            "index|index of names|general index|register|sachregister|personenregister|namensregister|index des noms|"
            "índice analítico|índice onomástico|indice analitico|indice dei nomi|índice remissivo|indeks|skorowidz|указатель|"
            "именной указатель",
            "index",
            "index",
        ),
        "colophon": _row(
            "either",
            False,
            "colophon|kolophon|achevé d'imprimer|colofón|colofon|колофон",
            "colophon credits other-credits contributors",
            "colophon",
        ),
        "about the author": _row(
            "either",
            False,
            "about the author|about author|about the authors|about the translator|about the illustrator|about the editor|"
            "about the publisher|über den autor|über die autorin|zum autor|zur autorin|à propos de l'auteur|l'auteur|"
            "sobre el autor|sobre la autora|acerca del autor|l'autore|l'autrice|sull'autore|sobre o autor|sobre a autora|"
            "o autorze|o autorce|об авторе",
        ),
        "also by": _row(
            "either",
            False,
            "also by *|also available *|other books by *|books by *|other titles by *|by the same author|works by *|novels by *|"
            "vom selben autor|weitere bücher *|weitere titel *|du même auteur|del mismo autor|otros libros *|dello stesso autore|"
            "do mesmo autor|outros livros *|tego samego autora|другие книги *|того же автора",
        ),
        "praise": _row(
            "either",
            False,
            "praise|praise for *|advance praise *|acclaim for *|critical acclaim *|reviews|stimmen zum buch|pressestimmen|"
            "la presse en parle|elogios *|la crítica ha dicho *|hanno detto *|отзывы",
        ),
        "advertisement": _row(
            "either",
            False,
            "advertisement|advertisements|excerpt from *|an excerpt from *|extract from *|an extract from *|a preview of *|"
            "preview of *|sneak peek *|coming soon|keep reading *|read on for *|discover more *|newsletter|leseprobe|leseprobe *|"
            "werbung|extrait de *|publicité|anzeige|anzeigen",
        ),
        "transcriber's note": _row(
            "either",
            False,
            "transcriber's note|transcriber's notes|transcribers note|transcriber's note:|transcriber note|transcription note|"
            "anmerkungen zur transkription|note du transcripteur|notes du transcripteur|note sur la transcription|"
            "au lecteur de cette version électronique|nota del transcriptor|notas del transcriptor|nota del trascrittore|"
            "nota do transcritor|uwagi do transkrypcji",
        ),
        "errata": _row(
            "either",
            False,
            "errata|erratum|corrigenda|corrections|druckfehler|berichtigungen|fe de erratas|errata corrige|опечатки",
            "errata revision-history",
        ),
        "licence": _row(
            "either",
            False,
            "licence|license|full project gutenberg license|lizenz|licencia|licenza|licença|licencja|лицензия",
        ),
    }
)
"""Name -> what is known of it, in the order in which titles are looked up. To add a sort, add a row."""

_ARTICLES = re.compile(r"(?:the|a|an|der|die|das|le|la|les|el|il|lo|o|os)\s+")
_TITLE: Mapping[str, str] = {
    title: name
    for name, sort in reversed(list(SORTS.items()))
    for title in sort.titles
    if title and title[-1] != "*"
}
_PREFIX: Sequence[tuple[str, str]] = tuple(
    (title[:-1], name) for name, sort in SORTS.items() for title in sort.titles if title[-1:] == "*"
)
_TYPE: Mapping[str, str] = {
    word: name for name, sort in reversed(list(SORTS.items())) for word in (name, *sort.guides, *sort.types)
}
_PROPER = 400
_LITTLE = 25
_PAGE = 400
"""Words from which a part without a name is part of the book proper; at most, of a dedication; of a copyright page."""

_RIGHTS = re.compile(
    r"copyright\s*(?:©|\(c\)|\d{4}|by\b)|©\s*(?:\d{4}|copyright|by\b)|\ball rights reserved\b|\bISBN(?:-1[03])?\b|"
    r"\balle rechte vorbehalten\b|\btous droits réservés\b|\btodos los derechos reservados\b|\btutti i diritti riservati\b|"
    r"\btodos os direitos reservados\b|\bwszelkie prawa zastrzeżone\b|\bвсе права защищены\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"[_*\W]*(?:to|for|in (?:loving )?memory of|in memoriam|this (?:book|story) is|dedicated to|für|meine[rnm]?|dem|den|à|pour|"
    r"a|para|per|ai|dla|моей|моему|памяти|посвящается)\s+[\w_*“\"]",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"(?:\.\s?){3,}\s*[\divxlc]+\W*$|\s{2,}[\divxlc]+\W*$|\t[\divxlc]+\W*$|^\W*(?:chapter|kapitel|chapitre|capítulo)\s",
    re.I,
)
_CREDIT = re.compile(
    r"\W*(?:(?:by|written by|translated by|illustrated by|edited by|printed (?:by|for)|published by|a novel|a story|"
    r"a romance|a tale|von|par|roman|übersetzt von|illustration|frontispiece)\b|\(?1[5-9]\d\d\)?\W*$|\(?20\d\d\)?\W*$|"
    r"(?:london|new york|boston|paris|leipzig|berlin|edinburgh|philadelphia)\W*(?:\d{4}\W*)?$|\w+ edition\b)",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"(?:press|publishers?|company|& co|library|whitehall|limited|ltd|verlag|editions?|éditeurs?)\b",
    re.IGNORECASE,
)


def placed(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return the chapters numbered from 1, each with its sort and matter, and whether it is left out.

    A chapter's `sort` may be "" or what an EPUB calls it; else its title and, where it has no heading, its text tell,
    if it stands where such a part does: "Contents" between two chapters is a chapter's title. What holds most of
    the words is read in any case, and so is everything where nothing else would be.
    """
    given = tuple(chapters)
    sizes = [_words(each.text) for each in given]
    names = _settled(given, sizes)
    first, last = _proper(given, names, sizes)
    total = sum(sizes)
    made = [
        replace(
            each,
            index=i + 1,
            sort=name,
            matter=_matter(name, i, first, last, bool(each.headings)),
            left_out=_left_out(name, sizes, i, total),
        )
        for i, (each, name) in enumerate(zip(given, names, strict=True))
    ]
    if made and all(each.left_out or not each.text.strip() for each in made):
        made = [replace(each, left_out=False) for each in made]
    return tuple(made)


def named(title: str) -> str:
    """Return the sort of part that goes by a title, "" for none: "THE PREFACE" is a preface."""
    plain = " ".join(title.casefold().replace("’", "'").strip(" \t\r\n_*#=[]().:—–-").split())
    bare = _ARTICLES.sub("", plain, count=1) if _ARTICLES.match(plain) else plain
    found = _TITLE.get(plain) or _TITLE.get(bare)
    if found or len(plain) > 120:
        return found or ""
    return next((name for start, name in _PREFIX if plain.startswith(start) and plain != start.strip()), "")


def typed(types: str) -> str:
    """Return the sort that an `epub:type`, a `role` or a guide's type stands for, "" for none; the first known counts."""
    if types in _TYPE:
        return _TYPE[types]
    words = (word.casefold().removeprefix("doc-") for word in types.split())
    return next((_TYPE[word] for word in words if word in _TYPE), "")


def told(text: str, title: str = "", creator: str = "") -> str:
    """Return what a part without a heading is, by its text: "copyright", "contents", "title page", "dedication", or ""."""
    if len(text) > _PAGE * 20 or not 0 < (size := _words(text)) <= _PAGE * 3:
        return ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) >= 3 and sum(1 for line in lines if _ENTRY.search(line[-200:])) >= 0.6 * len(lines):
        return "contents"
    if size <= _PAGE and _RIGHTS.search(text):
        return "copyright"
    if _is_title_page(lines, title, creator):
        return "title page"
    return "dedication" if size <= _LITTLE and _TO.match(text) and len(lines) <= 6 else ""


def _is_title_page(lines: Sequence[str], title: str, creator: str) -> bool:
    """Say whether there is nothing but the book's title, its author's name and the like."""
    known = {_letters(title), _letters(creator)} - {""}
    credits = [bool(_CREDIT.match(line) or (i and _IMPRINT.search(line))) for i, line in enumerate(lines)]
    return len(lines) <= 12 and all(
        len(line) <= 80 and (credit or _letters(line) in known or (any(credits) and line.isupper()))
        for line, credit in zip(lines, credits, strict=True)
    )


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _words(text: str) -> int:
    return len(text.split())


def _settled(chapters: Sequence[Chapter], sizes: Sequence[int]) -> list[str]:
    """Return each part's sort: what the source says, else what title or text say where such a part may stand."""
    typeds = [typed(each.sort) for each in chapters]
    guesses = [_guess(each) if not known else "" for each, known in zip(chapters, typeds, strict=True)]
    plain = [known or guess or "chapter" for known, guess in zip(typeds, guesses, strict=True)]
    first, last = _proper(chapters, plain, sizes)
    return [
        known or (guess if guess and _fits(SORTS[guess].place, i, first, last) else "chapter")
        for i, (known, guess) in enumerate(zip(typeds, guesses, strict=True))
    ]


def _guess(chapter: Chapter) -> str:
    """Return what a part's title, or else its headings or text, tell of it."""
    by_title = named(chapter.title) or next((name for name in map(named, chapter.headings[-2:]) if name), "")
    return by_title or ("" if chapter.headings else told(chapter.text, chapter.title))


def _proper(chapters: Sequence[Chapter], names: Sequence[str], sizes: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last part of the book proper."""
    body = [i for i, name in enumerate(names) if SORTS[name].place == "body"]
    sure = [
        i for i in body if sizes[i] >= _PROPER or chapters[i].sort or is_chapter_heading(chapters[i].title)
    ]
    found = sure or body
    return (found[0], found[-1]) if found else (len(names), len(names))


def _is_headed(chapter: Chapter) -> bool:
    return any(is_chapter_heading(line) or number(line) for line in (chapter.title, *chapter.headings[-3:]))


def _fits(place: Place, at: int, first: int, last: int) -> bool:
    if place == "body":
        return True
    return (place != "back" and at < first) or (place != "front" and at > last)


def _matter(name: str, at: int, first: int, last: int, headed: bool) -> Matter:
    if SORTS[name].place == "body" and (name != "chapter" or headed):
        return "body"
    return "front" if at < first else "back" if at > last else "body"


def _left_out(name: str, sizes: Sequence[int], at: int, total: int) -> bool:
    return not SORTS[name].read and (sizes[at] < _PROPER or 2 * sizes[at] <= total)
