"""quizgen completion: print the script that makes a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that makes a shell complete quizgen's commands, options and formats.

    \b
    Examples:
      quizgen completion bash >> ~/.bashrc
      quizgen completion zsh >> ~/.zshrc
      quizgen completion fish > ~/.config/fish/completions/quizgen.fish
    """
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"there is no completion for {shell}")
    root = context.find_root()
    click.echo(script(root.command, {}, "quizgen", "_QUIZGEN_COMPLETE").source())
