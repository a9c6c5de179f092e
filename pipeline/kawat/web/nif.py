"""NIF 2.0 in Turtle, as GERBIL sends and reads it: contexts in, their linked mentions out.

A context that comes with mentions is linked (GERBIL's D2KB), one that comes without is annotated (A2KB). Offsets count
code points. Hellmann et al. 2013, "Integrating NLP using Linked Data"; Röder et al. 2018, "GERBIL".
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kawat.dispatch import Dispatch
from kawat.errors import KawatError
from kawat.record import Mention, Record
from kawat.web.batching import Task, tagging
from kawat.web.given import Given, linking

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
_ITS = "http://www.w3.org/2005/11/its/rdf#"
_PREFIXES = {"nif": _NIF, "itsrdf": _ITS, "xsd": _XSD}
_WIKIDATA = "http://www.wikidata.org/entity/"
_NOT_IN_WIKI = "http://aksw.org/notInWiki/"  # where GERBIL expects things that have no item

_TYPE = NamedNode(_RDF + "type")
_CONTEXT, _IS_STRING = NamedNode(_NIF + "Context"), NamedNode(_NIF + "isString")
_BEGIN, _END = NamedNode(_NIF + "beginIndex"), NamedNode(_NIF + "endIndex")
_REFERENCE, _ANCHOR = NamedNode(_NIF + "referenceContext"), NamedNode(_NIF + "anchorOf")
_IDENTITY, _CONFIDENCE = NamedNode(_ITS + "taIdentRef"), NamedNode(_ITS + "taConfidence")
_STRUCTURE = {NamedNode(_NIF + name) for name in ("Paragraph", "Sentence", "Title", "Word")}
_DIGITS = 9  # of an offset

Node = NamedNode | BlankNode
Properties = dict[NamedNode, dict[NamedNode | BlankNode | Literal, None]]  # a graph says nothing twice
Answer = tuple["Phrase", Mention, str | None]  # with the Wikidata item


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention of a context: its IRI and its place in the text."""

    iri: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """A text: its IRI, and the mentions that came with it, in order."""

    iri: str
    text: str
    phrases: tuple[Phrase, ...]


def read_nif(data: bytes) -> list[Context]:
    """The contexts of a NIF document, in order. Raises KawatError: no Turtle, no context, a bad or mistaken offset."""
    subjects: dict[Node, Properties] = defaultdict(lambda: defaultdict(dict))
    try:
        for quad in parse(data, format=RdfFormat.TURTLE):
            subjects[quad.subject][quad.predicate][quad.object] = None
    except SyntaxError as error:
        raise KawatError(f"not Turtle ({' '.join(str(error).split())}); send NIF 2.0 as GERBIL does") from None
    phrases: dict[NamedNode | BlankNode | Literal, list[Node]] = defaultdict(list)
    for subject, properties in subjects.items():
        kinds = properties[_TYPE]
        # A mention that is the whole text has its context's IRI, and an anchor, which a context has not.
        if not _STRUCTURE.intersection(kinds) and (properties[_ANCHOR] or _CONTEXT not in kinds):
            for context in properties[_REFERENCE]:
                phrases[context].append(subject)
    contexts = [
        _context(subject, properties, [(phrase, subjects[phrase]) for phrase in phrases[subject]])
        for subject, properties in list(subjects.items())
        if _CONTEXT in properties[_TYPE]
    ]
    if not contexts:
        raise KawatError("no nif:Context; send NIF 2.0 as GERBIL does, with a nif:isString in each context")
    return contexts


def _context(subject: Node, properties: Properties, phrases: Sequence[tuple[Node, Properties]]) -> Context:
    text = _only(subject, properties, _IS_STRING).value
    found = [_phrase(phrase, own, text) for phrase, own in phrases]
    return Context(_iri(subject), text, tuple(sorted(found, key=lambda phrase: (phrase.start, -phrase.end))))


def _phrase(subject: Node, properties: Properties, text: str) -> Phrase:
    start, end = (_offset(subject, properties, name) for name in (_BEGIN, _END))
    if end > len(text) or not text[start:end].strip():
        raise KawatError(f"{subject}: {start} to {end} is no name in {len(text)} code points of text; correct it")
    anchors = {value.value for value in properties[_ANCHOR]}
    if anchors and text[start:end] not in anchors:
        raise KawatError(
            f"{subject}: {start} to {end} is {text[start:end]!r:.60}, not {min(anchors)!r:.60}; count code points"
        )
    return Phrase(_iri(subject), start, end)


