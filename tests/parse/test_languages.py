"""Other languages: which one a text is in, and what somebody says in it."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.model import Book, Chapter
from fullcast.parse.languages import ENGLISH, LANGUAGES, Language, language_of, named, settled
from fullcast.parse.paragraphs import paragraphs
from fullcast.parse.quotes import style_of
from fullcast.parse.turns import passages

from .test_fixtures import Fixture, fixtures

FOLDER = Path(__file__).parent / "fixtures" / "languages"
FIXTURES = [(path.stem, fixture) for path in sorted(FOLDER.glob("*.txt")) for fixture in fixtures(path)]


@pytest.mark.parametrize(("code", "fixture"), FIXTURES, ids=[fixture.title for _, fixture in FIXTURES])
def test_spans(code: str, fixture: Fixture) -> None:
    language = LANGUAGES[code]
    cut = passages(fixture.prose, paragraphs(fixture.prose), style_of([fixture.prose], language), language)
    heard = [
        (
            "narration" if segment.part == "narration" else "dialogue",
            fixture.prose[segment.start : segment.end].strip(),
        )
        for passage in cut
        for segment in passage.segments
    ]
    assert heard == [(kind, text) for kind, _, _, text in fixture.lines]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_known_by_its_words(code: str) -> None:
    prose = [fixture.prose for stem, fixture in FIXTURES if stem == code]
    assert (
        language_of(prose or ["He said that it was not the first time she had been there with him."]).code
        == code
    )


@pytest.mark.parametrize(
    ("declared", "code"),
    [("de-AT", "de"), ("pt_BR", "pt"), ("FR", "fr"), ("und", "es"), ("", "es"), ("sv", "sv")],
)
def test_what_is_declared_wins(declared: str, code: str) -> None:
    assert (
        language_of(["El perro y la casa que no era de ella, pero su hermano lo dijo."], declared).code
        == code
    )


@pytest.mark.parametrize("text", ["", "10-4.", "Xyzzy plugh.", "Ok"])
def test_a_text_that_tells_nothing_is_english(text: str) -> None:
    assert language_of([text]) is ENGLISH


def test_an_unknown_language_has_its_quotes_and_a_notice() -> None:
    prose = "”Stäng dörren”, sa Anna. ”Det är kallt.”\n\n”Strax.”"
    book = settled(Book("Bok", None, "und", (Chapter(1, "Bok", prose),)), "sv")
    assert book.language == "sv"
    assert [notice for notice in book.notices if notice.startswith("Swedish: ") and "turns alone" in notice]
    assert settled(book).notices == book.notices
    cut = passages(prose, paragraphs(prose), style_of([prose], named("sv")), named("sv"))
    assert [prose[s.start : s.end] for p in cut for s in p.spoken] == [
        "”Stäng dörren”",
        "”Det är kallt.”",
        "”Strax.”",
    ]


def test_a_known_language_has_no_notice() -> None:
    book = settled(
        Book("Buch", None, "und", (Chapter(1, "Buch", "„Ja“, sagte er. Und dann war es nicht mehr da."),))
    )
    assert (book.language, book.notices) == ("de", ())


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.name)
def test_tables_are_whole(language: Language) -> None:
    words = (
        language.common
        | language.speech_verbs
        | language.thought_verbs
        | language.direct
        | language.determiners
        | language.clitics
    )
    assert all(word == word.lower() and " " not in word for word in words)
    assert len(language.speech_verbs) >= 60
    assert language.never_inverted <= language.speech_verbs
    assert language.weak_verbs <= language.speech_verbs | language.thought_verbs
    assert set(language.titles.values()) | set(language.roles.values()) <= {"male", "female", ""}
    assert {case for _, case in language.pronouns.values()} <= {"subject", "object", "possessive"}


_PIECES = st.sampled_from(
    [
        "“", "”", "„", "«", "»", "‘", "’", "'", '"', "—", "–", "- ", "--", ",", ".", "!", "?", "…", ":", " ", "\u00a0", "\n", "\n\n",
        "dit-il", "dijo él", "sagte er", "сказал он", "powiedział", "Anna", "je", "¿", "a", "Oui",
        "se levantó", "s’écria", "avec",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=60).map("".join), st.sampled_from([*LANGUAGES.values(), named("xx")]))
@settings(max_examples=400, deadline=None)
def test_segments_cover_their_paragraph(text: str, language: Language) -> None:
    for passage in passages(text, paragraphs(text), style_of([text], language), language):
        at = passage.paragraph.start
        for segment in passage.segments:
            assert at == segment.start < segment.end
            at = segment.end
        assert at == passage.paragraph.end


@pytest.mark.parametrize(
    "unit", ["— A, ", "—a —", "« Oui, dit-il. ", "— Oui, dit-il. ", "“a", "„a“", "’a ", "— dijo a—, "]
)
@pytest.mark.parametrize("code", ["en", "fr", "es", "ru"])
def test_a_hostile_line_takes_no_longer_than_its_length(unit: str, code: str) -> None:
    def seconds(size: int) -> float:
        text = "— " + unit * (size // len(unit))
        began = process_time()
        passages(text, paragraphs(text), style_of([text], LANGUAGES[code]), LANGUAGES[code])
        return process_time() - began

    assert seconds(60_000) < 1.0
