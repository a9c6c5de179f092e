"""Component `layout`: dateline, credit, headline, paragraphs and sentences of a dispatch.

The rules read the text, so they hold whoever made the tokens. What they find is kept as character offsets under
`doc.user_data["kawat.layout"]` and read through `doc._.dateline`, `doc._.credit`, `doc._.headline` and
`doc._.paragraphs`. A paragraph is a line, or where the copy is wrapped what stands between blank lines. No sentence
crosses a paragraph; the dateline belongs to the first sentence. No entity is tagged here.
"""

import re
from functools import partial

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

from kawat.dateline import Offsets, find_dateline
from kawat.sentences import find_sentences

KEY = "kawat.layout"

_LINE = re.compile(r"\S[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")
_BLOCK = re.compile(r"\S(?:[^\n\r]|\r?\n(?!\s*\n))*")
_SINGLE_BREAK = re.compile(r"\S[ \t]*\r?\n[ \t]*(\S)")
_DATELINE_WITHIN = 5  # paragraphs from the top: headline, lead and byline may stand before it

_CREDIT = re.compile(r"[\[(]\s?([\w*][\w\s/.,'’&+-]*?)\s?[\])]\s*\Z")
_CREDIT_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ]\S*|[a-z]{1,4}|\S+\.(?:com|co|id|net)|[\d&+*/,.-]+")
_MOST_CREDIT = 80  # characters
_BYLINE = re.compile(r"(?:\S+\s){0,3}\S*\s?:|COPYRIGHT|Copyright|©")
_BYLINES = 3  # lines such as `Editor: …` that may stand after the credit

_MOST_HEADLINE = 160  # characters


def find_paragraphs(text: str) -> list[Offsets]:
    """Start and end of each paragraph, white space around it left out.

    Copy is taken as wrapped, with blank lines between paragraphs, when lower case follows most single line breaks.
    """
    after_breaks = _SINGLE_BREAK.findall(text)
    wrapped = len(after_breaks) > 1 and 2 * sum(map(str.islower, after_breaks)) > len(after_breaks)
    found = (_BLOCK if wrapped else _LINE).finditer(text)
    return [(match.start(), match.start() + len(match[0].rstrip())) for match in found]


def find_credit(text: str, paragraphs: list[Offsets]) -> Offsets | None:
    """The closing credit inside its brackets (`[Xinhua]`, `(ANTARA)`, `(fjr/dnl)`), if need be before bylines."""
    for start, end in reversed(paragraphs[-_BYLINES - 1 :]):
        if credit := _CREDIT.search(text, max(start, end - _MOST_CREDIT), end):
            before = text[start : credit.start()].rstrip()
            closed = not before or before[-1] in ".!?…\"”’'" or credit[0].startswith("[")
            named = all(map(_CREDIT_WORD.fullmatch, re.split(r"[\s/]+", credit[1])))
            return credit.span(1) if closed and named and re.search(r"[^\W\d]", credit[1]) else None
        if not _BYLINE.match(text, start, end):
            return None
    return None


def find_headline(text: str, paragraphs: list[Offsets], dateline: Offsets | None) -> Offsets | None:
    """What stands above the dateline's paragraph (headline and lead), or a short first line without a full stop."""
    if len(paragraphs) < 2:
        return None
    (start, end), (second_start, second_end) = paragraphs[:2]
    if dateline:
        above = [paragraph for paragraph in paragraphs if paragraph[1] <= dateline[0]]
        return (start, above[-1][1]) if above else None
    short = end - start <= min(_MOST_HEADLINE, second_end - second_start)
    return (start, end) if short and text[end - 1] not in '.…,:;"”' else None


@Language.factory(
    "kawat_layout",
    assigns=[
        "token.is_sent_start",
        "doc.sents",
        "doc._.dateline",
        "doc._.credit",
        "doc._.headline",
        "doc._.paragraphs",
    ],
)
def make_layout(nlp: Language, name: str) -> "Layout":
    """The factory `kawat_layout`; it has no settings."""
    return Layout()


class Layout:
    """Finds the parts of a dispatch and sets sentence starts; it holds no state, so saving it writes nothing."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        paragraphs = find_paragraphs(text)
        datelines = (find_dateline(text, *paragraph) for paragraph in paragraphs[:_DATELINE_WITHIN])
        dateline = next(filter(None, datelines), None)
        credit = find_credit(text, paragraphs)
        headline = find_headline(text, paragraphs, dateline)
        doc.user_data[KEY] = {"dateline": dateline, "credit": credit, "headline": headline, "paragraphs": paragraphs}
        _start_sentences(doc, _sentence_starts(text, paragraphs, dateline, credit))
        return doc


def _sentence_starts(
    text: str, paragraphs: list[Offsets], dateline: Offsets | None, credit: Offsets | None
) -> list[int]:
    starts = []
    for start, end in paragraphs:
        if dateline and dateline[0] == start:
            _, *within = find_sentences(text, dateline[1], end)
            starts += [start, *within]
        else:
            starts += find_sentences(text, start, end)
    if credit:
        starts.append(max(text.rfind(bracket, 0, credit[0]) for bracket in "[("))
    return starts


def _start_sentences(doc: Doc, starts: list[int]) -> None:
    """Begin a sentence at each token that starts at one of the offsets; an offset inside a token begins none."""
    if len(doc):
        lengths = doc.to_array(["LENGTH", "SPACY"]).astype(np.int64).sum(axis=1)
        begins = np.isin(np.cumsum(lengths) - lengths, starts)
        begins[np.argmax(begins)] = False  # white space before the first sentence belongs to it
        begins[0] = True
        values = np.where(begins, 1, -1).astype(np.int64).astype(np.uint64)
        doc.from_array([SENT_START], values)  # type: ignore[arg-type]


def _span(doc: Doc, offsets: Offsets) -> Span | None:
    return doc.char_span(*offsets, alignment_mode="expand")


def _part(doc: Doc, name: str) -> Span | None:
    offsets = doc.user_data.get(KEY, {}).get(name)
    return _span(doc, offsets) if offsets else None


def _paragraphs(doc: Doc) -> list[Span | None]:
    return [_span(doc, offsets) for offsets in doc.user_data.get(KEY, {}).get("paragraphs", ())]


for _name in ("dateline", "credit", "headline"):
    # A partial, not a closure: the getters are pickled when processes are spawned.
    Doc.set_extension(_name, getter=partial(_part, name=_name), force=True)
Doc.set_extension("paragraphs", getter=_paragraphs, force=True)
