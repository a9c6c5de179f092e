"""Component `roles`: which office a person holds, of what.

What is found is kept as character offsets under `doc.user_data["kawat.roles"]` and read through `doc._.roles`.
"""

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.roles.holders import Held, Holders

KEY = "kawat.roles"


@dataclass(frozen=True, slots=True)
class Role:
    """An office that the copy gives a person.

    `office` is its name in lower case, short forms written out (`Menlu`: `menteri luar negeri`); `of` the one of
    `doc.ents` that it belongs to, None where none is named; `status` is "" or `mantan`, `calon`, `terpilih`,
    `penjabat`, `pelaksana tugas`; `words` are those of the title in the text.
    """

    person: Span
    office: str
    of: Span | None
    status: str
    words: Span


@Language.factory("kawat_roles", requires=["doc.ents"], assigns=["doc._.roles"])
def make_roles(nlp: Language, name: str) -> "Roles":
    """The factory `kawat_roles`; it has no settings."""
    return Roles()


class Roles:
    """Reads roles; it holds no state, so saving it writes nothing."""

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[KEY] = [_plain(doc, held) for held in Holders(doc).read()]
        return doc


Row = list[object]  # person, title and owner or None as character offsets; office; status


def _plain(doc: Doc, held: Held) -> Row:
    title = held.title
    spans = (held.person, doc[title.head : title.words_end], title.owner)
    places = [[span.start_char, span.end_char] if span is not None else None for span in spans]
    return [*places, title.office, title.status]


def _get_roles(doc: Doc) -> list[Role]:
    entities = {(ent.start_char, ent.end_char): ent for ent in doc.ents}
    roles = []
    for person, title, owner, office, status in doc.user_data.get(KEY, ()):
        who, words = entities.get(tuple(person)), doc.char_span(title[0], title[1], alignment_mode="expand")
        if who is not None and words is not None:
            roles.append(Role(who, office, entities.get(tuple(owner)) if owner else None, status, words))
    return roles


Doc.set_extension("roles", getter=_get_roles, force=True)
