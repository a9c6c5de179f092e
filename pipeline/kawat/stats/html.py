"""The counts as one self-contained page with plots: it loads nothing from anywhere, and every text is escaped."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from kawat.stats import plots
from kawat.stats.summary import Summary


def html(summary: Summary) -> str:
    """The page."""
    environment = Environment(
        loader=PackageLoader("kawat.stats", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["number"] = "{:,}".format
    shown = summary.over_time[: len(summary.closest)]
    return environment.get_template("page.html.j2").render(
        summary=summary,
        bars={label: plots.bars(things) for label, things in summary.most.items()},
        times=plots.times(summary.periods, shown) if summary.periods else None,
        matrix=plots.matrix(summary.closest, summary.closest_pairs) if summary.pairs else None,
        lines=[(thing, plots.line(counts)) for thing, counts in summary.unknown_over_time],
    )
