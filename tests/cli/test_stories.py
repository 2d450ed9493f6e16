"""`fullcast produce` of folders and lists: what is a story there, what is passed over, and how it is told in the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run

GATE = "The gate was shut. “Who is there?” Anna whispered.\n"


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "books"
    folder.mkdir()
    for name in ("b.txt", "a.md", ".hidden.txt", "voices.yaml.bak", "LICENSE", "cover.jpg"):
        (folder / name).write_text(GATE, encoding="utf-8")
    (folder / "c").mkdir()
    return folder


def stories(out: str) -> list[str]:
    return [book["story"] for book in json.loads(out)["books"]]


class TestFolders:
    def test_every_story_in_it_is_made_in_order_and_the_rest_is_named(self, run: Run, books: Path) -> None:
        (books / "b.script").write_text("NARRATOR: It was shut.\n", encoding="utf-8")
        (books / "d.script").write_text("NARRATOR: It was open.\n", encoding="utf-8")
        (books / "voices.yaml").write_text("")
        result = run("produce", "books", "--dry-run", "--json")
        assert result.code == 0, result.err
        assert stories(result.out) == ["books/a.md", "books/b.txt", "books/d.script"]
        assert "books: 3 stories; passed over: " in result.err
        for name in ("LICENSE", "b.script (it corrects the story beside it)", "c/ (a folder)", "cover.jpg"):
            assert name in result.err
        assert "hidden" not in result.err

    @pytest.mark.parametrize("left", [(), ("cover.jpg",)])
    def test_one_without_a_story_is_an_error(self, run: Run, tmp_path: Path, left: tuple[str, ...]) -> None:
        empty = tmp_path / "empty"
        empty.mkdir()
        for name in left:
            (empty / name).write_text("x")
        result = run("produce", empty)
        assert result.code == 3
        assert "no story lies in this folder" in result.err
        assert all(name in result.err for name in left)

    def test_an_audiobook_is_no_folder_of_stories(self, run: Run, books: Path) -> None:
        assert run("produce", "books/b.txt", "-o", "out").code == 0
        (books.parent / "out" / "b" / "notes.txt").write_text(GATE, encoding="utf-8")
        result = run("produce", "out/b")
        assert result.code == 3
        assert "an audiobook of its own" in result.err

    def test_a_link_in_a_circle_is_passed_over(self, run: Run, books: Path) -> None:
        (books / "again").symlink_to(books)
        (books / "lost.txt").symlink_to(books / "lost.txt")
        result = run("produce", "books", "--dry-run", "--json")
        assert result.code == 0, result.err
        assert stories(result.out) == ["books/a.md", "books/b.txt"]


class TestLists:
    def test_its_paths_come_after_those_given_each_once(self, run: Run, books: Path) -> None:
        (books.parent / "list.txt").write_bytes(
            b"\xef\xbb\xbf# mine\r\n\r\n  books/b.txt \r\nbooks\nbooks/b.txt\n"
        )
        result = run("produce", "books/a.md", "--list", "list.txt", "--dry-run", "--json")
        assert result.code == 0, result.err
        assert stories(result.out) == ["books/a.md", "books/b.txt"]

    def test_it_may_come_on_standard_input(self, run: Run, books: Path) -> None:
        result = run("produce", "--list", "-", "--dry-run", "--json", stdin=b"books/b.txt\n")
        assert stories(result.out) == ["books/b.txt"]

    @pytest.mark.parametrize(
        ("args", "stdin", "code", "words"),
        [
            ((), b"", 2, "no story is named"),
            (("--list", "none.txt"), b"", 3, "the list cannot be read"),
            (("--list", "books"), b"", 3, "the list cannot be read"),
            (("--list", "-"), b"# nothing\n", 3, "names no story"),
            (("--list", "-"), b"books/b.txt\n-\n", 3, "standard input:2"),
            (("--list", "-"), b"a\0b\n", 3, "files and folders only"),
            (("-", "--list", "-"), b"a.txt\n", 2, "only once"),
            (("-", "-"), b"", 2, "only once"),
        ],
    )
    def test_what_cannot_be_followed_is_refused(
        self, run: Run, books: Path, args: tuple[str, ...], stdin: bytes, code: int, words: str
    ) -> None:
        result = run("produce", *args, stdin=stdin)
        assert result.code == code, result.err
        assert words in result.err
        assert "Traceback" not in result.err


class TestTold:
    def test_one_broken_story_stops_no_other_and_all_are_counted(self, run: Run, books: Path) -> None:
        (books / "aa.epub").write_bytes(b"no book")
        (books / "e.txt").write_bytes(b"")
        assert run("produce", "books/a.md", "-o", "out").code == 0
        result = run("produce", "books", "none.txt", "-o", "out")
        assert result.code == 3
        assert result.err.splitlines()[-1] == "5 stories: 1 made, 1 as they were, 3 failed"
        assert sorted(path.name for path in (books.parent / "out").iterdir()) == ["a", "b"]
        result = run("produce", "books", "none.txt", "-o", "out", "--json")
        told = json.loads(result.out)
        assert (told["made"], told["kept"], told["failed"]) == (0, 2, 3)
        assert len(told["errors"]) == 3

    def test_the_exit_code_is_the_first_failure_s(self, run: Run, books: Path) -> None:
        (books.parent / "out").mkdir()
        (books.parent / "out" / "b").write_text("mine")
        assert run("produce", "books/b.txt", "none.txt", "-o", "out").code == 7
        assert run("produce", "none.txt", "books/b.txt", "-o", "out").code == 3

    def test_of_two_stories_of_one_title_the_second_is_refused(self, run: Run, books: Path) -> None:
        (books / "b.html").write_text(f"<title>b</title><p>{GATE}</p>", encoding="utf-8")
        (books / "z.txt").write_text(GATE, encoding="utf-8")
        result = run("produce", "books", "-o", "out")
        assert result.code == 7
        assert "books/b.txt has the same title as books/b.html" in result.err
        assert "4 stories: 3 made, 0 as they were, 1 failed" in result.err
        assert (books.parent / "out" / "z").is_dir()
