"""What a person corrects in voices.yaml and in a script, and how uncertain lines are told: through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run

STORY = """The Quay

Chapter One

The boat came in at dusk. An old man stood on the quay with a rope.

“Throw me the line,” said the old man.

“Who are you?” Anna asked.

“Nobody you know,” said the old man.

Chapter Two

Anna had tied up the boat.

“You are late,” said the old man. “The tide is gone.”

“We will wait, then,” Anna said.
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("quay.txt")
    path.write_text(STORY, encoding="utf-8")
    return path


def said(run: Run, story: Path | str) -> list[tuple[str | None, str]]:
    """List who says what, as `tag --json` tells it."""
    told = json.loads(run("tag", story, "--json").out)
    return [
        (each["speaker"], " ".join(each["text"].split()))
        for chapter in told["chapters"]
        for each in chapter["utterances"]
        if each["kind"] != "narration"
    ]


class TestNames:
    def test_the_name_of_the_cast_is_used_everywhere(self, run: Run, story: Path) -> None:
        Path("voices.yaml").write_text("cast:\n  Silas: {voice: m05, aliases: [the old man]}\n")
        assert [who for who, _ in said(run, story)] == ["Silas", "Anna", "Silas", "Silas", "Silas", "Anna"]
        cast = json.loads(run("cast", story, "--json").out)["cast"]
        assert [(each["name"], each["voice"]) for each in cast if each["name"] == "Silas"] == [
            ("Silas", "m05")
        ]
        script = run("tag", story).out
        assert "SILAS: “Throw me the line,”" in script
        assert "  Silas: male, old; old man\n" in script
        assert run("produce", story).code == 0
        told = json.loads(Path("output/the-quay/timeline.json").read_text(encoding="utf-8"))
        cues = [cue for chapter in told["chapters"] for cue in chapter["cues"]]
        assert {cue["speaker"] for cue in cues} == {None, "Anna", "Silas"}

    def test_it_holds_for_a_script_too(self, run: Run, story: Path) -> None:
        assert run("tag", story, "-o", "quay.script").code == 0
        Path("voices.yaml").write_text("cast:\n  Silas: {voice: m05, aliases: [the old man]}\n")
        assert ("Silas", "“Throw me the line,”") in said(run, "quay.script")

    def test_it_survives_a_new_run_over_a_revised_story(self, run: Run, story: Path) -> None:
        Path("voices.yaml").write_text("cast:\n  Silas: {aliases: [the old man]}\n")
        story.write_text(STORY.replace("The tide is gone.", "So is the tide."), encoding="utf-8")
        assert ("Silas", "“So is the tide.”") in said(run, story)


class TestRules:
    def test_lines_go_to_whom_the_rule_says(self, run: Run, story: Path) -> None:
        Path("voices.yaml").write_text(
            "lines:\n  - {tagged: the old man, chapter: 1, is: Silas}\n"
            "  - {says: late, is: Silas, kind: radio, delivery: flat}\n"
        )
        assert [who for who, _ in said(run, story)] == ["Silas", "Anna", "Silas", "Silas", "old man", "Anna"]
        assert "SILAS (radio, flat): “You are late,”" in run("tag", story).out

    @pytest.mark.parametrize("command", [("tag",), ("cast",), ("produce", "--dry-run"), ("produce",)])
    def test_one_that_fits_no_line_is_told_with_its_line(
        self, run: Run, story: Path, command: tuple[str, ...]
    ) -> None:
        Path("voices.yaml").write_text("lines:\n  - {tagged: the old men, is: Silas}\n")
        result = run(*command, story)
        assert result.code == 0
        assert result.err.startswith("note: voices.yaml:2: this rule fits no line: tagged “the old men”")
        assert "did you mean “the old man”?" in result.err

    def test_a_script_is_spoken_as_written(self, run: Run, story: Path) -> None:
        assert run("tag", story, "-o", "quay.script").code == 0
        Path("voices.yaml").write_text("lines:\n  - {says: late, is: Silas}\n")
        result = run("tag", "quay.script")
        assert (result.code, result.err) == (0, "")
        assert "SILAS" not in result.out


