"""What a part of a book is: a chapter, or a title page, contents, notes and the like, which are not read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fullcast.model import Chapter, Matter


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of part: where it stands, whether it is read, the titles it goes by, and what EPUB calls it."""

    matter: Matter
    read: bool
    titles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


SORTS: Mapping[str, Sort] = {
    "cover": Sort("front", False, ("cover",), ("cover",)),
    "title page": Sort(
        "front", False, ("title page", "titlepage", "half title"), ("titlepage", "halftitlepage")
    ),
    "copyright": Sort("front", False, ("copyright", "imprint"), ("copyright-page", "imprint", "imprimatur")),
    "dedication": Sort("front", False, ("dedication",), ("dedication",)),
    "contents": Sort("front", False, ("contents", "table of contents"), ("toc", "landmarks")),
}
"""Name -> what is known of it. To add a sort, add a row."""


def placed(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Return the chapters numbered from 1, each with its sort and matter, and whether it is left out.

    A chapter's `sort` may be "" or what an EPUB calls it; its title and its place tell the rest.
    """
    made = []
    for number, each in enumerate(chapters, 1):
        name = _sort_of(each)
        known = SORTS.get(name)
        made.append(
            replace(
                each,
                index=number,
                sort=name,
                matter=known.matter if known else "body",
                left_out=known is not None and not known.read,
            )
        )
    return tuple(made)


def _sort_of(chapter: Chapter) -> str:
    title = " ".join(chapter.title.casefold().split()).strip(" .:")
    for name, sort in SORTS.items():
        if chapter.sort in (name, *sort.types) or title in sort.titles:
            return name
    return "chapter"