def _iri(subject: Node) -> str:
    if isinstance(subject, BlankNode):
        raise KawatError(f"{subject}: a blank node; name contexts and mentions by an IRI, as in <…#char=0,12>")
    return subject.value


def _only(subject: Node, properties: Properties, name: NamedNode) -> Literal:
    values = [value for value in properties[name] if isinstance(value, Literal)]
    if len(values) != 1 or len(properties[name]) != 1:
        raise KawatError(f"{subject}: {len(properties[name])} values of {name}; give one literal")
    return values[0]


def _offset(subject: Node, properties: Properties, name: NamedNode) -> int:
    value = _only(subject, properties, name).value
    if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
        raise KawatError(f"{subject}: {value!r:.40} is no offset; give a number of code points")
    return int(value)


def tasks(context: Context) -> list[Task]:
    """What the pipeline has to do for a context: annotate its text, or link its mentions; those that overlap are linked
    apart."""
    dispatch = Dispatch(id=context.iri, text=context.text)
    if not context.phrases:
        return [tagging(dispatch)]
    return [linking(dispatch, [_name(phrase, context.text) for phrase in layer]) for layer in _layers(context.phrases)]


def _layers(phrases: Sequence[Phrase]) -> list[list[Phrase]]:
    """The phrases, which come in order, in groups without overlaps, each in order."""
    groups: list[list[Phrase]] = []
    for phrase in phrases:
        free = next((group for group in groups if group[-1].end <= phrase.start), None)
        if free is None:
            groups.append(free := [])
        free.append(phrase)
    return groups


def _name(phrase: Phrase, text: str) -> Given:
    """The phrase less the white space at its edges, which some data sets have."""
    found = text[phrase.start : phrase.end]
    return Given(phrase.end - len(found.lstrip()), phrase.start + len(found.rstrip()), "")


def write_nif(contexts: Sequence[Context], records: Sequence[Sequence[Record]]) -> bytes:
    """Each context with the mentions of its tasks' records; those that came with it keep their IRIs and places."""
    triples: list[Triple] = []
    for context, own in zip(contexts, records, strict=True):
        triples += _described(context, _answers(context, own))
    turtle = serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES)
    assert turtle is not None  # None is for what goes to a file
    return turtle


def _answers(context: Context, records: Sequence[Record]) -> Iterator[Answer]:
    document = context.iri.partition("#")[0]
    for record, layer in zip(records, _layers(context.phrases) or [[]], strict=True):
        items = {row.cluster: row.wikidata for row in record.entities}
        phrases = layer or [Phrase(f"{document}#char={m.start},{m.end}", m.start, m.end) for m in record.mentions]
        for phrase, mention in zip(phrases, record.mentions, strict=True):
            yield phrase, mention, items.get(mention.cluster)


def _described(context: Context, answers: Iterator[Answer]) -> Iterator[Triple]:
    subject = NamedNode(context.iri)
    yield from _string(subject, 0, len(context.text), "Context")
    yield Triple(subject, _IS_STRING, Literal(context.text))
    for phrase, mention, item in answers:
        iri = NamedNode(phrase.iri)
        yield from _string(iri, phrase.start, phrase.end, "Phrase")
        yield Triple(iri, _REFERENCE, subject)
        yield Triple(iri, _ANCHOR, Literal(context.text[phrase.start : phrase.end]))
        if mention.cluster:
            yield Triple(iri, _IDENTITY, _identity(mention, item))
        if mention.link_score is not None:
            yield Triple(iri, _CONFIDENCE, Literal(mention.link_score))


def _string(subject: NamedNode, start: int, end: int, kind: str) -> Iterator[Triple]:
    for name in (kind, "String", "RFC5147String"):
        yield Triple(subject, _TYPE, NamedNode(_NIF + name))
    for predicate, offset in ((_BEGIN, start), (_END, end)):
        yield Triple(subject, predicate, Literal(str(offset), datatype=NamedNode(_XSD + "nonNegativeInteger")))


def _identity(mention: Mention, item: str | None) -> NamedNode:
    """A thing without a Wikidata item has a name of its own, so that GERBIL counts it as one that is not there."""
    return NamedNode(_WIKIDATA + item if item else _NOT_IN_WIKI + quote(mention.id or mention.cluster, safe=""))
