"""What speaks for and against an entity: features that a person can read."""

from collections.abc import Iterator, Sequence

from kawat.kb.common import is_common
from kawat.kb.entity import Entity
from kawat.kb.normalise import normalise
from kawat.linking.candidates import HEADS, Candidates, Match, is_country, is_written_small
from kawat.linking.mentions import Mention, Role
from kawat.linking.names import Name

FEATURES = {
    "nil": "nothing in the knowledge base is meant",
    "missed": "it is in the knowledge base, under a form that was not found",
    "nil_longer": "the longer form in the document is not in the knowledge base (half: it comes later)",
    "nil_several": "the document names several people whom the form may be short for, and none of them before it",
    "name": "the form is its name",
    "alias": "the form is another name of it",
    "acronym": "the form is its acronym",
    "short": "the form is part of its name",
    "spelling": "the form is another spelling of its name",
    "fuzzy": "the form is like its name",
    "difference": "how far the form is from the name that it is like (0 to 1)",
    "fame": "how well known it is (0 to 1)",
    "share": "its share among all that the form may name (0 to 1)",
    "home": "it is Indonesian",
    "core": "its facts have been reviewed",
    "one_word": "a person by one word, not named in full in the document (1 to 0: the less known, the more)",
    "words": "words of the form after the first (at most 3)",
    "common": "the form is a common word",
    "other_type": "the mention is labelled a body and it is a place, or the reverse",
    "office": "the title beside the name is its office (half: of another year)",
    "owner": "the place or body beside the name is its own",
    "stranger": "the country beside the name is not its own",
    "head": "the word before the form belongs to its name",
    "of_country": "with a country's name it is its name (0 to 1: that country's share of the other names)",
    "place": "the copy says at, to or from it, and it is a place",
    "no_place": "the copy says at, to or from it, and it is no place",
    "dateline": "the form stands in the dateline, and it is a place smaller than a country",
    "longer": "the longer form in the document names this person",
    "part": "the longer form in the document names this body or place",
    "definition": "two forms that the document equates are both its names",
    "unbound": "the document equates the form with a longer one that is not like any of its names",
    "company": "share of the other names in the document that belong to the same country, body or club (0 to 1)",
}

# A role beside a name (None for a place that it lies in), and the likeliest entity of the place or body named there.
Owner = tuple[Role | None, Entity | None]

_HOME = "IDN"
# The words that begin the name of a body that each country has its own of.
_BODIES = {
    *("senat", "kongres", "parlemen", "majelis", "dewan", "mahkamah", "kementerian", "departemen", "kabinet", "bank"),
    *(
        "kejaksaan",
        "kepolisian",
        "pengadilan",
        "partai",
        "badan",
        "komisi",
        "angkatan",
        "asosiasi",
        "federasi",
        "garda",
    ),
}
_MOST_WORDS = 4
_LOCATIVE = {"di", "ke", "dari"}
# `Wakil Presiden` is no `Presiden`, nor is his wife.
_ALTER_TITLE = {
    *("wakil", "calon", "deputi", "asisten", "jubir", "bicara"),
    *("istri", "suami", "putra", "putri", "adik", "kakak", "anak"),
}
_EXACT = {"name", "alias", "acronym", "short"}


class Evidence:
    """The entities that a name may stand for, each with what the name itself and the words around it say.

    `year` is the dispatch's, None if it is not known.
    """

    def __init__(self, name: Name, candidates: Candidates, year: int | None) -> None:
        self.name = name
        owners = list(_owners(name, candidates))
        matches = _matches(name, candidates)
        if not matches and name.longer is None and _may_be_misspelled(name, owners):
            alike = candidates.alike(name.longest.text, name.label)
            matches = {match.entity.id: [(name.longest, match)] for match in alike}
        heads = _with_head(name, candidates)
        for id, match in heads.items():
            matches.setdefault(id, []).append((name.longest, match))
        self.options: list[tuple[Entity, dict[str, float]]] = []
        for id, found in matches.items():
            form, match = max(found, key=lambda pair: _strength(pair[1]))
            match = heads.get(id, match)
            features = dict(_of_form(form, match))
            features.update(_of_name(name, match.entity, [form for form, _ in found], candidates))
            features.update(_of_context(name, match.entity, owners, year))
            if id in heads:
                features["head"] = 1.0
            self.options.append((match.entity, features))

    def add_bodies_of(self, country: Entity, share: float, candidates: Candidates) -> None:
        """Takes in what the name means in a document about a country: `Senat` is the `Senat AS`."""
        if self.name.label not in ("ORG", ""):
            return
        forms = {form for mention in self.name.mentions for form in (mention.text, f"{mention.before} {mention.text}")}
        for form in sorted(forms):
            words = normalise(form).split()
            if words[:1] and words[0] in _BODIES and len(words) <= _MOST_WORDS:
                for named in candidates.short_names(country):
                    self._add_body(candidates.find(f"{form} {named}", self.name.label), share)

    def _add_body(self, matches: Sequence[Match], share: float) -> None:
        known = {entity.id: features for entity, features in self.options}
        for match in matches:
            features = known.get(match.entity.id)
            if features is None:
                features = dict(_of_form(self.name.longest, match))
                self.options.append((match.entity, features))
            features["of_country"] = max(share, features.get("of_country", 0.0))