class TestUncertain:
    @pytest.fixture
    def unsure(self, story: Path) -> Path:
        Path("voices.yaml").write_text("uncertain: {below: 0.9}\n")
        story.write_text(STORY.replace("” Anna asked.", "”"), encoding="utf-8")
        return story

    def test_the_list_gives_addresses_in_reading_order(self, run: Run, unsure: Path) -> None:
        told = json.loads(run("tag", unsure, "--uncertain", "--json").out)
        assert (told["title"], told["below"], told["spoken"]) == ("The Quay", 0.9, 6)
        lines = [each["line"] for each in told["uncertain"]]
        assert lines == sorted(lines)
        assert lines
        first = told["uncertain"][0]
        assert first.keys() >= {"line", "chapter", "confidence", "speaker", "kind", "text", "rule"}
        shown = run("tag", unsure, "--uncertain").out
        assert [row.split()[0] for row in shown.splitlines()[2:]] == lines
        assert first["text"] in shown

    @pytest.mark.parametrize("command", [("tag",), ("cast",), ("produce", "--dry-run"), ("produce",)])
    def test_they_are_counted_aloud(self, run: Run, unsure: Path, command: tuple[str, ...]) -> None:
        count = len(json.loads(run("tag", unsure, "--uncertain", "--json").out)["uncertain"])
        result = run(*command, unsure)
        note = f"note: {count} of 6 lines uncertain: fullcast tag quay.txt --uncertain lists them"
        assert [line for line in result.err.splitlines() if "every word is spoken" not in line] == [note]

    def test_the_narrator_says_them(self, run: Run, unsure: Path) -> None:
        Path("voices.yaml").write_text("uncertain: {below: 1}\n")
        told = json.loads(run("tag", unsure, "--uncertain", "--json").out)["uncertain"]
        count = sum(each["speaker"] is not None for each in told)
        assert count > 1
        cast = {each["name"]: each for each in json.loads(run("cast", unsure, "--json").out)["cast"]}
        assert (cast["UNCERTAIN"]["lines"], cast["UNCERTAIN"]["voice"]) == (count, cast["NARRATOR"]["voice"])
        Path("voices.yaml").write_text("uncertain: {below: 1, voice: keep}\n")
        assert "UNCERTAIN" not in run("cast", unsure).out

    def test_a_rule_and_a_script_make_them_sure(self, run: Run, unsure: Path) -> None:
        Path("voices.yaml").write_text("uncertain: {below: 1}\nlines:\n  - {chapter: 1-2, is: Anna}\n")
        assert run("tag", unsure).err == ""
        Path("voices.yaml").write_text("uncertain: {below: 1}\n")
        assert run("tag", unsure, "-o", "quay.script").code == 0
        assert run("produce", "quay.script", "--dry-run").err == ""

    def test_where_there_are_none_nothing_is_said(self, run: Run, story: Path) -> None:
        Path("voices.yaml").write_text("uncertain: {below: 0}\n")
        assert run("tag", story).err == ""
        result = run("tag", story, "--uncertain")
        assert (result.code, result.out) == (0, "")
        assert "none of 6 lines" in result.err

    def test_a_list_is_not_written_to_a_file(self, run: Run, story: Path) -> None:
        assert run("tag", story, "--uncertain", "-o", "a.script").code == 2
        assert not Path("a.script").exists()


REVISED = STORY.replace(
    "Chapter Two",
    """“Then I shall not help you,” said the old man.

A gull laughed at them both from the roof of the shed.

“Who asked you?” Anna said.

Chapter Two: The Bar

The night was long, and nobody slept.

“It is cold,” Anna said.

Chapter Three""",
).replace("The tide is gone.", "So is the tide.")
"""The story with a good deal put in, a chapter renumbered, and a line rewritten."""


