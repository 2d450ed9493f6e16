"""The program as a whole: help, exit codes, pipes, interrupts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from conftest import ROOT, Run
from fullcast import __version__
from fullcast.cli import COMMANDS, program
from fullcast.cli.failures import STOPPED, report
from fullcast.errors import ConfigError, FullcastError


def env(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}


def start(*args: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "fullcast", *map(str, args)]
    return subprocess.Popen(command, env=env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class TestHelp:
    def test_every_command_is_listed(self, run: Run) -> None:
        result = run("--help")
        assert result.code == 0
        assert all(f"  {name} " in result.out for name in COMMANDS)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_and_option_explains_itself(self, name: str) -> None:
        command = program.get_command(click.Context(program), name)
        assert command is not None
        assert command.help
        unexplained = [
            option.name
            for option in command.params
            if isinstance(option, click.Option) and option.name != "help" and not option.help
        ]
        assert not unexplained

    def test_version(self, run: Run) -> None:
        assert run("--version").out == f"fullcast, version {__version__}\n"

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completion(self, run: Run, shell: str) -> None:
        result = run("completion", shell)
        assert result.code == 0
        assert "_FULLCAST_COMPLETE" in result.out

    def test_completion_names_the_commands(self) -> None:
        asked = env(_FULLCAST_COMPLETE="bash_complete", COMP_WORDS="fullcast a", COMP_CWORD="1")
        code = "from fullcast.cli import main; main([])"
        done = subprocess.run(
            [sys.executable, "-c", code], env=asked, capture_output=True, text=True, check=False
        )
        assert "audition" in done.stdout


class TestErrors:
    @pytest.mark.parametrize(
        "args", [["nope"], ["produce"], ["produce", "--nope"], ["tag", "a.txt", "-o", "a.pdf"]]
    )
    def test_usage(self, run: Run, args: list[str]) -> None:
        result = run(*args)
        assert result.code == 2
        assert result.err
        assert not result.out

    def test_a_known_error_says_where_and_what_to_do(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert (
            report(
                ConfigError("no voice is called m99", path="voices.yaml", line=7, hint="did you mean m09?")
            )
            == 4
        )
        assert (
            capsys.readouterr().err == "error: voices.yaml:7: no voice is called m99\n  did you mean m09?\n"
        )

    def test_an_unexpected_error_is_one_line_and_where_to_report(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert report(KeyError("x\ny")) == 1
        written = capsys.readouterr().err
        assert "Traceback" not in written
        assert "unexpected KeyError" in written
        assert "--debug" in written

    def test_debug_shows_the_traceback(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert report(FullcastError("broken"), debug=True) == 1
        assert "FullcastError: broken" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (MemoryError(), 1),
            (OSError(28, "No space left on device", "out/x.mp3"), 7),
            (PermissionError(13, "Permission denied", "out"), 7),
            (KeyboardInterrupt(), 130),
            (click.Abort(), 130),
        ],
    )
    def test_the_systems_errors_have_codes(
        self, capsys: pytest.CaptureFixture[str], error: BaseException, code: int
    ) -> None:
        assert report(error) == code
        assert "Traceback" not in capsys.readouterr().err


class TestPipes:
    def test_a_reader_that_leaves_is_no_fault(self) -> None:
        process = start("voices", "--json")
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        process.wait()

    def test_a_pipe_gets_no_colour_and_no_bar(self, tmp_path: Path) -> None:
        story = tmp_path / "story.txt"
        story.write_text("“Hello,” said Anna.\n", encoding="utf-8")
        out, err = start("produce", story, "-o", tmp_path / "out").communicate()
        assert b"\x1b" not in out + err
        (said,) = err.decode().splitlines()
        assert said.endswith("every word is spoken")
        assert [line.endswith((b".mp3", b".json")) for line in out.splitlines()] == [True, True]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path, number: signal.Signals) -> None:
    story = tmp_path / "story.txt"
    story.write_text("“Hold on,” said Anna. She looked at the old house again.\n\n" * 1_200, encoding="utf-8")
    out = tmp_path / "out"
    process = start("produce", story, "-o", out)
    deadline = time.monotonic() + 20
    while not out.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert b"nothing half-written is left" in err
    assert b"Traceback" not in err
    assert [path for path in out.rglob("*") if path.is_file()] == []


WHILE_IMPORTING = """
import os, signal, sys

class Early:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            os.kill(os.getpid(), int(sys.argv[1]))

sys.meta_path.insert(0, Early())
from fullcast.__main__ import main
main()
"""


def test_an_interrupt_while_a_class_is_made_has_its_exit_code(tmp_path: Path) -> None:
    code = """
import os, runpy, signal, sys

class Early:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            exec("os.kill(os.getpid(), signal.SIGINT)")

sys.meta_path.insert(0, Early())
runpy.run_module("fullcast", run_name="__main__")
"""
    (tmp_path / "early.py").write_text(code)
    done = subprocess.run(
        [sys.executable, "-m", "early"], env=env(), cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 130


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_during_the_imports_is_the_usual_line(number: signal.Signals) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WHILE_IMPORTING, str(int(number))], env=env(), capture_output=True, check=False
    )
    assert done.returncode == 130
    assert done.stderr.decode() == STOPPED + "\n"


def test_what_nohup_ignores_stays_ignored(tmp_path: Path) -> None:
    code = WHILE_IMPORTING.replace(
        "import os,", "import signal; signal.signal(1, signal.SIG_IGN)\nimport os,"
    )
    done = subprocess.run([sys.executable, "-c", code, "1"], env=env(), capture_output=True, check=False)
    assert done.returncode == 2  # "1" is no command
    assert b"No such command" in done.stderr
