"""`fullcast check`: finished files held against the numbers of the trade."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast import api
from fullcast.cli.common import json_option, print_json, print_table
from fullcast.cli.failures import say, told
from fullcast.errors import CheckError, FullcastError, explained

if TYPE_CHECKING:
    from fullcast.check import Report, Row


SHORT = {
    "sample rate": "rate",
    "channels": "ch",
    "bitrate": "kbit/s",
    "duration": "length",
    "loudness": "LUFS",
}
"""Names of numbers as a narrow column has them."""


@click.command(short_help="Measure audio files against ACX's numbers.")
@click.argument("files", nargs=-1, required=True, metavar="AUDIO...", type=click.Path(path_type=Path))
@json_option
def command(files: tuple[Path, ...], as_json: bool) -> int:
    """Measure each AUDIO file, decoded, against the technical numbers of ACX; exit with 8 if one misses any.

    \b
    fullcast check output/*/*.mp3
    """
    reports: list[Report] = []
    code = 0
    for path in files:
        try:
            reports.append(api.measure(path))
        except (FullcastError, OSError) as error:
            known = explained(error)
            if known is None:
                raise
            say(told(known))
            code = code or known.exit_code
    _tell(reports, as_json)
    missing = [report for report in reports if not report.passed]
    if missing:
        say(f"error: {len(missing)} of {len(files)} miss their numbers")
        code = code or CheckError.exit_code
    return code


def _tell(reports: list[Report], as_json: bool) -> None:
    if as_json:
        passed = bool(reports) and all(report.passed for report in reports)
        print_json({"passed": passed, "files": [_data(report) for report in reports]})
    elif reports:
        _print(reports)


def _print(reports: list[Report]) -> None:
    """Print a line a file, under a line of the limits; a number that misses its limit is marked with a !."""
    rows = [["limits", *(_limit(row) for row in reports[0].rows), ""]]
    for report in reports:
        numbers = [f"{_number(row)}{' !' if row.passed is False else ''}" for row in report.rows]
        rows.append([str(report.path), *numbers, "pass" if report.passed else "FAIL"])
    heads = [SHORT.get(row.name, row.name) for row in reports[0].rows]
    print_table(["file", *heads, ""], rows, right=range(1, len(heads) + 1))


def _limit(row: Row) -> str:
    """Write a limit so that it fits a column: "-23 to -18" as -23…-18, "192 or more, constant" as ≥192."""
    least, _, most = row.limit.partition(" to ")
    if most:
        return f"{least}…{most}"
    number, _, words = row.limit.partition(" or ")
    return {"less": "≤", "more": "≥"}.get(words.split(",")[0], "") + number


def _number(row: Row) -> str:
    return f"{row.value:.0f}" if row.unit in {"", "Hz", "kbit/s"} else f"{row.value:.2f}"


def _data(report: Report) -> dict[str, Any]:
    return {
        "file": str(report.path),
        "codec": report.codec,
        "passed": report.passed,
        "rows": [
            {
                "name": row.name,
                "value": round(row.value, 3),
                "unit": row.unit,
                "limit": row.limit,
                "passed": row.passed,
            }
            for row in report.rows
        ],
    }
