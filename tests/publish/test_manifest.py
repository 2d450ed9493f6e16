"""What produce did not write itself it never overwrites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fullcast.errors import OutputError
from fullcast.publish.manifest import MANIFEST, claim, record, sha256


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