def related(entity: Entity) -> set[str]:
    """IDs that tie an entity to others: its own, its country, what its offices and it itself belong to."""
    offices, relations = (office.of for office in entity.offices), (relation.of for relation in entity.relations)
    return {id for id in (entity.id, entity.country, *offices, *relations) if id}


def _matches(name: Name, candidates: Candidates) -> dict[str, list[tuple[Mention, Match]]]:
    """Each entity with the forms of the name that match it, the longest first, and how."""
    matches: dict[str, list[tuple[Mention, Match]]] = {}
    for form in name.forms:
        for match in candidates.find(form.text, name.label):
            matches.setdefault(match.entity.id, []).append((form, match))
    return matches


def _may_be_misspelled(name: Name, owners: Sequence[Owner]) -> bool:
    """Whether it is worth milliseconds to look for names like it: a country's officials, and names without a label."""
    official = any(role and owner and is_country(owner) for role, owner in owners)
    return len(name.longest.words) > 1 and (official if name.label == "PER" else not name.label)


def _strength(match: Match) -> tuple[bool, float, float]:
    return match.how in _EXACT, match.similarity, match.share


def _of_form(form: Mention, match: Match) -> Iterator[tuple[str, float]]:
    yield match.how, 1.0
    yield "fame", match.entity.prior
    yield "share", match.share
    if match.entity.country == _HOME:
        yield "home", 1.0
    if match.entity.id != match.entity.wikidata:
        yield "core", 1.0
    if match.similarity < 1:
        yield "difference", 1 - match.similarity
    if len(form.words) > 1:
        yield "words", min(len(form.words) - 1, 3)
    elif is_common(form.text) and not form.dateline and not _is_sign(form.text, match):
        yield "common", 1.0


def _is_sign(text: str, match: Match) -> bool:
    """Whether its letters, all large or all small, show that no common word is meant."""
    return (match.how == "acronym" and text.isupper()) or is_written_small(match.entity, text)


def _of_name(name: Name, entity: Entity, found: list[Mention], candidates: Candidates) -> Iterator[tuple[str, float]]:
    """What the name says of an entity that has these of its forms."""
    forms = name.forms
    if name.label and name.label != entity.label:
        yield "other_type", 1.0
    if entity.label == "PER" and name.longer is None and len(forms[0].words) == 1:
        yield "one_word", 1 - entity.prior
    if len({form.words for form in found}) > 1:
        yield "definition", 1.0
    elif len(found[0].words) < len(forms[0].words) and not candidates.has_like(entity.id, forms[0].text):
        yield "unbound", 1.0


def _of_context(name: Name, entity: Entity, owners: Sequence[Owner], year: int | None) -> Iterator[tuple[str, float]]:
    """What the words around any mention of the name say of this entity."""
    if entity.label == "PER":
        if held := max((_holds(entity, role, owner, year) for role, owner in owners if role), default=0.0):
            yield "office", held
    elif any(mention.before in _LOCATIVE for mention in name.mentions):
        yield ("place" if entity.label == "LOC" else "no_place"), 1.0
    if entity.label == "LOC" and not is_country(entity) and any(mention.dateline for mention in name.mentions):
        yield "dateline", 1.0
    person = entity.label == "PER"
    named = [owner for role, owner in owners if owner and owner.id != entity.id and (role is not None) == person]
    ties = related(entity) - {entity.id}
    if any(owner.id in ties for owner in named):
        yield "owner", 1.0
    elif entity.country and not is_country(entity) and any(map(is_country, named)):
        yield "stranger", 1.0


def _owners(name: Name, candidates: Candidates) -> Iterator[Owner]:
    """The roles beside the name, and the places that it lies in."""
    for mention in name.mentions:
        for role in mention.roles:
            yield role, _likeliest(role.owner, candidates) if role.owner else None
        if mention.within:
            yield None, _likeliest(mention.within, candidates)


def _likeliest(mention: Mention, candidates: Candidates) -> Entity | None:
    return next((match.entity for match in candidates.find(mention.text, mention.label)), None)


def _holds(entity: Entity, role: Role, owner: Entity | None, year: int | None) -> float:
    """Whether it has the office beside the name, of this owner if one is named: 1, 0.5 in another year, or 0."""
    held = 0.0
    for office in entity.offices:
        before = role.title.removesuffix(office.title)
        other = before == role.title or (before and before.split()[-1] in _ALTER_TITLE)
        if not other and (owner is None or owner.id == (office.of or entity.country)):
            held = max(held, 1.0 if year is None or office.held(year) else 0.5)
    return held


def _with_head(name: Name, candidates: Candidates) -> dict[str, Match]:
    """The entities whose name is the form and the word before it, `Partai` `Demokrat`, and how."""
    longer = {f"{mention.before} {mention.text}" for mention in name.mentions if mention.before in HEADS}
    return {match.entity.id: match for form in longer for match in candidates.named(form, name.label)}
