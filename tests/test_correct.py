"""Corrections of voices.yaml: one person of several, a name of one's own, lines given by rule."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fullcast import config
from fullcast.correct import corrected
from fullcast.model import Book, Chapter, Character, Kind, Patch, Role, Settings, Tagged, Utterance

PLAIN = config.load()
OLD_MAN = Character("old man", "male", named=False)
HAYES = Character("Michael Hayes", "male", ("Hayes", "Mike"))
Said = tuple[str | None, str, str]
"""A speaker (None: the narrator), the words, and the words of the tag."""

STORY: tuple[tuple[Said, ...], ...] = (
    ((None, "It rained.", ""), ("old man", "“Ahoy there!”", "the old man"), ("Michael Hayes", "“Go.”", "he")),
    (("old man", "“Ahoy again.”", "The old man"), ("old man", "“Hm.”", ""), (None, "A quiet hour.", "")),
)


def tagged(chapters: tuple[tuple[Said, ...], ...] = STORY, characters: tuple[Character, ...] = ()) -> Tagged:
    made = []
    for chapter in chapters:
        lines, at = [], 0
        for speaker, text, tag in chapter:
            kind = Kind.NARRATION if speaker is None else Kind.DIALOGUE
            lines.append(Utterance(at, at + len(text), text, kind, speaker, None, 0.4, "tag", tag))
            at += len(text)
        made.append(tuple(lines))
    titles = ("Prologue", "Chapter One: Ahoy", "Chapter Two")
    read = tuple(Chapter(i, titles[i], "".join(u.text for u in lines)) for i, lines in enumerate(made))
    return Tagged(Book("B", None, "en", read), tuple(made), characters or (OLD_MAN, HAYES))


def speakers(done: Tagged) -> list[list[str | None]]:
    return [[u.speaker for u in chapter if u.kind is not Kind.NARRATION] for chapter in done.chapters]


def correct(settings: Settings, story: Tagged | None = None) -> Tagged:
    return corrected(story or tagged(), settings, Character)


def ruled(*patches: Patch) -> Tagged:
    return correct(replace(PLAIN, patches=patches))


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("alias", ["old man", "the old man", "The Old Man", "an  old man"])
def test_an_alias_gives_somebody_the_name_of_the_cast(alias: str) -> None:
    done = correct(replace(PLAIN, cast={"Silas": Role(None, (alias,))}))
    assert speakers(done) == [["Silas", "Michael Hayes"], ["Silas", "Silas"]]
    assert done.characters[0] == Character("Silas", "male", ("old man",))


def test_two_aliases_make_one_of_two() -> None:
    done = correct(replace(PLAIN, cast={"Silas": Role(None, ("the old man", "Mike"), "neutral")}))
    assert speakers(done) == [["Silas", "Silas"], ["Silas", "Silas"]]
    (silas,) = done.characters
    assert (silas.gender, silas.named) == ("neutral", True)
    assert set(silas.aliases) == {"old man", "Hayes", "Mike", "Michael Hayes"}


def test_the_cast_spells_a_name_and_a_post_stays_a_post() -> None:
    done = correct(replace(PLAIN, cast={"The Old Man": Role("m03"), "Hayes": Role()}))
    assert {(c.name, c.named) for c in done.characters} == {("The Old Man", False), ("Hayes", True)}


def test_an_alias_of_the_story_that_two_have_means_neither() -> None:
    people = (Character("Ann Lee", aliases=("Lee",)), Character("Bo Lee", aliases=("Lee",)))
    story = tagged(((("Ann Lee", "One.", ""), ("Bo Lee", "Two.", "")),), people)
    done = correct(replace(PLAIN, cast={"Lee": Role("m03")}), story)
    assert speakers(done) == [["Ann Lee", "Bo Lee"]]


def test_without_a_word_to_say_nothing_changes() -> None:
    assert correct(PLAIN) == tagged()
    assert correct(replace(PLAIN, cast={"Nobody Here": Role("m03", ("Someone",))})) == tagged()


# --- lines ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        (Patch(tagged="the old man"), [["Silas", "Michael Hayes"], ["Silas", "old man"]]),
        (Patch(tagged="old man", chapter="2"), [["old man", "Michael Hayes"], ["Silas", "old man"]]),
        (Patch(chapter="1-2"), [["Silas", "Silas"], ["Silas", "Silas"]]),
        (Patch(chapter="2-9"), [["old man", "Michael Hayes"], ["Silas", "Silas"]]),
        (Patch(chapter="chapter one"), [["old man", "Michael Hayes"], ["Silas", "Silas"]]),
        (Patch(chapter="Prologue", speaker="Mike"), [["old man", "Silas"], ["old man", "old man"]]),
        (Patch(says="ahoy"), [["Silas", "Michael Hayes"], ["Silas", "old man"]]),
        (Patch(says="AHOY, again"), [["old man", "Michael Hayes"], ["Silas", "old man"]]),
        (Patch(says="hoy"), [["old man", "Michael Hayes"], ["old man", "old man"]]),
        (Patch(says="quiet"), [["old man", "Michael Hayes"], ["old man", "old man"]]),
        (Patch(speaker="the old man", says="hm"), [["old man", "Michael Hayes"], ["old man", "Silas"]]),
    ],
)
def test_a_rule_fits_what_it_asks_for(patch: Patch, expected: list[list[str]]) -> None:
    done = ruled(replace(patch, to="Silas", line=7))
    assert speakers(done) == expected
    fitted = [u for chapter in done.chapters for u in chapter if u.speaker == "Silas"]
    assert all((u.confidence, u.rule) == (1.0, "voices.yaml:7") for u in fitted)
    assert bool(done.notices) == (not fitted)


def test_a_rule_sets_what_it_names_and_leaves_the_rest() -> None:
    done = ruled(Patch(says="ahoy there", kind="radio", delivery="flat"))
    line = done.chapters[0][1]
    assert (line.speaker, line.kind, line.delivery, line.confidence) == ("old man", Kind.RADIO, "flat", 0.4)
    plain = corrected(done, replace(PLAIN, patches=(Patch(says="ahoy there", delivery="none"),)), Character)
    assert plain.chapters[0][1].delivery is None


def test_the_narrator_and_nobody_can_have_a_line() -> None:
    done = ruled(Patch(says="go", to="narrator"), Patch(says="hm", to="Nobody"))
    assert (done.chapters[0][2].kind, done.chapters[0][2].speaker) == (Kind.NARRATION, None)
    assert (done.chapters[1][1].kind, done.chapters[1][1].speaker) == (Kind.DIALOGUE, None)
    assert [person.name for person in done.characters] == ["old man"]


def test_rules_do_not_see_each_others_work_and_the_later_holds() -> None:
    done = ruled(
        Patch(speaker="old man", to="Silas"), Patch(speaker="Silas", to="Bo"), Patch(says="again", to="Cy")
    )
    assert speakers(done) == [["Silas", "Michael Hayes"], ["Cy", "Silas"]]
    assert "spoken by “Silas”" in done.notices[0]


def test_a_name_in_a_rule_means_whoever_has_it() -> None:
    people = {"Silas": Role(None, ("the old man",), "male")}
    done = correct(replace(PLAIN, cast=people, patches=(Patch(says="go", to="the old man"),)))
    assert speakers(done)[0] == ["Silas", "Silas"]
    assert speakers(ruled(Patch(says="ahoy there", to="Mike")))[0] == ["Michael Hayes", "Michael Hayes"]
    (new,) = (c for c in ruled(Patch(says="go", to="Ann")).characters if c.name == "Ann")
    assert new == Character("Ann")


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        (Patch(tagged="the odd man", to="A", line=4), "did you mean “the old man”?"),
        (Patch(chapter="3", to="A", line=4), "the story has 2 chapters"),
        (Patch(chapter="Epilogue", to="A", line=4), "the story has 2 chapters"),
        (Patch(says="xyzzy", chapter="1", to="A", line=4), "in chapter “1”, with the words “xyzzy”"),
    ],
)
def test_a_rule_that_fits_nothing_is_told_of(patch: Patch, words: str) -> None:
    settings = replace(PLAIN, patches=(patch,), source=Path("my/voices.yaml"))
    (notice,) = correct(settings).notices
    assert notice.startswith("my/voices.yaml:4: this rule fits no line: ")
    assert words in notice


def test_a_play_script_is_left_as_it_is_written() -> None:
    story = tagged()
    written = tuple(
        replace(chapter, utterances=lines)
        for chapter, lines in zip(story.book.chapters, story.chapters, strict=True)
    )
    story = replace(story, book=replace(story.book, chapters=written))
    done = correct(replace(PLAIN, patches=(Patch(says="go", to="Ann"), Patch(says="xyzzy", to="A"))), story)
    assert done == story
