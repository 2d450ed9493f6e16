"""A file is there whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from fullcast import files
from fullcast.errors import OutputError
from fullcast.files import alone, aside, is_aside, replacing, write_text


def test_text_is_written_in_utf8_with_the_usual_rights(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "犬\n\ud800")
    (tmp_path / "usual").touch()
    assert (tmp_path / "a.txt").read_bytes() == "犬\n?".encode()
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == stat.S_IMODE(
        (tmp_path / "usual").stat().st_mode
    )


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError])
def test_what_breaks_off_leaves_the_file_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before")
    with pytest.raises(error), replacing(path) as hidden:
        hidden.write_text("half")
        raise error
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("theirs")
    (tmp_path / "a.txt").symlink_to(tmp_path / "theirs")
    write_text(tmp_path / "a.txt", "ours")
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert not (tmp_path / "a.txt").is_symlink()


@pytest.mark.parametrize("place", ["gone/a.txt", "file/a.txt", "folder"])
def test_where_nothing_can_be_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="cannot be written") as caught:
        write_text(tmp_path / place, "text")
    assert str(tmp_path / place) in str(caught.value)


def test_a_name_aside_is_new_each_time_and_known_again(tmp_path: Path) -> None:
    one, two = (aside(tmp_path / "a.txt") for _ in range(2))
    assert one != two
    assert one.parent == tmp_path
    assert is_aside(one.name)
    assert not any(map(is_aside, ("a.txt", "." + one.name, one.name + ".part", ".fullcast-0.part")))


def test_bytes_names_and_folder_come_to_the_disk_in_this_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    sync, move = os.fsync, Path.replace

    def synced(handle: int) -> None:
        what = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        told.append(f"sync {what}")
        assert what == "folder" or os.fstat(handle).st_size == 4
        sync(handle)

    def moved(path: Path, target: Path) -> Path:
        told.append("move")
        return move(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", moved)
    write_text(tmp_path / "a.txt", "text", lambda _: told.append("ready"))
    assert told == ["sync file", "ready", "move", "sync folder"]


def test_one_at_a_time_is_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setattr(files, "WAITING", 0.05)
    folder = tmp_path / "new" / "folder"
    with alone(folder):
        assert list(folder.iterdir()) == []
        with pytest.raises(OutputError, match="another run is at work") as caught, alone(folder):
            pass
        assert caught.value.path == folder
        with alone(tmp_path / "other"):
            pass
    with alone(folder), pytest.raises(ValueError, match="its own"):
        raise ValueError("its own")
