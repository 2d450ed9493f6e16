"""The command line: one module a command, and the only place where errors become exit codes.

`fullcast --help` must be quick, so this module imports click and nothing heavier; a command's module is imported
when the command is asked for, and numpy, yaml and the rest inside the functions that need them.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import NoReturn

import click

from fullcast import __version__
from fullcast.cli.failures import kill_is_an_interrupt, report
from fullcast.cli.streams import drain, settle
from fullcast.errors import FullcastError

COMMANDS = (
    "produce",
    "chapters",
    "tag",
    "cast",
    "voices",
    "audition",
    "check",
    "cache",
    "init",
    "completion",
)
"""The commands in the order `--help` lists them: the module of the same name holds each as `command`."""

EPILOG = """\b
Begin with:
  fullcast init                      a sample story and a commented voices.yaml to change
  fullcast produce story.txt         the story as one MP3 a chapter, in output/<story>/
  fullcast produce story.txt --dry-run
                                     who says how much, in which voice, how long it will be
\b
Exit codes: 0 done, 1 unexpected, 2 usage, 3 story, 4 voices.yaml, 5 speech engine,
6 audio or ffmpeg, 7 output folder, 8 check failed, 9 incomplete, 10 cluster, 130 interrupted.
"""


class Program(click.Group):
    """The group of all commands, each imported only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return its `command`; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"fullcast.cli.{cmd_name}").command
        return found


@click.group(cls=Program, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="fullcast")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def program(debug: bool) -> None:
    """Turn prose into a full-cast audiobook, offline.

    Narration, every character and every radio or phone line gets a voice of its own, with the pauses a narrator
    would leave.
    """


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line `args` (sys.argv by default) and exit with the code of what happened."""
    given = sys.argv[1:] if args is None else args
    try:
        with kill_is_an_interrupt():
            settle()
            done = program.main(given, prog_name="fullcast", standalone_mode=False)
            code = done if isinstance(done, int) else 0
            if sys.stdout is not None:
                sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - the one place where every error becomes an exit code
        code = _code(error, debug="--debug" in given or bool(os.environ.get("FULLCAST_DEBUG")))
    drain()
    sys.exit(code)


def _code(error: BaseException, *, debug: bool) -> int:
    try:
        return report(error, debug=debug)
    except OSError:
        # Standard error cannot be written either: the code is all there is to say it with.
        return FullcastError.exit_code