def edit(path: str, *changes: tuple[str, str]) -> None:
    text = Path(path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    Path(path).write_text(text, encoding="utf-8")


class TestScript:
    """A script is corrected, the story is revised, and fullcast runs again."""

    CHANGES = (
        ("old man: “Nobody you know,”", "SILAS (whispered): “Nobody you know,”"),
        ("ANNA: “We will wait, then,”", "[beat 2s]\n\nPAULA: “We will wait, then,”"),
        ("old man: “You are late,”", "old man (shouted): “You are late,”"),
    )

    @pytest.fixture
    def corrected(self, run: Run, story: Path) -> Path:
        assert run("tag", story, "-o", "quay.script").code == 0
        edit("quay.script", *self.CHANGES)
        return story

    def test_corrections_are_there_after_a_revision(self, run: Run, corrected: Path) -> None:
        before = Path("quay.script").read_bytes()
        corrected.write_text(REVISED, encoding="utf-8")
        result = run("tag", corrected, "-o", "quay.script")
        assert (result.code, result.out) == (0, "quay.script\n")
        assert result.err == (
            "note: quay.script: kept 4 corrections of yours\n"
            "note: quay.script.bak is the script as it was before\n"
        )
        assert Path("quay.script.bak").read_bytes() == before
        script = Path("quay.script").read_text(encoding="utf-8")
        for _, now in self.CHANGES:
            assert now in script
        for new in ("old man: “Then I shall not help you,”", "# Chapter Two: The Bar", "“So is the tide.”"):
            assert new in script
        assert "The tide is gone" not in script
        told = {words: who for who, words in said(run, "quay.script")}
        assert (told["“Nobody you know,”"], told["“We will wait, then,”"]) == ("Silas", "Paula")

    def test_a_second_run_changes_nothing(self, run: Run, corrected: Path) -> None:
        corrected.write_text(REVISED, encoding="utf-8")
        assert run("tag", corrected, "-o", "quay.script").code == 0
        merged = Path("quay.script").read_bytes()
        assert run("tag", corrected, "-o", "quay.script").err == (
            "note: quay.script: kept 4 corrections of yours\n"
        )
        assert Path("quay.script").read_bytes() == merged
        assert not Path("quay.script.bak2").exists()

    def test_no_file_that_was_kept_is_overwritten(self, run: Run, corrected: Path) -> None:
        Path("quay.script.bak").write_text("mine")
        corrected.write_text(REVISED, encoding="utf-8")
        assert "quay.script.bak2 is the script" in run("tag", corrected, "-o", "quay.script").err
        assert Path("quay.script.bak").read_text() == "mine"
        assert "SILAS" in Path("quay.script.bak2").read_text(encoding="utf-8")

    def test_a_corrected_line_that_is_rewritten_is_told_of(self, run: Run, corrected: Path) -> None:
        corrected.write_text(STORY.replace("“Nobody you know,”", "“A friend,”"), encoding="utf-8")
        for command in (("produce", "--dry-run", corrected), ("tag", corrected, "-o", "quay.script")):
            err = run(*command).err
            assert "kept 3 corrections" in err
            assert "1 corrected line is no longer in the story: SILAS (whispered): “Nobody you know,”" in err
        assert "SILAS" in Path("quay.script.bak").read_text(encoding="utf-8")
        assert "old man: “A friend,”" in Path("quay.script").read_text(encoding="utf-8")

    def test_a_script_nobody_touched_is_written_anew(self, run: Run, story: Path) -> None:
        assert run("tag", story, "-o", "quay.script").code == 0
        story.write_text(REVISED, encoding="utf-8")
        result = run("tag", story, "-o", "quay.script")
        assert (result.code, result.err) == (0, "")
        assert "“So is the tide.”" in Path("quay.script").read_text(encoding="utf-8")
        assert not Path("quay.script.bak").exists()

    def test_a_character_renamed_throughout_is_renamed_in_what_is_new(self, run: Run, story: Path) -> None:
        assert run("tag", story, "-o", "quay.script").code == 0
        text = Path("quay.script").read_text(encoding="utf-8")
        Path("quay.script").write_text(text.replace("old man:", "Silas:"), encoding="utf-8")
        story.write_text(REVISED, encoding="utf-8")
        result = run("tag", story, "-o", "quay.script")
        assert "note: quay.script: old man is Silas in 2 new lines too\n" in result.err
        assert "SILAS: “Then I shall not help you,”" in Path("quay.script").read_text(encoding="utf-8")

    def test_the_story_itself_is_told_with_them(self, run: Run, corrected: Path) -> None:
        corrected.write_text(REVISED, encoding="utf-8")
        result = run("produce", corrected, "--json")
        assert result.code == 0, result.err
        (book,) = json.loads(result.out)["books"]
        assert book["notices"] == ["quay.script: kept 4 corrections of yours"]
        told = json.loads(Path("output/the-quay/timeline.json").read_text(encoding="utf-8"))
        cues = {cue["text"]: cue for chapter in told["chapters"] for cue in chapter["cues"]}
        assert len(told["chapters"]) == 3
        assert (cues["“Nobody you know,”"]["speaker"], cues["“Nobody you know,”"]["delivery"]) == (
            "Silas",
            "whispered",
        )
        assert cues["“We will wait, then,”"]["speaker"] == "Paula"
        assert cues["“Then I shall not help you,”"]["speaker"] == "old man"
        # It is the book that the script would be.
        assert run("tag", corrected, "-o", "quay.script").code == 0
        first = run("produce", corrected, "--dry-run").out
        assert run("produce", "quay.script", "--dry-run").out == first

    def test_cast_and_tag_show_them_too(self, run: Run, corrected: Path) -> None:
        names = [each["name"] for each in json.loads(run("cast", corrected, "--json").out)["cast"]]
        assert {"Silas", "Paula"} <= set(names)
        shown = run("tag", corrected)
        assert "SILAS (whispered): “Nobody you know,”" in shown.out
        assert shown.err == "note: quay.script: kept 4 corrections of yours\n"
        assert "Silas" not in run("tag", corrected, "--json").out

    def test_what_was_corrected_is_sure_and_the_rest_is_not(self, run: Run, corrected: Path) -> None:
        Path("voices.yaml").write_text("uncertain: {below: 1}\n")
        mine = {"“Nobody you know,”", "“We will wait, then,”", "“You are late,”"}

        def uncertain() -> set[str]:
            told = json.loads(run("tag", corrected, "--uncertain", "--json").out)["uncertain"]
            return {each["text"] for each in told}

        first = uncertain()
        assert first
        assert not first & mine
        corrected.write_text(REVISED, encoding="utf-8")
        longer = uncertain()
        assert "“It is cold,”" in longer
        assert not longer & mine
        count = f"note: {len(longer)} of 9 lines uncertain"
        assert count in run("tag", corrected, "-o", "quay.script").err
        assert count in run("produce", corrected, "--dry-run").err
        # The script itself is spoken as it stands.
        assert run("produce", "quay.script", "--dry-run").err == ""

    @pytest.mark.parametrize("command", [("tag", "quay.txt", "-o", "quay.script"), ("produce", "quay.txt")])
    def test_a_broken_script_is_told_with_its_line_and_stays(
        self, run: Run, corrected: Path, command: tuple[str, ...]
    ) -> None:
        edit("quay.script", ("SILAS (whispered)", "SILAS (wispered)"))
        before = Path("quay.script").read_bytes()
        result = run(*command)
        assert result.code == 3
        assert result.err.startswith("error: quay.script:")
        assert "did you mean whispered" in result.err
        assert Path("quay.script").read_bytes() == before
        assert not Path("output").exists()

    def test_one_that_fullcast_did_not_write_is_left_alone(self, run: Run, story: Path) -> None:
        Path("quay.script").write_text("ANNA: Mine.\n")
        result = run("tag", story, "-o", "quay.script")
        assert result.code == 7
        assert "--force" in result.err
        result = run("produce", story, "--dry-run")
        assert result.code == 0
        assert "quay.script is not used" in result.err
        assert Path("quay.script").read_text() == "ANNA: Mine.\n"

    def test_another_storys_script_is_not_replaced(self, run: Run, corrected: Path) -> None:
        other = Path("other.txt")
        other.write_text("Rain fell.\n\n“Go home,” said Bo.\n\nHe did.\n", encoding="utf-8")
        before = Path("quay.script").read_bytes()
        result = run("tag", other, "-o", "quay.script")
        assert result.code == 7
        assert "another story" in result.err
        assert Path("quay.script").read_bytes() == before
        Path("other.script").write_bytes(before)
        assert "not used" in run("produce", other, "--dry-run").err

    def test_a_script_is_not_tagged_into_itself(self, run: Run, corrected: Path) -> None:
        before = Path("quay.script").read_bytes()
        assert run("tag", "quay.script", "-o", "./quay.script").code == 2
        assert run("tag", "quay.script", "-o", "quay.script", "--force").code == 2
        assert Path("quay.script").read_bytes() == before

    def test_line_ends_stay_as_the_editor_left_them(self, run: Run, corrected: Path) -> None:
        text = Path("quay.script").read_text(encoding="utf-8")
        Path("quay.script").write_text(text, encoding="utf-8", newline="\r\n")
        corrected.write_text(REVISED, encoding="utf-8")
        assert "kept 4 corrections" in run("tag", corrected, "-o", "quay.script").err
        data = Path("quay.script").read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n")

    def test_rules_of_voices_yaml_come_before_and_corrections_after(self, run: Run, corrected: Path) -> None:
        Path("voices.yaml").write_text(
            "lines:\n  - {tagged: the old man, is: Bo}\n  - {says: xyzzy, is: Bo}\n"
        )
        result = run("tag", corrected, "-o", "quay.script")
        script = Path("quay.script").read_text(encoding="utf-8")
        assert "SILAS (whispered): “Nobody you know,”" in script
        assert "BO: “Throw me the line,”" in script
        assert "BO (shouted): “You are late,”" in script
        assert result.err.count("this rule fits no line") == 1
        assert run("produce", corrected, "--dry-run").err.count("this rule fits no line") == 1


class TestCast:
    def test_the_table_has_a_column_for_everything(self, run: Run, story: Path) -> None:
        Path("voices.yaml").write_text("cast:\n  Silas: {voice: m05, aliases: [the old man]}\n")
        head, _, narrator, silas, anna = run("cast", story).out.splitlines()
        assert head.split() == ["who", "aliases", "gender", "lines", "words", "share", "voice", "says"]
        assert narrator.startswith("NARRATOR")
        assert [word.strip() for word in silas.split("  ") if word][:3] == [
            "Silas",
            "old man, the old man",
            "male",
        ]
        assert "m05" in silas
        assert "“Throw me the line,”" in silas
        assert anna.split()[:2] == ["Anna", "female"]

    def test_write_keeps_rules_and_comments(self, run: Run, story: Path) -> None:
        mine = "# mine\nlines:\n  - {says: late, is: Silas}  # he is\ncast:\n  Silas: m05  # deep\n"
        Path("voices.yaml").write_text(mine)
        assert run("cast", story, "--write").code == 0
        after = Path("voices.yaml").read_text(encoding="utf-8")
        assert after.startswith(mine)
        assert "  Anna: {voice: " in after[len(mine) :]

    def test_write_gives_the_voice_listed_to_whom_was_only_renamed(self, run: Run, story: Path) -> None:
        Path("voices.yaml").write_text("cast:\n  Silas: {aliases: [the old man]}  # the ferryman\n")
        listed = {
            each["name"]: each["voice"] for each in json.loads(run("cast", story, "--json").out)["cast"]
        }
        assert run("cast", story, "--write").code == 0
        first, silas, *_ = Path("voices.yaml").read_text(encoding="utf-8").splitlines()
        assert first == "cast:"
        assert silas == f"  Silas: {{voice: {listed['Silas']}, aliases: [the old man]}}  # the ferryman"
        again = {each["name"]: each["voice"] for each in json.loads(run("cast", story, "--json").out)["cast"]}
        assert again == listed


class TestWhy:
    def test_the_likeliest_speakers_are_told_with_what_decided(self, run: Run, story: Path) -> None:
        shown = run("tag", story, "--why", "1:2").out.splitlines()
        assert shown[0] == "1:2  “Who are you?”"
        assert shown[1].startswith("Anna, dialogue, confidence 0.")
        assert shown[3].startswith("Anna: +")
        assert any("tag name direct" in line for line in shown[4:])
        assert any(line.startswith("old man: ") for line in shown)

    def test_a_program_reads_the_same(self, run: Run, story: Path) -> None:
        told = json.loads(run("tag", story, "--why", "1:2", "--json").out)
        assert told["speaker"] == told["likely"][0]["speaker"] == "Anna"
        for likely in told["likely"]:
            assert likely["score"] == pytest.approx(sum(worth for _, worth in likely["clues"]), abs=0.02)

    def test_a_script_says_so_itself(self, run: Run, story: Path) -> None:
        assert run("tag", story, "-o", "quay.script").code == 0
        assert "The script says so." in run("tag", "quay.script", "--why", "1:1").out

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("9:1", "there is no chapter 9"),
            ("1:99", "there is no line 1:99"),
            ("first", "no line is called “first”"),
        ],
    )
    def test_a_line_that_is_not_there(self, run: Run, story: Path, line: str, words: str) -> None:
        result = run("tag", story, "--why", line)
        assert result.code == 2
        assert words in result.err

    def test_it_is_one_question(self, run: Run, story: Path) -> None:
        assert run("tag", story, "--why", "1:1", "--uncertain").code == 2
        assert run("tag", story, "--why", "1:1", "-o", "a.json").code == 2
