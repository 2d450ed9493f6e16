"""tag, cast, voices, audition, check and init: what each prints and writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from fullcast import config

STORY = """“Who is there?” whispered Anna.

“Only me,” said Paul, and he laughed.

“You took your time,” Anna said.
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("gate.txt")
    path.write_text(STORY, encoding="utf-8", newline="")
    return path


class TestTag:
    def test_json_keeps_the_contract(self, run: Run, story: Path) -> None:
        told = json.loads(run("tag", story, "--json").out)
        assert told.keys() >= {"title", "chapters"}
        (chapter,) = told["chapters"]
        assert chapter.keys() >= {"index", "title", "text", "source_start", "utterances"}
        first = chapter["utterances"][0]
        keys = {"start", "end", "text", "kind", "speaker", "delivery", "confidence", "rule", "tag"}
        assert first.keys() == keys
        assert (first["speaker"], first["kind"], first["delivery"]) == ("Anna", "dialogue", "whispered")

    def test_offsets_are_those_of_the_file_as_read(self, run: Run, story: Path) -> None:
        text = "\ufeff\r\nThe Gate\r\n\r\nChapter One\r\n\r\n" + STORY.replace("\n", "\r\n")
        story.write_text(text, encoding="utf-8", newline="")
        raw = story.open(encoding="utf-8", newline="").read()
        for chapter in json.loads(run("tag", story, "--json").out)["chapters"]:
            for each in chapter["utterances"]:
                start, end = (chapter["source_start"] + each[edge] for edge in ("start", "end"))
                assert raw[start:end] == each["text"]

    def test_a_script_says_the_same_when_read_back(self, run: Run, story: Path) -> None:
        assert run("tag", story, "-o", "gate.script").code == 0
        ours, theirs = (json.loads(run("tag", path, "--json").out) for path in (story, "gate.script"))
        assert said(ours) == said(theirs)

    def test_a_corrected_script_is_not_overwritten(self, run: Run, story: Path) -> None:
        Path("gate.script").write_text("mine")
        assert run("tag", story, "-o", "gate.script").code == 7
        assert Path("gate.script").read_text() == "mine"
        assert run("tag", story, "-o", "gate.script", "--force").code == 0
        assert "PAUL: “Only me,”" in Path("gate.script").read_text(encoding="utf-8")

    def test_a_folder_that_is_not_there_is_named_as_it_was_given(self, run: Run, story: Path) -> None:
        result = run("tag", story, "-o", "gone/gate.script")
        assert result.code == 7
        assert result.err.startswith("error: gone/gate.script: cannot be written")

    def test_a_json_file(self, run: Run, story: Path) -> None:
        assert run("tag", story, "-o", "gate.json").out == "gate.json\n"
        assert json.loads(Path("gate.json").read_text(encoding="utf-8")) == json.loads(
            run("tag", story, "--json").out
        )

    def test_a_language_nobody_has_verbs_for_is_noted_once(self, run: Run, story: Path) -> None:
        story.write_text("”Stäng dörren”, sa Anna.\n\n”Strax.”\n", encoding="utf-8")
        for command in ("tag", "cast"):
            result = run(command, story, "--language", "sv")
            assert result.code == 0
            assert result.err.count("note: Swedish: who speaks is guessed from turns alone") == 1
        assert run("produce", story, "--language", "sv", "--dry-run").err.count("note: Swedish: ") == 1

    def test_the_language_is_found_kept_and_told(self, run: Run, story: Path) -> None:
        story.write_text("„Ja“, sagte Anna. „Und dann war er nicht mehr da.“\n", encoding="utf-8")
        assert "language: de\n" in run("tag", story).out
        assert "language: de-AT\n" in run("tag", story, "--language", "de-AT").out

    def test_what_is_no_language_code_is_refused(self, run: Run, story: Path) -> None:
        result = run("tag", story, "--language", "german")
        assert result.code == 2
        assert "de (German)" in result.err

    def test_a_guessed_encoding_is_noted(self, run: Run, story: Path) -> None:
        story.write_bytes("“Hello,” said Zoë.\n".encode("cp1252"))
        result = run("tag", story)
        assert result.code == 0
        assert result.err.startswith("note: ")


class TestCast:
    def test_json_lists_everybody(self, run: Run, story: Path) -> None:
        told = json.loads(run("cast", story, "--json").out)
        assert [each["name"] for each in told["cast"]] == ["NARRATOR", "Anna", "Paul"]
        assert sum(each["share"] for each in told["cast"]) == pytest.approx(1, abs=0.001)
        assert len({each["voice"] for each in told["cast"]}) == 3

    def test_write_makes_a_voices_file_that_keeps_the_cast(self, run: Run, story: Path) -> None:
        before = json.loads(run("cast", story, "--json").out)["cast"]
        result = run("cast", story, "--write")
        assert result.code == 0, result.err
        settings = config.load(Path("voices.yaml"))
        assert set(settings.cast) == {"Anna", "Paul"}
        after = json.loads(run("cast", story, "--json").out)["cast"]
        assert [each["voice"] for each in after] == [each["voice"] for each in before]

    def test_write_keeps_every_other_byte(self, run: Run, story: Path) -> None:
        mine = "# mine\r\ncast:\r\n  Anna: f03   # deep\r\npauses: {turn: 700}\r\n"
        Path("voices.yaml").write_bytes(mine.encode())
        assert run("cast", story, "--write").code == 0
        lines = Path("voices.yaml").read_bytes().decode().splitlines(keepends=True)
        added = [line for line in lines if line not in mine.splitlines(keepends=True)]
        assert len(added) == 1
        assert "Paul" in added[0]
        assert "".join(line for line in lines if line not in added) == mine
        again = Path("voices.yaml").read_bytes()
        assert run("cast", story, "--write").code == 0
        assert Path("voices.yaml").read_bytes() == again

    def test_a_voices_file_that_is_not_there_is_an_error(self, run: Run, story: Path) -> None:
        assert run("cast", story, "--voices", "no.yaml").code == 4


