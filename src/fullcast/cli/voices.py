"""`fullcast voices`: the voices there are to choose from."""

from __future__ import annotations

from dataclasses import asdict

import click

from fullcast.cli.common import json_option, print_json, print_table
from fullcast.cli.failures import say


@click.command(short_help="List the voices to choose from.")
@click.option("--engine", metavar="ENGINE", default="pyttsx3", help="Whose voices (default: pyttsx3).")
@click.option(
    "--all", "everything", is_flag=True, help="List every voice of the engine, not only the measured ones."
)
@json_option
def command(engine: str, everything: bool, as_json: bool) -> None:
    """List the voices to choose from, best first; `fullcast audition VOICE` lets you hear one.

    The measured voices can be named anywhere in voices.yaml. Any other of the engine (--all) becomes a voice of
    your own there, with its name as `voice` and the engine's as `engine`.
    """
    from fullcast import config, synthesize

    found = synthesize.voices(engine)
    named = {name for name, voice in config.load(None).profiles.items() if voice.engine == engine}
    if as_json:
        print_json(
            {"engine": engine, "voices": [{**asdict(each), "measured": each.id in named} for each in found]}
        )
        return
    shown = [each for each in found if everything or not named or each.id in named]
    rows = [[each.id, each.gender or "", each.age or "", each.language, each.character] for each in shown]
    print_table(["voice", "gender", "age", "language", "sounds"], rows)
    if len(shown) < len(found):
        say(f"{len(found) - len(shown)} more with --all")
