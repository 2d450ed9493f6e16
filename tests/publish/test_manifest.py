"""What produce did not write itself it never overwrites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fullcast.errors import OutputError
from fullcast.files import replacing
from fullcast.publish.manifest import MANIFEST, claim, expect, prune, record, sha256


def test_a_new_folder_is_free(tmp_path: Path) -> None:
    claim(tmp_path / "a" / "b", ["01.mp3"])
    assert (tmp_path / "a" / "b").is_dir()


def test_our_own_files_may_be_written_again(tmp_path: Path) -> None:
    (tmp_path / "01.mp3").write_bytes(b"ours")
    record(tmp_path, ["01.mp3"])
    claim(tmp_path, ["01.mp3", "02.mp3"])
    (tmp_path / "02.mp3").write_bytes(b"next")
    record(tmp_path, ["02.mp3"])
    claim(tmp_path, ["01.mp3", "02.mp3"])
    assert json.loads((tmp_path / MANIFEST).read_text())["files"]["01.mp3"] == sha256(tmp_path / "01.mp3")


def test_a_file_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "01.mp3").write_bytes(b"theirs")
    with pytest.raises(OutputError, match="not written by fullcast") as caught:
        claim(tmp_path, ["00.mp3", "01.mp3"])
    assert "01.mp3" in str(caught.value)
    assert "-o" in str(caught.value)
    assert (tmp_path / "01.mp3").read_bytes() == b"theirs"


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "01.mp3").write_bytes(b"ours")
    record(tmp_path, ["01.mp3"])
    (tmp_path / "01.mp3").write_bytes(b"ours, cut by hand")
    with pytest.raises(OutputError, match="changed"):
        claim(tmp_path, ["01.mp3"])


@pytest.mark.parametrize("target", ["elsewhere", "gone"])
def test_a_link_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (tmp_path / "01.mp3").symlink_to(tmp_path / target)
    with pytest.raises(OutputError, match="link"):
        claim(tmp_path, ["01.mp3"])


def test_a_folder_in_a_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "01.mp3").mkdir()
    with pytest.raises(OutputError, match="folder"):
        claim(tmp_path, ["01.mp3"])


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}', "\xff"])
def test_a_broken_list_is_an_error_and_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_bytes(text.encode("latin-1"))
    with pytest.raises(OutputError, match="broken"):
        claim(tmp_path, ["01.mp3"])
    assert (tmp_path / MANIFEST).read_bytes() == text.encode("latin-1")


def test_a_list_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list").write_text('{"files": {}}')
    (tmp_path / MANIFEST).symlink_to(tmp_path / "list")
    with pytest.raises(OutputError, match="link"):
        claim(tmp_path, [])


def test_a_file_in_the_folders_place_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        claim(tmp_path / "book", ["01.mp3"])


# --- a run that was killed ------------------------------------------------------------------------


def test_a_file_is_ours_from_the_moment_it_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "01.mp3").write_bytes(b"first")
    record(tmp_path, ["01.mp3"])
    with replacing(tmp_path / "01.mp3", lambda new: expect(tmp_path, "01.mp3", new)) as hidden:
        hidden.write_bytes(b"second")
    claim(tmp_path, ["01.mp3"])
    record(tmp_path, ["01.mp3"])
    assert "coming" not in json.loads((tmp_path / MANIFEST).read_text())


def test_the_old_file_is_still_ours_where_the_new_one_did_not_come(tmp_path: Path) -> None:
    (tmp_path / "01.mp3").write_bytes(b"first")
    record(tmp_path, ["01.mp3"])
    (tmp_path / "new").write_bytes(b"second")
    expect(tmp_path, "01.mp3", tmp_path / "new")
    claim(tmp_path, ["01.mp3"])


def test_what_was_left_half_written_is_removed(tmp_path: Path) -> None:
    ours, theirs = tmp_path / f".fullcast-{'0f' * 8}.part", tmp_path / ".fullcast-mine.part"
    for path in (ours, theirs):
        path.write_bytes(b"half")
    claim(tmp_path, ["01.mp3"])
    assert list(tmp_path.iterdir()) == [theirs]


# --- files of chapters that are gone --------------------------------------------------------------


def test_only_our_own_unchanged_files_of_chapters_that_are_gone_are_removed(tmp_path: Path) -> None:
    ours = ["01-a.mp3", "02-b.mp3", "02-b.flac", "01-a.flac", "03-c.mp3"]
    for name in (*ours, "04-theirs.mp3"):
        (tmp_path / name).write_text(name)
    record(tmp_path, ours)
    (tmp_path / "03-c.mp3").write_text("cut by hand")
    assert sorted(prune(tmp_path, ["01-a.mp3"])) == ["02-b.flac", "02-b.mp3"]
    left = ["01-a.flac", "01-a.mp3", "03-c.mp3", "04-theirs.mp3"]
    assert sorted(path.name for path in tmp_path.glob("0*")) == left
    assert sorted(json.loads((tmp_path / MANIFEST).read_text())["files"]) == left[:3]


def test_a_list_that_leads_out_of_the_folder_removes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    outside = tmp_path / "theirs.mp3"
    outside.write_text("theirs")
    files = dict.fromkeys(["../theirs.mp3", str(outside), "link.mp3"], sha256(outside))
    (folder / "link.mp3").symlink_to(outside)
    (folder / MANIFEST).write_text(json.dumps({"files": files}))
    assert prune(folder, []) == []
    assert outside.read_text() == "theirs"
    assert (folder / "link.mp3").is_symlink()


# --- stories of one title -------------------------------------------------------------------------


def test_another_story_does_not_take_the_folder_while_the_first_is_there(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.touch()
    (tmp_path / "01.mp3").write_bytes(b"ours")
    record(tmp_path, ["01.mp3"], first)
    for other in (second, None):
        with pytest.raises(OutputError, match=r"another story .*first\.txt"):
            claim(tmp_path, ["01.mp3"], other)
    claim(tmp_path, ["01.mp3"], first)
    claim(tmp_path, ["01.mp3"], first.with_suffix(".script"))
    first.unlink()
    claim(tmp_path, ["01.mp3"], second)
