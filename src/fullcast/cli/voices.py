"""`fullcast voices`: the voices there are to choose from."""

from __future__ import annotations

from dataclasses import asdict

import click

from fullcast.cli.common import json_option, print_json, print_table


@click.command(short_help="List the voices to choose from.")
@click.option("--engine", metavar="ENGINE", default="pyttsx3", help="Whose voices (default: pyttsx3).")
@json_option
def command(engine: str, as_json: bool) -> None:
    """List the voices of an engine: the names to write into voices.yaml, best first.

    \b
    fullcast voices
    fullcast voices --engine silence --json
    """
    from fullcast import synthesize

    found = synthesize.voices(engine)
    if as_json:
        print_json({"engine": engine, "voices": [asdict(each) for each in found]})
        return
    rows = [[each.id, each.gender or "", each.age or "", each.language, each.character] for each in found]
    print_table(["voice", "gender", "age", "language", "sounds"], rows)
