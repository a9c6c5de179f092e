"""A run as Markdown: what a pull request shows."""

from collections.abc import Iterable

from kawat_eval.report.tables import Table


def render(title: str, tables: Iterable[Table]) -> str:
    """The tables under a title."""
    return f"# {_escaped(title)}\n" + "".join(map(_table, tables))


def _table(table: Table) -> str:
    lines = [table.header, tuple("---" if i == 0 else "---:" for i in range(len(table.header))), *table.rows]
    rows = "\n".join("| " + " | ".join(map(_escaped, line)) + " |" for line in lines)
    return f"\n## {_escaped(table.title)}\n\n{rows}\n"


def _escaped(cell: str) -> str:
    for character in "\\|<>*_`":
        cell = cell.replace(character, f"\\{character}")
    return cell.replace("\n", " ")
