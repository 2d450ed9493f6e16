"""`fullcast init`: a folder to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from fullcast import files
from fullcast.cli.failures import hinting, say
from fullcast.cli.streams import wrote
from fullcast.errors import OutputError

STORY = """The Night Ferry

The fog came in at ten, and the last ferry with it.

“You’re late,” said Mara.

“The river’s late,” said old Tobias, and threw her the rope. “I’m only on it.”

Her radio crackled.

“Harbour to pier four, is the ferry in?”

Mara thumbed the mic. “Pier four. She’s in. One passenger.”

“Say again? Our list says none.”

Mara looked up. On the empty deck a girl in a yellow coat was waving.

Nobody waved back.
"""


@click.command(short_help="Begin: a sample story and a voices.yaml.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
def command(folder: Path) -> None:
    """Write a sample story and a commented voices.yaml into FOLDER (default: here).

    Nothing is ever overwritten.
    """
    from fullcast import config

    wanted = {folder / "story.txt": STORY, folder / "voices.yaml": config.template()}
    with hinting("name another folder"):
        for path in wanted:
            if path.exists() or path.is_symlink():
                raise OutputError("is there already, so nothing was written", path=path)
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in wanted.items():
            files.write_text(path, text)
            wrote(path)
    say(f"now: fullcast produce {folder / 'story.txt'}")
