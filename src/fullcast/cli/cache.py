"""`fullcast cache`: what is kept from run to run, and a way to be rid of it."""

from __future__ import annotations

from dataclasses import asdict

import click

from fullcast.cli.common import json_option, print_json, size
from fullcast.cli.failures import say
from fullcast.cli.streams import out
from fullcast.words import counted


@click.command(short_help="Show what is kept for the next run, or clear it.")
@click.option("--clear", is_flag=True, help="Remove all that is kept; the next run makes it anew.")
@json_option
def command(clear: bool, as_json: bool) -> None:
    """Show where fullcast keeps what the next run need not make again, and how much of how much it may keep.

    \b
    FULLCAST_CACHE        names another folder
    FULLCAST_CACHE_LIMIT  how large it may grow, such as 2GB; 0 keeps nothing
    """
    from fullcast import cache

    kept = cache.Cache(cache.locate(), cache.allowance())
    freed = kept.clear() if clear else None
    usage = kept.usage()
    if as_json:
        found = {**asdict(usage), "path": str(usage.path)}
        print_json(found if freed is None else {**found, "freed": freed})
    elif freed is None:
        amount = "1 entry" if usage.entries == 1 else f"{usage.entries:,} entries"
        out(f"{usage.path}\n{amount}, {size(usage.bytes)} of {size(usage.limit)}")
    else:
        out(f"{usage.path}\n{size(freed)} freed")
    if clear and usage.entries:
        say(f"note: {counted(usage.entries, 'file')} could not be removed, or came while a run goes on")
