"""WebAnno TSV 3.3, as INCEpTION reads and writes it: one document a file, a line a token, a column a feature.

    #FORMAT=WebAnno TSV 3.3
    #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value

    #Text=Presiden Vladimir Putin
    1-1	0-8	Presiden	_	_
    1-2	9-17	Vladimir	vladimir-putin[1]	PER[1]
    1-3	18-23	Putin	vladimir-putin[1]	PER[1]

Offsets count UTF-16 units, since INCEpTION is Java. A number in brackets joins the tokens of one name; a part of a
token has a line of its own (`1-3.1`). A document without any token cannot be written. Format: INCEpTION user guide,
appendix "WebAnno TSV 3".
"""

import re
from dataclasses import dataclass
from pathlib import Path

from kawat.formats.gold import NIL, Document, Mention, overlapping, parse_ids
from kawat.formats.problem import Problem, read_lines, require_none
from kawat.formats.tokens import lines
from kawat.formats.utf16 import Units

_LAYER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
_HEADER = f"#FORMAT=WebAnno TSV 3.3\n#T_SP={_LAYER}|identifier|value\n\n"
_PLACE = re.compile(r"\d+-\d+(?:\.\d+)?")
_OFFSETS = re.compile(r"(\d+)-(\d+)")
_NUMBER = re.compile(r"(?<!\\)\[(\d+)\]$")
_IRI = re.compile(r"https?://\S+/(?=[^/]+$)")
_BAR = re.compile(r"(?<!\\)\|")
_SPECIAL = re.compile(r"->|[\\\[\]|_;*]|\t|\n")
_ESCAPED = re.compile(r"\\(->|.)")
_BREAK = re.compile(r"[\n\r\t\\]")
_BREAKS = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def webanno(document: Document) -> str:
    """The document as a file's content."""
    units = Units(document.text)
    parts = [_HEADER]
    number = 0
    for sentence, line in enumerate(lines(document), start=1):
        text = document.text[line.start : line.end]
        parts.append(f"\n#Text={_BREAK.sub(lambda found: _BREAKS[found[0]], text)}\n")
        for place, token in enumerate(line.tokens, start=1):
            number += token.first
            features = "_\t_" if token.mention is None else _features(token.mention, number)
            offsets = f"{units.of(token.start)}-{units.of(token.end)}"
            parts.append(f"{sentence}-{place}\t{offsets}\t{document.text[token.start : token.end]}\t{features}\t\n")
    return "".join(parts)


def read_webanno(path: Path) -> Document:
    """Reads a file; its name is the document's. Raises KawatError with line and column of what is wrong.

    Without an identifier (or with "*") a name is unlinked; NIL is that, too. Of an IRI the last part is the ID.
    """
    reader = _Reader(path)
    for number, row in enumerate(read_lines(path), start=1):
        reader.read(number, row)
    return reader.document()


@dataclass(slots=True)
class _Name:
    """A name as far as it has been read: UTF-16 offsets, and the line that it begins on."""

    start: int
    end: int
    label: str
    id: str
    line: int


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.columns: list[str] = []
        self.text = ""  # in UTF-16: a surrogate pair is two characters
        self.pending: str | None = None  # a sentence's text whose first token has not come
        self.names: dict[str, _Name] = {}
        self.last: tuple[int, int] = (0, 0)

    def read(self, number: int, row: str) -> None:
        if row.startswith("#T_"):
            kind, _, layer = row.partition("=")
            name, *features = layer.split("|")
            own = kind == "#T_SP" and name == _LAYER
            self.columns += [feature if own else "" for feature in features] or [""]
        elif row.startswith("#Text="):
            more = _unescaped_text(row.removeprefix("#Text="))
            self.pending = more if self.pending is None else f"{self.pending}\n{more}"
        elif row and not row.startswith("#"):
            self._token(number, row)

    def document(self) -> Document:
        if "value" not in self.columns:
            fix = "export it with the layer Named entity"
            require_none([Problem(self.path, 1, 1, f"the file has no layer {_LAYER}", fix)])
        units = Units.decoded(self.text)
        found = sorted(self.names.values(), key=lambda name: name.start)
        mentions = tuple(
            Mention(units.point(name.start), units.point(name.end), name.label, parse_ids(name.id)) for name in found
        )
        if pair := overlapping(mentions):
            line = found[mentions.index(pair[1])].line
            fix = "leave the shorter one out: names stand apart here"
            require_none([Problem(self.path, line, 1, "the name overlaps another", fix)])
        return Document(self.path.stem, units.text, mentions)

    def _token(self, number: int, row: str) -> None:
        place, *cells = row.split("\t")
        offsets = _OFFSETS.fullmatch(cells[0]) if cells else None
        if not _PLACE.fullmatch(place) or offsets is None or len(cells) < 2 + len(self.columns):
            fix = f"write 1-1, 0-8, the token and {len(self.columns)} features, parted by tabs"
            require_none([Problem(self.path, number, 1, f"{row[:40]!r} is no line of a token", fix)])
            return
        start, end = int(offsets[1]), int(offsets[2])
        self._begin_sentence(number, start)
        features = {name: cell for name, cell in zip(self.columns, cells[2:], strict=False) if name}
        values = _BAR.split(features.get("value", "_"))
        ids = _BAR.split(features.get("identifier", "_"))
        for value, id in zip(values, ids + ["_"] * (len(values) - len(ids)), strict=False):
            if value not in ("_", "") or id not in ("_", ""):
                self._name(number, start, end, value, id)
        self.last = start, end

    def _begin_sentence(self, number: int, start: int) -> None:
        """A sentence's text stands where its first token does; what lies before is white space."""
        if self.pending is None:
            return
        written = _utf16(self.pending)
        begin = start - len(written) + len(written.lstrip())
        if begin < len(self.text):
            message = f"offset {start} lies before the end of the sentence above, {len(self.text)}"
            require_none([Problem(self.path, number, 1, message, "export the file again")])
        self.text += "\n" * (begin - len(self.text)) + written
        self.pending = None

    def _name(self, number: int, start: int, end: int, value: str, id: str) -> None:
        joined = _NUMBER.search(value) or _NUMBER.search(id)
        key = joined[1] if joined else f"line {number} {start}-{end}"
        if name := self.names.get(key):
            name.end = max(name.end, end)
            return
        label, link = (_unescaped(_NUMBER.sub("", cell)) for cell in (value, id))
        link = _IRI.sub("", link)
        self.names[key] = _Name(start, end, label, NIL if link in ("_", "*", "") else link, number)


def _utf16(text: str) -> str:
    """The text with a character for each UTF-16 unit."""
    data = text.encode("utf-16-le")
    return "".join(chr(data[at] | data[at + 1] << 8) for at in range(0, len(data), 2))


def _features(mention: Mention, number: int) -> str:
    return f"{_escaped(mention.link or NIL)}[{number}]\t{_escaped(mention.label)}[{number}]"


def _escaped(value: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + {"\t": "t", "\n": "n"}.get(found[0], found[0]), value)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: {"t": "\t", "n": "\n"}.get(found[1], found[1]), value) if value != "_" else value


def _unescaped_text(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r", "t": "\t"}.get(found[1], found[1]), text)
