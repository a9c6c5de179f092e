"""What a report shows of a corpus, gathered once for the terminal and the page."""

from dataclasses import dataclass

from kawat.stats.corpus import Corpus, Kinds, Pair, Tally

_CROWD = 60  # things whose pairs are counted


@dataclass(frozen=True, slots=True)
class Summary:
    """`most`: things by label; `periods`: days, months or years and their documents; `over_time`: the most named things
    and the documents that name them in each period, as `unknown_over_time` for the new names. `closest`: the most named
    things, `closest_pairs` the pairs among them; `pairs` are the most frequent of a larger circle."""

    name: str
    documents: int
    dated: int
    days: tuple[str, str] | None
    missing: int
    kinds: list[Kinds]
    most: dict[str, list[Tally]]
    periods: list[tuple[str, int]]
    over_time: list[tuple[Tally, list[int]]]
    closest: list[Tally]
    pairs: list[Pair]
    closest_pairs: list[Pair]
    unknown_over_time: list[tuple[Tally, list[int]]]

    @property
    def unknown(self) -> list[Tally]:
        return [thing for thing, _ in self.unknown_over_time]

    @property
    def heading(self) -> str:
        """What was counted, in a line."""
        days = f", {self.days[0]} to {self.days[1]}" if self.days else ""
        undated = f", {self.documents - self.dated:,} without a date" if self.dated < self.documents else ""
        missing = f"; parts not there yet: {self.missing:,}" if self.missing else ""
        return f"{self.name}: {self.documents:,} dispatches{days}{undated}{missing}"


def summarise(corpus: Corpus, name: str, missing: int, top: int) -> Summary:
    """The `top` of everything in the corpus `name`, of which `missing` parts are not there."""
    kinds = corpus.kinds()
    periods = corpus.periods()
    names = [period for period, _ in periods]
    crowd = corpus.most(max(top, _CROWD))
    pairs = corpus.together(crowd)
    closest = crowd[:top]
    near = {thing.number for thing in closest}
    return Summary(
        name=name,
        documents=corpus.documents,
        dated=corpus.dated,
        days=corpus.days,
        missing=missing,
        kinds=kinds,
        most={kind.label: corpus.most(top, kind.label) for kind in kinds},
        periods=periods,
        over_time=[(thing, corpus.over_time(thing, names)) for thing in crowd],
        closest=closest,
        pairs=pairs[:top],
        closest_pairs=[pair for pair in pairs if {pair.one.number, pair.other.number} <= near],
        unknown_over_time=[(thing, corpus.over_time(thing, names)) for thing in corpus.unknown(top)],
    )
