"""A run on the terminal."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kawat_eval.report.tables import Table

_WIDE = 1000


def show(tables: Iterable[Table]) -> None:
    """Prints tables; every cell is taken literally, brackets too. Into a pipe they are as wide as they need."""
    console = Console()
    if not console.is_terminal:
        console.width = _WIDE
    for table in tables:
        rich_table = RichTable(title=Text(table.title, style="bold"), title_justify="left", box=box.SIMPLE_HEAD)
        for index, name in enumerate(table.header):
            rich_table.add_column(Text(name), justify="left" if index == 0 else "right", no_wrap=index > 0)
        for row in table.rows:
            rich_table.add_row(*map(Text, row))
        console.print(rich_table)
