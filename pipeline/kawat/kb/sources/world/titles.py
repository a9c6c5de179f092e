"""Titles of office, from the English and the shorthand of the sources to the Indonesian of the wire."""

import re
from functools import cache, lru_cache
from importlib.resources import files

_SOURCE_SUFFIX = re.compile(r"-(?:[a-z]{2}wiki|ep|wp|official|psephos|perfil|current)$")


@cache
def _rules(name: str) -> list[tuple[re.Pattern[str], str]]:
    """The rows of `titles.tsv` or `portfolios.tsv`, in the order in which they are tried."""
    rows = (files(__package__) / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(re.compile(pattern, re.IGNORECASE), text) for pattern, text in (row.split("\t") for row in rows)]


def _first(rules: list[tuple[re.Pattern[str], str]], title: str) -> str:
    return next((text for pattern, text in rules if pattern.search(title)), "")


@lru_cache(maxsize=1 << 14)
def indonesian(title: str) -> str:
    """`Minister of Foreign Affairs` -> `menteri luar negeri`; "" for a title that is of no use for linking."""
    title = _SOURCE_SUFFIX.sub("", title.strip())
    text = _first(_rules("titles"), title)
    if "{portfolio}" in text:
        text = text.replace("{portfolio}", _first(_rules("portfolios"), title)).strip()
    return text
