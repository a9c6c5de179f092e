"""Which entities a surface form may name: by the form itself, without its unit's word, in another spelling, alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from kawat.kb.common import is_common
from kawat.kb.entity import Entity
from kawat.kb.normalise import normalise
from kawat.kb.store import Hit, KnowledgeBase
from kawat.linking.names import BODY_UNITS, PLACE_UNITS
from kawat.linking.translation import translations

_CACHED = 1 << 14
_MOST = 10
# Words in front of a name that may be part of it: `Partai` in `Partai Demokrat`, where `Demokrat` alone is marked.
HEADS = frozenset(
    {
        *PLACE_UNITS,
        *BODY_UNITS,
        *("bank", "universitas", "kementerian", "komisi", "badan", "dewan", "majelis", "mahkamah"),
        *(
            "negara",
            "republik",
            "kerajaan",
            "semenanjung",
            "kepulauan",
            "gunung",
            "laut",
            "selat",
            "danau",
            "sungai",
            "teluk",
        ),
        *("stasiun", "bandara", "pelabuhan", "stadion", "masjid", "istana"),
    }
)
_SPELLED_LIKE = 0.6
_WORD_SPELLED_LIKE = 0.78
_LEAST_LETTERS = 5
_WORD_LIKE = 75
_NAME_LIKE = 85
_OTHER_TYPE = 0.2  # what the prior of an entity of another type counts


def is_country(entity: Entity) -> bool:
    """Whether it is a country, not what belongs to one."""
    return entity.id == entity.country


def is_written_small(entity: Entity, text: str) -> bool:
    """Whether its name is this very word, in small letters: `detikcom`."""
    return text.islower() and text == entity.name_id


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a mention may name: the probability that it does, and the features that say why."""

    id: str
    entity: Entity
    score: float
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class Match:
    """How a form leads to an entity.

    `how` is the kind of its alias (name, alias, acronym, short), or "spelling" or "fuzzy"; `similarity` compares form
    and alias; `share` is the entity's part (0..1) among all that the form may name.
    """

    entity: Entity
    how: str
    similarity: float
    share: float


class Candidates:
    """Looks forms up in a knowledge base, and remembers them. Pickled, it is the knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.find = lru_cache(_CACHED)(self._find)
        self.alike = lru_cache(_CACHED)(self._alike)

    def __reduce__(self) -> tuple[type["Candidates"], tuple[KnowledgeBase]]:
        return Candidates, (self.kb,)

    def _find(self, text: str, label: str) -> tuple[Match, ...]:
        """What a form of this label ("" for any) may name, the likeliest first, at most ten.

        Another spelling is tried only if nothing has this name. A common word in small letters names only what writes
        itself so.
        """
        if text.islower() and is_common(text):
            return _matches([hit for hit in self.kb.exact(text) if is_written_small(hit.entity, text)], label)
        if matches := self.named(text, label):
            return matches
        for form in (*_variants(text, label), *translations(text, self._english_country)):
            if matches := tuple(match for match in self.named(form, label) if not is_country(match.entity)):
                return matches
        if " " not in text and (text.isupper() or len(text) < _LEAST_LETTERS):
            return ()  # the letters of an acronym are not spelled otherwise
        least = _SPELLED_LIKE if " " in text else _WORD_SPELLED_LIKE
        hits = [hit for hit in self.kb.spelled(text) if hit.similarity >= least and _possible(hit, text, label)]
        return _matches(hits, label, "spelling")

    def named(self, text: str, label: str) -> tuple[Match, ...]:
        """What has this very name, up to case, diacritics and punctuation."""
        return _matches([hit for hit in self.kb.exact(text) if _possible(hit, text, label)], label)

    def _english_country(self, name: str) -> str | None:
        countries = (hit.entity for hit in self.kb.exact(name) if is_country(hit.entity))
        return next((country.name_en for country in countries), None)

    def _alike(self, text: str, label: str) -> tuple[Match, ...]:
        """What has a name like this one, word for word: some milliseconds, for forms that `find` does not find."""
        hits = [hit for hit in self.kb.fuzzy(text) if _words_alike(text, hit.alias) and _possible(hit, text, label)]
        return _matches(hits, label, "fuzzy")

    def short_names(self, country: Entity) -> tuple[str, ...]:
        """What copy calls a country behind the name of its bodies: `Amerika Serikat`, `AS`."""
        return country.name, *(alias for alias in self.kb.aliases(country.id) if alias.isupper() and len(alias) < 4)

    def has_like(self, id: str, text: str) -> bool:
        """Whether an entity has a name that shares most words with this form: `Badan POM RI`, `Badan POM`."""
        form = normalise(text)
        names = (normalise(alias) for alias in self.kb.aliases(id) if " " in alias)
        return any(fuzz.token_set_ratio(form, name) >= _NAME_LIKE for name in names)


def _words_alike(text: str, alias: str) -> bool:
    """Whether each word is like its counterpart: a slip of the pen, not another name."""
    words, others = normalise(text).split(), normalise(alias).split()
    return len(words) == len(others) and all(
        a[0] == b[0] and fuzz.ratio(a, b) >= _WORD_LIKE for a, b in zip(words, others, strict=True)
    )


def _possible(hit: Hit, text: str, label: str) -> bool:
    """Whether a mention so written and labelled may be this.

    Persons are never bodies or places. A body may stand for a place and a place for a body, but not by a part of its
    name: the city is not the club. An acronym is not a common word that happens to have its letters.
    """
    other = hit.entity.label
    if label and label != other and ("PER" in (label, other) or hit.kind == "short"):
        return False
    return hit.kind != "acronym" or text.isupper() or not is_common(text)


def _matches(hits: list[Hit], label: str, how: str = "") -> tuple[Match, ...]:
    weights = [hit.prior * (_OTHER_TYPE if label not in ("", hit.entity.label) else 1) for hit in hits]
    total = sum(weights) or 1.0
    matches = [
        Match(hit.entity, how or hit.kind, hit.similarity, weight / total)
        for hit, weight in zip(hits, weights, strict=True)
    ]
    return tuple(sorted(matches, key=lambda match: (-match.similarity, -match.share, match.entity.id))[:_MOST])


def _variants(text: str, label: str) -> Iterator[str]:
    """The form without what need not belong to the name: a unit's word, `Tbk`, initials in the middle."""
    words = re.split(r"[\s,]+", text.strip())
    if len(words) < 2:
        return
    first, last = normalise(words[0]), normalise(words[-1])
    if label != "PER" and (first in PLACE_UNITS or first in BODY_UNITS or last in ("tbk", "persero")):
        start = first in PLACE_UNITS or first in BODY_UNITS
        end = len(words) - (last in ("tbk", "persero"))
        yield " ".join(words[start:end])
    if label in ("PER", ""):
        inner = [word for word in words[1:-1] if len(normalise(word)) > 2 or not word.rstrip(".").isupper()]
        if len(inner) < len(words) - 2:
            yield " ".join([words[0], *inner, words[-1]])
