"""Copies of Wikidata's own labels and aliases, and of how newswire names things."""

import math
from collections.abc import Iterator
from pathlib import Path

from kawat.kb.sources.table import read_table, values
from kawat.kb.sources.world.claim import Claim
from kawat.kb.sources.world.kinds import label_of


def kgtk(directory: Path) -> Iterator[Claim]:
    """Labels, aliases, kinds and PageRank over Wikidata's graph."""
    columns = ("qid", "label", "aliases", "instance_of", "pagerank")
    for qid, label, aliases, kinds, rank in read_table(directory, "kgtk_entities", *columns):
        kind = label_of(kind.partition(":")[2] for kind in values(kinds))
        yield Claim(qid, (label, *values(aliases)), "", kind, fame=_rank_fame(float(rank or 0)))


def indonesian(directory: Path) -> Iterator[Claim]:
    """Indonesian labels and aliases of well-known things."""
    columns = ("qid", "label", "aliases", "label_en", "aliases_en", "instance_of")
    for qid, label, aliases, label_en, aliases_en, kinds in read_table(directory, "mpararel_id_labels", *columns):
        name_id = label if "," in label_en else label.split(",")[0]  # "Lima, Peru" is "Lima" in a text
        names = (label_en or name_id, *values(aliases_en), *values(aliases))
        yield Claim(qid, names, name_id, label_of(values(kinds)), fame=0.2)


def freebase(directory: Path) -> Iterator[Claim]:
    """What the popular part of Freebase holds."""
    for qid, label, aliases in read_table(directory, "fb15k_entities", "qid", "label", "aliases"):
        yield Claim(qid, (label, *values(aliases)), fame=0.12)


def trivia(directory: Path) -> Iterator[Claim]:
    """Stadiums, palaces, companies, laureates, with the number of Wikipedias that have an article."""
    columns = ("qid", "label", "aliases", "kind", "sitelinks")
    for qid, label, aliases, kind, links in read_table(directory, "wikitrivia", *columns):
        fame = 0.55 * math.log1p(int(links or 0)) / math.log(400)
        yield Claim(qid, (label, *values(aliases)), "", "-" if kind == "OTHER" else kind, fame=fame)


def aliases(directory: Path) -> Iterator[Claim]:
    """English aliases; only where the main label is known rather than guessed may it stand alone."""
    columns = ("qid", "en_names_unordered", "instance_of", "label_guess", "label_guess_basis")
    for qid, names, kinds, guess, basis in read_table(directory, "xfactr_aliases", *columns):
        forms = (guess, *values(names)) if guess else values(names)
        if forms:
            yield Claim(qid, forms, "", label_of(values(kinds)), fame=0.03, good=basis == "mtrex")


def questions(directory: Path) -> Iterator[Claim]:
    """Things that people asked and tweeted about."""
    for qid, label, names in read_table(directory, "tweeki_webq", "qid", "label", "aliases"):
        yield Claim(qid, (label, *values(names)), fame=0.1, good=False)


def newswire(directory: Path) -> Iterator[Claim]:
    """How English newswire names things, and how often; derived adjectives are left out."""
    columns = ("qid", "label", "mentions=count", "types")
    for qid, label, mentions, types in read_table(directory, "news_mentions_en", *columns):
        counts = [(form, int(count)) for form, _, count in (part.rpartition("=") for part in values(mentions))]
        total = sum(count for _, count in counts)
        forms = (
            form
            for form, count in counts
            if count > 1 and form[:3].casefold() == label[:3].casefold() and len(form) > 3
        )
        yield Claim(
            qid,
            (label, *forms),
            "",
            _NEWS_LABELS.get(types, ""),
            fame=min(0.6, 0.06 * math.log2(1 + total)),
            good=False,
        )


_NEWS_LABELS = {"Q215627": "PER", "Q43229": "ORG", "Q27096213": "LOC", "Q27096213|Q43229": "LOC"}
_LOWEST_RANK = 2.3e-6


def _rank_fame(rank: float) -> float:
    """PageRank runs over four orders of magnitude; its logarithm, from 0.02 for the lowest to about 0.7."""
    return 0.02 + 0.17 * max(0.0, math.log10(max(rank, _LOWEST_RANK) / _LOWEST_RANK))
