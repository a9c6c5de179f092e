"""Component `quotes`: who said what, in the copy's own words or in the report's.

What is found is kept as character offsets under `doc.user_data["kawat.quotes"]` and read through `doc._.quotes`.
"""

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.errors import KawatError
from kawat.quotes.copy import Place
from kawat.quotes.reader import Reader, Said

KEY = "kawat.quotes"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said.

    `content` is what was said, without quotation marks; `cue` the word that tells so. `direct`: in the speaker's own
    words. `speaker` is the phrase that names the speaker here or, for a pronoun, further up, None where it is not
    known; `entity` the one of `doc.ents` that it is, None for a phrase that names none; `cluster` its thing in
    `doc._.entities`, "" without a linker.
    """

    content: Span
    cue: Span | None
    speaker: Span | None
    entity: Span | None
    cluster: str
    direct: bool

    @property
    def name(self) -> str:
        """The speaker as the copy calls it, "" where it is not known."""
        named = self.entity or self.speaker
        return named.text if named is not None else ""


@Language.factory("kawat_quotes", requires=["doc.ents", "doc.sents"], assigns=["doc._.quotes"])
def make_quotes(nlp: Language, name: str) -> "Quotes":
    """The factory `kawat_quotes`; it has no settings."""
    return Quotes(name)


class Quotes:
    """Finds quotations; it holds no state but its name, so saving it writes nothing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Raises KawatError when the document has no sentences."""
        if len(doc) and not doc.has_annotation("SENT_START"):
            raise KawatError(f"{self.name}: the document has no sentences; put kawat_layout before kawat_quotes")
        doc.user_data[KEY] = _plain(doc, Reader(doc).read())
        return doc


def _plain(doc: Doc, said: list[Said]) -> list[list[object]]:
    """Character offsets of content, cue, speaker and entity, the cluster, and whether it is direct."""
    things = doc._.entities if Doc.has_extension("entities") else ()
    clusters = {(span.start, span.end): thing.cluster for thing in things for span in thing.mentions}
    rows: list[list[object]] = []
    for each in said:
        speaker, entity = (each.speaker.phrase, each.speaker.entity) if each.speaker else (None, None)
        offsets = [_offsets(doc, place) for place in (each.content, each.cue, speaker, entity)]
        rows.append([*offsets, clusters.get(entity, "") if entity else "", each.direct])
    return rows


def _offsets(doc: Doc, place: Place | None) -> list[int] | None:
    return [doc[place[0] : place[1]].start_char, doc[place[0] : place[1]].end_char] if place else None


def _span(doc: Doc, offsets: list[int] | None) -> Span | None:
    return doc.char_span(offsets[0], offsets[1], alignment_mode="expand") if offsets else None


def _get_quotes(doc: Doc) -> list[Quote]:
    entities = {(ent.start_char, ent.end_char): ent for ent in doc.ents}
    found = []
    for content, cue, speaker, entity, cluster, direct in doc.user_data.get(KEY, ()):
        said, word, who = (_span(doc, place) for place in (content, cue, speaker))
        if said is not None:
            found.append(Quote(said, word, who, entities.get(tuple(entity)) if entity else None, cluster, direct))
    return found


Doc.set_extension("quotes", getter=_get_quotes, force=True)
