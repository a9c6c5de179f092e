"""What speaks for and against an entity: features that a person can read."""

from collections.abc import Iterable, Iterator

from kawat.kb.entity import Entity
from kawat.linking.candidates import HEADS, Candidates, Match
from kawat.linking.common import is_common
from kawat.linking.mentions import Mention, Role
from kawat.linking.names import Name

FEATURES = {
    "nil": "nothing in the knowledge base is meant",
    "nil_longer": "the longer form in the document is not in the knowledge base",
    "name": "the form is its name",
    "alias": "the form is another name of it",
    "acronym": "the form is its acronym",
    "short": "the form is part of its name",
    "spelling": "the form is another spelling of its name",
    "fuzzy": "the form is like its name",
    "difference": "how far the form is from the name that it is like (0 to 1)",
    "fame": "how well known it is (0 to 1)",
    "share": "its share among all that the form may name (0 to 1)",
    "one_word": "a person by one word, whom the document does not name in full",
    "words": "words of the form after the first (at most 3)",
    "common": "the form is a common word",
    "other_type": "the mention is labelled a body and it is a place, or the reverse",
    "office": "the title beside the name is its office",
    "owner": "the place or body beside the name is its own",
    "stranger": "the country beside the name is not its own",
    "head": "the word before the form belongs to its name",
    "place": "the copy says at, to or from it, and it is a place",
    "no_place": "the copy says at, to or from it, and it is no place",
    "dateline": "the form stands in the dateline, and it is a place smaller than a country",
    "longer": "the longer form in the document names this person",
    "part": "the longer form in the document names this body or place",
    "definition": "two forms that the document equates are both its names",
    "unbound": "the document equates the form with a longer one that is not its name",
    "company": "share of the other names in the document that belong to the same country or office (0 to 1)",
}

_LOCATIVE = {"di", "ke", "dari"}
# `Wakil Presiden` is no `Presiden`, nor is his wife.
_ALTER_TITLE = frozenset("wakil calon deputi asisten istri suami putra putri adik kakak anak bicara jubir eks-wakil".split())
_EXACT = {"name", "alias", "acronym", "short"}


class Evidence:
    """The entities that a name may stand for, each with what the name itself and the words around it say."""

    def __init__(self, name: Name, candidates: Candidates) -> None:
        self.name = name
        matches, agreeing = _matches(name, candidates)
        heads = _with_head(name, candidates)
        owners = list(_owners(name, candidates))
        self.options: list[tuple[Entity, dict[str, float]]] = []
        for id, (form, match) in matches.items():
            features = dict(_of_form(form, match))
            features.update(_of_name(name, match.entity, agreeing[id]))
            features.update(_of_context(name, match.entity, owners))
            if id in heads:
                features["head"] = 1.0
            self.options.append((match.entity, features))


def related(entity: Entity) -> set[str]:
    """IDs that tie an entity to others: its own, its country, what its offices belong to."""
    return {entity.id, *([entity.country] if entity.country else ()), *(office.of for office in entity.offices if office.of)}


def _matches(name: Name, candidates: Candidates) -> tuple[dict[str, tuple[Mention, Match]], dict[str, int]]:
    """The best match of each entity, with the form that it matches, and how many forms do."""
    best: dict[str, tuple[Mention, Match]] = {}
    agreeing: dict[str, int] = {}
    for form in name.forms:
        for match in candidates.find(form.text, name.label):
            id = match.entity.id
            agreeing[id] = agreeing.get(id, 0) + 1
            if id not in best or _strength(match) > _strength(best[id][1]):
                best[id] = form, match
    return best, agreeing


def _strength(match: Match) -> tuple[bool, float, float]:
    return match.how in _EXACT, match.similarity, match.share


def _of_form(form: Mention, match: Match) -> Iterator[tuple[str, float]]:
    yield match.how, 1.0
    yield "fame", match.entity.prior
    yield "share", match.share
    if match.similarity < 1:
        yield "difference", 1 - match.similarity
    if len(form.words) > 1:
        yield "words", min(len(form.words) - 1, 3)
    elif is_common(form.text) and not (match.how == "acronym" and form.text.isupper()):
        yield "common", 1.0


def _of_name(name: Name, entity: Entity, agreeing: int) -> Iterator[tuple[str, float]]:
    forms = name.forms
    if name.label and name.label != entity.label:
        yield "other_type", 1.0
    if entity.label == "PER" and name.longer is None and max(len(form.words) for form in forms) == 1:
        yield "one_word", 1.0
    if agreeing > 1:
        yield "definition", 1.0
    elif len(forms) > 1:
        yield "unbound", 1.0


def _of_context(name: Name, entity: Entity, owners: list[tuple[Role | None, Entity | None]]) -> Iterator[tuple[str, float]]:
    """What the words around any mention of the name say of this entity."""
    if entity.label == "PER":
        if any(role and _holds(entity, role, owner) for role, owner in owners):
            yield "office", 1.0
    elif any(mention.before in _LOCATIVE for mention in name.mentions):
        yield ("place" if entity.label == "LOC" else "no_place"), 1.0
    if entity.label == "LOC" and entity.id != entity.country and any(mention.dateline for mention in name.mentions):
        yield "dateline", 1.0
    named = [owner for role, owner in owners if owner and owner is not entity and (role is None) == (entity.label != "PER")]
    ties = related(entity) - {entity.id}
    if any(owner.id in ties for owner in named):
        yield "owner", 1.0
    elif entity.country not in (None, entity.id) and any(owner.id == owner.country for owner in named):
        yield "stranger", 1.0


def _owners(name: Name, candidates: Candidates) -> Iterator[tuple[Role | None, Entity | None]]:
    """Each role beside the name, or None for a place that it lies in, with the likeliest entity of that place or body."""
    for mention in name.mentions:
        for role in mention.roles:
            yield role, role.owner and _likeliest(role.owner, candidates)
        if mention.within:
            yield None, _likeliest(mention.within, candidates)


def _likeliest(mention: Mention, candidates: Candidates) -> Entity | None:
    return next((match.entity for match in candidates.find(mention.text, mention.label)), None)


def _holds(entity: Entity, role: Role, owner: Entity | None) -> bool:
    """Whether the entity has the office that stands beside the name, of this owner if one is named."""
    for office in entity.offices:
        before = role.title.removesuffix(office.title)
        if before == role.title or (before and before.split()[-1] in _ALTER_TITLE):
            continue
        if owner is None or owner.id == (office.of or entity.country):
            return True
    return False


def _with_head(name: Name, candidates: Candidates) -> set[str]:
    """The entities whose name is the form and the word before it: `Partai` `Demokrat`."""
    longer = {f"{mention.before} {mention.text}" for mention in name.mentions if mention.before in HEADS}
    return {match.entity.id for form in longer for match in _exact(candidates.find(form, name.label))}


def _exact(matches: Iterable[Match]) -> Iterator[Match]:
    return (match for match in matches if match.how in _EXACT)
