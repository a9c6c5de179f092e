"""What every command line of the project shares: errors that a user can mend become one line and exit code 2."""

from typing import Any

import typer
from typer.core import TyperGroup

from kawat.errors import KawatError


class Commands(TyperGroup):
    """Runs a command; a KawatError is printed to stderr after the program's name, and the exit code is 2."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KawatError as error:
            typer.echo(f"{ctx.find_root().info_name}: {error}", err=True)
            raise typer.Exit(2) from None
