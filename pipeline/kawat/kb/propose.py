"""Names that a corpus keeps naming and the knowledge base does not have, as lines of facts ready to be reviewed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from kawat.kb.entity import Entity
from kawat.kb.facts import COLUMNS, Fact, columns
from kawat.kb.normalise import normalise, spelling_key
from kawat.record import EntityRow, Record
from kawat.sentences import find_sentences

_EXAMPLES = 3
_LONGEST_EXAMPLE = 240
_MOST_ALIASES = 5
_LONGEST_ACRONYM = 8
# How well known somebody is whom this many dispatches name; nobody knows yet, so never more than a regent.
_PRIORS = ((100, 0.3), (10, 0.2), (0, 0.1))


@dataclass(slots=True)
class Unknown:
    """A name without an entity, merged over all records by its spelling.

    `documents` counts the records that name it, `forms` and `labels` its mentions; `countries` those whose office it
    was said to hold. `examples` are sentences of different records, at most three.
    """

    documents: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def mentions(self) -> int:
        return sum(self.forms.values())

    @property
    def name(self) -> str:
        """The form that names it most, of those with several words if there are any."""
        return min(self.forms, key=lambda form: (" " not in form, -self.forms[form], form))

    @property
    def label(self) -> str:
        return min(self.labels, key=lambda label: (-self.labels[label], label))


def unknown_names(records: Iterable[Record], least: int = 2) -> list[Unknown]:
    """What at least `least` records name and the knowledge base does not have, what most of them name first.

    One word alone is no person's name: too many share it.
    """
    found: dict[str, Unknown] = {}
    for record in records:
        for key, rows in _by_spelling(record).items():
            _add(found.setdefault(key, Unknown()), record, rows)
    recurring = [one for one in found.values() if one.documents >= least and not _is_first_name(one)]
    return sorted(recurring, key=lambda one: (-one.documents, -one.mentions, one.name))


def _by_spelling(record: Record) -> dict[str, list[EntityRow]]:
    rows: dict[str, list[EntityRow]] = {}
    for row in record.entities:
        if not row.id and (key := spelling_key(row.name)):
            rows.setdefault(key, []).append(row)
    return rows


def _add(unknown: Unknown, record: Record, rows: Sequence[EntityRow]) -> None:
    mentions = [record.mentions[place] for row in rows for place in row.mentions]
    unknown.documents += 1
    unknown.forms.update(" ".join(mention.text.split()) for mention in mentions)
    unknown.labels.update(mention.label for mention in mentions)
    unknown.countries.update({role.country for row in rows for role in row.roles if role.country})
    if len(unknown.examples) < _EXAMPLES:
        first = min(mentions, key=lambda mention: (-len(mention.text), mention.start))
        example = _sentence(record.text, first.start)
        if example not in unknown.examples:
            unknown.examples.append(example)


def _is_first_name(unknown: Unknown) -> bool:
    return unknown.label == "PER" and " " not in unknown.name


def _sentence(text: str, at: int) -> str:
    """The sentence around a place, in one line, cut if it is long."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = len(text) if end < 0 else end
    bounds = [*find_sentences(text, start, end), end]
    begin, stop = next((a, b) for a, b in pairwise(bounds) if at < b)
    sentence = " ".join(text[begin:stop].split())
    return sentence if len(sentence) <= _LONGEST_EXAMPLE else sentence[: _LONGEST_EXAMPLE - 1] + "…"


def to_fact(unknown: Unknown, is_taken: Callable[[str], bool]) -> Fact:
    """What can be said of it without knowing it; `is_taken` tells the IDs that are in use."""
    name = unknown.name
    seen = {normalise(name)}
    aliases: list[str] = []
    acronyms: list[str] = []
    for form, _ in unknown.forms.most_common():
        if normalise(form) not in seen:
            seen.add(normalise(form))
            (acronyms if _is_acronym(form) else aliases).append(form)
    slug = "-".join(normalise(name).split())
    ids = chain([slug], (f"{slug}-{number}" for number in range(2, 1000)))
    countries = unknown.countries.most_common(2)
    entity = Entity(
        id=next(id for id in ids if not is_taken(id)),
        label=unknown.label,
        name_id=name,
        name_en="",
        wikidata=None,
        country=countries[0][0] if len(countries) == 1 else None,
        prior=next(prior for documents, prior in _PRIORS if unknown.documents >= documents),
        offices=(),
        source="",
    )
    return Fact(entity, tuple(aliases[:_MOST_ALIASES]), tuple(acronyms))


def _is_acronym(form: str) -> bool:
    return form.isupper() and " " not in form and len(form) <= _LONGEST_ACRONYM


def to_text(unknown: Unknown, fact: Fact) -> str:
    """What a reviewer reads: how often, where, and the line for `models/kb`."""
    forms = "; ".join(f"{form} ×{count}" if count > 1 else form for form, count in unknown.forms.most_common())
    row = columns(fact)
    return "\n".join(
        [
            f"# {unknown.documents} documents, {unknown.mentions} mentions: {forms}",
            *(f"#   {example}" for example in unknown.examples),
            "\t".join(row[column] for column in COLUMNS),
        ]
    )
