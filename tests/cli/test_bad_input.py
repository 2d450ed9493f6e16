"""Whatever a user hands over is a clear error or a good result: never a traceback, a lost word or a false success."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Result, Run
from fullcast.read.decode import LONGEST

PROSE = "“Hello,” said Anna.\n\nPaul, at the café, waved.\n"


def tagged(run: Run, path: Path) -> str:
    """Tag the story and return its text, having seen that the utterances hold every character of it."""
    result = run("tag", path, "--json")
    assert result.code == 0, result.err
    chapters = json.loads(result.out)["chapters"]
    for chapter in chapters:
        assert "".join(each["text"] for each in chapter["utterances"]) == chapter["text"]
    return "".join(chapter["title"] + chapter["text"] for chapter in chapters)


def letters(text: str) -> str:
    return "".join(sorted(letter for letter in text if letter.isalnum()))


def refused(result: Result, code: int, *words: str) -> None:
    assert result.code == code, result.err
    assert "Traceback" not in result.err
    assert result.err.startswith("error: ")
    for word in words:
        assert word in result.err


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return tmp_path / "story.txt"


class TestStory:
    @pytest.mark.parametrize(
        "data",
        [b"", b" \n\t\r\n\xc2\xa0\xe2\x80\x83\n", "… — * * *\n\n🙂".encode(), b"\xef\xbb\xbf"],
        ids=["empty", "white space", "no words", "only a BOM"],
    )
    @pytest.mark.parametrize("command", ["produce", "tag", "cast"])
    def test_nothing_to_say(self, run: Run, story: Path, data: bytes, command: str) -> None:
        story.write_bytes(data)
        refused(run(command, story), 3, "story.txt")

    @pytest.mark.parametrize(
        "data",
        [
            bytes(range(256)) * 40,
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(300),
            b"PK\x03\x04" + bytes(99),
        ],
        ids=["bytes", "png", "zip"],
    )
    def test_binary(self, run: Run, story: Path, data: bytes) -> None:
        story.write_bytes(data)
        refused(run("produce", story), 3, "story.txt", "binary")

    @pytest.mark.parametrize(
        "data",
        [
            PROSE.encode("utf-16"),
            PROSE.encode("utf-16-be"),
            PROSE.encode("utf-8-sig"),
            PROSE.replace("\n", "\r\n").encode(),
            PROSE.replace("“", '"').replace("”", '"').encode("latin-1"),
            PROSE.encode("cp1252"),
        ],
        ids=["utf-16 with BOM", "utf-16-be without", "utf-8 with BOM", "CRLF", "latin-1", "cp1252"],
    )
    def test_encodings_lose_no_word(self, run: Run, story: Path, data: bytes) -> None:
        story.write_bytes(data)
        assert letters(tagged(run, story).removeprefix("Story")) == letters(PROSE)

    @pytest.mark.parametrize(
        "text",
        [
            '“Hello, said Anna.\n\nPaul waved. “And\n\nthen " he left. ”x ‘so it is.',
            "Hello\x00 wor\x07ld \x1b[31mred\x1b[0m \x01 and\x7f more.",
            "“Great 👍🏽,” said Anna 👩‍👩‍👧. 🙂 He left.",
            "“שלום,” said Anna.\n\nقال مرحبا. \u202eHe left.\u202c 你好。",
            "“" * 2_000 + "deep" + "”" * 2_000,
        ],
        ids=["unbalanced quotes", "control characters", "emoji", "right to left", "nested 2000 deep"],
    )
    def test_odd_text_loses_no_word_and_is_spoken(self, run: Run, story: Path, text: str) -> None:
        story.write_text(text, encoding="utf-8")
        heard = tagged(run, story).removeprefix("Story")
        assert letters(heard) == letters(text.replace("\x1b[31m", "31m").replace("\x1b[0m", "0m"))
        made = run("produce", story, "-o", story.parent / "out")
        assert made.code == 0, made.err
        assert [path.stat().st_size > 10_000 for path in story.parent.glob("out/*/*.mp3")] == [True]

    @pytest.mark.parametrize("times", [1_000, pytest.param(26_000, marks=pytest.mark.slow)])
    def test_one_line_of_a_megabyte(self, run: Run, story: Path, times: int) -> None:
        story.write_text("The man said nothing at all to the dog. " * times)
        result = run("produce", story, "--dry-run", "--json")
        assert result.code == 0
        assert json.loads(result.out)["books"][0]["words"] == 9 * times

    def test_one_word_of_a_megabyte(self, run: Run, story: Path) -> None:
        story.write_text("a" * 1_000_000)
        assert len(tagged(run, story).removeprefix("Story")) == 1_000_000

    @pytest.mark.slow
    def test_three_megabytes_of_prose(self, run: Run, story: Path) -> None:
        """Six novels' worth of ordinary prose; twenty megabytes of it would take five minutes and more."""
        paragraph = (
            "The ferry was late again, and nobody on the pier had thought to bring a lamp. Anna counted the "
            "steps down to the water, lost the number, and began once more from the top.\n\n"
            "“You could simply ask him,” said Paul. “He is standing over there, and has been all evening.”\n\n"
            "She turned up her collar and did not answer. A gull cried somewhere above the fog.\n\n"
        )
        times = 3_000_000 // len(paragraph.encode())
        story.write_text(paragraph * times, encoding="utf-8")
        result = run("produce", story, "--dry-run", "--json")
        assert result.code == 0, result.err
        assert json.loads(result.out)["books"][0]["words"] == times * len(paragraph.split())

    @pytest.mark.slow
    def test_twenty_megabytes(self, run: Run, story: Path) -> None:
        """Of long words, for it is words that take time: a thousand paragraphs of these are a megabyte."""
        paragraph = f"“Hold on,” said Anna. {' '.join(['Donaudampfschiffahrtsgesellschaft' * 5] * 6)}.\n\n"
        story.write_text(paragraph * (20_000_000 // len(paragraph.encode())), encoding="utf-8")
        result = run("produce", story, "--dry-run", "--json")
        assert result.code == 0, result.err
        words = len(story.read_text(encoding="utf-8").split())
        assert json.loads(result.out)["books"][0]["words"] == words

    @pytest.mark.parametrize(
        "title",
        ["T" * 500, "../../../etc/passwd", 'a/b\\c:d*?"<>|', "..", "CON", "-rf", "title\u202etxt.exe"],
        ids=["500 characters", "up and away", "separators", "dots", "device", "option", "bidi"],
    )
    def test_a_title_stays_in_the_output_folder(self, run: Run, story: Path, title: str) -> None:
        story.write_text(PROSE, encoding="utf-8")
        (story.parent / "voices.yaml").write_text(f"output:\n  title: {json.dumps(title)}\n")
        before = set(story.parent.iterdir())
        out = story.parent / "out"
        result = run("produce", story, "-o", out)
        assert result.code == 0, result.err
        assert set(story.parent.iterdir()) == {*before, out}
        (folder,) = out.iterdir()
        assert folder.is_dir()
        assert len(folder.name.encode()) <= 255
        assert list(folder.glob("*.mp3"))

    def test_a_missing_story_names_near_ones(self, run: Run, story: Path) -> None:
        story.write_text(PROSE, encoding="utf-8")
        refused(run("produce", story.with_name("stroy.txt")), 3, "no such file", "story.txt")

    def test_a_folder_is_no_story(self, run: Run, tmp_path: Path) -> None:
        refused(run("produce", tmp_path), 3, "folder")

    def test_an_unknown_form(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "story.docx"
        path.write_bytes(b"PK")
        refused(run("produce", path), 3, ".docx")

    def test_a_broken_story_does_not_stop_the_others(self, run: Run, story: Path) -> None:
        story.write_text(PROSE, encoding="utf-8")
        empty = story.with_name("empty.txt")
        empty.write_bytes(b"")
        result = run("produce", empty, story, "-o", story.parent / "out")
        assert result.code == 3
        assert "empty.txt" in result.err
        assert "1 of 2 stories" in result.err
        assert list(story.parent.glob("out/*/*.mp3"))


class TestVoicesFile:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("narrator: [", "voices.yaml:1"),
            ("- nar-m1\n- m01\n", "voices.yaml:1"),
            ("narator: nar-m1\n", "narrator"),
            ("narrator: nar-m9\n", "nar-m"),
            ("narrator: nar-m1\npauses:\n  turn: long\n", "voices.yaml:3"),
            ("voices:\n  a: !!python/object/apply:os.system ['touch owned']\n", "voices.yaml:2"),
            ("\x00", "voices.yaml"),
        ],
        ids=["broken", "a list", "unknown key", "unknown voice", "wrong type", "code", "binary"],
    )
    def test_what_cannot_be_is_refused(self, run: Run, story: Path, text: str, word: str) -> None:
        story.write_text(PROSE, encoding="utf-8")
        (story.parent / "voices.yaml").write_text(text)
        out = story.parent / "out"
        refused(run("produce", story, "-o", out), 4, word)
        assert not out.exists()
        assert not Path("owned").exists()

    @pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["produce", "dry run"])
    def test_a_voice_that_the_engine_does_not_have_is_told_with_its_line(
        self, run: Run, story: Path, dry: list[str]
    ) -> None:
        story.write_text(PROSE, encoding="utf-8")
        voices = "narrator: nar-m1\nvoices:\n  mine: {voice: en-us+zzz}\ncast:\n  Anna: mine\n"
        (story.parent / "voices.yaml").write_text(voices)
        out = story.parent / "out"
        refused(run("produce", story, "-o", out, *dry), 4, "voices.yaml:3", "zzz")
        assert not out.exists()

    @pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "---\n"])
    def test_an_empty_one_means_the_defaults(self, run: Run, story: Path, text: str) -> None:
        story.write_text(PROSE, encoding="utf-8")
        (story.parent / "voices.yaml").write_text(text)
        assert run("produce", story, "--dry-run").code == 0

    def test_a_missing_one(self, run: Run, story: Path) -> None:
        story.write_text(PROSE, encoding="utf-8")
        refused(run("produce", story, "--voices", story.with_name("no.yaml")), 4, "no.yaml")