class TestVoices:
    def test_the_measured_ones_can_be_named_in_voices_yaml(self, run: Run, story: Path) -> None:
        told = json.loads(run("voices", "--json").out)
        ids = [each["id"] for each in told["voices"] if each["measured"]]
        assert len(ids) >= 24
        Path("voices.yaml").write_text(f"narrator: {ids[0]}\ncast: {{Anna: {ids[1]}, Paul: {ids[-1]}}}\n")
        assert run("produce", story, "--dry-run").code == 0

    def test_the_others_are_listed_only_when_asked_for(self, run: Run) -> None:
        few, all_of_them = run("voices"), run("voices", "--all")
        assert len(few.out.splitlines()) + 50 < len(all_of_them.out.splitlines())
        assert "more with --all" in few.err

    def test_an_unknown_engine(self, run: Run) -> None:
        result = run("voices", "--engine", "gramophone")
        assert result.code == 4
        assert "pyttsx3" in result.err


class TestAudition:
    def test_it_writes_a_file_once(self, run: Run, story: Path) -> None:
        assert run("audition", "m05", "Come in.").out == "audition-m05.mp3\n"
        before = Path("audition-m05.mp3").read_bytes()
        assert len(before) > 10_000
        assert run("audition", "m05", "Go away.").code == 7
        assert Path("audition-m05.mp3").read_bytes() == before
        assert run("audition", "m05", "Go away.", "--force").code == 0
        assert Path("audition-m05.mp3").read_bytes() != before

    def test_a_character_of_the_cast(self, run: Run, story: Path) -> None:
        Path("voices.yaml").write_text("cast:\n  Old Tobias: m05\n")
        assert run("audition", "Old Tobias", "Come in.").out == "audition-Old-Tobias.mp3\n"

    def test_a_voice_only_the_engine_knows(self, run: Run, story: Path) -> None:
        assert run("audition", "en-us+f2", "Come in.").out == "audition-en-us-f2.mp3\n"

    @pytest.mark.parametrize(
        ("args", "code", "word"),
        [
            (["m0"], 4, "did you mean"),
            (["m05", "…"], 3, "no words"),
            (["m05", "Hello.", "-o", "a.txt"], 4, "txt"),
            (["m05", "Hello.", "--delivery", "sung"], 2, "whispered"),
            (["m05", "Hello.", "-o", "no/such/a.mp3"], 7, "no/such"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, run: Run, story: Path, args: list[str], code: int, word: str
    ) -> None:
        result = run("audition", *args)
        assert result.code == code
        assert word in result.err
        assert [path.name for path in Path().iterdir()] == ["gate.txt"]


class TestCheck:
    def test_a_file_that_misses_its_numbers_is_named(self, run: Run, story: Path) -> None:
        assert run("audition", "m05", "Come in, and shut the door behind you.", "-o", "good.mp3").code == 0
        Path("loud.yaml").write_text("output: {peak: -1.0, rms: -12.0}\n")
        assert run("audition", "m05", "Come in.", "-o", "loud.mp3", "--voices", "loud.yaml").code == 0
        assert run("check", "good.mp3").code == 0
        result = run("check", "good.mp3", "loud.mp3")
        assert result.code == 8
        assert "1 of 2" in result.err
        lines = [line for line in result.out.splitlines() if ".mp3" in line]
        assert ["pass" in lines[0], "FAIL" in lines[1]] == [True, True]
        told = json.loads(run("check", "good.mp3", "loud.mp3", "--json").out)
        assert [each["passed"] for each in told["files"]] == [True, False]
        assert not told["passed"]

    @pytest.mark.parametrize("data", [None, b"", b"no sound at all"])
    def test_what_is_no_sound(self, run: Run, story: Path, data: bytes | None) -> None:
        if data is not None:
            Path("a.mp3").write_bytes(data)
        result = run("check", "a.mp3")
        assert result.code == 6
        assert "a.mp3" in result.err


class TestInit:
    def test_it_never_overwrites(self, run: Run, story: Path) -> None:
        Path("voices.yaml").write_text("# mine\n")
        assert run("init").code == 7
        assert Path("voices.yaml").read_text() == "# mine\n"
        assert not Path("story.txt").exists()

    def test_its_files_can_be_produced(self, run: Run, story: Path) -> None:
        assert run("init", "new/folder").code == 0
        told = json.loads(run("produce", "new/folder/story.txt", "--dry-run", "--json").out)
        (book,) = told["books"]
        assert book["voices"] == str(Path("new/folder/voices.yaml"))
        assert {"Mara", "NARRATOR"} < {each["name"] for each in book["cast"]}


def said(told: dict[str, Any]) -> list[tuple[str, str, str | None, str | None]]:
    """List words, kind, speaker and delivery of every utterance that `tag --json` told of."""
    return [
        (" ".join(each["text"].split()), each["kind"], each["speaker"], each["delivery"])
        for chapter in told["chapters"]
        for each in chapter["utterances"]
    ]
