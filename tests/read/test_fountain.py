"""Fountain: who says what and how, what is left out and why, and that no letter goes astray."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.errors import InputError
from fullcast.model import DELIVERIES, Book, Kind
from fullcast.parse import phrases, tag
from fullcast.read import fountain, from_bytes, write_script
from fullcast.read.script import speaker_of
from fullcast.read.source import Readout, Source

PLAY = Path("play.fountain")
NARRATION = Kind.NARRATION


def read(text: str) -> Book:
    """Read a screenplay from its text, and settle it."""
    return from_bytes(text.encode(), PLAY)


def readout(text: str) -> Readout:
    """Return what the reader hands to the ledger."""
    return fountain.read(Source(text.encode(), PLAY, "play"))


def lines(text: str) -> list[tuple[Kind, str | None, str | None, str]]:
    """Return what matters of every line, chapter after chapter."""
    return [
        (u.kind, u.speaker, u.delivery, u.text.strip())
        for chapter in read(text).chapters
        for u in chapter.utterances or ()
    ]


def left(text: str) -> dict[str, list[str]]:
    """Return what is left out, by reason."""
    found: dict[str, list[str]] = {}
    for reason, words in readout(text).left_out:
        found.setdefault(reason, []).append(words)
    return found


def spoken(cue: str, *more: str) -> tuple[Kind, str | None, str | None, str]:
    """Return how the one line below a cue is said."""
    (line,) = lines("\n".join((cue, *more, "Go.")))
    return line


SCREENPLAY = """Title:
    _**Night Train**_
Credit: Written by
Authors: Ann Lee & Bo Day
Draft date: 1 May 2024
Copyright: (c) 2024 Lee
Contact:
    1 Road

# Act One

= They meet.

FADE IN:

INT. SIGNAL BOX - NIGHT #1A#

Rain. *Hard* rain. [[check
the rain]] It is 3 * 4.

> THE LINE <