class TestOutput:
    def test_a_file_in_place_of_the_folder(self, run: Run, story: Path) -> None:
        story.write_text(PROSE, encoding="utf-8")
        out = story.with_name("out")
        out.write_text("mine")
        refused(run("produce", story, "-o", out), 7, "out")
        assert out.read_text() == "mine"

    @pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that nobody can write")
    def test_a_folder_nobody_can_write(self, run: Run, story: Path) -> None:
        story.write_text(PROSE, encoding="utf-8")
        refused(run("produce", story, "-o", "/proc/fullcast"), 7, "/proc/fullcast")

    def test_a_full_disk(self, story: Path) -> None:
        story.write_text(PROSE * 20, encoding="utf-8")
        out = story.with_name("out")
        done = program("produce", story, "-o", out, limit=200_000)
        refused(done, 7, "-o")
        assert [path for path in out.rglob("*") if path.is_file()] == []

    def test_no_ffmpeg(self, story: Path, tmp_path: Path) -> None:
        story.write_text(PROSE, encoding="utf-8")
        hidden = tmp_path / "hidden" / "imageio_ffmpeg"
        hidden.mkdir(parents=True)
        (hidden / "__init__.py").write_text("raise ImportError('hidden by a test')\n")
        out = story.with_name("out")
        done = program("produce", story, "-o", out, path="", first=hidden.parent)
        refused(done, 6, "ffmpeg is not installed", "pip install")
        assert not out.exists() or not [path for path in out.rglob("*") if path.is_file()]


