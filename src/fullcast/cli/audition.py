"""`fullcast audition`: hear a voice before a book is given to it."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fullcast import files
from fullcast.cli.common import settings_for, voices_option
from fullcast.cli.streams import wrote
from fullcast.errors import ConfigError, OutputError, UsageError
from fullcast.model import Kind, Voice

if TYPE_CHECKING:
    from fullcast.model import Settings

TEXT = (
    "The fog came in at ten, and the last ferry with it. “You’re late,” she said. “Who is that on the deck?”"
)


@click.command(short_help="Hear a voice.")
@click.argument("voice")
@click.argument("text", default=TEXT)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; its suffix chooses the format (default: audition-VOICE.mp3).",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.DIALOGUE.value,
    help="Heard as what: over the radio, on the phone ... (default: dialogue).",
)
@click.option("--delivery", metavar="HOW", help="How it is said: whispered, shouted ... (see voices.yaml).")
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@voices_option
def command(
    voice: str,
    text: str,
    output: Path | None,
    kind: str,
    delivery: str | None,
    force: bool,
    voices_file: Path | None,
) -> None:
    """Say TEXT in VOICE: a voice of voices.yaml, or a character of its cast.

    \b
    fullcast audition m05
    fullcast audition m05 "Unit twelve, come in." --kind radio -o m05-radio.mp3
    fullcast audition m05 "Behind you!" --delivery shouted
    """
    from fullcast import pipeline

    settings = settings_for("-", voices_file)
    chosen = _voice(voice, settings)
    if delivery is not None and delivery not in settings.deliveries:
        raise UsageError(
            f"no delivery is called {delivery}", hint=f"there are {', '.join(settings.deliveries)}"
        )
    path = output or Path(f"audition-{_plain(voice)}.mp3")
    goal = files.target(path, "name another file with -o")
    if path.exists() and not force:
        raise OutputError(
            "is there already", path=path, hint="add --force to replace it, or -o FILE for another"
        )
    if goal.suffix != path.suffix:
        raise OutputError(
            f"is a link to another kind of file: {goal}", path=path, hint="name that one with -o"
        )
    pipeline.audition(text, chosen, settings, goal, kind=Kind(kind), delivery=delivery)
    wrote(path)


def _voice(name: str, settings: Settings) -> Voice:
    """Find the profile `name`, the one a character of that name has, or a voice the default engine calls so.

    Raises ConfigError with near names.
    """
    from fullcast import synthesize

    role = settings.cast.get(name)
    profile = settings.profiles.get(role.profile if role is not None and role.profile is not None else name)
    if profile is not None:
        return profile
    engine = settings.profiles[settings.narrator].engine
    if name in {each.id for each in synthesize.voices(engine)}:
        return Voice(name, engine, name)
    near = difflib.get_close_matches(name, [*settings.profiles, *settings.cast], n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`fullcast voices` lists them"
    raise ConfigError(f"no voice is called {name}", path=settings.source, hint=hint)


def _plain(name: str) -> str:
    """Make `name` fit for a file: letters, digits, dots and dashes."""
    return (
        "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in name).strip(".-")
        or "voice"
    )
