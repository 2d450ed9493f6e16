"""What the parts of a book are, and which are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.model import Chapter
from fullcast.read.matter import SORTS, named, placed, told, typed

WORDS = "It was dark in the yard, and nobody came. " * 50


def part(title: str, text: str = WORDS, *, sort: str = "", headed: bool = True) -> Chapter:
    return Chapter(0, title, text, headings=(title,) if headed else (), sort=sort)


def sorts(*parts: Chapter) -> list[str]:
    return [each.sort for each in placed(parts)]


@pytest.mark.parametrize(
    ("title", "sort"),
    [
        ("THE PREFACE", "preface"),
        ("Contents", "contents"),
        ("Inhaltsverzeichnis", "contents"),
        ("Table des matières", "contents"),
        ("Índice", "contents"),
        ("Spis treści", "contents"),
        ("Оглавление", "contents"),
        ("_Acknowledgements_", "acknowledgments"),
        ("Author’s Note", "author's note"),
        ("Also by Ada Quill", "also by"),
        ("An Excerpt from The Fog", "advertisement"),
        ("About the Author", "about the author"),
        ("FOOTNOTES:", "notes"),
        ("Transcriber's Note", "transcriber's note"),
        ("Эпилог", "epilogue"),
        ("The Rail Yard", ""),
        ("Also by", ""),
        ("", ""),
    ],
)
def test_titles(title: str, sort: str) -> None:
    assert named(title) == sort


@pytest.mark.parametrize(
    ("types", "sort"),
    [
        ("toc", "contents"),
        ("doc-toc", "contents"),
        ("frontmatter dedication", "dedication"),
        ("bodymatter chapter", "chapter"),
        ("title-page", "title page"),
        ("title page", "title page"),
        ("copyright-page", "copyright"),
        ("loi", "list of illustrations"),
        ("text", "chapter"),
        ("rearnotes", "notes"),
        ("backmatter", ""),
        ("", ""),
    ],
)
def test_types_of_epub_and_opf(types: str, sort: str) -> None:
    assert typed(types) == sort


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Copyright © 2019 by Ada Quill", "copyright"),
        ("First published 2019.\nAll rights reserved.\nISBN 978-3-16-148410-0", "copyright"),
        ("For my mother", "dedication"),
        ("_This book is for_ HADLEY\n_and for_ JOHN", "dedication"),
        ("The Gate ..... 3\nThe Train .... 20\nThe Fog ... 44", "contents"),
        ("FOG\n\nby Ada Quill", "title page"),
        ("London:\nPrinted for T. Egerton,\nMilitary Library, Whitehall.\n1813.", "title page"),
        ("(1811)", "title page"),
        ("To Sherlock Holmes she is always the woman. " * 5, ""),
        ("It was dark.", ""),
        ("", ""),
        ("copyright © 2019 " * 5000, ""),
    ],
)
def test_texts_tell_what_they_are(text: str, sort: str) -> None:
    assert told(text, "Fog", "Ada Quill") == sort


def test_every_sort_is_complete() -> None:
    for name, sort in SORTS.items():
        assert typed(name) == name
        assert all(title == title.lower() for title in sort.titles)


def test_front_and_back_are_told_and_left_out() -> None:
    made = placed(
        [
            part("Fog", "Copyright © 2019", headed=False),
            part("Fog", "For my mother", headed=False),
            part("Contents", "One\nTwo"),
            part("Foreword"),
            part("Prologue"),
            part("Chapter 1"),
            part("Chapter 2"),
            part("Epilogue"),
            part("Afterword"),
            part("Acknowledgments", "Thanks."),
            part("Notes"),
        ]
    )
    assert [each.index for each in made] == list(range(1, 12))
    assert [each.sort for each in made if each.left_out] == [
        "copyright",
        "dedication",
        "contents",
        "acknowledgments",
        "notes",
    ]
    assert [each.matter for each in made] == ["front"] * 4 + ["body"] * 4 + ["back"] * 3


def test_contents_between_chapters_is_a_chapters_title() -> None:
    assert sorts(part("Chapter 1"), part("Contents"), part("Chapter 2")) == ["chapter"] * 3
    assert sorts(part("Notes", "Short."), part("Chapter 1")) == ["chapter", "chapter"]


def test_what_the_source_says_goes_before_titles_and_places() -> None:
    made = placed([part("Chapter 1"), part("Old Things", sort="dedication"), part("Chapter 2")])
    assert (made[1].sort, made[1].left_out) == ("dedication", True)


def test_what_holds_most_of_the_words_is_read() -> None:
    made = placed([part("Notes", WORDS * 9), part("Chapter 1", "Short.")])
    assert not any(each.left_out for each in made)
    made = placed([part("Chapter 1", "Short."), part("Notes", WORDS * 9)])
    assert not any(each.left_out for each in made)


def test_a_book_always_has_something_to_read() -> None:
    assert [each.left_out for each in placed([part("Copyright", "Copyright © 2019")])] == [False]
    assert placed([]) == ()


@given(st.lists(st.sampled_from([*SORTS, "", "The Fog", "toc"]), max_size=8), st.booleans())
def test_nothing_is_lost_and_something_is_read(names: list[str], by_type: bool) -> None:
    parts = [part("", "Words.", sort=name) if by_type else part(name, "Words.") for name in names]
    made = placed(parts)
    assert [each.text for each in made] == [each.text for each in parts]
    assert all(each.sort in SORTS for each in made)
    assert not made or any(not each.left_out for each in made)
