"""What a person changed in a script holds in the script of the revised story, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.parse import tag
from fullcast.read import Revision, book, from_bytes, has_record, revised, with_record, write_script

ROOT = Path(__file__).parents[3]

FRESH = """---
title: The Quay
language: en
cast:
  old man: male, unnamed
  Mike: male; Michael
---

# One

NARRATOR: The boat came in at dusk.

old man: “Throw me the line,”
NARRATOR: said the old man.

MIKE: “Who are you?”

old man: “Yes.”

MIKE: “No.”

old man: “Yes.”

MIKE: “Then wait.”

# Two

NARRATOR: It rained.

MIKE (radio): “Are you there?”
"""


def body(text: str) -> str:
    """Return a script without its record."""
    return text.partition("//@")[0].rstrip("\n") + "\n"


def revise(edits: dict[str, str], revision: dict[str, str] | None = None) -> Revision:
    """Edit the script, revise the story, and merge."""
    made = revised(edited(with_record(FRESH), edits), edited(FRESH, revision or {}))
    assert made is not None
    return made


def edited(text: str, edits: dict[str, str]) -> str:
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    return text


NEW = {
    "# Two": "NARRATOR: Somebody laughed.\n\nMIKE: “Yes.”\n\nold man: “Ha!”\n\n# One and a half\n\nMIKE: “So.”\n\n# Two"
}
"""A revision that puts a good deal in between."""


def test_an_untouched_script_is_the_fresh_one() -> None:
    made = revise({}, NEW)
    assert (made.text, made.kept, made.lost, made.touched) == (with_record(edited(FRESH, NEW)), 0, (), False)


EDITS = {
    "speaker": {"old man: “Throw me": "SILAS: “Throw me"},
    "kind and delivery": {"old man: “Throw me": "old man (radio, whispered): “Throw me"},
    "kind taken back": {"MIKE (radio)": "MIKE"},
    "narrator": {"MIKE: “Who are": "NARRATOR: “Who are"},
    "one of two alike": {"MIKE: “No.”\n\nold man: “Yes.”": "MIKE: “No.”\n\nSILAS: “Yes.”"},
    "words": {"at dusk": "at dawn"},
    "punctuation": {"“No.”": "“No!”"},
    "split": {"NARRATOR: The boat came in at dusk.": "NARRATOR: The boat\nSIGN: came in at dusk."},
    "beat": {"\nMIKE: “Who": "\n[beat 2s]\n\nMIKE: “Who"},
    "sound": {"# Two\n": "# Two\n\n[sound: rain.wav]\n"},
    "comment": {"MIKE: “Who": "// who is it?\nMIKE: “Who"},
    "line gone": {"NARRATOR: said the old man.\n": ""},
    "paragraph": {"line,”\nNARRATOR": "line,”\n\nNARRATOR"},
    "title": {"# Two": "# The Second"},
    "unspoken title": {"# Two": "#! Two"},
    "gender": {"Mike: male": "Mike: female"},
    "one more in the cast": {"  Mike": "  Silas: male\n  Mike"},
    "title of the book": {"title: The Quay": "title: Quayside"},
    "at the end": {"there?”\n": "there?”\n\nNARRATOR: The end.\n"},
    "on a second line": {"MIKE: “Then wait.”": "MIKE (flat):\n  “Then\n  wait.”"},
}


@pytest.mark.parametrize("name", EDITS)
def test_a_change_holds_when_nothing_else_changes(name: str) -> None:
    made = revise(EDITS[name])
    assert body(made.text) == edited(FRESH, EDITS[name])
    assert made.touched
    assert made.kept == {"comment": 0, "paragraph": 0, "split": 2}.get(name, 1)
    assert not made.lost


@pytest.mark.parametrize("edits", [edits for edits in EDITS.values() if "# Two" not in edits])
def test_a_change_holds_when_the_story_grows(edits: dict[str, str]) -> None:
    made = revise(edits, NEW)
    assert body(made.text) == edited(edited(FRESH, NEW), edits)
    again = revised(made.text, edited(FRESH, NEW))
    assert again is not None
    assert (again.text, again.lost) == (made.text, ())
    back = revised(made.text, FRESH)
    assert back is not None
    assert body(back.text) == edited(FRESH, edits)


def test_each_part_of_a_line_holds_by_itself() -> None:
    made = revise(
        {"MIKE: “Who": "SILAS: “Who"}, {"MIKE: “Who are you?”": "MIKE (radio, shouted): “Who are you?!”"}
    )
    assert "SILAS (radio, shouted): “Who are you?!”" in made.text
    assert (made.kept, made.lost) == (1, ())


def test_a_line_that_moved_keeps_its_correction() -> None:
    edits = {"MIKE: “Who are you?”": "SILAS: “Who are you?”"}
    made = revise(edits, {"MIKE: “Who are you?”\n\n": "", "rained.\n": "rained.\n\nMIKE: “Who are you?”\n"})
    assert "NARRATOR: It rained.\n\nSILAS: “Who are you?”" in made.text
    assert (made.kept, made.lost) == (1, ())


def test_a_line_that_was_rewritten_loses_its_correction_aloud() -> None:
    made = revise({"MIKE: “Who are you?”": "SILAS: “Who are you?”"}, {"“Who are you?”": "“And you are?”"})
    assert "MIKE: “And you are?”" in made.text
    assert (made.kept, made.lost) == (0, ("SILAS: “Who are you?”",))


def test_words_that_both_changed_are_the_storys() -> None:
    made = revise({"“No.”": "“No!”"}, {"“No.”": "“No…”"})
    assert "“No…”" in made.text
    assert made.lost == ("MIKE: “No!”",)
    made = revise({"at dusk": "at dawn"}, {"at dusk": "at noon"})
    assert "at noon" in made.text
    assert made.lost == ("NARRATOR: The boat came in at dawn.",)


def test_a_direction_between_lines_that_are_gone_is_lost_aloud() -> None:
    made = revise(
        {"old man: “Yes.”\n\nMIKE: “Then": "old man: “Yes.”\n\n[beat 3s]\n\nMIKE: “Then"},
        {"MIKE: “No.”\n\nold man: “Yes.”\n\nMIKE: “Then wait.”": "MIKE: “Never.”"},
    )
    assert "[beat" not in made.text
    assert made.lost == ("[beat 3s]",)


def test_who_was_renamed_throughout_is_renamed_in_new_lines() -> None:
    # As an editor's "replace all" does it: in the cast, in every label, and in whatever else it finds.
    edits = {"MIKE": "SILAS", "Mike": "Silas"}
    made = revise(edits, NEW)
    assert body(made.text) == edited(edited(FRESH, NEW), edits)
    assert made.renamed == (("Mike", "Silas", 2),)
    again = revised(made.text, edited(FRESH, NEW))
    assert again is not None
    assert again.text == made.text


def test_a_name_replaced_in_the_labels_alone_takes_its_place_in_the_cast() -> None:
    made = revise({"MIKE": "SILAS"}, NEW)
    assert "  Silas: male; Michael\n" in made.text
    assert "Mike:" not in made.text


def test_one_line_given_to_another_is_no_renaming() -> None:
    fresh = FRESH.replace("MIKE: “No.”", "ANNA: “No.”")
    longer = fresh + "\nANNA: “I am here.”\n"
    made = revised(with_record(fresh).replace("ANNA: “No.”", "BO: “No.”"), longer)
    assert made is not None
    assert "ANNA: “I am here.”" in made.text
    assert not made.renamed


def test_a_voice_of_nobody_in_particular_may_be_another_next_time() -> None:
    fresh = FRESH.replace("MIKE", "voice 1")
    made = revised(with_record(fresh).replace("voice 1", "SILAS"), fresh + "\nvoice 1: “Me too!”\n")
    assert made is not None
    assert "voice 1: “Me too!”" in made.text
    assert not made.renamed


def test_lines_that_were_left_as_they_were_made_are_guesses_still() -> None:
    made = revise({"at dusk": "at dawn", "MIKE: “No.”": "ANNA: “No.”\nBO: “No!”"}, NEW)
    assert made.guessed == (None, 1, 2, 3, 4, None, None, 6, 7, 8, 9, 10, 11, 12, 13)


@pytest.mark.parametrize(
    "damage",
    [
        body,
        lambda text: text.replace("//@ 1 ", "//@ 2 "),
        lambda text: text[: text.rindex(" ")],
        lambda text: text.replace("//@ =", "//@ =e", 1),
        lambda text: text.replace("//@ =", "//@ =b", 1),
        lambda text: "\n".join(line for line in text.split("\n") if not line.startswith("//@ =")),
        lambda text: text.rstrip("\n0123456789") + "99999\n",
    ],
)
def test_without_a_whole_record_nothing_is_guessed(damage: object) -> None:
    assert callable(damage)
    script = damage(with_record(FRESH))
    assert not has_record(script)
    assert revised(script, FRESH) is None


def test_the_record_is_silent_and_outlives_other_line_ends() -> None:
    script = with_record(FRESH)
    assert from_bytes(script.encode(), Path("a.script")) == from_bytes(FRESH.encode(), Path("a.script"))
    made = revised(script.replace("\n", "  \r\n"), FRESH)
    assert made is not None
    assert not made.touched
    assert all(vowel not in line for line in script.split("\n")[-5:] for vowel in "aeiouAEIOU")


@pytest.mark.parametrize("name", ["two-miles-of-fog.txt", "night-shift.script"])
def test_the_samples_come_back_untouched(name: str) -> None:
    script = write_script(tag(book(ROOT / "script" / name)))
    made = revised(with_record(script), script)
    assert made is not None
    assert not made.touched
    assert revised(with_record(script) + "\n// done\n", script) is not None


_PIECES = st.sampled_from(
    [
        "ANNA: Yes.",
        "BO: Yes.",
        "ANNA (radio): No.",
        "NARRATOR: Yes.",
        "[beat]",
        "BO: One two.",
        "# A",
        "// x",
        "",
    ]
)
_SCRIPTS = st.lists(_PIECES, max_size=14).map(lambda pieces: "\n".join([*pieces, "BO: End."]) + "\n")


@settings(max_examples=300, deadline=None)
@given(_SCRIPTS, _SCRIPTS, _SCRIPTS)
def test_any_three_scripts_merge(was: str, mine: str, fresh: str) -> None:
    record = with_record(was)[len(was) :]
    made = revised(mine + record, fresh)
    assert made is not None
    assert has_record(made.text)
    # What was not changed by the one side is as the other side has it.
    same = revised(was + record, fresh)
    assert same is not None
    assert not same.touched
    kept = revised(mine + record, was)
    assert kept is not None
    assert not kept.lost
    assert said(kept.text) == said(mine)
    again = revised(made.text, fresh)
    assert again is not None
    assert said(again.text) == said(made.text)
    assert not again.lost


def said(script: str) -> list[str]:
    """List what a script has, blank lines apart."""
    return [line for line in body(script).split("\n") if line.strip()]