DR. HAYES (V.O.) (CONT'D)
(whispering)
Who is **there**?
(beat)
Nobody
is.

## Inside

/* cut

all of this */

CUT TO:

.THE YARD

NARRATOR
And so on.

# Act Two

EXT. YARD - DAY
They go.
"""


def test_a_screenplay_becomes_a_book() -> None:
    made = read(SCREENPLAY)
    assert (made.title, made.creator, made.language) == ("Night Train", "Ann Lee and Bo Day", "und")
    assert made.metadata.authors == ("Ann Lee", "Bo Day")
    assert (made.metadata.date, made.metadata.rights) == ("1 May 2024", "(c) 2024 Lee")
    one, two = made.chapters
    assert (one.title, one.headings) == ("Act One", ("Night Train", "Act One"))
    assert (two.title, two.headings) == ("Act Two", ("Act Two",))
    assert lines(SCREENPLAY) == [
        (NARRATION, None, None, "INT. SIGNAL BOX - NIGHT"),
        (NARRATION, None, None, "Rain. Hard rain. It is 3 * 4."),
        (NARRATION, None, None, "THE LINE"),
        (Kind.DIALOGUE, "Dr. Hayes", "whispered", "Who is there?"),
        (Kind.DIALOGUE, "Dr. Hayes", "whispered", "Nobody is."),
        (NARRATION, None, None, "Inside"),
        (NARRATION, None, None, "THE YARD"),
        (NARRATION, None, None, "And so on."),
        (NARRATION, None, None, "EXT. YARD - DAY"),
        (NARRATION, None, None, "They go."),
    ]
    assert [(m.kind, one.text[m.at :][:4].strip()) for m in one.marks] == [
        ("scene", "NT."),
        ("beat", "Nobo"),
        ("scene", "THE"),
    ]
    assert [(s.kind, s.value, one.text[s.start : s.end]) for s in one.spans] == [
        ("alias", "Interior,", "INT."),
        ("heading", "", "Inside"),
    ]


def test_what_is_left_out_has_its_reason() -> None:
    found = left(SCREENPLAY)
    assert found["synopses"] == [" They meet."]
    assert found["transitions"] == ["FADE IN:", "CUT TO:"]
    assert found["scene numbers"] == ["1A"]
    assert found["notes"] == ["check\nthe rain"]
    assert found["boneyard"] == [" cut\n\nall of this "]
    assert found["cues"] == ["DR. HAYES (V.O.) (CONT'D)", "NARRATOR"]
    assert found["directions"] == ["(whispering)", "(beat)"]
    assert set(found) == {
        *("synopses", "transitions", "scene numbers", "notes", "boneyard", "cues", "directions", "title page")
    }


@pytest.mark.parametrize(
    ("cue", "kind", "delivery"),
    [
        ("ANN", Kind.DIALOGUE, None),
        ("ANN (V.O.)", Kind.DIALOGUE, None),
        ("ANN (O.S.) (CONT’D)", Kind.DIALOGUE, None),
        ("ANN (V.O./ON RADIO)", Kind.RADIO, None),
        ("ANN (over the radio)", Kind.RADIO, None),
        ("ANN (FILTERED)", Kind.RADIO, None),
        ("ANN (INTO PHONE)", Kind.DIALOGUE, None),
        ("ANN (ON PHONE)", Kind.PHONE, None),
        ("ANN (PHONE) (WHISPERING)", Kind.PHONE, "whispered"),
        ("ANN (ON TV)", Kind.BROADCAST, None),
        ("ANN (P.A.)", Kind.LOUDSPEAKER, None),
        ("ANN (OVER LOUDSPEAKER)", Kind.LOUDSPEAKER, None),
        ("ANN (THOUGHT)", Kind.THOUGHT, None),
        ("ANN ^", Kind.DIALOGUE, None),
        ("ANN:", Kind.DIALOGUE, None),
        ("\tANN (ON RADIO", Kind.RADIO, None),
    ],
)
def test_a_cue_says_who_and_how(cue: str, kind: Kind, delivery: str | None) -> None:
    assert spoken(cue) == (kind, "Ann", delivery, "Go.")


@pytest.mark.parametrize(
    ("direction", "kind", "delivery"),
    [
        ("(whispering)", Kind.DIALOGUE, "whispered"),
        ("(in a whisper)", Kind.DIALOGUE, "whispered"),
        ("(under his breath)", Kind.DIALOGUE, "muttered"),
        ("(takes a breath)", Kind.DIALOGUE, None),
        ("(yelling, to Bo)", Kind.DIALOGUE, "shouted"),
        ("(not whispering)", Kind.DIALOGUE, None),
        ("(over radio, urgently)", Kind.RADIO, "urgent"),
        ("(on the radio)", Kind.RADIO, None),
        ("(into phone)", Kind.DIALOGUE, None),
        ("(thinking)", Kind.DIALOGUE, None),
        ("(she turns\nto the wall)", Kind.DIALOGUE, None),
    ],
)
def test_a_parenthetical_says_how_and_is_not_spoken(direction: str, kind: Kind, delivery: str | None) -> None:
    assert spoken("ANN", direction) == (kind, "Ann", delivery, "Go.")
    assert left(f"ANN\n{direction}\nGo.")["directions"] == [direction.replace("\n", " ")]


def test_a_way_of_speaking_lasts_until_the_next() -> None:
    assert lines("ANN (ON RADIO)\n(softly)\nOne.\n(beat)\nTwo.\n(shouting)\nThree.\n(normal)\nFour.") == [
        (Kind.RADIO, "Ann", "softly", "One."),
        (Kind.RADIO, "Ann", "softly", "Two."),
        (Kind.RADIO, "Ann", "shouted", "Three."),
        (Kind.RADIO, "Ann", None, "Four."),
    ]


def test_brackets_amid_words_are_spoken_unless_they_are_directions() -> None:
    assert lines("ANN\nI (we) know (softly) him. (beat) Well.") == [
        (Kind.DIALOGUE, "Ann", None, "I (we) know"),
        (Kind.DIALOGUE, "Ann", "softly", "him."),
        (Kind.DIALOGUE, "Ann", "softly", "Well."),
    ]


def test_a_bracket_that_never_closes_takes_no_words() -> None:
    assert lines("ANN\n(I think\nso.\nYes.\nIt is.\nTrue.)") == [
        (Kind.DIALOGUE, "Ann", None, "(I think so. Yes. It is. True.)")
    ]


def test_a_beat_is_heard() -> None:
    (chapter,) = read("ANN\nOne.\n(pause)\nTwo.").chapters
    rests = [[r.reason for r in p.pauses] for p in phrases(chapter, chapter.utterances or ())]
    assert rests == [["beat"], []]


def test_names_are_one_however_they_are_written() -> None:
    text = "@McCOY\nOne.\n\nMCCOY\nTwo.\n\nOLD MAN (O.S.)\nThree."
    assert [who for _, who, _, _ in lines(text)] == ["McCoy", "McCoy", "Old Man"]


@pytest.mark.parametrize(
    "text",
    [
        "ANN\n\nShe goes.",  # nothing said below the name
        "BOOM!\nIt falls.",
        "23\nskidoo",
        "!ANN\n!She goes.",
        "Ann\nShe goes.",
        "Est-ce vrai?\nNon.",
        "@ann",
        "...\nAnd so.",
    ],
)
def test_what_only_looks_like_more_is_action(text: str) -> None:
    assert {kind for kind, *_ in lines(text)} == {NARRATION}


@pytest.mark.parametrize(
    "heading", ["INT. A - DAY", "ext. a", "INT./EXT. CAR", "I/E CAR", "EST. TOWN", "int house", ".CLOSE ON"]
)
def test_scene_headings(heading: str) -> None:
    (chapter,) = read(f"One.\n\n{heading}\n\nTwo.").chapters
    assert [m.kind for m in chapter.marks] == ["scene"]
    assert (chapter.utterances or ())[1].text.strip() == heading.lstrip(".")


def test_lyrics_are_verse_in_the_voice_of_who_sings() -> None:
    made = read("ANN\nListen.\n~La la\n~lo lo\nGood?\n\n~Off stage\n~they sing")
    (chapter,) = made.chapters
    assert [(u.speaker, u.text.strip()) for u in chapter.utterances or ()] == [
        ("Ann", "Listen."),
        ("Ann", "La la\nlo lo"),
        ("Ann", "Good?"),
        (None, "Off stage\nthey sing"),
    ]
    assert [s.kind for s in chapter.spans] == ["verse", "verse"]


def test_two_spaces_keep_a_speech_together() -> None:
    assert [who for _, who, _, _ in lines("ANN\nOne.\n  \nTwo.\n\nThree.")] == ["Ann", "Ann", None]


def test_dual_dialogue_is_read_one_after_the_other() -> None:
    assert [(who, text) for _, who, _, text in lines("ANN\nHi.\n\nBO ^\nHo.")] == [
        ("Ann", "Hi."),
        ("Bo", "Ho."),
    ]


@pytest.mark.parametrize("opened", ["[[", "/*"])
def test_what_is_never_closed_is_left_out_with_a_notice(opened: str) -> None:
    made = read(f"One.\n\nTwo. {opened} three")
    assert made.chapters[0].text == "One.\n\nTwo."
    assert made.notices == (f"line 3: “{opened}” is never closed; what follows it is left out",)


def test_a_note_ends_with_its_paragraph_but_for_two_spaces() -> None:
    assert [text for *_, text in lines("One [[a\n  \nb]] two.\n\n[[c\n\nThree.")] == ["One two.", "Three."]
    assert lines("ANN\n[[aside]]\nHi.")[0][1] == "Ann"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("_**bold**_ ***x*** *y*", "bold x y"),
        (r"\*star\* 2 * 3 * 4", "*star* 2 * 3 * 4"),
        ("snake_case_name _u_", "snake_case_name u"),
        ("**a *b* c**, *open", "a b c, *open"),
        ("so\u00adft ze\u200bro", "soft zero"),
    ],
)
def test_emphasis_is_not_spoken(text: str, said: str) -> None:
    assert lines(text) == [(NARRATION, None, None, said)]


def test_without_sections_it_is_one_chapter_named_by_the_file() -> None:
    (chapter,) = from_bytes(b"INT. A - DAY\n\nShe goes.", Path("night-train.fountain")).chapters
    assert (chapter.title, chapter.headings) == ("Night Train", ())


def test_the_highest_sections_begin_chapters() -> None:
    made = read("Before.\n\n## One\n\n### Deep\n\nA.\n\n### More\n\nB.\n\n## Two\n\nC.\n\n## Three")
    assert [(c.title, c.headings) for c in made.chapters] == [
        ("Play", ()),
        ("One", ("One", "Deep")),
        ("Two", ("Two",)),
        ("Three", ()),
    ]
    assert made.chapters[-1].text == "Three"


def test_windows_line_ends_marks_and_tabs_change_nothing() -> None:
    as_it_is = [(u.speaker, u.text) for c in read(SCREENPLAY).chapters for u in c.utterances or ()]
    odd = "\ufeff" + SCREENPLAY.replace("\n    ", "\n\t").replace("\n", "\r\n")
    assert [(u.speaker, u.text) for c in read(odd).chapters for u in c.utterances or ()] == as_it_is


@pytest.mark.parametrize(
    ("said", "code"), [("de", "de"), ("en-GB", "en-GB"), ("English", "und"), ("", "und")]
)
def test_a_language_is_a_code(said: str, code: str) -> None:
    assert read(f"Title: A\nLanguage: {said}\n\nINT. A - DAY\n\nHe goes.").language == code


def test_a_file_without_a_title_page_loses_no_line() -> None:
    assert lines("FADE IN:\n\nNote: he goes.") == [(NARRATION, None, None, "Note: he goes.")]


@pytest.mark.parametrize("text", ["/* all */", "Title: A", "# One", "CUT TO:", "ANN\n(nods)", "[[a]]"])
def test_nothing_to_say_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="anybody says"):
        read(text)


def test_a_screenplay_can_be_written_as_a_script() -> None:
    made = tag(read(SCREENPLAY))
    again = tag(from_bytes(write_script(made).encode(), Path("a.script")))
    assert [[(u.kind, u.speaker, u.delivery) for u in c] for c in again.chapters] == [
        [(u.kind, u.speaker, u.delivery) for u in c] for c in made.chapters
    ]


def test_every_delivery_can_be_asked_for() -> None:
    assert {spoken("ANN", f"({word})")[2] for word in DELIVERIES} >= set(DELIVERIES) - {"cold"} - {"flat"}


def test_hostile_text_is_read_in_time() -> None:
    for bad in (
        "[[",
        "/*",
        "*a",
        "_",
        "(",
        "(beat",
        "A(\n",
        "#",
        "\n\n[[\n\n",
        "~\n",
        "TO: ",
        "@(",
        "**a _b",
    ):
        try:
            read("x\n\n" + bad * 20_000)
        except InputError as error:
            assert "Traceback" not in str(error)


PIECES = st.sampled_from(
    "ANN|Hi.|(beat)|(softly)|(oh\nwell)|INT. A - DAY #1#|# One|## Two|= s|CUT TO:|> X|> Y <|~la|[[n]]|[[|]]|/*|*/|===|"
    "@bo|.S|!A|*a*|_b|Title: T|Author: B|  |\t|\n|\n\n|ANN (V.O.)^|{|ß|İ|1".split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", " ", "\r\n"])), max_size=14))
def test_no_letter_is_lost_and_lines_cover_the_text(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + end for piece, end in pieces)
    try:
        made = read(text)
    except InputError:
        return
    for chapter in made.chapters:
        assert "".join(u.text for u in chapter.utterances or ()) == chapter.text
        assert all(chapter.text[u.start : u.end] == u.text for u in chapter.utterances or ())
        assert all(0 <= s.start < s.end <= len(chapter.text) for s in chapter.spans)


@pytest.mark.parametrize(
    ("cue", "name"),
    [
        ("MRS. O'BRIEN", "Mrs. O'Brien"),
        ("JEAN-LUC", "Jean-Luc"),
        ('JOHN "ACE" SMITH', 'John "Ace" Smith'),
        ("TOM'S MOTHER", "Tom's Mother"),
        ("2ND GUARD", "2nd Guard"),
    ],
)
def test_names_in_capitals_are_written_as_names(cue: str, name: str) -> None:
    assert speaker_of(cue) == name