def program(
    *args: object, limit: int | None = None, path: str | None = None, first: Path | None = None
) -> Result:
    """Run fullcast as a program: with files of at most `limit` bytes, another PATH, or modules found `first`."""
    folders = [str(first)] if first else []
    env = dict(os.environ, PYTHONPATH=os.pathsep.join([*folders, str(Path(__file__).parents[2] / "src")]))
    if path is not None:
        env["PATH"] = path

    def small_files() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "fullcast", *map(str, args)]
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=120, preexec_fn=small_files, check=False
    )
    return Result(done.returncode, done.stdout, done.stderr)


def test_an_endless_file_is_refused(run: Run) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there is no /dev/zero here")
    refused(run("tag", "/dev/zero"), 3, "/dev/zero", "larger than", "split it")


def test_a_text_longer_than_any_book_is_refused(run: Run, story: Path) -> None:
    story.write_bytes(b"Hello there.\n" * (LONGEST // 13 + 1))
    refused(run("tag", story), 3, "story.txt", "MB of text", "split it")


def test_a_book_under_a_wrong_suffix_is_told_what_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(b"%PDF-1.7\n")
    refused(run("tag", path), 3, "book.docx", "it looks like PDF: give it the suffix .pdf")


def test_a_dangling_link_is_not_proposed_instead_of_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").symlink_to(tmp_path / "gone")
    result = run("tag", tmp_path / "story.txt")
    refused(result, 3, "no such file")
    assert "did you mean" not in result.err


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "title"),
        [
            (b"<html><head><title>Dusk</title></head><body><p>It was late.</p></body></html>", "Dusk"),
            (b"The Gate\n\nby Ann Orr\n\nIt was shut.\n", "The Gate"),
        ],
    )
    def test_a_story_with_a_title_of_its_own_needs_no_other(self, run: Run, data: bytes, title: str) -> None:
        result = run("tag", "-", "--json", stdin=data)
        assert result.code == 0, result.err
        assert json.loads(result.out)["title"] == title
        assert json.loads(run("tag", "-", "--json", "--title", "Dawn", stdin=data).out)["title"] == "Dawn"

    def test_one_without_is_told_how_to_give_it_one(self, run: Run) -> None:
        refused(
            run("tag", "-", stdin=b"It was late, and he had gone home.\n"), 2, "needs one", "--title Dawn"
        )

    def test_its_faults_are_said_to_be_its(self, run: Run) -> None:
        refused(run("tag", "-", stdin=b""), 3, "standard input: the file is empty")

    def test_a_title_for_a_file_is_told_to_be_of_no_use(self, run: Run, story: Path) -> None:
        story.write_text(PROSE, encoding="utf-8")
        result = run("tag", story, "--title", "Dawn")
        assert result.code == 0 and "note: --title names a story from standard input" in result.err
