"""Names of a document: which mentions are forms of one name, and which name is short for which longer one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kawat.kb.normalise import normalise, spelling_key
from kawat.linking.mentions import Mention

# What may stand before a place's or a body's name without changing what it names.
PLACE_UNITS = {
    *("provinsi", "kabupaten", "kab", "kota", "kecamatan", "distrik", "wilayah", "pulau", "kawasan"),
    *("oblast", "krai", "prefektur", "kanton", "departemen", "gubernuran", "kegubernuran"),
}
BODY_UNITS = {"pt", "cv", "partai", "klub"}
_MUHAMMAD = spelling_key("Muhammad")


@dataclass(slots=True, eq=False)
class Name:
    """Mentions that name one thing in one way, or in ways that the document itself equates.

    `longer` is the name that this one is short for: `Vladimir Putin` of `Putin`; `several`: it may be short for more
    than one, and the document does not say for which.
    """

    label: str
    mentions: list[Mention]
    longer: "Name | None" = None
    several: bool = False

    @property
    def longest(self) -> Mention:
        """The mention with the longest form, the first of them."""
        return max(self.mentions, key=lambda mention: (len(mention.words), len(mention.text), -mention.index))

    @property
    def forms(self) -> list[Mention]:
        """One mention of each form, the longest first."""
        first: dict[str, Mention] = {}
        for mention in self.mentions:
            first.setdefault(mention.text, mention)
        return sorted(first.values(), key=lambda mention: (-len(mention.words), mention.index))

    @property
    def origin(self) -> "Name":
        """The longest name that this one is, over all steps, short for."""
        name = self
        while name.longer is not None:
            name = name.longer
        return name


def group(mentions: Iterable[Mention]) -> list[Name]:
    """Mentions of one form and label as names, in the order of their first mention.

    Names of several words are one form in all their transliterations, single words only if they are the same.
    """
    names: dict[tuple[str, str], Name] = {}
    for mention in mentions:
        key = spelling_key(mention.text) if len(mention.words) > 1 else normalise(mention.text)
        names.setdefault((mention.label, key or mention.text), Name(mention.label, [])).mentions.append(mention)
    return list(names.values())


def bind(names: Sequence[Name], pairs: Iterable[tuple[Mention, Mention]]) -> list[Name]:
    """Names joined where the document equates a mention of one with a mention of the other."""
    name_of = {mention.index: name for name in names for mention in name.mentions}
    for one, other in pairs:
        kept, given = name_of[one.index], name_of[other.index]
        if kept is given:
            continue
        kept.mentions = sorted(kept.mentions + given.mentions, key=lambda mention: mention.index)
        name_of.update((mention.index, kept) for mention in given.mentions)
    return list(dict.fromkeys(name_of[mention.index] for name in names for mention in name.mentions))


def complete(names: Sequence[Name]) -> list[Name]:
    """Names with `longer` set, those that are short for none first.

    A name whose mentions are short for different names (two people of one surname) comes apart. A mention belongs to
    the longer name that was mentioned last before it; with none before it, to the only one after it, or to none.
    """
    completed: list[Name] = []
    by_word: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: -len(name.longest.words)):
        words = name.longest.words
        longer = [other for other in _candidates(words, by_word) if _is_short_for(name, other)]
        parts: dict[int, Name] = {}
        of_all = _meant(name.mentions[0], longer)
        for mention in name.mentions:
            full = of_all if len(name.forms) > 1 else _meant(mention, longer)
            several = bool(longer) and full is None
            parts.setdefault(id(full), Name(name.label, [], full, several)).mentions.append(mention)
        completed += parts.values()
        for word in {word for form in name.forms for word in (*form.words[:2], *form.words[-1:])}:
            by_word[word] += parts.values()
    return completed


def abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a person of this full name may go by the short one: `Putin`, `V. Putin`, `Sri Mulyani`, `Retno`.

    That is the name's beginning or end, or its first and last word with some between; Indonesian usage passes over a
    leading Muhammad (`Mohammad Mahfud Md`: `Mahfud`). Initials may stand for words, beside a word that stands whole.
    """
    if not short or len(short) > len(full) or tuple(short) == tuple(full) or max(map(len, short)) < 2:
        return False
    if len(short) == 1:
        passed = len(full) > 2 and (len(full[0]) == 1 or spelling_key(full[0]) == _MUHAMMAD)
        return len(full) > 1 and short[0] in (full[0], full[-1], full[1] if passed else "")
    if _same(short, full[: len(short)]) or _same(short, full[-len(short) :]):
        return True
    return _same((short[0], short[-1]), (full[0], full[-1])) and _in_order(short, full)


def _same(words: Sequence[str], others: Sequence[str]) -> bool:
    return all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(words, others, strict=True))


def _in_order(words: Sequence[str], others: Sequence[str]) -> bool:
    rest = iter(others)
    return all(any(_same((word,), (other,)) for other in rest) for word in words)


def _is_short_for(name: Name, other: Name) -> bool:
    if name.label and other.label and name.label != other.label:
        return False
    return any(
        _shortens(form.words, full.words, name.label or other.label)
        for form in name.forms
        for full in other.forms
        if full.words
    )


def _shortens(short: tuple[str, ...], full: tuple[str, ...], label: str) -> bool:
    """The rule of each label: persons in all ways, bodies by their beginning, places only without their unit's word."""
    if label == "LOC":
        return full[0] in PLACE_UNITS and full[1:] == short
    if label == "ORG":
        begins = 0 < len(short) < len(full) and full[: len(short)] == short
        return begins or (full[0] in BODY_UNITS and full[1:] == short)
    return abbreviates(short, full)


def _candidates(words: tuple[str, ...], by_word: dict[str, list[Name]]) -> Iterator[Name]:
    seen: set[int] = set()
    for word in {words[0], words[-1]} if words else ():
        for name in by_word[word]:
            if id(name) not in seen:
                seen.add(id(name))
                yield name


def _meant(mention: Mention, longer: Sequence[Name]) -> Name | None:
    last = {name: bisect_left(name.mentions, mention.index, key=lambda other: other.index) - 1 for name in longer}
    before = {name: name.mentions[place].index for name, place in last.items() if place >= 0}
    if before:
        return max(before, key=lambda name: before[name])
    origins = {id(name.origin) for name in longer}
    return longer[0] if len(origins) == 1 else None
