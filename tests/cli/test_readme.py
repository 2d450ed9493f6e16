"""The README stays true: its commands run in the order it gives them, and what it names is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR = re.findall(r"^\$ (.+)$", README, re.MULTILINE)


def test_it_opens_with_the_two_commands() -> None:
    commands = [
        line.strip().split(" #")[0].strip() for line in README.splitlines() if line.startswith("    ")
    ]
    assert commands[:4] == ["make audiobook", "make test", "pip install .", "fullcast produce story.txt"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^audiobook:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)


def test_the_tour_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(TOUR) >= 8
    for command in TOUR:
        program, *args = shlex.split(command)
        assert program == "fullcast"
        done = run(*(found for arg in args for found in expanded(arg)))
        assert done.code == 0, f"{command}: {done.err}"
    assert sorted(path.name for path in (tmp_path / "output").iterdir()) == ["the-night-ferry"]


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_exit_codes_are_those_of_the_errors() -> None:
    from fullcast import errors

    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert listed == {0, 130, *(kind.exit_code for kind in kinds if issubclass(kind, errors.FullcastError))}


def test_every_command_is_in_it() -> None:
    from fullcast.cli import COMMANDS

    assert not [name for name in COMMANDS if f"fullcast {name}" not in README]


def expanded(arg: str) -> list[str]:
    """Do with `arg` what a shell does: what matches it, or itself."""
    found = sorted(map(str, Path().glob(arg))) if "*" in arg else []
    return found or [arg]
