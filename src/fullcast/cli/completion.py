"""`fullcast completion`: the script that makes a shell complete fullcast's commands and options."""

from __future__ import annotations

import click

from fullcast.cli.streams import out


@click.command(short_help="Print a shell's completion script.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a SHELL.

    \b
    bash:  fullcast completion bash > ~/.local/share/bash-completion/completions/fullcast
    zsh:   fullcast completion zsh > ~/.zfunc/_fullcast
    fish:  fullcast completion fish > ~/.config/fish/completions/fullcast.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None, "click knows the three shells of the choice"
    out(kind(click.get_current_context().find_root().command, {}, "fullcast", "_FULLCAST_COMPLETE").source())
